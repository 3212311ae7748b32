from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import typst
from opened import cells, kinds, said, sound

import paper
from yanbao.core.finding import YanbaoError
from yanbao.core.printable import hyphened
from yanbao.reader.document import Document
from yanbao.reader.documents import open_document
from yanbao.report.charts.render import font_folder
from yanbao.report.press import Press
from yanbao.report.writers import pdf

HEAD = '#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n'
PROSE = (
    "2026年一季度，公司实现营业收入12.5亿元，同比增长35.6%；归母净利润2.31亿元，同比增长41.2%，毛利率32.5%，同比提升1.2个百分点。"
    "其中，光模块业务收入8.7亿元，占比69.6%，同比增长56.3%，主要系800G产品放量所致。"
)
FORECAST = """#text(9pt)[表1：盈利预测（单位：百万元）]
#table(columns: (2fr, 1fr, 1fr, 1fr), align: (left, right, right, right), stroke: none, inset: (x: 2pt, y: 2pt),
[会计年度], [2024A], [2025A], [2026E],
[营业收入], [3,210.5], [4,105.2], [5,310.0],
[同比增速（%）], [12.3], [27.9], [29.3],
[归母净利润], [512.3], [720.6], [1,020.0],
[每股收益（元）], [0.51], [0.72], [1.02])
#text(8pt)[资料来源：公司公告]
"""


@cache
def typeset(source: str) -> bytes:
    """A PDF set by typst with the fonts the reports use."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
    return typst.compile((HEAD + source).encode(), font_paths=fonts)


def read(source: str) -> Document:
    document = open_document(typeset(source), "a.pdf")
    sound(document)
    return document


def rows(document: Document, number: int = 0) -> list[list[str | None]]:
    return cells(document, document.tables[number])


# --- prose ---


def test_lines_are_joined_without_a_space_and_paragraphs_stay_apart() -> None:
    document = read(f"= 一、业绩\n{PROSE}\n\n预计全年维持较快增长。\n\n{PROSE}")
    assert kinds(document) == [("heading", "一、业绩"), ("paragraph", PROSE), ("paragraph", "预计全年维持较快增长。"), ("paragraph", PROSE)]


def test_a_last_line_shorter_than_the_indent_belongs_to_its_paragraph() -> None:
    sentence = "本周申万通信指数下跌并在三十一个申万一级行业中排名第十位跑输沪深指数同比增长9.3%。"
    document = read(f"#set page(width: 440pt, margin: 10pt)\n{sentence}\n\n{PROSE}")
    assert said(document) == [sentence, PROSE]


def test_a_sentence_that_goes_on_overleaf_is_one_paragraph() -> None:
    document = read(f"#set page(height: 120pt, width: 400pt, margin: 10pt)\n{PROSE * 3}")
    assert len({stretch.part for stretch in document.map}) > 1
    assert said(document) == [PROSE * 3]


def test_two_columns_are_read_one_after_the_other() -> None:
    document = read(f"#set page(columns: 2)\n{PROSE}\n#colbreak()\n右栏：{PROSE}")
    assert said(document) == [PROSE, f"右栏：{PROSE}"]


def test_items_of_a_list_are_paragraphs() -> None:
    document = read(f"#set par(first-line-indent: 0pt)\n+ {PROSE}\n+ 第二点。\n+ {PROSE}")
    assert said(document) == [f"1. {PROSE}", "2.第二点。", f"3. {PROSE}"]


def test_running_heads_and_page_numbers_are_left_out_and_may_tell_the_date() -> None:
    head = (
        "#set page(height: 300pt, margin: 50pt, header: [证券研究报告 #h(1fr) 2026-05-24],"
        ' footer: [请阅读声明 #h(1fr) #context counter(page).display("1 / 1", both: true)])\n'
    )
    document = read(head + "#pagebreak()\n".join(f"第{word}页的正文说了一句完整的话。\n" for word in "一二三四"))
    assert said(document) == [f"第{word}页的正文说了一句完整的话。" for word in "一二三四"]
    assert document.date == date(2026, 5, 24)
    assert [segment.page for segment in document.segments] == [1, 2, 3, 4]


# --- tables and exhibits ---


def test_a_table_of_aligned_numbers_with_caption_and_source() -> None:
    document = read(f"{PROSE}\n\n{FORECAST}\n{PROSE}")
    assert [kind for kind, _ in kinds(document)] == ["paragraph", "caption", "source", "paragraph"]
    assert rows(document) == [
        ["会计年度", "2024A", "2025A", "2026E"],
        ["营业收入", "3,210.5", "4,105.2", "5,310.0"],
        ["同比增速（%）", "12.3", "27.9", "29.3"],
        ["归母净利润", "512.3", "720.6", "1,020.0"],
        ["每股收益（元）", "0.51", "0.72", "1.02"],
    ]
    (table,) = document.tables
    assert table.caption
    assert document.words(table.caption) == "表1：盈利预测（单位：百万元）"
    assert table.source
    assert document.words(table.source) == "资料来源：公司公告"


def test_a_head_of_two_storeys() -> None:
    document = read("""图表2：分业务收入
