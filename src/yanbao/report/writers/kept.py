"""What a line of print does not part: a unit, a name with ST before it, a name and what is in brackets behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

Json = dict[str, Any]
Reach = tuple[int, int]
"""Where a group begins and ends in the text of all spans."""
HAN = "\u3400-\u9fff"
NAME = rf"(?:(?:\*?[A-Za-z]{{1,4}})?[{HAN}]{{1,4}}|[A-Za-z][A-Za-z0-9.&-]{{0,11}})"
"""A name before a bracket: a share's short name has four characters at most, with ST or letters before them."""
CODE = r"(?:\d{6}\.[A-Z]{2}|\d{4,5}\.HK|[A-Z]{1,5}\.[A-Z]{1,2})"
CODED = re.compile(rf"{NAME}(?:[（(](?:{CODE}|\d{{6}})[）)]| {CODE}(?![A-Za-z0-9]))")
NAMED = re.compile(rf"{NAME}[（(]$")
WARNED = re.compile(rf"\*?ST[{HAN}]{{1,2}}")
UNIT = re.compile(rf"[\d%]([A-Za-z]*[{HAN}·/][{HAN}A-Za-z·/]+)$")
UNIT_OF_ONE = re.compile(rf"[\d%]([A-Za-z]*[{HAN}·/][{HAN}A-Za-z·/]*)$")
LONGEST = 8
"""Characters of a unit, and of a figure in brackets; what is longer would leave too wide a gap at the end of the line before."""
SEEN_BEFORE = 20
"""Characters before a bracket in which a name is looked for."""
LISTED = 3
"""Names with their figures from which on a paragraph is a list: its names stay with them, and its lines end where they may."""
SET_APART = re.compile(rf"[A-Za-z0-9%][{HAN}]|[{HAN}][A-Za-z0-9]")


def kept(spans: Sequence[Json], ragged: bool = False) -> list[Json]:
    """The spans, those that stay together put into one of style k (``of``); ``before`` and ``after`` it is set off from its neighbours.

    ``ragged`` lines may end where they like, so that a figure stays with its unit too. Chinese and Latin letters stand a
    quarter of an em apart, which a typesetter does not see to at the edges of a group.
    """
    text = "".join(span["t"] for span in spans)
    figures = list(_figures(spans))
    names = [found.span() for form in (CODED, WARNED) for found in form.finditer(text)]
    told = [reach for figure in figures if (reach := _with_name(text, figure))]
    reaches = [*names, *(told if len(told) >= LISTED else ()), *_units(text, figures, ragged)]
    made: list[Json] = []
    place = 0
    for start, end in _merged(sorted(reaches)):
        made += [*_cut(spans, place, start), _group([*_cut(spans, start, end)], text, start, end)]
        place = end
    return [*made, *_cut(spans, place, len(text))]


def is_list(spans: Sequence[Json]) -> bool:
    """True of spans that list names: set flush to both edges, their lines would be torn apart."""
    held = [str(span["t"]) for span in spans if span["s"] == "k"]
    return sum(words.endswith(("）", ")")) or any(form.match(words) for form in (CODED, WARNED)) for words in held) >= LISTED


def _figures(spans: Sequence[Json]) -> Iterator[Reach]:
    for span, end in zip(spans, accumulate(len(span["t"]) for span in spans), strict=True):
        if span["s"] == "f":
            yield end - len(span["t"]), end


def _units(text: str, figures: Sequence[Reach], ragged: bool) -> Iterator[Reach]:
    """The units of figures in which, or behind whose digits, a line could break: 亿美元, GB/户·月."""
    for start, end in figures:
        unit = (UNIT_OF_ONE if ragged else UNIT).search(text[start:end])
        if unit and len(unit[1]) <= LONGEST:
            yield start if ragged else start + unit.start(1), end


def _with_name(text: str, figure: Reach) -> Reach | None:
    """A figure alone in brackets with the name before them."""
    start, end = figure
    name = NAMED.search(text[max(start - SEEN_BEFORE, 0) : start])
    closed = text[end : end + 1] in ("）", ")") and end - start <= LONGEST
    return (start - len(name.group()), end + 1) if name and closed else None


def _merged(reaches: Sequence[Reach]) -> Iterator[Reach]:
    """Reaches in order, those that overlap as one."""
    held: Reach | None = None
    for start, end in reaches:
        if held and start < held[1]:
            held = held[0], max(end, held[1])
        else:
            yield from [held] if held else []
            held = start, end
    yield from [held] if held else []


def _cut(spans: Sequence[Json], start: int, end: int) -> Iterator[Json]:
    """The spans, or parts of them, between two places of the text."""
    place = 0
    for span in spans:
        part = span["t"][max(start - place, 0) : max(end - place, 0)]
        place += len(span["t"])
        if part:
            yield {**span, "t": part}


def _group(of: list[Json], text: str, start: int, end: int) -> Json:
    before, after = (bool(SET_APART.fullmatch(text[max(edge - 1, 0) : edge + 1])) for edge in (start, end))
    return {"s": "k", "t": text[start:end], "o": False, "of": of, "before": before and start > 0, "after": after}
