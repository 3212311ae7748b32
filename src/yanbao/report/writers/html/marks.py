"""Marks: how a figure, a bold word or a line of text stands in the page, and where each figure has been printed."""

from __future__ import annotations

from html import escape
from typing import Any

from yanbao.report.assemble import ids_of
from yanbao.report.blocks import Cite, Report, Strong, Text, is_missing
from yanbao.report.writers.html.ledger import Ledger
from yanbao.report.writers.html.notes import Notes


class Marker:
    """Writes texts with their figures marked, and remembers under which anchor each figure stands."""

    def __init__(self, report: Report, notes: Notes) -> None:
        """Nothing printed yet; ``notes`` tells which figures have a finding."""
        self.ledger = Ledger()
        self.places: dict[str, list[tuple[str, int, int]]] = {}
        self.named: dict[int, str] = {}
        self._of = ids_of(report)
        self._notes = notes
        self._count = 0
        self.section = 0
        self.exhibit = 0

    def text(self, text: Text) -> str:
        """A text as HTML."""
        return "".join(self._span(span) for span in text)

    def _span(self, span: str | Cite | Strong) -> str:
        if isinstance(span, str):
            return escape(span)
        return f"<strong>{escape(span.text)}</strong>" if isinstance(span, Strong) else self.cite(span)

    def cite(self, cite: Cite) -> str:
        """A figure as something that can be clicked, and a mark of its finding behind it the first time."""
        name = self.name(cite)
        first = name not in self.places
        self._count += 1
        anchor = f"f{self._count}"
        self.places.setdefault(name, []).append((anchor, self.section, self.exhibit))
        number = self.number(cite)
        missing = " missing" if is_missing(cite) else ""
        flag = self._notes.flag(name, cite.figure.id) if first else ""
        return f'<span class="f{missing}" id="{anchor}" role="button" tabindex="0" data-f="{number}">{escape(cite.text)}</span>{flag}'

    def name(self, cite: Cite) -> str:
        """The figure's unique id in this report; its own id for a text the assembly did not list."""
        return self._of.get(id(cite), cite.figure.id)

    def number(self, cite: Cite) -> int:
        """The number under which the page's script finds the trace."""
        number = self.ledger.number(cite.figure)
        self.named.setdefault(number, self.name(cite))
        return number

    def data(self) -> dict[str, Any]:
        """What the script needs: traces, shared pools, the name of each printed trace, and where each name is printed."""
        places = {name: [list(place) for place in found] for name, found in self.places.items()}
        return {"nodes": self.ledger.nodes, **self.ledger.pools, "named": self.named, "places": places}
