from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import HEAD, cells, docx, kinds, paragraph, said, sound, text

from words import packed, parts
from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document
from yanbao.reader.documents import open_document


def read(body: str) -> Document:
    document = open_document(docx(body), "a.docx")
    sound(document)
    return document


def cell(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(words if words.startswith("<") else paragraph(words) for words in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*made: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def test_headings_captions_and_sources_by_style_or_words() -> None:
    document = read(
        paragraph("一、观点", style="1")
        + paragraph("观点之二", style="mine")
        + paragraph("营收", "12.5", "亿元。")
        + paragraph("收入与增速", style="cap")
        + paragraph("图表 2：预测")
        + paragraph("资料来源：公告")
        + '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        + text("大纲")
        + "</w:p>"
    )
    assert kinds(document) == [
        ("heading", "一、观点"),
        ("heading", "观点之二"),
        ("paragraph", "营收12.5亿元。"),
        ("caption", "收入与增速"),
        ("caption", "图表 2：预测"),
        ("source", "资料来源：公告"),
        ("heading", "大纲"),
    ]


def test_the_strict_form_of_the_standard_is_read() -> None:
    data = docx(paragraph("一、观点", style="1") + paragraph("营收12.5亿元。"))
    usual, strict = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = open_document(packed({name: content.replace(usual, strict) for name, content in parts(data).items()}), "a.docx")
    assert kinds(document) == [("heading", "一、观点"), ("paragraph", "营收12.5亿元。")]


def test_changes_are_read_as_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>10.5</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{text("12.5")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{text("旧")}</w:moveFrom><w:moveTo w:id="4">{text("新")}</w:moveTo>'
    document = read(paragraph("营收", deleted, inserted, "亿元", moved))
    assert said(document) == ["营收12.5亿元新"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{text("营收12.5")}</w:p>'
    document = read(first + paragraph("亿元。") + paragraph("另一段"))
    assert said(document) == ["营收12.5亿元。", "另一段"]
    one, two = document.origins(0, 7)
    assert (one.part, one.index, two.part, two.index) == (0, 0, 1, 0)


def test_a_deleted_row_is_gone_and_an_inserted_one_stays() -> None:
    gone = '<w:trPr><w:del w:id="1"/></w:trPr>'
    new = '<w:trPr><w:ins w:id="2"/></w:trPr>'
    rows = row(cell("甲"), cell("1")), row(cell("乙"), cell("2"), properties=gone), row(cell("丙"), cell("3"), properties=new)
    document = read(f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert cells(document, document.tables[0]) == [["甲", "1"], ["丙", "3"]]


def test_merged_cells_and_cells_of_several_paragraphs() -> None:
    restart, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    document = read(
        paragraph("表1：收入")
        + "<w:tbl>"
        + row(cell("业务", properties=restart), cell("2026Q1", properties=wide))
        + row(cell("", properties=goes_on), cell("收入", "（亿元）"), cell("占比"))
        + row(cell("光模块"), cell("8.7"), cell("69.6%"))
        + "</w:tbl>"
        + paragraph("资料来源：公告")
    )
    (table,) = document.tables
    assert cells(document, table) == [["业务", "2026Q1", None], [None, "收入\n（亿元）", "占比"], ["光模块", "8.7", "69.6%"]]
    assert table.caption
    assert document.words(table.caption) == "表1：收入"
    assert table.source


def test_layout_tables_are_prose() -> None:
    inner = f"<w:tbl>{row(cell('甲'), cell('1%'))}{row(cell('乙'), cell('2%'))}</w:tbl>"
    document = read(f"<w:tbl>{row(cell('图表1：左'), cell('图表2：右'))}{row(cell('资料来源：甲'), cell('资料来源：乙'))}</w:tbl>")
    assert [kind for kind, _ in kinds(document)] == ["caption", "caption", "source", "source"]
    document = read(f"<w:tbl>{row(cell('正文'), cell(inner, ''))}</w:tbl>")
    assert cells(document, document.tables[0]) == [["甲", "1%"], ["乙", "2%"]]
    assert kinds(document) == [("paragraph", "正文")]
    document = read(f"<w:tbl>{row(cell('只有一格的表。'))}</w:tbl>")
    assert kinds(document) == [("paragraph", "只有一格的表。")]


def test_text_boxes_once_and_content_controls() -> None:
    box = f"<w:txbxContent>{paragraph('评级：买入')}</w:txbxContent>"
    choice = f"<mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    control = f"<w:sdt><w:sdtContent>{paragraph('控件内')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{text('12.5')}</w:sdtContent></w:sdt>"
    document = read(paragraph("正文", drawing) + control + paragraph("营收", inline, "亿元"))
    assert said(document) == ["正文", "评级：买入", "控件内", "营收12.5亿元"]


def test_fields_tabs_and_breaks() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 9</w:instrText></w:r>' + text("3")
    document = read(paragraph("甲", "<w:r><w:tab/></w:r>", "乙", "<w:r><w:br/></w:r>", "丙", "<w:r><w:noBreakHyphen/></w:r>", field))
    assert said(document) == ["甲\t乙\n丙-3"]


def test_the_map_counts_paragraphs_of_the_file_and_characters_of_the_accepted_text() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    document = read(
        paragraph("")
        + paragraph("  营收", deleted, "12.5亿元")
        + f"<w:tbl>{row(cell('甲'), cell('8.7'))}{row(cell('乙'), cell('9'))}</w:tbl>"
    )
    start = document.text.index("12.5")
    (place,) = document.origins(start, start + 4)
    assert (place.part, place.index) == (1, 4)
    start = document.text.index("8.7")
    (place,) = document.origins(start, start + 3)
    assert (place.part, place.index) == (3, 0)


@given(st.lists(st.sampled_from(["营收", "12.5", "亿元", " ", "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"]), max_size=12))
def test_the_map_leads_to_the_same_characters(runs: list[str]) -> None:
    body = [paragraph(*runs), paragraph("尾")]
    document = read("".join(body))
    texts = ["".join({"<w:r><w:tab/></w:r>": "\t", "<w:r><w:br/></w:r>": "\n"}.get(run, run) for run in runs), "尾"]
    for stretch in document.map:
        assert (
            texts[stretch.part][stretch.index : stretch.index + stretch.end - stretch.start] == document.text[stretch.start : stretch.end]
        )


# --- equations ---

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def math(*parts: str, dress: str = "") -> str:
    """An equation; a part that does not begin with < is a run of it."""
    return f'<m:oMath xmlns:m="{M}">{"".join(arguments("", *parts, dress=dress))}</m:oMath>'


def arguments(name: str, *parts: str, dress: str = "") -> str:
    made = "".join(part if part.startswith("<") else f"<m:r><w:rPr>{dress}</w:rPr><m:t>{part}</m:t></m:r>" for part in parts)
    return f"<m:{name}>{made}</m:{name}>" if name else made


def fraction(above: str, below: str) -> str:
    return arguments("f", "<m:fPr><m:type m:val='bar'/></m:fPr>", arguments("num", above), arguments("den", below))


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        (math("12", ".5亿元"), "12.5亿元"),
        (math("ROE=", fraction("2.5", "10.0"), "=25%"), "ROE=2.5/10.0=25%"),
        (math(fraction("12.5−10.0", "10.0"), "=25%"), "(12.5−10.0)/10.0=25%"),
        (math("<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>" + arguments("sup", "4") + "</m:sSup>"), "10^4"),
        (math(arguments("rad", arguments("radPr"), arguments("deg"), arguments("e", "1.21"))), "√1.21"),
        (math(arguments("d", arguments("e", "1+5%"))), "(1+5%)"),
        (
            math(arguments("d", "<m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr>", arguments("e", "1"), arguments("e", "2"))),
            "[1|2",
        ),
        (
            math(arguments("nary", "<m:naryPr><m:chr m:val='∑'/></m:naryPr>", arguments("sub", "i=1"), arguments("e", "12.5"))),
            "∑_(i=1)12.5",
        ),
        (math(arguments("m", arguments("mr", arguments("e", "1"), arguments("e", "2")), arguments("mr", arguments("e", "3")))), "1,2;3"),
    ],
)
def test_an_equation_is_read_in_its_place_as_one_line(equation: str, line: str) -> None:
    assert said(read(paragraph("其中", equation, "为合计。"))) == [f"其中{line}为合计。"]
    assert said(read(paragraph(f'<m:oMathPara xmlns:m="{M}">{equation}</m:oMathPara>'))) == [line]


def test_the_map_counts_no_characters_of_an_equation() -> None:
    document = read(paragraph("甲", math("12", ".5"), "亿元"))
    assert [(one.index, document.text[one.start : one.end]) for one in document.map] == [(0, "甲"), (1, "亿元")]


def test_a_hidden_run_of_an_equation_is_told_and_not_read() -> None:
    document = read(paragraph("营收", math("12"), math("9", dress="<w:vanish/>"), math(".5"), "亿元。"))
    assert said(document) == ["营收12.5亿元。"]
    assert [notice.code for notice in document.notices] == ["hidden-dropped"]


# --- what is no Word document, or should not be one ---


def package(*parts: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return made.getvalue()


def lies_about_its_size() -> bytes:
    """A part whose directory entry promises 9 bytes and whose stream holds a megabyte."""
    data = bytearray(package(("word/document.xml", b"<x>" + b" " * 2**20), method=ZIP_STORED))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (9).to_bytes(4, "little")
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITY = HEAD.replace("<w:document", "<!DOCTYPE w [<!ENTITY a 'aaaa'>]><w:document")
DTD = f"{ENTITY}<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
DEEP = f"{HEAD}<w:body>{'<w:sdt><w:sdtContent>' * 3000}{paragraph('深')}{'</w:sdtContent></w:sdt>' * 3000}</w:body></w:document>"
REFUSED = {
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "已加密.*去掉"),
    "old": (OLE, "旧版的Office文件.*另存为 .docx"),
    "cut short": (docx(paragraph("营收"))[:400], "压缩包已损坏"),
    "no zip": ("营收".encode(), "不是Word文档"),
    "workbook": (package(("xl/workbook.xml", b"")), "这是Excel工作簿"),
    "any zip": (package(("a.txt", b"1")), "普通压缩包"),
    "bomb": (package(("word/document.xml", b" " * 80 * 2**20)), "解开后有 80 MB，是压缩后的"),
    "bomb by ratio": (package(("word/document.xml", b" " * 3 * 2**20)), "倍.*不像正常的Word文档"),
    "many parts": (package(("word/document.xml", b""), *((f"x{i}", b"") for i in range(10_001))), "10002 个部分"),
    "lies": (lies_about_its_size(), "压缩包已损坏|比目录所写的大"),
    "entities": (package(("word/document.xml", DTD.encode())), "DTD或实体"),
    "broken xml": (package(("word/document.xml", b"<w:document>")), "XML已损坏"),
    "not unicode": (package(("word/document.xml", b"\xff\xff\xff")), "XML已损坏"),
    "deep": (package(("word/document.xml", DEEP.encode())), "嵌套过深"),
    "empty": (docx(""), "没有文字"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(YanbaoError, match=f"(?s){message}"):
        open_document(data, "a.docx")


def test_a_long_real_document_is_no_bomb() -> None:
    document = open_document(docx("".join(paragraph(f"第{number}段，营收{number}.5亿元。") for number in range(20_000))), "a.docx")
    assert len(document.segments) == 20_000


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    import tracemalloc

    data = package(("word/document.xml", b" " * 80 * 2**20))
    tracemalloc.start()
    with pytest.raises(YanbaoError):
        open_document(data, "a.docx")
    assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    tracemalloc.stop()
