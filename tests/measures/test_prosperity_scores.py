"""Prosperity: standard scores over stated windows, a missing input's weight spread over the rest, grades by thresholds."""

from dataclasses import replace
from datetime import date, datetime
from itertools import product

import pytest

from market_tables import WEEK, origin, sector_with, texts, weekdays
from yanbao.core.fact import Fact
from yanbao.core.figure import Computed, Figure, Maybe, NotKnown, Queried, stated
from yanbao.core.market import BasketPath, Prosperity, Strand, setting
from yanbao.core.period import month, session
from yanbao.core.sector import Basket, Company, Driver, Goods, ProsperityRow
from yanbao.core.unit import INDEX_POINTS, PERCENT, SCORE, TIMES
from yanbao.measures.prosperity import prosperity, prosperity_overrides, prosperity_strands
from yanbao.measures.prosperity_inputs import driver_history, drivers, prosperity_method

METHOD = prosperity_method(WEEK)
SESSIONS = weekdays(date(2024, 1, 1), date(2026, 5, 29))
SECTOR = replace(
    sector_with(Basket("光模块自编等权指数", "equal", date(2025, 1, 2), (), ())),
    prosperity=(ProsperityRow("光模块", "optical", 0.5, (Driver("miit:rev.yoy", 0.5),)),),
)


def score(value: float | None) -> Maybe:
    when = session(WEEK.last)
    return (
        NotKnown("z", "x", "x", when, SCORE, "没有") if value is None else Figure("z", "x", "x", when, value, SCORE, Computed("测试", ()))
    )


def strand(weight: float, now: float | None, before: float | None = 0.0) -> Strand:
    return Strand("输入", setting("权重", weight, PERCENT, session(WEEK.last), SECTOR.file), score(now), score(now), score(before))


def graded(*strands: Strand, override: tuple[str, str] | None = None) -> Prosperity:
    (row,) = prosperity({"光模块": strands}, {"光模块": override} if override else {}, METHOD, WEEK)
    return row


def value(figure: Maybe) -> float:
    assert isinstance(figure, Figure), figure
    return figure.value


def test_the_score_is_the_weighted_mean_and_the_direction_that_of_the_changes() -> None:
    row = graded(strand(60, 1.0, 0.5), strand(40, -0.5, -0.5))
    assert (value(row.score), value(row.direction)) == (pytest.approx(0.4), pytest.approx(0.3))
    assert row.grade == "稳健向上"


def test_a_missing_inputs_weight_is_spread_over_the_rest() -> None:
    assert value(graded(strand(60, 1.0), strand(40, None)).score) == pytest.approx(1.0)


def test_with_half_of_the_weight_it_is_still_known_and_with_less_it_is_not() -> None:
    assert graded(strand(50, 1.0), strand(50, None)).grade == "加速向上"
    row = graded(strand(49, 1.0), strand(51, None))
    assert (row.grade, bool(row.score)) == ("", False)
    assert isinstance(row.score, NotKnown)
    assert "可得权重不足" in row.score.reason


def test_an_input_new_since_four_weeks_does_not_move_the_direction() -> None:
    row = graded(strand(50, 1.0, 0.5), strand(50, 3.0, None))
    assert (value(row.score), value(row.direction)) == (2.0, 0.5)


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        (0.8, 0.5, "加速向上"),
        (0.8, 0.7, "高景气维持"),
        (0.8, 1.3, "承压"),
        (0.2, 0.0, "稳健向上"),
        (0.2, 0.6, "承压"),
        (-0.2, -0.6, "拐点向上"),
        (-0.2, -0.1, "承压"),
        (-0.8, -0.7, "向下"),
        (-0.8, -1.2, "拐点向上"),
        (0.4999, 0.2, "加速向上"),  # printed 0.50
    ],
)
def test_grades_follow_the_printed_score_and_direction(now: float, before: float, word: str) -> None:
    assert graded(strand(100, now, before)).grade == word


@pytest.mark.parametrize(("level", "slope"), list(product((-2, -0.51, -0.5, -0.01, 0, 0.49, 0.5, 2), (-2, -0.26, -0.25, 0, 0.24, 0.25, 2))))
def test_every_score_and_direction_falls_into_exactly_one_grade(level: float, slope: float) -> None:
    def inside(value: float, low: Figure | None, high: Figure | None) -> bool:
        return (low is None or value >= low.value) and (high is None or value < high.value)

    fitting = [
        grade
        for grade in METHOD.grades
        if inside(level, grade.score_low, grade.score_high) and inside(slope, grade.direction_low, grade.direction_high)
    ]
    assert len(fitting) == 1


def test_an_override_stands_beside_the_computed_grade() -> None:
    row = graded(strand(100, 0.2, 0.0), override=("拐点向上", "大客户导入"))
    assert (row.grade, row.override, row.reason) == ("稳健向上", "拐点向上", "大客户导入")


