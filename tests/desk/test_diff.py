"""yanbao diff in a workspace: issues found by name, restated figures found by the moment, and misuse told."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yanbao.cli.diff import written
from yanbao.cli.main import app
from yanbao.core.clock import beijing_now
from yanbao.core.finding import YanbaoError
from yanbao.desk.diff import compared, diff, diff_as_of, find_issue, read, refuse_out, write
from yanbao.desk.ingest import ingest
from yanbao.desk.weekly import Built
from yanbao.desk.why import read_facts
from yanbao.report.changes.page import page


def test_an_issue_is_named_by_path_by_week_and_sector_or_by_its_week(desk: Path, telecom: Built) -> None:
    assert find_issue(desk, str(telecom.folder / "facts.json")) == telecom.folder
    assert find_issue(desk, "issues/2026-05-22/telecom") == telecom.folder
    assert find_issue(desk, str(telecom.folder)) == find_issue(desk, "2026-05-22/telecom") == telecom.folder


def test_a_week_of_two_sectors_asks_which(desk: Path, telecom: Built, electronics: Built) -> None:
    with pytest.raises(YanbaoError, match="有多期符合“2026-05-22”.*2026-05-22/telecom；2026-05-22/electronics"):
        find_issue(desk, "2026-05-22")


def test_an_issue_that_is_not_there_lists_those_that_are(desk: Path, telecom: Built) -> None:
    with pytest.raises(YanbaoError, match="没有这一期“2026-04-03”.*2026-05-22/telecom"):
        find_issue(desk, "2026-04-03")


def test_two_sectors_cannot_be_compared(desk: Path, telecom: Built, electronics: Built) -> None:
    with pytest.raises(YanbaoError, match="两期不是同一行业"):
        diff(desk, "2026-05-22/telecom", "2026-05-22/electronics")


def test_an_issue_is_what_its_week_says_as_of_its_own_moment(desk: Path, telecom: Built) -> None:
    assert diff_as_of(desk, "2026-05-22/telecom", telecom.report.issue.as_of).changes.count == 0


def test_a_correction_is_found_with_its_source_and_the_figures_computed_from_it(desk: Path, telecom: Built, tmp_path: Path) -> None:
    workspace = tmp_path / "desk"
    shutil.copytree(desk, workspace)
    file = workspace / "inbox" / "customs_exports" / "customs-monthly-85177950.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("202604,85177950,358697,615462699", "202604,85177950,358697,395462699"))
    ingest(workspace)
    found = diff_as_of(workspace, "2026-05-22/telecom", beijing_now())
    told = {change.id: change for change in found.changes.restated}
    month = told["export_month:85177950:usd:2026-04"]
    assert (month.was, month.now) == ("6.15亿美元", "3.95亿美元")
    assert "customs-monthly-85177950.csv，第29行" in month.causes[0].source
    growth = told["export_month_yoy:85177950:usd:2026-04"]
    assert (growth.was, growth.now) == ("34.6%", "-13.5%")


def test_the_command_tells_what_it_needs(desk: Path, telecom: Built) -> None:
    asked = [
        ["diff", "2026-05-22/telecom"],
        ["diff", "a", "b", "c"],
        ["diff", "a", "b", "--as-of", "now"],
        ["diff", "a", "b", "--format", "doc"],
    ]
    for words in asked:
        result = CliRunner().invoke(app, [*words, "-w", str(desk)])
        assert isinstance(result.exception, YanbaoError)


def test_the_command_writes_json(desk: Path, telecom: Built, tmp_path: Path) -> None:
    made = tmp_path / "sub" / "diff.json"
    words = ["diff", "2026-05-22/telecom", str(telecom.folder), "--format", "json", "--out", str(made), "-w", str(desk)]
    assert CliRunner().invoke(app, words).exit_code == 0
    held = json.loads(made.read_text(encoding="utf-8"))
    assert held["old"]["week"]["last"] == date(2026, 5, 22).isoformat() and held["restated"] == []


def copied(issue: Path, place: Path, seal: bool = False) -> Path:
    """The facts of an issue in another folder; with ``seal`` that of a published one."""
    place.mkdir(parents=True)
    shutil.copyfile(issue / "facts.json", place / "facts.json")
    if seal:
        (place / "manifest.sha256").write_bytes(b"")
    return place


def changed(folder: Path, was: str, now: str) -> Path:
    file = folder / "facts.json"
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    return folder


def test_two_editions_of_one_week_are_named_by_what_sets_them_apart(telecom: Built, tmp_path: Path) -> None:
    first = copied(telecom.folder, tmp_path / "published/2026-05-22/telecom", seal=True)
    corrected = copied(telecom.folder, tmp_path / "published/2026-05-22/telecom.更正1", seal=True)
    week, as_of = "通信行业周报（2026-05-22）", f"{telecom.report.issue.as_of}"
    assert compared(read(first), read(corrected)).title == f"{week}：已发布的一期与更正1的差异"
    assert compared(read(first), read(telecom.folder)).title == f"{week}：已发布的一期与草稿的差异"
    other = copied(telecom.folder, tmp_path / "other")
    assert compared(read(telecom.folder), read(other)).title == f"{week}：草稿（{telecom.folder}）与草稿（{other}）的差异"
    changed(other, as_of.replace(" ", "T"), "2026-05-25T09:00:00")
    held = compared(read(first), read(other))
    assert held.title == f"{week}：已发布的一期（截止 {as_of}）与草稿（截止 2026-05-25 09:00:00）的差异"
    assert held.heads == (f"{week}，已发布的一期，截止时点 {as_of}", f"{week}，草稿，截止时点 2026-05-25 09:00:00")


def test_a_comparison_with_an_issue_of_an_earlier_version_says_what_it_left_out(telecom: Built, tmp_path: Path) -> None:
    early = copied(telecom.folder, tmp_path / "early")
    assert compared(read(early), read(telecom.folder)).text().endswith("两期没有差异。")
    file = early / "facts.json"
    file.write_text(re.sub(r',"passage":\d+,"typed":\w+', "", file.read_text(encoding="utf-8")), encoding="utf-8")
    held = compared(read(early), read(telecom.folder))
    assert held.text().endswith("没有列出全部句子。") and "没有列出全部句子。</p>" in held.page()


def test_two_languages_cannot_be_compared(desk: Path, telecom: Built, tmp_path: Path) -> None:
    english = changed(copied(telecom.folder, tmp_path / "en"), '"issue": {', '"issue": {"language":"en",')
    with pytest.raises(YanbaoError, match="两期不是同一语言.*比较同一语言的两期"):
        diff(desk, "2026-05-22/telecom", str(english))
    with pytest.raises(YanbaoError, match="只重新写成中文"):
        diff_as_of(desk, str(english), telecom.report.issue.as_of)


def test_a_number_that_is_none_is_a_damaged_file(desk: Path, telecom: Built, tmp_path: Path) -> None:
    for number in ("NaN", "Infinity", "-Infinity", "1e999", "-1e999"):
        spoiled = copied(telecom.folder, tmp_path / number)
        changed(spoiled, '"figures": [', f'"figures": [{{"value": {number}}},')
        with pytest.raises(YanbaoError, match="facts.json 已损坏"):
            diff(desk, "2026-05-22/telecom", str(spoiled))


@pytest.mark.parametrize("damage", ["{}", "\x00", "[" * 200_000, None])
def test_damaged_facts_of_an_issue_that_is_out_are_restored_and_those_of_a_draft_made_again(damage: str | None, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(damage, encoding="utf-8") if damage else facts.mkdir()
    with pytest.raises(YanbaoError) as caught:
        read_facts(tmp_path)
    assert caught.value.remedy == "重新运行 yanbao weekly 生成该期"
    (tmp_path / "manifest.sha256").write_bytes(b"")
    with pytest.raises(YanbaoError, match=r"facts\.json (已损坏|不是本版本的格式|读不出来)") as caught:
        read_facts(tmp_path)
    assert "yanbao verify" in caught.value.remedy and "yanbao weekly" not in caught.value.remedy


def test_a_moment_before_the_last_session_is_misuse(desk: Path, telecom: Built) -> None:
    with pytest.raises(YanbaoError, match="2026-05-21 23:59:59 早于该周最后一个交易日 2026-05-22.*写 2026-05-22 或以后的时点"):
        diff_as_of(desk, "2026-05-22/telecom", datetime(2026, 5, 22) - timedelta(seconds=1))


def test_an_issue_that_is_not_there_may_be_a_published_one(desk: Path, telecom: Built, tmp_path: Path) -> None:
    copied(telecom.folder, tmp_path / "published/2026-05-22/telecom.更正1")
    with pytest.raises(YanbaoError, match="的 issues 与 published.*写明其中一期：2026-05-22/telecom.更正1"):
        find_issue(tmp_path, "2026-04-03")


def test_a_comparison_is_written_whole(tmp_path: Path) -> None:
    made = tmp_path / "sub/diff.html"
    write(made, "前\n", "text")
    write(made, "后", "text")
    assert made.read_text(encoding="utf-8") == "yanbao diff 两期比较\n后\n"
    assert [path.name for path in made.parent.iterdir()] == ["diff.html"]


def test_a_place_for_a_comparison_is_looked_at_before_anything_is_compared(desk: Path, telecom: Built, tmp_path: Path) -> None:
    frozen = copied(telecom.folder, tmp_path / "published/2026-05-22/telecom", seal=True)
    (tmp_path / "file").touch()
    places = {
        frozen / "facts.json": "在已发布的一期之内",
        tmp_path / "misspelt/sub/diff.html": "上级目录不存在",
        tmp_path / "file/diff.html": "上级目录不存在",
        tmp_path: "这是一个目录",
        telecom.folder / "report.html": "自己的文件，不替换",
        desk / "yanbao.toml": "自己的文件，不替换",
    }
    for out, told in places.items():
        result = CliRunner().invoke(app, ["diff", "no such issue", "nor such", "--out", str(out), "-w", str(desk)])
        assert isinstance(result.exception, YanbaoError) and told in str(result.exception), out


@pytest.mark.parametrize(
    "own",
    [
        "自己的稿子",
        "通信行业周报：与上一期的差异\n记在这里",
        "前言\nyanbao diff 两期比较\n",
        "yanbao diff 两期比较与我的看法\n",
        '{\n "old": {"name": "我的"}}',
        '{\n "name": 1,\n "format": "yanbao.diff"\n}',
        '<!DOCTYPE html>\n<html>\n<!-- <meta name="generator" content="yanbao diff"> -->\n',
    ],
)
def test_what_merely_looks_like_a_comparison_is_not_written_over(own: str, tmp_path: Path) -> None:
    (tmp_path / "own").write_text(own, encoding="utf-8")
    with pytest.raises(YanbaoError, match="不是 yanbao diff 写出的，不替换"):
        refuse_out(tmp_path / "own")


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_comparison_is_known_again_in_every_format(form: str, telecom: Built, tmp_path: Path) -> None:
    held = read(telecom.folder)
    write(tmp_path / "made", written(compared(held, held), form), form)
    refuse_out(tmp_path / "made")


def test_a_comparison_may_stand_beside_an_issue_or_take_the_place_of_an_older_one(telecom: Built, tmp_path: Path) -> None:
    (tmp_path / "diff.html").write_text(page("前", ("甲", "乙"), ()), encoding="utf-8")
    for place in (telecom.folder / "diff.html", tmp_path / "diff.html", tmp_path / "sub/diff.html"):
        refuse_out(place)


def test_a_folder_that_nobody_may_write_is_told_before_anything_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(YanbaoError, match="没有写权限"):
        refuse_out(tmp_path / "diff.html")
