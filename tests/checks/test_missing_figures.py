from dataclasses import replace

from printing import codes, column, exhibit, figure, report, unknown
from yanbao.report.blocks import Missing, Para, Point, Text, plain
from yanbao.report.checks.missing_figures import missing_figures
from yanbao.report.sentences import say


def test_known_figures_leave_it_silent() -> None:
    assert list(missing_figures(report(say("{move}", move=figure(1))))) == []


def test_each_absence_is_told_once_with_its_reason() -> None:
    text = say("{move}", move=unknown("基期无收盘价"))
    (finding,) = missing_figures(report(text, text))
    assert (finding.code, finding.level) == ("missing-figure", "warning")
    assert "基期无收盘价" in finding.message


def test_missing_words_are_told_with_their_reason_and_remedy_each_reason_once() -> None:
    text: Text = ("观点：", Missing("没有文稿。", "写一份"))
    (finding,) = missing_figures(report(text, text))
    assert (finding.code, finding.message, finding.remedy) == ("missing-text", "没有文稿。", "写一份")
    assert plain(text) == "观点：—（数据暂缺）"
    assert plain((Missing("没有文稿。", "写一份", brief=True),)) == "—"


def test_missing_words_are_found_in_cells_titles_and_leads() -> None:
    blank = Missing("没有。", "补上")
    for block in (column("出处", "", (blank,)), exhibit(title=(blank,)), Point(1, (blank,), ())):
        assert codes(list(missing_figures(report(body=(block,))))) == ["missing-text"]


def test_a_mark_typed_into_words_is_an_error() -> None:
    assert codes(list(missing_figures(report(("评级—（数据暂缺）",))))) == ["missing-unexplained"]


def test_missing_exhibits_and_sections_are_told() -> None:
    found = list(missing_figures(report(body=(Para(("文字",)), replace(exhibit(1), body=None)), more=())))
    assert codes(found) == ["missing-exhibit", "missing-section"]
