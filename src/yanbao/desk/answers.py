"""What the desk answers a review: the figures of a run that the words around a claim name, and the lists behind its rankings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import starmap
from math import isfinite
from typing import Any

from yanbao.core.figure import Computed, Figure
from yanbao.core.interval import Interval
from yanbao.core.market import Movers, Ranking
from yanbao.core.rows import Rows
from yanbao.core.sessions import Week
from yanbao.core.unit import POINTS
from yanbao.core.words import digits
from yanbao.desk.as_printed import AsPrinted, as_printed
from yanbao.desk.by_claim import ByClaim
from yanbao.desk.known import OWN
from yanbao.desk.looking_back import WEEKEND, looks_back_from
from yanbao.desk.reckoning import held
from yanbao.desk.run import Run
from yanbao.reader.document import Document
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan
from yanbao.report.blocks import Report
from yanbao.report.free_text import times
from yanbao.report.free_text.binding import led_by
from yanbao.report.free_text.clashes import Clashes
from yanbao.report.free_text.shelf import Candidate, Setting, Shelf
from yanbao.review.known import Asked, Held, Listed, Order
from yanbao.review.securities import Securities


def inputs(run: Run, report: Report) -> dict[str, Any]:
    """What the families that compare with the warehouse ask for, by the names of their parameters.

    ``report`` is what the run would print (``weekly.compose``): a document of the same words is compared with it word by word.
    """
    get = run.wiring.get
    notebook, sector = get("notebook"), get("sector")
    members = frozenset(str(row["name"]) for row in get("stocks") if row["sw_code"] == sector.sw_code)
    ranked = (get("index_week_rank"), get("sector_stocks"), Universe(sector.name, members, get("week")))
    answers = Answers(notebook.shelf, notebook.clashes, *ranked, as_printed(report))
    return {"known": answers, "securities": securities(get("security_names"))}


def inputs_of_all(run: Run) -> dict[str, Any]:
    """The same of what is no sector's: moves and ranks of indices, names and codes; the words 板块, 行业指数 mean no index."""
    get = run.wiring.get
    indices = [replace(one, names=tuple(name for name in one.names if name not in OWN)) for one in get("index_known")]
    ranked = (get("index_week_rank"), get("sector_stocks"), Universe("", frozenset(), get("week")))
    return {"known": Answers(Shelf(indices), Clashes(indices), *ranked, AsPrinted({}, {})), "securities": securities(get("security_names"))}


def securities(security_names: Rows) -> Securities:
    """Every name that stocks and indices were seen under, by code, the latest last."""
    names: dict[str, list[str]] = {}
    for row in security_names:
        names.setdefault(str(row["code"]), []).append(str(row["name"]))
    return Securities({code: tuple(held) for code, held in names.items()})


OTHER_INDICES = re.compile(r"中信(?!证券|建投|银行|特钢|海直|出版|博|重工|金属|尼雅)")
"""CITIC's industries bear the names of SW's, and are others."""
PERIODS = re.compile(r"[（(][^（(）)]*[)）]|(?:20)?\d\d ?(?:财年|年)|第?[一二三四1-4]季度|Q[1-4]|上半年|全年|实现|公司")
"""Words of a clause that name nobody."""
ROUNDED = 0.01
"""Points by which the difference of two moves may be another where both were rounded to two places before it was taken."""
OPENING = 600
LATEST = timedelta(days=9)


@dataclass(frozen=True)
class Universe:
    """A sector by its name, with the names of its stocks, and the week that a document must be of."""

    name: str
    stocks: frozenset[str]
    week: Week


