"""The textual families: lists, calendar, quotes, exhibits, names and codes; example files say what a text gives away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanbao.core.interval import rounded
from yanbao.core.unit import unit
from yanbao.reader.claim import Claim
from yanbao.reader.claims import read
from yanbao.reader.document import Document, Segment, SegmentKind, Table
from yanbao.reader.scan import scan
from yanbao.review.families import families
from yanbao.review.reading import Reading, Verdict
from yanbao.review.securities import Securities, core_name

TEXTUAL = ("calendar", "exhibits", "lists", "names_and_codes", "quotes")
FOLDER = Path(__file__).parent
FRIDAY = date(2026, 5, 22)
KINDS: dict[str, SegmentKind] = {"图表": "caption", "资料": "source"}
LISTED = Securities(
    {
        "300308.SZ": ("中际旭创",),
        "300502.SZ": ("新易盛",),
        "300394.SZ": ("天孚通信",),
        "002281.SZ": ("光迅科技",),
        "688205.SH": ("德科立",),
        "300548.SZ": ("博创科技", "长芯博创"),
        "300209.SZ": ("有棵树",),
        "000002.SZ": ("万  科Ａ",),
    }
)


def examples(name: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Documents, a line a paragraph or a table's row, with the indented line under them; # opens a comment."""
    lines: list[str] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            yield tuple(lines), line.split()
            lines = []
        elif line.strip() and not line.startswith("#"):
            lines.append(line)


def reading(*lines: str, on: date = FRIDAY) -> Reading:
    """The document of some lines in their order; neighbouring lines of | are the rows of a table under the caption before it."""
    text = ""
    segments: list[Segment] = []
    tables: list[Table] = []
    claims: list[Claim] = []
    rows: list[tuple[Segment, ...]] = []

    def add(words: str, kind: SegmentKind) -> Segment:
        nonlocal text
        segments.append(Segment(len(text), len(text) + len(words), kind, 0, len(segments) + 1))
        text += words + "\n"
        return segments[-1]

    for line in (*lines, ""):
        if line.startswith("|"):
            rows.append(tuple(add(cell, "cell") for cell in line.strip("|").split("|")))
            continue
        if rows:
            tables.append(Table(tuple(rows), next((one for one in reversed(segments) if one.kind == "caption"), None)))
            rows = []
        if line:
            add(line, KINDS.get(line[:2], "paragraph"))
    claims += read(text, on)
    claims = [claim for claim in claims if not any(one.kind == "cell" and one.start <= claim.start < one.end for one in segments)]
    claims += [claim for number, table in enumerate(tables, 1) for claim in cells(text, table, number)]
    return Reading(Document("周报.txt", "txt", text, tuple(segments), tuple(tables), on), tuple(sorted(claims, key=lambda one: one.start)))


def cells(text: str, table: Table, number: int) -> Iterator[Claim]:
    """The figures of a table's cells, whose place is known; a bare one is in the unit of its head."""
    heads = [text[cell.start : cell.end] if cell else "" for cell in table.rows[0]]
    for row, held in enumerate(table.rows[1:], 2):
        for column, cell in enumerate(held, 1):
            for one in scan(text[cell.start : cell.end]) if cell else ():
                start, end = (cell.start + one.start, cell.start + one.end) if cell else (0, 0)
                told = unit("%") if not one.unit.symbol and "%" in heads[column - 1] else one.unit
                yield Claim(start, end, one.text, one.value, one.low, one.high, told, "level", cell=(number, row, column))


def verdicts(family: str, *lines: str) -> list[Verdict]:
    """What a family says of a document."""
    return list(families(securities=LISTED)[family](reading(*lines)))


def told(found: list[Verdict]) -> list[str]:
    """Level and code of the findings; of none, whether anything was compared."""
    findings = [f"{verdict.finding.level} {verdict.finding.code}" for verdict in found if verdict.finding]
    return findings or ["compared" if found else "nothing"]


CASES = [pytest.param(name, *case, id=f"{name}-{case[0][0][:28]}") for name in TEXTUAL for case in examples(name)]


