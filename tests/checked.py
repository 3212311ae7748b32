"""A small report with slips in it, read and checked by hand: what the tests of review's writers write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from yanbao.core.finding import Level
from yanbao.core.interval import of_digits
from yanbao.core.unit import unit
from yanbao.reader.claim import Claim
from yanbao.reader.document import Document, Segment, SegmentKind, Table
from yanbao.review.reading import Reading, Verdict
from yanbao.review.result import Result, judged

FIGURE = re.compile(r"(-?\d[\d,.]*\d|\d)(亿元|%|家|倍)")
DAY = date(2026, 5, 22)

TITLE = "通信行业周报：“算力”与5G"
REVENUE = "2026年一季度，公司实现营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）。毛利率为35.2%，较为稳定。"
BREADTH = "本周板块内上涨60家、平盘5家、下跌38家，合计100家；上涨占比<60.0%>。"
CAPTION = "图表1：三大运营商收入（亿元，%）"
ROWS = (("公司", "收入", "同比"), ("甲公司", "120.5亿元", "5.0%"), ("乙公司", "80.2亿元", "-3.1%"))
SOURCE = "资料来源：公司公告"


def document(*paragraphs: str | tuple[tuple[str, ...], ...], name: str = "周报.txt", page: int = 0, on: date | None = DAY) -> Document:
    """A document of paragraphs; a tuple of rows is a table, whose caption is the last before it."""
    text, segments, tables = "", [], []

    def add(words: str, kind: SegmentKind) -> Segment:
        nonlocal text
        start = len(text)
        text += words + "\n"
        segments.append(Segment(start, start + len(words), kind, page, len(segments) + 1))
        return segments[-1]

    for place, paragraph in enumerate(paragraphs):
        if isinstance(paragraph, str):
            kinds: dict[str, SegmentKind] = {"图表": "caption", "资料": "source"}
            add(paragraph, kinds.get(paragraph[:2], "heading" if place == 0 and len(paragraphs) > 1 else "paragraph"))
        else:
            rows = tuple(tuple(add(cell, "cell") for cell in row) for row in paragraph)
            tables.append(Table(rows, next((one for one in reversed(segments) if one.kind == "caption"), None)))
    return Document(name, name.rpartition(".")[2], text, tuple(segments), tuple(tables), on)


def report(name: str = "周报.txt", page: int = 0) -> Document:
    """The small report."""
    return document(TITLE, REVENUE, BREADTH, CAPTION, ROWS, SOURCE, name=name, page=page)


def reading(of: Document) -> Reading:
    """Its figures by a pattern that suits it."""
    return Reading(of, tuple(claims(of.text)))


def claims(text: str) -> Iterator[Claim]:
    """Levels and changes as printed."""
    for found in FIGURE.finditer(text):
        room = of_digits(found[1])
        value = float(found[1].replace(",", ""))
        kind = "change" if found[2] == "%" else "level"
        yield Claim(found.start(), found.end(), found[0], value, room.low, room.high, unit(found[2]), kind)  # type: ignore[arg-type]


def slip(held: Reading, stated: str, level: Level = "error", code: str = "", follows: str = "", formula: str = "") -> Verdict:
    """A failed comparison at the first figure printed so."""
    claim = next(one for one in held.claims if one.text == stated)
    said = f"{stated}与同句的数字不符。"
    finding = held.finding(code or "change-against-levels", level, claim, said, "核对原始数据后改正。", follows=follows, formula=formula)
    return Verdict((claim,), finding)


RULE = "增速与本期、上期两个水平相符，误差不超过所印位数。"


def changes(held: Reading) -> Iterator[Verdict]:
    """A change is what its two levels make it."""
    yield slip(held, "6.1%", follows="5.1%", formula="10.51 ÷ 10.00 − 1 = 5.1%")
    yield Verdict(tuple(one for one in held.claims if one.text in ("10.51亿元", "10.00亿元")))


def totals(held: Reading) -> Iterator[Verdict]:
    """Parts add to their total."""
    yield slip(held, "100家", code="parts-and-total", follows="103家", formula="60 + 5 + 38 = 103")
    yield slip(held, "60.0%", "warning", "share-of-whole", "58.3%", "60 ÷ 103 = 58.3%")


FAMILIES = {"changes": changes, "totals": totals}


def result(of: Document | None = None) -> Result:
    """The small report, checked by the two families."""
    return judged(reading(of or report()), FAMILIES)


def clean() -> Result:
    """A report nobody has anything to say against."""
    return judged(reading(document(REVENUE)), {"none": lambda held: iter([Verdict(held.claims[:2])])})
