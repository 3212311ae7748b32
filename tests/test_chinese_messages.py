"""What a person reads is Chinese: every message, remedy and help of the program, and no words of a parser in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yanbao

SOURCE = Path(yanbao.__file__).parent
HAN, WORD = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{3}")
TOLD = {"YanbaoError": (0, 2), "Finding": (3, 4), "find": (3, 4), "RowError": (1, 2), "refuse": (0,), "warn": (0,)}
"""The arguments of a call that a person reads, by the name of what is called."""
PARSERS = ("TOMLDecodeError", "JSONDecodeError", "MarkedYAMLError", "YAMLError", "BadZipFile", "ExpatError", "CalamineError")
"""Errors whose own words are English."""


def named(node: ast.expr) -> str:
    """The last name of what is called or caught."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def words(node: ast.AST) -> str:
    """The literal words of a text; empty for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return "".join(map(words, node.values)) if isinstance(node, ast.JoinedStr) else ""


def messages(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every literal that a person reads, with its line."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for place in TOLD.get(named(call.func), ()):
            yield from ((call.lineno, words(told)) for told in call.args[place : place + 1])
        if named(call.func) in ("Option", "Argument"):
            yield from ((call.lineno, words(keyword.value)) for keyword in call.keywords if keyword.arg == "help")


def quoted(tree: ast.AST) -> Iterator[int]:
    """Lines on which the words of a parser's error are set into a text."""
    for handler in (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name and node.type):
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        if any(named(kind) in PARSERS for kind in kinds):
            shown = (node for part in handler.body for node in ast.walk(part) if isinstance(node, ast.FormattedValue))
            yield from (one.lineno for one in shown if isinstance(one.value, ast.Name) and one.value.id == handler.name)


def test_every_message_and_help_is_chinese() -> None:
    english = [
        f"{path.relative_to(SOURCE)}:{line} {told}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, told in messages(ast.parse(path.read_text(encoding="utf-8")))
        if WORD.search(told) and not HAN.search(told)
    ]
    assert not english


def test_no_message_quotes_a_parser() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in quoted(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_english_would_be_seen() -> None:
    tree = ast.parse('try:\n    pass\nexcept tomllib.TOMLDecodeError as error:\n    raise YanbaoError(f"broken: {error}", "x", "改正")')
    assert list(messages(tree)) == [(4, "broken: "), (4, "改正")]
    assert list(quoted(tree)) == [4]
