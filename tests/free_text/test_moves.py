"""Moves, ranks and excess as people write them: the right one is bound, a wrong one is an error, a doubtful one neither."""

from __future__ import annotations

from datetime import date

import pytest

from writing import WEEK, note, notebook, owners
from yanbao.core.figure import Figure, Queried
from yanbao.core.period import span
from yanbao.core.unit import unit
from yanbao.desk.known import COUNTED
from yanbao.report.free_text.shelf import PRICE, Candidate

LINEAGE = Queried("q", "", (), (), ())
SINCE = {"week": WEEK.base, "month": date(2026, 4, 30), "year": date(2025, 12, 31), "sessions20": date(2026, 4, 21)}


def known(measure: str, subject: str, name: str, value: float, symbol: str = "%", horizon: str = "week", **how: object) -> Candidate:
    """A figure of the run over a horizon, with the words it is spoken of in."""
    when = span(SINCE[horizon], WEEK.last)
    figure = Figure(measure, subject, name, when, value, unit(symbol), LINEAGE, 0 if symbol in "名个" else 2)
    return Candidate(figure, name, horizon=horizon, **{"words": PRICE if symbol == "%" else (), **how})  # type: ignore[arg-type]


TELECOM, SOFTWARE = "801770.SI", "801750.SI"
KNOWN = (
    known("week", TELECOM, "通信", -0.971),
    known("month", TELECOM, "通信", 14.051, horizon="month"),
    known("sessions20", TELECOM, "通信", 11.03, horizon="sessions20"),
    known("year", TELECOM, "通信", 47.706, horizon="year"),
    known("week", SOFTWARE, "计算机", -0.957),
    known("rank", TELECOM, "通信", 10, "名", own=True),
    known("rank", SOFTWARE, "计算机", 9, "名"),
    known("count", "sw_indices", "申万一级行业", 31, "个", names=COUNTED),
    known(
        "excess",
        f"{TELECOM}-000001.SH",
        "通信相对上证指数",
        -0.427,
        "个百分点",
        against=("上证指数", "沪指"),
        words=("跑赢", "跑输", "相对"),
    ),
    known("basket", "edge", "边缘计算自编等权指数", 3.433, names=("边缘计算",)),
    known("basket", "optical", "光模块(CPO)自编等权指数", -0.144, names=("光模块",)),
    known("stock", "688143.SH", "长盈通", 27.976),
)


def codes(body: str) -> list[tuple[str, str]]:
    """What is found in a note: the code, and the number in quotes."""
    found = notebook(note("advice", body), known=KNOWN).findings()
    return [(finding.code.removesuffix("-figure"), finding.message.split("”")[0].lstrip("“")) for finding in found]


RIGHT = {
    "申万通信指数本周下跌0.97%，在31个申万一级行业中排名第10，跑输上证指数0.43个百分点，5月以来上涨14.05%。": [
        "week|801770.SI", "count|sw_indices", "rank|801770.SI", "excess|801770.SI-000001.SH", "month|801770.SI",
    ],
    "本周，计算机行业跌0.96%，列31个行业第九。": ["week|801750.SI", "count|sw_indices", "rank|801750.SI"],
    "本周通信板块在31个一级行业中排第10位。": ["count|sw_indices", "rank|801770.SI"],
    "通信指数本周排名第10（31个申万行业）。": ["rank|801770.SI", "count|sw_indices"],
    "板块本周在31个申万一级行业中涨幅居第10位。": ["count|sw_indices", "rank|801770.SI"],
    "成交清淡，行业排名第10，表现居中。": ["rank|801770.SI"],
    "通信板块近20个交易日上涨11.03%，年初以来上涨47.71%。": ["sessions20|801770.SI", "year|801770.SI"],
    "边缘计算本周涨3.43%，光模块（CPO）自编等权指数下跌0.14%。": ["basket|edge", "basket|optical"],
    "通信个股中，长盈通（+27.98%）本周居前。": ["stock|688143.SH"],
    "长盈通本周领涨，涨幅27.98%；光模块领跌，跌幅0.14%。": ["stock|688143.SH", "basket|optical"],
    "长盈通本周领涨，涨幅27.98%；边缘计算次之，涨幅3.43%。": ["stock|688143.SH", "basket|edge"],
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), RIGHT.items())
def test_what_is_right_is_bound(body: str, expected: list[str]) -> None:
    book = notebook(note("advice", body), known=KNOWN)
    assert list(owners(book.paragraphs("advice")[0]).values()) == expected
    assert book.findings() == []


