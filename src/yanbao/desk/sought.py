"""Which figure of an issue a reader asks for: by its id, by what is printed, or by its name, what it measures and its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from yanbao.core.unit import RANK
from yanbao.report.measured import measure_name

FALL = re.compile(r"(?:下跌|下降|跑输)(?=\d)")
RISE = re.compile(r"(?:上涨|增长|跑赢)(?=\d)")
"""Direction words, behind which a figure is printed without its sign."""
NARROW = str.maketrans("％＋－\u2212（）", "%+--()")
KIND = re.compile(r"[()]|申万|自编|等权|指数|板块|行业")
"""What a name is told with, and what tells nothing about what is measured."""
SHORTEST = 4
"""Characters from which on words are looked for in what is printed."""
NEAR, NEAR_NUMBER, MOST_NEAR = 0.4, 0.8, 5
"""The share of neighbouring characters that a figure must have in common with the words asked to be offered; of its number, where no
word was asked; and how many are."""
LONGEST = 200
"""Characters of what was asked that likeness is told by."""
NUMBER = re.compile(r"([+\-]?)第?([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)([^\d.,]*)")
"""A sign, the digits and the unit behind them."""
RANKED = "第"
"""Before a number: a place in a ranking is asked for."""
MOST_PLACES = 15
"""Decimal places a binary number tells apart."""
PLACES = re.compile(r"\.(\d+)")
CODE = 4
"""Digits from which on a number may also be a code or a year of an id."""
Entry = dict[str, Any]


def sought(held: dict[str, Any], asked: str) -> list[Entry]:
    """The figures that fit what was asked, the nearest first; the points of charts are looked through where none of the text fits.

    By exactly an id; else by words that are printed with their figures; else by parts of an id, names, what is measured (本周涨跌幅)
    and a number, which may be told as printed (0.97%), with its sign (-0.97%), or behind a direction word (下跌0.97%).
    """
    for entries in (held["figures"], held["points"]):
        if exact := [figure for figure in entries if figure["id"] == asked]:
            return exact
        ids = printed_in(held["sentences"], asked)
        if found := [figure for figure in entries if figure["id"] in ids] or named(entries, asked):
            return nearest(found, asked)
    return []


def near(held: dict[str, Any], asked: str) -> list[Entry]:
    """Figures that what was asked comes close to, each once, the nearest first."""
    once = {figure["id"]: figure for figure in held["figures"]}
    rated = [(likeness(figure, asked), figure) for figure in once.values()]
    close = [(rate, figure) for rate, figure in rated if rate[0] >= NEAR or (rate[0] < 0 and rate[1] >= NEAR_NUMBER)]
    return [figure for _, figure in sorted(close, key=lambda one: one[0], reverse=True)][:MOST_NEAR]


def nearest(figures: Sequence[Entry], asked: str) -> list[Entry]:
    """The figures by how much they have in common with what was asked; those alike as they come."""
    return sorted(figures, key=lambda figure: likeness(figure, asked), reverse=True)


def likeness(figure: Entry, asked: str) -> tuple[float, float]:
    """How near a figure comes to what was asked: by its words, -1 where none were asked, and by its number.

    The first is the share of their neighbouring characters that the figure's name, measure, period and id hold.
    """
    words = squeezed(asked[:LONGEST])
    bare = NUMBER.sub(lambda found: found[3], words).strip("%+-")
    pairs = [bare[place : place + 2] for place in range(len(bare) - 1)]
    told = squeezed(f"{figure['subject_name']}{label(figure)}{figure['trace']['period']}{figure['id']}{figure['unit']}")
    share = sum(pair in told for pair in pairs) / len(pairs) if pairs else -1.0
    own = [found[2] for found in map(NUMBER.match, numbers(figure)) if found]
    return share, max((closeness(found[2], number) for found in NUMBER.finditer(words) for number in own), default=0.0)


def closeness(asked: str, own: str) -> float:
    """How near two whole numbers are, 1 when they are one: by their values, or by the digits that must be changed."""
    one, other = (text.replace(",", "") for text in (asked, own))
    first, second = float(one), float(other)
    by_value = 1 - abs(first - second) / max(first, second) if first != second else 1.0
    return max(by_value, 1 - edits(one, other) / max(len(one), len(other)))


def edits(one: str, other: str) -> int:
    """Levenshtein's distance: characters to change, put in or take out."""
    row = list(range(len(other) + 1))
    for place, character in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, wanted in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (character != wanted))
    return row[-1]


def told(figure: Entry) -> str:
    """A candidate as it is offered: its id, with its name, what it measures and its number."""
    return f"{figure['id']}（{figure['subject_name']} {label(figure)} {figure['trace']['shown']}）"


# --- by what is printed ---------------------------------------------------------------------------------------------


