"""An issue composed anew, in the language it was written in, and kept while documents of the same week are looked at."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from yanbao.desk.compose import compose, spoken_in
from yanbao.desk.run import Run, open_run
from yanbao.report.blocks import Report
from yanbao.report.language.chinese import CHINESE


@lru_cache(maxsize=2)
def composed(workspace: Path, sector: str, day: date, as_of: datetime | None, lang: str = CHINESE.code) -> tuple[Run, Report]:
    """The run of a week as of a moment and what it would print, before any check."""
    run = open_run(workspace, sector, day, as_of)
    return run, compose(run, spoken_in(workspace, lang))
