"""核心数据: each sentence prints level, change and period; titles say only what the figures bear; a gap stays a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from fact_tables import sample, series
from market_tables import SECTOR
from yanbao.core.figure import Figure, Maybe
from yanbao.core.sector import Goods, Sector
from yanbao.core.series import Series
from yanbao.core.words import over_tenths
from yanbao.measures import customs, iot
from yanbao.measures import official as ministry
from yanbao.report.blocks import Block, Chart, Exhibit, Heading, Para, Table, cites, is_missing, plain
from yanbao.report.clauses import Clause, is_record, sentences
from yanbao.report.sections.core_data import core_data
from yanbao.report.sections.core_data_brief import core_data_brief
from yanbao.report.sentences import say
from yanbao.sources import customs_exports, iot_modules, miit_statistics

OPTICAL = replace(SECTOR, exports=Goods("85177950", "光模块"))
NOTHING = series("other", "other 2026-03 1 个")
WEEKEND = date(2026, 5, 24)
MINISTRY = "miit_statistics/miit_telecom_long.csv"
CUSTOMS = "customs_exports/customs-monthly-85177950.csv"
MODULES = "iot_modules/cellular_iot_module_shipments_facts.csv"


def table_of(miit: Series) -> dict[str, Maybe]:
    levels, history = ministry.official_level(miit), ministry.official_history(miit)
    yoys, nets = ministry.official_yoy(miit), ministry.net_addition(levels, miit)
    change, months = ministry.dou_change(levels, miit), ministry.single_month(miit)
    return ministry.official(levels, yoys, nets, ministry.official_share(history), change, months)


def blocks(miit: Series = NOTHING, exports: Series = NOTHING, modules: Series = NOTHING, sector: Sector = OPTICAL) -> list[Block]:
    history = customs.export_history(exports, sector)
    shipped = iot.module_shipments(modules) if modules is not NOTHING else {}
    return list(core_data(sector, table_of(miit), ministry.official_history(miit), customs.exports(history), history, shipped))


def shipped_sample() -> list[Block]:
    return blocks(
        sample(miit_statistics, MINISTRY, "工信部", WEEKEND),
        sample(customs_exports, CUSTOMS, "海关总署", WEEKEND),
        sample(iot_modules, MODULES, "Counterpoint等", WEEKEND),
    )


def paragraphs(held: list[Block]) -> str:
    return "\n".join(plain(block.text) for block in held if isinstance(block, Para))


def exhibits(held: list[Block]) -> dict[str, Exhibit]:
    return {block.key: block for block in held if isinstance(block, Exhibit)}


def points(exhibit: Exhibit, name: str) -> dict[str, float | None]:
    assert isinstance(exhibit.body, Chart)
    return next(dict(mark.points) for mark in exhibit.body.marks if mark.name == name)


def test_users_are_told_with_net_addition_and_share() -> None:
    said = paragraphs(
        blocks(
            series(
                "miit",
                """
                mob 2025-12末 18.27 亿户
                mob 2026-03末 18.36 亿户
                5g  2025-12末 12.04 亿户
                5g  2026-03末 12.54 亿户""",
            )
        )
    )
    assert said.startswith(
        "截至2026年3月末，移动电话用户达18.36亿户，较2025年末净增0.09亿户；"
        "5G移动电话用户达12.54亿户，较2025年末净增0.50亿户，占移动电话用户的68.3%。"
    )


def test_a_loss_of_users_is_called_one() -> None:
    assert "较2025年末净减0.03亿户" in paragraphs(blocks(series("miit", "mob 2025-12末 18.27 亿户\nmob 2026-03末 18.24 亿户")))


def test_an_unchanged_number_of_users_is_called_level() -> None:
    assert "与2025年末持平" in paragraphs(blocks(series("miit", "mob 2025-12末 18.27 亿户\nmob 2026-03末 18.27 亿户")))


def test_a_share_of_another_month_is_told_with_its_own_month() -> None:
    said = paragraphs(blocks(series("miit", "5g 2025-11末 11.93 亿户\nmob 2025-11末 18.28 亿户\n5g 2026-03末 12.54 亿户")))
    assert "截至2025年11月末，5G移动电话用户占移动电话用户的65.3%。" in said


def test_the_single_month_is_told_when_the_months_so_far_allow_it() -> None:
    miit = series("miit", "rev 2025-01..04 5985 亿元\nrev 2025-01..05 7488 亿元\nrev.yoy 2025-01..05 1.4 %")
    said = paragraphs(list(core_data_brief(OPTICAL, table_of(miit), customs.exports(customs.export_history(NOTHING, OPTICAL)))))
    assert "2025年1-5月，电信业务收入累计达7488亿元，同比增长1.4%，其中2025年5月当月为1503亿元" in said


def test_volume_and_revenue_of_messages_are_told_each_with_its_own_months() -> None:
    held = blocks(series("miit", "smsv.yoy 2025-01..08 21.9 %\nsmsr.yoy 2025-01..05 1.9 %"))
    assert "2025年1-8月，移动短信业务量同比增长21.9%。2025年1-5月，移动短信业务收入同比增长1.9%。" in paragraphs(held)
    assert plain(exhibits(held)["sms"].title) == "2025年1-8月，移动短信业务量同比增长21.9%。2025年1-5月，移动短信业务收入同比增长1.9%"


def test_growth_stated_without_a_level_keeps_its_period() -> None:
    said = paragraphs(blocks(series("miit", "traf 2026-01..05 1800 亿GB\ntraf.yoy 2026-01..06 17.7 %")))
    assert "2026年1-6月，移动互联网接入流量累计达—（数据暂缺），同比增长17.7%" in said


def test_an_unknown_statistic_is_one_dash_without_a_change() -> None:
    assert "10G PON端口达—（数据暂缺）；" in paragraphs(blocks())


def test_every_sentence_of_the_sample_prints_its_period() -> None:
    said = [sentence for line in paragraphs(shipped_sample()).splitlines() for sentence in line.split("。") if sentence]
    assert len(said) >= 8
    assert [sentence for sentence in said if not re.match(r"(截至)?20\d\d年(1-)?\d+月末?，", sentence)] == []


def test_the_sample_has_the_twelve_exhibits_of_the_core_data_in_order() -> None:
    assert list(exhibits(shipped_sample())) == [
        "gigabit_share", "5g_share", "traf", "dou", "voice", "sms", "ports", "bs5g", "exports_total", "exports_month", "iot", "iot_modules",
    ]  # fmt: skip


def test_every_exhibit_of_the_sample_has_a_body_and_a_source() -> None:
    for exhibit in exhibits(shipped_sample()).values():
        assert exhibit.body is not None, exhibit.key
        assert re.match("资料来源：.+；数据截至20", exhibit.source), exhibit.key


def test_titles_of_the_sample_hold_their_figures() -> None:
    titles = {key: plain(exhibit.title) for key, exhibit in exhibits(shipped_sample()).items()}
    assert titles["dou"] == "2026年3月当月DOU达23.4GB/户·月，为收录以来新高"
    assert titles["5g_share"] == "5G用户占比超六成，2026年3月末为68.3%"
    assert titles["exports_month"] == "2026年4月光模块出口6.15亿美元，同比增长34.6%，为收录以来新高"
    assert all(any(cites(exhibit)) for exhibit in exhibits(shipped_sample()).values())


def test_without_data_every_exhibit_is_missing_and_nothing_is_invented() -> None:
    held = blocks()
    assert all(exhibit.body is None for exhibit in exhibits(held).values())
    printed = [cite for block in held for cite in cites(block)]
    assert printed and all(is_missing(cite) for cite in printed)


def test_a_sector_that_follows_no_exports_has_no_such_part_and_no_gap_in_its_numbers() -> None:
    held = blocks(sector=SECTOR)
    assert [plain(block.text) for block in held if isinstance(block, Heading)][4:] == ["2.5 物联网"]
    assert not {"exports_total", "exports_month"} & set(exhibits(held))
    said = list(core_data_brief(SECTOR, table_of(NOTHING), {}))
    assert len(said) == 1


def test_a_month_that_is_not_stated_is_a_gap_in_the_chart() -> None:
    drawn = points(exhibits(blocks(series("miit", "dou 2025-11 20.1 GB/户·月\ndou 2026-02 21.0 GB/户·月")))["dou"], "当月DOU")
    assert drawn == {"2025-11": 20.1, "2025-12": None, "2026-01": None, "2026-02": 21.0}


def test_a_chart_reaches_back_two_years_and_no_further() -> None:
    stations = "bs5g 2023-08末 313.8 万个\nbs5g 2024-03末 370.0 万个\nbs5g 2026-03末 490.0 万个"
    drawn = points(exhibits(blocks(series("miit", stations)))["bs5g"], "5G基站")
    assert (min(drawn), max(drawn), len(drawn)) == ("2024-03", "2026-03", 25)


def test_a_chart_starts_with_the_first_month_it_can_draw() -> None:
    stations = "bs5g 2021-03末 81.9 万个\nbs5g 2026-02末 489.0 万个\nbs5g 2026-03末 490.0 万个"
    assert points(exhibits(blocks(series("miit", stations)))["bs5g"], "5G基站") == {"2026-02": 489.0, "2026-03": 490.0}


def test_levels_of_one_axis_are_drawn_in_one_unit() -> None:
    drawn = points(exhibits(blocks(series("miit", "iot 2025-02末 26.8 亿户\niot 2025-03末 272800 万户")))["iot"], "物联网终端")
    assert drawn == {"2025-02": 26.8, "2025-03": pytest.approx(27.28)}


def history(*values: float) -> list[Maybe]:
    table = "\n".join(f"dou {2024 + place // 12}-{place % 12 + 1:02d} {value} GB/户·月" for place, value in enumerate(values))
    return list(ministry.official_history(series("miit", table))["dou"])


def test_a_record_is_the_highest_of_at_least_a_dozen() -> None:
    assert is_record(history(*range(10, 22)))
    assert not is_record(history(*range(10, 21))), "eleven are too few"
    assert not is_record(history(*range(10, 21), 20)), "as high as before is no new high"
    assert not is_record(history(*range(10, 22), 15))


def share_of(digits: str) -> Figure:
    (held,) = ministry.official_history(series("miit", f"vol.yoy 2026-01..03 {digits} %"))["vol.yoy"]
    assert isinstance(held, Figure)
    return held


@pytest.mark.parametrize(
    ("digits", "words"),
    [("68.3", "超六成"), ("60.0", "达六成"), ("59.9", "超五成"), ("9.9", "不足一成"), ("97", "超九成"), ("100.0", ""), ("-1.0", "")],
)
def test_tenths_follow_from_the_printed_share(digits: str, words: str) -> None:
    assert over_tenths(share_of(digits)) == words


def test_clauses_of_one_period_share_a_sentence() -> None:
    first, second = share_of("8.3"), share_of("8.4")
    held: Iterator[Clause] = (Clause(figure.period, say("增{a}", a=figure)) for figure in (first, second))
    assert plain(sentences([*held, Clause(None, ("未知",))])) == "2026年1-3月，增8.3%；增8.4%。未知。"


def test_researchers_are_rows_of_a_table_newest_first() -> None:
    body = exhibits(shipped_sample())["iot_modules"].body
    assert isinstance(body, Table)
    rows = [[plain(cell) for cell in row] for row in body.rows]
    assert rows[0] == ["2024年", "全球蜂窝物联网模组（预测值）", "ABI Research", "4.26", "—"]
    assert ["2021年Q2", "全球蜂窝物联网模组", "Counterpoint", "1.00", "53"] in rows


def test_the_cover_tells_revenue_volume_and_exports() -> None:
    exports = customs.exports(customs.export_history(sample(customs_exports, CUSTOMS, "海关总署", WEEKEND), OPTICAL))
    said = paragraphs(list(core_data_brief(OPTICAL, table_of(sample(miit_statistics, MINISTRY, "工信部", WEEKEND)), exports)))
    assert said.splitlines() == [
        "2026年1-3月，电信业务收入累计达4394亿元，同比下降1.8%；电信业务总量（按上年不变价）同比增长8.3%。",
        "2026年4月，光模块出口金额为6.15亿美元，同比增长34.6%。2026年1-4月，光模块出口金额累计为20.35亿美元，同比增长10.7%。",
    ]


def test_the_cover_of_an_earlier_moment_does_not_know_april() -> None:
    exports = customs.exports(customs.export_history(sample(customs_exports, CUSTOMS, "海关总署", date(2026, 5, 19)), OPTICAL))
    said = paragraphs(list(core_data_brief(OPTICAL, table_of(NOTHING), exports)))
    assert "2026年3月，光模块出口金额为5.01亿美元，同比下降16.6%。" in said
    assert "4月" not in said
