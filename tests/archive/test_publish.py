"""Publishing: what is refused, what is chained, and that a publisher killed anywhere leaves the old state or the new."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from small_desk import WEEK, Desk
from yanbao.core.finding import Finding, YanbaoError
from yanbao.desk.archive import previous
from yanbao.desk.archive.publish import Published
from yanbao.desk.archive.rebuild import rebuild
from yanbao.desk.archive.verify import verify
from yanbao.desk.run import Run
from yanbao.desk.weekly import Made, Order, build
from yanbao.reader.documents import open_document
from yanbao.report.writers import FOR_READERS, REPORTS
from yanbao.store.raw import digest_of

BEFORE = date(2026, 5, 15)
OF_THE_DESK = ("sw_l1_weekend_close", "telecom.toml", '.md"', "第24行", "basket_closes", "SELECT ", "2026-11-24 00:00:00")
"""Of the sample: files, settings and places in them, queries with their text, and the day it came in."""
ERROR = Finding("no-risks", "error", "风险提示", "没有风险提示。", "写上")


def test_a_published_issue_holds_the_draft_and_all_it_was_made_from(desk: Path, issue: Published) -> None:
    held = issue.manifest
    draft = desk / "issues/2026-05-22/telecom"
    assert {name for name in held.files if (issue.folder / name).read_bytes() != (draft / Path(name).name).read_bytes()} == {
        f"readers/{name}" for name in FOR_READERS
    }
    assert {"facts.json", "findings.json"} <= held.files.keys()
    frozen = {"extract/yanbao.toml", "extract/sectors/telecom.toml", "extract/house/statement.md", "environment.json"}
    assert frozen <= held.frozen.keys()
    assert (issue.folder / "extract/notes/2026-05-22/telecom/risks.md").read_bytes() == (
        desk / "notes/2026-05-22/telecom/risks.md"
    ).read_bytes()
    assert digest_of((issue.folder / "manifest.json").read_bytes()) == issue.sha256


def test_readers_get_the_report_and_the_archive_keeps_what_was_found_about_it(desk: Path, issue: Published) -> None:
    """The page that leaves the house opens every figure's trace and tells no finding, no missing input and no path of the desk."""
    folders = desk / "issues/2026-05-22/telecom", issue.folder / "readers"
    draft, page = ((folder / "report.html").read_text(encoding="utf-8") for folder in folders)
    own = ('class="counts"', 'id="findings"', 'class="notes"', "inbox/", "历史太短", *OF_THE_DESK)
    assert [words for words in own if words not in draft] == [words for words in own if words in page] == []
    assert "指数行情" in page and "(期末 ÷ 期初 − 1) × 100%" in page
    assert (issue.folder / "findings.json").read_bytes() == (desk / "issues/2026-05-22/telecom/findings.json").read_bytes()


def test_no_file_that_leaves_the_house_tells_how_the_desk_keeps_its_sources(issue: Published) -> None:
    files = {path.name: path for path in (issue.folder / "readers").iterdir()}
    assert files.keys() == set(REPORTS)
    told = {
        name: open_document(path).text if name == "report.pdf" else path.read_text(encoding="utf-8", errors="replace")
        for name, path in files.items()
    }
    for name in ("report.docx", "report.xlsx"):
        with zipfile.ZipFile(files[name]) as package:
            told[name] = "".join(package.read(part).decode() for part in package.namelist() if part.endswith((".xml", ".rels")))
    assert [(words, name) for words in OF_THE_DESK for name, text in told.items() if words in text] == []


def test_the_formats_that_readers_share_with_the_desk_tell_neither_of_findings(issue: Published) -> None:
    """A Word file and a PDF have nothing to leave out: no finding's message stands in them."""
    texts = [open_document(issue.folder / "readers" / name).text for name in ("report.pdf", "report.docx")]
    messages = [held["message"] for held in json.loads((issue.folder / "findings.json").read_bytes())["findings"]]
    assert messages and not [message for message in messages for text in texts if message in text]


