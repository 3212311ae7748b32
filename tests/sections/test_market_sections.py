"""Market sections: words follow the values, exhibits carry their sources, and what is unknown is said, not filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from market_figures import NAMES, OPTICAL, TWO, basket, exhibits, figure, known, ranking, table, words
from market_tables import SECTOR, WEEK, origin
from yanbao.core.fact import Fact
from yanbao.core.figure import stated
from yanbao.core.market import HORIZONS, BasketPath, Breadth, Movers, Ranking, Standing, Stock, Trail
from yanbao.core.period import session
from yanbao.core.sector import Contact, Desk, House, Review, Signer
from yanbao.core.unit import COUNT, INDEX_POINTS, POINTS
from yanbao.report.blocks import Block, Chart, Corrects, Cover, Issue, Table, cites, plain
from yanbao.report.sections.cover import cover, gaps
from yanbao.report.sections.market_review import market_review
from yanbao.report.sourcing import source_line

# --- 本周行情 ---


def standing(week: float | None = -0.97, excess: Mapping[str, float | None] | None = None) -> Standing:
    moves = {
        "week": figure(week),
        "month": figure(14.05, base=date(2026, 4, 30)),
        "sessions20": figure(11.03),
        "year": figure(47.71, base=date(2025, 12, 31)),
        "weeks52": figure(None),
    }
    over = excess if excess is not None else {"000001.SH": -0.43}
    held = {code: figure(value, POINTS, f"801770.SI-{code}") for code, value in over.items()}
    return Standing("申万通信", moves, dict.fromkeys(moves, held), tuple((code, NAMES[code]) for code in over))


def stock(name: str, value: float | None) -> Stock:
    move = figure(value, subject=name)
    return Stock(name, name, move, dict.fromkeys(HORIZONS, move))


MOVERS = Movers(
    (stock("长盈通", 27.98), stock("美格智能", 17.0)),
    (stock("元道通信", -19.58),),
    known(127, COUNT, "members", 0),
    excluded=(stock("*ST天喻", 3.0),),
    suspended=(stock("停牌股", None),),
    unmeasured=(),
    names_seen=date(2026, 5, 7),
)


def breadth_of(name: str, up: float | None, down: float | None) -> Breadth:
    total = None if up is None or down is None else up + down
    shares = [None if total is None or part is None else part / total * 100 for part in (up, 0.0, down)]
    return Breadth(
        name, figure(up, COUNT, name, 0), figure(0 if total else None, COUNT, name, 0), figure(down, COUNT, name, 0),
        figure(total, COUNT, name, 0), (figure(shares[0], decimals=1), figure(shares[1], decimals=1), figure(shares[2], decimals=1)),
        figure(2, COUNT, name, 0),
    )  # fmt: skip


def review(
    own: Standing | None = None, ranked: Ranking = TWO, movers: Movers = MOVERS, breadth: Sequence[Breadth] | None = None
) -> list[Block]:
    rows = [own or standing(), Standing("服务器", standing(0.66).moves, standing().excess, standing().benchmarks)]
    return list(
        market_review(SECTOR, WEEK, ranked, rows, movers, breadth or (breadth_of("申万通信", 43, 84), breadth_of("全部A股", 60, 40)))
    )


def test_the_sector_is_told_with_its_dates_rank_tie_rule_and_bases() -> None:
    said = words(review())
    assert (
        "本周（2026-05-18至2026-05-22）申万通信指数下跌0.97%，在2个申万一级行业中排名第2（按涨跌幅由高到低，并列者取相同名次，其后顺延）"
        in said
    )
    assert "本月以来（自2026-04-30收盘）上涨14.05%，年初以来（自2025-12-31收盘）上涨47.71%" in said
    assert "本周自2026-05-15收盘算起" in said


def test_a_move_that_prints_as_zero_is_flat() -> None:
    assert "申万通信指数持平，" in words(review(standing(-0.004)))


@pytest.mark.parametrize(("excess", "says"), [(-0.43, "本周跑输0.43个百分点"), (1.2, "本周跑赢1.20个百分点"), (0.001, "本周持平，")])
def test_excess_words_follow_the_sign(excess: float, says: str) -> None:
    assert says in words(review(standing(excess={"000001.SH": excess})))


def test_a_missing_benchmark_is_said_once_and_is_no_zero() -> None:
    said = words(review(standing(excess={"000300.SH": None, "000001.SH": -0.43})))
    assert said.count("—（数据暂缺）") == 1
    assert "相对沪深300的超额收益—（数据暂缺）；相对上证指数，本周跑输" in said


def test_industries_are_drawn_in_rank_order_with_our_own_named_in_title_and_colour() -> None:
    drawn = exhibits(review())["industries_week"]
    assert isinstance(drawn.body, Chart)
    assert drawn.body.highlight == "通信"
    assert drawn.body.marks[0].points == (("电子", 6.56), ("通信", -0.97))
    assert [cite.text for _, cite in drawn.body.marks[0].labels] == ["+6.56", "-0.97"]
    assert plain(drawn.title) == "2个申万一级行业中，电子本周上涨6.56%居首，通信下跌0.97%排名第2"
    assert drawn.source == "资料来源：申万宏源研究；数据截至2026-05-22"


def test_an_industry_without_a_move_is_named_in_the_note() -> None:
    drawn = exhibits(review(ranked=ranking(known(-0.97), left_out=[figure(None, subject="801080.SI")])))["industries_week"]
    assert plain(drawn.note) == "电子本周涨跌幅未知，不参与排名。"


def test_without_any_industry_the_exhibit_is_missing() -> None:
    assert exhibits(review(ranked=ranking()))["industries_week"].body is None


def test_movers_are_named_with_moves_and_the_ones_set_apart_with_reasons() -> None:
    said = words(review())
    assert "申万通信127只成分股中，本周涨跌幅居前的为长盈通（+27.98%）、美格智能（+17.00%）；居后的为元道通信（-19.58%）。" in said
    assert "*ST天喻的简称带*ST，不参与比较；停牌股全周停牌，不参与比较；各股均有基期收盘价。" in said
    assert "简称以2026-05-07所见为准" in said


def test_movers_are_drawn_from_best_to_worst() -> None:
    drawn = exhibits(review())["movers_week"]
    assert isinstance(drawn.body, Chart)
    assert [name for name, _ in drawn.body.marks[0].points] == ["长盈通", "美格智能", "元道通信"]


def test_without_enough_stocks_the_sentence_says_unknown_and_the_chart_is_missing() -> None:
    blocks = review(movers=Movers((), (), figure(None, COUNT, "members", 0), (), (), ()))
    assert "通信成分股本周涨跌幅—（数据暂缺）。" in words(blocks)
    assert "剔除" not in words(blocks)
    assert exhibits(blocks)["movers_week"].body is None


def test_the_same_stocks_stand_in_a_table_over_every_horizon() -> None:
    shown = exhibits(review())["movers_spans"]
    assert table(shown)[0] == ["长盈通", *["+27.98"] * 5]
    assert plain(shown.title) == "申万通信本周居首的长盈通近52周上涨27.98%，居末的元道通信下跌19.58%"


def test_where_a_year_is_not_known_of_both_the_title_tells_the_longest_span_that_is() -> None:
    young = stock("长盈通", 27.98)
    young = replace(young, moves=young.moves | {"weeks52": figure(None)})
    held = Movers((young,), (stock("元道通信", -19.58),), known(127, COUNT, "members", 0), (), (), ())
    assert (
        plain(exhibits(review(movers=held))["movers_spans"].title) == "申万通信本周居首的长盈通年初以来上涨27.98%，居末的元道通信下跌19.58%"
    )


def test_without_movers_the_table_of_their_horizons_is_missing() -> None:
    shown = exhibits(review(movers=Movers((), (), known(127, COUNT, "members", 0), (), (), ())))["movers_spans"]
    assert shown.body is None


def test_subsectors_stand_beside_the_sector_with_excess() -> None:
    shown = exhibits(review())["subsectors_moves"]
    assert table(shown) == [
        ["申万通信", "-0.97", "+14.05", "+11.03", "+47.71", "-0.43"],
        ["服务器", "+0.66", "+14.05", "+11.03", "+47.71", "-0.43"],
    ]
    assert isinstance(shown.body, Table)
    assert [column.name for column in shown.body.columns][-1] == "本周相对上证指数"


def test_without_stocks_set_apart_the_sentence_says_so_in_words() -> None:
    movers = replace(MOVERS, excluded=(), suspended=(), unmeasured=MOVERS.suspended)
    assert "成分股中没有简称带*ST的个股；全周无停牌个股；停牌股没有基期收盘价，不计涨跌幅。" in words(review(movers=movers))


@pytest.mark.parametrize(("up", "word"), [(43, "低于"), (90, "高于")])
def test_breadth_compares_the_sector_with_the_market(up: float, word: str) -> None:
    shown = exhibits(review(breadth=(breadth_of("申万通信", up, 100 - up), breadth_of("全部A股", 60, 40))))["breadth"]
    assert f"{word}全部A股的60.0%" in plain(shown.title)
    assert table(shown)[0] == ["申万通信", str(up), f"{up:.1f}", "0", "0.0", str(100 - up), f"{100 - up:.1f}", "100", "2"]


# --- 首页 ---

HOUSE = House("样例证券股份有限公司", "样例证券", "具备证券投资咨询业务资格", "S9999", "statement.md", (Contact("北京", "—", "—"),))
DESK = Desk(HOUSE, (Signer("甲", "S9999524030001", "首席"),), Review("丙", "丁"), {}, earlier=("上期",))
ISSUE = Issue("telecom", "通信", WEEK, datetime(2026, 5, 24, 23, 59), HOUSE.name, HOUSE.short, HOUSE.qualification, "0")


def trail(code: str, *points: float, move: float | None = 10.0) -> Trail:
    days = (date(2025, 5, 23), date(2026, 5, 7), WEEK.last)
    close = stated(Fact("index_close", code, session(days[len(points) - 1]), 1.0, INDEX_POINTS, origin("申万宏源研究", WEEK.last), "1"))
    return Trail(code, NAMES[code], tuple(zip(days, points, strict=False)), figure(move, subject=code), (close, close))


def first_page(ranked: Ranking = TWO, **baskets: BasketPath) -> Cover:
    held: Any = {"optical": basket(), **baskets}
    trails = (trail("801770.SI", 0.0, 5.0, 10.0), trail("000300.SH", 0.0, 2.0, move=None))
    (block,) = cover(OPTICAL, DESK, ISSUE, ranked, held, trails)
    assert isinstance(block, Cover)
    return block


def test_the_cover_states_what_regulation_asks_for() -> None:
    block = first_page()
    assert "证券研究报告" in block.kind
    assert (block.rating, block.published, block.cutoff) == ("买入（维持评级）", date(2026, 5, 24), WEEK.last)
    assert [(analyst.name, analyst.registration) for analyst in block.analysts] == [("甲", "S9999524030001")]


def test_the_title_names_move_and_rank() -> None:
    assert plain(first_page().title) == "通信本周下跌0.97%，列2个申万一级行业第2"


def test_the_title_survives_a_sector_without_a_move() -> None:
    assert plain(first_page(ranking()).title) == "通信行业周度回顾"


def test_the_performance_chart_rebases_and_says_where_a_benchmark_ends() -> None:
    drawn = first_page().performance
    assert isinstance(drawn.body, Chart)
    assert [mark.points[0][1] for mark in drawn.body.marks] == [0.0, 0.0]
    assert [[cite.text for _, cite in mark.labels] for mark in drawn.body.marks] == [["+10.00"], []]
    assert plain(drawn.title) == "近52周通信上涨10.00%"
    assert plain(drawn.note) == "沪深300数据止于2026-05-07。"


def test_a_line_drawn_over_missing_sessions_says_so() -> None:
    held = gaps([replace(trail("801080.SI", 0.0, 1.0), missing=39)])
    assert [plain(told) for told in held] == ["电子有39个交易日无点位，图中以直线相连。"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "更正：本报告取代此前发布的2026-05-22周报。更正内容：净增数由861改为816"),
        (2, "更正：本报告取代此前发布的2026-05-22周报第2次更正。更正内容：净增数由861改为816"),
    ],
)
def test_a_correction_says_what_it_takes_the_place_of_and_why(number: int, said: str) -> None:
    issue = replace(ISSUE, corrects=Corrects(number, "净增数由861改为816"))
    (block,) = cover(OPTICAL, DESK, issue, TWO, {"optical": basket()}, ())
    assert isinstance(block, Cover)
    assert plain(block.correction) == said
    assert first_page().correction == ()


def test_every_printed_figure_of_the_cover_is_a_cite() -> None:
    assert [cite.text for cite in cites(first_page())] == ["0.97%", "2个", "2", "10.00%", "+10.00"]


# --- 资料来源 ---


def test_a_source_line_names_publishers_once_and_the_last_day() -> None:
    assert source_line([known(1.0), known(2.0)]) == "资料来源：申万宏源研究；数据截至2026-05-22"


def test_a_figure_out_of_a_query_is_our_own_work_on_its_publishers_rows() -> None:
    assert source_line([basket().level]) == "资料来源：雅虎财经，yanbao计算；数据截至2026-05-22"


def test_unknown_figures_have_no_source() -> None:
    assert source_line([figure(None)]) == "资料来源：无可用数据"
