"""Charts: what they label, in which colours, on which axes; drawn once, and the same everywhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paper
from yanbao.core.finding import YanbaoError
from yanbao.core.unit import PERCENT
from yanbao.report.blocks import Chart, Exhibit, Mark
from yanbao.report.charts import render
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.config import vega_config
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.labels import GAP, LINE, spread
from yanbao.report.charts.lines import month_ticks
from yanbao.report.charts.render import chart_svg, draw, keep
from yanbao.report.charts.scales import Scale, alongside, scale
from yanbao.report.charts.spec import vega_spec
from yanbao.report.theme import OWN, Theme, load_theme

THEME = load_theme()
EVERY_KIND = {"lines": paper.lines(paper.line("甲"), paper.line("乙")), "months": paper.months(), "ranked": paper.ranking()}
finite = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


def drawn(chart: Chart, kept: Path, theme: Theme = THEME) -> str:
    return chart_svg(paper.exhibit(chart), theme, kept)


def words(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</(?:text|tspan)>", svg)


def filled(svg: str, colour: str) -> int:
    return svg.count(f'fill="{colour}"')


def axes(chart: Chart) -> list[dict[str, Any]]:
    """Every axis the chart's layers ask for."""
    spec = vega_spec(paper.exhibit(chart), THEME)
    found = [layer["encoding"].get("y", {}).get("axis") for layer in spec["layer"]]
    return [axis for axis in found if axis]


# --- scales -----------------------------------------------------------------------------------------------------


@given(st.lists(finite, min_size=1, max_size=20), st.booleans())
def test_a_scale_holds_every_value_between_few_round_ticks(held: list[float], zero: bool) -> None:
    found = scale(held, 4, zero)
    assert all(found.low - 1e-6 <= value <= found.high + 1e-6 for value in held)
    assert 2 <= len(found.ticks) <= 8
    assert not zero or found.low <= 0 <= found.high


@given(st.lists(finite, min_size=1), st.lists(finite, min_size=1), st.booleans())
def test_a_second_axis_has_the_gridlines_of_the_first(left: list[float], right: list[float], zero: bool) -> None:
    first = scale(left, 4, True)
    second = alongside(first, right, zero)
    assert len(second.ticks) == len(first.ticks)
    slack = (second.high - second.low) * 1e-6
    assert all(second.low - slack <= value <= second.high + slack for value in right)


def test_ticks_print_as_many_places_as_their_step_needs() -> None:
    assert (scale([0, 1], 4).ticks, scale([0, 1], 4).decimals) == ((0, 0.25, 0.5, 0.75, 1), 2)
    assert scale([0, 4000], 4).decimals == 0


def test_labels_that_would_meet_stand_a_line_apart_inside_the_plot() -> None:
    frame = Frame(200, 131, 7.5)
    places = spread(frame, Scale((0.0, 50.0, 100.0), 0), [(99.0, "甲"), (98.0, "乙"), (20.0, "丙")])
    gap = frame.font * (LINE + GAP) / frame.plot_height * 100
    assert places[0] - places[1] == pytest.approx(gap)
    assert places[0] + gap / 2 <= 106 + 1e-9
    assert places[2] == pytest.approx(20)


def test_two_labels_that_would_meet_give_way_by_as_much() -> None:
    frame = Frame(200, 131, 7.5)
    above, below = spread(frame, Scale((0.0, 50.0, 100.0), 0), [(52.0, "甲"), (48.0, "乙")])
    assert above - 52 == pytest.approx(48 - below) and above - 52 > 0


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_no_label_covers_another_and_higher_lines_are_named_higher(ends: list[float]) -> None:
    frame = Frame(200, 300, 7.5)
    places = spread(frame, Scale((0.0, 50.0, 100.0), 0), [(end, "甲") for end in ends])
    gap = frame.font * (LINE + GAP) / frame.plot_height * 100
    order = sorted(range(len(ends)), key=lambda index: ends[index])
    assert all(places[high] - places[low] >= gap - 1e-6 for low, high in pairwise(order))
    assert all(place - gap / 2 >= -6 - 1e-6 and place + gap / 2 <= 106 + 1e-6 for place in places)


def test_dates_are_ticked_on_first_days_of_months_evenly() -> None:
    ticks = month_ticks(["2025-06-02", "2026-05-22"], 4)
    assert [(tick["year"], tick["month"]) for tick in ticks] == [(2025, 7), (2025, 10), (2026, 1), (2026, 4)]


# --- what each kind shows ---------------------------------------------------------------------------------------


def test_a_lone_line_is_labelled_with_its_last_value(kept: Path) -> None:
    said = words(drawn(paper.lines(), kept))
    assert "103.50点" in said
    assert "服务器" not in said  # the title names it


