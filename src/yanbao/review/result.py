"""What a run of the families over a reading gives: the findings, and how much of the document they looked at."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from yanbao.core.finding import LEVELS, Finding, Level, counts
from yanbao.reader.document import Document
from yanbao.review.reading import Reading, Verdict
from yanbao.review.uncompared import reasons

Spot = tuple[int, int]
"""The offsets of a figure in the document's text."""


@dataclass(frozen=True, slots=True)
class Share:
    """One family's part: its ``title`` and ``rule``, the comparisons it made, the figures that took part, its findings, their codes."""

    family: str
    title: str
    rule: str
    comparisons: int
    figures: int
    findings: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """``figures`` read, those ``compared`` with at least one other or with the warehouse, and each family's share.

    ``hedged`` of those compared are printed with 约, 近, 超 and the like, and were held against others by all that the word allows.
    ``uncompared`` has how many took part in nothing, by the names of ``yanbao.review.uncompared.REASONS``.
    Of an edited document of our own, ``signed`` are the figures we printed in it, ``intact`` those that stand as they were.
    """

    figures: int
    compared: int
    shares: tuple[Share, ...] = ()
    signed: int = 0
    intact: int = 0
    hedged: int = 0
    uncompared: Mapping[str, int] = field(default_factory=dict)

    def rule(self, code: str) -> str:
        """The rule behind a finding's code, by the family that gave it; empty when none did."""
        return next((share.rule for share in self.shares if code in share.codes), "")


@dataclass(frozen=True)
class Result:
    """A checked document: findings in the order of the text, coverage, and the spots of the figures compared."""

    document: Document
    findings: tuple[Finding, ...]
    coverage: Coverage
    compared: frozenset[Spot] = field(default=frozenset())

    @property
    def exit_code(self) -> int:
        """1 when a finding is at error level, else 0."""
        return int(any(finding.level == "error" for finding in self.findings))

    def counts(self) -> dict[Level, int]:
        """How many findings of each level, the gravest first."""
        return counts(self.findings)


def judged(reading: Reading, families: Mapping[str, Callable[[Reading], Iterator[Verdict]]]) -> Result:
    """Run every family over the reading; what two verdicts say of one figure, with the same that follows, is kept once.

    Of two families that set the same two figures against each other the graver finding is kept.
    """
    findings: list[Finding] = []
    told_pairs: list[tuple[frozenset[Spot], Finding]] = []
    compared: set[Spot] = set()
    shares = []
    for name, family in families.items():
        verdicts = list(family(reading))
        told_pairs += [(both(verdict), verdict.finding) for verdict in verdicts if verdict.finding and len(verdict.claims) == 2]
        spots = {(claim.start, claim.end) for verdict in verdicts for claim in verdict.claims}
        found = [verdict.finding for verdict in verdicts if verdict.finding]
        codes = tuple(sorted({finding.code for finding in found}))
        shares.append(Share(name, told(family, "TITLE") or name, rule_of(family), len(verdicts), len(spots), len(found), codes))
        findings += found
        compared |= spots
    return Result(
        reading.document,
        once(sorted(without_second(findings, told_pairs), key=in_text)),
        covered(reading, compared, tuple(shares)),
        frozenset(compared),
    )


def covered(reading: Reading, compared: Set[Spot], shares: tuple[Share, ...]) -> Coverage:
    """The coverage of a run by the spots of the figures it compared."""
    hedged = sum(bool(claim.hedges) for claim in reading.claims if (claim.start, claim.end) in compared)
    return Coverage(len(reading.claims), len(compared), shares, hedged=hedged, uncompared=reasons(reading, compared))


def both(verdict: Verdict) -> frozenset[Spot]:
    """The spots of the figures of a verdict, in whatever order."""
    return frozenset((claim.start, claim.end) for claim in verdict.claims)


def without_second(findings: Sequence[Finding], pairs: Sequence[tuple[frozenset[Spot], Finding]]) -> Iterator[Finding]:
    """Findings without those that another code tells of the same pair of figures, no less gravely and, of two alike, first."""
    kept: dict[frozenset[Spot], Finding] = {}
    for spots, finding in sorted(pairs, key=lambda one: list(LEVELS).index(one[1].level)):
        kept.setdefault(spots, finding)
    second = {id(finding) for spots, finding in pairs if finding.code != kept[spots].code}
    return (finding for finding in findings if id(finding) not in second)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without those that say no more than one before: the same place, and the same that follows."""
    held: dict[object, Finding] = {}
    for finding in findings:
        passage = finding.passage
        told = (passage.start, passage.end, passage.follows) if passage and passage.follows else finding
        held.setdefault(told, finding)
    return tuple(held.values())


def in_text(finding: Finding) -> tuple[int, int, str]:
    """Where a finding stands in the order of the text; those on the document as a whole come first."""
    start = finding.passage.start if finding.passage else -1
    return start, list(LEVELS).index(finding.level), finding.code


def rule_of(family: Callable[..., object]) -> str:
    """The rule of a family in one sentence: ``RULE`` of the module that bears its name, else its docstring's first line."""
    return told(family, "RULE") or (inspect.getdoc(family) or "").partition("\n")[0]


def told(family: Callable[..., object], what: str) -> str:
    """A constant of the module that bears the family's name; empty when there is none."""
    module = family.__module__
    named = module.endswith(f".{getattr(family, '__name__', '')}")
    return str(getattr(sys.modules.get(module), what, "")) if named else ""
