"""A desk that writes: notes and news from a few lines of Markdown, and the notebook over them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Maybe
from yanbao.core.period import Period, snapshot
from yanbao.core.sector import Giant, Rating, Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Week
from yanbao.core.unit import SCORE, unit
from yanbao.report.blocks import Cite, Text
from yanbao.report.free_text.notebook import Notebook
from yanbao.report.free_text.shelf import Candidate

WEEK = Week(date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 22))
GIANTS = (Giant("英伟达", ("NVIDIA",)), Giant("谷歌"))
SECTOR = Sector("telecom", "通信", "801770.SI", (), Rating("买入", "维持"), "团队", (), {}, giants=GIANTS)


def origin(file: str, day: date) -> Origin:
    """Where a test's fact stands."""
    return Origin("desk", "样例", file, "0" * 64, "", day, datetime(2026, 5, 24), datetime(2026, 5, 24))


def note(stem: str, body: str, section: str = "", **front: Any) -> Fact:
    """A note of the week; its body begins on line 7 of its file."""
    held = {"front": {"section": section or stem, **front}, "body": body, "body_offset": 60, "body_line": 7}
    where = origin(f"notes/2026-05-22/telecom/{stem}.md", WEEK.last)
    return Fact("notes", f"2026-05-22/telecom/{stem}", snapshot(WEEK.last), None, SCORE, where, text=json.dumps(held))


def item(stem: str, title: str, body: str, day: date = date(2026, 5, 21), folder: str = "news/", **front: Any) -> Fact:
    """A news note."""
    head = {"title": title, "published": day.isoformat(), "outlet": "某报", "group": "大厂", "company": "英伟达", **front}
    held = {"front": head, "body": body, "body_offset": 60, "body_line": 9}
    return Fact("news", stem, snapshot(day), None, SCORE, origin(f"{folder}{stem}.md", day), text=json.dumps(held))


def told(subject: str, value: float, symbol: str, file: str = "news/q1.md") -> Fact:
    """A front-matter fact: 英伟达:营收:2027财年Q1."""
    entity, metric, words = subject.split(":")
    period = Period(date(2026, 5, 21), date(2026, 5, 21), "snapshot", words)
    return Fact(
        "news_facts", subject, period, value, unit(symbol), origin(file, date(2026, 5, 21)), f"{value:g}", subject_name=entity + metric
    )


def notebook(*facts: Fact, known: tuple[Maybe | Candidate, ...] = ()) -> Notebook:
    """The notebook over these notes, news and facts."""
    held = {name: Series.of(name, SCORE, [fact for fact in facts if fact.series == name]) for name in ("notes", "news", "news_facts")}
    return Notebook(held["notes"], held["news"], held["news_facts"], known, WEEK, SECTOR)


def owners(text: Text) -> dict[str, str]:
    """Printed figures of a text with the measure and subject that own them."""
    return {span.text: f"{span.figure.measure}|{span.figure.subject}" for span in text if isinstance(span, Cite)}
