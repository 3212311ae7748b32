import pytest

from printing import codes, report
from yanbao.report.checks.no_promise_of_gain import no_promise_of_gain


@pytest.mark.parametrize(
    "words", ["买入该股保证收益。", "此为稳赚之选。", "下周必涨。", "股价必然大涨。", "该股必将继续上涨。", "闭眼买入。", "包你赚钱。"]
)
def test_a_promise_speaks(words: str) -> None:
    (finding,) = no_promise_of_gain(report((words,)))
    assert finding.code == "promise-of-gain"
    assert words in finding.message


@pytest.mark.parametrize("words", ["本报告不保证收益。", "本公司未承诺收益。", "必要时上涨。", "保证金比例上调。", "需求必将影响订单。"])
def test_a_denial_is_silent(words: str) -> None:
    assert codes(list(no_promise_of_gain(report((words,))))) == []


def test_the_legal_statement_may_speak_of_promises() -> None:
    assert list(no_promise_of_gain(report())) == []
