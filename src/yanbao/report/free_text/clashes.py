"""Clashes: a number that names exactly what the store holds, for the same period and in the same unit, and differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from yanbao.reader import Mention
from yanbao.report.free_text import times
from yanbao.report.free_text.shelf import Candidate, Setting

BASIS = re.compile(r"(同比|环比)[^，。；、\d]{0,6}$")
FILLERS = re.compile(r"(?:约为|约|近|接近|逾|超过|超|突破|不到|不足|达到|达|为|累计|合计|完成|了|[:： ])+$")
WHEN = "|".join(f"(?P<{name}>{words})" for name, words in times.SINCE.items())
MOVE = re.compile(rf"(?:申万|中信)?(?P<name>[^，。；]*?)(?:行业|板块|指数)*(?:{WHEN})(?:仍|亦|也|则|累计|整体)*(?:上涨|下跌|涨|跌)")


class Clashes:
    """Candidates by the names that a sentence must give to speak of exactly them."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Index stated facts by entity and metric, and the run's figures by their spoken names."""
        self.by_metric: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self.by_name: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if candidate.metric:
                self.by_metric[candidate.entity, candidate.metric].append(candidate)
            else:
                for name in candidate.spoken:
                    self.by_name[name].append(candidate)

    def find(self, mention: Mention, setting: Setting, previous: Candidate | None) -> Candidate | None:
        """A candidate that the mention contradicts; None as soon as one of those named may have been printed so.

        ``previous`` is what the number before it repeats: 同比 and a bare 5月以来 speak of the same subject.
        """
        before = FILLERS.sub("", setting.before)
        named = (
            self.change(setting, previous) or self.move(before, previous) or self.stated(before, setting) or self.statistic(before, setting)
        )
        same = [candidate for candidate in named if candidate.unit.base == mention.unit.base]
        if not same or any(mention.holds(candidate.figure.value, candidate.unit) for candidate in same):
            return None
        return max(same, key=lambda candidate: candidate.figure.period)

    def change(self, setting: Setting, previous: Candidate | None) -> list[Candidate]:
        """营收816亿美元，同比增长80%: the change of what the number before it states."""
        basis = BASIS.search(setting.before)
        if not basis or not previous or not previous.metric:
            return []
        held = self.by_metric.get((previous.entity, previous.metric + basis[1]), [])
        return [candidate for candidate in held if candidate.figure.period == previous.figure.period]

    def move(self, before: str, previous: Candidate | None) -> list[Candidate]:
        """通信指数本周下跌1.97%: the move of that index over that span, by exactly its name."""
        found = MOVE.fullmatch(before)
        if not found:
            return []
        name = found["name"] or (previous.entity if previous and times.since(previous.figure.period) else "")
        start = next(word for word in times.SINCE if found[word])
        return [candidate for candidate in self.by_name.get(name, []) if times.since(candidate.figure.period) == start]

    def stated(self, before: str, setting: Setting) -> list[Candidate]:
        """数据中心收入750亿美元: the metric right before the number, of an entity named in the sentence or around it."""
        said = f"{setting.sentence}\n{setting.around}"
        keys = [key for key in self.by_metric if before.endswith(key[1]) and key[0] in said]
        if not keys:
            return []
        held = self.by_metric[max(keys, key=lambda key: (len(key[1]), setting.sentence.rfind(key[0])))]
        if len(held) == 1:
            return [candidate for candidate in held if not times.names_other(candidate.figure.period, setting.sentence)]
        return [candidate for candidate in held if times.names(candidate.figure.period, setting.sentence)]

    def statistic(self, before: str, setting: Setting) -> list[Candidate]:
        """3月末移动电话用户12.7亿户: a statistic by exactly its name, of the month the sentence names."""
        name = max((name for name in self.by_name if before.endswith(name)), default="", key=len)
        month, year = times.months(setting.sentence), times.years(setting.sentence)
        held = [candidate for candidate in self.by_name.get(name, []) if candidate.figure.period.end.month in month]
        newest = max((candidate.figure.period.end.year for candidate in held), default=0)
        return [c for c in held if (str(c.figure.period.end.year) in year if year else c.figure.period.end.year == newest)]
