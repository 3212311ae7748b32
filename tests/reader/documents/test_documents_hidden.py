"""What a reader of the page cannot see: it parts no number, becomes none, and is told."""

from __future__ import annotations

import pytest
from opened import W, docx, paragraph, said, sound, text

from yanbao.core.ooxml import symbol
from yanbao.reader.claims import read
from yanbao.reader.document import Document
from yanbao.reader.documents import open_document

HIDDEN = "<w:vanish/>"


def opened(body: str, styles: str = "") -> Document:
    document = open_document(docx(body, f'<w:styles xmlns:w="{W}">{styles}</w:styles>'), "a.docx")
    sound(document)
    return document


def style(key: str, properties: str, kind: str = "character", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"{more}>{properties}</w:style>'


def told(document: Document) -> list[str]:
    return [notice.message for notice in document.notices if notice.code == "hidden-dropped"]


def figures(document: Document) -> list[str]:
    return [claim.text for claim in read(document.text)]


# --- Word ------------------------------------------------------------------------------------------------------------


def test_hidden_text_parts_no_number_and_is_told() -> None:
    document = opened(paragraph("营收12", text("9", HIDDEN), ".5亿元。"))
    assert said(document) == ["营收12.5亿元。"] and figures(document) == ["12.5亿元"]
    assert told(document) == ["文中有 1 处隐藏的文字，页面上看不见，没有读取：“9”。"]


def test_the_way_back_into_the_file_counts_hidden_characters() -> None:
    document = opened(paragraph("营收12", text("9", HIDDEN), ".5亿元。"))
    assert [(one.index, document.text[one.start : one.end]) for one in document.map] == [(0, "营收12"), (5, ".5亿元。")]


@pytest.mark.parametrize("dress", ['<w:vanish w:val="0"/>', '<w:vanish w:val="false"/>', "<w:webHidden/>", "<w:b/>", ""])
def test_what_is_seen_in_print_is_read(dress: str) -> None:
    document = opened(paragraph("营收12", text("9", dress), ".5亿元。"))
    assert said(document) == ["营收129.5亿元。"] and not document.notices


BURIED = style("buried", f"<w:rPr>{HIDDEN}</w:rPr>") + style("deeper", '<w:basedOn w:val="buried"/>')
UNDER = style("under", f"<w:rPr>{HIDDEN}</w:rPr>", "paragraph")
AGAIN = style("again", '<w:basedOn w:val="buried"/><w:rPr><w:vanish w:val="off"/></w:rPr>')


@pytest.mark.parametrize(
    ("dress", "of_paragraph", "seen"),
    [
        ('<w:rStyle w:val="buried"/>', "", False),
        ('<w:rStyle w:val="deeper"/>', "", False),
        ("", "under", False),
        ('<w:rStyle w:val="again"/>', "", True),
        ('<w:rStyle w:val="buried"/>', "under", True),  # a toggle: two styles turn it back
        ('<w:rStyle w:val="buried"/><w:vanish w:val="0"/>', "", True),
        ('<w:rStyle w:val="unknown"/>', "unknown", True),
    ],
)
def test_a_style_hides_as_word_reckons_it(dress: str, of_paragraph: str, seen: bool) -> None:
    document = opened(paragraph("营收增长。") + paragraph(text("利润9亿元。", dress), style=of_paragraph), BURIED + UNDER + AGAIN)
    assert said(document) == ["营收增长。", *(["利润9亿元。"] if seen else [])]
    assert bool(told(document)) is not seen


@pytest.mark.parametrize(
    "styles",
    [
        style("normal", f"<w:rPr>{HIDDEN}</w:rPr>", "paragraph", ' w:default="1"'),
        f"<w:docDefaults><w:rPrDefault><w:rPr>{HIDDEN}</w:rPr></w:rPrDefault></w:docDefaults>",
    ],
)
def test_all_text_may_be_hidden_but_what_says_otherwise(styles: str) -> None:
    document = opened(paragraph("利润9亿元。", text("营收增长。", '<w:vanish w:val="0"/>')), styles)
    assert said(document) == ["营收增长。"] and told(document)


def test_styles_that_stand_on_each_other_in_a_circle_hide_nothing() -> None:
    circle = style("a", '<w:basedOn w:val="b"/>') + style("b", '<w:basedOn w:val="a"/>') + BURIED
    assert said(opened(paragraph(text("营收增长。", '<w:rStyle w:val="a"/>')), circle)) == ["营收增长。"]


@pytest.mark.parametrize("mark", [HIDDEN, "<w:specVanish/>", "<w:del/>"])
def test_a_paragraph_whose_mark_is_not_seen_goes_on_in_the_next(mark: str) -> None:
    first = f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{text('营收12')}</w:p>"
    document = opened(first + paragraph(".5亿元。"))
    assert said(document) == ["营收12.5亿元。"]
    cells = f"<w:tc>{first}{paragraph('.5亿元')}</w:tc><w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>"
    assert said(opened(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "cell") == ["营收12.5亿元", "甲\n乙"]


def test_a_line_that_does_not_end_ends_before_a_table() -> None:
    first = f"<w:p><w:pPr><w:rPr>{HIDDEN}</w:rPr></w:pPr>{text('单位：亿元')}</w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('营收')}</w:tc><w:tc>{paragraph('12.5')}</w:tc></w:tr></w:tbl>"
    assert said(opened(first + table + paragraph("利润增长。"))) == ["单位：亿元", "营收", "12.5", "利润增长。"]


BOX = "<w:r>{dress}<w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>\
<wp:docPr id='1'{state}/><wps:txbx><w:txbxContent><w:p><w:r><w:t>框内9亿元</w:t></w:r></w:p></w:txbxContent></wps:txbx>\
</wp:anchor></w:drawing></w:r>"


@pytest.mark.parametrize(("dress", "state", "seen"), [("", "", True), (f"<w:rPr>{HIDDEN}</w:rPr>", "", False), ("", " hidden='1'", False)])
def test_a_box_is_hidden_with_its_run_or_switched_off(dress: str, state: str, seen: bool) -> None:
    box = paragraph("营收增长。", BOX.format(dress=dress, state=state))
    for document in (opened(box), opened(f"<w:tbl><w:tr><w:tc>{box}</w:tc><w:tc>{paragraph('甲')}</w:tc></w:tr></w:tbl>")):
        assert ("框内9亿元" in document.text) is seen
        assert bool(told(document)) is not seen


@pytest.mark.parametrize(("row", "seen"), [("<w:hidden/>", False), ('<w:hidden w:val="0"/>', True), ("<w:cantSplit/>", True)])
def test_a_hidden_row_of_a_table_is_told(row: str, seen: bool) -> None:
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("乙", "9亿元"))
    plain = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("甲", "8亿元"))
    document = opened(f"<w:tbl><w:tr>{plain}</w:tr><w:tr>{plain}</w:tr><w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr></w:tbl>")
    assert ("9亿元" in document.text) is seen and bool(told(document)) is not seen


