"""report.html: one file that opens offline, where nothing from outside becomes markup and every figure has its trace."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from paper import cited, cover, lines
from traced import counted, everything, excess, market, points, printing, rank, week_move
from yanbao.core.finding import Finding
from yanbao.report.assemble import list_points
from yanbao.report.blocks import Chart, Cite, Column, Exhibit, Heading, Mark, Missing, NewsItem, Para, Point, Report, Section, Strong, Table
from yanbao.report.ledger import Ledger
from yanbao.report.press import Press
from yanbao.report.theme import load_theme
from yanbao.report.trace import SHOWN_ROWS
from yanbao.report.writers.html import write
from yanbao.report.writers.html.blocks import clauses, eyebrow, rows

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u2028"


class Page(HTMLParser):
    """What a browser would find in the page: elements with their attributes, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts.append((self.elements[-1][1], data))
        elif self.cdata_elem is None:
            self.words.append(data)

    def having(self, name: str, value: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.elements if value in (attrs.get(name) or "").split()]

    def data(self) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(next(text for attrs, text in self.scripts if attrs.get("id") == "data"))
        return held


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawings")


def hostile() -> Report:
    cite = cited(1.0, HOSTILE, HOSTILE)
    figure = replace(cite.figure, subject=HOSTILE, subject_name=HOSTILE)
    cite = Cite(figure, HOSTILE)
    mark = Mark(HOSTILE, "line", (("2026-05-21", 1.0), ("2026-05-22", 2.0)), (("2026-05-22", cite),))
    blocks = (
        Heading(2, HOSTILE),
        Para((HOSTILE, cite, Strong(HOSTILE))),
        Point(1, (HOSTILE,), (cite,)),
        NewsItem((HOSTILE,), market().issue.week.last, HOSTILE, (HOSTILE,)),
        Exhibit("a", (HOSTILE, cite), Chart("lines", (mark,), figure.unit), HOSTILE, (HOSTILE,), number=1),
        Exhibit("b", (HOSTILE,), Table((Column(HOSTILE, HOSTILE),), (((cite,),), ((HOSTILE,),))), HOSTILE, number=2),
    )
    finding = Finding("x", "error", HOSTILE, HOSTILE, HOSTILE, figure.id)
    report = printing(*blocks, findings=(finding,))
    issue = replace(report.issue, sector=HOSTILE, house=HOSTILE)
    return replace(report, issue=issue)


def test_text_from_outside_never_becomes_markup(cache: Path) -> None:
    page = Page(write(hostile(), Press(cache)).decode())
    kinds = [attrs.get("type") for tag, attrs in page.elements if tag == "script"]
    assert kinds == ["application/json"] * 3 + ["text/plain", None]
    assert not [tag for tag, attrs in page.elements if tag == "img" or any(name.startswith("on") for name in attrs)]
    assert HOSTILE in page.words, "it is still there to be read"


def test_every_printed_figure_opens_a_trace(cache: Path) -> None:
    report = market()
    page = Page(write(report, Press(cache)).decode())
    data = page.data()
    marked = page.having("class", "f")
    assert len(marked) == len(report.printed)
    assert all(mark["tabindex"] == "0" and mark["role"] == "button" for mark in marked)
    named = {data["named"][str(mark["data-f"])] for mark in marked}
    assert named == {entry.id for entry in report.printed}
    assert {data["traces"][mark["data-f"]]["id"] for mark in marked} == {entry.cite.figure.id for entry in report.printed}


def test_a_chart_s_labels_are_figures_in_the_table_below_it(cache: Path) -> None:
    report = everything()
    page = Page(write(report, Press(cache)).decode())
    assert len(page.having("class", "f")) == len(report.printed)
    assert len(page.having("class", "data")) == sum(isinstance(exhibit.body, Chart) for exhibit in report.exhibits())


def test_every_point_of_a_chart_s_table_opens_what_owns_it(cache: Path) -> None:
    report = points()
    page = Page(write(report, Press(cache)).decode())
    traces = page.data()["traces"]
    held = [(traces[mark["data-f"]]["subject"], mark.get("data-x")) for mark in page.having("class", "f")[-367:]]
    assert held[:2] == [("dou", None), ("line", "2026-05-21")]
    assert held[-1] == ("line", "2025-05-21")
    assert len(page.data()["rows"]["r1"]["rows"]) == 366, "a point's row is there to be shown, however old"
    assert f"印出数字 {len(report.printed) + 367} 处" in "".join(page.words)


def test_the_main_part_is_the_report_without_the_list_of_findings(cache: Path) -> None:
    text = write(replace(market(), findings=(Finding("x", "warning", "全文", "距截止日已 205 天。", "导入"),)), Press(cache)).decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "205 天" in text and "205 天" not in main and 'id="findings"' not in main
    assert text.index("</main>") < text.index('id="findings"') < text.index("<footer")


