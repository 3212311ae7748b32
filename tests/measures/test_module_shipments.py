"""Shipments of IoT modules stay apart by researcher and scope, and an estimate says that it is one."""

from __future__ import annotations

from fact_tables import series
from yanbao.core.words import printed
from yanbao.measures.iot import module_shipments


def test_an_estimate_is_named_as_one_and_printed_in_hundred_millions() -> None:
    made = module_shipments(series("iot_modules", "全球蜂窝物联网模组:ABI 2024-12 426 百万个 转引自x；预测值"))
    (figure,) = made["全球蜂窝物联网模组:ABI"]
    assert (figure.subject_name, printed(figure)) == ("全球蜂窝物联网模组（预测值）", "4.26亿个")


def test_growth_stays_in_percent_beside_its_level() -> None:
    made = module_shipments(series("iot_modules", "全球:A 2021-06 100 百万个\n全球:A.yoy 2021-06 53 %\n全球:B.yoy 2023-06 -3 %"))
    assert {subject: [printed(figure) for figure in held] for subject, held in made.items()} == {
        "全球:A": ["1.00亿个"],
        "全球:A.yoy": ["53%"],
        "全球:B.yoy": ["-3%"],
    }
