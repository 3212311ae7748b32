"""Exhibit numbers: from 1 without a gap, each exhibit with a title and, unless it has no data, a source line."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.core.printable import shortened
from yanbao.report.blocks import Exhibit, Report, plain

RULE = "图表自1起连续编号，每张有标题，有数据的有来源"

LONGEST = 24
"""Characters of a title that tell an exhibit apart."""


def exhibit_numbers(report: Report) -> Iterator[Finding]:
    """Exhibits are numbered from 1 without a gap in reading order, and each names its source and says what it shows."""
    numbered = [block for section in report.sections for block in section.blocks if isinstance(block, Exhibit)]
    for expected, exhibit in enumerate(numbered, 1):
        if exhibit.number != expected:
            message = f"图表编号应为 {expected}，印作 {exhibit.number}。"
            yield Finding("exhibit-number", "error", place_of(exhibit), message, "编号由 assemble 统一给出，不要自行填写")
    for exhibit in report.exhibits():
        if not plain(exhibit.title).strip():
            yield Finding("exhibit-title", "error", place_of(exhibit), "图表没有标题。", "标题写成一句说明图表内容的话")
        if exhibit.body and not exhibit.source.strip():
            yield Finding("exhibit-source", "error", place_of(exhibit), "图表没有注明来源。", "在 Exhibit 的 source 中写明来源")


def place_of(exhibit: Exhibit) -> str:
    """An exhibit by its number and its title; by the name the program has for it only where it has no title."""
    title = plain(exhibit.title).strip()
    named = f"“{shortened(title, LONGEST)}”" if title else f"（{exhibit.key}）"
    return f"图表{exhibit.number}{named}" if exhibit.number else f"首页图{named}"
