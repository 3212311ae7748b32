"""Mutation of our own weekly: one digit of one printed figure is changed, and the check must say so at that very figure.

A mutant is the opened document with one character replaced; it is read and checked anew as a whole. Mutants of the PDF are
judged one by one. Those of the page, which also holds the numbers behind every chart, are judged several at a time, far apart
in the text, each by the findings at its own figure only; a sample of them is judged again one by one, and must agree.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from bench.table import Row, share, verdict
from yanbao.core.finding import Finding
from yanbao.desk.against import Against, held_for
from yanbao.desk.answers import Answers
from yanbao.desk.as_printed import AsPrinted
from yanbao.desk.review import reading_of
from yanbao.reader.claim import Claim
from yanbao.reader.documents import open_document
from yanbao.reader.numerals import fold
from yanbao.review.families import Family, families
from yanbao.review.reading import Reading
from yanbao.review.result import Result, judged

SECTOR = "telecom"
SEED = 20260522
LEAST = 0.95
TOGETHER = 40
"""Mutants judged in one reading of the page."""
AGAIN = 40
"""Mutants of the page that are judged one by one as well."""
ARABIC, CHINESE = "0123456789", "一二三四五六七八九"
WAYS = ("对照数据仓库", "不认本期原句", "不对照数据仓库")
"""With the warehouse; with it, but not sentence by sentence with the issue, as another house's report is; without it."""


@dataclass(frozen=True)
class Mutant:
    """A figure of the text, ``start`` to ``end``, with the character at ``place`` replaced by ``new``."""

    start: int
    end: int
    place: int
    new: str


@dataclass(frozen=True)
class Outcome:
    """What the check said of a mutant: the gravest level at the figure for each of ``WAYS`` (empty: nothing), whether it said
    anything anywhere (of a mutant judged alone), and why the warehouse did not catch it.
    """

    mutant: Mutant
    levels: tuple[str, ...]
    elsewhere: bool = False
    reason: str = ""


# --- mutants --------------------------------------------------------------------------------------------------------


def mutants(reading: Reading, seed: int = SEED) -> list[Mutant]:
    """One mutant of every figure that has a digit to change, in reading order; the same for the same text and seed."""
    spots = sorted({(claim.start, claim.end) for claim in reading.claims})
    made = (mutant(reading.document.text, start, end, random.Random(f"{seed} {start}")) for start, end in spots)
    return [one for one in made if one]


def mutant(text: str, start: int, end: int, chance: random.Random) -> Mutant | None:
    """A figure with one digit changed into another of its kind; no figure of several digits begins with a nought by it."""
    flat = fold(text[start:end])
    places = [place for place, mark in enumerate(flat) if mark in ARABIC or mark in CHINESE]
    if not places:
        return None
    place = chance.choice(places)
    kind = ARABIC if flat[place] in ARABIC else CHINESE
    leads = place + 1 < len(flat) and flat[place + 1] in f"{ARABIC}," and (place == 0 or flat[place - 1] not in f"{ARABIC},.")
    others = [digit for digit in kind if digit != flat[place] and not (digit == "0" and leads)]
    return Mutant(start, end, start + place, chance.choice(others))


def changed(text: str, some: Iterable[Mutant]) -> str:
    """The text with the mutants' digits."""
    marks = list(text)
    for one in some:
        marks[one.place] = one.new
    return "".join(marks)


# --- judging --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judge:
    """A clean reading, with the families that need no warehouse, those that do, and these without the issue's own sentences."""

    reading: Reading
    plain: dict[str, Family]
    fed: dict[str, Family]
    strange: dict[str, Family]

    def results(self, some: Sequence[Mutant]) -> tuple[Reading, Result, Result, Result]:
        """The document with the mutants read anew, and what each group of families finds in it."""
        document = self.reading.document
        again = reading_of(replace(document, text=changed(document.text, some)))
        return again, judged(again, self.plain), judged(again, self.fed), judged(again, self.strange)

    def outcomes(self, some: Sequence[Mutant]) -> list[Outcome]:
        """What is said of each of the mutants when all are in the text."""
        again, plain, fed, strange = self.results(some)
        ways = ((*plain.findings, *fed.findings), (*plain.findings, *strange.findings), plain.findings)
        anywhere = len(some) == 1 and any(finding.level != "info" for finding in ways[0])
        made = []
        for one in some:
            levels = tuple(gravest(findings, one) for findings in ways)
            reason = "" if levels[0] else why(again, one, {**self.plain, **self.fed})
            made.append(Outcome(one, levels, anywhere, reason))
        return made


