"""The calendar: weekdays of dates, days that do not exist, weeks that are none, and figures of days and months not yet over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from yanbao.reader.bases import GROWTHS
from yanbao.reader.claim import Claim
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict

SAID = Patterns("calendar")

TITLE = "日期与星期"
RULE = "日期存在且与星期相符，所说的一周确是一周，文档日期之后才结束的期间没有实际数字"

WEEKDAYS = "一二三四五六日"
YEAR = re.compile(r"(?:19|20)\d\d")
SATURDAY = 5
NEAR = timedelta(days=45)
"""A day without a year belongs to the document's year when it lies that near to its date; else its year is not certain."""
REMEDY = "对照日历改正"


@dataclass(frozen=True)
class Years:
    """The years that a document names, each at its place: what 5月22日 without a year refers to."""

    reading: Reading

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Offsets of the named years, in order."""
        return [(found.start(), int(found[1])) for found in SAID.named_year.finditer(self.reading.flat)]

    def before(self, start: int) -> int | None:
        """The year named last in the segment before an offset."""
        segment = self.reading.document.at(start)
        place = bisect_right(self.places, (start, 0)) - 1
        return self.places[place][1] if segment and place >= 0 and self.places[place][0] >= segment.start else None


def calendar(reading: Reading) -> Iterator[Verdict]:
    """A stated date exists and falls on the stated weekday; a week has seven days; what is not over has no actual figures.

    A date without a year counts as one of the year named before it in its paragraph, else of the document's year when it lies
    within 45 days of the document's date; when neither settles it, nothing is said. Whole periods that end after the
    document's date are warnings (the month so far may be meant), a close of a later day is an error.
    """
    years = Years(reading)
    yield from dates(reading, years)
    yield from weekdays_before(reading, years)
    yield from weeks(reading, years)
    yield from unfinished(reading)


# --- dates ----------------------------------------------------------------------------------------------------------


def parts(found: re.Match[str], name: str) -> tuple[int | None, int, int]:
    """Year (None when not said), month and day of a matched date."""
    if found[f"{name}iy"]:
        return int(found[f"{name}iy"]), int(found[f"{name}im"]), int(found[f"{name}id"])
    year = found[f"{name}y"]
    return int(year) if year else None, int(found[f"{name}m"]), int(found[f"{name}d"])


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; without a year 2月29日 is one."""
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def resolved(reading: Reading, years: Years, start: int, stated: tuple[int | None, int, int]) -> date | None:
    """The day a stated date is; None when its year is not certain, or there is no such day."""
    year, month, day = stated
    on = reading.document.date
    year = year or years.before(start)
    if year is None and on:
        near = [one for one in (on.year - 1, on.year, on.year + 1) if exists(one, month, day) and abs(date(one, month, day) - on) <= NEAR]
        year = near[0] if near else None
    return date(year, month, day) if year and exists(year, month, day) else None


def dates(reading: Reading, years: Years) -> Iterator[Verdict]:
    """Every date exists, and a weekday said behind it is its own."""
    for found in SAID.dated.finditer(reading.flat):
        stated = parts(found, "a")
        if not exists(*stated):
            if impossible(found, stated):
                span = found.span()
                message = f"没有“{reading.document.text[slice(*span)].strip()}”这一天。"
                yield Verdict((), reading.finding_at(span, "impossible-date", "error", message, REMEDY))
        elif found["weekday"]:
            yield from weekday(reading, found, resolved(reading, years, found.start(), stated))


def impossible(found: re.Match[str], stated: tuple[int | None, int, int]) -> bool:
    """Whether an impossible date was surely meant as one: numbers with dashes and dots only when month and day have two digits."""
    if not found["aiy"]:
        return stated[1] <= 19 and stated[2] <= 39
    return found["asep"] != "." and len(found["aim"]) == len(found["aid"]) == 2 and stated[1] <= 12 and stated[2] <= 39


def weekdays_before(reading: Reading, years: Years) -> Iterator[Verdict]:
    """周五（5月22日）."""
    for found in SAID.day_behind.finditer(reading.flat):
        yield from weekday(reading, found, resolved(reading, years, found.start(), parts(found, "a")))


def weekday(reading: Reading, found: re.Match[str], day: date | None) -> Iterator[Verdict]:
    """The verdict on a weekday said of a day; none when it is not certain which day."""
    said = found["weekday"].replace("天", "日")
    if day and WEEKDAYS[day.weekday()] == said:
        yield Verdict(())
    elif day:
        right = f"星期{WEEKDAYS[day.weekday()]}"
        message = f"{day:%Y-%m-%d} 是{right}，不是星期{said}。"
        formula = f"{day:%Y-%m-%d} = {right}"
        yield Verdict((), reading.finding_at(found.span(), "weekday", "error", message, REMEDY, follows=right, formula=formula))


# --- weeks ----------------------------------------------------------------------------------------------------------


def weeks(reading: Reading, years: Years) -> Iterator[Verdict]:
    """本周（5月18日-5月22日） lies in one week, forwards, and is not long past or still to come."""
    for found in SAID.week.finditer(reading.flat):
        first = resolved(reading, years, found.start("am") if found["am"] else found.start(), parts(found, "a"))
        last = ended(reading, years, found, first) if first else None
        if first and last:
            yield week(reading, found, first, last)


