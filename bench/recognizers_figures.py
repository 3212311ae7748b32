"""What ``scan`` itself, which reads a report's figures only, makes of the cases of Recognizers-Text, and why it differs by intent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from yanbao.reader.mention import Mention
from yanbao.reader.quantities import HUNDREDTHS, measures
from yanbao.reader.scan import scan

Case = dict[str, Any]
Answer = tuple[int, int, Any]


def printed(mention: Mention) -> float:
    """The value with its magnitude, to the twelve digits that the specifications print."""
    return float(f"{mention.value * mention.unit.scale:.12g}")


def numbers(case: Case) -> list[Answer]:
    """Every figure as a number; it counts with its unit, so only its start is compared."""
    return [(one.start, 0, printed(one)) for one in scan(case["Input"])]


def percents(case: Case) -> list[Answer]:
    """The figures that are percentages."""
    held = [one for one in scan(case["Input"]) if one.unit.base in HUNDREDTHS]
    return [(one.start, one.end, printed(one) * HUNDREDTHS[one.unit.base]) for one in held]


def amounts(money: bool) -> Callable[[Case], list[Answer]]:
    """The figures that are money, or those that are a dimension."""

    def answers(case: Case) -> list[Answer]:
        made = []
        for one in scan(case["Input"]):
            unit, kind, factor = measures().get(one.unit.base, ("", "", 0.0))
            if unit and (kind == "money") == money:
                made.append((one.start, one.end, (printed(one) * factor, unit if money else kind)))
        return made

    return answers


REASONS: tuple[tuple[str, str, str], ...] = (
    ("Number", r"分之", "分数读作百分数（三分之一是 33.3%），与其中的数不同。"),
    ("Number", r"[万萬] \d|\d  万", "中间隔着空格的数字不相连（表格的列）。"),
    ("Number", r"\d[万萬]{2}", "“10万万”今人不写，只读到“10万”。"),
    ("Number", r"", "没有单位的数、日期中的数不是研报的数字，有意不读。"),
    ("Percent", r"  |分 点|\d \d", "数与单位隔着几个空格的，不相连（表格的列）。"),
    ("Percent", r"五百分之", "分母不是百的分数也读作百分数。"),
    ("Percent", r"\d-\d", "区间的两端都是百分数（5-20%），规格只算后一端。"),
    ("Currency", r"每股", "每股的金额，单位是“港元/股”。"),
    ("Currency", r"块", "“块”后面没有钱、毛的，多半不是钱（三块芯片）。"),
    ("Currency", r"\d{13,}", "十三位以上的数当作编号。"),
    ("Currency", r"人民币", "只有币种、没有数字的，不是金额。"),
    ("Dimension", r"比特|字节|两|\dm", "在研报中多半是名称的单位不读（比特、字节、两、m）。"),
    ("Dimension", r"每天", "每天的量，单位是“微克/天”。"),
    ("Dimension", r"一吨", "单独一个“一”多半是泛称，不读。"),
)
"""(specification, pattern in the text, reason); the first that fits is given."""


def reason(name: str, text: str) -> str:
    """Why ``scan`` differs on a text; a disagreement without a reason says so."""
    return next((why for model, pattern, why in REASONS if model == name and re.search(pattern, text)), "原因未登记。")
