"""Computed sentences: a template of words with places for figures; the word and the number come from one value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from string import Formatter

from yanbao.core.figure import Figure, Maybe, NotKnown
from yanbao.core.period import Period
from yanbao.core.words import digits, sign
from yanbao.report.blocks import Cite, Missing, Original, Span, Strong, Text, plain
from yanbao.report.language.chinese import CHINESE, Language

Value = Maybe | str | Strong | Missing | Period | date | Text
"""What may stand in a place of a template."""

NUMERAL = re.compile(r"[一二两三四五六七八九十百千万亿]+(?:个|只|周|成|倍|年|月|日|天|季|期|次|名|家|户|元|点|档|级|条|项|位|笔|份|大)")
"""A Chinese numeral right before what it counts: 四周, 九成, 两个. A number in words is a number, and comes from a figure."""
NAMES = re.compile("(?:申万)?[一二三]级行业|最近一期")
"""What looks like a count and is a name: the levels of the SW classification, and 最近一期, the latest."""


class Phrase(str):
    """Words as Chinese says them, which remember how: their ``template`` and the ``values`` in its places.

    ``spans`` are the words cut at the figures. Another language fills its own template with the same values.
    """

    __slots__ = ("spans", "template", "values")
    template: str
    values: Mapping[str, Value]
    spans: Text

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Phrase:
        """Said in Chinese at once, so that it is as good as any other words."""
        spans = filled(template, values, CHINESE)
        made = super().__new__(cls, plain(spans))
        made.template, made.values, made.spans = template, values, spans
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """A copy is the words alone: it goes to print and is said in no other language."""
        return str, (str(self),)


class Said(tuple[Span, ...]):
    """A Chinese text like any other, cut at its figures, which remembers the phrases it was put together from.

    Adding keeps them: write ``said + ("。",)``. Unpacked into a plain tuple it is Chinese and nothing else, and a report in
    another language is told that it has no words for it.
    """

    parts: Text

    def __new__(cls, parts: Text) -> Said:
        """Of phrases and other spans."""
        made = super().__new__(cls, (span for part in parts for span in (part.spans if isinstance(part, Phrase) else (part,))))
        made.parts = parts
        return made

    def __add__(self, other: Text) -> Said:  # type: ignore[override]
        """Followed by another text."""
        return Said(self.parts + parts_of(other))

    def __radd__(self, other: Text) -> Said:
        """Behind another text."""
        return Said(parts_of(other) + self.parts)


def parts_of(text: Text) -> Text:
    """The phrases of a text, or its spans where it has none."""
    return text.parts if isinstance(text, Said) else tuple(text)


class Security(str):
    """The name of a stock, with the code that tells it apart where the name cannot be read."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, name: str, code: str) -> Security:
        """As good as its name."""
        named = super().__new__(cls, name)
        named.code = code
        return named

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """A copy is the name alone."""
        return str, (str(self),)


def say(template: str, **values: Value) -> Said:
    """A sentence with ``{name}`` or ``{name:spec}`` for figures (which become cites), words, days, periods or texts.

    Specs, joined by commas: a number of decimals; ``+`` prints the sign of a rise; ``abs`` the magnitude; ``digits``
    leaves the unit away; ``tenths`` says a share in round words (超六成); ``price``, ``growth`` and ``excess`` put the
    direction word before the magnitude (上涨1.20%). ValueError when the template itself holds a number, in digits or in
    words (四周, 九成): every number must come from a value.
    """
    return Said((phrase(template, **values),))


def phrase(template: str, **values: Value) -> Phrase:
    """The same where plain words are asked for: a heading, a source line, the name of a column."""
    for literal, _, _, _ in Formatter().parse(template):
        if found := typed_number(literal):
            raise ValueError(f"template holds a typed number {found!r}: {literal!r}; pass it as a figure, or as a name")
    return Phrase(template, values)


def joined(texts: Iterable[Text], mark: str) -> Said:
    """Texts one after another with a mark between them."""
    return Said(tuple(part for place, text in enumerate(texts) for part in (*((mark,) if place else ()), *parts_of(text))))


def typed_number(words: str) -> str:
    """The first digit, or numeral in words before what it counts, that some words hold; empty when they hold none."""
    bare = NAMES.sub("", words)
    found = re.search(r"\d", bare) or NUMERAL.search(bare)
    return found[0] if found else ""