def ended(reading: Reading, years: Years, found: re.Match[str], first: date) -> date | None:
    """The last day of a span, in the year and month of the first where it names none, or in the year after."""
    stated = (None, first.month, int(found["short"])) if found["short"] else parts(found, "b")
    if stated[0]:
        return resolved(reading, years, found.start(), stated)
    days = [day for year in (first.year, first.year + 1) if (day := made(year, stated))]
    return next((day for day in days if day >= first), days[0] if days else None)


def made(year: int, stated: tuple[int | None, int, int]) -> date | None:
    """A stated month and day of a year."""
    return date(year, stated[1], stated[2]) if exists(year, stated[1], stated[2]) else None


def week(reading: Reading, found: re.Match[str], first: date, last: date) -> Verdict:
    """The verdict on a week told by its first and last day; weekly statistics may run from Saturday to Friday."""
    span, days = found.span(), (last - first).days + 1
    weekend = first.weekday() >= SATURDAY and days <= 7
    if last < first or days > 7 or (first.isocalendar()[:2] != last.isocalendar()[:2] and days < 7 and not weekend):
        formula = f"{first:%Y-%m-%d}（星期{WEEKDAYS[first.weekday()]}）至 {last:%Y-%m-%d}（星期{WEEKDAYS[last.weekday()]}）"
        message = f"所说的一周不在同一个星期之内：{formula}。"
        return Verdict((), reading.finding_at(span, "week-span", "error", message, REMEDY, formula=formula))
    if wrong := displaced(reading.document.date, found["which"], first, last):
        formula = f"文档日期 {reading.document.date}，所说的一周 {first} 至 {last}"
        return Verdict((), reading.finding_at(span, "week-displaced", "warning", wrong, "核对这一周的起止日期与文档日期", formula=formula))
    return Verdict(())


def displaced(on: date | None, which: str, first: date, last: date) -> str:
    """Why a week cannot be the one the document means; empty when it can, or the document has no date."""
    if on is None or which == "当周":
        return ""
    if which == "下周":
        return "" if 0 <= (first - on).days <= 10 else "“下周”不是文档日期之后的一周。"
    if last > on and last.weekday() <= 4:
        return f"“{which}”在文档日期时还没有结束。"
    return f"“{which}”早在文档日期之前，可能是沿用旧稿。" if (on - last).days > (10 if which == "本周" else 17) else ""


# --- periods --------------------------------------------------------------------------------------------------------


def unfinished(reading: Reading) -> Iterator[Verdict]:
    """Actual figures of a month, some months, a quarter or a day that ends after the document's date.

    Only where the year is told: 今年 is that of whoever is quoted. Whole years are told in advance as a matter of course. It is the
    date that is compared: a figure beside it is not, and counts for nothing in the coverage.
    """
    quoted = Quoted(reading)
    for claim in reading.claims if reading.document.date else ():
        on = quoted.on(claim.start)
        if on is None or claim.period is None or not told(claim):
            continue
        if claim.period.end <= on:
            yield Verdict(())
        elif not SAID.not_yet.search(around(reading, claim)):
            yield from premature(reading, claim, on)


@dataclass(frozen=True)
class Quoted:
    """The dates that texts in a document say they were published on: what stands behind is told as of that day, when it is later."""

    reading: Reading

    @cached_property
    def places(self) -> list[tuple[int, date]]:
        """Offsets and days of 发布时间, in order."""
        found = SAID.published.finditer(self.reading.flat)
        return [(one.start(), date(*day)) for one in found if exists(*(day := (int(one["y"]), int(one["m"]), int(one["d"]))))]

    def on(self, start: int) -> date | None:
        """The day as of which an offset speaks; None when the document has no date."""
        place = bisect_right(self.places, start, key=lambda one: one[0]) - 1
        own = self.reading.document.date
        return max(own, self.places[place][1]) if own and place >= 0 else own


def told(claim: Claim) -> bool:
    """Whether a claim is an actual figure of a period whose end is certain."""
    period = claim.period
    if period is None or claim.cell or claim.basis in ("forecast", "guidance", "consensus"):
        return False
    whole = period.kind == "cumulative" and period.end.month == 12
    return period.kind in ("session", "month", "month_end", "cumulative", "quarter") and not whole and bool(YEAR.search(claim.period_text))


def around(reading: Reading, claim: Claim) -> str:
    """The sentence of a claim up to it, and its heading words."""
    segment = reading.document.at(claim.start)
    start = segment.start if segment else claim.start
    return reading.flat[max(start, claim.start - 120) : claim.end + 12]


def premature(reading: Reading, claim: Claim, on: date) -> Iterator[Verdict]:
    """What to say of a figure whose period is not over: of a day's close an error, of a whole period a warning."""
    period, before = claim.period, reading.flat[max(0, claim.start - 30) : claim.start]
    if period is None:
        return
    formula = f"{period.label} 至 {period.end} 结束，文档日期 {on}"
    if period.kind == "session" and SAID.closed.search(before):
        message = f"文档日期为 {on}，却写有 {period.end} 的行情“{claim.text}”。"
        yield Verdict((), reading.finding("future-close", "error", claim, message, "核对日期，或改正文档日期", formula=formula))
    elif period.kind != "session" and claim.basis in GROWTHS:
        message = f"{claim.period_text}在文档日期（{on}）时尚未结束，却写有其实际数字“{claim.text}”。"
        yield Verdict(
            (),
            reading.finding("period-not-over", "warning", claim, message, "核对期间；如为预测或截至某日的数字，请写明", formula=formula),
        )
