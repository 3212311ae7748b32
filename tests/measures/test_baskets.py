"""Baskets: chained from 1000, weights drift and are reset on stated dates, and every level walks back to members' closes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from market_tables import BASES, WEEK, Market, sector_with, values, weekdays
from yanbao.core.figure import Figure, NotKnown, Queried, leaves
from yanbao.core.finding import YanbaoError
from yanbao.core.market import BasketPath
from yanbao.core.sector import Basket
from yanbao.core.series import Series
from yanbao.core.unit import unit
from yanbao.measures.baskets import basket_closes, baskets

SESSIONS = weekdays(date(2025, 5, 1), date(2026, 5, 29))
NO_CAPS = values("market_caps", "000001.SZ:circ_mv 2027-01-01 1", unit("万元"))
TWO = Basket("光模块自编等权指数", "equal", date(2026, 5, 14), (), ("300308.SZ", "300502.SZ"))


def path_of(basket: Basket, bars: str, caps: Series = NO_CAPS) -> BasketPath:
    sector = sector_with(basket)
    return baskets(basket_closes(Market(bars).query, sector), caps, sector, SESSIONS, WEEK, BASES)["optical"]


def bars_of(code: str, **closes: float) -> str:
    return "\n".join(f"{code} 2026-{key[1:3]}-{key[3:]} {close} 100" for key, close in closes.items())


def values_of(path: BasketPath) -> dict[str, float]:
    return {day.isoformat(): round(level, 6) for day, level in path.path}


def test_equal_weights_mean_the_mean_of_the_members_growth() -> None:
    path = path_of(TWO, bars_of("300308.SZ", d0514=10, d0515=20, d0522=30) + "\n" + bars_of("300502.SZ", d0514=50, d0515=50, d0522=25))
    assert values_of(path) == {"2026-05-14": 1000, "2026-05-15": 1500, "2026-05-22": 1750}
    week = path.moves["week"]
    assert isinstance(week, Figure)
    assert week.value == pytest.approx((1750 / 1500 - 1) * 100)
    assert [round(member.weight.value, 2) for member in path.members if isinstance(member.weight, Figure)] == [50, 50]


def test_weights_are_even_again_after_a_rebalance_and_the_level_is_chained() -> None:
    bars = bars_of("300308.SZ", d0514=10, d0515=20, d0522=40) + "\n" + bars_of("300502.SZ", d0514=10, d0515=10, d0522=10)
    assert values_of(path_of(TWO, bars))["2026-05-22"] == 2500
    reset = path_of(replace(TWO, rebalance=(date(2026, 5, 15),)), bars)
    assert values_of(reset)["2026-05-22"] == 1500 * 1.5
    assert reset.rebalanced == date(2026, 5, 15)


def test_a_rebalance_on_a_day_without_trading_counts_from_the_session_before() -> None:
    sunday = replace(TWO, rebalance=(date(2026, 5, 17),))
    path = path_of(sunday, bars_of("300308.SZ", d0514=10, d0515=20, d0522=40) + "\n" + bars_of("300502.SZ", d0514=10, d0515=10, d0522=10))
    assert path.rebalanced == date(2026, 5, 15)


def test_a_suspended_member_keeps_its_last_close() -> None:
    path = path_of(TWO, bars_of("300308.SZ", d0514=10, d0515=20) + "\n" + bars_of("300502.SZ", d0514=10, d0515=10, d0522=20))
    assert values_of(path)["2026-05-22"] == 2000


def test_a_member_without_a_close_on_a_rebalance_date_is_left_out_and_named() -> None:
    path = path_of(TWO, bars_of("300308.SZ", d0514=10, d0515=20, d0522=20) + "\n" + bars_of("300502.SZ", d0515=10, d0522=90))
    assert values_of(path)["2026-05-22"] == 2000
    assert path.left_out == ((date(2026, 5, 14), "300502.SZ"),)
    assert [member.code for member in path.members] == ["300308.SZ"]


def test_a_day_without_any_bar_has_no_point_and_no_level() -> None:
    path = path_of(TWO, bars_of("300308.SZ", d0514=10, d0515=20) + "\n" + bars_of("300502.SZ", d0514=10, d0515=10))
    assert list(values_of(path)) == ["2026-05-14", "2026-05-15"]
    assert isinstance(path.level, NotKnown)
    assert isinstance(path.moves["week"], NotKnown)


def test_a_horizon_before_the_base_date_is_unknown() -> None:
    path = path_of(TWO, bars_of("300308.SZ", d0514=10, d0515=20, d0522=30) + "\n" + bars_of("300502.SZ", d0514=50, d0515=50, d0522=25))
    assert isinstance(path.moves["year"], NotKnown)
    assert "不在光模块自编等权指数的区间内" in path.moves["year"].reason


def test_a_basket_that_starts_after_the_week_has_no_path() -> None:
    path = path_of(replace(TWO, base_date=date(2026, 6, 1)), bars_of("300308.SZ", d0522=10))
    assert (path.path, path.members, bool(path.level)) == ((), (), False)


FLOAT = replace(TWO, name="光模块自编流通市值指数", weighting="free_float")
BARS = bars_of("300308.SZ", d0514=10, d0515=10, d0522=20) + "\n" + bars_of("300502.SZ", d0514=10, d0515=10, d0522=10)


def test_free_float_weights_are_those_known_on_the_rebalance_date() -> None:
    caps = values(
        "market_caps", "300308.SZ:circ_mv 2026-05-13 300\n300308.SZ:circ_mv 2026-05-20 9\n300502.SZ:circ_mv 2026-05-13 100", unit("万元")
    )
    path = path_of(FLOAT, BARS, caps)
    assert [member.weight.value for member in path.members if isinstance(member.weight, Figure)] == [75, 25]
    assert values_of(path)["2026-05-22"] == 1750


def test_a_float_value_known_only_later_leaves_the_index_unknown() -> None:
    caps = values("market_caps", "300308.SZ:circ_mv 2026-05-27 300\n300502.SZ:circ_mv 2026-05-13 100", unit("万元"))
    path = path_of(FLOAT, BARS, caps)
    assert path.path == ()
    assert isinstance(path.level, NotKnown)
    assert "300308.SZ:circ_mv" in path.level.reason


def test_a_level_walks_back_to_each_members_row_in_every_leg() -> None:
    path = path_of(replace(TWO, rebalance=(date(2026, 5, 15),)), BARS)
    held = [leaf.lineage for leaf in leaves(path.level) if isinstance(leaf, Figure)]
    assert [len(lineage.rows) for lineage in held if isinstance(lineage, Queried)] == [2, 2]
    last = held[-1]
    assert isinstance(last, Queried)
    row = dict(zip(last.columns, last.rows[0], strict=True))
    assert (row["权重%"], row["调样日收盘"], row["收盘"], row["出处"]) == (50, 10, 20, "[1] 第4行")
    assert (str(row["可见时间"]), [document.digest for document in last.documents]) == ("2026-05-22 15:00:00", ["b" * 64])


def test_every_day_of_the_path_names_the_files_it_is_made_from() -> None:
    series = path_of(TWO, BARS).series
    assert series is not None
    assert isinstance(series.lineage, Queried)
    assert {row[2] for row in series.lineage.rows} == {"[1]"}
    assert [document.file for document in series.lineage.documents] == ["inbox/bars.csv"]


def test_the_number_that_an_equal_weight_divides_by_stands_on_the_members_closes() -> None:
    (number,) = leaves(path_of(TWO, BARS).members[0].weight)
    assert isinstance(number, Figure)
    assert isinstance(number.lineage, Queried)
    assert [(row[0], row[3]) for row in number.lineage.rows] == [("300308.SZ", "[1] 第2行"), ("300502.SZ", "[1] 第5行")]


def test_a_code_that_is_none_is_refused_before_it_reaches_a_query() -> None:
    sector = sector_with(replace(TWO, members=("300308.SZ'; DROP TABLE facts; --",)))
    with pytest.raises(YanbaoError, match="成分股代码"):
        basket_closes(Market("300308.SZ 2026-05-22 1 1").query, sector)


@settings(deadline=None)
@given(st.lists(st.floats(1, 1000), min_size=4, max_size=4), st.booleans())
def test_a_path_lies_between_its_worst_and_best_member(closes: list[float], rebalanced: bool) -> None:
    one, two, three, four = closes
    basket = replace(TWO, rebalance=(date(2026, 5, 14),) if rebalanced else ())
    path = path_of(basket, bars_of("300308.SZ", d0514=one, d0522=two) + "\n" + bars_of("300502.SZ", d0514=three, d0522=four))
    growth = dict(path.path)[WEEK.last] / 1000
    assert min(two / one, four / three) * (1 - 1e-9) <= growth <= max(two / one, four / three) * (1 + 1e-9)
