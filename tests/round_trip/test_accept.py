"""An editor's prose goes back into the notes: the next weekly carries it; what both changed is kept apart; computed words stay."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import worded
from accepting import NOW, RISKS, WAS, Save
from resigned import resigned
from words import changed, packed, parts
from yanbao.cli.main import app
from yanbao.core.finding import YanbaoError
from yanbao.desk.accept import Outcome, accept
from yanbao.desk.compose import compose
from yanbao.desk.composed import composed
from yanbao.desk.ingest import ingest
from yanbao.desk.run import open_run
from yanbao.desk.weekly import press_of
from yanbao.report.blocks import Para, Point, plain
from yanbao.report.writers import word
from yanbao.store.lock import writer_lock


def printed(workspace: Path, section: str) -> list[str]:
    """The paragraphs of a section in the next weekly."""
    report = compose(open_run(workspace, "telecom", date(2026, 5, 22), None))
    blocks = next(one.blocks for one in report.sections if one.key == section)
    return [
        plain((*block.lead, *block.body) if isinstance(block, Point) else block.text) for block in blocks if isinstance(block, Para | Point)
    ]


def test_the_next_weekly_carries_what_was_accepted(report: bytes, own: Path, save: Save) -> None:
    made = accept(save(changed(report, WAS, NOW)), own)
    assert [(one.status, one.note) for one in made.outcomes] == [("accepted", RISKS)]
    assert (
        f"1. **海外云厂商资本开支不及预期的风险：** 光模块、服务器与交换机的需求高度依赖少数海外客户，{NOW}。" in (own / RISKS).read_text()
    )
    assert printed(own, "risks")[0].endswith(f"{NOW}。")


def test_a_dry_run_writes_nothing(report: bytes, own: Path, save: Save) -> None:
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    assert accept(save(changed(report, WAS, NOW)), own, dry_run=True).notes
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before


def test_a_reason_in_a_cell_goes_back_to_its_note(report: bytes, own: Path, save: Save) -> None:
    made = accept(save(changed(report, "量增价减的格局未变", "量增价减的格局暂未改变")), own)
    assert [(one.status, one.note) for one in made.outcomes] == [("accepted", "notes/2026-05-22/telecom/prosperity.md")]


def test_points_are_added_and_taken_out(report: bytes, own: Path, save: Save) -> None:
    text = parts(report)["word/document.xml"].decode()
    place = text.index("</w:p>", text.index("关税、出口许可与实体清单")) + 6
    gone = text.index("目前的租赁价格含供给偏紧的因素")
    first, last = text.rindex("<w:p>", 0, gone), text.index("</w:p>", gone) + 6
    new = "<w:p><w:r><w:t>汇率波动的风险：出口企业以美元结算。</w:t></w:r></w:p>"
    made = accept(save(changed(report, text[place:last], new + text[place:first])), own)
    assert {one.status for one in made.outcomes} == {"accepted"}
    told = printed(own, "risks")
    assert len(told) == 8 and told[4] == "汇率波动的风险：出口企业以美元结算。"
    assert not any("租赁价格回落" in one for one in told)
    numbers = [line.partition(".")[0] for line in (own / RISKS).read_text().splitlines() if line[:1].isdigit()]
    assert numbers == [str(number) for number in range(1, 9)]
    assert {one.status for one in accept(save(changed(report, text[place:last], new + text[place:first])), own).outcomes} == {"already"}


def test_changes_of_both_sides_in_different_sentences_are_merged(report: bytes, own: Path, save: Save) -> None:
    note = own / RISKS
    note.write_text(note.read_text().replace("业绩兑现低于预期时回撤可能放大", "业绩若低于预期，回撤可能放大"), encoding="utf-8")
    made = accept(save(changed(report, WAS, NOW)), own)
    assert made.count("accepted") == 1 and not made.conflicts
    assert NOW in note.read_text() and "业绩若低于预期，回撤可能放大" in note.read_text()


def test_what_both_sides_changed_is_kept_apart(report: bytes, own: Path, save: Save) -> None:
    note = own / RISKS
    mine = note.read_text().replace(WAS, "其开支若下调，订单将受影响")
    note.write_text(mine, encoding="utf-8")
    made = accept(save(changed(report, WAS, NOW)), own)
    assert [one.status for one in made.outcomes] == ["conflict"]
    assert note.read_text() == mine
    mine_now = made.outcomes[0].note_now
    assert "其开支若下调，订单将受影响" in mine_now and mine_now in mine, "the line of the note as it stands, marks and all"
    assert made.conflicts is not None and all(words in made.conflicts.read_text() for words in (WAS, NOW, RISKS, mine_now))
    assert made.conflicts.is_relative_to(own / "issues")


def test_accepting_twice_changes_nothing_more(report: bytes, own: Path, save: Save) -> None:
    path = save(changed(report, WAS, NOW))
    accept(path, own)
    kept = (own / RISKS).read_text()
    assert [one.status for one in accept(path, own).outcomes] == ["already"]
    assert (own / RISKS).read_text() == kept


def test_the_note_may_be_older_than_the_issue_that_is_out(report: bytes, own: Path, save: Save) -> None:
    note = own / RISKS
    note.write_text(note.read_text().replace("数据口径的风险", "数据与口径的风险"), encoding="utf-8")
    ingest(own)
    assert accept(save(changed(report, WAS, NOW)), own).count("accepted") == 1
    assert NOW in note.read_text() and "数据与口径的风险" in note.read_text()


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("，居细分赛道之首", "，领先其他赛道", "设置与数据"),
        ("证券研究报告·行业周报", "证券研究报告·周报", "设置与数据"),
    ],
)
def test_computed_words_are_not_taken(was: str, now: str, why: str, report: bytes, own: Path, save: Save) -> None:
    made = accept(save(changed(report, was, now)), own)
    assert [one.status for one in made.outcomes] == ["refused"]
    assert why in made.outcomes[0].why and not made.notes


def test_marks_of_markdown_in_an_edit_stay_words(report: bytes, own: Path, save: Save) -> None:
    made = accept(save(changed(report, WAS, "其开支计划*下调*将影响[订单]")), own)
    assert made.count("accepted") == 1
    assert "其开支计划*下调*将影响[订单]" in printed(own, "risks")[0]


def test_a_note_with_lines_as_windows_ends_them_is_written_back_so(report: bytes, own: Path, save: Save) -> None:
    note = own / RISKS
    note.write_bytes(note.read_bytes().replace(b"\n", b"\r\n"))
    text = parts(report)["word/document.xml"].decode()
    place = text.index("</w:p>", text.index("关税、出口许可与实体清单")) + 6
    said = "<w:p><w:r><w:t>汇率波动的风险：出口企业以美元结算。</w:t></w:r></w:p>"
    edited = packed(parts(report) | {"word/document.xml": (text[:place] + said + text[place:]).encode()})
    assert accept(save(changed(edited, WAS, NOW)), own).count("accepted") == 2
    kept = note.read_bytes()
    assert NOW.encode() in kept and "汇率波动".encode() in kept
    assert kept.count(b"\n") == kept.count(b"\r\n") == kept.count(b"\r")


@pytest.mark.parametrize("words", ["1. 先看需求。", "- 海外收入提升。", "#5 号线*提速*。"])
def test_a_new_passage_that_looks_like_a_mark_stays_words(words: str, report: bytes, own: Path, save: Save) -> None:
    text = parts(report)["word/document.xml"].decode()
    place = text.index("</w:p>", text.index("关税、出口许可与实体清单")) + 6
    said = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    made = accept(save(packed(parts(report) | {"word/document.xml": (text[:place] + said + text[place:]).encode()})), own)
    assert [one.status for one in made.outcomes] == ["accepted"]
    assert words in printed(own, "risks")


def test_a_note_in_gbk_is_written_back_in_gbk(report: bytes, own: Path, save: Save) -> None:
    note = own / RISKS
    note.write_bytes(note.read_text().encode("gb18030"))
    accept(save(changed(report, WAS, NOW)), own)
    assert NOW in note.read_bytes().decode("gb18030")


def test_the_command_tells_each_edit_and_what_comes_next(report: bytes, own: Path, save: Save) -> None:
    told = CliRunner().invoke(app, ["accept", str(save(changed(report, WAS, NOW))), "-w", str(own)])
    assert told.exit_code == 0
    assert "收回　notes/2026-05-22/telecom/risks.md" in told.output and "下一次 yanbao weekly" in told.output
    data = json.loads(CliRunner().invoke(app, ["accept", str(save(changed(report, WAS, NOW))), "-w", str(own), "--json"]).output)
    assert data["outcomes"][0]["status"] == "already" and data["notes"] == []


def test_a_foreign_file_is_refused(own: Path, tmp_path: Path) -> None:
    (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    (tmp_path / "a.txt").write_text("营收增长。", encoding="utf-8")
    (tmp_path / "theirs.docx").write_bytes(worded.package(worded.paragraph(worded.run("营收增长。"))))
    told = {
        "none.docx": "找不到该文件",
        ".": "是一个目录",
        "torn.docx": "已损坏",
        "a.txt": "不是 Word 文件",
        "theirs.docx": "不是本工作区写出的",
    }
    for name, why in told.items():
        with pytest.raises(YanbaoError, match=why):
            accept(tmp_path / name, own)


def test_a_note_of_another_week_in_the_same_words_is_left_alone(report: bytes, own: Path, save: Save) -> None:
    other = own / "notes/2026-05-29/telecom/risks.md"
    other.parent.mkdir(parents=True)
    other.write_text((own / RISKS).read_text().replace("数据口径的风险", "数据与口径的风险"), encoding="utf-8")
    ingest(own)
    kept = other.read_text()
    made = accept(save(changed(report, WAS, NOW)), own)
    assert [(one.status, one.note) for one in made.outcomes] == [("accepted", RISKS)]
    assert other.read_text() == kept


def test_words_that_several_notes_of_the_issue_hold_are_refused_with_their_names(report: bytes, own: Path, save: Save) -> None:
    name = "notes/2026-05-22/telecom/advice.md"
    (own / name).write_text((own / name).read_text() + "\n" + (own / RISKS).read_text().partition("---\n")[2].partition("---\n")[2])
    ingest(own)
    (made,) = accept(save(changed(report, WAS, NOW)), own).outcomes
    assert made.status == "refused" and RISKS in made.why and name in made.why


def test_the_conflicts_of_two_editors_are_both_kept(report: bytes, own: Path, save: Save) -> None:
    note = own / RISKS
    note.write_text(note.read_text().replace(WAS, "其开支若下调，订单将受影响"), encoding="utf-8")
    one, other = (accept(save(changed(report, WAS, said)), own).conflicts for said in (NOW, "其开支计划下调只会略微影响订单"))
    assert one and other and one != other
    assert NOW in one.read_text() and "只会略微影响" in other.read_text()
    again = accept(save(changed(report, WAS, NOW)), own).conflicts
    assert again == one, "the same conflicts need no second file"


def test_a_new_passage_that_a_longer_one_contains_is_new(report: bytes, own: Path, save: Save) -> None:
    text = parts(report)["word/document.xml"].decode()
    place = text.index("</w:p>", text.index("关税、出口许可与实体清单")) + 6
    said = "<w:p><w:r><w:t>出口许可与实体清单</w:t></w:r></w:p>"
    made = accept(save(packed(parts(report) | {"word/document.xml": (text[:place] + said + text[place:]).encode()})), own)
    assert [one.status for one in made.outcomes] == ["accepted"]


@pytest.mark.parametrize("sector", ["/tmp/outside/deep", "../../outside", "nobody"])
def test_a_signature_of_a_sector_that_is_not_the_desks_writes_nothing(sector: str, report: bytes, own: Path, save: Save) -> None:
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    with pytest.raises(YanbaoError, match="没有名为"):
        accept(save(resigned(report, 'sector="telecom"', f'sector="{sector}"')), own)
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before


def test_a_folder_of_issues_that_leads_out_takes_no_conflicts(report: bytes, own: Path, save: Save, tmp_path: Path) -> None:
    note = own / RISKS
    note.write_text(note.read_text().replace(WAS, "其开支若下调，订单将受影响"), encoding="utf-8")
    shutil.rmtree(own / "issues")
    (tmp_path / "elsewhere").mkdir()
    (own / "issues").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(YanbaoError, match="工作区之外"):
        accept(save(changed(report, WAS, NOW)), own)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_nothing_is_accepted_while_another_command_writes(report: bytes, own: Path, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yanbao.desk.accept.WAIT", 0)
    path, kept = save(changed(report, WAS, NOW)), (own / RISKS).read_text()
    with writer_lock(own / "warehouse", 0), pytest.raises(YanbaoError, match="正被"):
        accept(path, own)
    assert (own / RISKS).read_text() == kept


def test_of_more_new_passages_than_a_weekly_has_the_rest_is_told(
    report: bytes, own: Path, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yanbao.desk.accept.MOST", 2)
    text = parts(report)["word/document.xml"].decode()
    place = text.index("</w:p>", text.index("关税、出口许可与实体清单")) + 6
    new = "".join(f"<w:p><w:r><w:t>汇率的第{number}个风险尚待观察。</w:t></w:r></w:p>" for number in "一二三")
    made = accept(save(packed(parts(report) | {"word/document.xml": (text[:place] + new + text[place:]).encode()})), own, dry_run=True)
    assert [one.status for one in made.outcomes] == ["accepted", "accepted", "refused"]
    assert "直接写进 notes/" in made.outcomes[2].why


def test_two_points_made_one_are_one_in_the_note(report: bytes, own: Path, save: Save) -> None:
    text = parts(report)["word/document.xml"].decode()
    end = text.index("</w:p>", text.index("关税、出口许可与实体清单"))
    start = text.rindex("<w:p>", 0, end)
    whole = text[start:end]
    mark = '<w:rPr><w:del w:id="900" w:author="编辑甲"/></w:rPr></w:pPr>'
    made = accept(save(changed(report, whole, whole.replace("</w:pPr>", mark, 1))), own)
    assert {one.status for one in made.outcomes} == {"accepted"}
    told = printed(own, "risks")
    assert len(told) == 7 and sum("算力租赁价格回落的风险" in one for one in told) == 1


def test_words_that_two_notes_say_are_changed_where_what_stood_beside_them_tells_which(own: Path, save: Save) -> None:
    told, untold = "行业的竞争格局仍待观察，短期不宜过度乐观。", "价格的走势还要看下游的库存。"
    for name in ("subsector_optical", "subsector_idc"):
        note = own / f"notes/2026-05-22/telecom/{name}.md"
        note.write_text(f"{note.read_text().rstrip()}\n\n{told}\n\n{untold}\n", encoding="utf-8")
    ingest(own)
    run, issue = composed(own, "telecom", date(2026, 5, 22), None)
    data = word.write(issue, press_of(run))
    text = parts(data)["word/document.xml"].decode()
    assert text.count(told) == text.count(untold) == 2

    def edited(place: int, was: str, now: str) -> list[Outcome]:
        changed = text[:place] + text[place:].replace(was, now, 1)
        return accept(save(packed(parts(data) | {"word/document.xml": changed.encode()})), own, dry_run=True).outcomes

    for place, name in ((text.index(told), "subsector_optical"), (text.rindex(told), "subsector_idc")):
        assert [(one.status, Path(one.note).stem) for one in edited(place, "短期不宜", "眼下不宜")] == [("accepted", name)]
    [outcome] = edited(text.index(untold), "还要看", "取决于")
    assert outcome.status == "refused" and "subsector_idc.md、" in outcome.why and "subsector_optical.md）" in outcome.why


@pytest.mark.parametrize("words", ["# 汇率波动的风险", "[词]: 出口企业以美元结算", "> 出口企业以美元结算"])
def test_a_new_passage_that_looks_like_marks_stays_words(words: str, report: bytes, own: Path, save: Save) -> None:
    text = parts(report)["word/document.xml"].decode()
    place = text.index("</w:p>", text.index("关税、出口许可与实体清单")) + 6
    said = f"<w:p><w:r><w:t>{words.replace('>', '&gt;')}</w:t></w:r></w:p>"
    made = accept(save(packed(parts(report) | {"word/document.xml": (text[:place] + said + text[place:]).encode()})), own)
    assert [one.status for one in made.outcomes] == ["accepted"]
    assert words in printed(own, "risks")
