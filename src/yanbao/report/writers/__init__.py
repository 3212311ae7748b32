"""Writers: one file a format, ``write(report, press) -> bytes``; what an issue's folder holds besides its manifest."""

from __future__ import annotations

from collections.abc import Callable

from yanbao.report.blocks import Report
from yanbao.report.press import Press
from yanbao.report.writers import excel, facts, findings, html, pdf, word

WRITERS: dict[str, Callable[[Report, Press], bytes]] = {
    "report.html": html.write,
    "report.pdf": pdf.write,
    "report.docx": word.write,
    "report.xlsx": excel.write,
    "facts.json": facts.write,
    "findings.json": findings.write,
}
"""File name to writer, in the order in which they are written."""

REPORTS = tuple(name for name in WRITERS if name.startswith("report."))
"""Those of the files that are the report itself; the others are for programs and for the desk."""
FOR_READERS = ("report.html", "report.xlsx")
"""Those of the reports that tell the desk more than they tell readers."""
