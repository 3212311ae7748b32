from __future__ import annotations

from dataclasses import replace

import pytest

from printing import codes, exhibit, figure, report
from yanbao.core.figure import Figure, Queried
from yanbao.core.unit import INDEX_POINTS
from yanbao.report.blocks import Chart, Cite, Mark, Report
from yanbao.report.checks import coverage
from yanbao.report.checks.chart_points import chart_points

POINTS = (("2026-05-20", 100.0), ("2026-05-21", None), ("2026-05-22", 103.5))


def whole(*rows: tuple[str, float]) -> Figure:
    """The figure of a whole line: a query with a row for each point."""
    return replace(figure(103.5, "点"), lineage=Queried("closes", "", (), ("日期", "点位"), rows))


def drawing(**owned: object) -> Report:
    """A report with one line whose last point is labelled."""
    line = Mark("服务器", "line", POINTS, ((POINTS[-1][0], Cite(figure(103.5, "点"), "103.50点")),))
    chart = Chart("lines", (replace(line, **owned),), INDEX_POINTS)  # type: ignore[arg-type]
    return report(body=(exhibit(body=chart),))


OWNED = [
    pytest.param({"series": whole(("2026-05-22", 103.5), ("2026-05-20", 100.0))}, id="by its row in the line's figure"),
    pytest.param({"figures": (("2026-05-20", figure(100.0, "点")),)}, id="by a figure of its own"),
]


@pytest.mark.parametrize("owned", OWNED)
def test_a_point_that_is_what_its_owner_says_leaves_it_silent(owned: dict[str, object]) -> None:
    assert list(chart_points(drawing(**owned))) == []


def test_a_point_that_nothing_owns_is_told_with_its_line() -> None:
    (found,) = chart_points(drawing())
    assert (found.code, found.place) == ("unowned-point", "图表1 服务器")
    assert "1个点没有出处，自2026-05-20起" in found.message


@pytest.mark.parametrize(
    "owned",
    [
        pytest.param({"series": whole(("2026-05-20", 99.0))}, id="another value in its row"),
        pytest.param({"series": whole(("2026-05-19", 100.0))}, id="no row for it"),
        pytest.param({"figures": (("2026-05-20", figure(100.1, "点")),)}, id="a figure of another value"),
    ],
)
def test_a_point_that_differs_from_its_owner_is_an_error(owned: dict[str, object]) -> None:
    assert codes(list(chart_points(drawing(**owned)))) == ["point-differs"]


def test_coverage_counts_points_owned_and_unowned_and_a_label_once() -> None:
    traced, stated, printed = coverage(report())
    assert coverage(drawing()) == (traced + 1, stated, printed + 2)
    assert coverage(drawing(series=whole(("2026-05-20", 100.0)))) == (traced + 2, stated, printed + 2)
