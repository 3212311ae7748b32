"""One issue in two languages: the same figures at the same places, and no Chinese in the English one but what is marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from language.conftest import Both
from worded_sources import HAN
from yanbao.cli import show
from yanbao.core.figure import Figure
from yanbao.desk.weekly import Built
from yanbao.desk.why import find_figure
from yanbao.report.blocks import (
    Block,
    Chart,
    Cite,
    Column,
    Cover,
    Exhibit,
    Heading,
    NewsItem,
    Original,
    Report,
    Section,
    Span,
    Table,
    exhibits,
    texts,
)
from yanbao.report.faithful import faithful
from yanbao.report.writers.excel.exhibits import HEAD

FIRST_SHEET = 12
"""Rows of the contents above the list of sheets."""
VOID = {"meta", "br", "col", "wbr", "img", "link", "input"}


def test_the_same_figures_stand_in_the_same_places(both: Both) -> None:
    def placed(report: Report) -> list[tuple[str, int, str, float | None]]:
        return sorted(
            (p.section, p.exhibit, p.id, p.cite.figure.value if isinstance(p.cite.figure, Figure) else None) for p in report.printed
        )

    assert placed(both.english) == placed(both.chinese)
    assert [[type(block) for block in section.blocks] for section in both.english.sections] == [
        [type(block) for block in section.blocks] for section in both.chinese.sections
    ]


def test_every_number_agrees_digit_by_digit_and_everything_is_worded(both: Both) -> None:
    found = list(faithful(both.chinese, both.english))
    assert [finding.code for finding in found] == ["figures-agree"]
    assert f"{len(both.chinese.printed)} 处一致" in found[0].message


def test_a_number_that_english_prints_otherwise_is_an_error(both: Both) -> None:
    place, section, block, cite = next(
        (place, section, number, span)
        for place, section in enumerate(both.english.sections)
        for number, block in enumerate(section.blocks)
        for text in texts(block)
        for span in text
        if isinstance(span, Cite) and isinstance(span.figure, Figure) and not span.quoted and hasattr(block, "text")
    )
    wrong = replace(cite, text="9" + cite.text)
    blocks = list(section.blocks)
    blocks[block] = replace(blocks[block], text=tuple(wrong if span is cite else span for span in blocks[block].text))
    sections = list(both.english.sections)
    sections[place] = replace(section, blocks=tuple(blocks))
    found = [finding for finding in faithful(both.chinese, replace(both.english, sections=tuple(sections))) if finding.level == "error"]
    assert [(finding.code, finding.figure) for finding in found] == [("figure-differs", cite.figure.id)]


def words_of(section: Section) -> list[Span]:
    """Every piece of words that a section prints."""
    return [section.title, *(span for block in section.blocks for span in words_in(block))]


def words_in(block: Block) -> list[Span]:
    spans = [span for text in texts(block) for span in text]
    match block:
        case NewsItem():
            return [*spans, block.outlet]
        case Cover():
            people = [word for analyst in block.analysts for word in (analyst.name, analyst.role)]
            return [*spans, block.kind, block.sector, block.rating, block.team, *people, *block.earlier, *exhibit_words(block.performance)]
        case Exhibit():
            return [*spans, *exhibit_words(block)]
        case Table():
            return [*spans, *heads(block.columns)]
    return spans


def exhibit_words(exhibit: Exhibit) -> list[Span]:
    body = exhibit.body
    if isinstance(body, Table):
        return [exhibit.source, *heads(body.columns)]
    if isinstance(body, Chart):
        units = [body.left.symbol, body.right.symbol if body.right else ""]
        return [exhibit.source, *units, *(word for mark in body.marks for word in (mark.name, *(x for x, _ in mark.points)))]
    return [exhibit.source]


def heads(columns: tuple[Column, ...]) -> list[Span]:
    return [word for column in columns for word in (column.name, column.unit)]


def test_chinese_stands_only_in_words_known_as_original(both: Both) -> None:
    said = [span for section in both.english.sections for span in words_of(section)]
    left = [text for span in said if HAN.search(text := span if isinstance(span, str) else span.text) and not isinstance(text, Original)]
    assert left == []
    issue = both.english.issue
    assert not HAN.search(issue.name + issue.sector + issue.house + issue.qualification)


def test_the_workbook_in_english_has_english_heads_units_and_sources(built: Built) -> None:
    """Of the contents all but news titles and names kept as they are; of every exhibit its heads with their brackets and units."""
    book = CalamineWorkbook.from_path(built.folder / "report.xlsx")
    rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    spoken = [str(head) for name, held in rows.items() if name.startswith(("Exhibit", "Cover")) for head in held[HEAD]]
    assert {"Date", "Period", "Name", "Shipments (bn)"} <= set(spoken)
    assert [head for head in spoken if HAN.search(head) or re.search("[（），]", head)] == []
    sources = [str(row[3]) for row in rows["Contents"] if str(row[0]).startswith(("Exhibit", "Cover"))]
    assert len(sources) > 20 and not any(told.startswith(("Source", "资料来源")) for told in sources)
    identity = [str(cell) for row in rows["Contents"][:FIRST_SHEET] for cell in row]
    assert any(told.endswith("points in the tables of charts.") for told in identity)
    assert [told for told in identity if HAN.search(told)] == []


def test_titles_are_numbered_as_in_chinese(both: Both) -> None:
    english, chinese = ([section.title for section in report.sections] for report in (both.english, both.chinese))
    parts = re.compile(r"\d+\.\d+ ")
    assert [title for title in english if re.match(r"\d+\. ", title)][0] == "1. Sub-sectors in detail"
    assert [parts.match(title)[0] for title in english if parts.match(title)] == [
        parts.match(title)[0] for title in chinese if parts.match(title)
    ]  # type: ignore[index]
    headings = [block.text for section in both.english.sections for block in section.blocks if isinstance(block, Heading)]
    assert "2.1 Users" in headings or "1.1 Semiconductor equipment" in headings


def test_points_of_a_chart_are_drawn_in_the_unit_of_their_axis(both: Both) -> None:
    pairs = zip(charts(both.chinese), charts(both.english), strict=True)
    scaled = 0
    for chinese, english in pairs:
        for one, other in zip(chinese.marks, english.marks, strict=True):
            factor = 10**other.finer
            scaled += other.finer > 0
            assert [y for _, y in other.points] == pytest.approx([None if y is None else y / factor for _, y in one.points], nan_ok=True)
    assert scaled or not any(chart.left.magnitude for chart in charts(both.chinese))


def charts(report: Report) -> list[Chart]:
    return [held.body for section in report.sections for held in exhibits(section) if isinstance(held.body, Chart)]


class Unmarked(HTMLParser):
    """Chinese words of a page that stand under no element whose language is Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = []
        self.found: list[str] = []
        self.marked = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = str(given.get("lang") or (self.languages[-1] if self.languages else ""))
        if tag in ("script", "style", "svg"):
            language = "data"
        if language == "en":
            self.found += [
                f"{name}={value}"
                for name, value in attrs
                if name in ("title", "aria-label") and HAN.search(value or "") and tag != "figure"
            ]
        if tag not in VOID:
            self.languages.append(language)

    def handle_endtag(self, tag: str) -> None:
        self.languages.pop()

    def handle_data(self, data: str) -> None:
        if HAN.search(data):
            self.marked += self.languages[-1] == "zh-CN"
            self.found += [data] if self.languages[-1] == "en" else []


