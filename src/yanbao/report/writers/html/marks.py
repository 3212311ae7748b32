"""Marks: how a figure, a bold word or a line of text stands in the page, and where each figure has been printed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import Any

from yanbao.core.figure import Maybe
from yanbao.report.assemble import ids_of, list_points
from yanbao.report.blocks import SENTENCE_ENDS, Cite, Missing, Original, Report, Span, Strong, Text, is_missing, is_original, plain
from yanbao.report.days import with_days
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.ledger import Ledger
from yanbao.report.outward import outward_ledger
from yanbao.report.press import Press
from yanbao.report.writers.html.notes import Notes


def foreign(inside: str, words: str) -> str:
    """Chinese in a page of another language; whole sentences bear a mark for the eye too."""
    prose = ' class="prose"' if words.rstrip().endswith(SENTENCE_ENDS) else ""
    return f'<span lang="{CHINESE.tag}"{prose}>{inside}</span>'


def worded(words: str, language: Language) -> str:
    """Words without figures as HTML, named as Chinese where the page is not."""
    return escape(words) if language is CHINESE or not isinstance(words, Original) else foreign(escape(words), "")


def in_languages(text: Text, language: Language, shown: Callable[[Span], str]) -> str:
    """A text as HTML, span by span as ``shown`` has it; in a page of another language runs of Chinese are named as such."""
    runs = [(own and language is not CHINESE, list(run)) for own, run in groupby(text, is_original)]
    told = [(own, "".join(map(shown, run)), plain(tuple(run))) for own, run in runs]
    return "".join(foreign(inside, words) if own else inside for own, inside, words in told)


class Marker:
    """Writes texts with their figures marked, and remembers under which anchor each figure stands."""

    def __init__(self, report: Report, notes: Notes) -> None:
        """Nothing printed yet; ``notes`` tells which figures have a finding."""
        self.ledger = Ledger()
        self.places: dict[str, list[tuple[str, int, int]]] = {}
        self.named: dict[str, str] = {}
        self._of = ids_of(report)
        self._points = {id(entry.cite.figure): entry.id for entry in list_points(report)}
        self._notes = notes
        self.language = report.issue.language
        self.words = self.language.words
        self.count = 0
        self.section = 0
        self.exhibit = 0

    def text(self, text: Text) -> str:
        """A text as HTML."""
        return in_languages(text, self.language, self._span)

    def plain(self, words: str) -> str:
        """Words without figures as HTML."""
        return worded(words, self.language)

    def _span(self, span: Span) -> str:
        match span:
            case Cite():
                return self.cite(span)
            case Strong():
                return f"<strong>{escape(span.text)}</strong>"
            case Missing():
                shown, lang = escape(span.text), "" if self.language is CHINESE else f' lang="{CHINESE.tag}"'
                inside = f'<span lang="{self.language.tag}">{shown}</span>' if lang else shown
                why = "" if self._notes.readers else f' title="{escape(span.reason)}"'
                return f'<span class="missing"{lang}{why}>{inside}</span>'
            case _:
                return with_days(span)

    def cite(self, cite: Cite) -> str:
        """A figure as something that can be clicked, and a mark of its finding behind it the first time."""
        name = self.name(cite)
        first = name not in self.places
        self.count += 1
        anchor = f"f{self.count}"
        self.places.setdefault(name, []).append((anchor, self.section, self.exhibit))
        trace = self.trace(cite)
        missing = " missing" if is_missing(cite) else ""
        flag = self._notes.flag(name, cite.figure.id) if first else ""
        return f'<span class="f{missing}" id="{anchor}" role="button" tabindex="0" data-f="{trace}">{escape(cite.text)}</span>{flag}'

    def point(self, shown: str, owner: Maybe, x: str = "") -> str:
        """A point of a chart in the table of its numbers; ``x`` is its row in the figure of the whole line."""
        self.count += 1
        trace = self.ledger.name(owner, every_row=bool(x))
        self.named.setdefault(trace, self._points.get(id(owner), owner.id))
        row = f' data-x="{escape(x)}"' if x else ""
        return f'<span class="f" role="button" tabindex="0" data-f="{trace}"{row}>{escape(shown)}</span>'

    def name(self, cite: Cite) -> str:
        """The figure's unique id in this report; its own id for a text the assembly did not list."""
        return self._of.get(id(cite), cite.figure.id)

    def trace(self, cite: Cite) -> str:
        """The name under which the page's script finds the trace."""
        trace = self.ledger.name(cite.figure)
        self.named.setdefault(trace, self.name(cite))
        return trace

    def data(self, press: Press) -> dict[str, Any]:
        """What the script needs: traces, what these refer to, the id of each traced figure, and where each id is printed."""
        places = {name: [list(place) for place in found] for name, found in self.places.items()}
        own = {name: getattr(self.ledger, name) for name in ("traces", "documents", "queries", "rows")}
        told = outward_ledger(self.ledger, press.titles) if press.readers else own
        return told | {"named": self.named, "places": places}
