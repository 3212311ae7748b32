"""Shipments of IoT modules stay apart by researcher and scope, and an estimate says that it is one."""

from __future__ import annotations

from fact_tables import series
from yanbao.core.words import printed
from yanbao.measures.iot import module_shipments


def test_an_estimate_is_named_as_one_and_printed_in_hundred_millions() -> None:
    table = "全球:A 2024-12 426 百万个 [forecast]\n全球:B 2024-12 391 百万个 [estimate]\n全球:C 2024-12 400 百万个 转引自“预测值”"
    made = module_shipments(series("iot_modules", table))
    assert {subject: (figure.subject_name, printed(figure)) for subject, (figure,) in made.items()} == {
        "全球:A": ("全球（预测值）", "4.26亿个"),
        "全球:B": ("全球（估计值）", "3.91亿个"),
        "全球:C": ("全球", "4.00亿个"),
    }


def test_growth_stays_in_percent_beside_its_level() -> None:
    made = module_shipments(series("iot_modules", "全球:A 2021-06 100 百万个\n全球:A.yoy 2021-06 53 %\n全球:B.yoy 2023-06 -3 %"))
    assert {subject: [printed(figure) for figure in held] for subject, held in made.items()} == {
        "全球:A": ["1.00亿个"],
        "全球:A.yoy": ["53%"],
        "全球:B.yoy": ["-3%"],
    }
