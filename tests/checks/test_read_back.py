from dataclasses import replace

import pytest

from printing import codes, column, exhibit, figure, report, unknown
from yanbao.core.finding import Finding
from yanbao.report.blocks import Cite, Report, Text, plain
from yanbao.report.checks import coverage
from yanbao.report.checks.read_back import read_back
from yanbao.report.sentences import cell, say


def errors(held: Report) -> list[Finding]:
    return [finding for finding in read_back(held) if finding.level == "error"]


SOUND: list[Text] = [
    say("通信指数{move:price}", move=figure(-0.9713)),
    say("跑输沪深三百指数{excess:abs}", excess=figure(-1.2, "个百分点")),
    say("在{count:digits}个行业中排名第{rank:digits}", count=figure(31, "个"), rank=figure(9, "名")),
    say("用户{users}", users=figure(12.54, "亿户")),
    say("收入未知：{income}", income=unknown()),
    ("2026年5月22日，H100与GLM-5.1，图表3。",),
    ("5G用户占比", Cite(figure(68.3), "超六成")),
    ("用户约", Cite(figure(12.54, "亿户"), "12.5亿户")),
    ("用户约", Cite(figure(12.3, "亿户"), "12亿户", quoted=True)),
    ("成交逾", Cite(figure(104, "亿元"), "100亿元", quoted=True)),
    ("成交近", Cite(figure(104, "亿元"), "110亿元", quoted=True)),
]


@pytest.mark.parametrize("text", SOUND, ids=plain)
def test_what_the_sentences_print_reads_back(text: Text) -> None:
    assert errors(report(text)) == []


def test_a_typed_figure_is_unowned() -> None:
    (finding,) = errors(report(("本周下跌0.97%。",)))
    assert finding.code == "unowned-figure"
    assert "0.97%" in finding.message


WRONG: list[Text] = [
    ("通信指数下跌", Cite(figure(-0.9713), "0.79%")),
    ("通信指数上涨", Cite(figure(-0.9713), "0.97%")),
    ("用户", Cite(figure(12.54, "亿户"), "12.54万户")),
    ("用户", Cite(figure(12.54, "亿户"), "12.54亿元")),
    ("占比", Cite(figure(68.3), "很高")),
    ("占比", Cite(figure(68.3), "—")),
    ("占比", Cite(unknown(), "68.3%")),
    ("排名第", Cite(figure(9, "名"), "8")),
    ("用户约", Cite(figure(12.54, "亿户"), "12亿户")),
    ("成交逾", Cite(figure(104, "亿元"), "100亿元")),
    ("5G用户占比超", Cite(figure(68.3), "六成")),
    ("5G用户占比", Cite(figure(72.0), "超六成")),
    ("用户约", Cite(figure(13.54, "亿户"), "12亿户", quoted=True)),
    ("成交逾", Cite(figure(199, "亿元"), "100亿元", quoted=True)),
    ("成交逾", Cite(figure(99.8, "亿元"), "100亿元", quoted=True)),
    ("成交近", Cite(figure(111, "亿元"), "110亿元", quoted=True)),
]


@pytest.mark.parametrize("text", WRONG, ids=plain)
def test_a_print_that_differs_from_its_figure_is_an_error(text: Text) -> None:
    assert codes(errors(report(text))) == ["misprinted-figure"]


def test_cells_are_read_in_the_unit_of_their_column() -> None:
    sound = exhibit(body=column("涨跌幅", "%", cell(figure(-0.97))))
    assert errors(report(body=(sound,))) == []
    wrong = exhibit(body=column("成交额", "亿元", cell(figure(6.15, "万元"))))
    assert codes(errors(report(body=(wrong,)))) == ["misprinted-figure"]
    typed = exhibit(body=column("涨跌幅", "%", ("-0.97",)))
    for said in (exhibit(source="资料来源：样例，共31个行业"), exhibit(body=column("31个行业", "", ("通信",)))):
        assert codes(errors(report(body=(said,)))) == ["unowned-figure"], "heads and sources are print too"
    assert codes(errors(report(body=(typed,)))) == ["unowned-figure"]


def test_coverage_counts_what_is_owned() -> None:
    base = coverage(report())
    held = report(say("下跌{move:abs}", move=figure(-1)), ("又上涨3%",), say("{gone}", gone=unknown()))
    assert coverage(held) == (base.traced + 1, base.stated, base.printed + 2)
    (told,) = [finding for finding in read_back(held) if finding.code == "coverage"]
    assert f"共 {base.printed + 2} 个，其中 {base.traced + 1} 个有数据出处，{base.stated} 个仅见于撰写的文字" in told.message


def test_what_only_a_note_states_is_no_figure_traced_to_data() -> None:
    base = coverage(report())
    own = Cite(replace(figure(37, "天"), measure="stated"), "37天", quoted=True)
    assert coverage(report(("交付周期为", own, "。"))) == (base.traced, base.stated + 1, base.printed + 1)