def test_two_lines_are_named_at_their_ends_without_a_legend(kept: Path) -> None:
    svg = drawn(EVERY_KIND["lines"], kept)
    assert {"甲", "乙"} <= set(words(svg))
    assert "role-legend" not in svg


def test_two_axes_stand_only_where_units_differ(kept: Path) -> None:
    assert {axis.get("orient", "left") for axis in axes(paper.months())} == {"left", "right"}
    assert {axis.get("orient", "left") for axis in axes(paper.months(right=False))} == {"left"}
    assert {"当月DOU（GB/户·月）", "同比（%，右轴）"} <= set(words(drawn(paper.months(), kept)))
    assert "GB/户·月" in words(drawn(paper.months(right=False), kept))


def test_an_axis_that_no_known_value_needs_is_not_drawn() -> None:
    chart = paper.months()
    nothing = replace(chart.marks[1], points=(("2026-03", None),), labels=())
    found = axes(replace(chart, marks=(chart.marks[0], nothing)))
    assert found and {axis.get("orient", "left") for axis in found} == {"left"}


def test_a_value_alone_between_unknown_months_is_seen_as_a_point() -> None:
    lone = Mark("占比", "line", (("2026-01", None), ("2026-02", 60.0), ("2026-03", None)))
    whole = Mark("占比", "line", (("2026-01", 59.0), ("2026-02", 60.0), ("2026-03", 61.0)))

    def points(mark: Mark) -> Any:
        spec = vega_spec(paper.exhibit(Chart("months", (mark,), PERCENT)), THEME)
        return next(layer["mark"]["point"] for layer in spec["layer"] if layer["mark"]["type"] == "line")

    assert points(lone) and not points(whole)


def layers_of(chart: Chart, style: str) -> list[dict[str, Any]]:
    return [layer for layer in vega_spec(paper.exhibit(chart), THEME)["layer"] if layer["mark"].get("style") == style]


def test_dashes_lead_over_months_without_a_value_and_the_legend_says_so(kept: Path) -> None:
    known = {"2026-01": 9.0, "2026-02": None, "2026-03": None, "2026-04": 13.8, "2026-05": 13.9}
    bars = Mark("户数", "bar", tuple((x, 1.0) for x in known))
    chart = Chart("months", (bars, Mark("同比", "line", tuple(known.items()), axis="right")), PERCENT, PERCENT)
    (bridge,) = layers_of(chart, "gap")
    assert [(row["when"], row["value"]) for row in bridge["data"]["values"]] == [("2026-01", 9.0), ("2026-04", 13.8)]
    assert "同比（%，右轴，虚线处无数据）" in words(drawn(chart, kept))


def test_a_line_that_begins_late_or_ends_early_has_no_dashes(kept: Path) -> None:
    points = (("2026-01", None), ("2026-02", 9.0), ("2026-03", 9.5), ("2026-04", None))
    bars = Mark("户数", "bar", tuple((x, 1.0) for x, _ in points))
    chart = Chart("months", (bars, Mark("同比", "line", points, axis="right")), PERCENT, PERCENT)
    assert layers_of(chart, "gap") == [] and "同比（%，右轴）" in words(drawn(chart, kept))


def test_a_line_over_days_breaks_off_where_closes_are_missing_for_longer_than_any_holiday() -> None:
    days = ("2026-01-05", "2026-01-19", "2026-02-05", "2026-02-06")
    mark = Mark("甲", "line", tuple((day, float(place)) for place, day in enumerate(days)))
    chart = Chart("lines", (mark,), PERCENT)
    (bridge,) = layers_of(chart, "gap")
    assert [row["when"] for row in bridge["data"]["values"]] == ["2026-01-19", "2026-02-05"]
    spec = vega_spec(paper.exhibit(chart), THEME)
    assert [row["stretch"] for row in spec["data"]["values"]] == [0, 0, 1, 1]
    assert [layer["encoding"]["detail"]["field"] for layer in layers_of(chart, "leading-line")] == ["stretch"]


def test_every_cited_value_of_a_month_is_printed(kept: Path) -> None:
    assert {"23.4GB", "13.8%"} <= set(words(drawn(paper.months(), kept)))


def test_our_sector_stands_in_the_house_colour_and_the_others_muted(kept: Path) -> None:
    svg = drawn(paper.ranking(), kept)
    bars = [filled(svg, colour) for colour in (THEME.light.house, THEME.light.muted)]
    assert bars == [2, 2]  # its bar and its name; the two other bars
    nobody = drawn(paper.ranking(highlight=""), kept)
    assert filled(nobody, THEME.light.muted) == 0


