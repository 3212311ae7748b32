"""Marks: how a figure, a bold word or a line of text stands in the page, and where each figure has been printed."""

from __future__ import annotations

from html import escape
from typing import Any

from yanbao.core.figure import Maybe
from yanbao.report.assemble import ids_of, list_points
from yanbao.report.blocks import Cite, Missing, Report, Span, Strong, Text, is_missing
from yanbao.report.ledger import Ledger
from yanbao.report.writers.html.notes import Notes


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
        self.count = 0
        self.section = 0
        self.exhibit = 0

    def text(self, text: Text) -> str:
        """A text as HTML."""
        return "".join(self._span(span) for span in text)

    def _span(self, span: Span) -> str:
        match span:
            case Cite():
                return self.cite(span)
            case Strong():
                return f"<strong>{escape(span.text)}</strong>"
            case Missing():
                return f'<span class="missing" title="{escape(span.reason)}">{escape(span.text)}</span>'
            case _:
                return escape(span)

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

    def data(self) -> dict[str, Any]:
        """What the script needs: traces, what these refer to, the id of each traced figure, and where each id is printed."""
        places = {name: [list(place) for place in found] for name, found in self.places.items()}
        told = {name: getattr(self.ledger, name) for name in ("traces", "documents", "queries", "rows")}
        return told | {"named": self.named, "places": places}
