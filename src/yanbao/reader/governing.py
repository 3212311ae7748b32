"""Which of the periods and basis words of a text governs a figure, asked for in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left

from yanbao.core.period import Period
from yanbao.reader.bases import Said
from yanbao.reader.calendar import earlier
from yanbao.reader.comparing import above
from yanbao.reader.mention import Mention
from yanbao.reader.periods import Named

NOT_NOW: frozenset[str] = frozenset(("year_ago", "consensus", "versus"))
"""Bases of levels that no change belongs to."""
OWN_CLAUSE = NOT_NOW | {"guidance"}
"""Bases that hold for their own clause, unless they end the one before."""
MOST_PERIODS = 20
MOVED = re.compile("[升降增减快慢宽窄扩缩高低涨跌落滑]")
"""What says that a figure moves."""
OTHER_YEAR = re.compile("(?:为|是|：|:|仅为|约为|则为|达)")
"""What alone stands between the period of an older level and its figure: ，2023年为193亿元."""
BEHIND = ("，", ",", "（", "(")
OPEN, CLOSE = ("（", "("), ("）", ")", "，", ",", "、", "/")


class Governing:
    """The periods and basis words of a text, and what they leave standing while it is read.

    ``period`` is the one spoken of, ``scene`` a 上年同期， that holds to the end of its sentence, ``over`` the word of a comparison
    whose own change is still to come (较上年同期的8亿元增长25%).
    """

    def __init__(self, flat: str, periods: list[Named], said: list[Said]) -> None:
        """Begin before the first of them."""
        self.flat, self.periods, self.said = flat, periods, said
        self.period: Named | None = None
        self.scene: Said | None = None
        self.over: Said | None = None
        self.at = self.word = 0

    def sentence(self) -> None:
        """A new sentence begins."""
        self.scene = self.over = None

    def when(self, mention: Mention, clause: int, versus: bool) -> Named | None:
        """The period named last before the mention; one in brackets right behind it wins.

        A window (近一年) and 上年同期 hold in their own clause; what is compared with (较2024年末的) only for a level right behind
        it, and a level that is compared with has no other.
        """
        aside, start, periods = None, mention.start, self.periods
        while self.at < len(periods) and (named := periods[self.at]).end <= start:
            self.at += 1
            if named.compared:
                near = not mention.direction and (versus or mention.unit.base != "%") and self.level_behind(named.end, start)
                aside = named if near else None
            elif named.word and (named.window or named.same):
                aside = named if named.start >= clause else None
            elif self.older(named, mention):
                aside = named
            else:
                self.period, self.scene, aside = named, None, None
        if self.flat[mention.end : mention.end + 1] in OPEN:
            aside = self.bracketed(mention.end) or aside
        return aside or (None if versus else self.period)

    def older(self, named: Named, mention: Mention) -> bool:
        """Whether a period only names that of an older level (2024年272亿元，2023年为193亿元): the one spoken of goes on behind it."""
        now, then = self.period and self.period.period, named.period
        if not now or not then or now.kind != then.kind or now.end <= then.end or self.flat[named.start - 1 : named.start] not in BEHIND:
            return False
        return OTHER_YEAR.fullmatch(self.flat, named.end, mention.start) is not None

    def bracketed(self, end: int) -> Named | None:
        """The period in the brackets right behind a figure."""
        behind = self.periods[self.at] if self.at < len(self.periods) else None
        if not behind or not 0 < behind.start - end <= 2:
            return None
        return behind if self.flat[behind.end : behind.end + 1] in ("）", ")", "，", ",") else None

    def level_behind(self, start: int, end: int) -> bool:
        """Whether nothing says that a figure behind a period moves (较4月加快6.1个百分点)."""
        return end - start <= 6 and not MOVED.search(self.flat, start, end)

    def basis(self, cuts: list[int], mention: Mention) -> Said | None:
        """The basis word that governs the mention: the last one between the mention before it and it.

        One that a figure is only said to be above or below (高于市场预期) holds right before its own figure alone.
        """
        held: Said | None = None
        sentence, clause, start, words = cuts[0], cuts[-1], mention.start, self.said
        while self.word < len(words) and (said := words[self.word]).end <= start:
            self.word += 1
            if said.start >= clause or (said.start >= sentence and self.reaches(said)):
                held = said
        if held and held.basis == "year_ago" and self.flat[held.end : held.end + 1] in ("，", ","):
            self.scene = held
        held = held or self.trailing(mention, clause) or self.scene
        if held and held.change and held.basis == "yoy" and start - held.end == 1 and self.flat[held.end] == "的":
            self.over = held
            return held._replace(basis="year_ago", change=False)
        over, self.over = self.over, None
        return held or (over if over and mention.direction else None)

    def trailing(self, mention: Mention, clause: int) -> Said | None:
        """A basis word right behind a figure in brackets: （-6.3% YoY）."""
        following = self.said[self.word] if self.word < len(self.said) else None
        if not following or not following.change or following.start - mention.end > 1 or self.flat[clause - 1 : clause] not in OPEN:
            return None
        if self.flat[following.end : following.end + 1] not in CLOSE:
            return None
        self.word += 1
        return following

    def reaches(self, said: Said) -> bool:
        """Whether a basis word holds beyond its clause: 公司预计，… does, 业绩与指引高于市场预期，… does not."""
        if said.change or said.basis not in OWN_CLAUSE:
            return True
        following = self.flat[said.end : said.end + 1]
        return following in ("（", "(") or following in ("，", "：", ":", ",") and not above(self.flat, said.start)

    def between(self, start: int, end: int) -> list[Named]:
        """The periods named between two places, those only compared with left out."""
        first = bisect_left(self.periods, start, key=lambda one: one.start)
        return [one for one in self.periods[first : first + MOST_PERIODS] if one.end <= end and not one.compared]

    def year_before(self, when: Named | None) -> Period | None:
        """The period of a level a year ago: its own, or the one spoken of a year back."""
        if self.period and self.period.period and (not when or when is self.period):
            return earlier(self.period.period)
        return when.period if when else None
