from datetime import date

from printing import AS_OF, WEEK, codes, fact, report
from yanbao.core.figure import stated
from yanbao.core.period import Period, month, session
from yanbao.report.blocks import Para, Report
from yanbao.report.checks.stale_series import stale_series
from yanbao.report.sentences import say


def printing(series: str, *periods: Period, symbol: str = "亿元") -> Report:
    return report(*(say("{value}", value=stated(fact(1.0, symbol, period, series))) for period in periods))


def test_fresh_series_are_silent() -> None:
    assert list(stale_series(printing("miit", month(2026, 3)), WEEK, AS_OF)) == []
    assert list(stale_series(printing("index_close", session(WEEK.last), symbol="点"), WEEK, AS_OF)) == []


def test_last_years_value_beside_a_fresh_one_is_silent() -> None:
    assert list(stale_series(printing("customs", month(2026, 4), month(2025, 4)), WEEK, AS_OF)) == []


def test_a_weight_of_a_past_session_is_silent() -> None:
    assert list(stale_series(printing("weights", session(date(2025, 12, 31)), symbol="%"), WEEK, AS_OF)) == []


def test_the_base_a_basket_was_given_is_silent() -> None:
    assert list(stale_series(printing("basket_base", session(date(2025, 1, 2)), symbol="点"), WEEK, AS_OF)) == []


def test_an_old_statistic_and_an_old_close_speak() -> None:
    (old,) = stale_series(printing("miit", month(2026, 2)), WEEK, AS_OF)
    assert "2026年2月" in old.message
    assert codes(list(stale_series(printing("index_close", session(date(2026, 5, 21)), symbol="点"), WEEK, AS_OF))) == ["stale-series"]


def test_each_subject_is_told_once_by_its_newest_period() -> None:
    (finding,) = stale_series(printing("miit", month(2025, 12), month(2026, 2), month(2026, 1)), WEEK, AS_OF)
    assert "2026年2月" in finding.message


def test_what_the_desk_wrote_may_speak_of_any_time() -> None:
    assert list(stale_series(printing("news_facts", month(2024, 1)), WEEK, AS_OF)) == []


def test_what_is_told_as_restated_is_of_the_last_issues_period_on_purpose() -> None:
    old = Para(say("{value}", value=stated(fact(1.0, "亿元", month(2026, 2), "miit"))))
    assert list(stale_series(report(restated=(old,)), WEEK, AS_OF)) == []
    assert codes(list(stale_series(report(body=(old,)), WEEK, AS_OF))) == ["stale-series"]
