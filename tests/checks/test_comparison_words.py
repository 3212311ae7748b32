from __future__ import annotations

from dataclasses import replace

import pytest

from printing import codes, exhibit, figure, report
from yanbao.core.figure import Figure
from yanbao.report.blocks import Cite, Text, plain
from yanbao.report.checks.comparison_words import comparison_words
from yanbao.report.sentences import say


def quoted(value: float, text: str, symbol: str) -> Cite:
    """A number in an analyst's sentence."""
    return Cite(figure(value, symbol), text, quoted=True)


def bound(value: float) -> Figure:
    """A threshold."""
    return replace(figure(value, ""), measure="setting")


TRUE: list[Text] = [
    say("上涨个股占{own}，低于全部A股的{all}", own=figure(33.9), all=figure(38.0)),
    say("本周领涨{move:+}", move=figure(5)),
    say("领跌（{move:+}）", move=figure(-5)),
    say("电子本周{a:price}居首，通信{b:price}，煤炭{c:price}居末。", a=figure(6.56), b=figure(-0.97), c=figure(-6.31)),
    say("连接器最高（{high}），运营商最低（{low}）", high=figure(80.1, "倍"), low=figure(15.3, "倍")),
    say("年初以来{long:price}，本周{week:price}，居细分赛道之首", long=replace(figure(80), measure="year_move"), week=figure(0.66)),
    say("本周居首的甲年初以来{up:price}，居末的乙{down:price}", up=figure(346.9), down=figure(-76.3)),
    say("得分不低于{low}，方向不高于{high}，得分低于{low}", low=bound(0.5), high=bound(0.25)),
    say("占{own}；高于{all}的只有少数", own=figure(33.9), all=figure(38.0)),
    say("毛利率{now}，低于去年的{then}，高于预期的{asked}", now=figure(75), then=figure(78), asked=figure(74)),
    (
        "收入",
        quoted(752, "752亿美元", "亿美元"),
        "，上年同期为",
        quoted(391, "391亿美元", "亿美元"),
        "，亦高于",
        quoted(728, "728亿美元", "亿美元"),
    ),
    say("用户{users}，高于增速{growth}", users=figure(12.54, "亿户"), growth=figure(38.0)),
]


@pytest.mark.parametrize("text", TRUE, ids=plain)
def test_a_true_comparison_leaves_it_silent(text: Text) -> None:
    assert list(comparison_words(report(text))) == []


FALSE: list[Text] = [
    say("上涨个股占{own}，高于全部A股的{all}", own=figure(33.9), all=figure(38.0)),
    say("上涨个股占{own}，高于{all}", own=figure(38.0), all=figure(38.0)),
    say("金额{a}，超过上年的{b}", a=figure(9000, "万元"), b=figure(1, "亿元")),
    say("电子领涨 {move}", move=figure(-5)),
    say("{move}领跌", move=figure(5)),
    say("通信本周{b:price}居首，电子{a:price}。", a=figure(6.56), b=figure(-0.97)),
    say("连接器最低（{high}），运营商{low}", high=figure(80.1, "倍"), low=figure(15.3, "倍")),
    say("毛利率{now}，低于去年的{then}，高于预期的{asked}", now=figure(75), then=figure(78), asked=figure(76)),
    ("收入", quoted(752, "752亿美元", "亿美元"), "，高于市场预期的", quoted(782, "782亿美元", "亿美元")),
]


@pytest.mark.parametrize("text", FALSE, ids=plain)
def test_a_comparison_that_the_values_deny_is_an_error(text: Text) -> None:
    (found,) = comparison_words(report(text))
    assert (found.code, found.level) == ("comparison-word", "error")
    assert found.message.endswith(plain(text).rstrip("。")) or plain(text) in found.message


def test_it_reads_titles_too() -> None:
    title = say("{own}，高于{all}", own=figure(33.9), all=figure(38.0))
    assert codes(list(comparison_words(report(body=(exhibit(title=title),))))) == ["comparison-word"]
