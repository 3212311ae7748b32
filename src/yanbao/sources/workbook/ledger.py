"""The ledger's form: its heads, its words, and the blank workbook that a desk fills in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from yanbao.sources.workbook.entries import Kind

SHEET = "数据"
HEADS: dict[str, tuple[int, str]] = {
    "指标": (26, "统计的是什么，例如：光模块均价、AI服务器出货量。同一指标始终用同一名称。"),
    "主体": (18, "谁的，例如：中际旭创、全球、北美四大云厂商；不分主体的留空。"),
    "期间": (14, "日期、月份、季度或年，例如：2026-05-22、2026年5月、2026Q1、2026。"),
    "频率": (9, "从下拉列表选。“月末”为时点数，“累计”为年初至当月。"),
    "数值": (14, "只填数。没有的留空或写 --；公式须有结果，“=”开头的文字不采用。"),
    "单位": (12, "从下拉列表选，或自填，例如：亿元、万台、美元/吨、%；没有量纲的写“无”。"),
    "来源": (26, "最初由谁发布，例如：中国信通院《国内手机市场运行分析报告》。"),
    "发布时间": (14, "这个数公开的日期，按它决定截止时点前能否看到；不填则按频率推定（月31天、季60天、年120天之后）。"),
    "备注": (30, "口径、修订等，印在出处后面；可以不填。"),
}
"""Width of each column and what is written into it."""
REQUIRED = ("指标", "期间", "频率", "数值", "单位", "来源")
FREQUENCIES: dict[str, Kind] = {
    "日": "day", "周": "day", "月": "month", "月末": "month_end", "累计": "cumulative", "季": "quarter", "年": "year",
}  # fmt: skip
UNITS = (
    "亿元", "万元", "元", "亿美元", "万美元", "美元", "%", "个百分点", "倍", "点",
    "万台", "亿台", "万只", "亿只", "万户", "亿户", "万个", "GW", "MW", "美元/小时", "元/吨", "美元/吨", "无",
)  # fmt: skip
ROWS = 5000
"""Rows that the form's checks reach over; rows below are read all the same."""
STAMP = datetime(2000, 1, 1)
"""The day in the form's properties, so that the same code always writes the same bytes."""
GUIDE = (
    "用途：把终端和网站上没有、由本组手工维护的数据放进 inbox/series_ledger/，运行 yanbao ingest 即可引用并追溯到单元格。",
    "填写：只在“数据”表填，一行一个观测；表头不要改名，列的次序可以变，可以加自己的列（不读取）。",
    "必填：指标、期间、频率、数值、单位、来源；带 * 的列名为必填。",
    "修订：直接改数值，旧值仍留在数据仓库里；发布时间写修订公布的日期。",
    '引用：行业文件的景气度一行写 series = "indicators:主体:指标"（没有主体的写 indicators:指标）；文稿里写出名称与数值即可核对。',
    "检查：导入时逐格检查，有误的行不采用，并指出工作表、单元格与改法。",
)


def form(rows: Sequence[Sequence[Any]] = ()) -> bytes:
    """The workbook: 说明, 数据 with its checks and comments, and 选项 with the lists; blank unless ``rows`` are to stand in it."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": "手工台账", "created": STAMP})
    guide, data, lists = (book.add_worksheet(name) for name in ("说明", SHEET, "选项"))
    write_guide(book, guide)
    write_lists(book, lists)
    write_heads(book, data)
    write_checks(data)
    for number, row in enumerate(rows, 1):
        data.write_row(number, 0, row)
    data.activate()
    book.close()
    return stream.getvalue()


def write_guide(book: Any, sheet: Any) -> None:
    """The rules of filling in, a line each."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_name": "等线", "font_size": 11})
    bold = book.add_format({"bold": True, "font_name": "等线", "font_size": 14})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 76)
    sheet.write_string(0, 0, "手工台账", bold)
    for row, line in enumerate(GUIDE, 2):
        sheet.set_row(row, 36)
        sheet.write_string(row, 0, line, wrapped)


def write_lists(book: Any, sheet: Any) -> None:
    """The words of the drop-down lists; a desk adds its own units below."""
    bold = book.add_format({"bold": True, "font_name": "等线", "bottom": 1})
    sheet.set_column(0, 1, 14)
    for column, (name, words) in enumerate((("频率", tuple(FREQUENCIES)), ("单位", UNITS))):
        sheet.write_string(0, column, name, bold)
        for row, word in enumerate(words, 1):
            sheet.write_string(row, column, word)
    sheet.freeze_panes(1, 0)


def write_heads(book: Any, sheet: Any) -> None:
    """The heads with a comment each, frozen and filtered, and the format of each column."""
    head = {"bold": True, "font_name": "等线", "font_size": 11, "valign": "vcenter", "bottom": 2, "bottom_color": "#1F3864"}
    must, may = book.add_format({**head, "bg_color": "#D9E2F3"}), book.add_format({**head, "bg_color": "#F2F2F2"})
    plain = {"font_name": "等线", "font_size": 11}
    formats: dict[str, dict[str, Any]] = {
        "单位": {"indent": 1},
        "发布时间": {"num_format": "yyyy-mm-dd"},
        "期间": {"num_format": "yyyy-mm-dd", "align": "left"},
    }
    sheet.set_row(0, 22)
    for column, (name, (width, told)) in enumerate(HEADS.items()):
        sheet.set_column(column, column, width, book.add_format({**plain, **formats.get(name, {})}))
        sheet.write_string(0, column, f"{name}*" if name in REQUIRED else name, must if name in REQUIRED else may)
        sheet.write_comment(0, column, told, {"x_scale": 2, "y_scale": 1.1, "font_name": "等线", "author": "yanbao"})
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, ROWS, len(HEADS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_checks(sheet: Any) -> None:
    """Lists for frequency and unit, a number and a day where they belong; a unit may be another than those listed."""
    columns = {name: column for column, name in enumerate(HEADS)}
    checks: dict[str, dict[str, Any]] = {
        "频率": listed(f"=选项!$A$2:$A${len(FREQUENCIES) + 1}", "stop", "请从列表中选一个频率。"),
        "单位": listed("=选项!$B$2:$B$60", "information", "不在列表中的单位也可以，请确认写法；常用的可加在“选项”表里。"),
        "数值": bounded("decimal", (-1e15, 1e15), "这里只填数。"),
        "发布时间": bounded("date", (datetime(1950, 1, 1), datetime(2200, 12, 31)), "请填日期，例如 2026-05-22。"),
    }
    for name, check in checks.items():
        check["error_title"] = name
        sheet.data_validation(1, columns[name], ROWS, columns[name], check)


def listed(source: str, kind: str, message: str) -> dict[str, Any]:
    """A drop-down list; ``kind`` says whether another word is refused or only remarked on."""
    return {"validate": "list", "source": source, "error_type": kind, "error_message": message}


def bounded(kind: str, span: tuple[Any, Any], message: str) -> dict[str, Any]:
    """A number or a day between two."""
    return {"validate": kind, "criteria": "between", "minimum": span[0], "maximum": span[1], "error_message": message}
