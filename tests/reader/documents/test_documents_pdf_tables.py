"""Tables of a PDF: ruled ones of other programs and our own typesetting, three-line ones, and those that only white parts."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from opened import cells, said, sound
from test_documents_pdf import PROSE, read, rows

from yanbao.reader.documents import open_document

SAVED = sorted(Path(__file__).with_name("saved").glob("*.pdf.gz"))
PEERS = [
    ["代码", "简称", "收盘价", "周涨跌幅", "市值（亿元）", "2025A", "2026E"],
    ["600001.SH", "甲公司", "12.30", "3.45%", "123.4", "30.1", "22.4"],
    ["000002.SZ", "乙科技", "8.05", "−1.20%", "88.0", "18.5", "15.2"],
    ["300003.SZ", "丙通信", "101.20", "12.34%", "1,020.7", "88.2", "55.1"],
]
WORDS = [
    ["日期", "事件", "影响"],
    ["5月25日", "工信部发布通信业运行数据", "关注流量增速"],
    ["5月27日", "某大会召开", "关注新品发布"],
    ["5月29日", "公司股东大会", "审议分红方案"],
]
GRID = "stroke: 0.4pt"
THREE = "stroke: (x, y) => (top: if y == 0 { 1pt }, bottom: if y == 0 or y == 3 { 0.5pt })"


def table(cells: list[list[str]], *settings: str) -> str:
    """A table in typst."""
    told = ", ".join(f"[{cell}]" for row in cells for cell in row)
    return f"#table(columns: {len(cells[0])}, {', '.join(settings)}, {told})"


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name.split(".")[0])
def test_saved_tables_of_other_programs(path: Path) -> None:
    document = open_document(gzip.decompress(path.read_bytes()), "a.pdf")
    sound(document)
    told = path.with_name(path.name.replace(".pdf.gz", ".txt")).read_text(encoding="utf-8").splitlines()
    assert [cells(document, one) for one in document.tables] == [[[None if c == "^" else c for c in row.split("\t")] for row in told]]
    assert len(said(document, "paragraph")) == 2


# --- ruled ---


@pytest.mark.parametrize("inset", ["0.6pt", "2pt", "(x: 8pt, y: 1pt)"])
def test_cells_that_lines_part_are_apart_however_near(inset: str) -> None:
    document = read(f"{PROSE}\n\n{table(PEERS, GRID, f'inset: {inset}')}\n{PROSE}")
    assert rows(document) == PEERS
    assert said(document, "paragraph") == [PROSE, PROSE]


def test_a_table_open_at_its_sides_and_one_with_lines_between_its_columns_only() -> None:
    open_sides = "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt })"
    columns_only = "stroke: (x, y) => (left: 0.5pt, right: 0.5pt, top: if y < 2 { 0.5pt }, bottom: if y == 3 { 0.5pt })"
    for stroke in (open_sides, columns_only):
        assert rows(read(table(PEERS, stroke, "inset: 2pt"))) == PEERS


def test_merged_cells_reach_to_the_right_and_down() -> None:
    told = (
        "table.cell(rowspan: 2)[业务], table.cell(colspan: 2)[2026Q1], table.cell(rowspan: 2)[评级], [收入], [占比],"
        " table.cell(rowspan: 2)[光模块], [8.7], [69.6%], [买入], [3.8], [30.4%], [增持]"
    )
    assert rows(read(f"#table(columns: 4, {GRID}, inset: 1.5pt, align: center + horizon, {told})")) == [
        ["业务", "2026Q1", None, "评级"],
        [None, "收入", "占比", None],
        ["光模块", "8.7", "69.6%", "买入"],
        [None, "3.8", "30.4%", "增持"],
    ]


def test_empty_cells_stay_empty() -> None:
    sparse = [["公司", "收入", "同比", "评级"], ["甲公司", "12.5", "", "买入"], ["乙科技", "", "-3.2%", ""], ["合计", "", "", ""]]
    assert rows(read(table(sparse, GRID, "inset: 2pt"))) == [[cell.replace("-", "−") for cell in row] for row in sparse]


def test_wrapped_cells_of_a_ruled_table_are_whole_beside_cells_of_one_line() -> None:
    told = [["公司", "说明"], ["甲公司", PROSE], ["乙科技", "尚在论证"]]
    assert rows(read(table(told, GRID, "inset: 2pt").replace("columns: 2", "columns: (40pt, 1fr)"))) == told


def test_two_ruled_tables_one_right_below_the_other() -> None:
    document = read(f"#set block(spacing: 4pt)\n{table(PEERS, GRID, 'inset: 2pt')}\n{table(WORDS, GRID, 'inset: 2pt')}")
    assert [rows(document, number) for number in (0, 1)] == [PEERS, WORDS]


def test_a_ruled_table_between_its_caption_and_source_and_within_their_frame() -> None:
    exhibit = f"图表1：可比公司\n\n{table(PEERS, GRID, 'inset: 2pt')}\n资料来源：公司公告"
    framed = f"#box(stroke: 1pt, inset: 5pt)[图表1：可比公司\n\n{table(PEERS, 'stroke: none', 'inset: 3pt')}\n资料来源：公司公告]"
    for source in (exhibit, framed):
        document = read(f"{PROSE}\n\n{source}\n\n{PROSE}")
        (found,) = document.tables
        assert cells(document, found) == PEERS
        assert found.caption and document.words(found.caption) == "图表1：可比公司"
        assert found.source and document.words(found.source) == "资料来源：公司公告"
        assert said(document, "paragraph") == [PROSE, PROSE]


def test_frames_and_grid_lines_are_no_tables() -> None:
    badge = "#box(stroke: 0.5pt, inset: 1pt)[注]"
    assert said(read(f"#set par(first-line-indent: 0pt)\n{PROSE}{badge}{PROSE}")) == [f"{PROSE}注{PROSE}"]
    assert said(read(f"#table(columns: 1, [{PROSE}], [{PROSE}])")) == [PROSE, PROSE]
    drawn = "#grid(columns: (60pt,) * 8, rows: (20pt,) * 5, stroke: 0.3pt, [], [], [29.48亿户], ..([],) * 36, [4.1亿户])"
    document = read(f"图表6：用户\n{drawn}\n资料来源：工信部")
    assert document.tables == ()
    assert said(document, "label") == ["29.48亿户", "4.1亿户"]


# --- three lines, and none ---


def test_three_line_tables_set_tight() -> None:
    for told in (PEERS, WORDS):
        document = read(f"{PROSE}\n\n{table(told, THREE, 'inset: 2pt')}\n{PROSE}")
        assert rows(document) == told
        assert said(document, "paragraph") == [PROSE, PROSE]


def test_lines_at_the_head_and_foot_of_a_page_rule_no_table() -> None:
    line = "#line(length: 100%)"
    document = read(f"{line}\n{PROSE}\n{line}\n{PROSE}\n{line}")
    assert document.tables == ()
    assert said(document) == [PROSE, PROSE]


@pytest.mark.parametrize("fill", ["none", "(x, y) => if calc.odd(y) { luma(230) }"])
def test_a_table_without_lines_set_tight(fill: str) -> None:
    document = read(f"{PROSE}\n\n{table(PEERS, 'stroke: none', 'inset: 2pt', f'fill: {fill}')}\n{PROSE}")
    assert rows(document) == PEERS
    assert said(document, "paragraph") == [PROSE, PROSE]


@pytest.mark.parametrize("lower", ["0pt", "3pt", "5pt"])
def test_a_table_set_tight_beside_prose_whose_lines_stand_half_way_between_its_rows(lower: str) -> None:
    peers = [row[:5] for row in PEERS] + [[f"60000{number}.SH", f"甲{number}公司", "9.10", "1.45%", "45.6"] for number in range(4, 8)]
    beside = f"#v({lower})\n#set par(leading: 2pt)\n{PROSE}{PROSE}"
    tight = table(peers, "stroke: none", "inset: (x: 2pt, y: 1pt)")
    document = read(f"#grid(columns: (1fr, auto), column-gutter: 14pt, [{beside}], [{tight}])")
    assert rows(document) == peers


@pytest.mark.parametrize("side", ["left", "center"])
@pytest.mark.parametrize("lower", [["2025A", "2026E"], ["实绩", "同比增减（%）"]])
def test_an_upper_head_is_over_the_heads_that_begin_anew_below_it(side: str, lower: list[str]) -> None:
    told = ", ".join(
        f"[{cell}]" for cell in [*lower, *lower, "甲公司股份", "0.41", "0.55", "30.0", "22.4", "丙通信", "1.15", "1.84", "88.0", "55.0"]
    )
    heads = "table.cell(rowspan: 2)[公司], table.cell(colspan: 2)[收益（元）], table.cell(colspan: 2)[市盈率]"
    align = f"align: (x, y) => if y < 2 {{ {side} }} else {{ right }}"
    document = read(f"{PROSE}\n\n#table(columns: 5, stroke: none, inset: 3pt, {align}, {heads}, {told})\n{PROSE}")
    first, second = rows(document)[:2]
    assert [first[1:], second[1:]] == [["收益（元）", None, "市盈率", None], [*lower, *lower]]


def test_a_unit_in_the_corner_of_a_table_is_of_its_heads() -> None:
    told = [["单位：百万元", "2025A", "2026E"], ["经营活动现金流", "512.3", "640.0"], ["投资活动现金流", "(230.5)", "(310.0)"]]
    document = read(f"表4：现金流量表\n{table(told, 'stroke: none', 'inset: 3pt')}\n资料来源：公司公告")
    assert rows(document) == told


def test_a_bracket_that_a_wrapped_name_leaves_open_is_closed_in_its_own_cell() -> None:
    told = [["会计年度", "2025A", "2026E"], ["归母净利润（百万元）", "720.6", "1,020.0"], ["每股收益（元）", "0.72", "1.02"]]
    document = read(table(told, "stroke: none", "inset: 3.4pt", "row-gutter: 0pt").replace("columns: 3", "columns: (76pt, 60pt, 60pt)"))
    assert rows(document) == told


# --- over the end of a page ---

LONG = [["行业", "周涨跌幅", "年初至今"], *([f"行业{number}", f"{number}.5%", f"{number}.2%"] for number in range(1, 12))]


def test_a_table_that_goes_on_overleaf_is_one() -> None:
    page = "#set page(height: 130pt, margin: 10pt)\n"
    document = read(page + table(LONG, GRID, "inset: 3pt"))
    assert [rows(document, number) for number in range(len(document.tables))] == [LONG]
    assert {cell.page for row in document.tables[0].rows for cell in row if cell} == {1, 2}


def test_a_table_whose_heads_are_set_again_overleaf_is_told_under_them() -> None:
    page = "#set page(height: 130pt, margin: 10pt)\n"
    heads = ", ".join(f"[{cell}]" for cell in LONG[0])
    document = read(page + table(LONG[1:], GRID, "inset: 3pt", f"table.header({heads})"))
    assert [rows(document, number)[0] for number in range(len(document.tables))] == [LONG[0]] * 2
