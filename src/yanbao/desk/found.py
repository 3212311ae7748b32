"""What an ingest found, kept beside the warehouse: files that did not change are not read again, nor told of again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from yanbao.core.finding import Finding
from yanbao.report.writers.findings import listing
from yanbao.store.files import replace


def keep(workspace: Path, findings: Sequence[Finding]) -> Path:
    """``warehouse/findings.json``: all findings of the last ingest that had any."""
    path = workspace / "warehouse" / "findings.json"
    if findings:
        replace(path, listing(findings))
    return path
