"""Comparison words: 高于, 低于, 领涨, 居首 or 最低 beside figures agree with the values they compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from yanbao.core.figure import Figure
from yanbao.core.finding import Finding
from yanbao.report.blocks import Cite, Report, Text, plain
from yanbao.report.checks._places import lines

RULE = "“高于”“低于”“领涨”“居首”“最低”等比较词须与所比的数值相符"

SENTENCE = re.compile(r"[。；;！？!?\n]")
BETWEEN = re.compile(r"(?<!不)(?P<more>高于|高过|大于|多于|超过|超出|好于|快于)|(?<!不)(?P<less>低于|小于|少于|不及|慢于|弱于)")
JOINED = re.compile(r"[，,、]?(?:均|都|仍|明显|显著|大幅|小幅|略|并|且|也|亦|则|已|，)*")
"""What may stand between a figure and the word that compares it; anything else begins another thought."""
REACH = re.compile(r"[^，。；、：:]{0,24}")
"""What may stand between the word and the figure it is compared with."""
LEADS = re.compile(r"(?P<up>领涨)|(?P<down>领跌)")
FIRST = re.compile(r"(?:居[^，。；、]{0,12}?首|列[^，。；、]{0,8}?首位|最[高大多快])(?!的)")
LAST = re.compile(r"(?:居[^，。；、]{0,12}?末|垫底|最[低小少慢])(?!的)")
"""Superlatives of the figure beside them; 居末的元道通信 names who was last in something else."""
GAP = re.compile(r"[^，。；、]{0,4}")
CHOSEN = ("setting", "ratings")
"""Thresholds are stated, not compared: 得分不低于0.00且低于0.50."""


@dataclass(frozen=True)
class Spot:
    """A known figure at its characters in a sentence."""

    start: int
    end: int
    cite: Cite
    figure: Figure

    def like(self, other: Spot) -> bool:
        """True for figures that can be compared: of one kind of unit."""
        return self.figure.unit.base == other.figure.unit.base

    def peer(self, other: Spot) -> bool:
        """True for figures of which one can be the highest: one measure over one period."""
        mine, its = self.figure, other.figure
        return self.like(other) and (mine.measure, mine.period) == (its.measure, its.period)

    @cached_property
    def value(self) -> float:
        """The value in base units."""
        return self.figure.value * self.figure.unit.scale


@dataclass(frozen=True)
class Sentence:
    """A sentence of a line with the figures in it."""

    words: str
    spots: tuple[Spot, ...]

    def before(self, place: int, gap: re.Pattern[str]) -> Spot | None:
        """The last figure that ends before a place, with nothing but the gap between."""
        held = [spot for spot in self.spots if spot.end <= place]
        return held[-1] if held and gap.fullmatch(self.words, held[-1].end, place) else None

    def after(self, place: int, gap: re.Pattern[str]) -> Spot | None:
        """The first figure behind a place, with nothing but the gap between."""
        held = [spot for spot in self.spots if spot.start >= place]
        return held[0] if held and gap.fullmatch(self.words, place, held[0].start) else None


def comparison_words(report: Report) -> Iterator[Finding]:
    """A comparison between two figures of a sentence is true of them, and the highest is not below its peers."""
    for line in lines(report):
        for sentence in sentences(line.text):
            for check in (compared, led, topped):
                for spot, trouble in check(sentence):
                    message = f"{trouble}：{sentence.words}"
                    remedy = "让比较词随数值选定（words.choose），或改写这句话"
                    yield Finding("comparison-word", "error", line.place, message, remedy, spot.figure.id)


def sentences(text: Text) -> Iterator[Sentence]:
    """The sentences of a text that hold a known figure."""
    said, spots, place = plain(text), [], 0
    for span in text:
        start, place = place, place + len(plain((span,)))
        if isinstance(span, Cite) and isinstance(span.figure, Figure):
            spots.append(Spot(start, place, span, span.figure))
    start = 0
    for end in (*(found.end() for found in SENTENCE.finditer(said)), len(said)):
        held = tuple(Spot(s.start - start, s.end - start, s.cite, s.figure) for s in spots if start <= s.start < end)
        if held:
            yield Sentence(said[start:end], held)
        start = end


def compared(sentence: Sentence) -> Iterator[tuple[Spot, str]]:
    """33.9%，高于38.0%: what stands right before the word against what stands behind it.

    In a chain (75%，低于78%，高于74%) the first is what all are compared with. In an analyst's sentence any figure before the
    word may be meant (752亿美元，上年同期391亿美元，亦高于728亿美元), so only a comparison that is true of none is wrong.
    """
    compared_with: dict[int, Spot] = {}
    for word in BETWEEN.finditer(sentence.words):
        left, right = sentence.before(word.start(), JOINED), sentence.after(word.end(), REACH)
        if left is None or right is None:
            continue
        left = compared_with.get(left.start, left)
        compared_with[right.start] = left
        meant = [spot for spot in sentence.spots if spot.end <= left.end] if left.cite.quoted else [left]
        known = [spot for spot in meant if spot.like(right) and not {spot.figure.measure, right.figure.measure} & set(CHOSEN)]
        if known and not any(spot.value > right.value if word["more"] else spot.value < right.value for spot in known):
            yield left, f"“{left.cite.text}{word[0]}{right.cite.text}”与数值不符"


def led(sentence: Sentence) -> Iterator[tuple[Spot, str]]:
    """领涨5.00%: who leads a rise has risen, who leads a fall has fallen."""
    for word in LEADS.finditer(sentence.words):
        spot = sentence.after(word.end(), GAP) or sentence.before(word.start(), GAP)
        if spot and (spot.value < 0 if word["up"] else spot.value > 0):
            yield spot, f"“{word[0]}”与 {spot.cite.text} 不符"


def topped(sentence: Sentence) -> Iterator[tuple[Spot, str]]:
    """6.56%居首, 最低（15.30倍）: no figure of the same measure and period in the sentence is above, or below."""
    sides: tuple[tuple[re.Pattern[str], Callable[[float, float], bool]], ...] = (
        (FIRST, lambda mine, its: its > mine),
        (LAST, lambda mine, its: its < mine),
    )
    for pattern, beaten in sides:
        for word in pattern.finditer(sentence.words):
            spot = sentence.before(word.start(), JOINED) or sentence.after(word.end(), GAP)
            other = next((other for other in sentence.spots if spot and other.peer(spot) and beaten(spot.value, other.value)), None)
            if spot and other:
                yield spot, f"“{word[0]}”与数值不符，{other.cite.text} {'更高' if pattern is FIRST else '更低'}"