def test_moves_are_red_when_up_and_green_when_down_and_keep_their_sign(kept: Path) -> None:
    svg = drawn(paper.ranking(), kept)
    shade = {text: colour for colour, text in re.findall(r'<text[^>]*fill="(#\w+)"[^>]*>([^<]+)</text>', svg)}
    assert (shade["+6.56%"], shade["-0.97%"]) == (THEME.light.up_text, THEME.light.down_text)


def test_the_unit_is_printed_once_above_bars_or_in_their_labels(kept: Path) -> None:
    labels = tuple((name, paper.cited(value, f"{value:+.2f}")) for name, value in paper.RANKING)
    bare = Chart("ranked", (Mark("周涨跌幅", "bar", paper.RANKING, labels),), PERCENT)
    assert "%" in words(drawn(bare, kept))
    assert "%" not in words(drawn(paper.ranking(), kept))


def test_a_ranking_keeps_the_order_given(kept: Path) -> None:
    names = [name for name in words(drawn(paper.ranking(), kept)) if name in dict(paper.RANKING)]
    assert names == [name for name, _ in paper.RANKING]


def test_alt_text_speaks_cited_figures_only() -> None:
    said = alt_text(paper.exhibit(paper.months(), "当月DOU"))
    assert said == "柱线图：图表1：当月DOU。当月DOU，2026-01至2026-03，2026-03为23.4GB。同比，2026-01至2026-03，2026-03为13.8%。"
    assert "通信-0.97%" in alt_text(paper.exhibit(paper.ranking()))
    assert alt_text(paper.exhibit(None, "基站")) == "图表1：基站：数据暂缺。"


def test_an_exhibit_without_a_chart_is_refused() -> None:
    with pytest.raises(TypeError, match="e1 holds no chart"):
        vega_spec(paper.exhibit(None), THEME)


# --- one specification, light, dark and live --------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_colours_come_from_the_theme_alone(kind: str) -> None:
    spec = vega_spec(paper.exhibit(EVERY_KIND[kind]), THEME)
    assert not re.search(r"#[0-9A-Fa-f]{3,6}\b|\b(?:red|green|black|white)\b", json.dumps(spec))


def test_the_same_drawing_turns_dark() -> None:
    spec = vega_spec(paper.exhibit(paper.ranking()), THEME)
    svg = draw(spec, vega_config(THEME, dark=True))
    assert filled(svg, THEME.dark.house) and not filled(svg, THEME.light.house)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_only_a_live_chart_answers_the_pointer(kind: str) -> None:
    import vl_convert

    still, live = (vega_spec(paper.exhibit(EVERY_KIND[kind]), THEME, live=live) for live in (False, True))
    assert "tooltip" in json.dumps(live) and "tooltip" not in json.dumps(still)
    assert live["width"] == "container"
    asked = [param["name"] for layer in live["layer"] for param in layer.get("params", ())]
    assert asked == {"lines": ["zoom", "shown", "hover"], "months": ["shown"], "ranked": []}[kind]
    assert vl_convert.vegalite_to_vega(live, config=vega_config(THEME, live=True))["marks"]


def test_words_from_outside_are_data(kept: Path) -> None:
    name = "\"}]);'</text><script>datum"
    points = (("甲", 1.0), (name, 2.0))
    chart = Chart("ranked", (Mark(name, "bar", points, ((name, paper.cited(2, "+2%")),)),), PERCENT, None, name)
    svg = drawn(chart, kept)
    assert "<script" not in svg
    assert words(svg)[1] == name.replace("<", "&lt;").replace(">", "&gt;")


# --- drawing ----------------------------------------------------------------------------------------------------


def test_a_chart_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(paper.lines(), tmp_path)
    monkeypatch.setattr(render, "draw", lambda *_: pytest.fail("drawn again"))
    assert drawn(paper.lines(), tmp_path) == first


def test_another_theme_draws_anew(tmp_path: Path) -> None:
    drawn(paper.lines(), tmp_path)
    other = replace(THEME, light=replace(THEME.light, series=("#123456",) * 6))
    assert "#123456" in drawn(paper.lines(), tmp_path, other)
    assert len(list(tmp_path.iterdir())) == 2


