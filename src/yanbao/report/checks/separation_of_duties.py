"""Separation of duties: authors, quality control and compliance are different people."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.core.sector import Desk

RULE = "作者、质量控制、合规审查须由不同的人担任"
REMEDY = "改 yanbao.toml 的 [review] 或 [[analysts]]，由不同的人担任"


def separation_of_duties(desk: Desk) -> Iterator[Finding]:
    """Nobody checks what they wrote, and quality control and compliance are two people."""
    authors = {analyst.name for analyst in desk.analysts}
    roles = {"质量控制": desk.review.quality_control, "合规审查": desk.review.compliance}
    for role, name in roles.items():
        if not name.strip():
            yield Finding("separation-of-duties", "error", "yanbao.toml", f"没有指定{role}人员。", REMEDY)
        elif name in authors:
            yield Finding("separation-of-duties", "error", "yanbao.toml", f"{name}既是作者，又负责{role}。", REMEDY)
    if desk.review.quality_control == desk.review.compliance != "":
        message = f"质量控制与合规审查同为{desk.review.compliance}。"
        yield Finding("separation-of-duties", "error", "yanbao.toml", message, REMEDY)
