"""Lines of a terminal: nothing is lost, nothing is too wide, punctuation clings and paths break behind a slash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from yanbao.cli.wrap import wrapped

TEXTS = st.text(st.sampled_from("通信，。（）“”ab/.-% 9"), max_size=80)


@given(TEXTS, st.integers(12, 40))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width, "  ")
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_runs_over_is_indented_further() -> None:
    assert wrapped("电信业务收入累计", 10, "  ") == ["  电信业务", "    收入累", "    计"]


def test_punctuation_stays_with_its_word() -> None:
    assert wrapped("营收增长。处理：核对（见下）", 8, hang="") == ["营收增", "长。处", "理：核对", "（见下）"]


def test_a_path_breaks_behind_a_slash_and_words_at_spaces() -> None:
    assert wrapped("inbox/stock_bars/closes.parquet", 18, hang="") == ["inbox/stock_bars/", "closes.parquet"]
    assert wrapped("yanbao ingest -w demo", 14, hang="") == ["yanbao ingest", "-w demo"]


def test_a_word_wider_than_the_terminal_is_cut() -> None:
    assert wrapped("sha256 " + "a" * 15, 10, hang="") == ["sha256 aaa", "a" * 10, "aa"]
