"""report.html: the whole issue in one file that opens offline, where every figure opens its trace."""

from __future__ import annotations

from pathlib import Path

from yanbao.report.blocks import Report
from yanbao.report.theme import load_theme
from yanbao.report.writers.html.page import page


def write(report: Report, cache: Path) -> bytes:
    """The page; drawings and the chart library's text are kept in ``cache``."""
    return page(report, load_theme(), cache).encode()