@lru_cache(maxsize=2)
def judge(path: Path, workspace: Path) -> Judge:
    """The judge of a file of the issue; each process opens it once."""
    reading = reading_of(open_document(path))
    known = held_for(reading.document, None, Against(workspace, None, SECTOR)).inputs
    plain, every = families(), families(**known)
    answers = known["known"]
    if not isinstance(answers, Answers):
        raise TypeError("the warehouse answers in another way than the bench knows")
    stranger = families(**{**known, "known": replace(answers, issue=AsPrinted({}, {}))})
    fed, strange = ({name: family for name, family in held.items() if name not in plain} for held in (every, stranger))
    return Judge(reading, plain, fed, strange)


def gravest(findings: Iterable[Finding], one: Mutant) -> str:
    """The gravest level of a finding at the figure, error or warning; empty without one."""
    at = {f.level for f in findings if f.passage and f.passage.start < one.end and one.start < f.passage.end}
    return "error" if "error" in at else "warning" if "warning" in at else ""


def why(again: Reading, one: Mutant, every: Mapping[str, Family]) -> str:
    """Why nothing is said of a mutant; ``calendar`` compares a figure's time and not the figure."""
    spots = {claim for claim in again.claims if claim.start < one.end and one.start < claim.end}
    if not spots:
        return "改后不再读作数字"
    looked = [name for name, family in every.items() if name != "calendar" and spots & compared(again, family)]
    return f"{'、'.join(looked)} 比较过，改后仍可成立" if looked else "没有可比的数"


def compared(reading: Reading, family: Family) -> set[Claim]:
    """The claims that a family compares."""
    return {claim for verdict in family(reading) for claim in verdict.claims}


def judged_in(path: Path, workspace: Path, some: tuple[Mutant, ...]) -> list[Outcome]:
    """Mutants judged together, in whatever process this runs."""
    return judge(path, workspace).outcomes(some)


def judged_all(path: Path, workspace: Path, batches: Sequence[tuple[Mutant, ...]], pool: Executor) -> list[Outcome]:
    """Every batch judged by the processes of the pool; in their order."""
    waiting = [pool.submit(judged_in, path, workspace, batch) for batch in batches]
    return [outcome for one in waiting for outcome in one.result()]


