"""findings.json: what a reader of the report or a keeper of the data must know, gravest first."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from yanbao.core.finding import LEVELS
from yanbao.report.blocks import Report


def write(report: Report, cache: Path) -> bytes:
    """Counts by level and every finding; nothing is rendered, so ``cache`` is not used."""
    order = list(LEVELS)
    found = sorted(report.findings, key=lambda finding: order.index(finding.level))
    counts = Counter(finding.level for finding in found)
    data = {"counts": {level: counts[level] for level in order}, "findings": [asdict(finding) for finding in found]}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
