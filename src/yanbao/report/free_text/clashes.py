"""Clashes: a number that names exactly what the store holds, for the same period and in the same unit, and differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from yanbao.core.unit import INDUSTRIES
from yanbao.reader.mention import Mention
from yanbao.report.free_text import times
from yanbao.report.free_text.moves import Moves
from yanbao.report.free_text.shelf import Candidate, Setting

BASIS = re.compile(r"(同比|环比)[^，。；、\d]{0,6}$")
FILLERS = re.compile(r"(?:约为|约|近|接近|逾|超过|超|突破|不到|不足|达到|达|为|累计|合计|完成|了|[:： ])+$")
RANKED_AMONG = re.compile(r"(?:申万)?(?:一级)?行业(?:指数)?(?:中|里|内|之中)?[^，。；\d]{0,10}第")


class Clashes:
    """Candidates by the names that a sentence must give to speak of exactly them."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Index stated facts by entity and metric, moves by who moved, and the run's other figures by their spoken names."""
        self.by_metric: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self.by_name: dict[str, list[Candidate]] = defaultdict(list)
        held = list(candidates)
        self.moves = Moves(candidate for candidate in held if candidate.horizon)
        for candidate in held:
            if candidate.metric:
                for name in dict.fromkeys((candidate.entity, *candidate.names)):
                    self.by_metric[name, candidate.metric].append(candidate)
            elif not candidate.horizon and not candidate.words:
                for name in candidate.spoken:
                    self.by_name[name].append(candidate)

    def exact(self, mention: Mention, setting: Setting, leading: Candidate | None) -> list[Candidate]:
        """Moves, ranks and excess that the words before the number name without doubt; it is one of them, or it is wrong.

        ``leading`` is the move told before it: 5月以来上涨14% and 排名第9 speak of the same subject.
        """
        named = self.moves.named(mention, FILLERS.sub("", setting.before).strip(), setting, leading)
        return [candidate for candidate in named if candidate.unit.base == mention.unit.base]

    def beaten(self, setting: Setting, leading: Candidate | None) -> list[tuple[Candidate, Candidate]]:
        """The two moves that the words before a number say it is the difference of."""
        return self.moves.beaten(FILLERS.sub("", setting.before).strip(), setting, leading)

    def find(self, mention: Mention, setting: Setting, previous: Candidate | None) -> Candidate | None:
        """A candidate that the mention contradicts; None as soon as one of those named may have been printed so.

        ``previous`` is what the number before it repeats: 同比 speaks of the same subject.
        """
        before = FILLERS.sub("", setting.before)
        named = self.change(setting, previous) or self.stated(before, setting) or self.statistic(before, setting) or self.count(setting)
        same = [candidate for candidate in named if candidate.unit.base == mention.unit.base]
        return denied(mention, same)

    def change(self, setting: Setting, previous: Candidate | None) -> list[Candidate]:
        """营收816亿美元，同比增长80%: the change of what the number before it states."""
        basis = BASIS.search(setting.before)
        if not basis or not previous or not previous.metric:
            return []
        held = self.by_metric.get((previous.entity, previous.metric + basis[1]), [])
        return [candidate for candidate in held if candidate.figure.period == previous.figure.period]

    def stated(self, before: str, setting: Setting) -> list[Candidate]:
        """数据中心收入750亿美元: the metric right before the number, of an entity named in the sentence or around it."""
        said = f"{setting.sentence}\n{setting.around}"
        keys = [key for key in self.by_metric if before.endswith(key[1]) and key[0] in said]
        if not keys:
            return []
        named = self.by_metric[max(keys, key=lambda key: (len(key[1]), setting.sentence.rfind(key[0])))]
        held = [candidate for candidate in named if not times.names_other(candidate.figure.period, setting.sentence)]
        return held if len(named) == 1 else [candidate for candidate in held if times.names(candidate.figure.period, setting.sentence)]

    def statistic(self, before: str, setting: Setting) -> list[Candidate]:
        """3月末移动电话用户12.7亿户: a statistic by exactly its name, of the month the sentence names."""
        name = max((name for name in self.by_name if before.endswith(name)), default="", key=len)
        month, year = times.months(setting.sentence), times.years(setting.sentence)
        held = [candidate for candidate in self.by_name.get(name, []) if candidate.figure.period.end.month in month]
        newest = max((candidate.figure.period.end.year for candidate in held), default=0)
        return [c for c in held if (str(c.figure.period.end.year) in year if year else c.figure.period.end.year == newest)]

    def count(self, setting: Setting) -> list[Candidate]:
        """在31个申万一级行业中排名第9: how many were ranked."""
        if not RANKED_AMONG.match(setting.after):
            return []
        return [candidate for candidate in self.moves.others if candidate.unit == INDUSTRIES]


def denied(mention: Mention, named: Iterable[Candidate]) -> Candidate | None:
    """The newest of the candidates that a number names when it is true of none of them."""
    held = list(named)
    if any(mention.holds(candidate.figure.value, candidate.unit) for candidate in held):
        return None
    return max(held, key=lambda candidate: candidate.figure.period, default=None)