def test_another_version_of_what_draws_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(paper.lines(), tmp_path)
    monkeypatch.setattr(render, "versions", lambda: ["vl-convert-python 99"])
    drawn(paper.lines(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_drawing_that_cannot_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        keep(tmp_path / "a.svg", "half a drawing \udc00")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_fetched_while_drawing() -> None:
    spec = {"data": {"url": "https://example.com/a.csv"}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(ValueError, match=r"example\.com"):
        draw(spec, {})


def test_text_has_its_weight_and_not_the_font_s_thinnest(kept: Path) -> None:
    assert "font-variation-settings:'wght' 400" in drawn(paper.lines(), kept)


def test_a_drawing_does_not_depend_on_the_machine_s_time_zone(kept: Path) -> None:
    spec = vega_spec(paper.exhibit(paper.lines()), THEME)
    code = "import json,sys; from yanbao.report.charts.render import draw; print(draw(*json.load(sys.stdin)))"
    given = json.dumps([spec, vega_config(THEME)])
    environment = {**os.environ, "TZ": "America/New_York", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run([sys.executable, "-c", code], input=given, env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == drawn(paper.lines(), kept)


# --- the theme --------------------------------------------------------------------------------------------------


def test_a_house_changes_its_colour_in_one_place(tmp_path: Path) -> None:
    own = tmp_path / "theme.toml"
    own.write_text(OWN.read_text(encoding="utf-8").replace('house = "#0B2E59"', 'house = "#004D40"'), encoding="utf-8")
    assert load_theme(own).light.house == "#004D40"


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('house = "#0B2E59"', 'house = "navy"', "不是 #RRGGBB 颜色：'navy'"),
        ("[chart]", "[charts]", "缺少 chart"),
        ("[page]", "[page", "读不出来"),
    ],
)
def test_a_bad_theme_says_what_is_wrong_in_it(was: str, now: str, says: str, tmp_path: Path) -> None:
    own = tmp_path / "theme.toml"
    own.write_text(OWN.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    with pytest.raises(YanbaoError, match=says):
        load_theme(own)


def test_names_of_exhibits_do_not_change_a_drawing_of_the_same_chart_and_title(kept: Path) -> None:
    one, other = paper.exhibit(paper.lines()), replace(paper.exhibit(paper.lines()), key="another", source="别处")
    assert isinstance(one, Exhibit) and chart_svg(one, THEME, kept) == chart_svg(other, THEME, kept)


def legends(chart: Chart) -> list[dict[str, Any]]:
    """Every legend of the live drawing."""
    spec = vega_spec(paper.exhibit(chart), THEME, live=True)
    return [legend for layer in spec["layer"] if (legend := layer["encoding"].get("color", {}).get("legend"))]


def test_a_legend_shows_a_bar_as_a_square_and_a_line_across_it_as_a_dash() -> None:
    legend = legends(paper.months())[0]
    bars = [mark.name for mark in paper.months().marks if mark.shape == "bar"]
    assert legend["symbolType"]["expr"].startswith(f"indexof({json.dumps(bars)}, datum.label) < 0 ? 'M")


@pytest.mark.parametrize(("name", "columns"), [("甲", 4), ("某某租赁价格指数", 2), ("一条名称长到在手机上独占一行还有余的线", 1)])
def test_a_live_legend_has_as_many_columns_as_a_phone_has_room_for(name: str, columns: int) -> None:
    chart = paper.lines(*(paper.line(name + letter) for letter in "甲乙丙丁"))
    assert legends(chart)[0]["columns"] == columns


def test_columns_of_a_legend_are_as_wide_as_their_widest_entry_and_fit() -> None:
    wide = paper.lines(*(paper.line(name) for name in ("一条名称颇长颇长的线之甲", "乙", "一条名称颇长颇长的线之丙", "丁")))
    turned = paper.lines(*(paper.line(name) for name in ("一条名称颇长颇长的线之甲", "一条名称颇长颇长的线之丙", "乙", "丁")))
    assert (legends(wide)[0]["columns"], legends(turned)[0]["columns"]) == (2, 1)


def test_lines_named_at_their_ends_have_their_unit_over_the_axis_and_not_in_the_legend() -> None:
    chart = paper.lines(paper.line("甲"), paper.line("乙"))
    assert "点" not in legends(chart)[0]["labelExpr"]
    spec = vega_spec(paper.exhibit(chart), THEME, live=True)
    assert spec["encoding"]["y"]["axis"]["title"] == chart.left.symbol != ""


def leaders(*ends: tuple[str, float]) -> int:
    """How many lines that end so, a day and a value, are joined to their labels by a leader."""
    marks = [paper.line(f"指数{number}", (("2026-01-05", 0.0), end)) for number, end in enumerate(ends)]
    layers = vega_spec(paper.exhibit(paper.lines(*marks)), THEME)["layer"]
    return sum(layer["mark"].get("style") == "leader" for layer in layers)


def test_a_label_that_stands_away_from_the_end_of_its_line_is_joined_to_it() -> None:
    """A line that ends before the others does not reach the edge where labels stand; another's label may have to move far."""
    assert leaders(("2026-05-22", 10.0), ("2026-05-22", 90.0)) == 0
    assert leaders(("2026-05-22", 10.0), ("2026-05-07", 90.0)) == 1
    assert leaders(*[("2026-05-22", 50.0)] * 4, ("2026-05-22", 90.0)) > 1
