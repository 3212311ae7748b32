from printing import codes, cover, report
from yanbao.report.checks.report_label import report_label


def test_a_labelled_first_page_is_silent() -> None:
    assert list(report_label(report())) == []


def test_a_first_page_without_the_label_speaks() -> None:
    assert codes(list(report_label(report(cover=(cover(kind="行业周报"),))))) == ["report-label"]


def test_no_first_page_at_all_speaks() -> None:
    assert codes(list(report_label(report(cover=())))) == ["report-label"]
