"""Shipments of cellular IoT modules as single researchers state them: never joined, since their scopes differ."""

from __future__ import annotations

from dataclasses import replace

from yanbao.core.fact import Fact
from yanbao.core.figure import Maybe, stated
from yanbao.core.series import Series
from yanbao.core.unit import unit

UNSURE = ("预测值", "估计值")
"""Words of the source's note that must stand beside the value."""


def module_shipments(iot_modules: Series) -> dict[str, tuple[Maybe, ...]]:
    """Shipments in 亿个 under ``scope:researcher``, stated growth in percent under ``scope:researcher.yoy``; oldest first."""
    return {subject: tuple(_shipment(fact) for fact in iot_modules.history(subject)) for subject in iot_modules.subjects()}


def _shipment(fact: Fact) -> Maybe:
    """The figure, named by its scope and by whether it is an estimate."""
    scope = fact.subject.partition(":")[0] + "".join(f"（{word}）" for word in UNSURE if word in fact.origin.note)
    figure = replace(stated(fact), measure="module_shipments", subject_name=scope)
    return figure.in_unit(unit("亿个"), figure.decimals + 2) if fact.unit == unit("百万个") else figure
