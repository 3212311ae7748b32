"""What sections must not type themselves: the missing mark, which only figures and Missing print, and numbers in words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import yanbao.report
from yanbao.core.words import MISSING
from yanbao.report.sentences import NAMES, NUMERAL

REPORT = Path(yanbao.report.__file__).parent
TELLING = sorted(
    [*(REPORT / "sections").glob("*.py"), *map(REPORT.joinpath, ("baskets_told.py", "clauses.py", "exports.py", "sourcing.py"))]
)
UNITS = {"亿个"}
"""Units in the heads of columns."""


def typed(source: str) -> Iterator[str]:
    """Strings of a module that may come into print: all but docstrings."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from (
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )


def marks(source: str) -> list[str]:
    """Strings that hold the mark, and names of its constants."""
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)} & {"MISSING", "LACKING", "NOT_DISCLOSED"}
    return [*(text for text in typed(source) if MISSING in text), *names]


def numerals(source: str) -> list[str]:
    """Strings that hold a numeral in words before what it counts."""
    return [text for text in typed(source) if text not in UNITS and NUMERAL.search(NAMES.sub("", text))]


@pytest.mark.parametrize("path", TELLING, ids=lambda path: path.stem)
def test_the_mark_is_printed_by_figures_and_missing_only(path: Path) -> None:
    assert marks(path.read_text(encoding="utf-8")) == [], "yield blocks.Missing(reason, remedy) instead: it becomes a finding"


@pytest.mark.parametrize("path", TELLING, ids=lambda path: path.stem)
def test_no_number_is_typed_in_words(path: Path) -> None:
    assert numerals(path.read_text(encoding="utf-8")) == [], "pass the figure to say()"


def test_both_rules_can_speak() -> None:
    assert marks('"""—"""\nx = ("—（数据暂缺）",)\n') == ["—（数据暂缺）"]
    assert marks("y = f(NOT_DISCLOSED)\n") == ["NOT_DISCLOSED"]
    assert numerals('"""四周"""\nx = Column("四周方向")\ny = "申万一级行业"\n') == ["四周方向"]