@dataclass(frozen=True)
class Answers:
    """The figures of a run by the words that name them: the shelf and the clashes that bind the desk's own notes.

    ``told`` is the day of the document that is answered, where it has one.
    """

    shelf: Shelf
    clashes: Clashes
    industries: Ranking
    movers: Movers
    sector: Universe
    issue: AsPrinted
    told: date | None = None

    @cached_property
    def by_id(self) -> dict[str, Candidate]:
        """Candidates by the id of their figure."""
        return {candidate.figure.id: candidate for candidate in self.shelf.candidates}

    @cached_property
    def by_claim(self) -> ByClaim:
        """Statistics and results by what a claim says of itself."""
        return ByClaim.over(self.shelf.candidates)

    def figures(self, asked: Asked) -> Sequence[Held]:
        """What the issue prints in the same words; else the values that the words name without doubt; else the one that the
        claim repeats, or that it contradicts.
        """
        if told := self.issue.figures(asked):
            return told
        mention, setting = mention_of(asked), setting_of(asked)
        previous, leading = self.before(asked.earlier)
        named = self.clashes.exact(mention, setting, leading)
        if not named and (beaten := self.clashes.beaten(setting, leading)):
            return [replace(held(one.figure, one.entity), room=ROUNDED) for one in self.fitting(starmap(excess, beaten), asked)]
        if not named and (found := self.shelf.find(mention, setting)):
            named = [found]
        by_claim = self.by_claim
        named = named or by_claim.find(asked.claim) or by_claim.moved(asked.claim, self.sector.week, asked.sofar)
        named = named or by_claim.of(previous, asked.claim, asked.before)
        if not named and (found := self.clashes.find(mention, setting, previous)) and whose(found, asked):
            named = [found]
        return [held(one.figure, f"{one.entity}{one.metric}") for one in self.fitting(named, asked)]

    def fitting(self, named: Iterable[Candidate], asked: Asked) -> list[Candidate]:
        """Those of the claim's unit and days, and no moves where indices of another house bear the names."""
        other = OTHER_INDICES.search(f"{asked.sentence}\n{asked.around}")
        kept = (one for one in named if timely(one, asked) and self.reached(one) and not (other and one.horizon))
        return [one for one in kept if one.unit.base == asked.claim.unit.base]

    def of(self, document: Document) -> Answers | None:
        """None outside of the days from the week's first session to the middle of the week after the next weekend.

        The issue's own sentences answer only a document that names the issue's sector in its opening.
        """
        week = self.sector.week
        if document.date and not week.first <= document.date <= week.last + LATEST:
            return None
        dated = replace(self, told=document.date)
        return dated if self.sector.name and self.sector.name in document.text[:OPENING] else replace(dated, issue=AsPrinted({}, {}))

    def reached(self, candidate: Candidate) -> bool:
        """Whether a move ends no later than the day of the document, which does not speak of what came after it."""
        return not candidate.horizon or self.told is None or candidate.figure.period.end <= self.told

    def before(self, earlier: Iterable[Held]) -> tuple[Candidate | None, Candidate | None]:
        """What the last figure repeats, and the move that the next clause may go on from."""
        previous = leading = None
        for one in earlier:
            previous = self.by_id.get(one.id)
            leading = led_by(previous, leading)
        return previous, leading

    def order(self, listed: Listed) -> Order | None:
        """Industries by the week's move, or the sector's stocks; None for another span, another universe or a longer list."""
        span = times.last_span(listed.words)
        if self.told and self.told < self.sector.week.last:
            return None
        if not span or span.lastgroup != "week" or OTHER_INDICES.search(listed.words):
            return None
        if "行业" in listed.words and "成分" not in listed.words:
            return self.order_of_industries(listed.last)
        if self.sector.name and self.sector.name in listed.words and ("个股" in listed.words or "成分股" in listed.words):
            return self.order_of_stocks(listed.last)
        return None

    def order_of_industries(self, last: bool) -> Order | None:
        """The level-1 industries."""
        moves = list(reversed(self.industries.moves)) if last else list(self.industries.moves)
        names = tuple(move.subject_name for move in moves)
        how = f"{len(moves)}个申万一级行业按本周涨跌幅{'由低到高' if last else '由高到低'}；{self.industries.tie_rule}"
        return Order(names, tuple(move.value for move in moves), frozenset(names), how) if moves else None

    def order_of_stocks(self, last: bool) -> Order | None:
        """The sector's stocks; how far the list goes is how many the run names."""
        stocks = [stock for stock in (self.movers.bottom if last else self.movers.top) if isinstance(stock.move, Figure)]
        names = tuple(stock.name for stock in stocks)
        values = tuple(stock.move.value for stock in stocks if isinstance(stock.move, Figure))
        members = digits(self.movers.members, 0)
        how = f"{self.sector.name}{members}只成分股按本周收盘价涨跌幅排列，不计*ST、全周停牌与缺基期收盘价的个股"
        return Order(names, values, self.sector.stocks, how) if names else None


def excess(own: Candidate, benchmark: Candidate) -> Candidate:
    """The difference of two moves over one span, where the run prints none: of another industry, or over another benchmark."""
    lineage = Computed("涨跌幅 − 基准涨跌幅", (("涨跌幅", own.figure), ("基准涨跌幅", benchmark.figure)))
    subject, name = f"{own.figure.subject}-{benchmark.figure.subject}", f"{own.entity}相对{benchmark.entity}"
    value = own.figure.value - benchmark.figure.value
    figure = Figure(f"{own.horizon}_excess", subject, name, own.figure.period, value, POINTS, lineage)
    return Candidate(figure, name, horizon=own.horizon)


def whose(candidate: Candidate, asked: Asked) -> bool:
    """Whether a result that a claim seems to contradict is of the company that the clause names, or of that named before it."""
    if not candidate.metric:
        return True
    owner, metric, _ = PERIODS.sub("", asked.before).rpartition(candidate.metric)
    named = owner if metric and len(owner.strip()) > 1 else asked.sofar
    return any(name in named for name in candidate.spoken)


def timely(candidate: Candidate, asked: Asked) -> bool:
    """Whether a move is of the days that a claim tells: to within a weekend its last day, or the day of the close it starts from.

    本周（3月14日—18日） in a document of another week is no move of this one, nor is 年初至今 of a sentence that says 截至4月30日.
    """
    claim, when = asked.claim, candidate.figure.period
    told = claim.period
    if not candidate.horizon:
        return True
    if not looks_back_from(f"{asked.around}\n{asked.sofar}" if claim.cell else asked.sofar, when, claim.basis != "week"):
        return False
    if told is None or not re.search(r"\d", claim.period_text):
        return True
    return abs(told.end - when.end) <= WEEKEND or told.end == when.start


def mention_of(asked: Asked) -> Mention:
    """The claim as the shelf looks for it; of a bound (15%以上) the digits alone are what may be repeated."""
    claim = asked.claim
    alone = scan(claim.text) if not isfinite(claim.high - claim.low) else []
    rounding = alone[0].rounding if alone and alone[0].unit == claim.unit else claim.interval
    if not isfinite(rounding.high - rounding.low):
        rounding = Interval(claim.value, claim.value)
    return Mention(
        claim.start, claim.end, claim.text, claim.value, claim.low, claim.high, claim.unit, rounding, claim.hedges,
        claim.direction, claim.kind == "rank",
    )  # fmt: skip


def setting_of(asked: Asked) -> Setting:
    """The words around the claim as the shelf looks at them."""
    return Setting(asked.sentence, asked.sofar, asked.before, asked.after, "", asked.around, "")