#table(columns: (1fr,) * 5, align: (left, right, right, right, right), stroke: none, inset: 3pt,
table.cell(rowspan: 2)[业务], table.cell(colspan: 2, align: center)[2026Q1], table.cell(colspan: 2, align: center)[2025Q1],
[收入（亿元）], [占比], [收入（亿元）], [占比], [光模块], [8.7], [69.6%], [5.6], [60.7%], [光器件], [3.8], [30.4%], [3.6], [39.3%])
资料来源：公司公告""")
    assert rows(document) == [
        ["业务", "2026Q1", None, "2025Q1", None],
        ["", "收入（亿元）", "占比", "收入（亿元）", "占比"],
        ["光模块", "8.7", "69.6%", "5.6", "60.7%"],
        ["光器件", "3.8", "30.4%", "3.6", "39.3%"],
    ]


def test_an_upper_head_over_the_middle_of_three_years() -> None:
    document = read("""表3：可比公司估值
#table(columns: (1fr,) * 7, align: center, stroke: none, inset: 3pt,
table.cell(rowspan: 2)[公司], table.cell(colspan: 3)[EPS（元）], table.cell(colspan: 3)[PE（倍）],
[2025A], [2026E], [2027E], [2025A], [2026E], [2027E], [新易盛], [2.50], [3.60], [4.80], [39.2], [27.3], [20.4])
资料来源：Wind""")
    assert rows(document) == [
        ["公司", "EPS（元）", None, None, "PE（倍）", None, None],
        ["", "2025A", "2026E", "2027E", "2025A", "2026E", "2027E"],
        ["新易盛", "2.50", "3.60", "4.80", "39.2", "27.3", "20.4"],
    ]


def test_two_statements_side_by_side_under_titles_without_a_number() -> None:
    def statement(title: str, name: str) -> str:
        told = f"[年度], [2025A], [2026E], [{name}], [3,210], [4,105], [合计], [(210)], [105]"
        return f"[{title}（百万元）\n#table(columns: (2fr, 1fr, 1fr), stroke: none, {told})]"

    document = read(
        f"#grid(columns: (1fr, 1fr), gutter: 10pt, {statement('资产负债表', '资产')}, {statement('利润表', '收入')})\n资料来源：公司公告"
    )
    assert [rows(document, number)[1] for number in (0, 1)] == [["资产", "3,210", "4,105"], ["收入", "3,210", "4,105"]]
    assert [document.words(table.caption) for table in document.tables if table.caption] == ["资产负债表（百万元）", "利润表（百万元）"]
    assert said(document, "label") == []


def test_cells_of_several_lines_are_whole() -> None:
    reason = "自编指数近13周上涨31.99%，海外订单持续兑现，国内资本开支继续上行，需求的能见度仍在延长。"
    document = read(f"""图表3：景气度