def test_an_override_that_is_no_grade_of_the_method_is_left_out() -> None:
    row = graded(strand(100, 0.2, 0.0), override=("非常好", "大客户导入"))
    assert (row.grade, row.override, row.reason) == ("稳健向上", "", "")


def test_overrides_are_read_from_the_head_of_the_weeks_note() -> None:
    held = texts(
        "note_overrides",
        """2026-05-22/telecom/prosperity/液冷.grade  2026-05-22 拐点向上
        2026-05-22/telecom/prosperity/液冷.reason 2026-05-22 洽谈
        2026-05-22/telecom/prosperity/v1.6光模块.grade 2026-05-22 承压""",
    )
    assert prosperity_overrides(held, WEEK, SECTOR) == {"液冷": ("拐点向上", "洽谈"), "v1.6光模块": ("承压", "")}


@pytest.mark.parametrize("note", ["2026-05-15/telecom/prosperity", "2026-05-22/electronics/prosperity", "2026-05-22/telecom/景气"])
def test_overrides_of_another_week_sector_or_note_are_none_of_ours(note: str) -> None:
    assert prosperity_overrides(texts("note_overrides", f"{note}/液冷.grade 2026-05-22 承压"), WEEK, SECTOR) == {}


def basket(weeks: int) -> BasketPath:
    """A basket whose index rises ever faster over the last ``weeks`` weeks."""
    ends = list(reversed(SESSIONS.week_ends(WEEK, weeks)))
    path = tuple((day, 1000.0 * 1.0005 ** (place**1.5)) for place, day in enumerate(ends))
    base = Figure("basket_level", "optical", "光模块", session(ends[0]), 1000.0, INDEX_POINTS, Computed("基日点位", ()))
    momentum = (path[-1][1] / path[-14][1] - 1) * 100
    moves = {"momentum": Figure("m", "optical", "光模块", session(WEEK.last), momentum, PERCENT, Computed("测试", ()))}
    rows = tuple((day, level, "[1]", datetime(day.year, day.month, day.day, 15)) for day, level in reversed(path))
    files = (origin("交易所", WEEK.last).document,)
    lineage = Queried("basket_closes", "", (), ("日期", "点位", "出处", "可见时间"), rows, "", files)
    series = Figure("basket_path", "optical", "光模块逐日点位", session(WEEK.last), path[-1][1], INDEX_POINTS, lineage)
    return BasketPath("optical", "光模块自编等权指数", "equal", base, ends[0], (), path, base, moves, (), series)


