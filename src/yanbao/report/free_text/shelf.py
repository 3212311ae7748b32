"""The facts and figures that free text may repeat, found by value and unit, chosen by the names around the number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from yanbao.core.figure import Figure, Maybe, stated
from yanbao.core.period import Period
from yanbao.core.series import Series
from yanbao.core.unit import MAGNITUDES, Unit
from yanbao.reader import Mention

BASIS = re.compile(r"(同比|环比)[^，。；、\d]{0,6}$")
FILLERS = re.compile(r"(?:约为|约|近|接近|逾|超过|超|突破|不到|不足|达到|达|为|累计|合计|了|[:： ])+$")
PARENTHESES = re.compile(r"[（(][^）)]*[）)]")
QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
QUARTER = re.compile(r"([一二三四])季度|Q([1-4])|([1-4])Q\d")
YEAR = re.compile(r"(20\d{2})")


@dataclass(frozen=True)
class Candidate:
    """Something a number in free text may repeat: a figure with the names by which a sentence speaks of it."""

    figure: Figure
    entity: str
    metric: str = ""
    file: str = ""

    @cached_property
    def unit(self) -> Unit:
        """The figure's unit; a bare magnitude (亿) is one without a base."""
        unit = self.figure.unit
        return Unit(unit.base, "") if unit.base in MAGNITUDES and not unit.magnitude else unit


@dataclass(frozen=True)
class Setting:
    """Where a number stands: its sentence, the clause before it, everything said around it, and the file."""

    sentence: str
    before: str
    around: str
    file: str


@dataclass(frozen=True)
class Clash:
    """A figure that the store holds for the same entity, metric and period, and that the text contradicts."""

    candidate: Candidate


class Shelf:
    """Candidates by kind of unit and value."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Sort once; every later question is a search by value."""
        self.by_base: dict[str, list[tuple[float, int, Candidate]]] = defaultdict(list)
        self.by_metric: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for place, candidate in enumerate(candidates):
            self.by_base[candidate.unit.base].append((candidate.figure.value * candidate.unit.scale, place, candidate))
            if candidate.metric:
                self.by_metric[candidate.entity, candidate.metric].append(candidate)
        for held in self.by_base.values():
            held.sort(key=lambda entry: entry[:2])

    def find(self, mention: Mention, setting: Setting) -> Candidate | None:
        """The candidate whose value the mention may print and whose names the setting gives best; None when none is named."""
        rated = [(rate(candidate, mention, setting), -place, candidate) for place, candidate in self.within(mention)]
        best = max(rated, default=None, key=lambda entry: entry[:2])
        return best[2] if best and best[0] > 0 else None

    def within(self, mention: Mention) -> Iterator[tuple[int, Candidate]]:
        """Candidates of the mention's kind of unit whose value lies in its interval, in whichever magnitude."""
        bases = [mention.unit.base] if mention.unit.base else list(self.by_base) if mention.unit.magnitude else [""]
        for low, high in spans(mention):
            for base in bases:
                held = self.by_base.get(base, [])
                start = bisect_left(held, (low,))
                for value, place, candidate in held[start:]:
                    if value > high:
                        break
                    if value >= 0 or low < 0 or loses(candidate):
                        yield place, candidate

    def clash(self, mention: Mention, setting: Setting, previous: Candidate | None) -> Clash | None:
        """A candidate of exactly what the sentence names, in the same kind of unit, that the mention contradicts."""
        named = self.named(mention, setting, previous)
        if named and all(not mention.holds(candidate.figure.value, candidate.unit) for candidate in named):
            return Clash(named[-1])
        return None

    def named(self, mention: Mention, setting: Setting, previous: Candidate | None) -> list[Candidate]:
        """The candidates of the entity, metric and period that the words right before the number name."""
        basis = BASIS.search(setting.before)
        if basis and previous and previous.metric:
            held = self.by_metric.get((previous.entity, previous.metric + basis[1]), [])
            same = [candidate for candidate in held if candidate.figure.period == previous.figure.period]
            return [candidate for candidate in same if candidate.unit.base == mention.unit.base]
        words = FILLERS.sub("", setting.before)
        keys = [key for key in self.by_metric if words.endswith(key[1]) and key[0] in setting.sentence + setting.around]
        if not keys:
            return []
        held = self.by_metric[max(keys, key=lambda key: (len(key[1]), setting.sentence.rfind(key[0])))]
        return [
            candidate
            for candidate in held
            if candidate.unit.base == mention.unit.base and of_period(candidate.figure.period, setting.sentence, len(held) == 1)
        ]


