"""二、核心数据更新: the ministry's and the customs' latest statistics, every sentence with level, change and period."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.figure import Figure, Maybe
from yanbao.core.period import Period
from yanbao.core.sector import Goods, Sector
from yanbao.core.words import over_tenths
from yanbao.report.blocks import Block, Column, Exhibit, Heading, Missing, Para, Table, Text
from yanbao.report.clauses import (
    Clause,
    Figures,
    Histories,
    against,
    growth,
    high,
    level,
    period_of,
    sentences,
    titled,
    unstopped,
    with_month,
    with_share,
)
from yanbao.report.exports import export_clauses, export_exhibits
from yanbao.report.month_charts import Drawn, month_exhibit
from yanbao.report.sentences import cell, joined, say
from yanbao.report.sourcing import source_line

TITLE = "二、核心数据更新"


def core_data(
    sector: Sector,
    official: Figures,
    official_history: Histories,
    exports: Figures,
    export_history: Histories,
    module_shipments: Histories,
) -> Iterator[Block]:
    """Users, traffic, voice and messages, broadband, the sector's exports, internet of things; exhibits beside the words."""
    yield from users(official, official_history)
    yield from traffic(official, official_history)
    yield from voice(official, official_history)
    yield from broadband(official, official_history)
    if sector.exports:
        yield from traded(exports, export_history, sector.exports)
    yield Heading(2, f"{'2.6' if sector.exports else '2.5'} 物联网")
    yield from things(official, official_history, module_shipments)


def users(official: Figures, history: Histories) -> Iterator[Block]:
    """Mobile and 5G users with net addition and share; gigabit users and their share."""
    yield Heading(2, "2.1 用户")
    yield Para(sentences([level(official, "mob"), *with_share(official, "5g", "mob"), *with_share(official, "bb1000", "bb")]))
    for key, part, whole, name in (("gigabit_share", "bb1000", "bb", "千兆宽带用户"), ("5g_share", "5g", "mob", "5G用户")):
        drawn = [Drawn(name, history[part]), Drawn("占比", history[f"{part}/{whole}"], "line", "right")]
        yield month_exhibit(key, share_title(official[f"{part}/{whole}"], name), drawn)


def share_title(figure: Maybe, name: str) -> Text:
    """5G用户占比超六成，2026年3月末为68.3%; the tenths are the figure too, said in words."""
    if not over_tenths(figure):
        return say("{when}{name}占比{share}", when=when(figure), name=name, share=figure)
    return say("{name}占比{share:tenths}，{when}为{share}", name=name, when=when(figure), share=figure)


def traffic(official: Figures, history: Histories) -> Iterator[Block]:
    """Traffic so far, mobile-internet users, and the month's DOU with its changes."""
    yield Heading(2, "2.2 流量")
    dou, said = official["dou"], level(official, "dou")
    if dou:
        said = Clause(said.period, said.text + against("上年12月", official["dou.change"], "增加", "减少"))
    yield Para(sentences([with_month(official, "traf"), level(official, "miu"), said]))
    yield month_exhibit("traf", titled(level(official, "traf")), with_growth(history, "traf", "累计流量"))
    title = say("{when}当月DOU达{dou}", when=when(dou), dou=dou) + high(history["dou"])
    yield month_exhibit("dou", title, with_growth(history, "dou", "当月DOU"))


def voice(official: Figures, history: Histories) -> Iterator[Block]:
    """Minutes of mobile and fixed calls; messages, whose volume and revenue the ministry states as growth only."""
    yield Heading(2, "2.3 语音短信")
    messages = [growth(official, "smsv"), growth(official, "smsr")]
    yield Para(sentences([level(official, "call"), level(official, "fcall"), *messages]))
    minutes = [Drawn("移动去话", history["call"]), Drawn("固定主叫", history["fcall"])]
    growing = Drawn("移动去话同比", history["call.yoy"], "line", "right")
    yield month_exhibit("voice", titled(level(official, "call")), [*minutes, growing])
    drawn = [Drawn("业务量同比", history["smsv.yoy"]), Drawn("业务收入同比", history["smsr.yoy"])]
    yield month_exhibit("sms", joined(unstopped(messages), "。"), drawn)


