"""Unstated points: what the table of a chart's numbers prints as "—" is told once for each exhibit, with its periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.core.finding import Finding
from yanbao.report.blocks import Chart, Report
from yanbao.report.charted import charted
from yanbao.report.checks.exhibit_numbers import place_of

RULE = "图表数据表中印作“—”的各期，每张图表汇总说明一次"
WHY = {"months": "本库没有这些期的数值", "lines": "这些日期没有数值", "ranked": "这些项没有数值"}


def unstated_points(report: Report) -> Iterator[Finding]:
    """An exhibit whose chart has periods without a value names them in one hint, series by series."""
    for exhibit in report.exhibits():
        if isinstance(exhibit.body, Chart) and (told := gaps(exhibit.body)):
            message = f"数据表中印作“—”的{told}：{WHY[exhibit.body.kind]}。"
            yield Finding("unstated-points", "info", place_of(exhibit), message, "来源已公布的，补齐后重新生成；没有公布的无须处理")


def gaps(chart: Chart) -> str:
    """同比2026-01至2026-02；当月值、累计值2026-02: the periods without a value, those of several marks together where they agree."""
    _, rows = charted(chart)
    names: dict[str, list[str]] = {}
    for place, mark in enumerate(chart.marks):
        missing = [values[place] is None for _, values in rows]
        if any(missing):
            names.setdefault(spans([x for x, _ in rows], missing), []).append(mark.name)
    return "；".join(f"{'、'.join(marks)} {periods}" for periods, marks in names.items())


def spans(places: Sequence[str], missing: Sequence[bool]) -> str:
    """2025-01至2025-03、2025-07: runs of neighbouring places by their ends."""
    runs: list[list[str]] = []
    before = False
    for x, gap in zip(places, missing, strict=True):
        if gap and before:
            runs[-1].append(x)
        elif gap:
            runs.append([x])
        before = gap
    return "、".join(run[0] if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs)
