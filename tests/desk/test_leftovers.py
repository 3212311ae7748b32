"""What an ingest passes over is told: nothing that was put into the inbox is silently left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yanbao.desk.ingest import ingest
from yanbao.desk.origins import read_origins
from yanbao.desk.settings import SAMPLE
from yanbao.desk.workspace import create

UNNAMED = ("unnamed-origin", "inbox/stock_bars/A.CSV")
NAMED = ("sw_industries/sw_industry_codes_2021.csv", "sw_industries/sw_l1_names.csv", "sessions/cn_sessions_2021_2026.csv")
BARS = "代码,日期,收盘\n000001,2026-05-22,10\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    create(tmp_path, sample=False)
    (tmp_path / "inbox/stock_bars").mkdir()
    return tmp_path


def told(workspace: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in ingest(workspace).findings]


def test_a_new_workspace_leaves_nothing(mine: Path) -> None:
    assert told(mine) == []


@pytest.mark.parametrize("name", ["inbox/stock_bars/a.xlsx", "inbox/a.csv", "inbox/unknown/a.csv", "news/a.txt", "notes/a.docx"])
def test_a_file_that_no_source_reads_is_told(mine: Path, name: str) -> None:
    (mine / name).parent.mkdir(exist_ok=True)
    (mine / name).write_text(BARS, encoding="utf-8")
    assert told(mine) == [("unread-file", name)]


def test_a_link_to_nothing_is_told(mine: Path) -> None:
    (mine / "inbox/stock_bars/a.csv").symlink_to("/nowhere")
    assert told(mine) == [("unread-file", "inbox/stock_bars/a.csv")]


def test_what_the_system_keeps_beside_files_is_neither_read_nor_told(mine: Path) -> None:
    for name in (".DS_Store", "._a.csv", "~$a.csv", ".gitkeep"):
        (mine / "inbox/stock_bars" / name).write_bytes(b"\0\1")
    assert told(mine) == []


def test_a_suffix_in_capitals_is_read(mine: Path) -> None:
    (mine / "inbox/stock_bars/A.CSV").write_text(BARS, encoding="utf-8")
    done = ingest(mine)
    assert (done.bars, "inbox/stock_bars/A.CSV" in done.read) == (1, True)


def test_a_file_of_which_nobody_said_who_published_it_is_told_at_each_ingest_until_it_is_said(mine: Path) -> None:
    """Its source line would print what the module is called; the remedy is the line to write, and where."""
    (mine / "inbox/stock_bars/A.CSV").write_text(BARS, encoding="utf-8")
    (finding,) = [held for held in ingest(mine).findings if held.code == UNNAMED[0]]
    assert (finding.level, finding.place) == ("warning", UNNAMED[1]) and "“股票日线”" in finding.message
    assert 'inbox/origins.toml 的 ["stock_bars/A.CSV"]' in finding.remedy and 'publisher = "发布机构"' in finding.remedy
    assert UNNAMED in told(mine)
    with (mine / "inbox/origins.toml").open("a", encoding="utf-8") as origins:
        origins.write('\n["stock_bars/A.CSV"]\npublisher = "样例交易所"\n')
    assert UNNAMED not in told(mine)


def test_what_one_body_alone_publishes_needs_no_word(mine: Path) -> None:
    (mine / "inbox/sw_membership").mkdir()
    shutil.copy(SAMPLE / "inbox/sw_membership/sw_membership.csv", mine / "inbox/sw_membership")
    assert told(mine) == []


def test_a_new_workspace_names_the_origin_of_the_files_it_comes_with_and_keeps_what_a_desk_wrote(mine: Path) -> None:
    assert list(read_origins(mine)) == [f"inbox/{name}" for name in NAMED]
    (mine / "inbox/origins.toml").write_text("", encoding="utf-8")
    create(mine, sample=False)
    assert not read_origins(mine)


def test_an_origin_without_its_file_is_told(mine: Path) -> None:
    with (mine / "inbox/origins.toml").open("a", encoding="utf-8") as origins:
        origins.write('\n["stock_bars/b.csv"]\nfeed = "x"\n')
    assert told(mine) == [("unused-origin", "inbox/origins.toml")]


def test_a_locked_folder_is_told(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: path.name != "stock_bars")
    assert told(mine) == [("unreadable-folder", "inbox/stock_bars")]