def broadband(official: Figures, history: Histories) -> Iterator[Block]:
    """Ports, fibre ports and their share, fast ports; base stations."""
    yield Heading(2, "2.4 宽带网络")
    said = [level(official, "port"), *with_share(official, "ftth", "port"), level(official, "pon"), level(official, "bs5g")]
    yield Para(sentences(said))
    drawn = [Drawn("FTTH/O端口", history["ftth"]), Drawn("10G PON端口", history["pon"], "line", "right")]
    yield month_exhibit("ports", share_title(official["ftth/port"], official["ftth"].subject_name), drawn)
    yield month_exhibit("bs5g", titled(level(official, "bs5g")), with_growth(history, "bs5g", "5G基站"))


def traded(exports: Figures, history: Histories, goods: Goods) -> Iterator[Block]:
    """What the sector sells abroad: the month and the months so far."""
    yield Heading(2, f"2.5 {goods.name}")
    yield Para(sentences(export_clauses(exports, goods)))
    yield from export_exhibits(exports, history, goods)


def things(official: Figures, history: Histories, shipments: Histories) -> Iterator[Block]:
    """Terminals of the internet of things and television users; module shipments of the world."""
    yield Para(sentences([level(official, "iot"), level(official, "iptv")]))
    drawn = [Drawn("物联网终端", history["iot"]), Drawn("IPTV、OTT用户", history["iptv"])]
    yield month_exhibit("iot", titled(level(official, "iot")), drawn)
    yield shipment_exhibit(shipments)


def with_growth(history: Histories, key: str, name: str) -> list[Drawn]:
    """A level on the left and its stated growth, where there is any, on the right."""
    yoys = history[f"{key}.yoy"]
    return [Drawn(name, history[key]), *([Drawn("同比", yoys, "line", "right")] if yoys else [])]


def when(figure: Maybe) -> Period | str:
    """The period a title leads with; nothing when the figure is not known."""
    return period_of(figure) or ""


def shipment_exhibit(shipments: Histories) -> Exhibit:
    """What researchers state on module shipments, one row each, newest first: their scopes differ, so no line joins them."""
    held: dict[tuple[Period, str], dict[str, Maybe]] = {}
    for subject, history in shipments.items():
        scope, item = subject.removesuffix(".yoy"), "yoy" if subject.endswith(".yoy") else "level"
        for figure in history:
            held.setdefault((figure.period, scope), {})[item] = figure
    rows = [shipment_row(scope.partition(":")[2], held[when, scope]) for when, scope in sorted(held, reverse=True)]
    figures = [figure for row in held.values() for figure in row.values()]
    columns = (Column("时期"), Column("范围", width=2.0), Column("机构"), Column("出货量", "亿个", "right"), Column("同比", "%", "right"))
    body = Table(columns, tuple(rows)) if rows else None
    return Exhibit("iot_modules", shipment_title(shipments), body, source_line(figures), ("各机构口径不同，不宜相连。",))


def shipment_row(researcher: str, figures: dict[str, Maybe]) -> tuple[Text, ...]:
    """One statement: its period, scope, researcher, level and growth; a researcher who states only one leaves "—"."""
    first = next(iter(figures.values()))
    unstated = Missing("部分机构只公布出货量或同比之一。", "无须处理；机构公布后导入 inbox/iot_modules/", brief=True)
    values = [cell(figures[item]) if item in figures else (unstated,) for item in ("level", "yoy")]
    return (say("{when}", when=first.period), (first.subject_name,), (researcher,), *values)


def shipment_title(shipments: Histories) -> Text:
    """2024年全球蜂窝物联网模组（预测值）出货4.26亿个（ABI Research）: the newest level of the world there is."""
    levels = [
        (figure, subject)
        for subject, history in shipments.items()
        if subject.startswith("全球") and not subject.endswith(".yoy")
        for figure in history
        if isinstance(figure, Figure)
    ]
    if not levels:
        return ("全球蜂窝物联网模组出货",)
    newest, subject = max(levels, key=lambda pair: pair[0].period)
    who = subject.partition(":")[2]
    return say("{when}{name}出货{level}（{who}）", when=newest.period, name=newest.subject_name, level=newest, who=who)
