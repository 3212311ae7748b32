"""The facts and figures that free text may repeat, found by value and unit, chosen by the names around the number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from yanbao.core.figure import Figure, Maybe, stated
from yanbao.core.series import Series
from yanbao.core.unit import RANK, Unit
from yanbao.reader.mention import Mention
from yanbao.report.free_text import times

PARENTHESES = re.compile(r"[（(][^）)]*[）)]")
ABBREVIATION = re.compile(r"[（(]([A-Z]{2,6})[）)]")
KIND_OF_INDEX = re.compile(r"(?:自编)?(?:等权|自由流通市值加权|市值加权)?指数$")
BACKWARDS = re.compile("倒数|跌幅")
COMPARED = re.compile("较|比|上年|去年|同期|上期|由|从|高于|低于|相对")
"""What makes a number in a clause one of another time than the sentence names."""
OF_A_YEAR = re.compile("同比|环比")
PRICE = ("涨", "跌", "收益", "表现", "回报", "+", "-", "＋", "－", "−")
"""The words of which one must be said for a number to be a move of a price."""
NAMELESS = re.compile(r"(?:^|[，；：、。\s（(“本该])(?:板块|行业)(?:指数)?(?!中|里|内|之中)")
"""The report's own sector, called without a name: what stands before it names no other."""
TOLD = 0.75
"""The share of a metric's character pairs in a sentence from which on the sentence is said to name it."""


@dataclass(frozen=True)
class Candidate:
    """Something a number in free text may repeat: a figure with the names by which a sentence speaks of it.

    ``company`` and ``file`` are those of the news note that states it. A figure of the run has its subject's name as
    its entity, and no metric unless it is of a company. ``names`` are other names of the entity. One of ``words`` must be
    said up to the number or right behind it, and one of ``against``, the names of a benchmark, in its sentence; a
    ``horizon`` (week, month …) is the span it is measured over. ``own`` is the rank of the report's own sector, which a sentence may
    call 板块 or 行业 without its name.
    """

    figure: Figure
    entity: str
    metric: str = ""
    file: str = ""
    company: str = ""
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    horizon: str = ""
    own: bool = False

    @property
    def unit(self) -> Unit:
        """The figure's unit."""
        return self.figure.unit

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The forms in which a sentence may name it: whole, without what stands in parentheses or that alone when it is an
        abbreviation (DOU), without 自编等权指数; the note's company.
        """
        short = PARENTHESES.sub("", self.entity)
        forms = (self.entity, short, KIND_OF_INDEX.sub("", short), *ABBREVIATION.findall(self.entity), self.company, *self.names)
        return tuple(dict.fromkeys(form for form in forms if len(form) > 1))

    @property
    def price(self) -> bool:
        """True for the move of an index, a basket or a stock."""
        return bool(self.horizon) and self.words in ((), PRICE)

    @cached_property
    def falls(self) -> bool:
        """True when a positive value means a fall, by its own name."""
        return any(word in self.metric + self.entity for word in ("跌幅", "降幅", "减少"))


@dataclass(frozen=True)
class Setting:
    """Where a number stands: its sentence, and that up to the number; its clause before and behind it; the words over it,
    everything around it, and the file.
    """

    sentence: str
    sofar: str
    before: str
    after: str
    headline: str
    around: str
    file: str


class Shelf:
    """Candidates by kind of unit and value."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Sort once; every later question is a search by value."""
        self.candidates = list(candidates)
        self.by_base: dict[str, list[tuple[float, int, Candidate]]] = defaultdict(list)
        for place, candidate in enumerate(self.candidates):
            self.by_base[candidate.unit.base].append((candidate.figure.value * candidate.unit.scale, place, candidate))
        for held in self.by_base.values():
            held.sort(key=lambda entry: entry[:2])

    def find(self, mention: Mention, setting: Setting) -> Candidate | None:
        """The candidate whose value the mention may print and whose names the setting gives best; None when none is named.

        Of equals the latest period is meant.
        """
        rated = [
            (rate(candidate, mention, setting), candidate.figure.period.end, -place, candidate) for place, candidate in self.within(mention)
        ]
        best = max(rated, default=None, key=lambda entry: entry[:3])
        return best[-1] if best and best[0] > 0 else None

    def within(self, mention: Mention) -> Iterator[tuple[int, Candidate]]:
        """Candidates of the mention's kind of unit whose value lies in its interval, in whichever magnitude."""
        bases = [mention.unit.base] if mention.unit.base else list(self.by_base) if mention.unit.magnitude else [""]
        for low, high, mirrored in spans(mention):
            for base in bases:
                held = self.by_base.get(base, [])
                for value, place, candidate in held[bisect_left(held, (low,)) :]:
                    if value > high:
                        break
                    if candidate.falls or not mirrored:
                        yield place, candidate


