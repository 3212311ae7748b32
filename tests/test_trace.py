"""A trace walks a figure back to the rows and bytes it came from, in words a reader can follow."""

from __future__ import annotations

import json
from datetime import date

import pytest

from traced import WEEK, close, counted, excess, fact, rank, trace, unknown, users_share, week_move
from yanbao.core.arithmetic import compute, share, total
from yanbao.core.figure import Computed, Figure, Maybe, stated
from yanbao.core.market import setting
from yanbao.core.period import month, session
from yanbao.core.rows import Rows
from yanbao.core.unit import COUNT, INDEX_POINTS, PERCENT, unit
from yanbao.report.expression import expression
from yanbao.report.trace import SHOWN_ROWS, lines


def dollars(value: float, number: int = 1) -> Maybe:
    return stated(fact("85177950:usd", "光模块出口额", month(2026, number), value, unit("亿美元"), f"{value}"))


def product() -> Maybe:
    return compute("两数之积", [("甲", dollars(2.0)), ("乙", dollars(3.0))], lambda a, b: a * b, unit(""))


def quotient(close_of_row: float) -> Figure:
    answer = Rows("moves", "select 1", (), ("code", "last", "base"), (("801770.SI", close_of_row, 8205.73),))
    value = (close_of_row / 8205.73 - 1) * 100
    return Figure(
        "move",
        "801770.SI",
        "通信",
        session(WEEK.last),
        value,
        PERCENT,
        answer.lineage(answer.columns, answer.values, "(last ÷ base − 1) × 100%"),
    )


def of_stocks(count: int) -> Maybe:
    return Figure("breadth_up", "801770.SI", "只数", session(WEEK.last), float(count), COUNT, Computed("各行业只数之和", ()), 0)


@pytest.mark.parametrize(
    ("figure", "reads"),
    [
        (week_move(), "(8126.06 ÷ 8205.73 − 1) × 100% = -0.97%"),
        (excess(), "(-0.9709) − (-0.2634) = -0.71个百分点"),
        (share(of_stocks(43), of_stocks(127)), "43 ÷ 127 × 100% = 33.86%"),
        (users_share(), "12.54 ÷ 18.36 × 100% = 68.3%"),
        (total([dollars(5.12), dollars(-4.33, 2)]), "5.12 + (-4.33) = 0.79亿美元"),
        (dollars(5.12).in_unit(unit("万美元"), 0), "5.12亿美元 = 51200万美元"),
        (quotient(8126.06), "(8126.06 ÷ 8205.73 − 1) × 100% = -0.97%"),
        (product(), "由 甲 2.0，乙 3.0 得 6.00"),
        (close("801770.SI", "通信", WEEK.last, 8126.06), ""),
        (rank(), ""),
        (unknown(), ""),
    ],
)
def test_an_expression_is_the_formula_with_its_numbers(figure: Maybe, reads: str) -> None:
    assert expression(figure) == reads


def test_a_long_sum_shows_both_ends_and_its_length() -> None:
    assert expression(total([dollars(1.5, place) for place in range(1, 13)] * 2)).endswith("1.5 + … + 1.5（共24项） = 36.00亿美元")


def test_a_stated_figure_names_its_bytes_and_all_its_clocks() -> None:
    source = trace(close("801770.SI", "通信", WEEK.last, 8126.06))["source"]
    assert source == {
        "publisher": "申万宏源研究",
        "source": "levels",
        "file": "inbox/levels.csv",
        "series": "levels",
        "subject": "801770.SI",
        "locator": "第12行",
        "digest": "ab" * 32,
        "published": "2026-05-22",
        "known": "2026-05-24 20:15:00",
        "visible": "2026-05-22 18:00:00",
        "stated": "8126.06",
        "note": "样例",
    }


def test_a_computed_figure_holds_its_parts_down_to_the_closes() -> None:
    held = trace(excess())
    assert [part["role"] for part in held["parts"]] == ["甲", "乙"]
    assert [part["role"] for part in held["parts"][0]["trace"]["parts"]] == ["期末", "期初"]
    assert held["parts"][1]["trace"]["parts"][0]["trace"]["source"]["file"] == "inbox/levels.csv"


