"""What the warehouse answers a review: our own weekly word for word, and what other houses may write of the same week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from writing import WEEK
from yanbao.core.finding import Finding
from yanbao.desk.answers import Answers, inputs, inputs_of_all
from yanbao.desk.compose import compose
from yanbao.desk.review import reading_of
from yanbao.desk.run import open_run
from yanbao.desk.weekly import Built
from yanbao.reader.documents import from_text, open_document
from yanbao.review.families import families
from yanbao.review.securities import Securities

SUNDAY = date(2026, 5, 24)


@pytest.fixture(scope="module")
def held(desk: Path) -> dict[str, Any]:
    run = open_run(desk, "telecom", WEEK.last, None)
    return inputs(run, compose(run))


def findings(held: dict[str, Any], text: str, on: date = SUNDAY) -> list[Finding]:
    """What the family finds in a text of another house: without the issue's own sentences."""
    words = replace(held["known"], issue=replace(held["known"].issue, sentences={}, places={}))
    reading = reading_of(replace(from_text(text), date=on), on)
    return [verdict.finding for verdict in families(known=words)["against"](reading) if verdict.finding]


TOLD = {
    "本周（5.18-5.22），申万通信指数下跌{0.97}%，跑输上证指数{0.43}个百分点，在申万31个一级行业中排名第{10}位。": "第15",
    "本周通信（申万）板块下跌{0.97}%，年初以来累计上涨{47.71}%。": "",
    "2026年1-3月，电信业务收入累计完成{4394}亿元，同比下降{1.8}%。": "",
    "截至2026年3月末，5G移动电话用户达{12.54}亿户，占移动电话用户的{68.3}%。": "",
    "2026年4月我国光模块出口金额{6.15}亿美元，同比增长{34.6}%。": "",
    "本周上证指数下跌{0.54}%，电子板块上涨{6.56}%，涨幅居首。": "",
    "本周长盈通上涨{27.98}%，元道通信下跌{19.58}%。": "",
    "本周电子指数跑赢上证指数{7.10}个百分点。": "",
    "本周银行指数下跌{1.37}%，跑输同期上证指数{0.83}个百分点。": "",
    "本周（2026年5月18日至5月22日）申万通信指数下跌{0.97}%，在31个申万一级行业中排名第{10}。": "",
    "2026年5月18日至5月22日，申万电子指数上涨{6.56}%，涨幅在31个申万一级行业中位列第{1}。": "",
    "长盈通（688143.SH）本周上涨{27.98}%。": "",
    "本周通信板块涨幅前三的个股为长盈通、美格智能、线上线下，涨幅分别为{27.98}%、{17.00}%、{11.63}%。": "",
}


OF_THE_WEEK = [
    "截至2026年5月22日，银行指数年初至今上涨5.2%。",
    "截至5月22日收盘，银行指数年初至今上涨5.2%。",
    "截至本周五，银行指数年初至今上涨5.2%。",
    "截至5月24日，银行指数年初至今上涨5.2%。",
    "银行指数年初至今上涨5.2%。",
    "本周（5月18日—22日）银行指数下跌1.37%，年初至今上涨5.2%。",
    "较4月30日，银行指数本月以来上涨5.2%。",
]
OF_ANOTHER_DAY = [
    "截至2026年4月30日，银行指数年初至今上涨5.2%。",
    "截止4.30，银行指数年初至今上涨5.2%。",
    "截至2026-04-30，银行指数年初至今上涨5.2%。",
    "截至5月21日，银行指数年初至今上涨5.2%。",
    "截至4月末，银行指数年初至今上涨5.2%。",
    "截至上周五，银行指数年初至今上涨5.2%。",
    "截至5月32日，银行指数年初至今上涨5.2%。",
    "截至6月5日，银行指数年初至今上涨5.2%。",
    "4月30日收盘，银行指数本月以来上涨5.2%。",
]


@pytest.mark.parametrize("told", OF_THE_WEEK)
def test_a_move_to_the_last_day_of_the_week_is_compared(held: dict[str, Any], told: str) -> None:
    assert [finding.code for finding in findings(held, told)] == ["against-warehouse"]


@pytest.mark.parametrize("told", OF_ANOTHER_DAY)
def test_a_move_to_another_day_is_not_compared_with_that_of_the_week(held: dict[str, Any], told: str) -> None:
    assert findings(held, told) == []


def test_a_document_is_not_compared_with_moves_that_end_after_it(held: dict[str, Any]) -> None:
    told = "银行指数年初至今上涨5.2%。本周银行指数上涨5.2%。"
    assert [finding.code for finding in findings(held, told)] == ["against-warehouse"] * 2
    assert findings(held, told, on=date(2026, 5, 20)) == []


