from __future__ import annotations

import pytest

from printing import exhibit, report
from yanbao.core.unit import INDEX_POINTS, PERCENT
from yanbao.report.blocks import Chart, Mark
from yanbao.report.checks.unstated_points import spans, unstated_points

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


def mark(name: str, *values: float | None) -> Mark:
    return Mark(name, "bar", tuple(zip(MONTHS, values, strict=False)))


def months(*marks: Mark) -> Chart:
    return Chart("months", marks, INDEX_POINTS, PERCENT)


def test_a_chart_without_a_gap_leaves_it_silent() -> None:
    assert list(unstated_points(report(body=(exhibit(body=months(mark("累计", 1, 2, 3, 4), mark("同比", 1, 2, 3, 4))),)))) == []


def test_one_hint_an_exhibit_names_every_period_that_prints_a_dash() -> None:
    gapped = months(
        mark("当月值", None, 2, 3, None), mark("累计值", None, 2, 3, None), mark("同比", None, None, 3, 4), mark("环比", 1, 2, 3, 4)
    )
    whole = months(mark("当月值", 1, 2, 3, 4))
    (found,) = unstated_points(report(body=(exhibit(1, body=gapped), exhibit(2, body=whole))))
    assert (found.code, found.level, found.place) == ("unstated-points", "info", "图表1“通信指数走势”")
    assert found.message == "数据表中印作“—”的当月值、累计值 2026-01、2026-04；同比 2026-01至2026-02：本库没有这些期的数值。"


def test_a_line_that_ends_before_the_others_is_named_with_its_days() -> None:
    long = Mark("通信", "line", (("2026-05-20", 1.0), ("2026-05-21", 2.0), ("2026-05-22", 3.0)))
    chart = Chart("lines", (long, Mark("沪深300", "line", long.points[:1])), INDEX_POINTS)
    (found,) = unstated_points(report(body=(exhibit(body=chart),)))
    assert found.message == "数据表中印作“—”的沪深300 2026-05-21至2026-05-22：这些日期没有数值。"


@pytest.mark.parametrize(
    ("missing", "told"), [([1, 1, 1, 1], "2026-01至2026-04"), ([1, 0, 1, 1], "2026-01、2026-03至2026-04"), ([0] * 4, "")]
)
def test_neighbouring_periods_are_named_by_their_ends(missing: list[bool], told: str) -> None:
    assert spans(MONTHS, missing) == told
