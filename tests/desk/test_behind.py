"""What lies in the folders and was not ingested: the words and data that an issue made now would not carry."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from small_desk import WEEK, Desk
from yanbao.core.finding import YanbaoError
from yanbao.desk import behind as module
from yanbao.desk.behind import behind
from yanbao.desk.ingest import ingest
from yanbao.desk.run import open_run
from yanbao.desk.weekly import Order, build
from yanbao.desk.withdraw import withdraw

RISKS = "notes/2026-05-22/telecom/risks.md"
LEVELS = "inbox/index_levels/levels.csv"
HEAD = "代码,日期,收盘,开盘,最高,最低,成交量,成交额\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return Desk(tmp_path / "small").workspace


def told(desk: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in behind(open_run(desk, "telecom", WEEK, None))]


def write(desk: Path, name: str, text: str) -> Path:
    path = desk / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def levels(desk: Path, close: float) -> Path:
    return write(desk, LEVELS, HEAD + f"801770,2026-05-22,{close},8200,8210,8100,40,1500\n")


def test_what_was_just_ingested_is_not_behind(desk: Path) -> None:
    levels(desk, 8156.2)
    ingest(desk)
    assert told(desk) == []


def test_a_note_edited_to_the_same_length_at_the_same_time_is_seen(desk: Path) -> None:
    """Neither the size nor the time of change proves that a text is the one that was read."""
    path = desk / RISKS
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("不及", "超出"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert told(desk) == [("issue-behind", RISKS)]
    ingest(desk)
    assert told(desk) == []


def test_a_note_added_and_one_deleted_are_seen(desk: Path) -> None:
    (desk / RISKS).unlink()
    write(desk, "notes/2026-05-22/telecom/advice.md", "---\nsection: advice\n---\n维持看好。\n")
    assert told(desk) == [("issue-behind", "notes/2026-05-22/telecom/advice.md"), ("issue-behind", RISKS)]


@pytest.mark.parametrize("name", ["notes/2026-05-15/telecom/risks.md", "notes/2026-05-22/electronics/risks.md"])
def test_texts_of_another_week_or_sector_are_none_of_this_issue(desk: Path, name: str) -> None:
    write(desk, name, "---\nsection: risks\n---\n1. **需求：** 不及预期。\n")
    assert told(desk) == []


def test_a_file_of_the_inbox_concerns_the_warehouse_alone(desk: Path) -> None:
    """What comes after the moment is none of the issue's, whether the file is new or was changed; one put away leaves its data."""
    path = levels(desk, 8156.2)
    assert told(desk) == [("warehouse-behind", LEVELS)]
    ingest(desk)
    levels(desk, 8156.3)
    assert told(desk) == [("warehouse-behind", LEVELS)]
    path.unlink()
    assert told(desk) == []


def test_a_new_file_that_the_desk_had_by_the_moment_concerns_the_issue(desk: Path) -> None:
    levels(desk, 8156.2)
    said = (desk / "inbox/origins.toml").read_text(encoding="utf-8")
    write(desk, "inbox/origins.toml", said + '\n["index_levels/levels.csv"]\npublisher = "某交易所"\nretrieved = 2026-05-23\n')
    assert told(desk) == [("issue-behind", LEVELS)]


def test_another_publisher_in_the_settings_is_seen(desk: Path) -> None:
    levels(desk, 8156.2)
    ingest(desk)
    said = (desk / "inbox/origins.toml").read_text(encoding="utf-8")
    write(desk, "inbox/origins.toml", said + '\n["index_levels/levels.csv"]\npublisher = "某交易所"\n')
    (finding,) = behind(open_run(desk, "telecom", WEEK, None))
    assert (finding.code, finding.place) == ("warehouse-behind", "inbox/origins.toml")
    assert f"1 个文件须重读；例如 {LEVELS}" in finding.message


def test_a_file_that_was_withdrawn_or_cannot_be_read_was_told_at_ingest(desk: Path) -> None:
    levels(desk, 8156.2)
    (desk / "inbox/index_levels/elsewhere.csv").symlink_to("/etc/hostname")
    ingest(desk)
    withdraw(desk, LEVELS)
    assert told(desk) == []


def test_a_large_file_is_read_again_only_when_it_was_written_since(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = levels(desk, 8156.2)
    ingest(desk)
    read = []
    held = module.bytes_of
    monkeypatch.setattr(module, "LARGE", 10)
    monkeypatch.setattr(module, "bytes_of", lambda path, *rest: read.append(path) or held(path, *rest))
    assert told(desk) == []
    assert path not in read
    while time.time_ns() == path.stat().st_ctime_ns:
        time.sleep(0.001)
    os.utime(path, ns=(0, 0))  # touched, and made to look old
    assert told(desk) == []
    assert path in read
    levels(desk, 8156.3)
    assert told(desk) == [("warehouse-behind", LEVELS)]


def test_a_weekly_tells_of_a_note_that_it_does_not_print(desk: Path) -> None:
    write(desk, RISKS, "---\nsection: risks\n---\n1. **价格：** 回落。\n")
    built = build(desk, Order("telecom", WEEK))
    assert [(finding.code, finding.place) for finding in built.behind] == [("issue-behind", RISKS)]
    assert "不及预期" in (page := (built.folder / "report.html").read_text(encoding="utf-8"))
    assert "回落" not in page


def test_words_that_were_not_ingested_are_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even with a reason, and not when the week is out already."""
    small = Desk(tmp_path / "small").standing_in(monkeypatch)
    small.draft()
    small.publish()
    path = small.workspace / RISKS
    said = path.read_text(encoding="utf-8")
    path.write_text(said + "2. **竞争：** 加剧。\n", encoding="utf-8")
    refused = f"有 1 个文件，导入之后这一期会不同；例如 {RISKS}：在上次导入之后改过.*运行 yanbao ingest，重新运行 yanbao weekly"
    for force in ("", "主管批准"):
        with pytest.raises(YanbaoError, match=refused):
            small.publish(force=force)
    path.write_text(said, encoding="utf-8")
    assert small.publish().already


def test_data_that_came_later_do_not_stop_an_issue_and_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Desk(tmp_path / "small").standing_in(monkeypatch)
    small.draft()
    levels(small.workspace, 8156.2)
    issue = small.publish()
    assert [(finding.code, finding.place) for finding in issue.behind] == [("warehouse-behind", LEVELS)]
    assert issue.findings == ()
