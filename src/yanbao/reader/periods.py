"""Periods in a text: every way to name a day, month, quarter, fiscal or calendar year, found by the forms of ``periods.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from yanbao.core.period import Period
from yanbao.reader.clock import Clock, parts_of_a_year, years_back
from yanbao.reader.rules import any_of, table

YEAR = (
    r"(?:(?P<y>(?:19|20)\d{2}|(?<!\d)\d{2}(?=年(?:\d|[一二三四上下全前Q第]))) ?年?度?(?P<fiscal> ?财年)? ?"
    r"|(?P<yw>[一二][九零〇○][零〇○一二三四五六七八九]{2})年"
    r"|(?P<rel>{back}) ?)"
)
TO = r" ?(?:[-—–~～至到]|月至|月到) ?"
COMPARING = ("较", "比", "相比", "相较", "相较于", "对比", "由", "从", "与", "高于", "低于", "超过", "相对")
"""Words before a period that make it the other side of a comparison."""
WORDED = ("二〇", "二零", "一九", "十月", "十一", "十二", *(f"{numeral}月" for numeral in "一二三四五六七八九"))
"""How years and months in numerals begin: 二〇二六年, 十二月."""
QUARTERLY = ("第一", "第二", "第三", "第四", "一季", "二季", "三季", "四季")
AFTER_DIGITS = "年月季QqHhEAF财一二三四上下全前"
BETWEEN_DIGITS = "/、~～—–至到-"


EACH = re.compile(r"(\d+)(?: ?年)?")
"""One year of several that are named side by side."""
WINDOW_WORD = re.compile("(?:近|过去|最近) ?")
"""What stands before the first of several windows that are named side by side."""


class Named(NamedTuple):
    """A period as named between two offsets of the text; ``period`` is None for one that only other words could settle.

    ``word`` is the time word, if it is named by one. ``compared`` is true of what something is compared with (较2024年末,
    由上年的), which is no period of the figure behind it.
    """

    start: int
    end: int
    text: str
    period: Period | None
    word: str = ""
    compared: bool = False

    @property
    def same(self) -> bool:
        """Whether it is 上年同期, the other side of a comparison."""
        return self.word.endswith(("年同期", "年同月"))

    @property
    def window(self) -> bool:
        """Whether it is a span up to the day spoken of (近一年, 年初以来), which holds for its clause alone."""
        return self.period is not None and self.period.kind == "span" and self.word != "" and self.period.label == self.word


@dataclass(frozen=True)
class Forms:
    """``periods.toml``: ``digits`` and ``firsts`` find where a period may begin, ``whole`` matches one; ``words`` say what they mean.

    Each form of ``whole`` is a group; ``parts`` holds, by its name, the numbers and plain names of the groups inside it and of the year
    before it. Neither a number's middle nor a name that only begins like a time word is a beginning.
    """

    digits: re.Pattern[str]
    firsts: re.Pattern[str]
    whole: re.Pattern[str]
    parts: dict[str, list[tuple[int, str]]]
    words: dict[str, str]

    def held(self, match: re.Match[str]) -> dict[str, str]:
        """The groups of the form that matched, by their plain names."""
        return {name: text for number, name in self.parts[match.lastgroup or ""] if (text := match[number])}


@cache
def forms() -> Forms:
    """The table, read once. Trying the whole pattern costs a microsecond at each character, so two quick ones look first."""
    data = table("periods")
    words = {word: row["means"] for row in data["word"] for word in row["words"]}
    firsts = any_of({word[:2] for word in (*words, *parts_of_a_year(), *QUARTERLY, *WORDED, "过去", "最近", "FY")})
    others = r"一[-—–~～至到] ?第?[二三四]季|近[一二三四五六七八九十两半\d]|前[2-9二两三四五六七八九1]|Q[1-4]|第[1-4]"
    written = [
        *(
            form["at"].replace("{to}", TO).replace("{span}", data["span"]).replace("{part}", any_of(parts_of_a_year()))
            for form in data["form"]
        ),
        rf"(?P<word>{any_of(words)})(?P<end>末|底)?",
    ]
    whole = re.compile(rf"(?!{any_of(data['names'])})(?:{alternation(written)})")
    to_digits = rf"[{BETWEEN_DIGITS}](?= ?\d{{1,4}} ?[年月季/.、-])"
    first = r"\d(?<!\d\d)(?<!\d\.\d)"
    digits = re.compile(rf"{first}(?:\d{{0,3}}+ ?(?:[{AFTER_DIGITS}]|{to_digits})|\d{{3}}\.(?=\d{{1,2}}\.))")
    return Forms(digits, re.compile(f"{firsts}|{others}"), whole, parts_of(whole), words)


def each_year(flat: str, start: int, end: int, clock: Clock) -> Iterator[Named]:
    """Every year of 2025/2026/2027年 as a period of its own."""
    for year in EACH.finditer(flat, start, end):
        yield Named(year.start(), year.end(), flat[year.start() : year.end()], clock.resolve({"y": year[1]}, ""))


@cache
def window() -> re.Pattern[str]:
    """One window of several, by the ``span`` of ``periods.toml``."""
    return re.compile(rf"\d+ ?{table('periods')['span']}")


def each_window(flat: str, start: int, end: int, clock: Clock) -> Iterator[Named]:
    """Every window of 过去5日、10日和20日 as a period of its own, all of them up to one day."""
    back = WINDOW_WORD.match(flat, start, end)
    for one in window().finditer(flat, start, end):
        word = f"{back[0] if back else ''}{one[0]}"
        begin = start if one.start() == (back.end() if back else start) else one.start()
        yield Named(begin, one.end(), flat[begin : one.end()], clock.resolve({"window": word}, "window"), word)


def alternation(written: list[str]) -> str:
    """All forms as one pattern: those that may stand behind a year are tried behind it, so that it is read once, and then alone."""
    alone = [form.removeprefix("{year}?") for form in written]
    dated = [form.removeprefix("{year}").removeprefix("?") for form in written if form.startswith("{year}")]
    first = next(place for place, form in enumerate(written) if form.startswith("{year}"))
    year = numbered(YEAR.replace("{back}", any_of(years_back())), "year")
    behind = f"{year}(?:{'|'.join(grouped(form, f'dated{place}') for place, form in enumerate(dated))})"
    tried = [grouped(form, str(place)) for place, form in enumerate(alone) if "{year}" not in form]
    return "|".join([*tried[:first], behind, *tried[first:]])


def grouped(form: str, name: str) -> str:
    """A form as one group, whose name its own groups bear, so that forms can stand in one alternation."""
    return f"(?P<form_{name}>{numbered(form, name)})"


def numbered(pattern: str, name: str) -> str:
    """A pattern whose groups bear a name or a number behind their own."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{name}>", pattern)


