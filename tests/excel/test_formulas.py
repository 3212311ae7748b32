"""Each kind of lineage becomes the formula that gives its figure again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import fmean, median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper import WEEK
from traced import close, excess, printing, rank, users_share, week_move
from workbook import Workbook
from yanbao.core.arithmetic import compute, difference, move, share, total
from yanbao.core.figure import Computed, Figure, Maybe
from yanbao.core.period import month
from yanbao.core.rows import Rows
from yanbao.core.unit import COUNT, INDEX_POINTS, PERCENT, RANK, SCORE, TIMES, unit
from yanbao.report.blocks import Para
from yanbao.report.press import Press
from yanbao.report.sentences import say
from yanbao.report.writers import excel
from yanbao.report.writers.excel.figures import LETTER
from yanbao.report.writers.excel.formulas import Cells, arithmetic, of_parts, of_rows

NUMBERS = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-3)


def number(value: float, symbol: str = "点", name: str = "某数") -> Figure:
    held = close(name, name, WEEK.last, value)
    assert isinstance(held, Figure)
    return replace(held, unit=unit(symbol))


def formula(figure: Maybe, *rows: int) -> str:
    assert isinstance(figure, Figure)
    lineage = figure.lineage
    assert isinstance(lineage, Computed)
    return of_parts(figure, Cells("F", rows or range(11, 11 + len(lineage.parts))))


def recalculated(figure: Maybe, press: Press) -> object:
    """What the formula beside a printed figure comes to in the workbook of a report that prints it alone."""
    book = Workbook(excel.write(printing(Para(say("{figure}", figure=figure))), press))
    at = next(at for sheet, at, _ in book.formulas() if sheet == "全部数字" and at.startswith(LETTER["重算值"]))
    return book.evaluated("全部数字", at)


def test_arithmetic_is_what_the_formula_says() -> None:
    assert formula(week_move(), 12, 11) == "=(F12/F11-1)*100"
    assert formula(difference(number(3, "%"), number(1, "%"))) == "=F11-F12"
    assert formula(share(number(3, "万户"), number(9, "万户"))) == "=F11/F12*100"
    assert formula(compute("100% ÷ 成分只数", [("成分只数", number(12, "只"))], lambda count: 100 / count, PERCENT)) == "=100/F11"
    made = compute(
        "（本期动量 − 窗口均值）÷ 窗口标准差", [(role, number(2)) for role in ("本期动量", "窗口均值", "窗口标准差")], max, SCORE
    )
    assert formula(made) == "=(F11-F12)/F13"


def test_a_remark_behind_a_formula_is_no_part_of_it() -> None:
    made = compute("本期末 − 上年末；按公布位数，差在0.08至0.1亿户之间", [("本期末", number(3)), ("上年末", number(1))], max, INDEX_POINTS)
    assert formula(made) == "=F11-F12"


def test_one_magnitude_in_another() -> None:
    assert formula(number(615462699, "美元").in_unit(unit("亿美元"))) == "=F11/100000000"
    assert formula(number(5, "百万个").in_unit(unit("亿个"))) == "=F11*1000000/100000000"


def test_cells_that_follow_each_other_are_one_range() -> None:
    assert formula(total([number(1), number(2), number(3)]), 11, 12, 20) == "=SUM(F11:F12,F20)"
    assert of_parts(total([number(1), number(2)]), Cells("F", (5, 6), "依据")) == "=SUM('依据'!F5:F6)"  # type: ignore[arg-type]


def test_a_formula_in_words_that_nobody_knows_has_none() -> None:
    assert formula(compute("专家判断", [("甲", number(1)), ("乙", number(2))], max, SCORE)) == ""
    assert of_rows(rank(), {"move": "A1:A31"}) == ""


@pytest.mark.parametrize("said", ["甲 与 乙 之比", "甲 − 丙", "甲", '甲 − 乙&"x"', "甲 − 乙 + HYPERLINK(1)"])
def test_words_among_the_roles_are_no_arithmetic(said: str) -> None:
    assert arithmetic(said, {"甲": "F1", "乙": "F2"}) == ""


WORDED: list[tuple[str, int, Callable[..., float]]] = [
    ("年初以来各月之和", 4, lambda *values: sum(values)),
    ("两月都在样本内的厂商挂牌价的中位数", 5, lambda *values: median(values)),
    ("参与排名的行业个数", 6, lambda *values: float(len(values))),
    ("（本期 − 各期均值）÷ 各期总体标准差", 7, lambda *values: (values[0] - fmean(values)) / pstdev(values)),
    ("（本期 − 各期均值）÷ 各期总体标准差，取反", 7, lambda *values: -(values[0] - fmean(values)) / pstdev(values)),
    ("Σ 权重 × 标准分 ÷ Σ 权重", 4, lambda a, x, b, y: (a * x + b * y) / (a + b)),
    ("Σ 权重 ×（现标准分 − 前标准分）÷ Σ 权重", 4, lambda a, x, b, y: (a * x + b * y) / (a + b)),
]


@pytest.mark.parametrize(("said", "count", "calculate"), WORDED, ids=[said for said, _, _ in WORDED])
def test_formulas_in_words_recompute(said: str, count: int, calculate: Callable[..., float], press: Press) -> None:
    parts = [(f"{place}月", number(3.7 + place * 1.3 * (-1) ** place, name=f"数{place}")) for place in range(count)]
    made = compute(said, parts, calculate, SCORE)
    assert isinstance(made, Figure)
    assert recalculated(made, press) == pytest.approx(made.value, rel=1e-12)


def test_a_rank_counts_the_better_ones_and_a_tie_shares_its_place(press: Press) -> None:
    parts = tuple((name, number(value, "%", name)) for name, value in (("甲", 2.0), ("乙", 1.000000000000001), ("丙", 1.0), ("丁", 1.0)))
    for name, place in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3)):
        made = Figure("rank", name, name, month(2026, 4), float(place), RANK, Computed("按涨跌幅由高到低排名；并列者取相同名次", parts), 0)
        assert recalculated(made, press) == place


QUERIED: list[tuple[str, tuple[str, ...], list[tuple[object, ...]], float]] = [
    ("Σ 权重 × 收盘 ÷ 调样日收盘；停牌者沿用最近收盘", ("权重%", "调样日收盘", "收盘"), [(40.0, 10.0, 12.0), (60.0, 5.0, 4.0)], 0.96),
    ("窗口内各期动量的均值", ("周末", "动量%"), [(date(2026, 5, 22), 2.0), (date(2026, 5, 15), 4.0)], 3.0),
    ("窗口内各期动量的总体标准差", ("周末", "动量%"), [(date(2026, 5, 22), 2.0), (date(2026, 5, 15), 4.0)], 1.0),
    ("(点位 ÷ 跨度前点位 − 1) × 100%", ("周末", "点位", "跨度前点位"), [(date(2026, 5, 22), 110.0, 100.0)], 10.0),
    ("只数；涨跌按未修约的本周涨跌幅", ("代码", "涨跌幅%"), [("a", 1.0), ("b", None), ("c", 2.0)], 3.0),
    ("市净率为正的成分股的中位数", ("代码", "总市值（万元）", "市净率"), [("a", 9.0, 1.0), ("b", 9.0, 3.0), ("c", 9.0, 8.0)], 3.0),
    ("Σ总市值 ÷ Σ（总市值 ÷ 市盈率），只计市盈率为正的成分股", ("总市值（万元）", "市盈率"), [(100.0, 10.0), (300.0, 30.0)], 20.0),
    ("市盈率低于最近一期的期数 ÷ 其余期数 × 100%", ("快照日", "市盈率"), [(1, 10.0), (2, 30.0), (3, 12.0), (4, 12.0), (5, 12.5)], 75.0),
]  # fmt: skip


@pytest.mark.parametrize(("said", "columns", "rows", "value"), QUERIED, ids=[said for said, *_ in QUERIED])
def test_formulas_over_the_rows_of_a_query_recompute(
    said: str, columns: tuple[str, ...], rows: list[tuple[object, ...]], value: float, press: Press
) -> None:
    lineage = Rows("query", "select 1", (), columns, ()).lineage(columns, rows, said)
    made = Figure("measure", "subject", "名称", month(2026, 4), value, TIMES if value < 50 else COUNT, lineage)
    assert recalculated(made, press) == pytest.approx(value, rel=1e-12)


@given(NUMBERS, NUMBERS)
def test_a_move_recomputes_to_the_last_bit(last: float, base: float) -> None:
    made = move(number(base), number(last))
    assert isinstance(made, Figure)
    told = formula(made, 1, 2).removeprefix("=").replace("F1", repr(last)).replace("F2", f"({base!r})")
    assert eval(told) == made.value  # the two numbers of the test in the formula under test


def test_parts_of_parts_stand_in_cells_of_their_own(press: Press) -> None:
    for figure in (excess(), users_share()):
        assert isinstance(figure, Figure)
        assert recalculated(figure, press) == pytest.approx(figure.value, rel=1e-12)
