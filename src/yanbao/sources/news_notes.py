"""News in the desk's own words: one Markdown file an item, with day, outlet, group and the facts it states.

They lie anywhere under ``news/``. OWN: a report shows their newest version, whatever is asked as of. ``published`` is the
day in the front matter, in any form a cell may have, kept as ISO text; it is also the period of the item. Facts of the
front matter become facts of their own, with their digits as typed; a period that is a plain month, quarter, year or day is
dated as such, any other (2027财年Q1, 计划) keeps its words and the day it was reported on. An item without a readable day
or title is refused: it could not be printed with its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from yanbao.core.fact import Draft
from yanbao.core.period import Period, month, month_end_day, snapshot
from yanbao.core.unit import SCORE, unit
from yanbao.sources import cells
from yanbao.sources.cells import CellError, shown
from yanbao.sources.front_matter import A_LIST, REMEDY, Note, note_of, worded
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import without_repeats

NAME = "news_notes"
TITLE = "新闻摘要"
PUBLISHER = TITLE
SERIES = ("news", "news_facts")
FOLDERS = ("news",)
PATTERNS = ("*.md",)
OWN = True

GROUPS = ("行业", "公司", "大厂")
EXPECTED = ("outlet", "group")
WORDS = ("title", "outlet", "group", "company", "topic")
FACT = ("subject", "metric", "period", "value", "unit")


def read(raw: Raw) -> Reading:
    """One fact of ``news`` (text the JSON of front, body, body_offset) and those of ``news_facts`` the item lists."""
    reading = Reading()
    note = note_of(raw, reading)
    if note is None or note.broken:
        return reading
    note = with_sectors(worded(note, WORDS, (), raw, reading), raw, reading)
    published = published_of(note, raw, reading)
    if published is None or not has_title(note, raw, reading):
        return reading
    note = replace(note, front={**note.front, "published": published.isoformat()})
    tell_gaps(note, raw, reading)
    name = name_of(raw)
    locator, title = f"第{note.body_offset + 1}个字符起", str(note.front["title"])
    item = Draft("news", name, snapshot(published), None, SCORE, locator, published, text=note.text(), subject_name=title)
    reading.facts.extend([item, *facts_of(note, published, raw, reading)])
    without_repeats(raw, reading)
    return reading


def name_of(raw: Raw) -> str:
    """The item's subject: its path below ``news/`` without the suffix, since names repeat from week to week."""
    return PurePosixPath(raw.name).with_suffix("").as_posix().removeprefix("news/")


def with_sectors(note: Note, raw: Raw, reading: Reading) -> Note:
    """The note with its ``sectors`` as typed; without them, told, when they are no list of keys."""
    named = note.typed.get("sectors")
    if isinstance(named, str) or (isinstance(named, list) and all(isinstance(key, str) for key in named)):
        return replace(note, front=note.front | {"sectors": named})
    if named is not None:
        message = "“sectors”应为行业文件名的列表，未采用，这条新闻归入所有行业。"
        reading.find("broken-front-matter", "error", raw.place(note.lines.get("sectors", 1)), message, REMEDY)
    return replace(note, front={key: value for key, value in note.front.items() if key != "sectors"})


def published_of(note: Note, raw: Raw, reading: Reading) -> date | None:
    """The day of the item; None, with a finding, when the front matter has none."""
    held = note.front.get("published") or ""
    text = A_LIST if isinstance(held, dict | list) else str(held)
    try:
        return cells.day(text)
    except CellError:
        if text.strip():
            message = f"发布日期“{shown(text)}”不是日期（published，写成 2026-05-21 的样子），整条未采用。"
            reading.find("broken-front-matter", "error", raw.place(note.lines.get("published", 1)), message, REMEDY)
        else:
            reading.find("missing-front-key", "error", raw.place(1), "缺少发布日期（published），整条未采用。", REMEDY)
        return None


def has_title(note: Note, raw: Raw, reading: Reading) -> bool:
    """True when the item has a title; a finding otherwise."""
    if str(note.front.get("title") or "").strip():
        return True
    reading.find("missing-front-key", "error", raw.place(1), "缺少标题（title），整条未采用。", REMEDY)
    return False


def tell_gaps(note: Note, raw: Raw, reading: Reading) -> None:
    """A finding for each thing the printed item will lack."""
    for key in EXPECTED:
        if not str(note.front.get(key) or "").strip():
            reading.find("missing-front-key", "warning", raw.place(1), f"缺少{key}。", REMEDY)
    group = note.front.get("group")
    if group and group not in GROUPS:
        message = f"分组“{shown(str(group))}”不在{'、'.join(GROUPS)}之中。"
        reading.find("unknown-group", "warning", raw.place(1), message, REMEDY)


def facts_of(note: Note, published: date, raw: Raw, reading: Reading) -> Iterator[Draft]:
    """The facts the front matter lists, with the outlet that reported them; an entry that is no fact is a finding."""
    outlet = str(note.front.get("outlet") or "").strip()
    listed = note.typed.get("facts") or []
    for number, entry in enumerate(listed if isinstance(listed, list) else [listed], 1):
        try:
            yield replace(fact_of(entry, number, published), note=f"出自{outlet}" if outlet else "")
        except (CellError, KeyError, TypeError) as error:
            what = f"缺少{error}" if isinstance(error, KeyError) else str(error)
            message = f"facts 的第{number}项无法读取：{what}。"
            reading.find("broken-fact", "error", raw.place(), message, "每一项写 subject、metric、period、value、unit，改正后重新导入。")


def fact_of(entry: Any, number: int, published: date) -> Draft:
    """One fact: subject "英伟达:营收:2027财年Q1", with the digits as typed."""
    if not isinstance(entry, dict):
        raise CellError(A_LIST if isinstance(entry, list) else str(entry), "一项事实")
    if wrong := [key for key in FACT if isinstance(entry.get(key), dict | list)]:
        raise CellError("、".join(wrong), "一句文字，而是列表或“键: 值”")
    who, metric, when = (str(entry[key]).strip() for key in ("subject", "metric", "period"))
    cell = cells.number(str(entry["value"]))
    if cell is None:
        raise CellError(str(entry["value"]), "数")
    return Draft(
        "news_facts", f"{who}:{metric}:{when}", period_of(when, published), cell.value, unit(str(entry["unit"])), f"facts第{number}项",
        published, cell.stated, subject_name=who + metric,
    )  # fmt: skip


def period_of(words: str, published: date) -> Period:
    """A plain month, quarter, year or day as what it is; other words as seen on the day of the report."""
    if match := re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", words, re.ASCII):
        return month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"([12]\d{3})Q([1-4])", words, re.ASCII):
        year, last = int(match[1]), int(match[2]) * 3
        return Period(month_end_day(year, last), date(year, last - 2, 1), "quarter", f"{year}年Q{match[2]}")
    if match := re.fullmatch(r"([12]\d{3})年?", words, re.ASCII):
        year = int(match[1])
        return Period(date(year, 12, 31), date(year, 1, 1), "year", f"{year}年")
    try:
        return snapshot(cells.day(words))
    except CellError:
        return Period(published, published, "snapshot", words)
