"""Figures of two issues side by side: restated by their source, moved, new, or gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yanbao.report.changes.leaves import Ground, causes, shown, unknown
from yanbao.report.changes.model import Change, Passing
from yanbao.report.changes.sentences import is_stated

Facts = Mapping[str, Any]
Entry = Mapping[str, Any]
Key = tuple[str, ...]
TWIN = re.compile(r"~\d+$")
"""Behind the id of a name that has several values."""
EACH = 1e-9
"""Relative difference below which two values are one, since arithmetic in another order may end in another last bit."""

Found = tuple[tuple[Change, ...], tuple[Change, ...], tuple[Passing, ...], tuple[Passing, ...]]


def figure_changes(old: Facts, new: Facts, same_week: bool) -> Found:
    """Restated, moved, appeared and gone, in the new issue's reading order (the gone in the old one's).

    Not those that only a note states: their ids tell a place in the note, so their passages are compared (``typed``).
    """
    before, after, grounds = listed(old), listed(new), (Ground(old), Ground(new))
    restated: list[Change] = []
    moved: list[Change] = []
    for key, now in after.items():
        was = before.get(key)
        if was and differ(was[0], now[0]):
            change = change_of(was, now, grounds)
            stated = not same_week or "source" in now[0]["trace"] or change.causes
            (restated if stated else moved).append(change)
    held = {change.id for change in restated}
    restated += under_the_text(held, grounds)
    if same_week:
        return tuple(restated), tuple(moved), passing(after, before), passing(before, after)
    likes = (alone(before), alone(after))
    moved += [change_of(likes[0][key], now, grounds) for key, now in likes[1].items() if key in likes[0] and went_on(likes[0][key], now)]
    return tuple(restated), tuple(moved), passing(likes[1], likes[0]), passing(likes[0], likes[1])


def listed(facts: Facts) -> dict[Key, list[Entry]]:
    """Printed figures and the points of charts by what they are: measure, subject, period and unit."""
    held: dict[Key, list[Entry]] = {}
    for entry in (*facts["figures"], *facts["points"]):
        if is_stated(entry["id"]):
            continue
        key = (TWIN.sub("", entry["id"]), entry["unit"], places_key(entry))
        held.setdefault(key, []).append(entry)
    return held


def places_key(entry: Entry) -> str:
    """Which of several values of one name it is."""
    twin = TWIN.search(entry["id"])
    return twin[0] if twin else ""


def alone(held: Mapping[Key, list[Entry]]) -> dict[Key, list[Entry]]:
    """Printed figures by measure, subject and unit, where an issue prints that of one period only."""
    found: dict[Key, list[list[Entry]]] = {}
    for entries in held.values():
        if any(entry["printed"] for entry in entries):
            found.setdefault((entries[0]["measure"], entries[0]["subject"], entries[0]["unit"]), []).append(entries)
    return {key: groups[0] for key, groups in found.items() if len(groups) == 1}


def differ(was: Entry, now: Entry) -> bool:
    """Whether two entries hold two values; a value that is not known differs from any that is."""
    one, other = was["value"], now["value"]
    if one is None or other is None:
        return one is not other
    return bool(abs(one - other) > EACH * max(abs(one), abs(other), 1e-300))


def went_on(was: Sequence[Entry], now: Sequence[Entry]) -> bool:
    """Of two weeks' likes: another period, and another value."""
    return bool(was[0]["period"] != now[0]["period"] and differ(was[0], now[0]))


def change_of(was: Sequence[Entry], now: Sequence[Entry], grounds: tuple[Ground, Ground]) -> Change:
    """The change of one figure, with its causes when both values are of one period."""
    one, other = was[0], now[0]
    why = causes(*grounds, one["trace"], other["trace"]) if one["period"] == other["period"] else ()
    texts = [{entry["printed"] for entry in entries} for entries in (was, now)]
    return Change(
        other["id"],
        other["subject_name"],
        other["measure"],
        one["period"],
        other["period"],
        shown(one["trace"]),
        shown(other["trace"]),
        places(now),
        texts[0] != texts[1] or shown(one["trace"]) != shown(other["trace"]),
        why,
        (unknown(one["trace"]), unknown(other["trace"])),
    )


def places(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Where a figure is printed: each section once, with the exhibit."""
    found = (f"{entry['section']}/图表{entry['exhibit']}" if entry["exhibit"] else entry["section"] for entry in entries)
    return tuple(dict.fromkeys(found))


def under_the_text(held: set[str], grounds: tuple[Ground, Ground]) -> list[Change]:
    """Statements of sources that no text prints by themselves, restated under the figures computed from them."""
    before, after = (ground.stated() for ground in grounds)
    found = []
    for name, now in after.items():
        was = before.get(name)
        if was and name not in held and not is_stated(name) and differ(was, now):
            why = causes(*grounds, was, now)
            found.append(
                Change(name, now["subject_name"], now["measure"], was["period"], now["period"], shown(was), shown(now), (), True, why)
            )
    return found


def passing(held: Mapping[Key, list[Entry]], other: Mapping[Key, list[Entry]]) -> tuple[Passing, ...]:
    """Printed figures that the other issue does not have."""
    return tuple(
        Passing(entries[0]["id"], entries[0]["subject_name"], entries[0]["period"], shown(entries[0]["trace"]), places(entries))
        for key, entries in held.items()
        if key not in other and any(entry["printed"] for entry in entries)
    )
