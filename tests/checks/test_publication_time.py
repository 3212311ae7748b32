from datetime import date

from printing import codes, cover, report
from yanbao.report.checks.publication_time import publication_time


def test_publication_after_the_cutoff_is_silent() -> None:
    assert list(publication_time(report())) == []


def test_publication_before_the_cutoff_speaks() -> None:
    (finding,) = publication_time(report(cover=(cover(cutoff=date(2026, 5, 25)),)))
    assert "2026-05-24 早于数据截止日 2026-05-25" in finding.message


def test_publication_before_the_week_has_closed_speaks() -> None:
    early = cover(published=date(2026, 5, 21), cutoff=date(2026, 5, 20))
    assert codes(list(publication_time(report(cover=(early,))))) == ["publication-time"]
