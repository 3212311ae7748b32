"""Accounts: figures of one paragraph whose names say that they add, subtract or divide, over sentences and with growth between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Any

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Made, Of, at, minus, plus, ratio, rounded, scaled
from yanbao.review.entries import MOST, Entry, entries
from yanbao.review.misprints import looks_misprinted, misprint
from yanbao.review.patterns import Patterns, table
from yanbao.review.reading import Reading
from yanbao.review.skeleton import paragraphs

SAID = Patterns("totals")


@dataclass(frozen=True)
class Rule:
    """A row of ``accounts.toml``: the names of a whole, of what adds to it and of what is taken away, or of a dividend and a divisor.

    ``kinds``: of the whole and of its parts, "level" or "change". ``room``: by how many percent the divisor, or the sum, may differ.
    ``unless``: names beside which those of the whole mean something else.
    """

    whole: frozenset[str]
    plus: tuple[frozenset[str], ...]
    less: tuple[frozenset[str], ...]
    kinds: tuple[str, str]
    divides: bool
    factor: float
    room: float
    mean: bool
    deflated: bool
    loose: bool
    unless: frozenset[str]

    @property
    def terms(self) -> tuple[frozenset[str], ...]:
        """The names of all that the whole is made of."""
        return (*self.plus, *self.less)


@dataclass(frozen=True)
class Account:
    """A whole and the entries that make it, by a rule; ``apart``: figures that the rule does not name stand between them."""

    rule: Rule
    whole: Entry
    plus: tuple[Entry, ...]
    less: tuple[Entry, ...]
    apart: bool

    @property
    def parts(self) -> tuple[Claim, ...]:
        """The figures that make the whole."""
        return tuple(entry.claim for entry in (*self.plus, *self.less))

    def made(self, of: Of) -> Interval | None:
        """What the parts make, in the base unit of the whole; of a mean all between the least and the greatest."""
        rooms = [of(entry.claim) for entry in self.plus], [of(entry.claim) for entry in self.less]
        if self.rule.divides:
            quotient = ratio(rooms[0][0], opened(rooms[1][0], self.rule.room))
            return scaled(quotient, self.rule.factor) if quotient else None
        if self.rule.mean:
            return Interval(min(room.low for room in rooms[0]), max(room.high for room in rooms[0]))
        return opened(minus(plus(rooms[0]), plus(rooms[1])) if self.less else plus(rooms[0]), self.rule.room)

    def readings(self, of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        """(stated, what follows)."""
        yield of(self.whole.claim), self.made(of)

    def told(self) -> str:
        """The parts as a formula."""
        if self.rule.divides:
            return f"{self.parts[0].text} ÷ {self.parts[1].text}" + (f" × {self.rule.factor:g}" if self.rule.factor != 1 else "")
        if self.rule.mean:
            return f"{'与'.join(signed(claim) for claim in self.parts)}之间的数"
        terms = [(entry.claim, entry.claim.value < 0) for entry in self.plus] + [
            (entry.claim, entry.claim.value > 0) for entry in self.less
        ]
        return "".join(f" {'−' if less else '+'} {claim.text}" for claim, less in terms).removeprefix(" + ").strip()

    def misprinted(self) -> bool:
        """Whether the whole, or one of the parts that add to it, looks like a misprint of what the others make."""
        made = self.made(rounded)
        return bool(made and misprint(self.whole.claim, made)) or (not self.less and looks_misprinted(self.whole.claim, self.parts))

    def complete(self) -> bool:
        """Whether its parts make the whole: a sum that fits."""
        made = self.made(rounded)
        return not (self.rule.divides or self.rule.mean) and made is not None and made.overlaps(rounded(self.whole.claim))


def signed(claim: Claim) -> str:
    """A figure as printed, with the sign that a word gave it (下降2.7%)."""
    return f"-{claim.text}" if claim.value < 0 and not claim.text.startswith(("-", "－", "−")) else claim.text


def opened(room: Interval, percent: float) -> Interval:
    """An interval so many percent of its greater end wider to each side."""
    more = max(abs(room.low), abs(room.high)) * percent / 100
    return Made(room.low - more, room.high + more, at(room)) if more else room


@cache
def rules() -> tuple[Rule, ...]:
    """The table, read once; behind each sum of levels, that its growth is a mean of theirs."""
    held = []
    for row in table("accounts")["account"]:
        rule = rule_of(row)
        held.append(rule)
        if rule.kinds == ("level", "level") and not (rule.divides or rule.less or rule.mean):
            held.append(replace(rule, kinds=("yoy", "yoy"), mean=True))
    return tuple(held)


def rule_of(row: dict[str, Any]) -> Rule:
    """A row of the table as a rule."""
    divides, of = "over" in row, row.get("of", "level")
    added, less = ([row["over"]], [row["under"]]) if divides else (row["parts"], row.get("less", []))
    mean, deflated, loose = (row.get(key, False) for key in ("mean", "deflated", "loose"))
    return Rule(
        frozenset(row["whole"]),
        tuple(map(frozenset, added)),
        tuple(map(frozenset, less)),
        (row.get("whole_of", of), of),
        divides,
        row.get("factor", 1.0),
        row.get("room", 0.0),
        mean,
        deflated,
        loose,
        frozenset(row.get("unless", ())),
    )


def accounts(reading: Reading) -> tuple[Account, ...]:
    """Every whole of the prose with the parts that by its rule make it, each of which stands once in its stretch of the paragraph."""
    return reading.once("accounts", lambda: made_accounts(reading))


def made_accounts(reading: Reading) -> Iterator[Account]:
    """``accounts``, made."""
    for paragraph in (held for held in paragraphs(reading) if 2 < len(held.claims) <= MOST):
        held = entries(paragraph)
        for subject in {entry.subject: None for entry in held} if len(held) > 2 else ():
            seen = seen_from(subject, held)
            for rule in rules():
                if not any(entry.name in rule.unless for entry in seen):
                    yield from accounts_of(rule, seen)


def seen_from(subject: str, held: Sequence[Entry]) -> list[Entry]:
    """The entries of one partner; seen from no partner all, those of partners under longer names, for plain ones may follow on them."""
    if subject:
        return [entry for entry in held if entry.subject == subject]
    return [replace(entry, name=entry.subject + entry.name, subject="") if entry.subject else entry for entry in held]


def accounts_of(rule: Rule, held: Sequence[Entry]) -> Iterator[Account]:
    """The accounts of one rule: of each whole with the parts that stand once in the first of its stretches that holds them so."""
    wholes = [entry for entry in held if entry.kind == rule.kinds[0] and is_whole(rule, entry.name)]
    for whole in wholes:
        for stretch in stretches(rule, whole, wholes, held):
            found = [[entry for entry in stretch if entry.name in names and entry.kind == rule.kinds[1]] for names in rule.terms]
            parts = [one[0] for one in found if len(one) == 1]
            if len(parts) == len(found) and fits_together(rule, whole, parts) and not with_rest(rule, parts, held):
                yield Account(rule, whole, tuple(parts[: len(rule.plus)]), tuple(parts[len(rule.plus) :]), apart(rule, whole, parts, held))
                break


def is_whole(rule: Rule, name: str) -> bool:
    """Whether a name is that of a whole, or of one that is a part of it and adds up alike (一般贸易进出口)."""
    return name in rule.whole or (name.endswith(tuple(rule.whole)) and name not in family(rule) and not (rule.divides or rule.mean))


def stretches(rule: Rule, whole: Entry, wholes: Sequence[Entry], held: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Where the parts of a whole may stand: with one whole anywhere, else behind it up to the next, or up to what is no part of it.

    The last alone where the whole is one of a greater (一般贸易进出口).
    """
    behind = [entry for entry in held if entry.place > whole.place]
    if whole.name in rule.whole:
        if len(wholes) == 1:
            yield held
        yield list(takewhile(lambda entry: entry not in wholes, behind))
    yield list(takewhile(lambda entry: entry.name in family(rule), behind))