def test_the_page_names_the_language_of_every_chinese_word(built: Built) -> None:
    page = Unmarked()
    page.feed((built.folder / "report.html").read_text(encoding="utf-8"))
    assert [words for words in page.found if not names_a_stock(words)] == []
    assert page.marked > 100


def names_a_stock(words: str) -> bool:
    """A label or a tooltip speaks of stocks by name and code, and cannot name a language for a part of it."""
    return "=" in words and re.search(r"\d{6}\.(?:SH|SZ|BJ)", words) is not None


def test_the_pages_own_script_speaks_english(built: Built) -> None:
    page = (built.folder / "report.html").read_text(encoding="utf-8")
    script = page[page.rindex("<script>") :]
    assert "Printed here as" in script
    assert not re.search(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"', script)


def test_an_issue_in_english_lies_below_the_chinese_one_and_says_what_was_not_read(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.folder.parts[-3:] == ("2026-05-22", "telecom", "en")
    codes = {finding.code for finding in built.report.findings}
    assert "figures-agree" in codes
    assert not codes & {"written-differs", "left-in-chinese", "figure-differs"}
    assert (built.compared, built.read) == (None, None)
    show.told(built)
    assert "没有读出复核，各数字已逐一与中文稿比对" in capsys.readouterr().out
    assert built.owned.traced + built.owned.stated == built.owned.printed > 1000


def test_a_figure_of_an_issue_in_english_tells_where_it_comes_from(sample: Path, built: Built) -> None:
    figure, places, folder = find_figure(sample, "export_month:85177950:usd:2026-04", None)
    assert folder == built.folder
    assert {place["printed"] for place in places} >= {"US$615 million", "US$615mn", "6.15亿美元"}
    assert "6.15" in str(figure)


def test_the_pdf_is_written_in_english_and_marks_its_chinese(built: Built) -> None:
    data = (built.folder / "report.pdf").read_bytes()
    assert b"/Lang (en)" in data or b"/Lang(en)" in data
    assert b"zh-CN" in data or b"zh-cn" in data
