"""Parts and totals: counts of up, flat and down add to the total, and their shares to one hundred within rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbao.core.figure import Figure, Maybe
from yanbao.core.finding import Finding
from yanbao.core.interval import Interval, rounded
from yanbao.report.blocks import Cite, Report, cites

RULE = "上涨、平盘、下跌家数之和等于总数，占比之和等于100%，误差不超过所印位数"
WHOLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("breadth_up", "breadth_flat", "breadth_down"), "breadth_total"),
    (("breadth_up_share", "breadth_flat_share", "breadth_down_share"), ""),
)
"""Measures that are parts of a whole, and the measure of the whole; "" stands for one hundred percent."""


def parts_and_totals(report: Report) -> Iterator[Finding]:
    """Printed parts add to the printed whole: counts exactly, shares within the intervals their digits allow."""
    for section in report.sections:
        by_subject: dict[str, dict[str, Cite]] = {}
        for block in section.blocks:
            for cite in cites(block):
                by_subject.setdefault(cite.figure.subject, {})[cite.figure.measure] = cite
        for printed in by_subject.values():
            for parts, whole in WHOLES:
                yield from compare(section.title, printed, parts, whole)


def compare(place: str, printed: Mapping[str, Cite], parts: tuple[str, ...], whole: str) -> Iterator[Finding]:
    """A finding when all parts are printed in a section and cannot make the whole."""
    held = [printed[part] for part in parts if part in printed]
    if len(held) < len(parts) or (whole and whole not in printed):
        return
    bounds = [interval(cite.figure, cite.text) for cite in held]
    target = interval(printed[whole].figure, printed[whole].text) if whole else Interval(100.0, 100.0)
    known = [bound for bound in bounds if bound is not None]
    if target is None or len(known) < len(bounds):
        return
    summed = Interval(sum(bound.low for bound in known), sum(bound.high for bound in known))
    if not summed.overlaps(target):
        message = f"{'、'.join(cite.text for cite in held)}之和与{printed[whole].text if whole else '100%'}不符。"
        yield Finding("parts-and-total", "error", place, message, "核对各部分与总体是否同一口径、同一时点", held[0].figure.id)


def interval(figure: Maybe, text: str) -> Interval | None:
    """The values the print allows: a count exactly, any other figure within half its last printed place."""
    if not isinstance(figure, Figure):
        return None
    places = len(text.partition(".")[2].rstrip("%")) if "." in text else 0
    value = float(rounded(figure.value, places))
    half = 0.0 if figure.unit.base != "%" else 0.5 * 10**-places
    return Interval(value - half, value + half)
