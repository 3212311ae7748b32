"""Audits of the kept data: one SQL file a rule, each row it returns one finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from yanbao.core.finding import Finding, Level, condensed
from yanbao.store.moment import Moment

FOLDER = Path(__file__).parent / "audits"


@dataclass(frozen=True)
class Audit:
    """A rule over the data: its SQL, and the code, level, rule and remedy its head states."""

    code: str
    level: Level
    rule: str
    remedy: str
    sql: str


def audits() -> list[Audit]:
    """Every audit in the folder, by file name; ValueError when a head lacks one of its four lines."""
    return [read_audit(path) for path in sorted(FOLDER.glob("*.sql"))]


def read_audit(path: Path) -> Audit:
    """One SQL file with its head of ``-- key: value`` lines."""
    sql = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"^-- (code|level|rule|remedy): (.+)$", sql, re.MULTILINE))
    if len(head) != 4:
        raise ValueError(f"{path}: the head must state code, level, rule and remedy")
    return Audit(head["code"], cast(Level, head["level"]), head["rule"], head["remedy"], sql)


def audit(moment: Moment, first: date, last: date, codes: Sequence[str] | None) -> list[Finding]:
    """Findings on days from ``first`` to ``last``, of these codes only or, with None, of all; many of a kind are counted."""
    return condensed(audited(moment, first, last, codes), "数据仓库")


def audited(moment: Moment, first: date, last: date, codes: Sequence[str] | None) -> Iterator[Finding]:
    """Every row that every rule returns, as a finding."""
    window = {"first": first, "last": last, "codes": list(codes) if codes is not None else None}
    for rule in audits():
        used = {name: value for name, value in window.items() if f"${name}" in rule.sql}
        for place, message in moment.run(rule.sql, used).fetchall():
            yield Finding(rule.code, rule.level, place, message, rule.remedy)