#table(columns: (50pt, 40pt, 1fr), align: horizon, stroke: none, inset: (x: 3pt, y: 6pt),
[板块], [得分], [依据], [交换机], [+0.63], [{reason}], [连接器], [-0.42], [{reason}{reason}])
资料来源：Wind""")
    assert rows(document) == [["板块", "得分", "依据"], ["交换机", "+0.63", reason], ["连接器", "−0.42", reason + reason]]


def test_exhibits_side_by_side_have_each_their_own() -> None:
    def exhibit(number: int, name: str) -> str:
        rows = f"[简称], [周涨幅], [{name}甲], [1.20%], [{name}乙], [-0.98%]"
        return f"[图表{number}：{name}涨幅\n#table(columns: (1fr, 1fr), stroke: none, {rows})\n资料来源：Wind]"

    document = read(f"#grid(columns: (1fr, 1fr), gutter: 10pt, {exhibit(4, '左')}, {exhibit(5, '右')})")
    assert rows(document, 0) == [["简称", "周涨幅"], ["左甲", "1.20%"], ["左乙", "−0.98%"]]
    assert rows(document, 1) == [["简称", "周涨幅"], ["右甲", "1.20%"], ["右乙", "−0.98%"]]
    assert [document.words(table.caption) for table in document.tables if table.caption] == ["图表4：左涨幅", "图表5：右涨幅"]


def test_captions_in_one_row_share_what_stands_below_by_its_place() -> None:
    def table(name: str) -> str:
        return f"table(columns: (1fr, 1fr), stroke: none, [简称], [周涨幅], [{name}甲], [1.20%], [{name}乙], [-0.98%])"

    document = read(
        f"#grid(columns: (1fr, 1fr), gutter: 10pt, [图表4：左], [图表5：右], {table('左')}, {table('右')}, [资料来源：甲], [资料来源：乙])"
    )
    assert [rows(document, number)[1][0] for number in (0, 1)] == ["左甲", "右甲"]
    assert [document.words(one.caption) for one in document.tables if one.caption] == ["图表4：左", "图表5：右"]


def test_the_ticks_of_a_drawing_are_labels_and_no_table() -> None:
    ticks = "".join(
        f"#place(dx: 0pt, dy: {number * 20}pt)[{40 - number * 10}]\n#place(dx: 300pt, dy: {number * 20}pt)[{number * 5}%]\n"
        for number in range(5)
    )
    days = "#place(dx: 40pt, dy: 100pt)[2025-03]#place(dx: 240pt, dy: 100pt)[2026-03]"
    document = read(f"图表6：用户\n#block(height: 120pt)[{ticks}{days}]\n资料来源：工信部\n\n{PROSE}")
    assert document.tables == ()
    assert len(said(document, "label")) == 12
    assert [document.words(segment) for segment in document.prose()] == ["图表6：用户", "资料来源：工信部", PROSE]


def test_prose_between_a_caption_and_a_later_source_stays_prose() -> None:
    short = "预计全年维持较快增长。"
    document = read(f"图表1：光模块收入\n\n{PROSE}{short}\n\n{PROSE}\n\n资料来源：公司公告")
    assert said(document, "label") == []
    assert said(document, "paragraph") == [PROSE + short, PROSE]


def test_a_table_without_a_caption_is_found_among_prose() -> None:
    bare = FORECAST.split("\n", 1)[1].rsplit("#text", 1)[0]
    document = read(f"{PROSE}\n\n{bare}\n{PROSE}")
    assert rows(document)[1] == ["营业收入", "3,210.5", "4,105.2", "5,310.0"]
    assert said(document, "paragraph") == [PROSE, PROSE]


def test_names_with_a_number_each_are_a_table_beside_prose_and_labels_in_a_drawing() -> None:
    pairs = "[总股本（百万股）], [1,250], [流通股本（百万股）], [1,180], [52周最高（元）], [41.20]"
    listed = f"#table(columns: (1fr, 1fr), align: (left, right), stroke: none, {pairs})"
    document = read(f"{PROSE}\n\n{listed}\n{PROSE}")
    assert rows(document) == [["总股本（百万股）", "1,250"], ["流通股本（百万股）", "1,180"], ["52周最高（元）", "41.20"]]
    assert read(f"图表1：各行业涨跌\n{listed}\n资料来源：Wind").tables == ()


def test_prose_with_numbers_makes_no_table() -> None:
    numbers = "、".join(f"{number}.5亿元" for number in range(60))
    assert read(f"#set page(columns: 2)\n{numbers}。\n#colbreak()\n{numbers}。").tables == ()


# --- the map back into the file ---


def test_every_character_leads_back_to_pdfium() -> None:
    data = typeset(f"{PROSE}\n\n{FORECAST}\n#pagebreak()\n{PROSE}")
    document = open_document(data, "a.pdf")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    mapped = 0
    for stretch in document.map:
        length = stretch.end - stretch.start
        assert pages[stretch.part - 1][stretch.index : stretch.index + length] == document.text[stretch.start : stretch.end]
        mapped += length
    assert mapped > 0.85 * len(document.text)
    start = document.text.index("4,105.2")
    assert [place.part for place in document.origins(start, start + 7)] == [1]


# --- our own report ---


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pdf.write(paper.full(), Press(tmp_path_factory.mktemp("charts")))


def test_our_own_report_opens_whole(ours: bytes) -> None:
    document = open_document(ours, "report.pdf")
    sound(document)
    assert document.tables
    assert document.date is not None
    assert not any(segment.kind == "paragraph" and "请务必阅读" in document.words(segment) for segment in document.segments)


def test_every_page_of_twenty_five_and_both_its_tables_are_read() -> None:
    data = typeset("#pagebreak()\n".join([f"{PROSE}\n\n{PROSE}\n\n{FORECAST}\n{PROSE}\n\n{PROSE}\n" * 2] * 25))
    document = open_document(data, "a.pdf")
    assert len({segment.page for segment in document.segments}) == 25
    assert len(document.tables) == 50


# --- what cannot be read ---

ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[(1)(1)]>>\n%%EOF"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ENCRYPTED, "已加密，需要密码"),
        (b"%PDF-1.7\n" + bytes(500), "已损坏"),
        ("营收12.5亿元".encode(), "不是PDF文件"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(YanbaoError, match=message):
        open_document(data, "a.pdf")


def test_scanned_pages_are_told_from_pages_with_a_few_words() -> None:
    with pytest.raises(YanbaoError, match="没有文字层.*OCR"):
        open_document(typeset("#rect()\n#pagebreak()\n#rect()"), "a.pdf")
    assert said(read("这一页只有一句短话而已。")) == ["这一页只有一句短话而已。"]


def test_a_file_cut_short_is_refused_or_read_as_far_as_it_goes(tmp_path: Path, ours: bytes) -> None:
    for part in (50, 1000, len(ours) // 2, len(ours) - 50):
        path = tmp_path / "cut.pdf"
        path.write_bytes(ours[:part])
        try:
            sound(open_document(path))
        except YanbaoError as error:
            assert "PDF" in str(error)


def test_a_hyphen_at_a_lines_end_is_kept_and_one_that_breaks_a_word_is_not() -> None:
    said = read("#set page(width: 15em, margin: 1em)\n#set par(first-line-indent: 0em)\n本周涨幅居前的为信科移动-U，其后。").text
    assert "信科移动-U" in said
    marked = "信科移动\ufffeU inter\ufffenet 2025\ufffe26"
    assert hyphened(marked) == "信科移动-U inter\ufffenet 2025-26"


SCAN = '#image(bytes((128, 128, 128, 128)), format: (encoding: "luma8", width: 2, height: 2), width: {}%, height: {}%, fit: "stretch")'
PAGED = '#set page(header: [通信行业周报 2026年5月22日 请务必阅读正文之后的重要声明部分], numbering: "1")\n'


def test_pages_that_are_pictures_among_others_are_named() -> None:
    scan = f"\n#pagebreak()\n{SCAN.format(100, 90)}"
    document = read(f"{PAGED}{PROSE}{scan}{scan}\n#pagebreak()\n{PROSE}")
    (notice,) = document.notices
    assert notice.code == "page-is-picture" and notice.page == 2 and notice.message.startswith("第2、3页是图片")


def test_a_chart_or_a_page_with_few_words_is_no_picture() -> None:
    chart = SCAN.format(100, 30)
    assert read(f"{PAGED}{PROSE}\n#pagebreak()\n{chart}\n#pagebreak()\n完\n#pagebreak()\n{SCAN.format(100, 80)}\n\n{PROSE}").notices == ()
