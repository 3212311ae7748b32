"""What the source says in Chinese: templates of sentences, plain words of sections, and labels of writers, read from its syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yanbao.report

REPORT = Path(yanbao.report.__file__).parent
TELLING = sorted(
    [*(REPORT / "sections").glob("[!_]*.py"), *(REPORT / f"{name}.py" for name in ("baskets_told", "clauses", "exports", "sourcing"))]
)
"""Modules that write sentences."""
WRITING = sorted([*REPORT.glob("writers/**/*.py"), *REPORT.glob("charts/*.py"), REPORT / "blocks.py", REPORT / "charted.py"])
"""Modules that print labels by themselves."""
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
ASIDE = ("Missing", "Finding", "YanbaoError", "span", "setting")
"""Calls whose words are for the desk, or name a figure, and do not stand in a report."""


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def constants(node: ast.AST) -> Iterator[str]:
    """The strings an expression may be: one, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def first_arguments(path: Path, *names: str) -> Iterator[str]:
    """Strings handed first to calls of some names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and called(node) in names:
            yield from constants(node.args[0])


def templates(path: Path) -> set[str]:
    """Templates of ``say`` and ``phrase``."""
    return set(first_arguments(path, "say", "phrase"))


def labels(path: Path) -> set[str]:
    """Labels asked of a language."""
    return {label for label in first_arguments(path, "words", "said") if HAN.search(label)}


def plain_words(path: Path) -> set[str]:
    """Chinese strings of a module that come into print by themselves: no docstring, template, or word for the desk."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    aside = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in ASIDE for inner in ast.walk(node)}
    aside |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs | aside)
    return {node.value for node in found if isinstance(node.value, str) and HAN.search(node.value)} - templates(path)
