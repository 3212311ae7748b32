"""Changes as titled groups of entries, each a head and its lines: what the terminal and the page both print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yanbao.report.changes.leaves import called
from yanbao.report.changes.model import Cause, Change, Changes, ExhibitChange, Passing, Prose, Typed, Wording
from yanbao.report.changes.sentences import in_context
from yanbao.report.edited.differences import excerpt, said, stretches

TITLES = {"added": "新增", "gone": "撤下", "missing": "缺数据，未印出", "shown": "恢复印出", "retitled": "标题措辞有变"}
PASSAGES = {"edited": "改写", "added": "新增一段", "gone": "删去一段"}
GROUNDS = "不印出，只作依据"
"""Where a figure stands that no text prints."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its head, the value before and after (empty where there is none), where it stands, and what lies behind it."""

    head: str
    was: str
    now: str
    place: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind under a title with its rule."""

    title: str
    rule: str
    entries: tuple[Entry, ...]


def groups(held: Changes, sections: Mapping[str, str]) -> Iterator[Group]:
    """Groups that have an entry, the gravest first; ``sections`` gives titles by key."""
    same_week = held.old["week"]["key"] == held.new["week"]["key"]
    told = (
        Group("来源修订的数字", "同一期间，两期的数值不同", tuple(figure(change, sections) for change in held.restated)),
        Group(
            "措辞",
            "所说的数字相同，用词不同" if same_week else "所说的是两周的同类数字，用词不同",
            tuple(sentence(change, sections) for change in held.wordings),
        ),
        Group("文稿中的数字", "文稿同一处写了另一个数", tuple(typed(change, sections) for change in held.typed)),
        Group("变动的数字", "同一指标，数值有变而来源没有修订", tuple(figure(change, sections) for change in held.moved)),
        Group("文字", "改写、新增或删去的文字", tuple(passage(change, sections) for change in held.prose or ())),
        Group("图表", "新增、撤下、缺数据或标题措辞有变", tuple(exhibit(change) for change in held.exhibits)),
        Group("新增的数字", "只见于后一期", tuple(passing(entry, sections, True) for entry in held.appeared)),
        Group("不再印出的数字", "只见于前一期", tuple(passing(entry, sections, False) for entry in held.gone)),
    )
    return (group for group in told if group.entries)


def figure(change: Change, sections: Mapping[str, str]) -> Entry:
    """A figure with another value."""
    when = change.period if change.period == change.period_was else f"{change.period_was} → {change.period}"
    notes = tuple(map(cause, change.causes))
    own = len(change.causes) == 1 and (change.causes[0].was, change.causes[0].now) == (change.was, change.now)
    notes = (f"来源：{behind(change.causes[0])}",) if own else notes
    below = () if change.shown else ("差异在印出的位数以下",)
    return Entry(
        called(change.name, change.measure, when),
        change.was,
        change.now,
        places(change.places, sections) or GROUNDS,
        (*below, *unknown(change), *notes, f"编号 {change.id}"),
    )


def unknown(change: Change) -> tuple[str, ...]:
    """That a value is missing on one side, and why."""
    return tuple(f"{side}暂缺：{why}" for side, why in zip(("原来", "现在"), change.missing, strict=True) if why)


def cause(held: Cause) -> str:
    """What differs under a computed figure."""
    more = f"（等{held.count}行）" if held.count > 1 else ""
    return f"因 {held.what} {held.was} → {held.now}{more}：{behind(held)}"


def behind(held: Cause) -> str:
    """The source of a cause and when the desk learned it."""
    return f"{held.source}，知悉时间 {held.known}" if held.known else held.source


def sentence(change: Wording, sections: Mapping[str, str]) -> Entry:
    """A sentence whose words differ, with the words that took each other's place."""
    words = tuple(f"“{was}” → “{now}”" if was and now else f"去掉“{was}”" if was else f"加上“{now}”" for was, now in change.words)
    known = (*(("数字成了暂缺",) if change.lost else ()), *(("数字原来暂缺",) if change.given else ()))
    return Entry("；".join((*known, *words)), change.was, change.now, places(change.sections, sections))


def typed(change: Typed, sections: Mapping[str, str]) -> Entry:
    """Another number in a note, named by its passage as it says now."""
    return Entry(f"“{in_context(change.says, change.now)}”", change.was, change.now, places(change.sections, sections))


def passage(change: Prose, sections: Mapping[str, str]) -> Entry:
    """A passage of prose; one that was rewritten is cut around what differs."""
    head, where = PASSAGES[change.kind], places(change.sections, sections)
    if change.kind != "edited":
        return Entry(head, change.was, change.now, where)
    return Entry(f"{head}：{said(change.was, change.now)}", *parting(change.was, change.now), where)


def parting(was: str, now: str) -> tuple[str, str]:
    """Two texts from shortly before where they begin to differ to shortly behind where they end to."""
    found = stretches(was, now)
    if not found:
        return was, now
    (a, _, c, _), (_, b, _, d) = found[0], found[-1]
    return excerpt(was, a, b), excerpt(now, c, d)


def exhibit(change: ExhibitChange) -> Entry:
    """An exhibit's change."""
    return Entry(TITLES[change.kind], change.was, change.now)


def passing(entry: Passing, sections: Mapping[str, str], new: bool) -> Entry:
    """A figure that one issue lacks."""
    value = ("", entry.text) if new else (entry.text, "")
    return Entry(
        called(entry.name, entry.id.partition(":")[0], entry.period), *value, places(entry.places, sections), (f"编号 {entry.id}",)
    )


def places(held: tuple[str, ...], sections: Mapping[str, str]) -> str:
    """Where a figure is printed, by the sections' titles."""
    told = []
    for place in held:
        key, _, number = place.partition("/")
        told.append(f"{sections.get(key) or '首页'}{number}")
    return "、".join(dict.fromkeys(told))