@pytest.mark.parametrize(("family", "lines", "expected"), CASES)
def test_a_text_gives_away(family: str, lines: tuple[str, ...], expected: list[str]) -> None:
    found = verdicts(family, *lines)
    assert told(found) == [" ".join(expected)], [verdict.finding.message for verdict in found if verdict.finding]


@pytest.mark.parametrize("family", TEXTUAL)
def test_each_family_has_examples_that_make_it_speak_and_that_keep_it_silent(family: str) -> None:
    outcomes = {expected[0] for _, expected in examples(family)}
    assert outcomes >= {"error", "compared"}
    assert families(securities=LISTED)[family].__doc__


def test_a_family_whose_input_is_not_at_hand_is_left_out() -> None:
    assert "names_and_codes" not in families()
    assert "against" not in families(securities=LISTED)
    assert "lists" in families()


def test_a_finding_says_where_what_and_by_which_reckoning() -> None:
    (verdict,) = verdicts("quotes", "甲公司（123.45, 1.20, 1.98%）领涨。")
    assert verdict.finding
    assert verdict.finding.passage
    passage = verdict.finding.passage
    assert (passage.stated, passage.follows, passage.formula) == ("1.98", "0.98%", "1.20 ÷ (123.45 − 1.20) = 0.98%")
    assert passage.sentence == "甲公司（123.45, 1.20, 1.98%）领涨。"


def test_names_are_told_apart_from_the_marks_of_the_exchange() -> None:
    assert core_name("万  科Ａ") == "万科A"
    assert [core_name(name) for name in ("*ST有树", "优刻得-W", "XD中际旭")] == ["有树", "优刻得", "中际旭"]
    assert LISTED.neighbours("天孚通讯") == {"天孚通信"}
    assert LISTED.neighbours("天孚") == set()


@given(st.floats(1, 9000), st.floats(-0.2, 0.2), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_a_true_quote_however_rounded_is_no_finding(before: float, move: float, places: int) -> None:
    close = before * (1 + move)
    numbers = (rounded(close, places), rounded(close - before, places), rounded(100 * (close / before - 1), 2))
    found = verdicts("quotes", f"收盘报价（{numbers[0]}, {numbers[1]}, {numbers[2]}%）。")
    assert told(found) == ["compared"]


@given(st.dates(date(2026, 4, 10), date(2026, 6, 30)))
def test_a_true_weekday_is_no_finding(day: date) -> None:
    said = f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    assert told(verdicts("calendar", f"公司{said}公告。")) == ["compared"]


@given(st.text(alphabet="图表分别涨幅居前的为、和（）(),，。:：%0123456789.年月日周星期五本至-中际旭创收报点ST|\n 资料来源", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_checked_without_an_error_of_ours(text: str) -> None:
    held = reading(*text.split("\n"))
    for name in TEXTUAL:
        for verdict in families(securities=LISTED)[name](held):
            if verdict.finding and verdict.finding.passage:
                passage = verdict.finding.passage
                assert 0 <= passage.start < passage.end <= len(held.document.text)


@pytest.mark.parametrize(
    "grain", ["分别", "涨幅居前", "图表1：", "（1,", "1、", "中际旭创、", "5月", "本周（5月18日", "最高价1", "和", "A（", "2026-05-"]
)
def test_time_grows_with_the_length_of_the_text(grain: str) -> None:
    held = Reading(Document("长文", "txt", text := grain * (60_000 // len(grain)), (Segment(0, len(text), "paragraph", 0, 1),)), ())
    started = time.perf_counter()
    for name in TEXTUAL:
        list(families(securities=LISTED)[name](held))
    assert time.perf_counter() - started < 10, "60 KB of anything takes seconds at most"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("推荐中际旭升（300308.SZ）。", "中际旭升"), ("推荐新易盛（300308.SZ）。", "新易盛"), ("推荐新易盛（300520.SZ，-2.31%）。", "新易盛")],
)
def test_what_is_quoted_is_the_name_alone(sentence: str, name: str) -> None:
    (found,) = verdicts("names_and_codes", sentence)
    assert found.finding
    assert found.finding.passage
    assert found.finding.passage.stated == name
