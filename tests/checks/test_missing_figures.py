from dataclasses import replace

from printing import codes, exhibit, figure, report, unknown

from yanbao.report.blocks import Para
from yanbao.report.checks.missing_figures import missing_figures
from yanbao.report.sentences import say


def test_known_figures_leave_it_silent() -> None:
    assert list(missing_figures(report(say("{move}", move=figure(1))))) == []


def test_each_absence_is_told_once_with_its_reason() -> None:
    text = say("{move}", move=unknown("基期无收盘价"))
    (finding,) = missing_figures(report(text, text))
    assert (finding.code, finding.level) == ("missing-figure", "warning")
    assert "基期无收盘价" in finding.message


def test_missing_exhibits_and_sections_are_told() -> None:
    found = list(missing_figures(report(body=(Para(("文字",)), replace(exhibit(1), body=None)), more=(Para(("—（未披露）",)),))))
    assert codes(found) == ["missing-exhibit", "missing-section"]