@pytest.mark.parametrize(
    ("font", "code", "meant"),
    [
        ("Symbol", "F0B1", "±"),
        ("Symbol", "F035", "5"),
        ("Symbol", "00B3", "≥"),
        ("Times New Roman", "2014", "—"),
        ("Wingdings", "F0FE", "\uf0fe"),
        ("Symbol", "F07F", "\ufffd"),
        ("Symbol", "", "\ufffd"),
        ("Arial", "xyz", "\ufffd"),
        ("Arial", "D800", "\ufffd"),
        ("Arial", "FFFFFF", "\ufffd"),
    ],
)
def test_a_symbol_is_the_character_that_its_font_draws(font: str, code: str, meant: str) -> None:
    assert symbol(font, code) == meant
    document = opened(paragraph("营收12", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "5亿元。"))
    assert said(document) == [f"营收12{meant}5亿元。"]


# --- HTML ------------------------------------------------------------------------------------------------------------


def page(inside: str) -> Document:
    document = open_document(f"<html><body><p>{inside}</p></body></html>".encode(), "a.html")
    sound(document)
    return document


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "style='display:none'",
        "style='color:red; DISPLAY : none !important'",
        "style='display:/* 不印 */none'",
        "style='display:none!important;display:block'",
        "style='display:none ! important'",
        "style='/* a*b */display:none'",
        "style='content-visibility:hidden'",
        "style='font-size:0'",
        "style='font-size:0.0px'",
    ],
)
@pytest.mark.parametrize("element", ["span", "b"])
def test_what_takes_no_room_on_a_page_parts_no_number_and_is_told(element: str, attributes: str) -> None:
    document = page(f"营收12<{element} {attributes}>9</{element}>.5亿元。")
    assert said(document) == ["营收12.5亿元。"] and figures(document) == ["12.5亿元"]
    assert told(document) == ["文中有 1 处隐藏的文字，页面上看不见，没有读取：“9”。"]


@pytest.mark.parametrize("style", ["visibility:hidden", "visibility: collapse", "opacity:0", "opacity:.0"])
def test_what_leaves_its_room_empty_is_a_space(style: str) -> None:
    document = page(f"营收<i style='{style}'>9</i>增长。")
    assert said(document) == ["营收 增长。"] and told(document)