@cache
def family(rule: Rule) -> frozenset[str]:
    """All names of the rules that speak of the same whole."""
    return frozenset(name for one in rules() if one.whole & rule.whole for names in (one.whole, *one.terms) for name in names)


def fits_together(rule: Rule, whole: Entry, parts: Sequence[Entry]) -> bool:
    """Whether figures are of one time, as far as that is known, and of units that can be added or divided."""
    times = {entry.claim.period for entry in (whole, *parts) if entry.claim.period}
    bases = {entry.claim.unit.base for entry in (parts if rule.divides else (whole, *parts))}
    return len(bases) == 1 and (len(times) < 2 or rule.divides) and whole not in parts


def with_rest(rule: Rule, parts: Sequence[Entry], held: Sequence[Entry]) -> bool:
    """Whether 其他 stands between parts, or next behind them, as one more: then those of the rule are not all of the whole."""
    places, kind, base = [entry.place for entry in parts], rule.kinds[1], parts[0].claim.unit.base
    behind = next((entry.place for entry in held if entry.place > max(places)), max(places))
    among = (entry for entry in held if min(places) < entry.place <= behind)
    return not rule.divides and any(SAID.rest.match(entry.name) and entry.kind == kind and entry.claim.unit.base == base for entry in among)


def apart(rule: Rule, whole: Entry, parts: Sequence[Entry], held: Sequence[Entry]) -> bool:
    """Whether a figure of the unit stands among the entries that no rule of this whole names."""
    places = [entry.place for entry in (whole, *parts)]
    between = (entry for entry in held if min(places) < entry.place < max(places) and entry.claim.unit.base == whole.claim.unit.base)
    return any(entry.name not in family(rule) for entry in between)
