"""Labels over months stand clear of bars, lines and each other; what does not fit stands above the plot."""

from __future__ import annotations

from yanbao.core.unit import PERCENT
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import Frame, tone
from yanbao.report.charts.months import months
from yanbao.report.charts.scales import Scale
from yanbao.report.charts.skyline import Label, Skyline

SCALE = Scale((0.0, 50.0, 100.0), 0)
MONTHS = tuple(f"2026-{number:02d}" for number in range(1, 11))


def bars(*values: float | None) -> Mark:
    return Mark("柱", "bar", tuple(zip(MONTHS, values, strict=True)))


def line(*values: float | None) -> Mark:
    return Mark("线", "line", tuple(zip(MONTHS, values, strict=True)))


def placed(*marks: Mark, at: int, points: tuple[float, ...], text: str = "20.35亿美元") -> list[Label]:
    skyline = Skyline.of([(mark, SCALE) for mark in marks], MONTHS, Frame(200, 132, 7.5))
    return skyline.placed([Label("柱", MONTHS[at], at, text, "left", "palette.ink", point) for point in points])


def test_a_label_stands_above_the_highest_bar_in_its_width() -> None:
    tall = bars(*[10.0] * 7, 90.0, 80.0, 20.0)
    (label,) = placed(tall, at=9, points=(0.2,))
    assert label.foot > 0.9 and label.align == "right"


def test_a_bar_that_the_label_does_not_reach_is_no_hindrance() -> None:
    (label,) = placed(bars(90.0, *[10.0] * 8, 20.0), at=9, points=(0.2,))
    assert 0.2 < label.foot < 0.3


def test_a_line_that_passes_under_a_label_lifts_it() -> None:
    (label,) = placed(bars(*[10.0] * 10), line(*[None] * 8, 80.0, 20.0), at=9, points=(0.2,))
    assert label.foot > 0.8


def test_labels_of_one_month_stand_a_line_apart_the_higher_value_above() -> None:
    low, high = placed(bars(*[10.0] * 10), at=9, points=(0.3, 0.1))
    assert (low.point, high.point) == (0.1, 0.3)
    assert high.foot - low.foot >= Skyline.of([(bars(*[10.0] * 10), SCALE)], MONTHS, Frame(200, 132, 7.5)).line


def test_what_does_not_fit_stands_above_the_plot_and_the_legend_gives_way() -> None:
    full = bars(*[100.0] * 10)
    skyline = Skyline.of([(full, SCALE)], MONTHS, Frame(200, 132, 7.5))
    assert skyline.overshoot(placed(full, at=9, points=(1.0,))) > 0


def test_two_marks_of_one_unit_are_named_at_their_values() -> None:
    from paper import cited

    marks = tuple(
        Mark(name, "bar", (("2026-02", 1.0), ("2026-03", value)), (("2026-03", cited(value, f"{value:.1f}%")),))
        for name, value in (("业务量", -3.5), ("收入", -12.2))
    )
    layers = months(Chart("months", marks, PERCENT), Frame(231, 132, 7.5))["layer"]
    labels = [row["label"] for layer in layers for row in layer.get("data", {}).get("values", ()) if "label" in row]
    assert set(labels) == {"业务量 -3.5%", "收入 -12.2%"}


def test_signed_changes_are_red_when_up_and_green_when_down_and_levels_go_with_their_mark() -> None:
    told = [tone(text, "palette.series[1]") for text in ("+188.95", "-12.2%", "4683亿分钟")]
    assert told == ["palette.up_text", "palette.down_text", "palette.series_text[1]"]
