"""The page with findings in the margin: nothing lost, everything escaped, notes and figures lead to each other."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from checked import BREADTH, clean, document, reading, report, result, slip
from yanbao.desk.review import check
from yanbao.reader.documents import open_document
from yanbao.review.result import judged
from yanbao.review.writers.margin import write


class Seen(HTMLParser):
    """What a page shows in its main part without the notes, its ids and its links, and whether its tags close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.ids, self.links, self.open, self.loads = "", [""], [""], [""], [""]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        self.loads += [given["src"] or ""] if "src" in given else []
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open and not {"aside", "script", "style"} & set(self.open):
            self.text += data


def test_the_text_is_there_whole_and_in_order() -> None:
    shown = re.sub(r"\s", "", Seen(write(result())).text)
    assert re.sub(r"\s", "", report().text) in shown.replace("第1页", "")


def test_notes_lead_to_their_figures_and_figures_to_their_notes() -> None:
    seen = Seen(write(result()))
    assert len(seen.ids) == len(set(seen.ids))
    assert {"f0", "f1", "f2", "n0", "n1", "n2"} <= set(seen.ids)
    for link in seen.links[1:]:
        assert link.startswith("#") and link[1:] in seen.ids
    assert seen.open == [""]


def test_a_figure_with_two_findings_is_marked_once_and_both_notes_lead_to_it() -> None:
    held = reading(report())
    twice = judged(held, {"both": lambda held: iter([slip(held, "6.1%"), slip(held, "6.1%", "warning", "other")])})
    page = write(twice)
    assert page.count('class="hit') == 1 and '<span id="f0"></span><span id="f1"></span>6.1%</a>' in page


def test_findings_over_parts_of_each_other_keep_one_anchor_each() -> None:
    first, second = result().findings[1:]
    assert first.passage and second.passage
    wide = replace(first, code="wide", passage=replace(first.passage, start=first.passage.start - 6))
    page = write(replace(result(), findings=(wide, first, second)))
    seen = Seen(page)
    assert len(seen.ids) == len(set(seen.ids)) and {"f0", "f1", "f2"} <= set(seen.ids)
    assert BREADTH[:20] in re.sub(r"\s", "", seen.text)


def test_whatever_a_document_says_stays_text() -> None:
    evil = document('<script>alert("1")</script>10.51亿元&amp;增长6.1%\'"><img src=x>', name="<b>.txt")
    page = write(judged(reading(evil), {"one": lambda held: iter([slip(held, "6.1%", follows="<i>", formula="a<b&c")])}))
    assert page.count("<script>") == 1 and "<img" not in page and "<i>" not in page and "<b>.txt" not in page
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in page and "&amp;amp;" in page and "a&lt;b&amp;c" in page


def test_it_needs_no_network() -> None:
    page = write(result())
    seen = Seen(page)
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert seen.loads == [""] and "http:" not in page and "https:" not in page and "url(" not in page and "@import" not in page


def test_the_same_result_gives_the_same_page() -> None:
    assert write(result()) == write(result())


def test_compared_figures_are_marked_quietly_and_the_others_not_at_all() -> None:
    page = write(result())
    assert '<span class="seen">10.51亿元</span>' in page and "35.2%，较为稳定" in page
    assert 'class="seen">35.2%' not in page


def test_a_finding_in_a_cell_stands_beside_its_table_and_figures_are_set_to_the_right() -> None:
    held = reading(report())
    page = write(judged(held, {"cells": lambda held: iter([slip(held, "-3.1%")])}))
    table = page[page.index('<table class="data">') :]
    assert '<td class="right"><a class="hit error" href="#n0"' in table and '<td class="right">同比</td>' in table
    assert page.index('id="n0"') < page.index('<table class="data">')


def test_pages_of_a_pdf_are_named_and_a_text_has_none() -> None:
    assert "第 1 页</p>" in write(result(report("a.pdf", 1))) and 'class="page"' not in write(result())


def test_a_clean_document_says_so_and_shows_its_coverage() -> None:
    page = write(clean())
    assert "没有发现问题。读到数字 4 处" in page and '<a class="hit' not in page and "<td>none<small>" in page


def test_a_finding_without_a_passage_stands_above_the_text() -> None:
    whole = replace(result(), findings=(replace(result().findings[0], passage=None, place="全文"),))
    page = write(whole)
    assert page.index('<aside class="note whole error" id="n0"><span class="said">全文') < page.index(BREADTH[:6])


def test_items_of_a_list_keep_their_marks() -> None:
    listed = {
        "a.md": "- 光模块放量\n\n3. 运营商稳健\n4. 物联网回升\n\n正文。\n",
        "a.html": "<html><ul><li>光模块放量</li></ul><ol><li>运营商稳健<li>物联网回升</ol><p>正文。",
    }
    for name, text in listed.items():
        page = write(check(open_document(text.encode(), name)))
        shown = re.findall(r'<p class="item"><span class="mark">(.{1,3})</span>(.{1,9})</p>', page)
        first = 3 if name == "a.md" else 1
        assert shown == [("•", "光模块放量"), (f"{first}.", "运营商稳健"), (f"{first + 1}.", "物联网回升")] and "<p>正文。</p>" in page


def test_names_are_not_broken_and_wide_tables_reach_into_the_margin() -> None:
    for columns, says in ((6, '"scroll"'), (7, '"scroll wide"'), (15, '"scroll vast"')):
        rows = (tuple(f"栏{number}" for number in range(columns)), ("新易盛", *["1.5"] * (columns - 1)))
        page = write(judged(reading(document("图表1：预测", rows)), {}))
        assert f"<div class={says}>" in page and '<td class="short">新易盛</td>' in page
