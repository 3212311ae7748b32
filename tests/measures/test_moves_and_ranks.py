"""Moves start from stated sessions, excess needs both sides, and ranks count every known industry once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market_tables import BASES, SECTOR, WEEK, levels, texts, weekdays
from yanbao.core.figure import Computed, Figure, NotKnown, leaves
from yanbao.core.period import span
from yanbao.core.sessions import Bases
from yanbao.core.unit import PERCENT, POINTS
from yanbao.measures.excess import standings
from yanbao.measures.moves import (
    index_20_session_move,
    index_52_week_move,
    index_month_move,
    index_moves,
    index_week_move,
    index_year_move,
)
from yanbao.measures.ranks import index_week_rank
from yanbao.measures.trails import relative_performance
from yanbao.report.expression import expression

SESSIONS = weekdays(date(2025, 5, 1), date(2026, 5, 29))
CLOSES = levels("""
801770.SI 通信 2025-05-23=2812.28 2025-12-31=5501.23 2026-04-21=7318.96 2026-04-30=7124.91 2026-05-15=8205.73 2026-05-22=8126.06
801080.SI 电子 2026-05-15=100 2026-05-22=106
000001.SH 上证指数 2025-05-23=3348.37 2026-05-15=4000 2026-05-22=3980
000300.SH 沪深300 2025-05-23=3882.27 2026-05-06=4800 2026-05-07=4823
""")


def all_moves() -> dict[str, object]:
    return index_moves(
        index_week_move(CLOSES, WEEK),
        index_month_move(CLOSES, WEEK, BASES),
        index_20_session_move(CLOSES, WEEK, BASES),
        index_year_move(CLOSES, WEEK, BASES),
        index_52_week_move(CLOSES, WEEK, BASES),
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("horizon", "base", "percent"),
    [
        ("week", date(2026, 5, 15), -0.9709),
        ("month", date(2026, 4, 30), 14.0514),
        ("sessions20", date(2026, 4, 21), 11.0275),
        ("year", date(2025, 12, 31), 47.7135),
        ("weeks52", date(2025, 5, 23), 188.9492),
    ],
)
def test_each_move_starts_from_the_close_of_its_base_session(horizon: str, base: date, percent: float) -> None:
    made = all_moves()[horizon]["801770.SI"]  # type: ignore[index]
    assert made.value == pytest.approx(percent, abs=1e-3)
    assert made.period == span(base, WEEK.last)
    assert [leaf.period.end for leaf in leaves(made)] == [WEEK.last, base]


def test_a_missing_base_close_is_unknown_not_the_nearest_one() -> None:
    made = index_month_move(CLOSES, WEEK, BASES)["801080.SI"]
    assert isinstance(made, NotKnown)
    assert "2026-04-30" in made.reason


def test_a_base_beyond_the_session_table_is_unknown() -> None:
    made = index_52_week_move(CLOSES, WEEK, Bases(WEEK.base, None, None, None, None))["801770.SI"]
    assert isinstance(made, NotKnown)
    assert "交易日表" in made.reason


def test_excess_is_in_percentage_points_and_unknown_where_the_benchmark_is() -> None:
    (own,) = standings(SECTOR, all_moves(), {}, WEEK)  # type: ignore[arg-type]
    over_shanghai, over_csi = own.excess["week"]["000001.SH"], own.excess["week"]["000300.SH"]
    assert isinstance(over_shanghai, Figure)
    assert (over_shanghai.value, over_shanghai.unit) == (pytest.approx(-0.9709 + 0.5, abs=1e-3), POINTS)
    assert expression(over_shanghai) == "(-0.9709) − (-0.5000) = -0.47个百分点"
    assert isinstance(over_csi, NotKnown)
    assert "沪深300" in over_csi.reason
    assert own.benchmarks == (("000300.SH", "沪深300"), ("000001.SH", "上证指数"))


def test_a_benchmark_no_source_knows_is_named_by_its_code() -> None:
    moves = {horizon: {code: move for code, move in held.items() if code != "000300.SH"} for horizon, held in all_moves().items()}  # type: ignore[attr-defined]
    (own,) = standings(SECTOR, moves, {}, WEEK)
    assert "没有000300.SH的点位" in str(own.excess["week"]["000300.SH"])


INDICES = texts(
    "sw_indices", "801770.SI 2021-07-30 通信\n801080.SI 2021-07-30 电子\n801010.SI 2021-07-30 农林牧渔\n801040.SI 2021-07-30 钢铁"
)


def week_of(**percents: float | None) -> dict[str, Figure | NotKnown]:
    """Moves of the week by the last digits of the code: i801770=1.5; None is unknown."""
    when = span(WEEK.base, WEEK.last)
    return {
        f"{key[1:]}.SI": NotKnown("m", f"{key[1:]}.SI", key, when, PERCENT, "没有点位")
        if value is None
        else Figure("m", f"{key[1:]}.SI", key, when, value, PERCENT, Computed("测试", ()))
        for key, value in percents.items()
    }


def test_equal_moves_share_a_rank_and_the_next_is_pushed_down() -> None:
    ranking = index_week_rank(week_of(i801770=1.0, i801080=2.0, i801010=2.0, i801040=-1.0), INDICES)
    assert {code: rank.value for code, rank in ranking.ranks.items() if isinstance(rank, Figure)} == {
        "801080.SI": 1, "801010.SI": 1, "801770.SI": 3, "801040.SI": 4,
    }  # fmt: skip
    assert "相同名次" in ranking.tie_rule


def test_moves_that_print_alike_but_differ_are_ranked_apart() -> None:
    ranking = index_week_rank(week_of(i801770=1.001, i801080=1.002), INDICES)
    assert isinstance(ranking.ranks["801770.SI"], Figure)
    assert ranking.ranks["801770.SI"].value == 2


def test_an_unknown_move_is_left_out_of_the_count_and_said() -> None:
    ranking = index_week_rank(week_of(i801770=1.0, i801080=None), INDICES)
    assert isinstance(ranking.count, Figure)
    assert (ranking.count.value, [move.subject for move in ranking.left_out]) == (1, ["801080.SI"])
    assert not ranking.ranks["801080.SI"]


def test_an_index_that_is_no_industry_is_not_ranked() -> None:
    ranking = index_week_rank({**week_of(i801770=1.0), **week_of(i000300=9.0)}, INDICES)
    assert [move.subject for move in ranking.moves] == ["801770.SI"]


def test_without_any_move_the_count_is_unknown() -> None:
    assert isinstance(index_week_rank({}, INDICES).count, NotKnown)


def test_a_rank_walks_back_to_both_closes_of_every_industry() -> None:
    ranking = index_week_rank(index_week_move(CLOSES, WEEK), INDICES)
    rank = ranking.ranks["801770.SI"]
    assert isinstance(rank, Figure)
    assert (rank.value, len(list(leaves(rank)))) == (2, 4)


@given(st.lists(st.floats(-50, 50).map(lambda value: round(value, 1)), min_size=1, max_size=4))
def test_a_rank_is_one_more_than_the_number_of_better_moves(percents: list[float]) -> None:
    codes = ["i801770", "i801080", "i801010", "i801040"][: len(percents)]
    ranking = index_week_rank(week_of(**dict(zip(codes, percents, strict=True))), INDICES)
    for code, value in zip(codes, percents, strict=True):
        rank = ranking.ranks[f"{code[1:]}.SI"]
        assert isinstance(rank, Figure)
        assert rank.value == 1 + sum(other > value for other in percents)
    assert [move.value for move in ranking.moves] == sorted(percents, reverse=True)


def test_a_trail_starts_at_nothing_and_ends_where_its_data_end() -> None:
    sector, csi, _ = relative_performance(CLOSES, SECTOR, WEEK, BASES, SESSIONS)
    assert sector.points[0] == (date(2025, 5, 23), 0.0)
    assert sector.points[-1][1] == pytest.approx(188.9492, abs=1e-3)
    assert csi.points[-1][0] == date(2026, 5, 7)
    assert not csi.move


def test_sessions_without_a_close_are_counted() -> None:
    whole_week = levels("801770.SI 通信 2025-05-23=1 2025-05-26=2 2025-05-28=3 2025-05-30=4")
    assert relative_performance(whole_week, SECTOR, WEEK, BASES, SESSIONS)[0].missing == 2


def test_a_trail_without_its_first_close_is_not_drawn() -> None:
    late = levels("801770.SI 通信 2026-05-15=1 2026-05-22=2")
    assert relative_performance(late, SECTOR, WEEK, BASES, SESSIONS)[0].points == ()
