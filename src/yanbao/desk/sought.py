"""Which figure of an issue a reader asks for: by its id, by what is printed, or by its name, what it measures and its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from yanbao.report.measured import measure_name

FALL = re.compile(r"(?:下跌|下降|跑输)(?=\d)")
RISE = re.compile(r"(?:上涨|增长|跑赢)(?=\d)")
"""Direction words, behind which a figure is printed without its sign."""
NARROW = str.maketrans("％＋－\u2212（）", "%+--()")
KIND = re.compile(r"[()]|申万|自编|等权|指数|板块|行业")
"""What a name is told with, and what tells nothing about what is measured."""
SHORTEST = 4
"""Characters from which on words are looked for in what is printed."""
NEAR, MOST_NEAR = 0.4, 5
"""The share of neighbouring characters that a figure must have in common with what was asked to be offered, and how many are."""
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
    close = [figure for figure in once.values() if likeness(figure, asked) >= NEAR]
    return nearest(close, asked)[:MOST_NEAR]


def nearest(figures: Sequence[Entry], asked: str) -> list[Entry]:
    """The figures by how much they have in common with what was asked; those alike as they come."""
    return sorted(figures, key=lambda figure: -likeness(figure, asked))


def likeness(figure: Entry, asked: str) -> float:
    """The share of the neighbouring characters of what was asked that a figure's name, measure, period and number hold."""
    words = squeezed(asked)
    pairs = [words[place : place + 2] for place in range(len(words) - 1)]
    told = squeezed(f"{figure['subject_name']}{label(figure)}{figure['trace']['period']}{figure['trace']['shown']}{figure['id']}")
    return sum(pair in told for pair in pairs) / len(pairs) if pairs else 0.0


def told(figure: Entry) -> str:
    """A candidate as it is offered: its id, with its name and number."""
    return f"{figure['id']}（{figure['subject_name']} {figure['trace']['shown']}）"


# --- by what is printed ---------------------------------------------------------------------------------------------


def printed_in(sentences: Sequence[Entry], asked: str) -> set[str]:
    """Ids of the figures that stand inside the words asked, wherever these are printed; none when no figure stands in them."""
    words = squeezed(asked)
    found: set[str] = set()
    for sentence in sentences if len(words) >= SHORTEST else ():
        text = squeezed(sentence["text"])
        start, place = text.find(words), 0
        for name, shown in sentence["figures"] if start >= 0 else ():
            digits = squeezed(shown)
            at = text.find(digits, place)
            place = max(place, at + len(digits))
            if start <= at and at + len(digits) <= start + len(words):
                found.add(name)
    return found


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
    """Whether each word begins one of the figure's numbers, is a part of its id, name or measure, or holds its whole name.

    Besides the name a word must tell what is measured, unless the number is asked for too: 上证指数本周 is not its 52 weeks.
    """
    others = [word for word in words if not is_number(figure, word)]
    return all(word[0] not in "+-" and is_part(figure, word, numbered=len(others) < len(words)) for word in others)


def is_number(figure: Entry, word: str) -> bool:
    """Whether a word begins one of the figure's numbers."""
    return any(number.startswith(word) for number in numbers(figure))


def is_part(figure: Entry, word: str, numbered: bool) -> bool:
    """Whether a word stands in what names a figure, or holds its name and, unless ``numbered``, nothing but what it measures."""
    name, measured = name_of(figure), label(figure)
    if word in figure["id"] or word in name or word in measured:
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
    """The figure's number as it may be asked for: as printed and in full, bare and with its sign."""
    full, unit = str(figure["trace"]["shown"]), str(figure["unit"])
    sign = "-" if full.startswith("-") else "+"
    bare = {text.removesuffix(unit).lstrip("+-\u2212") + unit for text in (full, str(figure["printed"]))}
    return bare | {sign + text for text in bare}