def spans(mention: Mention) -> list[tuple[float, float]]:
    """The interval in base units, and mirrored: a fall may be kept as a positive 降幅."""
    scale = mention.unit.scale
    low, high = sorted((mention.low * scale, mention.high * scale))
    room = 1e-9 * max(abs(mention.value * scale), 1.0)
    straight = (low - room, high + room)
    return [straight, (-straight[1], -straight[0])] if mention.value < 0 else [straight]


def loses(candidate: Candidate) -> bool:
    """True when a positive value means a fall, by the candidate's own name."""
    return any(word in candidate.metric for word in ("跌幅", "降幅", "减少"))


def rate(candidate: Candidate, mention: Mention, setting: Setting) -> float:
    """How well the words around a number name a candidate; 0 when they do not name it."""
    if mention.value < 0 < candidate.figure.value and not loses(candidate):
        return 0.0
    spoken = spoken_names(candidate.entity)
    near = any(name in setting.sentence for name in spoken)
    far = any(name in setting.around for name in spoken)
    same_file = bool(candidate.file) and candidate.file == setting.file
    told = overlap(candidate.metric, setting.sentence)
    if not (near or far or same_file or told == 1.0):
        return 0.0
    place = setting.sentence.rfind(next((name for name in spoken if name in setting.sentence), "\0"))
    exact = abs(candidate.figure.unit.scale * candidate.figure.value - mention.unit.scale * mention.value) <= 1e-6 * abs(mention.unit.scale * mention.value)
    timely = of_period(candidate.figure.period, setting.sentence, True)
    return 4.0 * near + 2.0 * far + 3.0 * same_file + 3.0 * told + 2.0 * exact + timely + 0.001 * max(place, 0)


def spoken_names(name: str) -> list[str]:
    """The forms in which a sentence may speak of a name: whole, and without what stands in parentheses."""
    return list(dict.fromkeys(form for form in (name, PARENTHESES.sub("", name)) if len(form) > 1))


def overlap(metric: str, sentence: str) -> float:
    """The share of a metric's neighbouring character pairs that the sentence holds."""
    plain = PARENTHESES.sub("", metric)
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0


def quarters(text: str) -> set[str]:
    """The quarters a text names, as digits."""
    return {QUARTERS.get(word, word) or digit or other for word, digit, other in QUARTER.findall(text)}


def of_period(period: Period, sentence: str, only: bool) -> bool:
    """True when the sentence does not name another period; silent sentences mean the period when it is the ``only`` one."""
    label = f"{period.label} {period.key}"
    asked_quarters, asked_years = quarters(sentence), set(YEAR.findall(sentence))
    if asked_quarters and quarters(label) and not asked_quarters & quarters(label):
        return False
    if asked_years and YEAR.findall(label) and not asked_years & set(YEAR.findall(label)):
        return False
    return only or bool(asked_quarters & quarters(label) or asked_years & set(YEAR.findall(label)))


def shelf(news_facts: Series, known: Sequence[Maybe]) -> Shelf:
    """Everything free text may repeat: stated news facts and the run's own figures."""
    return Shelf([*facts(news_facts), *(Candidate(figure, figure.subject_name) for figure in known if isinstance(figure, Figure))])


def facts(news_facts: Series) -> Iterator[Candidate]:
    """The front-matter facts of the news; a subject is 实体:指标:期间."""
    for subject in news_facts.subjects():
        entity, _, rest = subject.partition(":")
        metric = rest.rpartition(":")[0] or rest
        for fact in news_facts.history(subject):
            figure = stated(fact)
            if isinstance(figure, Figure):
                yield Candidate(figure, entity, metric, fact.origin.file)
