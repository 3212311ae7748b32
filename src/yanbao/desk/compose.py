"""From a run to its report before any check: the sector's sections in order, each fed by name, then said in a language."""

from __future__ import annotations

from pathlib import Path

from yanbao.core.sector import Sector
from yanbao.desk.run import Run
from yanbao.report.assemble import made, said_in
from yanbao.report.blocks import Report, Section
from yanbao.report.language import SPOKEN, language
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.language.tables import OWN
from yanbao.report.sections import ORDER, sections


def compose(run: Run, spoken: Language = CHINESE) -> Report:
    """The report before its checks, in a language."""
    return said_in(spoken, run.issue, drafted(run))


def spoken_in(workspace: Path, code: str) -> Language:
    """The language asked for, with the names that the house has in it; YanbaoError for one we do not speak."""
    names = workspace / OWN.format(code=code)
    return language(code, names.read_text(encoding="utf-8") if code in SPOKEN and names.is_file() else "")


def drafted(run: Run) -> list[Section]:
    """The sector's sections in order, each fed by name: what every language says of."""
    sector: Sector = run.wiring.get("sector")
    known = sections()
    keys = sector.sections or [key for key in ORDER if key not in sector.without]
    chosen = [(key, *known[key]) for key in keys]
    for _, _, function in chosen:
        run.wiring.check(function, "sections_before")
    return made(run.issue.sector, chosen, run.wiring.feed)
