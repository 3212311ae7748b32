"""Clauses of statistics: a level with its change, grouped so that each sentence prints its period exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from yanbao.core.figure import Figure, Maybe
from yanbao.core.period import Period
from yanbao.core.words import choose
from yanbao.report.blocks import Text
from yanbao.report.sentences import joined, phrase, say

Figures = Mapping[str, Maybe]
Histories = Mapping[str, tuple[Maybe, ...]]

LEAST_FOR_A_RECORD = 12
"""Observations a history must have before its highest is called one."""


@dataclass(frozen=True)
class Clause:
    """A part of a sentence and the period it speaks of; None when nothing is known."""

    period: Period | None
    text: Text


def sentences(clauses: Iterable[Clause]) -> Text:
    """Clauses one after another: those of one period share a sentence, led by that period."""
    return joined([text + ("。",) for text in unstopped(clauses)], "")


def unstopped(clauses: Iterable[Clause]) -> list[Text]:
    """The same sentences one by one, each without its stop."""
    led = groupby(clauses, lambda clause: lead_of(clause.period))
    return [((lead,) if lead else ()) + joined([clause.text for clause in held], "；") for lead, held in led]


def lead_of(period: Period | None) -> str:
    """截至2026年3月末，for a state at a month's end; 2026年1-3月，for what happened in a period; nothing when unknown."""
    if period is None:
        return ""
    return phrase("截至{when}，" if period.kind == "month_end" else "{when}，", when=period)


def level(figures: Figures, key: str) -> Clause:
    """移动电话用户达18.36亿户，较2025年末净增0.09亿户: the level with every change that is known."""
    figure, when = figures[key], period_of(figures[key]) or period_of(figures[f"{key}.yoy"])
    verb = "累计达" if when and when.kind == "cumulative" else "达"
    said = say("{name}{verb}{level}", name=figure.subject_name, verb=verb, level=figure)
    return Clause(when, said + changes(figures, key) if when else said)


def titled(clause: Clause) -> Text:
    """A clause as the title of an exhibit: 2026年3月末移动电话用户达…, without a comma behind the period."""
    return say("{when}{told}", when=clause.period, told=clause.text) if clause.period else clause.text


def growth(figures: Figures, key: str) -> Clause:
    """Growth alone, of a statistic that the ministry gives no level of: 移动短信业务量同比下降3.5%."""
    yoy = figures[f"{key}.yoy"]
    return Clause(period_of(yoy), say("{name}同比{yoy:growth}", name=yoy.subject_name.removesuffix("同比"), yoy=yoy))


def changes(figures: Figures, key: str) -> Text:
    """Stated year-on-year and the net addition, each when known; one missing mark when neither is."""
    yoy, net = figures.get(f"{key}.yoy"), figures.get(f"{key}.net")
    said: Text = ()
    if yoy:
        said += say("，同比{yoy:growth}", yoy=yoy)
    if net:
        said += against(phrase("{year}年末", year=str(net.period.start.year)), net, "净增", "净减")
    if not said and net is not None:
        return against("上年末", net, "净增", "净减")
    return said or (say("，同比{yoy}", yoy=yoy) if yoy is not None else ())


def against(base: str, change: Maybe, rise: str, fall: str) -> Text:
    """，较2025年末净增0.09亿户; the word follows the printed sign, and 持平 stands alone."""
    word = choose(change, rise, fall, "持平")
    if not change:
        return say("，较{base}变化{change}", base=base, change=change)
    if word == "持平":
        return say("，与{base}持平", base=base)
    return say("，较{base}{word}{change:abs}", base=base, word=word, change=change)


def with_month(figures: Figures, key: str) -> Clause:
    """A cumulative level, and the single month it ends with when the statistics allow to take it apart."""
    said, alone = level(figures, key), figures.get(f"{key}.month")
    if not isinstance(alone, Figure) or alone.period.kind != "month" or alone.period.end != figures[key].period.end:
        return said
    return Clause(said.period, said.text + say("，其中{month}当月为{alone}", month=alone.period, alone=alone))


def with_share(figures: Figures, part: str, whole: str) -> list[Clause]:
    """A level, its changes and its share; the share is a clause of its own when its latest month is another."""
    figure, stated = figures[f"{part}/{whole}"], level(figures, part)
    said = say("占{whole}的{share}", whole=figures[whole].subject_name, share=figure)
    if not figure or figure.period == stated.period:
        return [Clause(stated.period, stated.text + say("，{share}", share=said))]
    return [stated, Clause(figure.period, say("{name}{share}", name=figures[part].subject_name, share=said))]


def period_of(figure: Maybe) -> Period | None:
    """The period of a known figure."""
    return figure.period if figure else None


def is_record(history: Sequence[Maybe]) -> bool:
    """True when the latest known figure is above every one before it, and there are at least a dozen."""
    known = [figure.value for figure in history if isinstance(figure, Figure)]
    return len(known) >= LEAST_FOR_A_RECORD and known[-1] > max(known[:-1])


def high(history: Sequence[Maybe]) -> Text:
    """，为收录以来新高 when it is one; gaps in the history are why it does not say 历史新高."""
    return say("，为收录以来新高") if is_record(history) else ()
