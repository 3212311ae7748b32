"""report.html: the whole issue in one file that opens offline, where every figure opens its trace."""

from __future__ import annotations

from yanbao.report.blocks import Report
from yanbao.report.press import Press
from yanbao.report.theme import load_theme
from yanbao.report.writers.html.page import page


def write(report: Report, press: Press) -> bytes:
    """The page; drawings and the chart library's text are kept in the press's cache. Findings are told to the desk alone."""
    return page(report, load_theme(), press).encode()