@pytest.mark.parametrize("told", TOLD)
def test_what_another_house_says_rightly_is_left_alone_and_each_wrong_figure_is_found(held: dict[str, Any], told: str) -> None:
    parts = told.replace("}", "{").split("{")
    assert findings(held, "".join(parts)) == []
    for place in range(1, len(parts), 2):
        wrong = [*parts[:place], str(int(parts[place][0]) % 9 + 1) + parts[place][1:], *parts[place + 1 :]]
        assert [finding.code for finding in findings(held, "".join(wrong))] == ["against-warehouse"], "".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "本周中信通信指数下跌1.20%。",
        "行业按中信一级行业划分。本周通信指数下跌1.20%。",
        "本周涨幅居前的中信一级行业为电子、国防军工、通信。",
        "上周申万通信指数下跌3.97%。",
        "创业板公司利润在300万以内的可享受优惠，英伟达营收又回到了2000亿以下。",
        "本周（3月16日—20日），医药生物板块累计上涨1.08%。",
        "本周申万通信设备指数下跌1.97%。",
        "2025年1-3月，电信业务收入累计完成4469亿元，同比增长0.7%。",
        "本周通信板块成交额下跌10.97%。",
        "上周电子指数跑赢上证指数1.10个百分点。",
        "本周中信电子指数跑赢上证指数1.10个百分点。",
        "本周电子指数跑赢某某指数1.10个百分点。",
        "公司一季度营收同比增长12.3%，本周股价表现平平。",
    ],
)
def test_what_the_words_leave_open_is_not_spoken_of(held: dict[str, Any], text: str) -> None:
    assert findings(held, text) == []


def test_the_weekly_of_another_sector_is_compared_without_our_own_sentences(held: dict[str, Any], electronics: Built) -> None:
    document = replace(open_document(electronics.folder / "report.html"), date=SUNDAY)
    verdicts = list(families(known=held["known"])["against"](reading_of(document, SUNDAY)))
    assert [str(verdict.finding) for verdict in verdicts if verdict.finding] == []
    assert len(verdicts) > 100


def test_a_result_is_of_the_company_that_the_clause_names(held: dict[str, Any]) -> None:
    assert findings(held, "谷歌（2026财年Q1）资本开支356.74亿美元；甲骨文（2026财年Q1）资本开支99.99亿美元。") == []
    (found,) = findings(held, "谷歌（2026财年Q1）资本开支365.74亿美元。")
    assert "谷歌资本开支" in found.message


def test_another_week_is_not_compared(held: dict[str, Any]) -> None:
    assert findings(held, "本周申万通信指数下跌9.97%。", date(2026, 6, 7)) == []


def test_lists_are_compared_with_the_order_of_the_week(held: dict[str, Any]) -> None:
    (found,) = findings(held, "本周申万通信板块涨幅前三的个股为长盈通、美格智能、中兴通讯。")
    assert found.code == "list-against-warehouse"
    assert found.passage
    assert found.passage.follows == "长盈通、美格智能、线上线下"
    assert "127只成分股" in found.passage.formula
    (found,) = findings(held, "本周涨幅居前的申万一级行业为电子、国防军工、通信。")
    assert "31个申万一级行业" in (found.passage.formula if found.passage else "")


@pytest.mark.parametrize("name", ["report.html", "report.pdf"])
def test_our_own_weekly_agrees_with_the_warehouse(held: dict[str, Any], telecom: Built, name: str) -> None:
    document = open_document(telecom.folder / name)
    reading = reading_of(replace(document, date=SUNDAY), SUNDAY)
    verdicts = list(families(known=held["known"])["against"](reading))
    assert [str(verdict.finding) for verdict in verdicts if verdict.finding] == []
    assert len({claim.start for verdict in verdicts for claim in verdict.claims}) > 0.95 * len(reading.claims)


def test_ten_figures_changed_in_our_own_weekly_are_all_found(held: dict[str, Any], telecom: Built) -> None:
    document = replace(open_document(telecom.folder / "report.pdf"), date=SUNDAY)
    claims = [claim for claim in reading_of(document, SUNDAY).claims if claim.text[-1:] in "%元户"]
    for claim in claims[:: len(claims) // 10]:
        place = next(place for place in range(claim.start, claim.end) if document.text[place].isdigit())
        wrong = str(int(document.text[place]) % 9 + 1)
        changed = replace(document, text=document.text[:place] + wrong + document.text[place + 1 :])
        reading = reading_of(changed, SUNDAY)
        found = [verdict.finding for verdict in families(known=held["known"])["against"](reading) if verdict.finding]
        assert any(one.passage and one.passage.start <= place < one.passage.end for one in found), claim.text


def test_securities_are_those_of_the_exchanges_and_the_indices(held: dict[str, Any]) -> None:
    securities: Securities = held["securities"]
    assert securities.names["300308.SZ"][-1] == "中际旭创"
    assert securities.by_name["通信"] == ("801770.SI",)
    assert isinstance(held["known"], Answers)


def test_what_is_no_sectors_are_indices_industries_names_and_codes(desk: Path) -> None:
    held = inputs_of_all(open_run(desk, "telecom", WEEK.last, None))
    wrong = "医药生物行业周报。\n本周板块下跌5.97%。\n本周长盈通下跌27.98%。\n本周上证指数上涨1.54%，电子板块上涨6.56%。"
    assert [one.passage.stated for one in findings(held, wrong) if one.passage] == ["1.54%"]
    assert findings(held, wrong.replace("上涨1.54%", "下跌0.54%")) == []
    assert isinstance(held["securities"], Securities) and "300308.SZ" in held["securities"].names