def apart(some: Sequence[Mutant], size: int = TOGETHER) -> list[tuple[Mutant, ...]]:
    """The mutants dealt out like cards: those of a batch are as many figures apart as there are batches."""
    count = max(1, -(-len(some) // size))
    return [tuple(some[number::count]) for number in range(count)]


# --- the measure ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """One file's mutants: what was said of each, how many findings the clean document has, and how the sample agreed."""

    name: str
    reading: Reading
    clean: int
    outcomes: tuple[Outcome, ...]
    again: tuple[int, int] = (0, 0)

    def caught(self, way: int) -> Counter[str]:
        """How many mutants were caught at their figure, by level."""
        return Counter(outcome.levels[way] for outcome in self.outcomes if outcome.levels[way])

    def row(self, what: str, way: int, least: float | None = None) -> Row:
        """A row for one way of checking."""
        caught = self.caught(way)
        return share(what, caught.total(), len(self.outcomes), least, f"错误 {caught['error']}，警告 {caught['warning']}")


def measure(workspace: Path, jobs: int) -> tuple[Measured, Measured]:
    """The PDF and the page of the issue in a workspace."""
    folder = next(workspace.glob(f"issues/*/{SECTOR}"))
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        return one_by_one(folder / "report.pdf", workspace, pool), together(folder / "report.html", workspace, pool)


def one_by_one(path: Path, workspace: Path, pool: Executor) -> Measured:
    """Every mutant of a file judged by itself."""
    held = judge(path, workspace)
    outcomes = judged_all(path, workspace, [(one,) for one in mutants(held.reading)], pool)
    return Measured(path.name, held.reading, clean(held), tuple(outcomes))


def together(path: Path, workspace: Path, pool: Executor) -> Measured:
    """The mutants of a file judged in batches, and a sample of them once more by itself."""
    held = judge(path, workspace)
    every = mutants(held.reading)
    outcomes = judged_all(path, workspace, apart(every), pool)
    chosen = random.Random(SEED).sample(outcomes, min(AGAIN, len(outcomes)))
    alone = judged_all(path, workspace, [(outcome.mutant,) for outcome in chosen], pool)
    agreed = sum(one.levels == other.levels for one, other in zip(chosen, alone, strict=True))
    ordered = tuple(sorted(outcomes, key=lambda outcome: outcome.mutant.start))
    return Measured(path.name, held.reading, clean(held), ordered, (agreed, len(chosen)))


def clean(held: Judge) -> int:
    """How many findings of any level the document has as it is."""
    _, plain, fed, _ = held.results(())
    return len(plain.findings) + len(fed.findings)


def rows(pdf: Measured, page: Measured) -> list[Row]:
    """The rows of the table."""
    quiet = pdf.clean + page.clean
    agreed, sample = page.again
    return [
        pdf.row("改一位数字，对照数据仓库：PDF 中的每个数字，逐一", 0, LEAST),
        pdf.row("同上，不认本期原句（如同别家的报告）", 1),
        pdf.row("同上，不对照数据仓库", 2),
        page.row("改一位数字，对照数据仓库：网页中的每个数字（连同各图数据），分批", 0, LEAST),
        page.row("同上，不认本期原句", 1),
        page.row("同上，不对照数据仓库", 2),
        ("网页分批与逐一重判的结果相同（抽样）", "全部", f"{agreed}/{sample}", verdict(agreed == sample)),
        ("未改动的 PDF 与网页报出的问题", "0", str(quiet), verdict(not quiet)),
    ]


def uncaught(measured: Measured) -> Iterator[str]:
    """The mutants that the warehouse did not catch at their figure, by kind, each kind with its reason and every case; and, for
    the other ways of checking, how many of each kind.
    """
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for outcome in measured.outcomes:
        if not outcome.levels[0]:
            said = f"{outcome.reason}{'，但在别处报出' if outcome.elsewhere else ''}"
            kinds[f"{said}（{kind_of(measured.reading, outcome.mutant)}）"].append(outcome.mutant)
    yield f"{measured.name}：{len(measured.outcomes)} 个变异，未在该处报出 {sum(map(len, kinds.values()))} 个"
    for kind, cases in sorted(kinds.items(), key=lambda item: -len(item[1])):
        yield f"- {kind}：{len(cases)} 个"
        yield from (f"  - {case(measured.reading.document.text, one)}" for one in cases)
    for way in (1, 2):
        every = Counter(kind_of(measured.reading, outcome.mutant) for outcome in measured.outcomes)
        left = Counter(kind_of(measured.reading, outcome.mutant) for outcome in measured.outcomes if not outcome.levels[way])
        yield f"{WAYS[way]}：{'，'.join(f'{kind} {count}/{every[kind]}' for kind, count in left.most_common())} 未报出"


def kind_of(reading: Reading, one: Mutant) -> str:
    """Where a mutant stands and what its figure is: paragraph change."""
    segment, claim = reading.document.at(one.start), reading.between(one.start, one.end)[0]
    return f"{segment.kind if segment else '—'} {claim.kind}"


def case(text: str, one: Mutant) -> str:
    """A mutant with the words around it, in one line."""
    before, after = text[max(0, one.start - 24) : one.start], text[one.end : one.end + 8]
    told = changed(text, [one])[one.start : one.end]
    return f"{before}〔{text[one.start : one.end]} → {told}〕{after}".replace("\n", "⏎")