def test_the_extract_is_a_small_part_of_the_warehouse(desk: Path, issue: Published) -> None:
    """Only what the issue used: a fifth of the rows, and no other sector's note."""
    held = issue.manifest
    assert held.narrow
    assert held.extract["bars"].rows < held.extract["bars"].of / 4
    extract = sum(path.stat().st_size for path in (issue.folder / "extract").rglob("*") if path.is_file())
    assert extract < 4_000_000 < sum(path.stat().st_size for path in (desk / "warehouse").rglob("*") if path.is_file()) / 3
    assert not (issue.folder / "extract/notes/2026-05-22/electronics").exists()
    assert {kept["name"] for kept in held.inputs} >= {"notes/2026-05-22/telecom/risks.md", "inbox/sessions/cn_sessions_2021_2026.csv"}


def test_the_environment_names_every_package_that_touches_bytes(issue: Published) -> None:
    held = json.loads((issue.folder / "environment.json").read_text(encoding="utf-8"))
    assert {"duckdb", "typst", "vl-convert-python", "xlsxwriter", "lxml", "justmytype-intl-cjk"} <= held["packages"].keys()
    assert held["system"].keys() >= {"python", "zlib"}
    assert "desk/archive/publish.py" in held["program"]
    assert any(name.endswith(".ttf") for name in held["fonts"])


def test_without_a_draft_there_is_nothing_to_publish(small: Desk) -> None:
    with pytest.raises(YanbaoError, match="还没有草稿.*先运行 yanbao weekly --sector telecom --week 2026-05-22"):
        small.publish()


def test_what_nobody_has_seen_is_not_published(small: Desk) -> None:
    """The data moved on after the draft was made and read: it must be made and read again."""
    small.draft()
    small.words = "板块下跌。"
    with pytest.raises(
        YanbaoError, match=r"report.html、facts.json .*facts.json said：\"板块上涨。\" → \"板块下跌。\".*重新运行 yanbao weekly"
    ):
        small.publish()
    assert small.folders() == []


def test_a_draft_edited_by_hand_is_not_published(small: Desk) -> None:
    page = small.draft() / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("上涨", "大涨"), encoding="utf-8")
    with pytest.raises(YanbaoError, match="草稿的 report.html 与现在的数据.*第 1 行第 6 字符起"):
        small.publish()


def test_a_draft_whose_manifest_is_broken_is_refused(small: Desk) -> None:
    (small.draft() / "manifest.json").write_text("[", encoding="utf-8")
    with pytest.raises(YanbaoError, match="草稿的 manifest.json 读不出来"):
        small.publish()


def test_errors_stand_against_publishing_until_a_reason_is_given(small: Desk) -> None:
    small.findings = (ERROR, replace(ERROR, level="warning"))
    small.draft()
    for force in ("", "  "):
        with pytest.raises(YanbaoError, match="草稿有 1 条错误，不能发布；例如 风险提示：没有风险提示。.*--force"):
            small.publish(force=force)
    held = small.publish(force="主管批准").manifest.forced
    assert held
    assert (held.reason, held.errors) == ("主管批准", 1)


def test_a_reason_without_an_error_is_not_recorded(small: Desk) -> None:
    small.draft()
    assert small.publish(force="以防万一").manifest.forced is None


def test_the_same_content_is_published_once(small: Desk) -> None:
    small.draft()
    first = small.publish()
    again = small.publish()
    assert (first.already, again.already) == (False, True)
    assert (again.folder, again.sha256) == (first.folder, first.sha256)
    assert small.folders() == ["telecom"]