def filled(template: str, values: Mapping[str, Value], language: Language) -> Text:
    """The spans of a template of a language with the values in its places."""
    spans: list[Span] = []
    for literal, name, spec, _ in Formatter().parse(template):
        if literal:
            spans.append(literal)
        if name is not None:
            spans.extend(fill(values[name], spec or "", language))
    return tuple(spans)


def fill(value: Value, spec: str, language: Language) -> Text:
    """The spans one place of a template becomes."""
    if isinstance(value, (Figure, NotKnown)):
        return cited(value, spec, language)
    if isinstance(value, Period):
        return (language.period(value),)
    if isinstance(value, date):
        return (value.isoformat(),)
    return laid(value if isinstance(value, tuple) else (value,), language)


def cited(figure: Maybe, spec: str = "", language: Language = CHINESE) -> Text:
    """A figure as it stands in a sentence, with its direction word before it when the spec asks for one."""
    if isinstance(figure, NotKnown):
        return (Cite(figure, language.not_disclosed if figure.undisclosed else language.lacking),)
    asked = {part.strip() for part in spec.split(",") if part.strip()}
    if "tenths" in asked:
        return (Cite(figure, language.tenths(figure)),)
    decimals = next((int(part) for part in asked if part.isdigit()), figure.decimals)
    words = next((language.directions[part] for part in asked if part in language.directions), None)
    number = digits(figure, decimals, "+" in asked, "abs" in asked or words is not None)
    cite = Cite(figure, (language.bare if "digits" in asked else language.amount)(number, figure.unit))
    if words is None:
        return (cite,)
    word = {1: words[0], -1: words[1], 0: words[2]}[sign(replace(figure, decimals=decimals))]
    return (word,) if word in language.alone else (word, cite)


def cell(figure: Maybe, decimals: int | None = None, signed: bool = False) -> Text:
    """A table cell: bare digits, since the unit stands in the head; "—" when not known."""
    return (Cite(figure, digits(figure, decimals, signed)),)


# --- the same words in another language -----------------------------------------------------------------------------


class Unworded(Original):
    """Words that the report's language has none for: they are printed as they were written, and a check tells of them."""

    __slots__ = ()


def laid(text: Text, language: Language) -> Text:
    """A text as a language says it, cut at its figures; what an analyst wrote stays as it is."""
    return text if language is CHINESE else tuple(span for part in parts_of(text) for span in said_in(part, language) if span != "")


def said_in(span: Span, language: Language) -> Text:
    """The spans that one part of a text becomes."""
    match span:
        case Phrase():
            template = language.template(span.template)
            return filled(template, span.values, language) if template is not None else tuple(map(unworded, span.spans))
        case Cite():
            return (recited(span, language),)
        case Strong():
            return (Strong(string_in(span.text, language)),)
        case Missing():
            return (replace(span, mark=language.mark(span.mark)),)
        case _:
            return (string_in(span, language),)


def unworded(span: Span) -> Span:
    """A Chinese span of a sentence that has no template in the report's language."""
    return Unworded(span) if isinstance(span, str) else span


def string_in(words: str, language: Language) -> str:
    """Plain words as a language says them: a phrase, a security with its code, or what the tables hold."""
    if language is CHINESE or isinstance(words, Original) or not foreign(words):
        return words
    if isinstance(words, Phrase):
        spans = laid((words,), language)
        left = next((type(span) for span in spans if isinstance(span, Original)), str)
        return left(plain(spans))
    if isinstance(words, Security):
        named = language.stock(words, words.code)
        return Original(f"{words} {words.code}") if named is None else named
    said = language.string(words)
    return Unworded(words) if said is None else said


def foreign(words: str) -> bool:
    """True when there is Chinese in it, be it punctuation."""
    return any("\u2e80" <= mark <= "\u9fff" or "\uff00" <= mark <= "\uffef" or "\u3000" <= mark <= "\u303f" for mark in words)


def recited(cite: Cite, language: Language) -> Cite:
    """A figure as another language prints it; a number that an analyst wrote stays as it is."""
    figure, symbol = cite.figure, cite.figure.unit.symbol
    if cite.quoted:
        return cite
    if not isinstance(figure, Figure):
        return replace(cite, text=language.mark(cite.text)) if cite.text in (CHINESE.lacking, CHINESE.not_disclosed) else cite
    if symbol and cite.text.endswith(symbol):
        return replace(cite, text=language.amount(cite.text.removesuffix(symbol), figure.unit, brief=True))
    return replace(cite, text=language.bare(cite.text, figure.unit))
