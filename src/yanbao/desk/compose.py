"""From a run to its report before any check: the sector's sections in order, each fed by name."""

from __future__ import annotations

from yanbao.core.sector import Sector
from yanbao.desk.run import Run
from yanbao.report.assemble import assemble
from yanbao.report.blocks import Report
from yanbao.report.sections import ORDER, sections


def compose(run: Run) -> Report:
    """The report before its checks: the sector's sections in order, each fed by name."""
    sector: Sector = run.wiring.get("sector")
    known = sections()
    keys = sector.sections or [key for key in ORDER if key not in sector.without]
    chosen = [(key, *known[key]) for key in keys]
    for _, _, function in chosen:
        run.wiring.check(function, "sections_before")
    return assemble(run.issue, chosen, run.wiring.feed)