def printed_in(sentences: Sequence[Entry], asked: str) -> set[str]:
    """Ids of the figures that stand inside the words asked, wherever these are printed; none when no figure stands in them."""
    words = squeezed(asked)
    pattern, found = whole(words), set()
    for sentence in sentences if len(words) >= SHORTEST else ():
        text = squeezed(sentence["text"])
        held = pattern.search(text)
        start, place = held.start() if held else -1, 0
        for name, shown in sentence["figures"] if held else ():
            digits = squeezed(shown)
            at = text.find(digits, place)
            place = max(place, at + len(digits))
            if start <= at and at + len(digits) <= start + len(words):
                found.add(name)
    return found


def whole(words: str) -> re.Pattern[str]:
    """What finds words in a text where they do not cut a number of it in two: 2月 is not in 12月, nor 12.5 in 112.5."""
    before = r"(?<!\d)(?<!\d[.,])" if words[:1].isdecimal() else ""
    behind = r"(?!\d|[.,]\d)" if words[-1:].isdecimal() else ""
    return re.compile(before + re.escape(words) + behind)


def squeezed(words: str) -> str:
    """Words in narrow marks without spaces."""
    return "".join(words.translate(NARROW).split())


# --- by name, measure and number ------------------------------------------------------------------------------------


def named(figures: Sequence[Entry], asked: str) -> list[Entry]:
    """Figures that every word asked fits; of these, where the words tell what is measured, those that measure just that."""
    words = signed(asked).split()
    fitting = [figure for figure in figures if words and fits(figure, words)]
    measured = [(figure, measure_asked(figure, words)) for figure in fitting]
    for same in (lambda one, asked: asked == one, lambda one, asked: asked in one):
        if just := [figure for figure, asked in measured if asked and same(label(figure), asked)]:
            return just
    return fitting


def signed(asked: str) -> str:
    """What was asked, with a sign instead of a direction word: 通信本周下跌0.97% is 通信本周 -0.97%."""
    return FALL.sub(" -", RISE.sub(" +", asked.translate(NARROW)))


def fits(figure: Entry, words: Sequence[str]) -> bool:
    """Whether each word is the figure's number, a part of its id, name or measure, or holds its whole name.

    Besides the name a word must tell what is measured, unless the number is asked for too: 上证指数本周 is not its 52 weeks.
    """
    others = [word for word in words if not is_number(figure, word)]
    return all(word[0] not in "+-" and is_part(figure, word, numbered=len(others) < len(words)) for word in others)


def is_number(figure: Entry, word: str) -> bool:
    """Whether a word is the figure's number: as printed or in full, with its unit or without, or its value to more places."""
    asked = NUMBER.fullmatch(word)
    if not asked or (word.startswith(RANKED) and figure["unit"] != RANK.symbol):
        return False
    sign, digits, unit = asked.groups()
    if sign and sign != sign_of(figure):
        return False
    own = [held for held in map(NUMBER.match, numbers(figure)) if held and held[3].startswith(unit)]
    if any(amount(digits) == amount(held[2]) for held in own):
        return True
    value, places = figure.get("value"), places_of(digits)
    finer = places <= MOST_PLACES and all(places > places_of(held[2]) for held in own)
    return bool(own) and finer and value is not None and f"{abs(float(value)):.{places}f}" == digits.replace(",", "")


def amount(digits: str) -> Decimal:
    """The value of digits: 1,234.50 is 1234.5."""
    return Decimal(digits.replace(",", ""))


def places_of(number: str) -> int:
    """Decimal places of a number with its unit."""
    found = PLACES.search(number)
    return len(found[1]) if found else 0


def is_part(figure: Entry, word: str, numbered: bool) -> bool:
    """Whether a word stands in what names a figure, or holds its name and, unless ``numbered``, nothing but what it measures.

    A word that is a number is sought in names never, and in the id where it is long enough to be a code or a year: 12 is no 12月.
    """
    if NUMBER.fullmatch(word) and word.isdecimal():
        return len(word) >= CODE and whole(word).search(figure["id"]) is not None
    name, measured, pattern = name_of(figure), label(figure), whole(word)
    if any(pattern.search(text) for text in (figure["id"], name, measured)):
        return True
    return name != "" and name in word and (numbered or KIND.sub("", word.replace(name, "")) in measured)


def name_of(figure: Entry) -> str:
    """A figure's name in narrow marks."""
    return str(figure["subject_name"]).translate(NARROW)


def measure_asked(figure: Entry, words: Sequence[str]) -> str:
    """What the words say is measured: what is left of them without the figure's name and its numbers."""
    return KIND.sub("", "".join(word for word in words if not is_number(figure, word)).replace(name_of(figure), ""))


def label(figure: Entry) -> str:
    """What a figure measures, as the workbook calls it: 本周涨跌幅; the measure is how its id begins."""
    return measure_name(str(figure["id"]).partition(":")[0])


def numbers(figure: Entry) -> set[str]:
    """The figure's number without its sign, as printed and in full."""
    unit = str(figure["unit"])
    return {text.removesuffix(unit).lstrip("+-\u2212") + unit for text in (str(figure["trace"]["shown"]), str(figure["printed"]))}


def sign_of(figure: Entry) -> str:
    """The figure's sign."""
    return "-" if str(figure["trace"]["shown"]).startswith("-") else "+"
