"""Chart points: every point that a chart's table of numbers prints is owned, and is the value of what owns it."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from yanbao.core.figure import Figure, Maybe, Queried
from yanbao.core.finding import Finding
from yanbao.report.blocks import Mark, Report
from yanbao.report.checks._places import Drawn, drawn

RULE = "图表数据表中的每个点须有出处，且与其出处的数值一致"
REMEDY = "作图时在 Mark 中给出 figures（逐点）或 series（整条序列），点值取自同一处"


def chart_points(report: Report) -> Iterator[Finding]:
    """Every point is the value of its own figure, or of its row in the figure that owns the whole line."""
    for held in drawn(report):
        bare = [x for x, _, owner in held.points() if not isinstance(owner, Figure)]
        if bare:
            message = f"{len(bare)}个点没有出处，自{bare[0]}起。"
            yield Finding("unowned-point", "error", held.place, message, REMEDY)
        if (wrong := different(held)) is not None:
            message = f"{wrong[0]}画作{wrong[1]:g}，其出处为{'无此点' if wrong[2] is None else format(wrong[2], 'g')}。"
            yield Finding("point-differs", "error", held.place, message, REMEDY)


def different(held: Drawn) -> tuple[str, float, float | None] | None:
    """The first point that is not what its owner says: its x, its value, and the owner's."""
    stated = values(held.mark)
    for x, value, owner in held.points():
        said = stated.get(x)
        if isinstance(owner, Figure) and (said is None or not isclose(said, value, rel_tol=1e-9, abs_tol=1e-9)):
            return x, value, said
    return None


def values(mark: Mark) -> dict[str, float]:
    """What a mark's owners say, by x: the rows of the line's figure, then the figures of single points."""
    return {**rows(mark.series), **{x: figure.value for x, figure in mark.figures if isinstance(figure, Figure)}}


def rows(series: Maybe | None) -> dict[str, float]:
    """The rows of a figure that owns a whole line: x and the value, the two columns that its query begins with."""
    if not isinstance(series, Figure) or not isinstance(series.lineage, Queried):
        return {}
    return {str(row[0]): float(row[1]) for row in series.lineage.rows if isinstance(row[1], (int, float))}