def monthly(*percents: float) -> tuple[Figure, ...]:
    """A monthly rate from January 2025 on, each published on the 25th of the month after."""
    made = []
    for number, percent in enumerate(percents):
        year, place = 2025 + number // 12, number % 12 + 1
        published = date(year + place // 12, place % 12 + 1, 25)
        when = month(year, place)
        fact = Fact("miit", "rev.yoy", when, percent, PERCENT, origin("工信部", published), str(percent), "", "电信业务收入同比")
        made.append(stated(fact))
    return tuple(figure for figure in made if isinstance(figure, Figure))


def strands(history: tuple[Figure, ...], weeks: int = 80) -> tuple[Strand, Strand]:
    held = prosperity_strands(
        SECTOR, {"optical": basket(weeks)}, drivers(SECTOR, {"miit:rev.yoy": history}, {}), SESSIONS, WEEK, METHOD
    )["光模块"]  # fmt: skip
    momentum, driver = held
    return momentum, driver


def test_momentum_is_standardised_among_the_last_52_weeks() -> None:
    momentum, _ = strands(())
    assert momentum.weight.value == 50
    assert value(momentum.now) > 1.5
    assert 0 < value(momentum.now) - value(momentum.before) < 0.5


def test_the_mean_and_the_deviation_stand_on_every_observation_of_the_window() -> None:
    momentum, _ = strands(())
    assert isinstance(momentum.now, Figure)
    assert isinstance(momentum.now.lineage, Computed)
    for _, part in momentum.now.lineage.parts[1:]:
        assert isinstance(part, Figure)
        assert isinstance(part.lineage, Queried)
        assert len(part.lineage.rows) == 52
        assert [document.publisher for document in part.lineage.documents] == ["交易所"]
        last = dict(zip(part.lineage.columns, part.lineage.rows[0], strict=True))
        assert last["动量%"] == pytest.approx((last["点位"] / last["跨度前点位"] - 1) * 100)
        assert (last["周末"], last["出处"], last["可见时间"]) == (WEEK.last, "[1]", datetime(2026, 5, 22, 15))


def test_a_basket_with_too_few_weeks_has_no_standard_score() -> None:
    momentum, _ = strands((), weeks=37)
    assert isinstance(momentum.now, NotKnown)
    assert "25期" in momentum.now.reason
    assert isinstance(strands((), weeks=38)[0].now, Figure)


def test_a_series_is_standardised_by_mean_and_population_deviation() -> None:
    _, driver = strands(monthly(*[1.0, 3.0] * 8))
    assert value(driver.now) == pytest.approx(1.0)


def test_four_weeks_ago_only_what_was_published_then_counts() -> None:
    _, driver = strands(monthly(*[1.0] * 13, 2.0, 9.0))  # March 2026 is published on 25 April, after 24 April
    assert value(driver.before) > 3
    assert value(driver.value) == 9.0
    assert value(driver.now) != pytest.approx(value(driver.before))


def test_six_observations_are_the_least() -> None:
    late = monthly(*range(16))
    assert isinstance(strands(late[-6:])[1].now, Figure)
    assert isinstance(strands(late[-5:])[1].now, NotKnown)


def test_a_series_that_ended_long_ago_does_not_speak_for_today() -> None:
    _, driver = strands(monthly(*range(10)))
    assert isinstance(driver.now, NotKnown)
    assert "已过时" in driver.now.reason


def test_a_series_that_never_changed_has_no_standard_score() -> None:
    assert isinstance(strands(monthly(*[2.0] * 16))[1].now, NotKnown)


def test_a_negative_sign_turns_the_score() -> None:
    inverted = replace(SECTOR, prosperity=(ProsperityRow("光模块", "optical", 0.5, (Driver("miit:rev.yoy", 0.5, -1),)),))
    told = drivers(inverted, {"miit:rev.yoy": monthly(*[1.0, 3.0] * 8)}, {})
    held = prosperity_strands(inverted, {"optical": basket(80)}, told, SESSIONS, WEEK, METHOD)["光模块"]
    assert value(held[1].now) == pytest.approx(-1.0)


def test_a_driver_nobody_feeds_is_printed_by_its_chinese_name_and_found_by_its_key() -> None:
    _, driver = strands(())
    assert isinstance(driver.value, NotKnown)
    assert driver.name == driver.value.subject_name == "电信业务收入同比"
    assert "miit:rev.yoy" in driver.value.reason


def test_every_kind_of_driver_has_a_chinese_name() -> None:
    names = {
        "miit:dou.yoy": "当月户均移动互联网接入流量（DOU）同比",
        "customs:85177950:usd.yoy": "光模块出口金额同比",
        "customs:85171300:kg.yoy": "税则号85171300商品出口量同比",
        "gpu_prices:GIX-H100.mom": "H100租赁价格指数环比",
        "gpu_prices:GIX-H100.same": "H100租赁价格指数同厂商环比",
        "company_results:NVIDIA:revenue.yoy": "英伟达营收同比",
        "other:x": "未识别的输入",
    }
    rows = (ProsperityRow("光模块", "optical", 0.0, tuple(Driver(series, 0.1) for series in names)),)
    companies, goods = (Company("英伟达", "0001045810", filer="NVIDIA"),), Goods("85177950", "光模块")
    told = drivers(replace(SECTOR, companies=companies, exports=goods, prosperity=rows), {}, {})
    assert {series: held.name for series, held in told.items()} == names


def test_drivers_are_found_by_source_and_the_unknown_stay_out() -> None:
    rates = monthly(1.0, 2.0)
    prices = tuple(replace(figure, value=value, unit=TIMES) for figure, value in zip(monthly(1, 2), (2.0, 3.0), strict=True))
    names = (
        "miit:rev.yoy", "customs:85177950:usd.yoy", "gpu_prices:GIX-H100.mom", "gpu_prices:GIX-H100.same",
        "company_results:NVIDIA:revenue.yoy", "other:x",
    )  # fmt: skip
    sector = replace(
        SECTOR,
        companies=(Company("英伟达", "0001045810", filer="NVIDIA"),),
        prosperity=(ProsperityRow("光模块", "optical", 0.0, tuple(Driver(name, 0.2) for name in names)),),
    )
    unknown = NotKnown("m", "rev.yoy", "收入", month(2025, 3), PERCENT, "未公布")
    gpu, same = {"GIX-H100": prices}, {"GIX-H100": (unknown, rates[1])}
    held = driver_history(sector, {"rev.yoy": (*rates, unknown)}, {"85177950:usd.month.yoy": rates}, gpu, same, {"英伟达:revenue": rates})
    assert {name: len(figures) for name, figures in held.items()} == dict(zip(names, (2, 2, 1, 1, 2, 0), strict=True))
    assert held["gpu_prices:GIX-H100.mom"][0].value == pytest.approx(50.0)
    assert held["customs:85177950:usd.yoy"][0].subject_name.endswith("同比")
