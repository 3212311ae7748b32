"""Files that are there but cannot be opened, or must not be: told at ingest and by every report, and what they stated stays."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from yanbao.core.finding import Finding
from yanbao.desk.ingest import ingest
from yanbao.desk.weekly import Order, build
from yanbao.desk.workspace import create
from yanbao.store.catalog import load
from yanbao.store.moment import Moment

ITEM = "---\npublished: 2026-05-21\ntitle: 甲\noutlet: 某报\ngroup: 行业\n---\n正文\n"
NAME = "news/2026-05-22/a.md"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A workspace with one item of news, read."""
    create(tmp_path / "mine", sample=False)
    (tmp_path / "mine" / NAME).parent.mkdir()
    (tmp_path / "mine" / NAME).write_text(ITEM, encoding="utf-8")
    ingest(tmp_path / "mine")
    return tmp_path / "mine"


def lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the item cannot be opened."""
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)


def told(workspace: Path) -> list[tuple[str, str]]:
    """What an ingest tells, which is what every report is told from then on."""
    found = [finding for finding in ingest(workspace).findings if finding.level == "error"]
    assert list(dict.fromkeys(found)) == remembered(workspace)
    return [(finding.code, finding.place) for finding in found]


def remembered(workspace: Path) -> list[Finding]:
    kept = load(workspace / "warehouse/catalog.json").current()
    return list(dict.fromkeys(finding for file in kept for finding in file.findings if finding.level == "error"))


def news(workspace: Path) -> list[str]:
    return Moment(workspace / "warehouse", datetime(2026, 5, 24), {}).series("news").subjects()


def test_a_file_that_cannot_be_opened_is_told_in_chinese_until_it_can_be(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as locked:
        lock(locked)
        assert told(mine) == [("unreadable-file", NAME)]
        assert remembered(mine)[0].message == "文件读不出来：没有权限。"
        assert told(mine) == [("unreadable-file", NAME)]
        assert news(mine) == ["2026-05-22/a"], "what it stated when it could be read stays"
    assert len([kept for kept in load(mine / "warehouse/catalog.json").kept if kept.name == NAME]) == 2
    assert told(mine) == []
    assert news(mine) == ["2026-05-22/a"]


def test_a_file_that_never_could_be_opened_is_read_as_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(tmp_path, sample=False)
    (tmp_path / "news/a.md").write_text(ITEM, encoding="utf-8")
    with monkeypatch.context() as locked:
        lock(locked)
        assert told(tmp_path) == [("unreadable-file", "news/a.md")]
    done = ingest(tmp_path)
    assert ("news/a.md" in done.read, remembered(tmp_path), news(tmp_path)) == (True, [], ["a"])


def test_news_in_a_locked_folder_stay_and_the_folder_is_told(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Path.rglob
    monkeypatch.setattr("os.access", lambda path, mode: path.name != "2026-05-22")
    monkeypatch.setattr(Path, "rglob", lambda path, pattern: (found for found in listing(path, pattern) if found.name != "a.md"))
    assert told(mine) == [("unreadable-folder", "news/2026-05-22")]
    assert news(mine) == ["2026-05-22/a"]


@pytest.mark.parametrize("name", [NAME, "news/2026-05-22", "news"])
def test_a_link_out_of_the_workspace_is_refused(mine: Path, name: str) -> None:
    outside = mine.parent / "outside"
    (mine / name).rename(outside)
    (mine / name).symlink_to(outside)
    assert told(mine) == [("link-outside", name)]
    assert news(mine) == ["2026-05-22/a"], "until it is gone, what it stated stays"


def test_a_link_inside_the_workspace_is_read_and_a_linked_folder_is_told(mine: Path) -> None:
    (mine / "news/b.md").symlink_to(mine / NAME)
    (mine / "news/again").symlink_to(mine / "news/2026-05-22")
    assert [(finding.code, finding.place) for finding in ingest(mine).findings] == [("unread-file", "news/again")]
    assert news(mine) == ["2026-05-22/a", "b"]


def test_a_workspace_that_is_itself_behind_a_link_is_read(mine: Path) -> None:
    link = mine.parent / "link"
    link.symlink_to(mine)
    assert told(link) == []


def test_the_weekly_tells_what_could_not_be_opened_and_what_cannot_be_seen(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Path(shutil.copytree(desk, tmp_path / "mine", ignore=shutil.ignore_patterns("issues")))
    (mine / "news/a.md").write_text(ITEM, encoding="utf-8")
    sector = mine / "sectors/telecom.toml"
    sector.write_text(sector.read_text(encoding="utf-8").replace('name = "服务器"', r'name = "服务\u202e器"', 1), encoding="utf-8")
    lock(monkeypatch)
    ingest(mine)
    built = build(mine, Order("telecom", date(2026, 5, 22)))
    told = {(finding.code, finding.place) for finding in built.report.findings}
    assert told >= {("unreadable-file", "news/a.md"), ("hidden-character", "sectors/telecom.toml")}
    page = (built.folder / "report.html").read_text(encoding="utf-8")
    assert "\u202e" not in page
    assert "服务�器" in page
    assert "news/a.md" not in {row["name"] for row in inputs(built.folder)}


def inputs(folder: Path) -> list[dict[str, str]]:
    held: list[dict[str, str]] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    return held


def test_a_file_that_cannot_be_opened_any_more_is_unread_since_then(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(monkeypatch)
    for hour in (9, 10):
        monkeypatch.setattr("yanbao.desk.ingest.beijing_now", lambda hour=hour: datetime(2027, 1, 4, hour))
        ingest(mine)
    assert load(mine / "warehouse/catalog.json").kept[-1].known == "2027-01-04 09:00:00"