def test_what_is_out_is_corrected_and_never_overwritten(small: Desk) -> None:
    small.draft()
    first = small.publish()
    small.words = "板块下跌。"
    small.draft()
    with pytest.raises(YanbaoError, match="2026-05-22/telecom 已经发布，内容与这份草稿不同.*--correct"):
        small.publish()
    second = small.publish(correct="涨跌写反了").manifest
    small.words = "板块持平。"
    small.draft()
    third = small.publish(correct="又错了").manifest
    assert small.folders() == ["telecom", "telecom.更正1", "telecom.更正2"]
    assert second.correction
    assert third.correction
    assert (second.correction.of, second.correction.reason) == ("2026-05-22/telecom", "涨跌写反了")
    assert (third.correction.of, third.serial) == ("2026-05-22/telecom.更正1", 3)
    assert second.previous
    assert second.previous.sha256 == first.sha256
    assert not any(verify(small.workspace / "published/2026-05-22" / name).findings for name in small.folders())


def test_a_correction_says_so_and_is_rebuilt_with_it(small: Desk) -> None:
    """The draft that was reviewed knows of no correction: what it says of itself comes in when it is published."""
    small.draft()
    small.publish()
    told = []
    for words, reason in (("板块下跌。", "涨跌\n写反了"), ("板块持平。", "又错了")):
        small.words = words
        small.draft()
        issue = small.publish(correct=reason)
        told.append((issue.folder / "readers/report.html").read_text(encoding="utf-8"))
        assert rebuild(issue.folder).same
        again = small.publish(correct="换个说法")
        assert (again.already, again.sha256) == (True, issue.sha256), "the same content goes out once, whatever is said of it"
    assert "更正0：涨跌 写反了" in told[0]
    assert "更正1：又错了" in told[1]


def test_what_a_correction_says_has_to_fit_on_a_cover(small: Desk) -> None:
    small.draft()
    small.publish()
    small.words = "板块下跌。"
    small.draft()
    with pytest.raises(YanbaoError, match="更正说明有 201 字，印在首页的至多 200 字"):
        small.publish(correct="错" * 201)
    assert small.folders() == ["telecom"]


def test_a_correction_needs_something_to_correct(small: Desk) -> None:
    small.draft()
    with pytest.raises(YanbaoError, match="没有可更正的一期"):
        small.publish(correct="先更正再说")


def test_issues_are_chained_in_the_order_in_which_they_went_out(small: Desk) -> None:
    """A week published late is chained to what went out last, and stands before the later week for its readers."""
    small.draft()
    small.draft(BEFORE)
    first = small.publish()
    late = small.publish(BEFORE).manifest
    assert late.previous
    assert (late.serial, late.previous.issue, late.previous.sha256) == (2, "2026-05-22/telecom", first.sha256)
    assert previous(small.workspace, "telecom", "2026-05-22") == small.workspace / "published/2026-05-15/telecom"


def test_the_issue_before_is_the_last_correction_of_the_last_week(small: Desk) -> None:
    assert previous(small.workspace, "telecom", "2026-05-22") is None
    small.draft(BEFORE)
    small.publish(BEFORE)
    small.words = "板块持平。"
    small.draft(BEFORE)
    corrected = small.publish(BEFORE, correct="写错了").folder
    assert previous(small.workspace, "telecom", "2026-05-22") == corrected
    assert previous(small.workspace, "telecom", "2026-05-15") is None
    assert previous(small.workspace, "electronics", "2026-05-22") is None


def test_a_frozen_issue_carries_the_facts_of_the_one_before(small: Desk) -> None:
    small.draft(BEFORE)
    before = small.publish(BEFORE).folder
    small.draft()
    extract = small.publish().folder / "extract"
    found = previous(extract, "telecom", "2026-05-22")
    assert found == extract / "published/2026-05-15/telecom"
    assert (found / "facts.json").read_bytes() == (before / "facts.json").read_bytes()


def test_nothing_is_chained_to_a_manifest_that_was_altered(small: Desk) -> None:
    small.draft(BEFORE)
    manifest = small.publish(BEFORE).folder / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b'"serial": 1', b'"serial": 2'))
    small.draft()
    with pytest.raises(YanbaoError, match=r"manifest.json 已被改动.*yanbao verify"):
        small.publish()


