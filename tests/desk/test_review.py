"""Documents checked and read at the desk: by path or at hand, many at once, one bad one among them, annotated beside the original."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

import worded
import yanbao
from checked import REVENUE
from yanbao.core.finding import YanbaoError
from yanbao.desk import against as asking
from yanbao.desk import review
from yanbao.desk.against import Against, sector_of
from yanbao.desk.folders import found_in
from yanbao.desk.pool import each
from yanbao.desk.review import annotated, check, check_all, copy_name, read_all
from yanbao.reader.documents import from_text

SLIP = REVENUE + "\n"
GOOD = REVENUE.replace("6.1%", "5.1%") + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text with a slip, a good one, a broken Word file, and what is no document of anybody's."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    (tmp_path / "sub" / "b.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "~$c.docx").write_bytes(b"lock")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "d.txt").write_text(SLIP, encoding="utf-8")
    (tmp_path / "e.exe").write_bytes(b"MZ")
    return tmp_path


def test_a_slip_is_found_in_a_path_and_in_a_document_at_hand(folder: Path) -> None:
    by_path, at_hand = yanbao.check(folder / "a.txt"), yanbao.check(from_text(SLIP))
    assert [finding.code for finding in by_path] == [finding.code for finding in at_hand] == ["change-against-levels"]
    passage = by_path[0].passage
    assert passage and SLIP[passage.start : passage.end] == passage.stated == "6.1%"
    assert yanbao.check(str(folder / "sub" / "b.md")) == []


@pytest.mark.parametrize("given", ["", "一段文字，增长5%。", "收入10亿元", "第一行\n第二行", 5, None])
def test_words_are_no_path_and_lead_to_reading(given: object) -> None:
    with pytest.raises(YanbaoError, match=r"yanbao\.check）。处理：送入文件的路径"):
        yanbao.check(given)  # type: ignore[arg-type]


def test_the_day_told_is_the_documents_own() -> None:
    said = from_text("5月22日（周五），指数收涨0.5%。")
    assert [finding.code for finding in check(said, date(2025, 5, 25)).findings] == ["weekday"]
    assert not check(said, date(2026, 5, 24)).findings
    assert not check(said).findings


def test_a_day_is_a_date(folder: Path) -> None:
    from yanbao.reader.claims import read

    for wrong in ("2026-05-22", 20260522):
        for call in (lambda: read("增长5%", on=wrong), lambda: yanbao.check(folder / "a.txt", on=wrong)):  # noqa: B023
            with pytest.raises(YanbaoError, match="不是日期"):
                call()
    assert read("一季度收入1亿元", on=datetime(2026, 5, 22, 9)) == read("一季度收入1亿元", on=date(2026, 5, 22))
    with pytest.raises(YanbaoError, match="要读的不是文字，而是 bytes"):
        read(b"1")  # type: ignore[arg-type]


def test_what_was_not_read_of_a_file_is_a_warning(folder: Path) -> None:
    (folder / "nul.txt").write_bytes(GOOD.replace("10.51", "10\0.51").encode())
    (found,) = yanbao.check(folder / "nul.txt")
    assert (found.code, found.level, found.place) == ("nul-dropped", "warning", "第1行")


def test_coverage_comes_with_the_result(folder: Path) -> None:
    result = check(folder / "a.txt", date(2026, 5, 22))
    assert result.exit_code == 1 and result.coverage.figures == 4 and result.coverage.compared >= 3
    assert "change_against_levels" in {share.family for share in result.coverage.shares}


def test_cells_are_read_by_their_heads_and_not_as_prose(folder: Path) -> None:
    page = folder / "t.md"
    table = "| 公司 | 收入 | 同比（%） |\n|---|---|---|\n| 乙 | 120.5 | 5.0 |"
    page.write_text(f"甲公司收入10.5亿元。\n\n图表1：收入（亿元）\n\n{table}\n\n净利润下降3%。\n", encoding="utf-8")
    reading = review.reading_of(page)
    assert [(claim.text, claim.cell) for claim in reading.claims] == [
        ("10.5亿元", None), ("120.5", (1, 2, 2)), ("5.0", (1, 2, 3)), ("3%", None),
    ]  # fmt: skip
    assert [claim.unit.symbol for claim in reading.claims] == ["亿元", "亿元", "%", "%"]
    assert all(reading.document.text[claim.start : claim.end] == claim.text for claim in reading.claims)


def test_a_file_that_is_none_is_an_error_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError, match="处理："):
        check(tmp_path / "nothing.txt")


def test_annotated_copies_in_a_folder_are_no_documents_to_be_checked(tmp_path: Path) -> None:
    for name in ("a.txt", "a.核对.html", "b.核对2.docx", "核对.txt"):
        (tmp_path / name).write_text("收入1亿元。", encoding="utf-8")
    assert [path.name for path in found_in([tmp_path])] == ["a.txt", "核对.txt"]
    assert found_in([tmp_path / "b.核对2.docx"]) == [tmp_path / "b.核对2.docx"]


def test_of_a_folder_every_known_file_is_taken_but_hidden_and_lock_files(folder: Path) -> None:
    assert [path.relative_to(folder).as_posix() for path in found_in([folder])] == ["a.txt", "c.docx", "sub/b.md"]
    assert found_in([folder / "e.exe"]) == [folder / "e.exe"]
    with pytest.raises(YanbaoError, match="没有可以打开的文件"):
        found_in([empty(folder)])


def empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def test_one_bad_file_does_not_lose_the_others(folder: Path) -> None:
    told = list(check_all(found_in([folder]), None, None))
    assert [bool(one.made) for one in told] == [True, False, True]
    assert "c.docx" in told[1].problem and "处理：" in told[1].problem
    assert told[0].made and told[0].made.document.name == (folder / "a.txt").as_posix()


def test_an_error_of_the_program_on_one_file_does_not_lose_the_others_and_is_told() -> None:
    def task(path: Path) -> int:
        return 1 // len(path.suffix)

    told = list(each(task, [Path("a.txt"), Path("b"), Path("c.md")]))
    assert [one.made for one in told] == [0, None, 0]
    assert told[1].problem.startswith("程序在该文件上出错：ZeroDivisionError") and "（b）。处理：" in told[1].problem


def test_two_processes_give_what_one_gives_in_the_same_order(folder: Path) -> None:
    paths = found_in([folder]) * 3
    assert list(read_all(paths, None, "json", jobs=2)) == list(read_all(paths, None, "json"))
    assert [one.problem for one in check_all(paths, None, None, jobs=2)] == [one.problem for one in check_all(paths, None, None)]


def test_a_text_too_long_to_hold_is_read_in_pieces_that_join(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yanbao.reader.documents import plain

    long = folder / "long.txt"
    long.write_text(SLIP * 50, encoding="utf-8")
    whole = json.loads(next(read_all([long], None, "json")).made or "")["claims"]
    stream = plain.stream
    monkeypatch.setattr(review, "LONG", 1000)
    monkeypatch.setattr(plain, "stream", lambda path: stream(path, 1024))
    pieces = [json.loads(one.made or "") for one in read_all([long, folder / "a.txt"], None, "json")]
    assert len(pieces) > 3 and pieces[-1]["document"].endswith("a.txt")
    joined = [claim for piece in pieces[:-1] for claim in piece["claims"]]
    assert [(one["start"], one["text"], one["paragraph"]) for one in joined] == [
        (one["start"], one["text"], one["paragraph"]) for one in whole
    ]


def test_a_text_too_long_to_hold_is_not_checked_as_if_it_were_one_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "LONG", 10)
    (told,) = check_all([folder / "a.txt"], None, None)
    assert told.made is None and "超过核对一份报告的上限" in told.problem and "yanbao read" in told.problem


def test_a_long_text_that_breaks_off_gives_what_was_read_and_the_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yanbao.reader.documents import plain

    def breaking(path: Path) -> object:
        yield from_text(SLIP, "a.txt")
        raise YanbaoError("无法解码", str(path), "另存")

    monkeypatch.setattr(review, "LONG", 1)
    monkeypatch.setattr(plain, "stream", breaking)
    told = list(read_all([folder / "a.txt"], None, "csv"))
    assert [bool(one.made) for one in told] == [True, False] and "无法解码" in told[1].problem


def test_a_copy_keeps_the_format_and_the_original_stays(folder: Path) -> None:
    word = folder / "周报.docx"
    word.write_bytes(worded.package(worded.paragraph(SLIP.strip())))
    before = word.read_bytes()
    result = check(word)
    target = folder / "out" / "周报.核对.docx"
    assert annotated(word, result, target) == (target, 0)
    assert word.read_bytes() == before and b"comments.xml" in target.read_bytes()
    once = target.read_bytes()
    annotated(word, result, target)
    assert target.read_bytes() == once


def test_what_has_no_notes_of_its_own_becomes_a_page(folder: Path) -> None:
    target = folder / "out" / "a.txt.核对.html"
    annotated(folder / "a.txt", check(folder / "a.txt"), target)
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_standard_input_has_no_file_to_copy_and_becomes_a_page(folder: Path) -> None:
    word = folder / "周报.docx"
    word.write_bytes(worded.package(worded.paragraph(SLIP.strip())))
    result = check(word)
    target = copy_name(Path("-"), result, folder)
    assert annotated(Path("-"), result, target) == (target, 0) and target.name == "标准输入.核对.html" and target.exists()


def test_copies_can_be_told_apart_by_suffix_and_subfolder() -> None:
    result, out = check(from_text(GOOD)), Path("out")
    files = [Path("x/a.txt"), Path("x/a.md"), Path("x/sub/a.txt"), Path("y/a.txt"), Path("-")]
    assert [copy_name(file, result, out, [Path("x"), Path("y/a.txt")]).relative_to(out).as_posix() for file in files] == [
        "a.txt.核对.html", "a.md.核对.html", "sub/a.txt.核对.html", "a.txt.核对.html", "标准输入.核对.html",
    ]  # fmt: skip


def test_a_copy_that_was_changed_since_is_never_written_over(folder: Path) -> None:
    target, second, third = (folder / "out" / f"a.txt.核对{number}.html" for number in ("", "2", "3"))
    result = check(folder / "a.txt")
    assert annotated(folder / "a.txt", result, target) == annotated(folder / "a.txt", result, target) == (target, 0)
    target.write_text("同事的答复", encoding="utf-8")
    assert annotated(folder / "a.txt", result, target) == annotated(folder / "a.txt", result, target) == (second, 0)
    second.unlink()
    second.symlink_to(folder / "nowhere")
    assert annotated(folder / "a.txt", result, target) == (third, 0)
    assert target.read_text(encoding="utf-8") == "同事的答复" and not (folder / "nowhere").exists()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the warehouse is asked for; it holds nothing."""
    seen: list[tuple[object, ...]] = []
    monkeypatch.setattr(asking, "held", lambda *args: seen.append(args) or {})
    return seen


