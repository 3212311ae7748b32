"""findings.json: what a reader of the report or a keeper of the data must know, gravest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from yanbao.core.finding import LEVELS, Finding, counts
from yanbao.report.blocks import Report
from yanbao.report.press import Press


def write(report: Report, press: Press) -> bytes:
    """The findings of the report; nothing is rendered, so ``press`` is not used."""
    return listing(report.findings)


def listing(findings: Iterable[Finding]) -> bytes:
    """Counts by level and every finding, as JSON."""
    order = list(LEVELS)
    found = sorted(findings, key=lambda finding: order.index(finding.level))
    data = {"counts": counts(found), "findings": [asdict(finding) for finding in found]}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
