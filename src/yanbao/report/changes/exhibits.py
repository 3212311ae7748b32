"""Exhibits of two issues: added, gone, without a body, or with other words in their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yanbao.report.changes.model import ExhibitChange
from yanbao.report.changes.sentences import bare

Facts = Mapping[str, Any]


def exhibit_changes(old: Facts, new: Facts) -> tuple[ExhibitChange, ...]:
    """By key, in the new issue's order, those that are gone behind."""
    before, after = ({exhibit["key"]: exhibit for exhibit in facts["exhibits"]} for facts in (old, new))
    found = [change for key, now in after.items() for change in of_one(key, before.get(key), now)]
    return (*found, *(ExhibitChange("gone", key, caption(was), "") for key, was in before.items() if key not in after))


def of_one(key: str, was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterator[ExhibitChange]:
    """What happened to one exhibit."""
    if was is None:
        yield ExhibitChange("added", key, "", caption(now))
        return
    missing = [exhibit["kind"] == "missing" for exhibit in (was, now)]
    if missing[0] != missing[1]:
        yield ExhibitChange("missing" if missing[1] else "shown", key, caption(was), caption(now))
    elif bare(was["title"]) != bare(now["title"]):
        yield ExhibitChange("retitled", key, caption(was), caption(now))


def caption(exhibit: Mapping[str, Any]) -> str:
    """The title with its number."""
    return f"图表{exhibit['number']}：{exhibit['title']}" if exhibit["number"] else str(exhibit["title"])