def sectors(folder: Path, **names: str) -> Path:
    """A workspace with these sectors."""
    place = folder / "desk" / "sectors"
    place.mkdir(parents=True)
    for key, name in names.items():
        (place / f"{key}.toml").write_text(f'name = "{name}"\nsw_code = "801770.SI"\n', encoding="utf-8")
    return folder / "desk"


def test_a_warehouse_is_asked_for_the_documents_own_week_and_as_of_what(folder: Path, asked: list[tuple[object, ...]]) -> None:
    dated = from_text("通信行业周报\n2026年5月22日\n" + SLIP)
    moment = datetime(2026, 5, 24)
    yanbao.check(dated, against=folder / "desk", as_of=moment, sector="telecom")
    check(dated, date(2026, 1, 9), Against(folder / "desk", None, "telecom"))
    assert asked == [(folder / "desk", "telecom", date(2026, 5, 22), moment), (folder / "desk", "telecom", date(2026, 1, 9), None)]


def test_without_a_day_there_is_no_week_to_compare_with_and_the_rest_is_checked(folder: Path, asked: list[tuple[object, ...]]) -> None:
    found = check(from_text(SLIP), None, Against(folder, None, "telecom")).findings
    assert [one.code for one in found] == ["not-compared", "change-against-levels"] and "--date" in found[0].remedy
    assert asked == []


