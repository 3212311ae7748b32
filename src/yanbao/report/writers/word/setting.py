"""The setting of one document: its styles by role, the look of what no style says, and numbers that are given once."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from yanbao.report.blocks import Cite, Missing, Report, Strong, Text, is_missing
from yanbao.report.theme import Theme
from yanbao.report.writers.word.markup import control, run
from yanbao.report.writers.word.markup import field as reference
from yanbao.report.writers.word.template import Template

NAME = 64
"""Characters that Word allows to the title of a content control."""


@dataclass
class Setting:
    """What writing a part of the document takes; ``numbers`` are ids of bookmarks, drawings and controls, each unique."""

    report: Report
    theme: Theme
    template: Template
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    entries: list[tuple[int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Where each figure is printed, and how a text speaks of an exhibit."""
        self.language = self.report.issue.language
        self.places: dict[int, deque[int]] = {}
        for place, entry in enumerate(self.report.printed, 1):
            self.places.setdefault(id(entry.cite), deque()).append(place)
        self.label = self.language.words("图表{number}：", number=0).partition("0")[0].strip()
        known = "|".join(str(exhibit.number) for exhibit in self.report.exhibits() if exhibit.number)
        self.mention = re.compile(rf"({re.escape(self.label)}\s?(?:{known})(?!\d))") if known else None

    def style(self, role: str) -> str:
        """The id of a role's style in this template."""
        return self.template.styles[role]

    @property
    def ragged(self) -> str:
        """What keeps a paragraph from being justified: a language with spaces between words would show gaps."""
        return "" if self.language.indented else '<w:jc w:val="left"/>'

    @property
    def measure(self) -> float:
        """Width of the page's text in points."""
        return self.template.measure

    @property
    def half(self) -> float:
        """Width of one of two exhibits in a row."""
        return (self.measure - self.theme.page["gutter"]) / 2

    def text(self, spans: Text, role: str = "") -> str:
        """Runs of a text, its figures as content controls; ``role`` is the character style of plain words and figures."""
        return "".join(self._span(span, role) for span in spans)

    def _span(self, span: str | Cite | Strong | Missing, role: str) -> str:
        match span:
            case Cite():
                return self.cite(span, "missing" if is_missing(span) else role)
            case Strong():
                return run(span.text, self.style("lead" if role == "lead" else "strong"))
            case Missing():
                return run(span.text, self.style("missing"))
            case _:
                return "".join(self._words(part, role) for part in self._parted(span))

    def _parted(self, words: str) -> Iterable[str]:
        return self.mention.split(words) if self.mention else (words,)

    def _words(self, words: str, role: str) -> str:
        """Plain words; the name of an exhibit is a reference to the number in its caption."""
        shown = run(words, self.style(role) if role else "")
        if self.mention and self.mention.fullmatch(words):
            return reference(f"REF {exhibit_mark(int(words[len(self.label) :]))} \\h", shown)
        return shown

    def cite(self, cite: Cite, role: str = "") -> str:
        """A figure: its control bears the tag under which the signed part lists it, and the name of what it states."""
        shown = run(cite.text, self.style(role) if role else "")
        places = self.places.get(id(cite))
        if not places:
            return shown
        figure = cite.figure
        alias = f"{figure.subject_name}　{figure.period.label}"[:NAME]
        return control((next(self.numbers), next(self.numbers)), tag(places.popleft()), alias, shown)


def tag(place: int) -> str:
    """The tag of a figure's control by its place among all that are printed, from 1."""
    return f"f{place:04d}"


def exhibit_mark(number: int) -> str:
    """The bookmark around an exhibit's name and number."""
    return f"_Ref_exhibit_{number}"
