"""Writers: one file a format, ``write(report, cache) -> bytes``; what an issue's folder holds besides its manifest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from yanbao.report.blocks import Report
from yanbao.report.writers import facts, findings, html, pdf

WRITERS: dict[str, Callable[[Report, Path], bytes]] = {
    "report.html": html.write,
    "report.pdf": pdf.write,
    "facts.json": facts.write,
    "findings.json": findings.write,
}
"""File name to writer; ``cache`` is a folder where a rendering may be kept by the digest of what it renders."""
