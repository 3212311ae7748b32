"""Names and codes of securities against the list of the exchanges: another company's code, and names misspelt by a character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yanbao.core.finding import Level
from yanbao.reader.document import Segment, Table
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.securities import Securities, apart_by_one, core_name

SAID = Patterns("securities")

TITLE = "名称与代码"
RULE = "证券简称与代码是同一家公司，简称没有错字"

NAME = r"[\u4e00-\u9fffA-Za-zＡ-Ｚａ-ｚ*＊·]{2,16}(?:-[A-Z]{1,2})?"
CODED = re.compile(rf"(?P<name>{NAME}) ?[（(] ?(?P<code>\d{{6}}(?:\.(?:SZ|SH|BJ|SI))?) ?[)），,、；;]")
"""中际旭创（300308.SZ）"""
CODE = re.compile(r"\s*(\d{6}(?:\.(?:SZ|SH|BJ|SI))?)\s*")
SHARE = re.compile(r"(?:60[0135]|68[89]|00[0123]|30[0123]|43|83|87|88|92)\d+")
"""Codes of shares: of funds, bonds and indices the list need not have all."""
WHOLE = re.compile(rf"\s*({NAME})\s*")
LISTED = re.compile(r"[^，,。；;！？!?：:\n、]{2,40}(?:、[^，,。；;！？!?：:\n、]{2,40}){2,80}")
MARKED = re.compile(r"\*?ST")
"""A name under *ST has room for two characters: 有棵树 is *ST有树 then."""
MOST = 0.6
"""The share of a list or a column that must be known names for it to be one of stocks."""
FEWEST = 4
REMEDY = "对照证券名录，改正简称或代码"
Span = tuple[int, int]


def names_and_codes(reading: Reading, securities: Securities) -> Iterator[Verdict]:
    """A code beside a name is that company's; a name beside a code, or in a list of stocks, is spelt as listed.

    An error when the name is exactly another company's than the code's. A warning when the name is unknown and the code's own
    name, or in a list exactly one name, is one character away: lists of names are of certain days, and companies rename
    themselves. A list, or a column of a table, is of stocks when it has four names and three fifths of it are known. Full-width
    letters, spaces and marks (*ST, XD, -W) count for nothing. Who is not in the list of securities is not spoken of.
    """
    for found in CODED.finditer(reading.flat):
        yield from paired(reading, found.span("name"), found["code"], securities)
    for segment in reading.document.prose():
        for found in LISTED.finditer(reading.flat, segment.start, segment.end):
            yield from spelt(reading, items(reading.flat, *found.span(), securities), securities)
    for table in reading.document.tables:
        yield from in_table(reading, table, securities)


def verdict(reading: Reading, span: Span, code: str, level: Level, message: str, right: str) -> Verdict:
    """A finding at a name."""
    return Verdict((), reading.finding_at(span, code, level, message, REMEDY, follows=right))


# --- beside a code --------------------------------------------------------------------------------------------------


def paired(reading: Reading, span: Span, code: str, securities: Securities) -> Iterator[Verdict]:
    """The verdict on a code and the name before it, of which only the end is certain; nothing when the code is unknown."""
    said = core_name(reading.flat[slice(*span)])
    alike = list(securities.by_digits.get(code.partition(".")[0], ()))
    codes = [code] if code in securities.names else [] if "." in code else alike
    own = list(dict.fromkeys(core_name(name) for one in codes for name in securities.names[one]))
    if not own:
        same = [one for one in alike if core_name(securities.names[one][-1]) == said]
        yield from elsewhere(reading, span, code, same) if alike else nobodys(reading, span, code, securities)
        return
    other = securities.ending(said)
    shortest = 0 if MARKED.search(reading.flat[slice(*span)]) else 1
    ends = {name: range(max(3, len(name) - shortest), min(len(name) + 1, len(said)) + 1) for name in own}
    near = [name for name, lengths in ends.items() if any(apart_by_one(said[-length:], name) for length in lengths)]
    if any(name in said for name in own):
        yield Verdict(())
    elif len(other) > 2 or (other and other == said):
        right = "、".join(securities.by_name[other])
        message = f"{code} 是{own[-1]}的代码；{other}的代码是 {right}。"
        yield verdict(reading, last_of(reading, span, other), "code-of-another", "error", message, right)
    elif near:
        lengths = sorted(ends[near[0]], key=lambda length: abs(length - len(near[0])))
        wrong = next(said[-length:] for length in lengths if apart_by_one(said[-length:], near[0]))
        message = f"{code} 的简称是{near[0]}，文中作“{wrong}”，疑有错字。"
        yield verdict(reading, last_of(reading, span, wrong), "misspelt-name", "warning", message, near[0])


def last_of(reading: Reading, span: Span, name: str) -> Span:
    """The end of a span that is a name, without the words before it; all of it where the name is printed with marks."""
    start, end = span
    return (end - len(name), end) if reading.flat[start:end].endswith(name) else span


def nobodys(reading: Reading, span: Span, code: str, securities: Securities) -> Iterator[Verdict]:
    """The verdict on a share's code that no company has, beside the name of one; a list of a day may lack a new code."""
    said = core_name(reading.flat[slice(*span)])
    name = securities.ending(said)
    right = [one for one in securities.by_name.get(name, ()) if SHARE.match(one)]
    if right and SHARE.match(code) and not code.endswith(".SI") and (len(name) > 2 or name == said):
        message = f"名录中没有 {code.partition('.')[0]}；{name}的代码是 {'、'.join(right)}。"
        yield verdict(reading, last_of(reading, span, name), "unknown-code", "warning", message, "、".join(right))


