"""Prosperity: standard scores over stated windows, a missing input's weight spread over the rest, grades by thresholds."""

import json
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from market_tables import WEEK, origin, sector_with, texts, weekdays
from yanbao.core.fact import Fact
from yanbao.core.figure import Computed, Figure, Maybe, NotKnown, stated
from yanbao.core.market import BasketPath, Prosperity, Strand, setting
from yanbao.core.period import month, session
from yanbao.core.sector import Basket, Company, Driver, ProsperityRow
from yanbao.core.unit import INDEX_POINTS, PERCENT, SCORE, TIMES
from yanbao.measures.prosperity import prosperity, prosperity_overrides, prosperity_strands
from yanbao.measures.prosperity_inputs import driver_history, prosperity_method

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
    return Strand("输入", setting("权重", weight, PERCENT, session(WEEK.last)), score(now), score(now), score(before))


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


def test_overrides_are_read_from_the_head_of_the_weeks_note() -> None:
    front = {"overrides": [{"row": "液冷", "grade": "拐点向上", "reason": "洽谈"}, "乱写"]}
    notes = texts("notes", "2026-05-22/telecom/prosperity 2026-05-24 " + json.dumps({"front": front}, ensure_ascii=False))
    assert prosperity_overrides(notes, WEEK, SECTOR) == {"液冷": ("拐点向上", "洽谈")}


def test_without_a_note_there_is_no_override() -> None:
    assert prosperity_overrides(texts("notes", "2026-05-15/telecom/prosperity 2026-05-17 {}"), WEEK, SECTOR) == {}


def basket(weeks: int) -> BasketPath:
    """A basket whose index rises ever faster over the last ``weeks`` weeks."""
    ends = list(reversed(SESSIONS.week_ends(WEEK, weeks)))
    path = tuple((day, 1000.0 * 1.0005 ** (place**1.5)) for place, day in enumerate(ends))
    base = Figure("basket_level", "optical", "光模块", session(ends[0]), 1000.0, INDEX_POINTS, Computed("基日点位", ()))
    momentum = (path[-1][1] / path[-14][1] - 1) * 100
    moves = {"momentum": Figure("m", "optical", "光模块", session(WEEK.last), momentum, PERCENT, Computed("测试", ()))}
    return BasketPath("optical", "光模块自编等权指数", "equal", base, ends[0], (), path, base, moves)


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
    held = prosperity_strands(SECTOR, {"optical": basket(weeks)}, {"miit:rev.yoy": history}, SESSIONS, WEEK, METHOD)["光模块"]
    momentum, driver = held
    return momentum, driver


def test_momentum_is_standardised_among_the_last_52_weeks() -> None:
    momentum, _ = strands(())
    assert momentum.weight.value == 50
    assert value(momentum.now) > 1.5
    assert 0 < value(momentum.now) - value(momentum.before) < 0.5


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
    held = prosperity_strands(
        inverted, {"optical": basket(80)}, {"miit:rev.yoy": monthly(*[1.0, 3.0] * 8)}, SESSIONS, WEEK, METHOD
    )["光模块"]  # fmt: skip
    assert value(held[1].now) == pytest.approx(-1.0)


def test_a_driver_nobody_feeds_is_unknown_by_its_name_in_the_sector_file() -> None:
    _, driver = strands(())
    assert isinstance(driver.value, NotKnown)
    assert "miit:rev.yoy" in driver.value.reason


def test_drivers_are_found_by_source_and_the_unknown_stay_out() -> None:
    rates = monthly(1.0, 2.0)
    prices = tuple(replace(figure, value=value, unit=TIMES) for figure, value in zip(monthly(1, 2), (2.0, 3.0), strict=True))
    names = ("miit:rev.yoy", "customs:85177950:usd.yoy", "gpu_prices:GIX-H100.mom", "company_results:NVIDIA:revenue.yoy", "other:x")
    sector = replace(
        SECTOR,
        companies=(Company("英伟达", "0001045810", filer="NVIDIA"),),
        prosperity=(ProsperityRow("光模块", "optical", 0.0, tuple(Driver(name, 0.2) for name in names)),),
    )
    unknown = NotKnown("m", "rev.yoy", "收入", month(2025, 3), PERCENT, "未公布")
    held = driver_history(
        sector, {"rev.yoy": (*rates, unknown)}, {"85177950:usd.month.yoy": rates}, {"GIX-H100": prices}, {"英伟达:revenue": rates}
    )
    assert {name: len(figures) for name, figures in held.items()} == {**dict.fromkeys(names[:2], 2), names[2]: 1, names[3]: 2, names[4]: 0}
    assert held["gpu_prices:GIX-H100.mom"][0].value == pytest.approx(50.0)
    assert held["customs:85177950:usd.yoy"][0].subject_name.endswith("同比")
