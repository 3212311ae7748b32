"""Expressions: a formula with its numbers in it, as a reader would check it on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from yanbao.core.figure import Chosen, Computed, Figure, Maybe, NotKnown, Queried, Stated
from yanbao.core.interval import rounded
from yanbao.core.words import MISSING, digits

MINUS = "-"
GIVEN = (Stated, Chosen)
"""Lineages of a number that is read or set as it stands: nothing is put in, and no place is added to it."""
SHOWN_PARTS = 12
"""Parts of a sum that are spelt out; the middle of a longer one is elided."""
FINER = 2
"""Places a computed part shows beyond those it is printed with, so that the arithmetic can be followed."""


def expression(figure: Maybe) -> str:
    """``(8126.06 ÷ 8205.73 − 1) × 100% = −0.97%``; nothing for a figure without parts."""
    if isinstance(figure, NotKnown) or isinstance(figure.lineage, GIVEN):
        return ""
    if isinstance(figure.lineage, Queried):
        return _of_query(figure, figure.lineage)
    return _of_parts(figure, figure.lineage) if isinstance(figure.lineage, Computed) and figure.lineage.parts else ""


def _of_parts(figure: Figure, lineage: Computed) -> str:
    return substitute(lineage.formula, _values(lineage), with_unit(figure))


def _values(lineage: Computed) -> dict[str, str]:
    """Each part's number by its role; with units where these differ, or where one unit becomes another."""
    bare = len({part.unit for _, part in lineage.parts}) == 1 and len(lineage.parts) > 1
    return {role: number(part) if bare else with_unit(part) for role, part in lineage.parts}


def substitute(formula: str, values: Mapping[str, str], result: str) -> str:
    """The formula with each role's number in its place; a formula in words is followed by what went in and what came out."""
    found = _roles_in(formula, values)
    if not found and len(values) == 1:
        return f"{next(iter(values.values()))} = {result}"
    if not found and formula.endswith("之和"):
        return f"{_sum(list(values.values()))} = {result}"
    rest = [f"{role} {value}" for role, value in values.items() if role not in found]
    if not found:
        return f"由 {_elided(rest, '，')} 得 {result}"
    names = re.compile("|".join(re.escape(role) for role in sorted(found, key=len, reverse=True)))
    filled = names.sub(lambda match: _closed(values[match[0]]), formula)
    return f"{filled}（{_elided(rest, '，')}） = {result}" if rest else f"{filled} = {result}"


def _roles_in(formula: str, values: Mapping[str, str]) -> list[str]:
    return [role for role in values if role in formula]


def _closed(value: str) -> str:
    """A negative number inside a formula stands in brackets."""
    return f"({value})" if value.startswith(MINUS) else value


def _sum(values: list[str]) -> str:
    return _elided([_closed(value) if place else value for place, value in enumerate(values)], " + ")


def _elided(values: list[str], between: str) -> str:
    if len(values) <= SHOWN_PARTS:
        return between.join(values)
    shown = [*values[: SHOWN_PARTS - 2], "…", values[-1]]
    return f"{between.join(shown)}（共{len(values)}项）"


def _of_query(figure: Figure, lineage: Queried) -> str:
    """A query's formula over one row, its columns replaced by the row's values; else nothing to put in."""
    if not lineage.formula or len(lineage.rows) != 1:
        return ""
    row = dict(zip(lineage.columns, lineage.rows[0], strict=True))
    numbers = {name: _plain(value) for name, value in row.items() if isinstance(value, (int, float)) and not isinstance(value, bool)}
    used = _roles_in(lineage.formula, numbers)
    return substitute(lineage.formula, {name: numbers[name] for name in used}, with_unit(figure)) if used else ""


def number(figure: Maybe) -> str:
    """The value without its unit: a stated one as its source prints it, a count whole, a computed one with two places more."""
    if isinstance(figure, NotKnown):
        return MISSING
    if not isinstance(figure.lineage, GIVEN):
        counted = figure.decimals == 0 and figure.value.is_integer()
        return digits(figure, 0 if counted else figure.decimals + FINER)
    places = max(figure.decimals, _places(figure.value))
    return f"{rounded(figure.value, places):f}"


def _places(value: float) -> int:
    """Decimal places a stated value needs, at most six: beyond that binary rounding speaks."""
    exponent = Decimal(repr(round(value, 6))).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def with_unit(figure: Maybe) -> str:
    """The value with its unit; a result with the places it is printed with."""
    if isinstance(figure, NotKnown):
        return MISSING
    shown = number(figure) if isinstance(figure.lineage, GIVEN) else digits(figure)
    return shown + figure.unit.symbol


def _plain(value: int | float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