def parts_of(whole: re.Pattern[str]) -> dict[str, list[tuple[int, str]]]:
    """The numbers and plain names of the groups in each form, with those of the year before it."""
    held: dict[str, list[tuple[int, str]]] = {}
    for told, number in whole.groupindex.items():
        name, _, form = told.partition("_")
        if name != "form":
            held.setdefault(f"form_{form}", []).append((number, name))
    year = held.pop("form_year")
    return {form: [*year, *inside] if form.startswith("form_dated") else inside for form, inside in held.items()}


def named_periods(flat: str, on: date | None) -> list[Named]:
    """The periods a text names, in order, each resolved against those before it and the document's date."""
    found: list[Named] = []
    known, clock, last = forms(), Clock(on), 0
    starts = [start.start() for start in known.digits.finditer(flat)] + [start.start() for start in known.firsts.finditer(flat)]
    for start in sorted(starts):
        if start < last or not (match := known.whole.match(flat, start)):
            continue
        last = match.end()
        compared = flat.endswith(COMPARING, 0, start)
        if compared and flat.startswith("同期", last):
            last += 2
        held = known.held(match)
        if "each" in held:
            found.extend(each_year(flat, start, last, clock))
            continue
        if "windows" in held:
            found.extend(each_window(flat, start, last, clock))
            continue
        word = held.get("word", held.get("window", ""))
        period = clock.resolve(held, known.words.get(word, "window" if word else ""))
        found.append(Named(start, last, flat[start:last], period, word, compared))
    return found
