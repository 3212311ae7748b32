"""What measures are called: every one that the program makes has a Chinese name, and none of them is printed as the program has it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import yanbao
from workbook import Workbook
from yanbao import sources
from yanbao.report.language.english import English
from yanbao.report.language.tables import packaged_tables
from yanbao.report.measured import measure_name, names

MAKERS = {"Figure", "NotKnown", "named", "_Item", "moves"}
SOURCE = Path(yanbao.__file__).parent


def made() -> Iterator[str]:
    """Names that figures are made under, as the source spells them out."""
    for file in (*SOURCE.glob("measures/*.py"), *SOURCE.glob("report/sections/*.py"), SOURCE / "core/market.py"):
        for call in (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = [*(call.args[:1] if called in MAKERS else ()), *(key.value for key in call.keywords if key.arg == "measure")]
            told = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value]
            yield from (f"valuation_{name}" if called == "_Item" else name for name in told)


def stated() -> Iterator[str]:
    """Series that hold numbers, which figures bear as they are."""
    texts = {"notes", "note_overrides", "concept_members", "news", "sessions", "stock_names", "list_dates"}
    texts |= {"sw_industries", "sw_indices", "sw_membership"}
    for module in pkgutil.iter_modules(sources.__path__):
        held = importlib.import_module(f"yanbao.sources.{module.name}")
        yield from (name for name in getattr(held, "SERIES", ()) if name not in texts)


def test_every_measure_has_a_chinese_name() -> None:
    found = {*made(), *stated()}
    assert {"index_week_move", "valuation_members", "official_share", "export_month", "miit"} <= found
    assert sorted(found - set(names())) == []


def test_every_horizon_and_kind_has_one() -> None:
    horizons = ("week", "month", "year", "sessions20", "weeks52")
    kinds = [f"breadth_{kind}{share}" for kind in ("up", "down", "flat") for share in ("", "_share")]
    spans = [name for span in horizons for name in (f"{span}_excess", f"stock_{span}_move", f"basket_{span}_move")]
    assert sorted({*kinds, *spans} - set(names())) == []


def test_names_are_chinese_and_short() -> None:
    assert [name for name in names().values() if name.isascii() or len(name) > 12] == []


def test_the_workbook_shows_them_and_keeps_the_programs_in_the_id(weekly: Workbook) -> None:
    for row in (row for sheet in ("全部数字", "依据") for row in weekly.rows(sheet, 3)):
        measure = row["编号"].partition(":")[0]
        assert "_" not in row["指标"] and measure_name(measure) == row["指标"], row
        assert measure not in names() or not row["指标"].isascii(), row


def test_other_languages_and_measures_of_a_house_keep_their_own_words() -> None:
    assert measure_name("house_measure") == "house measure"
    assert measure_name("index_week_move", English(packaged_tables("en"))) == "index week move"
