"""Sources: one module for each kind of file, found by walking this package, each reading bytes into facts and bars."""

from __future__ import annotations

import importlib
import pkgutil
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