def test_what_cannot_be_made_again_is_not_published(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    small.draft()

    def otherwise_elsewhere(run: Run, *given: Any) -> Made:
        made = small.make(run, *given)
        return made if run.workspace == small.workspace else replace(made, files=made.files | {"readers/report.html": b"<p>"})

    monkeypatch.setattr("yanbao.desk.archive.formats.make", otherwise_elsewhere)
    with pytest.raises(YanbaoError, match="由冻结的数据重新生成的 readers/report.html 不同：第 1 行第 4 字符起.*没有发布"):
        small.publish()
    assert small.folders() == []


def test_what_nobody_knew_the_issue_uses_is_frozen_with_all_that_was_visible(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A measure that reads what ``used`` does not tell of: here the names of all that was ingested."""
    small.draft()
    places: list[Path] = []

    def wants_all(run: Run, *given: Any) -> Made:
        places.append(run.workspace)
        made = small.make(run, *given)
        return made if len(places) != 2 else replace(made, files=made.files | {"readers/report.html": b"<p>"})

    monkeypatch.setattr("yanbao.desk.archive.formats.make", wants_all)
    done = small.publish()
    assert not done.manifest.narrow
    assert not verify(done.folder).findings


def test_every_language_that_the_draft_is_there_in_is_published(small: Desk) -> None:
    small.draft()
    small.draft(code="en")
    done = small.publish()
    assert done.manifest.languages == ("zh", "en")
    assert {"readers/report.html", "readers/en/report.html", "en/facts.json"} <= done.manifest.files.keys()
    assert "sector weekly" in (done.folder / "readers/en/report.html").read_text(encoding="utf-8")
    assert rebuild(done.folder).same
    assert not verify(done.folder).findings


def test_a_draft_in_another_language_that_fell_behind_is_not_published(small: Desk) -> None:
    small.draft(code="en")
    small.words = "板块下跌。"
    small.draft()
    with pytest.raises(YanbaoError, match=r"草稿的 en/report.html、en/facts.json 与现在的数据") as refused:
        small.publish()
    as_of = json.loads((small.workspace / "issues/2026-05-22/telecom/manifest.json").read_text(encoding="utf-8"))["issue"]["as_of"]
    command = f"yanbao weekly --sector telecom --week 2026-05-22 --as-of {as_of} --lang en"
    assert refused.value.remedy == f"重新运行 {command}，审阅后再发布；不发布这种语言的，删去草稿的 en 目录"
    shutil.rmtree(small.workspace / "issues/2026-05-22/telecom/en")
    assert small.publish().manifest.languages == ("zh",)


def test_drafts_of_all_languages_that_fell_behind_are_all_named(small: Desk) -> None:
    small.draft()
    small.draft(code="en")
    small.words = "板块下跌。"
    with pytest.raises(
        YanbaoError, match=r"草稿的 report.html、.*en/facts.json .*重新运行 yanbao weekly，.*其他语言也须重新生成（--lang en）"
    ):
        small.publish()


def test_a_setting_outside_of_the_workspace_cannot_be_frozen(small: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "declaration.md"
    statement = small.workspace / "house/statement.md"
    statement.rename(outside)
    statement.symlink_to(outside)
    small.draft()
    with pytest.raises(YanbaoError, match="设置文件在工作区之外"):
        small.publish()
    assert small.folders() == []


def test_a_weekly_made_again_writes_a_draft_and_leaves_what_is_out_alone(small: Desk) -> None:
    small.draft()
    folder = small.publish().folder
    was = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    small.words = "板块下跌。"
    small.draft()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == was
    for place in (folder, small.workspace / "published"):
        with pytest.raises(YanbaoError, match="不能作输出目录"):
            build(small.workspace, Order("telecom", WEEK, out=place))
    away = small.workspace.parent / "share/telecom"
    shutil.copytree(folder, away)
    with pytest.raises(YanbaoError, match="是已发布的一期，或在其内"):
        build(small.workspace, Order("telecom", WEEK, out=away))