WRONG = [
    ("申万计算机指数本周下跌3.20%。", "3.20%"),
    ("1. **甲：** 申万计算机指数本周下跌3.20%。", "3.20%"),
    ("1. **甲：**申万计算机指数本周下跌3.20%。", "3.20%"),
    ("1. **甲** 申万计算机指数本周下跌3.20%。", "3.20%"),
    ("本周申万计算机指数下跌3.20%。", "3.20%"),
    ("边缘计算自编等权指数本周上涨2.00%。", "2.00%"),
    ("边缘计算板块本周上涨2.00%。", "2.00%"),
    ("光模块指数本周上涨0.14%。", "0.14%"),
    ("申万通信指数本周下跌0.97%，在31个申万一级行业中排名第8。", "第8"),
    ("计算机与通信本周走弱，其中通信板块位列第9。", "第9"),
    ("申万通信指数本周下跌0.97%，在30个申万一级行业中排名第10。", "30个"),
    ("申万通信指数本周下跌0.97%，跑输沪指0.63个百分点。", "0.63个百分点"),
    ("申万通信指数本周下跌0.97%，5月以来上涨0.97%。", "0.97%"),
    ("本周居前的为长盈通（+26.98%）。", "+26.98%"),
    ("长盈通本周领涨，涨幅27.98%；光模块领跌，跌幅3.14%。", "3.14%"),
]


@pytest.mark.parametrize(("body", "wrong"), [*WRONG, ("申万通信指数本周下跌0.96%，弱于计算机。", "0.96%")])
def test_what_is_wrong_is_an_error(body: str, wrong: str) -> None:
    assert ("contradicted", wrong) in codes(body)


DOUBTFUL = [
    "AI边缘计算本周上涨5.00%。",
    "光模块上周下跌0.14%。",
    "通信指数4月以来上涨14.05%。",
    "边缘计算本周上涨3.43%，某某股份下跌3%，5月以来上涨20%。",
    "边缘计算本周上涨3.43%，板块整体下跌9%。",
    "通信行业本周成交额排名第8。",
    "光模块板块本周排名第10。",
    "在某机构跟踪的行业中，本周排名第10。",
    "行业排名第12，表现居中。",
    "本周有31个项目开工。",
    "通信行业本周涨幅排名倒数第10。",
    "本周5个申万一级行业上涨。",
    "计算机行业收入同比下降0.96%。",
    "长盈通本周领涨，涨幅27.98%；某某股份次之，涨幅27.12%。",
]


@pytest.mark.parametrize("body", DOUBTFUL)
def test_what_is_doubtful_is_neither_bound_nor_an_error(body: str) -> None:
    last = codes(body)[-1:]
    assert [code for code, _ in last] == ["unsupported"]


def test_a_bound_of_a_hedge_is_not_the_figure_and_not_wrong() -> None:
    assert codes("通信指数5月以来上涨超过10%。") == [("unsupported", "10%")]


def test_the_tally_tells_bound_stated_and_contradicted() -> None:
    book = notebook(note("advice", "申万通信指数本周下跌0.97%。\n\n计算机本周下跌3.20%。\n\n另有90台。"), known=KNOWN)
    assert book.tally() == {"bound": 1, "stated": 1, "contradicted": 1}
