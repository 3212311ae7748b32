"""English: wording by the Chinese template, thousands and millions for 万 and 亿, and a printed number rounded only once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from yanbao.core.figure import Figure
from yanbao.core.interval import rounded
from yanbao.core.period import Period
from yanbao.core.printed_number import DIGITS
from yanbao.core.unit import MAGNITUDES, Unit
from yanbao.report.language.chinese import Language
from yanbao.report.language.tables import Tables, read_tables

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
LARGE = (("trillion", "tn", 12), ("billion", "bn", 9), ("million", "mn", 6), ("", "", 0))
"""Words for powers of ten, in prose and in brief. Below a million a number is written out."""
HEADS: Mapping[str, tuple[str, int]] = {
    "": ("", 0), "千": ("thousand", 0), "万": ("mn", 2), "百万": ("mn", 0), "千万": ("bn", 2),
    "亿": ("bn", 1), "千亿": ("tn", 1), "万亿": ("tn", 0), "兆": ("tn", 0),
}  # fmt: skip
"""For each magnitude the larger English one of heads and axes, and by how many places the point moves."""
PREFIX = re.compile(r"(?:[一二三四五六七八九十]+、|\d+\.\d+ )")
CHAPTERS = "一二三四五六七八九十"
FISCAL = re.compile(r"(\d{4})财年(Q\d)")
QUARTER = re.compile(r"(\d{4})年(?:第?([一二三四1-4])季度|Q([1-4]))")
NEXT_SENTENCE = re.compile(r"(?<=[.!?] )[“(]?[a-z]")
SENTENCE_START = re.compile(rf"^\s*[“(]?[a-z]|{NEXT_SENTENCE.pattern}")
STATED = re.compile(rf"(?P<sign>[+-]?)(?:US\$|RMB )?(?P<digits>{DIGITS})(?: ?(?P<word>trillion|billion|million|tn|bn|mn))?")
ROUND = re.compile(r"(?:over|under|a full) \d+%")
SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, eq=False)
class English(Language):
    """The tables of wording, and how English writes numbers, units and periods."""

    tables: Tables

    code, tag, name = "en", "en", "English"
    indented = False
    lacking, not_disclosed = "— (data not available)", "— (not disclosed)"
    no_data = "No data to show in this issue"
    directions = {
        "price": ("rose ", "fell ", "was flat"),
        "growth": ("rose ", "fell ", "was flat"),
        "excess": ("outperformed by ", "underperformed by ", "matched"),
        "up": ("up ", "down ", "flat"),
    }
    alone = frozenset({"was flat", "matched", "flat"})

    @classmethod
    def speaking(cls, names: str = "") -> English:
        """With the tables of the package, and the house's own names before them."""
        return cls(read_tables("en", names))

    def template(self, chinese: str) -> str | None:
        """From the tables of wording."""
        return self.tables.templates.get(chinese)

    def string(self, chinese: str) -> str | None:
        """Words, a name, or a name in a pattern; the number of a heading stays before its words."""
        words = (self.tables.names.get(chinese), self.template(chinese), self.tables.name(chinese))
        if (found := next((said for said in words if said is not None), None)) is not None:
            return found
        if number := PREFIX.match(chinese):
            rest = self.string(chinese[number.end() :])
            return None if rest is None else f"{_numbered(number[0])}{self.polished(rest)}"
        return None

    def stock(self, name: str, code: str) -> str | None:
        """From the names; a house may give its own by code or by name."""
        return self.tables.names.get(code) or self.tables.name(name)

    def period(self, period: Period) -> str:
        """March 2026, end-March 2026, January–March 2026, fiscal Q1 2027, 2026-05-22."""
        month = MONTHS[period.end.month - 1]
        match period.kind:
            case "month":
                return f"{month} {period.end.year}"
            case "month_end":
                return f"end-{month} {period.end.year}"
            case "cumulative":
                return str(period.end.year) if period.end.month == 12 else f"{_since_january(month)} {period.end.year}"
            case "span":
                return f"{period.start} to {period.end}"
        return _labelled(period.label)

    def amount(self, number: str, unit: Unit, brief: bool = False) -> str:
        """US$615 million for 6.15亿美元: the printed digits with their point moved, so no digit is gained or lost."""
        exact = Decimal(number) * Decimal(int(unit.scale))
        quantum = Decimal(number).as_tuple().exponent
        finest = (quantum if isinstance(quantum, int) else 0) + _power(unit.magnitude)
        word, short, power = _large(exact, finest)
        shown = f"{abs(exact).scaleb(-power):,.{max(power - finest, 0)}f}"
        tail = short if brief else f" {word}" if word else ""
        sign = number[0] if number[0] in "+-" else ""
        return sign + self.tables.unit(unit.base, brief).format(shown + tail)

    def bare(self, number: str, unit: Unit) -> str:
        """The digits in the larger unit of the head."""
        if not (places := self.shift(unit)):
            return number
        moved = Decimal(number).scaleb(-places)
        return f"{moved:+f}" if number.startswith("+") else f"{moved:f}"

    def read(self, text: str, unit: Unit) -> Decimal | None:
        """The number with its large word, or bare digits in the unit of heads; None for a share in round words."""
        found = STATED.search(text)
        if found is None or ROUND.fullmatch(text):
            return None
        number = Decimal(found["sign"] + found["digits"].replace(",", ""))
        if found["word"]:
            return number.scaleb(next(power for word, short, power in LARGE if found["word"] in (word, short)))
        bare = text == found[0] and "," not in text
        return number.scaleb(self.shift(unit) + _power(unit.magnitude)) if bare else number

    def head(self, unit: Unit) -> Unit:
        """US$ bn for 亿美元."""
        word = HEADS[unit.magnitude][0]
        base = self.tables.head(unit.base)
        return Unit("", f"{base} {word}".strip() if base.endswith("$") or base == "RMB" else f"{word} {base}".strip())

    def shift(self, unit: Unit) -> int:
        """One place for 亿, which becomes billions; two for 万."""
        return HEADS[unit.magnitude][1]

    def tenths(self, share: Figure) -> str:
        """Over 60%, a full 60% or under 10%, of the share as printed."""
        printed = rounded(share.value, share.decimals)
        tens = int(printed // 10) * 10
        return "under 10%" if tens == 0 else f"a full {tens}%" if printed == tens else f"over {tens}%"

    def polished(self, words: str, opens: bool = True) -> str:
        """One space between words, and a capital where a sentence begins."""
        tidy = SPACES.sub(" ", words)
        return (SENTENCE_START if opens else NEXT_SENTENCE).sub(lambda found: found[0].upper(), tidy)


def _since_january(month: str) -> str:
    return "January" if month == "January" else f"January–{month}"


def _labelled(label: str) -> str:
    """Fiscal quarters, quarters and years as English names them; days stay."""
    if found := FISCAL.search(label):
        return f"{found[2]} FY{found[1]}"
    if found := QUARTER.search(label):
        number = found[2] or found[3]
        return f"Q{'一二三四'.index(number) + 1 if number in '一二三四' else number} {found[1]}"
    return label.removesuffix("年")


def _numbered(number: str) -> str:
    """The chapter mark 一、 as 1. and the number of a part as it is."""
    return number if number[0].isdigit() else f"{CHAPTERS.index(number[0]) + 1}. "


def _power(magnitude: str) -> int:
    return len(str(int(MAGNITUDES[magnitude]))) - 1


def _large(exact: Decimal, finest: int) -> tuple[str, str, int]:
    """The largest word the number reaches, or a larger one where the smaller would show places that were rounded away."""
    reached = next((place for place, (_, _, power) in enumerate(LARGE) if abs(exact) >= 10**power), len(LARGE) - 1)
    return next((LARGE[place] for place in range(reached, -1, -1) if LARGE[place][2] >= finest), LARGE[0])
