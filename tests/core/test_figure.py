"""Figures carry their lineage, and an unknown part makes an unknown figure, never a guess."""

from datetime import date, datetime

import pytest

from yanbao.core.arithmetic import difference, move, share, total
from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Computed, Figure, NotKnown, leaves, stated
from yanbao.core.period import month_end, session
from yanbao.core.unit import INDEX_POINTS, PERCENT, POINTS, UnitError, unit
from yanbao.core.words import choose, digits, printed

ORIGIN = Origin(
    "index_levels", "申万宏源研究", "inbox/a.csv", "d" * 64, "第2行", date(2026, 5, 22), datetime(2026, 5, 23), datetime(2026, 5, 22)
)


def close(day: date, value: float | None) -> Figure | NotKnown:
    return stated(Fact("index_close", "801770.SI", session(day), value, INDEX_POINTS, ORIGIN, str(value), "", "通信"))


def test_a_move_is_measured_close_to_close_and_remembers_both_closes() -> None:
    made = move(close(date(2026, 5, 15), 8205.73), close(date(2026, 5, 22), 8126.06))
    assert isinstance(made, Figure)
    assert made.value == pytest.approx(-0.97091, abs=1e-5)
    assert (made.unit, made.period.key) == (PERCENT, "2026-05-15..2026-05-22")
    assert isinstance(made.lineage, Computed)
    assert [leaf.id for leaf in leaves(made)] == ["index_close:801770.SI:2026-05-22", "index_close:801770.SI:2026-05-15"]
    assert choose(made, "上涨", "下跌", "持平") + printed(made, magnitude=True) == "下跌0.97%"


def test_a_missing_close_makes_the_move_unknown_and_says_which() -> None:
    made = move(close(date(2026, 5, 15), 8205.73), close(date(2026, 5, 22), None))
    assert isinstance(made, NotKnown)
    assert "期末缺失" in made.reason
    assert printed(made) == "—"


def test_a_base_of_zero_is_unknown_not_infinite() -> None:
    assert not move(close(date(2026, 5, 15), 0.0), close(date(2026, 5, 22), 1.0))


def users(value: float, symbol: str) -> Figure | NotKnown:
    return stated(Fact("miit", "5g", month_end(2026, 3), value, unit(symbol), ORIGIN, str(value)))


def test_shares_and_differences_convert_within_a_kind_and_refuse_across() -> None:
    part = share(users(12.54, "亿户"), users(183600, "万户"))
    assert isinstance(part, Figure)
    assert part.value == pytest.approx(12.54 / 18.36 * 100)
    gained = difference(users(12.54, "亿户"), users(120400, "万户"))
    assert isinstance(gained, Figure)
    assert (gained.value, gained.unit.symbol) == (pytest.approx(0.5), "亿户")
    with pytest.raises(UnitError):
        total([users(1, "亿户"), users(1, "亿元")])


def test_percentages_differ_in_percentage_points() -> None:
    one, other = (
        move(close(date(2026, 5, 15), 100), close(date(2026, 5, 22), 103)),
        move(close(date(2026, 5, 15), 100), close(date(2026, 5, 22), 101)),
    )
    excess = difference(one, other)
    assert excess.unit == POINTS
    assert printed(excess, signed=True) == "+2.00个百分点"


def test_a_printed_zero_is_called_flat() -> None:
    nearly = move(close(date(2026, 5, 15), 100000), close(date(2026, 5, 22), 100001))
    assert (choose(nearly, "上涨", "下跌", "持平"), digits(nearly)) == ("持平", "0.00")
    assert choose(close(date(2026, 5, 15), None), "a", "b", "c") == ""