@pytest.mark.parametrize(
    "attributes",
    [
        "style='display:inline'",
        "style='display:none;display:block'",
        "hidden style='display:inline'",
        "style='font-size:0.9em'",
        "style='font-size:10px'",
        "style='font-size:'",
        "style='visibility:visible'",
        "style='opacity:0.5'",
        "style='--display:none'",
        "title='display:none'",
        "aria-hidden='true'",
    ],
)
def test_what_is_seen_on_a_page_is_read(attributes: str) -> None:
    document = page(f"营收12<span {attributes}>9</span>.5亿元。")
    assert said(document) == ["营收129.5亿元。"] and not document.notices


def test_menus_that_open_on_demand_and_scripts_are_not_told() -> None:
    document = page("营收12<script>var a = 9</script>.5亿元。<ul hidden><li>首页<script>b = 9</script></ul>")
    assert said(document) == ["营收12.5亿元。"] and not document.notices


def test_hidden_text_that_never_ends_is_told() -> None:
    assert told(page("营收增长。<span hidden>9亿元"))


def test_the_same_hidden_words_are_counted_each_time_and_quoted_once() -> None:
    (message,) = told(page("<span hidden>第9稿</span>" * 5 + "营收增长。"))
    assert message == "文中有 5 处隐藏的文字，页面上看不见，没有读取：“第9稿”。"


def test_a_hidden_paragraph_parts_what_stands_around_it() -> None:
    document = page("营收12<div hidden>9</div>5亿元。")
    assert said(document) == ["营收12", "5亿元。"] and told(document)


def test_a_hidden_cell_without_end_tag_leaves_its_neighbours_in_their_columns() -> None:
    document = page("</p><table><tr><td>甲<td hidden>9<td>2亿元<tr><td>乙<td>3亿元</table>")
    assert said(document) == ["甲", "2亿元", "乙", "3亿元"] and told(document)


def test_a_hidden_division_goes_on_to_its_own_end() -> None:
    document = page("</p><div hidden>1<p>2<div>3</div></section><p>4</div><p>乙2亿元")
    assert said(document) == ["乙2亿元"]


def test_of_many_hidden_words_a_few_are_quoted() -> None:
    (message,) = told(page("".join(f"<span hidden>{number}{'长' * 50}</span>" for number in range(5)) + "营收增长。"))
    assert message.startswith("文中有 5 处") and message.count("…”") == 3 and message.endswith("等。")


@pytest.mark.parametrize(
    "inside",
    [
        "<p hidden>9亿元<p>营收增长。",
        "<p hidden>9<b>亿元<div>营收增长。</div>",
        "<div><p hidden>9亿元</div>营收增长。",
        "<table><tr><td><p hidden>9亿元</table>营收增长。",
        "<ul><li hidden>9亿元<li>营收增长。</ul>",
        "<ul><li hidden><p>9亿元<ul><li>8亿元<li>7亿元</ul><li>营收增长。</ul>",
        "<ul><li hidden>9亿元</ul>营收增长。",
        "<dl><dt hidden>9亿元<dd>营收增长。</dl>",
        "<dl><dd hidden><div>9亿元</div><dt>营收增长。</dl>",
        "<table><tr><td hidden>9亿元<td>营收增长。</table>",
        "<table><tr><th hidden>9亿元<table><tr><td>8<td>7<tr><td>6</table>5<tr><td>营收增长。</table>",
        "<table><tr hidden><td>9亿元<td>8<tr><td>营收增长。</table>",
        "<table><tbody><tr hidden><td>9亿元<tbody><tr><td>营收增长。</table>",
        "<table><tr hidden><td>9亿元</table>营收增长。",
        "<table><thead hidden><tr><td>9亿元<tbody><tr><td>营收增长。</table>",
    ],
)
def test_a_hidden_element_without_end_tag_ends_where_the_standard_says(inside: str) -> None:
    document = open_document(f"<html><body>{inside}</body></html>".encode(), "a.html")
    assert said(document) == ["营收增长。"] and "9" in told(document)[0]


@pytest.mark.parametrize(
    "inside",
    [
        "<p hidden>9<br>8</i>7",
        "<p hidden>9<button><p>8</p></button>7",
        "<div hidden>9<p>8<p>7</div>",
        "<ul><li hidden>9<ul><li>8</ul>7",
        "<ul><li hidden>9<section><li>8</section></ul>",
        "<table><tr><td hidden>9<table><tr><td>8<td>7</table>6</table>",
        "<table><tr><td hidden>9</div>8</table>",
        "<span hidden>9</p>8</b><b>7</span>",
        "<li hidden>9<div><p>8</div>7",
    ],
)
def test_what_stands_in_a_hidden_element_does_not_end_it(inside: str) -> None:
    document = open_document(f"<html><body><p>营收增长。</p>{inside}</body></html>".encode(), "a.html")
    assert said(document) == ["营收增长。"] and told(document)


def test_the_head_of_a_page_ends_where_its_body_begins() -> None:
    assert said(open_document("<html><head><title>9亿元</title><body><p>营收增长。".encode(), "a.html")) == ["营收增长。"]