def elsewhere(reading: Reading, span: Span, code: str, right: Sequence[str]) -> Iterator[Verdict]:
    """The verdict on a code whose digits are the company's on another exchange: 300308.SH is none."""
    if right:
        message = f"没有 {code} 这一代码，{reading.flat[slice(*span)]}的代码是 {right[0]}。"
        yield verdict(reading, span, "code-of-another", "error", message, right[0])


# --- in a list ------------------------------------------------------------------------------------------------------


def items(flat: str, start: int, end: int, securities: Securities) -> list[Span]:
    """The names of a list by their spans: what stands in brackets behind them, and words before the first, left out."""
    spans: list[Span] = []
    place = start
    for part in flat[start:end].split("、"):
        spans += split(flat, place, place + len(part)) if place + len(part) == end else [(place, place + len(part))]
        place += len(part) + 1
    cut = [(first, first + len(SAID.tail.sub("", flat[first:last]).rstrip())) for first, last in spans]
    first, last = cut[0]
    known = securities.ending(core_name(flat[first:last]))
    return [(last - len(known), last) if known else cut[0], *cut[1:]]


def split(flat: str, start: int, end: int) -> list[Span]:
    """The last part of a list, which 和 may join of two."""
    joins = list(SAID.last_joint.finditer(flat, start + 2, end))
    return [(start, joins[0].start()), (joins[0].end(), end)] if len(joins) == 1 else [(start, end)]


def spelt(reading: Reading, spans: Sequence[Span], securities: Securities) -> Iterator[Verdict]:
    """The verdict on each name of a list, when the list is one of stocks."""
    names = [core_name(reading.flat[slice(*span)]) for span in spans]
    known = {name for name in names if name in securities.by_name}
    if len(names) < FEWEST or sum(name in known for name in names) < MOST * len(names):
        return
    for name, span in zip(names, spans, strict=True):
        plain = name not in known and WHOLE.fullmatch(name) and not MARKED.search(reading.flat[slice(*span)])
        near = securities.neighbours(name) - known if plain else set()
        if len(near) == 1:
            right = near.pop()
            message = f"名录中没有“{name}”，只有一字之差的是{right}（{'、'.join(securities.by_name[right])}）。"
            yield verdict(reading, span, "misspelt-name", "warning", message, right)
        else:
            yield Verdict(())


# --- in a table -----------------------------------------------------------------------------------------------------


def in_table(reading: Reading, table: Table, securities: Securities) -> Iterator[Verdict]:
    """Names beside codes in each row, and the spelling of each column of names."""
    coded: set[Span] = set()
    for row in table.rows:
        for cell, other in [*zip(row, row[1:], strict=False), *zip(row[1:], row, strict=False)]:
            code, name = matched(reading, CODE, cell), matched(reading, WHOLE, other)
            if code and name:
                coded.add(name.span(1))
                yield from paired(reading, name.span(1), code[1], securities)
    for column in range(len(table.rows[0]) if table.rows else 0):
        names = [found.span(1) for row in table.rows[1:] if column < len(row) and (found := matched(reading, WHOLE, row[column]))]
        yield from spelt(reading, [span for span in names if span not in coded], securities)


def matched(reading: Reading, pattern: re.Pattern[str], cell: Segment | None) -> re.Match[str] | None:
    """A cell that is as a whole what a pattern says."""
    return pattern.fullmatch(reading.flat, cell.start, cell.end) if cell else None
