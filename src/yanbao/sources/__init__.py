"""Sources: one module for each kind of file, found by walking this package, each reading bytes into facts and bars."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import cast

from yanbao.sources.reading import Source


def sources() -> dict[str, Source]:
    """Every module of this package that says its NAME and can read, by that name, in the order of the names."""
    found: dict[str, Source] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "NAME") and hasattr(module, "read"):
            found[module.NAME] = cast(Source, module)
    return dict(sorted(found.items()))


@cache
def code() -> str:
    """A digest of this package's modules: a file that older code read is read again, and what it says now is a new version."""
    modules = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in modules)).hexdigest()
