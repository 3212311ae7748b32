"""Shipments of cellular IoT modules as single researchers state them: never joined, since their scopes differ."""

from __future__ import annotations

from dataclasses import replace

from yanbao.core.fact import Fact, Mark
from yanbao.core.figure import Maybe, stated
from yanbao.core.series import Series
from yanbao.core.unit import unit

UNSURE: dict[Mark, str] = {"forecast": "预测值", "estimate": "估计值"}
"""Words that must stand beside a value so marked."""


def module_shipments(iot_modules: Series) -> dict[str, tuple[Maybe, ...]]:
    """Shipments in 亿个 under ``scope:researcher``, stated growth in percent under ``scope:researcher.yoy``; oldest first."""
    return {subject: tuple(_shipment(fact) for fact in iot_modules.history(subject)) for subject in iot_modules.subjects()}


def _shipment(fact: Fact) -> Maybe:
    """The figure, named by its scope and by whether it is an estimate."""
    scope = fact.subject.partition(":")[0] + "".join(f"（{word}）" for mark, word in UNSURE.items() if mark in fact.marks)
    figure = replace(stated(fact), measure="module_shipments", subject_name=scope)
    return figure.in_unit(unit("亿个"), figure.decimals + 2) if fact.unit == unit("百万个") else figure