def test_missing_words_say_why(cache: Path) -> None:
    text = write(printing(Para(("观点：", Missing("没有<文稿>。", "写一份")))), Press(cache)).decode()
    assert '观点：<span class="missing" title="没有&lt;文稿&gt;。">—（数据暂缺）</span>' in text


def test_the_places_of_a_figure_are_told_with_each_other(cache: Path) -> None:
    page = Page(write(market(), Press(cache)).decode())
    places = page.data()["places"]["index_week_move:801770.SI:2026-05-15..2026-05-22"]
    assert len(places) == 2
    assert {place[0] for place in places} <= {attrs.get("id") for _, attrs in page.elements}


def test_nothing_is_loaded_from_anywhere(cache: Path) -> None:
    text = write(everything(), Press(cache)).decode()
    page = Page(text)
    loads = [
        (tag, name, attrs[name]) for tag, attrs in page.elements for name in ("src", "href", "data", "action", "srcset") if name in attrs
    ]
    assert loads
    assert all((value or "").startswith("#") for _, _, value in loads)
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style and "url(" not in style[1] and "@import" not in style[1]
    policy = next(attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'; script-src 'sha256-") and "http" not in policy


def test_same_report_same_bytes_with_or_without_drawings_kept(cache: Path, tmp_path: Path) -> None:
    assert write(everything(), Press(tmp_path)) == write(everything(), Press(cache)) == write(everything(), Press(cache))


def test_findings_are_counted_listed_and_shown_where_they_belong(cache: Path) -> None:
    text = write(market(), Press(cache)).decode()
    assert "错误 <b>1</b>" in text and "警告 <b>1</b>" in text and "提示 <b>2</b>" in text
    page = Page(text)
    assert [attrs["id"] for attrs in page.having("class", "info")[-2:]] == ["finding-2", "finding-3"]
    assert [attrs["href"] for attrs in page.having("class", "flag")] == ["#finding-1"]
    exhibit = text[text.index('id="exhibit-1"') :]
    assert 'href="#finding-0"' in exhibit[: exhibit.index("</figure>")]
    section = text[text.index('id="s-market"') : text.index("3.1 指数</h3>")]
    assert 'href="#finding-2"' in section


def test_readers_are_told_what_the_report_says_and_not_what_was_found_about_it(cache: Path) -> None:
    blocks = (*market().sections[1].blocks, Para((Missing("没有本周的文稿。", "写一份"),)))
    report = printing(*blocks, findings=market().findings)
    titles = {"levels": "指数行情"}
    desk, readers = (write(report, Press(cache, readers=readers, titles=titles)).decode() for readers in (False, True))
    for words in (
        "核对结果",
        'class="counts"',
        'class="notes"',
        'class="flag',
        "端口未披露。",
        "没有本周的文稿。",
        "本月通报未披露",
        "levels.csv",
        "第12行",
        "2026-05-24 20:15:00",
    ):
        assert words in desk and words not in readers, words
    page, own = Page(readers), Page(desk)
    assert (page.data()["desk"], own.data()["desk"]) == (False, True)
    assert "申万宏源研究" in readers and "指数行情" in readers, "who published a figure, and in which data, is told to all"
    assert "(期末 ÷ 期初 − 1) × 100%" in readers and "2026-05-15" in readers, "so are formula and inputs"
    figures = [[(mark["data-f"], mark["id"]) for mark in held.having("class", "f")] for held in (page, own)]
    assert figures[0] == figures[1]


def test_paper_says_of_the_findings_only_how_many_there_are(cache: Path) -> None:
    assert '<p class="tally">核对结果：错误1条，警告1条，提示2条；逐条见网页版。</p>' in write(market(), Press(cache)).decode()


def test_rows_of_prose_name_their_cells_so_that_a_phone_can_stack_them(cache: Path) -> None:
    columns = (Column("板块"), Column("得分", align="right"), Column("主要依据"))
    table = Table(columns, ((("液冷",), ("+0.21",), ("机柜功率密度上升。" * 8,)),))
    page = Page(write(printing(table), Press(cache)).decode())
    assert len(page.having("class", "wordy")) == 1 and not page.having("class", "brief")
    assert [attrs["data-head"] for attrs in page.having("class", "words")] == ["主要依据"]


def test_parts_of_a_chapter_are_listed_below_it(cache: Path) -> None:
    report = printing(Para(("一段。",)))
    sections = (Section("a", "三、本周行情", (Heading(2, "3.1 个股"),)), Section("b", "3.2 估值水平", ()), Section("c", "四、新闻", ()))
    text = write(replace(report, sections=sections), Press(cache)).decode()
    assert '三、本周行情</a><ol><li><a href="#s-a-1">3.1 个股</a></li><li><a href="#s-b">3.2 估值水平</a></li></ol></li>' in text
    assert "<h3>3.2 估值水平</h3>" in text


def test_a_report_without_findings_says_so(cache: Path) -> None:
    assert "没有发现问题。" in write(printing(Para(("平静的一周。",))), Press(cache)).decode()


def test_a_missing_exhibit_prints_its_mark(cache: Path) -> None:
    text = write(market(), Press(cache)).decode()
    assert '<p class="undisclosed">本期没有可列示的数据</p>' in text


def test_ids_are_unique_and_links_arrive(cache: Path) -> None:
    page = Page(write(everything(), Press(cache)).decode())
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    links = {str(attrs["href"])[1:] for tag, attrs in page.elements if tag == "a"}
    assert links <= set(ids)


def test_the_page_is_chinese_has_one_title_and_a_way_past_the_contents(cache: Path) -> None:
    page = Page(write(everything(), Press(cache)).decode())
    assert ("html", {"lang": "zh-CN"}) in page.elements
    assert [tag for tag, _ in page.elements].count("h1") == 1
    assert page.having("class", "skip")[0]["href"] == "#main"


def test_size_is_told_once_not_for_each_place(cache: Path) -> None:
    once = write(printing(Para((*_said(1),))), Press(cache))
    often = write(printing(*(Para(_said(1)) for _ in range(300))), Press(cache))
    assert len(often) - len(once) < 300 * 3 * 200


def _said(times: int) -> tuple[Cite, ...]:
    return tuple(Cite(figure, "1") for _ in range(times) for figure in (week_move(), excess(), rank()))


def test_equal_figures_share_a_trace_and_different_ones_do_not() -> None:
    ledger = Ledger()
    assert ledger.name(week_move()) == ledger.name(week_move())
    assert ledger.name(week_move()) != ledger.name(excess())
    assert len(ledger.documents) == 1


def test_the_rows_of_a_query_share_the_files_they_point_at() -> None:
    ledger = Ledger()
    query = ledger.traces[ledger.name(counted())]["query"]
    assert [ledger.documents[name]["digest"] for name in query["documents"]] == ["ab" * 32]
    ledger.name(week_move())
    assert len(ledger.documents) == 1


def test_a_line_that_is_also_printed_keeps_all_its_rows_for_its_points() -> None:
    ledger, (_, line) = Ledger(), (entry.cite.figure for entry in list_points(points()))
    printed, drawn = ledger.name(line), ledger.name(line, every_row=True)
    assert [len(ledger.rows[ledger.traces[name]["query"]["rows"]]["rows"]) for name in (printed, drawn)] == [SHOWN_ROWS, 366]


def test_small_charts_pair_and_a_lone_one_takes_the_row() -> None:
    small, wide = Exhibit("a", ("甲",), lines(), ""), Exhibit("b", ("乙",), lines(), "", half=False)
    table = Exhibit("c", ("丙",), Table((Column("列"),), ()), "")
    shown = list(rows([small, small, small, wide, small, table]))
    assert [[exhibit.half for exhibit in row] for row in shown] == [[True, True], [False], [False], [False], [False]]


def test_a_title_breaks_behind_its_commas() -> None:
    cite = cited(1.0, "1%")
    assert clauses(("甲", cite, "，乙；丙")) == [("甲", cite, "，"), ("乙；",), ("丙",)]


def test_the_words_regulation_asks_for_stand_first_and_once() -> None:
    assert eyebrow(replace(cover(), kind="证券研究报告·行业周报")) == eyebrow(cover()) == ["证券研究报告", "行业周报", "通信"]


def test_every_colour_of_the_theme_reaches_the_page(cache: Path) -> None:
    text = write(market(), Press(cache)).decode()
    for palette in (load_theme().light, load_theme().dark):
        for field in fields(palette):
            held = getattr(palette, field.name)
            assert all(colour in text for colour in ([held] if isinstance(held, str) else held)), field.name


def test_a_section_whose_title_is_its_first_heading_prints_it_once(cache: Path) -> None:
    report = replace(market(), sections=(Section("view", "通信周观点", (Heading(1, "通信周观点"),)),), printed=())
    assert write(report, Press(cache)).decode().count(">通信周观点</h2>") == 1


def test_a_date_in_a_text_stays_on_its_line(cache: Path) -> None:
    report = printing(Para(("沪深300数据止于2026-05-07。<b>",)))
    assert '沪深300数据止于<span class="day">2026-05-07</span>。&lt;b&gt;' in write(report, Press(cache)).decode()
