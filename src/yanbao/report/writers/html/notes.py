"""Notes: the findings of the report, told to the desk alone: counted at the top, shown where they belong, and listed at the end."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from yanbao.core.finding import LEVELS, Finding, counts
from yanbao.report.blocks import Exhibit, Report, Section
from yanbao.report.language.chinese import CHINESE

EXHIBIT = re.compile(r"图表\s*(\d+)")
DAY = re.compile(r"\d{4}(?:-\d\d){1,2}")
"""A month or a day, which does not break behind its hyphens."""


class Notes:
    """Findings by what they concern: a figure, an exhibit, a section, or the data as a whole."""

    def __init__(self, report: Report, readers: bool = False) -> None:
        """Gravest first; a finding's number is its place in that order. For ``readers`` there are none, nor a word that there are none."""
        order = list(LEVELS)
        self.language = report.issue.language
        self.words = self.language.words
        self.lang = "" if self.language is CHINESE else f' lang="{CHINESE.tag}"'
        self.readers = readers
        self.found = sorted(() if readers else report.findings, key=lambda finding: order.index(finding.level))
        self._figures: dict[str, list[int]] = {}
        self._spots: dict[tuple[str, str], list[int]] = {}
        printed = {name for entry in report.printed for name in (entry.id, entry.cite.figure.id)}
        for number, finding in enumerate(self.found):
            if finding.figure in printed:
                self._figures.setdefault(finding.figure, []).append(number)
            elif spot := _spot(finding, report):
                self._spots.setdefault(spot, []).append(number)

    def of_figure(self, *names: str) -> list[int]:
        """Findings that concern a figure by any of its names."""
        return list(dict.fromkeys(number for name in names for number in self._figures.get(name, ())))

    def flag(self, *names: str) -> str:
        """A small mark behind a figure with a finding, leading to the list."""
        numbers = self.of_figure(*names)
        if not numbers:
            return ""
        finding = self.found[numbers[0]]
        said = escape(f"{LEVELS[finding.level]}：{finding.message}")
        return f'<a class="flag {finding.level}" href="#finding-{numbers[0]}"{self.lang} title="{said}" aria-label="{said}">!</a>'

    def at_exhibit(self, exhibit: Exhibit) -> str:
        """Findings on an exhibit."""
        return self._aside([*self._spots.get(("exhibit", str(exhibit.number)), ()), *self._spots.get(("exhibit", exhibit.key), ())])

    def at_section(self, section: Section) -> str:
        """Findings on a section as a whole."""
        return self._aside(self._spots.get(("section", section.key), []))

    def _aside(self, numbers: list[int]) -> str:
        if not numbers:
            return ""
        items = "".join(f'<li class="{self.found[number].level}">{self._said(number)}</li>' for number in numbers)
        return f'<ul class="notes" aria-label="{self.words("核对提示")}"{self.lang}>{items}</ul>'

    def _said(self, number: int) -> str:
        finding = self.found[number]
        message = DAY.sub(r'<span class="whole">\g<0></span>', escape(finding.message))
        return f'<a href="#finding-{number}">{LEVELS[finding.level]}</a> {message}'

    def counts(self) -> str:
        """How many of each level, leading to the list."""
        if self.readers:
            return ""
        shown = "".join(
            f'<span class="{level if number else "none"}">{self.words(LEVELS[level])} <b>{number}</b></span>'
            for level, number in counts(self.found).items()
        )
        return f'<a class="counts" href="#findings">{self.words("核对")}{shown}</a>'

    def entry(self) -> str:
        """The line of the contents that leads to the list."""
        return "" if self.readers else f'<li><a href="#findings">{self.words("核对结果")}</a></li>'

    def listing(self) -> str:
        """Every finding with its place, message and remedy."""
        if self.readers:
            return ""
        rows = "".join(self._row(number, finding) for number, finding in enumerate(self.found))
        words = self.words
        body = f'<ol class="findings"{self.lang}>{rows}</ol>' if rows else f"<p>{words('没有发现问题。')}</p>"
        told = [words("{word}{count}条", word=words(LEVELS[level]), count=number) for level, number in counts(self.found).items()]
        tally = words("核对结果：{tally}；逐条见网页版。", tally=words("，").join(told))
        return (
            f'<section id="findings" aria-labelledby="findings-h"><h2 id="findings-h">{words("核对结果")}</h2>{body}</section>'
            f'<p class="tally">{tally}</p>'
        )

    def _row(self, number: int, finding: Finding) -> str:
        return (
            f'<li id="finding-{number}" class="{finding.level}"><p><b>{LEVELS[finding.level]}</b> '
            f'<span class="place">{escape(finding.place)}</span> <code>{escape(finding.code)}</code></p>'
            f'<p>{escape(finding.message)}</p><p class="remedy">处理：{escape(finding.remedy)}</p></li>'
        )

    def data(self) -> dict[str, Any]:
        """What the panel shows of the findings on a figure."""
        return {
            "findings": [[LEVELS[finding.level], finding.message, finding.remedy] for finding in self.found],
            "finding_of": self._figures,
            "desk": not self.readers,
        }


def _spot(finding: Finding, report: Report) -> tuple[str, str] | None:
    """Where a finding is shown: the exhibit its place names, or the section."""
    numbered = EXHIBIT.search(finding.place)
    if numbered:
        return ("exhibit", numbered[1])
    for section in report.sections:
        if finding.place == section.key or section.title and section.title in finding.place:
            return ("section", section.key)
        for block in section.blocks:
            if isinstance(block, Exhibit) and block.key == finding.place:
                return ("exhibit", block.key)
    return None