def spans(mention: Mention) -> list[tuple[float, float, bool]]:
    """The interval in base units, and for a fall its mirror: 降幅 5.6 is what 下降5.6% says."""
    scale = mention.unit.scale
    room = 1e-9 * max(abs(mention.value * scale), 1.0)
    low, high = mention.repeats.low * scale - room, mention.repeats.high * scale + room
    return [(low, high, False), (-high, -low, True)] if mention.value < 0 else [(low, high, False)]


def rate(candidate: Candidate, mention: Mention, setting: Setting) -> float:
    """How well the words around a number name a candidate; 0 when they do not name it."""
    if not admits(candidate, mention, setting):
        return 0.0
    near = [place for name in candidate.spoken if (place := setting.sentence.rfind(name)) >= 0]
    far = any(name in setting.around for name in candidate.spoken)
    same_file = bool(candidate.file) and candidate.file == setting.file
    told = overlap(candidate.metric or candidate.entity, f"{setting.headline} {setting.sentence}")
    own = candidate.own and bool(NAMELESS.search(setting.sentence))
    if not (near or far or own or same_file or told >= TOLD) or (mention.rank and not (near or own)):
        return 0.0
    said, held = abs(mention.value * mention.unit.scale), abs(candidate.figure.value * candidate.unit.scale)
    exact = abs(held - said) <= 1e-6 * said
    timely = times.names(candidate.figure.period, setting.sentence) - 2 * times.names_other(candidate.figure.period, setting.sentence)
    timely += bool(candidate.horizon and times.last_span(setting.sofar))
    return 10.0 + 4.0 * bool(near) + 2.0 * far + 3.0 * same_file + 3.0 * told + 2.0 * exact + timely + 0.001 * max(near, default=0)


def admits(candidate: Candidate, mention: Mention, setting: Setting) -> bool:
    """Whether the words around a number allow a candidate at all: its own words, its time, its benchmark, its span, a rank or none."""
    if times.names_other(candidate.figure.period, times.in_force(setting.sofar)) and not COMPARED.search(setting.before):
        return False
    if candidate.words and not any(word in f"{setting.sofar}{mention.text}{setting.after}" for word in candidate.words):
        return False
    if candidate.against and not any(name in setting.sentence for name in candidate.against):
        return False
    if not candidate.horizon:
        return True
    if (candidate.unit == RANK) != mention.rank or (mention.rank and BACKWARDS.search(setting.before)):
        return False
    return not OF_A_YEAR.search(setting.before) and times.fits(candidate.horizon, candidate.figure.period, setting.sofar)


def overlap(metric: str, sentence: str) -> float:
    """The share of a metric's neighbouring character pairs that the sentence holds, with or without its parentheses."""
    return max(shared(PARENTHESES.sub("", metric), sentence), shared(re.sub("[（）()]", "", metric), sentence))


def shared(words: str, sentence: str) -> float:
    """The share of neighbouring character pairs of some words that a sentence holds."""
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0


def shelf(news_facts: Series, companies: Mapping[str, str], known: Sequence[Maybe | Candidate]) -> Shelf:
    """Everything free text may repeat: stated news facts (``companies`` by their file) and the run's own figures."""
    own = (one if isinstance(one, Candidate) else plainly(one) for one in known if isinstance(one, Figure | Candidate))
    return Shelf([*facts(news_facts, companies), *own])


def plainly(figure: Figure) -> Candidate:
    """A figure of the run that is spoken of by its subject's name, over the span its days tell."""
    return Candidate(figure, figure.subject_name, horizon=times.since(figure.period))


def facts(news_facts: Series, companies: Mapping[str, str]) -> Iterator[Candidate]:
    """The front-matter facts of the news; a subject is 实体:指标:期间."""
    for subject in news_facts.subjects():
        entity, _, rest = subject.partition(":")
        metric = rest.rpartition(":")[0] or rest
        for fact in news_facts.history(subject):
            figure = stated(fact)
            if isinstance(figure, Figure):
                yield Candidate(figure, entity, metric, fact.origin.file, companies.get(fact.origin.file, ""))
