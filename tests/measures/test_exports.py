"""Customs exports: the month and the months so far, and what they were a year before in the same source."""

from __future__ import annotations

from dataclasses import replace

from fact_tables import series
from market_tables import SECTOR
from yanbao.core.figure import NotKnown
from yanbao.core.sector import Goods
from yanbao.core.words import printed
from yanbao.measures.customs import export_history, exports, goods_traded

OPTICAL = replace(SECTOR, exports=Goods("85177950", "光模块"))
DOLLARS = """
    85177950:usd 2025-01 448787764 美元
    85177950:usd 2025-02 331852522 美元
    85177950:usd 2026-01 499139405 美元
    85177950:usd 2026-02 419680617 美元"""


def latest(table: str) -> dict[str, str]:
    held = exports(export_history(series("customs", table), OPTICAL))
    return {key.removeprefix("85177950:"): f"{figure.period} {printed(figure)}" for key, figure in held.items()}


def test_month_and_total_are_in_hundred_millions_with_their_growth() -> None:
    assert latest(DOLLARS) == {
        "usd.month": "2026年2月 4.20亿美元",
        "usd.month.yoy": "2026年2月 26.5%",
        "usd.total": "2026年1-2月 9.19亿美元",
        "usd.total.yoy": "2026年1-2月 17.7%",
    }


def test_a_total_needs_every_month_of_its_year() -> None:
    made = exports(export_history(series("customs", "85177950:usd 2026-02 419680617 美元"), OPTICAL))["85177950:usd.total"]
    assert isinstance(made, NotKnown)
    assert "2026年1月" in made.reason


def test_growth_of_a_total_needs_every_month_of_the_year_before() -> None:
    without_january = DOLLARS.replace("    85177950:usd 2025-01 448787764 美元\n", "")
    assert latest(without_january)["usd.total.yoy"] == "2026年1-2月 —"
    assert latest(without_january)["usd.month.yoy"] == "2026年2月 26.5%"


def test_growth_never_borrows_a_neighbouring_month() -> None:
    assert latest(DOLLARS.replace("2025-02", "2025-03"))["usd.month.yoy"] == "2026年2月 —"


def test_a_quantity_stays_in_kilograms() -> None:
    assert latest("85177950:kg 2026-01 344848 千克")["kg.month"] == "2026年1月 344848千克"


def test_the_sectors_goods_go_by_their_trade_name_and_others_by_their_own() -> None:
    held = goods_traded(series("customs", "85177950:usd 2026-01 1 美元\n85177950:kg 2026-01 1 千克\n85176299:usd 2026-01 1 美元"), OPTICAL)
    assert {subject: held.title(subject) for subject in held.subjects()} == {
        "85177950:usd": "光模块出口金额", "85177950:kg": "光模块出口量", "85176299:usd": "85176299:usd",
    }  # fmt: skip


def test_a_sector_without_goods_asks_for_none() -> None:
    assert export_history(series("customs", ""), SECTOR) == {}


def test_without_customs_data_the_sectors_goods_are_asked_for_and_unknown() -> None:
    made = exports(export_history(series("customs", "other:usd 2026-01 1 美元"), OPTICAL))
    assert not any(made[f"85177950:usd.{line}"] for line in ("month", "month.yoy", "total", "total.yoy"))
