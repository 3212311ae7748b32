import pytest

from printing import codes, report
from yanbao.report.checks.rumour import rumour


@pytest.mark.parametrize("words", ["据传某公司将重组。", "媒体称公司筹备上市。", "网传订单翻番。"])
def test_hearsay_as_fact_speaks(words: str) -> None:
    assert codes(list(rumour(report((words,))))) == ["rumour"]


@pytest.mark.parametrize(
    "words", ["据传某公司将重组，未经证实。", "媒体称公司筹备上市，以公司公告为准。", "安排尚未获公司公告确认。", "公司公告中标。"]
)
def test_hearsay_that_says_so_is_silent(words: str) -> None:
    assert list(rumour(report((words,)))) == []