def test_a_query_shows_its_rows_up_to_a_limit_and_counts_them_all() -> None:
    query = trace(rank(SHOWN_ROWS + 50))["query"]
    assert (query["query"], query["params"], query["columns"][0]) == ("week_ranks", {"week_last": "2026-05-22"}, "code")
    assert (len(query["rows"]), query["row_count"]) == (SHOWN_ROWS, SHOWN_ROWS + 50)


def test_the_rows_of_a_query_point_at_kept_files_by_number() -> None:
    query = trace(counted())["query"]
    assert query["documents"] == [
        {"publisher": "申万宏源研究", "source": "levels", "file": "inbox/levels.csv", "digest": "ab" * 32, "known": "2026-05-24 20:15:00"}
    ]
    assert [row[-1] for row in query["rows"]] == ["[1] 第12行", "[1] 第12行"]


def test_the_terminal_tree_names_the_files_that_rows_point_at() -> None:
    told = [line.strip() for line in lines(trace(counted()))]
    assert "688143.SH | 27.98 | [1] 第12行" in told
    assert told[-2:] == ["文件[1]：申万宏源研究，inbox/levels.csv，知悉时间 2026-05-24 20:15:00", f"摘要：sha256 {'ab' * 32}"]


def test_rows_met_again_in_one_trace_are_not_told_again() -> None:
    count = counted()
    first, second = (part["trace"] for part in trace(total([count, count]))["parts"])
    assert ("query" in first, "query" in second, second["repeated"]) == (True, False, True)
    assert lines(second)[-1].strip() == "（上文已列出其数据行）"


def test_a_number_that_is_set_says_where() -> None:
    weight = setting("动量的权重", 37.5, PERCENT, session(WEEK.last), "sectors/telecom.toml")
    held = trace(weight)
    assert held["setting"] == "sectors/telecom.toml"
    assert lines(held)[1] == "  设定于：sectors/telecom.toml"
    assert expression(compute("权重 × 分", [("权重", weight), ("分", weight)], lambda a, b: a * b, PERCENT)).startswith("37.5 × 37.5 = ")


def test_dates_in_rows_are_plain_data() -> None:
    answer = Rows("q", "", (), ("code", "day"), (("801770.SI", date(2026, 5, 22)),))
    figure = Figure("m", "801770.SI", "通信", session(WEEK.last), 1.0, INDEX_POINTS, answer.lineage(answer.columns, answer.values, ""))
    assert json.loads(json.dumps(trace(figure)))["query"]["rows"] == [["801770.SI", "2026-05-22"]]


def test_an_unknown_figure_says_why() -> None:
    held = trace(unknown())
    assert (held["value"], held["missing"]) == (None, "本月通报未披露")


def test_a_part_used_again_and_again_is_told_once() -> None:
    figure = week_move()
    for _ in range(30):
        figure = compute("甲 + 乙", [("甲", figure), ("乙", figure)], lambda a, b: a + b, PERCENT)
    assert len(json.dumps(trace(figure))) < 40_000


def test_the_terminal_tree_tells_formula_numbers_source_and_clocks() -> None:
    told = lines(json.loads(json.dumps(trace(week_move()))))
    assert told[0].startswith("通信  本周涨跌幅  2026-05-15至2026-05-22  -0.97%")
    assert told[1:3] == ["  公式：(期末 ÷ 期初 − 1) × 100%", "  代入：(8126.06 ÷ 8205.73 − 1) × 100% = -0.97%"]
    assert told[3].startswith("  期末：通信  levels  2026-05-22  8126.06点")
    assert told[4] == "    来源：申万宏源研究，inbox/levels.csv，第12行，原文 8126.06"
    assert told[5] == "    发布时间：2026-05-22  知悉时间：2026-05-24 20:15:00  可见时间：2026-05-22 18:00:00"


def test_the_terminal_tree_shows_a_few_rows_of_a_query_and_how_many_are_left() -> None:
    told = lines(trace(rank(31)))
    assert "  数据行：共31行" in told
    assert told[-1].strip() == "…… 另有19行"


def test_the_terminal_tree_gives_the_reason_of_an_absence() -> None:
    assert lines(trace(unknown()))[1] == "  未知原因：本月通报未披露"
