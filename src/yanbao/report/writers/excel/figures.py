"""The sheet of all printed figures: each as printed, calculated again by a live formula, and whether the two agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yanbao.core.figure import Figure
from yanbao.report.blocks import Cite, Printed, Report
from yanbao.report.charts.native.sheet import number_format
from yanbao.report.language.chinese import Language
from yanbao.report.writers.excel.book import Book, heads, printed_page, put, title, told_widths, widths
from yanbao.report.writers.excel.grounds import Grounds, columns_for, formula_in_words, named_in, source_of
from yanbao.report.writers.excel.names import FIGURES, quoted
from yanbao.report.writers.excel.printed import printed_number, shown_places

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = 3
AGREES, DIFFERS, WORDED, UNKNOWN = "一致", "不一致", "以词印出", "暂缺"
VERDICTS = (AGREES, DIFFERS, WORDED, UNKNOWN)
COLUMNS: dict[str, float] = {
    "序号": 7, "章节": 26, "图表": 10, "对象": 44, "指标": 30, "期间": 30, "印出文字": 24, "数值": 15, "单位": 14,
    "重算值": 15, "位数": 6, "印出数值": 14, "核对": 9, "公式": 60,
    "来源": 24, "数据集": 24, "原文": 20, "发布日": 12, "说明": 40, "编号": 60, "文件": 60, "位置": 40, "知悉时间": 20,
}  # fmt: skip
"""Heads of the columns, and how wide each may be in characters; what stands behind 核对 is for the screen."""
PLACE = {name: place for place, name in enumerate(COLUMNS)}
LETTER = {name: chr(ord("A") + place) for name, place in PLACE.items()}


def write_figures(book: Book, report: Report, grounds: Grounds) -> None:
    """One row for each figure at each place where it is printed, in reading order."""
    sheet, words, last = book.own(FIGURES), book.words, HEAD - 1 + len(report.printed)
    remark = "重算值由“依据”“数据行”中的数按公式算出；按印出位数修约后与印出数值相同，核对即为“一致”。涨跌由词说出的，比较绝对值。"
    title(book, sheet, words("全部印出数字"), words(remark))
    columns = columns_for(book.press, COLUMNS)
    named = [words(name) for name in columns]
    heads(book, sheet, HEAD - 1, named)
    titles = {section.key: section.title or words("首页") for section in report.sections}
    told = [_told(book, entry, titles[entry.section]) for entry in report.printed]
    for row, (entry, texts) in enumerate(zip(report.printed, told, strict=True), HEAD):
        _named(book, sheet, row, {name: text for name, text in texts.items() if name in columns})
        _exhibit(book, sheet, row, entry)
        _valued(book, sheet, row, entry, grounds)
    widths(sheet, told_widths(columns, named, told))
    red = book.format(bold=True, font_color=book.palette.paper, bg_color=book.palette.accent)
    place = PLACE["核对"]
    sheet.conditional_format(
        HEAD, place, max(last, HEAD), place, {"type": "cell", "criteria": "==", "value": f'"{words(DIFFERS)}"', "format": red}
    )
    sheet.freeze_panes(HEAD, PLACE["印出文字"] + 1)
    sheet.autofilter(HEAD - 1, 0, last, len(columns) - 1)
    printed_page(book, sheet, wide=True, head=(HEAD - 1, HEAD - 1))
    sheet.print_area(0, 0, last, place)  # sources are for the screen: with them a page could not be read


def verdict(cite: Cite, language: Language) -> str:
    """What is to be found of a printed figure: that it agrees with its value or not, is said in words, or not known."""
    number = printed_number(cite, language)
    if not isinstance(cite.figure, Figure):
        return UNKNOWN
    return WORDED if number is None else AGREES if number.agrees(cite.figure.value) else DIFFERS


def _told(book: Book, entry: Printed, section: str) -> dict[str, str]:
    """What is told of a printed figure in words, by column."""
    figure, rule = entry.cite.figure, formula_in_words(entry.cite.figure, book.press)
    told = {"印出文字": entry.cite.text, "章节": section, "单位": figure.unit.symbol, "公式": rule, "编号": entry.id}
    told |= dict(zip(("对象", "指标", "期间"), named_in(book.issue.language, figure), strict=True))
    return told | source_of(figure, book)


def _named(book: Book, sheet: Worksheet, row: int, told: Mapping[str, str]) -> None:
    for name, words in told.items():
        put(sheet, row, PLACE[name], words, book.cell(**({"bold": True, "align": "right"} if name == "印出文字" else {})))
    sheet.write_number(row, PLACE["序号"], row - HEAD + 1, book.cell(align="center"))


def _exhibit(book: Book, sheet: Worksheet, row: int, entry: Printed) -> None:
    """A link to the exhibit's sheet for a figure printed in one."""
    if entry.exhibit:
        name = book.names.numbered(entry.exhibit)
        sheet.write_url(row, PLACE["图表"], f"internal:{quoted(name)}!A1", book.cell(font_color=book.palette.house), name)
    else:
        put(sheet, row, PLACE["图表"], "", book.cell())


def _valued(book: Book, sheet: Worksheet, row: int, entry: Printed, grounds: Grounds) -> None:
    """The value, the value calculated again where a formula exists, the printed number, and whether they agree."""
    figure, number = entry.cite.figure, printed_number(entry.cite, book.issue.language)
    for name in ("数值", "重算值", "位数", "印出数值"):
        sheet.write_blank(row, PLACE[name], None, book.cell())
    if not isinstance(figure, Figure):
        put(sheet, row, PLACE["核对"], book.words(UNKNOWN), book.cell(align="center"))
        return
    look = book.cell(num_format=number_format(shown_places(figure)), align="right")
    sheet.write_number(row, PLACE["数值"], figure.value, look)
    formula = grounds.formula(figure)
    if formula:
        sheet.write_formula(row, PLACE["重算值"], formula, look, figure.value)
    if number is None:
        put(sheet, row, PLACE["核对"], book.words(WORDED), book.cell(align="center"))
        return
    sheet.write_number(row, PLACE["位数"], number.places, book.cell())
    sheet.write_number(row, PLACE["印出数值"], number.value, book.cell(num_format=number.number_format, align="right"))
    checked = f"ROUND({LETTER['重算值' if formula else '数值']}{row + 1},{LETTER['位数']}{row + 1})"
    checked = f"ABS({checked})" if number.magnitude else checked
    told = f'=IF({checked}={LETTER["印出数值"]}{row + 1},"{book.words(AGREES)}","{book.words(DIFFERS)}")'
    sheet.write_formula(row, PLACE["核对"], told, book.cell(align="center"), book.words(verdict(entry.cite, book.issue.language)))
