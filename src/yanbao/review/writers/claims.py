"""The claims of a document as a reader or a program takes them: lines of text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from yanbao.core.period import Period
from yanbao.core.printable import printable
from yanbao.core.printed_number import DIGITS
from yanbao.reader.claim import Claim
from yanbao.reader.document import Segment
from yanbao.review.reading import Reading
from yanbao.review.writers.wording import escaped

COLUMNS = (
    "document", "page", "paragraph", "start", "end", "text", "value", "low", "high", "unit", "currency", "kind", "metric", "entity",
    "period", "period_start", "period_end", "period_text", "basis", "direction", "hedges", "refers_to", "cell", "implied",
)  # fmt: skip
"""Fields of a claim in CSV. JSON has the same without the document's name, which stands once above them."""


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""
NUMBER = re.compile(rf"[+-]{DIGITS}%?")


def rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """Each claim as plain data; the segment is only asked for when a claim leaves that of the one before."""
    document, segment = reading.document, None
    for claim in reading.claims:
        if not segment or not segment.start <= claim.start < segment.end:
            segment = document.at(claim.start)
        yield row(claim, segment, document.offset)


def row(claim: Claim, segment: Segment | None, offset: int) -> dict[str, Any]:
    """A claim as plain data: an end without a bound, and whatever is not known, is None; offsets are those of the whole file."""
    return {
        "page": segment.page or None if segment else None,
        "paragraph": segment.paragraph if segment else None,
        "start": claim.start + offset,
        "end": claim.end + offset,
        "text": claim.text,
        "value": claim.value,
        "low": claim.low if isfinite(claim.low) else None,
        "high": claim.high if isfinite(claim.high) else None,
        "unit": claim.unit.symbol,
        "currency": claim.currency,
        "kind": claim.kind,
        "metric": claim.metric,
        "entity": claim.entity,
        **_period(claim.period),
        "period_text": claim.period_text,
        "basis": claim.basis,
        "direction": claim.direction,
        "hedges": claim.hedges,
        "refers_to": None if claim.refers_to is None else claim.refers_to + offset,
        "cell": claim.cell,
        "implied": claim.implied,
    }


def _period(period: Period | None) -> dict[str, str | None]:
    """A period by its words and its days; the start of a span is the session whose close it is measured from.

    A fiscal period has words alone: on which days a company's year begins and ends no text of it says.
    """
    if period is None or period.kind == "fiscal":
        return {"period": period.label if period else None, "period_start": None, "period_end": None}
    return {"period": period.label, "period_start": period.start.isoformat(), "period_end": period.end.isoformat()}


def as_json(reading: Reading) -> str:
    """One document on one line: several are JSON Lines. ``offset`` is where a piece of a long text begins in it."""
    read = reading.document
    told = {
        "format": "yanbao.read",
        "version": 1,
        "document": read.name,
        "kind": read.format,
        "date": read.date.isoformat() if read.date else None,
        "offset": read.offset,
        "claims": list(rows(reading)),
    }
    return escaped(json.dumps(told, ensure_ascii=False)) + "\n"


def as_csv(reading: Reading) -> str:
    """One claim a row, without the head (``csv_head``), so that documents can follow each other.

    No cell is a formula to the program that opens it: words that begin like one have an apostrophe before them.
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    for told in rows(reading):
        told["hedges"] = " ".join(told["hedges"])
        told["cell"] = " ".join(map(str, told["cell"] or ()))
        lines.writerow(map(unformulated, (reading.document.name, *told.values())))
    return printable(written.getvalue())


def unformulated(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; a number, negative too, stays one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell


def csv_head() -> str:
    """The names of the columns."""
    return ",".join(COLUMNS) + "\n"


def as_text(reading: Reading) -> str:
    """The figures of each paragraph below its words: figure, whose and of what, when, against what."""
    read = reading.document
    lines = [f"{' '.join(read.name.splitlines())}：读到数字 {len(reading.claims)} 处"]
    for segment in read.segments:
        claims = reading.by_segment.get(segment.paragraph, ())
        if claims:
            place = reading.places.of(segment.start)
            lines += ["", f"{place}  {' '.join(read.words(segment).split())}"]
            lines += [f"  {'  '.join(_told(claim))}" for claim in claims]
    return printable("\n".join(lines)) + "\n"


def _told(claim: Claim) -> list[str]:
    """What is known of a claim, in the order one reads it; a value is given where the words do not show it."""
    low, high = (f"{bound:.10g}" for bound in (claim.low, claim.high))
    bounds = f"[{low}, {high}]{claim.unit.symbol}"
    period = claim.period.label if claim.period else claim.period_text
    about = (claim.entity, claim.metric, period, BASES.get(claim.basis, claim.basis), KINDS.get(claim.kind, claim.kind))
    return [claim.text, bounds, *(word for word in about if word)]


KINDS = {
    "level": "水平", "change": "变动", "share": "占比", "rank": "排名", "ratio": "比率", "price": "价格", "count": "计数", "range": "区间",
}  # fmt: skip
BASES = {
    "yoy": "同比", "qoq": "季环比", "mom": "月环比", "day": "当日", "week": "本周", "mtd": "本月以来", "ytd": "年初以来",
    "since_year_end": "较上年末", "net_add": "净增", "consensus": "市场预期", "year_ago": "上年同期", "guidance": "指引",
    "forecast": "预测", "versus": "比较",
}  # fmt: skip
FORMATS: dict[str, Callable[[Reading], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
"""How claims are written, by the name of the format."""
