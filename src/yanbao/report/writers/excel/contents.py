"""The first sheet: what the issue is, how its figures were found to agree, and the way to every other sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from yanbao.core.finding import counts
from yanbao.report.blocks import Chart, Exhibit, Report, plain
from yanbao.report.charts.alt import KIND_NAMES
from yanbao.report.writers.excel.book import Book, column_width, heads, lines_of, printed_page, put, tall, widths
from yanbao.report.writers.excel.figures import HEAD, LETTER, VERDICTS, verdict
from yanbao.report.writers.excel.grounds import Grounds
from yanbao.report.writers.excel.names import CONTENTS, FIGURES, GROUNDS, ROWS, quoted

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST = 3
MOST = (26.0, 104.0, 24.0, 76.0)
"""Widths of the columns at most, in characters."""
HEADS = ("工作表", "内容", "类型", "来源")
SOURCE = "资料来源："
COVERAGE = "coverage"
"""The finding that tells how many printed figures are owned."""


def write_contents(book: Book, report: Report, grounds: Grounds) -> None:
    """Issue, house and moment; the count of figures by verdict, live; for the desk, findings; and a link to each sheet."""
    sheet, words = book.own(CONTENTS), book.words
    put(sheet, 0, 0, report.issue.name, book.format(bold=True, font_size=18, font_color=book.palette.house))
    put(sheet, 1, 0, f"{report.issue.house} | {words('证券研究报告')} | {words('数据工作簿')}", book.format(font_color=book.palette.grey))
    if report.cover and report.cover.correction:
        put(sheet, FIRST - 1, 0, plain(report.cover.correction), book.format(bold=True, font_color=book.palette.accent))
    row = FIRST
    for name, told in (*_identity(report), *(() if book.press.readers else _found(report))):
        put(sheet, row, 0, book.issue.language.polished(words(name)), book.cell(font_color=book.palette.grey))
        put(sheet, row, 1, told, book.cell())
        row += 1
    row = _verdicts(book, sheet, report, row)
    _list(book, sheet, report, grounds, row + 1)
    printed_page(book, sheet, wide=True)
    sheet.activate()


def _identity(report: Report) -> list[tuple[str, str]]:
    """What the issue is."""
    issue, words = report.issue, report.issue.language.words
    week = {"first": issue.week.first, "last": issue.week.last, "base": issue.week.base}
    return [
        ("覆盖区间", words("{first} 至 {last}，基准收盘 {base}", **week)),
        ("数据截止", f"{issue.as_of:%Y-%m-%d %H:%M}"),
        ("生成程序", f"yanbao {issue.version}"),
    ]


def _found(report: Report) -> list[tuple[str, str]]:
    """What was found about the issue."""
    issue, words, found = report.issue, report.issue.language.words, counts(report.findings)
    levels = {"errors": found["error"], "warnings": found["warning"], "infos": found["info"]}
    return [
        ("提示", words("错误 {errors} 条，警告 {warnings} 条，提示 {infos} 条；明细见同期 findings.json 与网页版", **levels)),
        *[
            ("数字出处", issue.language.string(finding.message) or finding.message)
            for finding in report.findings
            if finding.code == COVERAGE
        ][:1],
    ]


def _verdicts(book: Book, sheet: Worksheet, report: Report, row: int) -> int:
    """How many printed figures agree with what their formulas give, counted by a formula; the row below."""
    found = Counter(verdict(entry.cite, book.issue.language) for entry in report.printed)
    column = LETTER["核对"]
    cells = f"{quoted(book.names.own[FIGURES])}!{column}{HEAD + 1}:{column}{HEAD + max(len(report.printed), 1)}"
    for said in VERDICTS:
        put(sheet, row, 0, book.words("核对：{verdict}", verdict=book.words(said)), book.cell(font_color=book.palette.grey))
        sheet.write_formula(row, 1, f'=COUNTIF({cells},"{book.words(said)}")', book.cell(align="left"), found[said])
        row += 1
    return row


def _list(book: Book, sheet: Worksheet, report: Report, grounds: Grounds, row: int) -> None:
    """A line for each sheet, with the way there."""
    words = book.words
    heads(book, sheet, row, map(words, HEADS), over_text=range(len(HEADS)))
    told = [
        (name, (plain(exhibit.title), words(_kind(exhibit)), _publishers(exhibit, words(SOURCE)))) for exhibit, name in book.names.exhibits
    ]
    own = {
        FIGURES: words("全部印出数字 {count} 处，逐一重算并核对", count=len(report.printed)),
        GROUNDS: words("重算所用的数 {count} 个，连同来源与公式", count=len(grounds.figures)),
        ROWS: words("查询所依据的行，{count} 组", count=len(grounds.blocks)),
    }
    told += [(book.names.own[key], (held, words("数据"), "")) for key, held in own.items()]
    verdicts = (words("核对：{verdict}", verdict=words(said)) for said in VERDICTS)
    columns = zip(*((name, *texts) for name, texts in told), strict=True)
    first, *rest = ((words(head), *texts) for head, texts in zip(HEADS, columns, strict=True))
    held = [column_width(texts, most) for texts, most in zip(((*first, *verdicts), *rest), MOST, strict=True)]
    widths(sheet, held)
    for place, (name, texts) in enumerate(told, row + 1):
        _link(book, sheet, place, name, texts)
        if (lines := max(map(lines_of, texts, held[1:]))) > 1:
            tall(sheet, place, lines)


def _kind(exhibit: Exhibit) -> str:
    return KIND_NAMES[exhibit.body.kind] if isinstance(exhibit.body, Chart) else "表格" if exhibit.body else "缺"


def _publishers(exhibit: Exhibit, lead: str) -> str:
    """The source line without the words that the column's head says; one that was not translated has the Chinese ones."""
    return exhibit.source.removeprefix(lead).removeprefix(SOURCE)


def _link(book: Book, sheet: Worksheet, row: int, name: str, texts: Sequence[str]) -> None:
    sheet.write_url(row, 0, f"internal:{quoted(name)}!A1", book.cell(font_color=book.palette.house, underline=1, indent=1), name)
    for column, text in enumerate(texts, 1):
        put(sheet, row, column, text, book.cell(text_wrap=True, indent=1))
