"""Products that hold by definition, their factors in one sentence: money raised is price × shares, a target price PE × EPS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import Of, at, bounded, ratio, rounded, scaled, times
from yanbao.review.patterns import Patterns, in_terms_of, table
from yanbao.review.reading import Reading
from yanbao.review.skeleton import Skeleton, periods

SAID = Patterns("equations")

PLACE = "〇"
"""What stands for a figure between the words before and behind it."""
HOME, FOREIGN = "人民币", "外币"
MOST = 30
"""The most figures of a sentence that is looked at."""


@dataclass(frozen=True)
class Rule:
    """An equation: patterns of its result and its terms, the first ``factors`` of which multiply and the rest divide.

    ``sure``: a misfit is an error; otherwise a warning, of a ``loose`` one only where it looks like a misprint. ``converts``:
    from the first term's currency to the result's. ``room``: percent by which what the terms leave out (freight, tax) may make
    it another. ``unless``: the words of a sentence that say more belongs to it.
    """

    made: re.Pattern[str]
    terms: tuple[re.Pattern[str], ...]
    factors: int
    units: tuple[str, ...]
    factor: float
    sure: bool
    loose: bool
    converts: bool
    room: float
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class Equation:
    """A result and the terms that make it."""

    rule: Rule
    made: Claim
    terms: tuple[Claim, ...]

    def follows(self, of: Of) -> Interval | None:
        """What the terms make, in the base unit of the result."""
        rooms = [of(term) for term in self.terms]
        made: Interval | None = scaled(reduce(times, rooms[: self.rule.factors]), self.rule.factor)
        for room in rooms[self.rule.factors :]:
            made = ratio(made, room) if made else None
        return made

    def may_leave_out(self, made: Interval) -> bool:
        """Whether the result differs from what its terms make by no more than they may leave out."""
        return abs(at(rounded(self.made)) - at(made)) <= abs(at(made)) * self.rule.room / 100

    def readings(self, of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        """(stated, what follows)."""
        yield of(self.made), self.follows(of)

    def told(self) -> str:
        """The terms as a formula."""
        by, into = self.terms[: self.rule.factors], self.terms[self.rule.factors :]
        factor = "" if self.rule.factor == 1 else f" × {self.rule.factor:g}"
        return " × ".join(term.text for term in by) + "".join(f" ÷ {term.text}" for term in into) + factor


@cache
def rules() -> tuple[Rule, ...]:
    """The table, read once."""
    held = []
    for row in table("equations")["equation"]:
        made, *terms = (in_terms_of(SAID, pattern) for pattern in (row["made"], *row["times"], *row.get("over", ())))
        factor, sure, loose, converts = row.get("factor", 1.0), *(row.get(key, False) for key in ("sure", "loose", "converts"))
        unless = re.compile(row["unless"]) if "unless" in row else None
        held.append(
            Rule(
                made,
                tuple(terms),
                len(row["times"]),
                tuple(row.get("units", ())),
                factor,
                sure,
                loose,
                converts,
                row.get("room", 0.0),
                unless,
            )
        )
    return tuple(held)


def equations(reading: Reading) -> Iterator[Equation]:
    """Every equation whose result and terms each stand once in a sentence, no semicolon between them."""
    for sentence in (held for held in periods(reading) if 2 < len(held.claims) <= MOST):
        around = [
            f"{'' if SAID.not_own.search(last_clause(lead)) else last_clause(lead)}{PLACE}{behind[:12]}"
            for lead, behind in zip(sentence.leads(), sentence.leads()[1:], strict=False)
        ]
        for rule in (one for one in rules() if not (one.unless and one.unless.search(sentence.text))):
            found = [called(sentence, around, pattern) for pattern in (rule.made, *rule.terms)]
            if all(len(places) == 1 for places in found):
                made, *terms = (places[0] for places in found)
                if len({made, *terms}) == len(found) and together(sentence, [made, *terms]):
                    equation = Equation(rule, sentence.claims[made], tuple(sentence.claims[place] for place in terms))
                    if alike(equation):
                        yield equation


def called(sentence: Skeleton, around: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """The figures that a pattern calls by the words before and behind them."""
    return [place for place, words in enumerate(around) if pattern.search(words) and bounded(sentence.claims[place])]


def together(sentence: Skeleton, places: Sequence[int]) -> bool:
    """Whether no semicolon stands between figures, and none is one of a list over several names or years."""
    leads = sentence.leads()
    inside = leads[min(places) + 1 : max(places) + 1]
    listed = (SAID.listed.match(leads[place]) or SAID.listed.match(leads[place + 1]) for place in places)
    return not any("；" in lead for lead in inside) and not any(listed)


def alike(equation: Equation) -> bool:
    """Whether the units are those of the rule, and all money is of one currency; without such, those of a price and a quantity."""
    claims = (equation.made, *equation.terms)
    bases = [claim.unit.base for claim in claims]
    if (len({claim.currency for claim in claims if claim.currency}) > 1) != equation.rule.converts:
        return False
    if not equation.rule.units:
        made, quantity, price = bases
        return price in (made, f"{made}/{quantity}") and quantity not in (made, "%", "倍", "")
    return all(
        base.removesuffix("/股") == unit.removesuffix("/股") or money(base, unit)
        for base, unit in zip(bases, equation.rule.units, strict=True)
    )


def money(base: str, unit: str) -> bool:
    """Whether a unit is money in the place of 元, with 外币 of another currency, with 人民币 of none."""
    held, meant = base.removesuffix("/股"), unit.removesuffix("/股")
    return held.endswith("元") and (meant == "元" or (held != "元" if meant == FOREIGN else meant == HOME and held == "元"))
