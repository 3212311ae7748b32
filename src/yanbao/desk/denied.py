"""Which lines of an edited report hold figures that the data deny: what ``check --against`` calls an error in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yanbao.desk.agreement import Data
from yanbao.desk.compose import compose, spoken_in
from yanbao.desk.edits_told import Teller
from yanbao.desk.round_trip import CONTRADICTED, Returned, by_line, later
from yanbao.desk.run import Run
from yanbao.reader.document import Document
from yanbao.report.edited.document import Line
from yanbao.report.edited.model import Compared
from yanbao.review.reading import Reading


@dataclass
class Denied:
    """What the data say of the lines of an edited report; asked of them once, and only when a figure was changed.

    ``run`` is the issue's own. A figure that later data bear out is not denied.
    """

    trip: Returned
    held: Compared
    run: Run
    workspace: Path

    def of(self, line: Line) -> str:
        """What the data say of the figures of a line that they deny; empty for any other."""
        return self._lines.get(id(line), "")

    @cached_property
    def _lines(self) -> Mapping[int, str]:
        """By the identity of the line."""
        then = Data(self.run, compose(self.run, spoken_in(self.workspace, self.trip.language)))
        reading = Reading(Document(self.trip.package.name, "docx", "", ()), ())
        teller = Teller(reading, self.trip.signed, then, later(then, self.trip, self.workspace, None), {})
        found: dict[int, list[str]] = defaultdict(list)
        for line, finding in by_line(teller, self.held, then):
            if line is not None and finding.level == "error" and finding.code in CONTRADICTED:
                found[id(line)].append(finding.message)
        return {line: "".join(dict.fromkeys(messages)) for line, messages in found.items()}
