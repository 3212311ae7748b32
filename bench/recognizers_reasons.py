"""Why we do not answer some cases of Recognizers-Text as they expect, and its English names of dimensions as quantities."""

from __future__ import annotations

DIMENSIONS = {
    "Kilometer": ("length", 1000.0),
    "Meter": ("length", 1.0),
    "Centimeter": ("length", 0.01),
    "Kilogram": ("weight", 1000.0),
    "Gram": ("weight", 1.0),
    "Microgram": ("weight", 1e-6),
    "Ton": ("weight", 1e6),
    "Jin": ("weight", 500.0),
    "Liang": ("weight", 50.0),
    "Mu": ("area", 666.6666666666666),
    "Bit": ("information", 1.0),
    "Kilobit": ("information", 1e3),
    "Kilobyte": ("information", 8e3),
    "Megabyte": ("information", 8e6),
    "Hertz": ("frequency", 1.0),
    "Megahertz": ("frequency", 1e6),
    "Kilowatt": ("power", 1e3),
    "Kilocalorie": ("energy", 4184.0),
}
"""The English unit of the specification as (kind, factor to the base unit of ``dimensions.toml``)."""


CONVENTIONS = (
    "规格标明其参考实现（.NET）也不支持的用例不计入“适用”，单列在最后一栏。",
    "位置（起止）与数值都相同才算一致；数值比到十二位有效数字。",
    "数、百分数、金额与区间出自研报所用的同一套规则（`reader.tokens`），日期、编号与没有单位的数也在内；只取研报的数字时见下面的第二张表。",
    "区间：规格把“A到B”记作不含B（实验版含B），“以上、以下”不含本数；我们按法律用语都含本数，比较时按规格的记法打印。",
    "百分数：规格把百分点也算作百分数；我们分开（points），比较数值。",
    "日期：只取研报所用的写法（年、半年、季、月、日及今年、去年、本月等）；规格的区间不含末日，比较时换算。",
    "金额：规格中单独的“$”没有币种，我们读作美元。度量衡：换算为基本单位后比较（三千比特与 3 kb 相同）。",
)
"""How our answers and theirs are compared, for the reader of the table."""

REASONS: tuple[tuple[str, str, str], ...] = (
    ("Number", "点两", "“两”不进小数，也不单独成数。"),
    ("NumberRange", "过20", "“过”多半是动词后的助词（出现过三次），不读作“超过”。"),
    ("Currency", "(None,", "只有币种、没有数字的，不是金额。"),
    ("DateTime", "今年", "“今年”在规格中止于当日，我们指全年。"),
    ("DateTime", "昨日", "“昨日”我们读作前一交易日。"),
    ("DateTime", "2月29日", "参照年没有2月29日，我们不猜是哪一年的；规格前后两年都算对。"),
    ("DateTime", "今日头条", "名称中的“今日”，认名称是另一层的事。"),
    ("Dimension", "Bit", "“一位”多半是“一个人”，作存储单位的写法是“比特”。"),
)
"""(model, words in the text or in what is expected, reason); the first that fits is given."""


def reason_of(model: str, text: str, theirs: str) -> str:
    """The reason in Chinese; a disagreement without one says so, and wants to be looked at."""
    return next((why for name, words, why in REASONS if model.startswith(name) and (words in text or words in theirs)), "原因未登记。")