def test_the_sector_is_the_one_the_opening_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yanbao.desk import settings

    names = {"telecom": "通信", "chips": "电子"}
    monkeypatch.setattr(settings, "load_sector", lambda place, key: SimpleNamespace(name=names[key]))
    desk = sectors(folder, **names)
    assert sector_of(from_text("通信行业周报"), desk) == "telecom"
    for words in ("行业周报", "通信与电子行业周报", "行业" * 200 + "通信"):
        assert sector_of(from_text(words), desk) == ""
    assert sector_of(from_text("行业周报"), sectors(folder / "one", telecom="通信")) == "telecom"


def held_of_a_week(*horizons: str) -> dict[str, object]:
    """What a warehouse holds, as far as it is looked at: moves over these spans."""
    return {"known": SimpleNamespace(shelf=SimpleNamespace(candidates=[SimpleNamespace(horizon=horizon) for horizon in horizons]))}


def test_a_document_of_another_sector_is_compared_with_what_is_no_sectors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yanbao.desk import settings

    monkeypatch.setattr(settings, "load_sector", lambda place, key: SimpleNamespace(name={"telecom": "通信", "chips": "电子"}[key]))
    monkeypatch.setattr(asking, "held_of_all", lambda *args: held_of_a_week("week"))
    document = from_text("医药行业周报\n2026年5月22日")
    holding = asking.held_for(document, None, Against(sectors(folder, telecom="通信", chips="电子")))
    assert "known" in holding.inputs and [one.code for one in holding.findings] == ["sector-open"]
    assert "个股" in holding.findings[0].message and "--sector 指定：chips、telecom" in holding.findings[0].remedy


def test_a_moment_before_the_week_leaves_nothing_to_compare_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "held", lambda *args: held_of_a_week("", ""))
    document = from_text("通信行业周报\n2026年5月22日")
    for moment, says in ((datetime(2020, 1, 1), "截至 2020-01-01 00:00"), (None, "没有 2026-05-22 所在一周的行情")):
        holding = asking.held_for(document, None, Against(folder, moment, "telecom"))
        assert not holding.inputs and [one.code for one in holding.findings] == ["not-compared"] and says in holding.findings[0].message
    monkeypatch.setattr(asking, "held", lambda *args: held_of_a_week("week"))
    assert asking.held_for(document, None, Against(folder, None, "telecom")).findings == ()


def test_formats_are_those_that_are_written() -> None:
    from yanbao.review.writers.claims import FORMATS

    assert set(review.READ_FORMATS) == set(FORMATS)
