"""facts.json is what other programs read: its names, its places and its traces stay as they are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from traced import counted, everything, excess, market, points, printing, rank, week_move
from yanbao.report.assemble import list_points, list_printed
from yanbao.report.blocks import Cite, Original, Para, Point, Section, Strong
from yanbao.report.ledger import unfolded
from yanbao.report.press import Press
from yanbao.report.sentences import say
from yanbao.report.writers.facts import write


def read(report: Any) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(write(report, Press(Path())))
    return held


def test_the_names_other_programs_read() -> None:
    held = read(market())
    assert list(held) == ["issue", "sections", "figures", "points", "exhibits", "sentences", "traces", "documents", "queries", "rows"]
    names = ["id", "measure", "subject", "subject_name", "period", "value", "unit", "printed", "section", "exhibit", "trace"]
    assert {tuple(figure) for figure in [*held["figures"], *read(points())["points"]]} == {tuple(names)}
    assert {tuple(exhibit) for exhibit in held["exhibits"]} == {("key", "number", "title", "kind", "columns", "rows", "source")}


def test_every_sentence_of_the_prose_is_listed_with_its_figures_and_those_of_a_note_as_typed() -> None:
    note = (Original("需求向好；“拐点已到。”板块跌幅。"), Cite(week_move(), "0.97%", quoted=True), Original("为本周跌幅。供给偏紧。"))
    held = read(printing(Point(1, (Strong("供需："),), note), Para(say("板块{move:price}。", move=week_move()))))
    told = [one for one in held["sentences"] if one["section"] == "market"]
    typed = ["供需：需求向好；", "“拐点已到。”板块跌幅。", "0.97%为本周跌幅。", "供给偏紧。"]
    assert [one["text"] for one in told] == [*typed, "板块下跌0.97%。"]
    assert [(len(one["figures"]), one["typed"]) for one in told] == [(0, False), (0, False), (1, True), (0, False), (1, False)]
    assert len({one["passage"] for one in told}) == 2


def test_the_issue_says_sector_week_and_moment() -> None:
    issue = read(market())["issue"]
    assert issue["sector"] == "telecom"
    assert issue["week"] == {"key": "2026-05-22", "base": "2026-05-15", "first": "2026-05-18", "last": "2026-05-22"}
    assert issue["as_of"].startswith("2026-05-24T18:00")


def test_every_place_of_a_figure_is_listed_with_its_printed_text_and_trace() -> None:
    held = read(market())
    figures = [figure for figure in held["figures"] if figure["measure"] == "index_week_move"]
    assert [(figure["printed"], figure["section"], figure["exhibit"]) for figure in figures] == [("0.97%", "market", 0)] * 2
    assert figures[0]["value"] == pytest.approx(-0.97091, abs=1e-5)
    assert unfolded(figures[0]["trace"], held)["parts"][0]["trace"]["source"]["locator"] == "第12行"


def test_what_traces_share_is_told_once_and_referred_to_by_name() -> None:
    held = read(
        printing(
            *(Para(say("{a:price}，{b:abs}，{c:digits}，{d:digits}", a=week_move(), b=excess(), c=rank(), d=counted())) for _ in range(9))
        )
    )
    told = json.dumps(held, ensure_ascii=False)
    assert held["queries"] == {"week_moves": "select code from bars", "week_ranks": "select code from bars"}
    assert told.count("ab" * 32) == len(held["documents"]) == 1
    assert told.count("行业17") == 1
    move = next(figure["trace"] for figure in held["figures"] if figure["measure"] == "index_week_move")
    close = held["traces"][move["parts"][0]["trace"]]
    assert (close["source"]["document"], close["source"]["stated"], "parts" in close) == ("d1", "8126.06", False)
    assert {part["trace"] for trace in held["traces"].values() for part in trace.get("parts", ())} <= set(held["traces"])


def test_a_query_of_the_same_name_but_another_text_has_a_name_of_its_own() -> None:
    figure = counted()
    other = replace(figure, lineage=replace(figure.lineage, sql="select name from bars"))
    held = read(printing(Para(say("{a:digits}只，{b:digits}只，{a:digits}只", a=figure, b=other))))
    assert held["queries"] == {"week_moves": "select code from bars", "week_moves~2": "select name from bars"}
    named = [figure["trace"]["query"]["query"] for figure in held["figures"] if figure["measure"] == "breadth_up"]
    assert named == ["week_moves", "week_moves~2", "week_moves"]


def test_every_point_behind_a_chart_is_listed_and_a_line_once_with_all_its_rows() -> None:
    held = read(points())
    bar, line = held["points"]
    assert (bar["id"], bar["printed"], bar["exhibit"], bar["section"]) == ("measure:dou:2026-05-22", "18.20", 1, "market")
    assert (line["subject"], line["printed"], line["exhibit"]) == ("line", "", 2)
    assert len(held["rows"][line["trace"]["query"]["rows"]]["rows"]) == 366
    assert "dou" not in {figure["subject"] for figure in held["figures"]}


def test_a_point_that_the_text_prints_too_bears_the_same_id_and_another_value_does_not() -> None:
    report = points()
    (bar, _) = (entry.cite.figure for entry in list_points(report))
    same, other = Cite(bar, "18.2%"), Cite(replace(bar, value=9.0), "9%")
    text = Section("text", "", (Para((other,)), Para((same,))))
    sections = (text, *report.sections)
    held = read(replace(report, sections=sections, printed=tuple(list_printed(sections))))
    assert [figure["id"] for figure in held["figures"] if figure["subject"] == "dou"] == [
        "measure:dou:2026-05-22",
        "measure:dou:2026-05-22~2",
    ]
    assert held["points"][0]["id"] == "measure:dou:2026-05-22~2"


def test_an_absence_is_null_and_printed_as_such() -> None:
    absent = next(figure for figure in read(market())["figures"] if figure["measure"] == "official")
    assert (absent["value"], absent["printed"], absent["trace"]["missing"]) == (None, "—（未披露）", "本月通报未披露")


@pytest.mark.parametrize(
    ("number", "kind", "columns", "row"),
    [
        (1, "lines", ["日期", "服务器（点）"], ["2026-05-20", 100.0]),
        (2, "months", ["时间", "当月DOU（GB/户·月）", "同比（%）"], ["2026-01", 18.2, 9.0]),
        (3, "ranked", ["名称", "周涨跌幅（%）"], ["电子", 6.56]),
        (4, "missing", [], None),
        (5, "table", ["公司", "资本开支（亿美元）"], ["某公司", "100.0"]),
    ],
)
def test_an_exhibit_is_the_table_of_its_numbers(number: int, kind: str, columns: list[str], row: list[Any] | None) -> None:
    exhibit = next(exhibit for exhibit in read(everything())["exhibits"] if exhibit["number"] == number)
    assert (exhibit["kind"], exhibit["columns"]) == (kind, columns)
    assert exhibit["rows"][:1] == ([row] if row else [])


def test_a_month_nobody_stated_stays_a_gap() -> None:
    months = next(exhibit for exhibit in read(everything())["exhibits"] if exhibit["kind"] == "months")
    assert months["rows"][1] == ["2026-02", None, None]


def test_same_report_same_bytes() -> None:
    assert write(market(), Press(Path())) == write(market(), Press(Path()))
