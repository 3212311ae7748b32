"""How a figure came to be, in one line, for a reviewer who has no page to click on."""

from __future__ import annotations

from yanbao.core.figure import Chosen, Computed, Figure, Queried, Stated
from yanbao.core.unit import RANK
from yanbao.core.words import digits, printed
from yanbao.review.known import Held

MOST_PARTS = 2
"""How many parts of a calculation are told; ``yanbao why`` tells them all."""


def held(figure: Figure, name: str = "") -> Held:
    """A figure as an answer: told by its name and its period, and how it was reckoned; a rank as 第9."""
    rank = figure.unit == RANK
    of = name or figure.subject_name
    of += "同比" if figure.measure.endswith("_yoy") and "同比" not in of else ""
    told = f"{of}（{figure.period.label}）{'的名次' if rank else ''}"
    shown = f"第{digits(figure)}" if rank else printed(figure)
    return Held(figure.id, told, figure.value, figure.unit, shown, reckoned(figure))


def reckoned(figure: Figure) -> str:
    """The formula with its parts, how many were ranked and by what, or who states it."""
    match figure.lineage:
        case Computed(formula, parts) if len(parts) <= MOST_PARTS:
            return f"{formula}：" + "，".join(f"{role} {printed(part)}（{part.period.label}）" for role, part in parts)
        case Computed(formula, parts):
            return f"{len(parts)}个，{formula}"
        case Queried():
            return figure.lineage.formula or "由数据仓库统计"
        case Stated(fact):
            return str(fact.origin)
        case Chosen(where):
            return where
