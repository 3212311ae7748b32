"""Rows of the bench table: what is measured, its bound, what we got, and whether that is within."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench.timing import paired

Row = tuple[str, str, str, str]
HEAD = ("| 项目 | 目标 | 实测 | |", "|---|---|---|---|")


def verdict(reached: bool) -> str:
    """The last cell of a row."""
    return "达到" if reached else "未达到"


def bound(what: str, got: float, most: float, unit: str) -> Row:
    """A row with an upper bound."""
    return what, f"≤ {most:g} {unit}", f"{got:.2f} {unit}" if most < 100 else f"{got:.0f} {unit}", verdict(got <= most)


def faster(what: str, call: Callable[[], object], other: Callable[[], object], runs: int, least: float | None) -> Row:
    """A row with the median ratio of the other way to ours, pair by pair; ``least`` is the stated bound, if any."""
    mine, theirs, ratio = paired(call, other, runs)
    got = f"{ratio:.1f} 倍（{mine.seconds * 1000:.0f} 毫秒对 {theirs.seconds * 1000:.0f} 毫秒）"
    return what, f"≥ {least:g} 倍" if least else "—", got, verdict(ratio >= least) if least else "—"


def share(what: str, part: int, whole: int, least: float | None, more: str = "") -> Row:
    """A row with a part of a whole; ``more`` is said behind the counts."""
    got = part / whole if whole else 0.0
    said = f"{got:.1%}（{part}/{whole}{'；' if more else ''}{more}）"
    return what, f"≥ {least:.0%}" if least else "—", said, verdict(got >= least) if least else "—"


def unmeasured(what: str, target: str, why: str) -> Row:
    """A row of what could not be measured here, and how to have it measured."""
    return what, target, f"未测：{why}", "—"


def written(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    return "\n".join([*HEAD, *(f"| {' | '.join(row)} |" for row in rows)])
