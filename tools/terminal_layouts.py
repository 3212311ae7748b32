"""Workbooks in the layouts of terminals, made by ourselves from what is public of them: for tests, and the three of the sample.

They are no exports. Each says so on its first sheet, and in the sample in its name too; the sample's values are those of its own
ministry and customs files. docs/terminals.md names the public pages that the layouts were taken from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parent.parent / "src" / "yanbao" / "sample" / "inbox"
NOTE = "按公开文档的版式自制，非真实导出。"
STAMP = datetime(2000, 1, 1)

Cell = str | float | int | bool | date | None
Rows = Sequence[Sequence[Cell]]
Heads = Sequence[dict[str, str]]
"""What the head says of each indicator: name, id, frequency, unit, source, updated."""


def wind(heads: Heads, data: Rows, corner: str = "指标名称") -> Rows:
    """Wind's EDB: a first row left blank, labelled heads, dates down, the vendor's line two rows below."""
    labels = (corner, "name"), ("频率", "frequency"), ("单位", "unit"), ("指标ID", "id"), ("来源", "source"), ("更新时间", "updated")
    return [[], *labelled(labels, heads), *data, [], ["数据来源：Wind"]]


def choice(heads: Heads, data: Rows) -> Rows:
    """Choice's EDB: a title, labelled heads in another order, dates down, the vendor's line."""
    labels = ("指标名称", "name"), ("指标ID", "id"), ("频率", "frequency"), ("单位", "unit"), ("来源", "source")
    return [["宏观数据"], *labelled(labels, heads), *data, ["数据来源：东方财富Choice数据"]]


def ifind(heads: Heads, data: Rows) -> Rows:
    """iFinD's EDB: labelled heads with the span of time among them, months down, the vendor's line."""
    labels = ("指标名称", "name"), ("指标ID", "id"), ("频率", "frequency"), ("单位", "unit"), ("来源", "source"), ("更新时间", "updated")
    return [*labelled(labels, heads), ["时间区间", *["2024-01:2026-04"] * len(heads)], *data, [], ["数据来源：同花顺iFinD"]]


def labelled(labels: Iterable[tuple[str, str]], heads: Heads) -> list[list[Cell]]:
    """The head rows: a label, then what it says of each indicator."""
    return [[label, *(head.get(key, "") for head in heads)] for label, key in labels]


def workbook(sheets: dict[str, Rows], touch: Callable[[Any, dict[str, Any]], None] | None = None, **options: Any) -> bytes:
    """The bytes of a workbook; ``touch`` may do more to the book and its sheets by name. Days are written as days."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    book.set_properties({"comments": NOTE, "created": STAMP})
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    made = {name: book.add_worksheet(name) for name in sheets}
    for name, rows in sheets.items():
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                write(made[name], (row, column), cell, days)
    if touch:
        touch(book, made)
    book.close()
    return stream.getvalue()


def write(sheet: Any, place: tuple[int, int], cell: Cell, days: Any) -> None:
    """One cell as what it is; a text that looks like a formula stays a text."""
    if isinstance(cell, date):
        sheet.write_datetime(*place, datetime(cell.year, cell.month, cell.day), days)
    elif isinstance(cell, str):
        sheet.write_string(*place, cell)
    elif cell is not None:
        sheet.write(*place, cell)


def explained(rows: Rows, values: str) -> dict[str, Rows]:
    """The sheets of a sample workbook: first what it is, then the layout."""
    return {"说明": [[NOTE], [f"数值取自样例工作区的{values}。"]], "数据": rows}


def read(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the sample."""
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def month_ends(text: str) -> date:
    """202604 or 2026-04 as the last day of the month."""
    from yanbao.core.period import month_end_day

    digits = text.replace("-", "")
    return month_end_day(int(digits[:4]), int(digits[4:6]))


def samples() -> dict[str, bytes]:
    """The sample's workbooks by their names inside the inbox."""
    from yanbao.sources.workbook.ledger import form

    goods = [row for row in read("customs_exports/customs-monthly-85177950.csv") if row["币种"] == "USD" and row["月份"] <= "202604"]
    by_month = [[month_ends(row["月份"]), float(row["金额"]), float(row["出口量kg"])] for row in reversed(goods)]
    told = {"frequency": "月", "source": "海关总署", "updated": "2026-05-20"}
    exports = [
        {"name": "中国:出口金额:光通信设备的激光收发模块:当月值", "id": "M0000001", "unit": "美元", **told},
        {"name": "中国:出口数量:光通信设备的激光收发模块:当月值", "id": "M0000002", "unit": "千克", **told},
    ]
    ministry = [
        row
        for row in read("miit_statistics/miit_telecom_long.csv")
        if row["metric_key"] == "rev" and "2025-01" <= row["period_end"] <= "2026-04"
    ]
    revenue = [[month_ends(row["period_end"]), float(row["value"])] for row in ministry if row["value"]]
    told = {"frequency": "月", "source": "工信部"}
    income = [{"name": "中国:电信业务收入:累计值", "id": "EMM00000001", "unit": "亿元", **told}]
    users = [
        row
        for row in read("miit_statistics/miit_telecom_long.csv")
        if row["metric_key"] == "5g" and "2025-01" <= row["period_end"] <= "2026-04"
    ]
    subscribers = [[row["period_end"], float(row["value"])] for row in users if row["value"]]
    mobile = [{"name": "中国:5G移动电话用户:期末值", "id": "S0000001", "unit": "亿户", "updated": "2026-05-21", **told}]
    return {
        "terminal_wind/self_made_wind_edb.xlsx": workbook(explained(wind(exports, by_month), "海关出口统计")),
        "terminal_choice/self_made_choice_edb.xlsx": workbook(explained(choice(income, revenue), "工信部通信业统计")),
        "terminal_ifind/self_made_ifind_edb.xlsx": workbook(explained(ifind(mobile, subscribers), "工信部通信业统计")),
        "series_ledger/ledger.xlsx": form(LEDGER),
    }


LEDGER: tuple[tuple[Cell, ...], ...] = (
    ("蜂窝物联网模组出货量", "全球", "2021Q2", "季", 100, "百万个", "Counterpoint", None, "首次达到一亿个；转引自Fierce Electronics"),
    ("蜂窝物联网模组出货量同比", "全球", "2021Q2", "季", 53, "%", "Counterpoint", None, "转引自Fierce Electronics"),
)
"""Two rows of the sample's own file of module shipments, as a desk would keep them by hand."""


def main() -> None:
    """Write the sample's workbooks anew."""
    for name, data in samples().items():
        (SAMPLE / name).parent.mkdir(parents=True, exist_ok=True)
        (SAMPLE / name).write_bytes(data)


if __name__ == "__main__":
    main()
