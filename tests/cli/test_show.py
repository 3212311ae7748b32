"""What the terminal shows after an ingest: kinds of finding with one example each, and where all of them are."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from yanbao.cli import show
from yanbao.core.finding import Finding, condensed
from yanbao.core.progress import Waiting
from yanbao.desk.found import keep
from yanbao.desk.withdraw import Withdrawn

PLACE = "inbox/stock_bars/market_closes_2025-12-31_2026-05-26.parquet"


def finding(code: str, level: str = "warning", number: int = 1) -> Finding:
    return Finding(code, level, f"{PLACE} 第{number}行", "涨跌超过幅度" * 8 + "。", "核对后重新导入。")  # type: ignore[arg-type]


def shown(found: Sequence[Finding], monkeypatch: pytest.MonkeyPatch, terminal: bool = True) -> list[str]:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, color_system=None, width=72, highlight=False, soft_wrap=True)
    monkeypatch.setattr(show, "out", console)
    show.findings(found, Path("/desk/warehouse/findings.json"))
    return screen.getvalue().splitlines()


def test_findings_of_a_kind_are_counted_and_told_by_one_example(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [finding("move-beyond-limit", number=number) for number in range(1, 52)] + [finding("unreadable-file", "error")]
    lines = shown(found, monkeypatch)
    assert lines[0] == "提示：错误 1 条，警告 51 条，提示 0 条"
    assert [line for line in lines if line.startswith("  ") and line[2] != " "] == [
        "  错误 unreadable-file", "  警告 move-beyond-limit 51 条，例如", "  全部 52 条见 /desk/warehouse/findings.json",
    ]  # fmt: skip
    assert sum("第1行" in line for line in lines) == 2


def test_every_error_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"code-{place}" for place in range(12)]
    found = [finding(code, "error", number) for code in codes for number in (1, 2, 3)]
    lines = shown(found, monkeypatch, terminal=False)
    assert [sum(f"第{number}行：涨跌" in line for line in lines) for number in (1, 2, 3)] == [12, 12, 12]
    assert "  错误 code-0 3 条" in lines and not any("另有" in line for line in lines)
    assert "  另有 4 类警告" in shown([finding(code) for code in codes], monkeypatch)


def test_findings_that_were_condensed_are_counted_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    found = condensed([finding("move-beyond-limit", number=number) for number in range(1, 52)], PLACE)
    assert len(found) == 21
    assert [line for line in shown(found, monkeypatch) if "51" in line] == [
        "提示：错误 0 条，警告 51 条，提示 0 条", "  警告 move-beyond-limit 51 条，例如", "  全部 51 条见 /desk/warehouse/findings.json",
    ]  # fmt: skip


def test_all_that_was_not_ingested_is_told_with_each_remedy_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands in no file of findings: the screen is the only place."""
    monkeypatch.setattr(show, "out", Console(soft_wrap=True))
    show.left_out([Finding("issue-behind", "warning", f"notes/{name}.md", "还没有导入，没有用上。", "先导入") for name in "ab"])
    assert capsys.readouterr().out.splitlines() == [
        "工作区里有 2 处还没有导入的改动：",
        "  notes/a.md：还没有导入，没有用上。",
        "  notes/b.md：还没有导入，没有用上。",
        "    处理：先导入",
    ]
    show.left_out([])
    assert capsys.readouterr().out == ""


def test_no_line_is_wider_than_the_terminal_and_what_runs_over_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown([finding("move-beyond-limit")], monkeypatch)
    assert max(map(cell_len, lines)) <= 72
    assert lines[2].startswith("    inbox/stock_bars/")
    assert lines[3].startswith("      ")


def test_a_pipe_gets_each_text_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(shown([finding("move-beyond-limit")], monkeypatch, terminal=False)) == 5


def test_at_most_eight_kinds_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown([finding(f"code-{number}") for number in range(11)], monkeypatch)
    assert sum(line.startswith("  警告 ") for line in lines) == 8
    assert "  另有 3 类警告" in lines


def test_without_findings_no_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown([], monkeypatch) == ["提示：错误 0 条，警告 0 条，提示 0 条"]


def test_all_findings_of_an_ingest_stand_in_the_file_that_is_named(tmp_path: Path) -> None:
    path = keep(tmp_path, [finding("a"), finding("b", "error")])
    keep(tmp_path, [])
    held = json.loads(path.read_text(encoding="utf-8"))
    assert [entry["code"] for entry in held["findings"]] == ["b", "a"], "an ingest without findings leaves them"
    assert held["counts"] == {"error": 1, "warning": 1, "info": 0}


def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    held = io.StringIO()
    monkeypatch.setattr(show, "out", Console(file=held, color_system=None, width=300, highlight=False, soft_wrap=True))
    return held


def test_a_withdrawal_tells_what_it_took_back_who_printed_it_and_what_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    held = screen(monkeypatch)
    taken = Withdrawn("inbox/a.csv", "2026-11-09 10:00:00", 0, 1550, 12, True, ("2026-05-22/telecom",))
    show.withdrawn(taken, as_json=False)
    told = held.getvalue()
    for words in ("行情 1,550 条自 2026-11-09 10:00:00 起", "12 条另有文件载明", "移出该目录", "2026-05-22/telecom 用过它", "--as-of now"):
        assert words in told


def test_a_second_withdrawal_says_that_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    held = screen(monkeypatch)
    show.withdrawn(Withdrawn("inbox/a.csv", "2026-11-09 10:00:00", already=True), as_json=False)
    assert held.getvalue().splitlines() == ["inbox/a.csv 早已于 2026-11-09 10:00:00 撤回，没有改动。"]


@pytest.mark.parametrize("quiet", [False, True])
def test_whom_we_wait_for_is_told_even_where_nobody_watches(capsys: pytest.CaptureFixture[str], quiet: bool) -> None:
    with show.progress(quiet) as tell:
        tell("读取 a.csv")
        tell(Waiting("等待进程 7 完成写入"))
    assert capsys.readouterr() == ("", "等待进程 7 完成写入\n")
