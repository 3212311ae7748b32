"""Checks: one file a rule; each is a generator of findings over the finished report, fed by the names of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from yanbao.core.finding import Finding
from yanbao.report.checks.read_back import Coverage, coverage

__all__ = ["Check", "Coverage", "checks", "coverage", "discover"]

Check = Callable[..., Iterable[Finding]]


def discover() -> dict[str, ModuleType]:
    """Every module of this package by name; one that begins with an underscore is no check."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def checks() -> dict[str, Check]:
    """Every check by name: the function that bears its module's name; AttributeError when a module lacks it."""
    return {name: getattr(module, name) for name, module in discover().items()}
