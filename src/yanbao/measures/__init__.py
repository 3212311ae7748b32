"""Measures: figures from series, each a plain function or one SQL file, found by walking this package."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from yanbao.core.rows import Rows
from yanbao.core.wiring import Provider

Query = Callable[[str, str], Rows]
"""What the store gives to run SQL as of the run's moment: ``query(name, sql)`` with the run's ``$scalars`` bound."""


def providers() -> list[Provider]:
    """Every measure: the public functions of each module, and each SQL file under the name of its file."""
    found: list[Provider] = []
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            found.extend(functions(importlib.import_module(f"{__name__}.{info.name}")))
    found.extend(sql_measure(path) for path in sorted(Path(__file__).parent.glob("*.sql")))
    return found


def functions(module: ModuleType) -> list[Provider]:
    """The public functions a module defines itself, in the order of their names."""
    own = inspect.getmembers(module, lambda member: inspect.isfunction(member) and member.__module__ == module.__name__)
    return [Provider.of(function) for name, function in own if not name.startswith("_")]


def sql_measure(path: Path) -> Provider:
    """An SQL file as a measure that answers with its rows; the ``--`` lines it opens with are its explanation."""
    sql = path.read_text(encoding="utf-8")
    head = re.match(r"(?:--[^\n]*\n)*", sql)
    lines = [line.removeprefix("--").strip() for line in (head[0] if head else "").splitlines()]

    def ask(query: Query) -> Rows:
        return query(path.stem, sql)

    return Provider(path.stem, ask, ("query",), " ".join(lines), path.name)
