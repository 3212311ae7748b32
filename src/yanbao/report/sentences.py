"""Computed sentences: a template of words with places for figures; the word and the number come from one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from string import Formatter

from yanbao.core.figure import Maybe, NotKnown
from yanbao.core.words import NOT_DISCLOSED, digits, excess_word, growth_word, price_word, printed
from yanbao.report.blocks import Cite, Missing, Span, Strong, Text

Value = Maybe | str | Strong | Missing | Text
"""What may stand in a place of a template."""

NUMERAL = re.compile(r"[一二两三四五六七八九十百千万亿]+(?:个|只|周|成|倍|年|月|日|天|季|期|次|名|家|户|元|点|档|级|条|项|位|笔|份|大)")
"""A Chinese numeral right before what it counts: 四周, 九成, 两个. A number in words is a number, and comes from a figure."""
NAMES = re.compile("(?:申万)?[一二三]级行业|最近一期")
"""What looks like a count and is a name: the levels of the SW classification, and 最近一期, the latest."""
FLAT = "持平"
"""Stands alone: "本周持平", not "本周持平0.00%"."""
WORDS: dict[str, Callable[[Maybe], str]] = {"price": price_word, "growth": growth_word, "excess": excess_word}


def say(template: str, **values: Value) -> Text:
    """Fill ``{name}`` or ``{name:spec}`` with figures (as cites), words or texts.

    Specs, joined by commas: a number of decimals; ``+`` prints the sign of a rise; ``abs`` the magnitude; ``digits``
    leaves the unit away; ``price``, ``growth`` and ``excess`` put the direction word before the magnitude
    (上涨1.20%). ValueError when the template itself holds a number, in digits or in words (四周, 九成): every number must
    come from a value.
    """
    spans: list[Span] = []
    for literal, name, spec, _ in Formatter().parse(template):
        if found := typed_number(literal):
            raise ValueError(f"template holds a typed number {found!r}: {literal!r}; pass it as a figure, or as a name")
        if literal:
            spans.append(literal)
        if name is not None:
            spans.extend(fill(values[name], spec or ""))
    return tuple(spans)


def typed_number(words: str) -> str:
    """The first digit, or numeral in words before what it counts, that some words hold; empty when they hold none."""
    bare = NAMES.sub("", words)
    found = re.search(r"\d", bare) or NUMERAL.search(bare)
    return found[0] if found else ""


def fill(value: Value, spec: str) -> list[Span]:
    """The spans one place of a template becomes."""
    if isinstance(value, (str, Strong, Missing)):
        return [value]
    if isinstance(value, tuple):
        return list(value)
    return list(cited(value, spec))


def cited(figure: Maybe, spec: str = "") -> Text:
    """A figure as it stands in a sentence, with its direction word before it when the spec asks for one."""
    if isinstance(figure, NotKnown):
        return (Cite(figure, NOT_DISCLOSED),)
    asked = {part.strip() for part in spec.split(",") if part.strip()}
    decimals = next((int(part) for part in asked if part.isdigit()), figure.decimals)
    direction = next((WORDS[part] for part in asked if part in WORDS), None)
    show = digits if "digits" in asked else printed
    number = Cite(figure, show(figure, decimals, "+" in asked, "abs" in asked or direction is not None))
    if direction is None:
        return (number,)
    word = direction(replace(figure, decimals=decimals))
    return (word,) if word == FLAT else (word, number)


def cell(figure: Maybe, decimals: int | None = None, signed: bool = False) -> Text:
    """A table cell: bare digits, since the unit stands in the head; "—" when not known."""
    return (Cite(figure, digits(figure, decimals, signed)),)
