"""The grammar of the checker stands in its rule tables, where a reader who knows the field finds it, and not in Python."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from yanbao.review.patterns import Patterns

REVIEW = Path(__file__).parents[2] / "src/yanbao/review"
MODULES = sorted(path for path in REVIEW.rglob("*.py") if path.parent.name != "writers")
TABLES = sorted(path.stem for path in (REVIEW / "rules").glob("*.toml"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ANY_CHINESE = re.compile(r"一-龥|\\u4e00-\\u9fff|\u4e00-\u9fff")


def patterns_used(tree: ast.AST) -> Iterator[tuple[Patterns, str]]:
    """(table, entry) of each pattern that a module asks for."""
    made = {
        node.targets[0].id: Patterns(*(ast.literal_eval(argument) for argument in node.value.args))
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and called(node.value) == "Patterns"
        if isinstance(node.value, ast.Call)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in made:
            yield made[node.value.id], node.attr


def called(node: ast.AST) -> str:
    """The name of what a call calls; empty for what is none."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(REVIEW)))
def test_every_pattern_that_a_module_asks_for_compiles(module: Path) -> None:
    for table, entry in patterns_used(ast.parse(module.read_text(encoding="utf-8"))):
        assert isinstance(getattr(table, entry), re.Pattern)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(REVIEW)))
def test_no_module_has_grammar_of_its_own(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re":
            words = "".join(part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
            assert not CHINESE.search(ANY_CHINESE.sub("", words)), "move it to rules/, with an example beside the tests"


@pytest.mark.parametrize("name", TABLES)
def test_every_entry_of_a_table_is_used(name: str) -> None:
    text = (REVIEW / f"rules/{name}.toml").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    for entry in entries(tomllib.loads(text), text):
        assert re.search(rf"\.{entry}\b|\"{entry}\"", code) or f"<{entry}>" in text, f"nothing asks for {entry}"


def entries(data: dict[str, object], text: str) -> Iterator[str]:
    """The names of a table's entries, those of its sections included; a section that a pattern names is a list of words."""
    for key, value in data.items():
        if isinstance(value, dict) and f"<{key}>" not in text:
            yield from entries(value, text)
        elif not (isinstance(value, list) and value and isinstance(value[0], dict)):
            yield key


def test_an_unknown_entry_is_told_with_its_file() -> None:
    with pytest.raises(AttributeError, match=r"rules/totals\.toml has no nothing_of_the_kind"):
        Patterns("totals").nothing_of_the_kind  # noqa: B018


def test_a_string_may_name_other_entries_and_a_section_comes_first() -> None:
    assert Patterns("shares", "breadth").single.search("上涨\ue000")
    assert Patterns("totals", "tables").total.search("合计")
    assert not Patterns("totals").total.search("合计行")
