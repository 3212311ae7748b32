"""Families of checks: one file each; a generator of verdicts over a reading, whose docstring is the rule.

The calling convention is that of measures: a family is called with the reading first, and with what its further parameters
name: ``securities`` (names by code), ``known`` (what the warehouse holds). ``families(known=..., securities=...)`` gives the
families that can be fed, each bound to what it asks for and callable with the reading alone; one whose input is not at hand
is left out, and so counts for nothing in the coverage. A module names itself for the user in ``TITLE`` and states its rule in
``RULE``, one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from yanbao.review.reading import Reading, Verdict

Family = Callable[[Reading], Iterator[Verdict]]


def families(**inputs: Any) -> dict[str, Family]:
    """Every family by name that the inputs can feed: the function that bears its module's name; ``_name`` is none."""
    found = {name: getattr(module, name) for name, module in discover().items()}
    return {name: bound(family, inputs) for name, family in found.items() if needs(family) <= inputs.keys()}


def discover() -> dict[str, ModuleType]:
    """Every module of this package by name; one that begins with an underscore is no family."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def needs(family: Callable[..., Iterator[Verdict]]) -> set[str]:
    """The inputs a family asks for besides the reading, by the names of its parameters."""
    return set(list(signature(family).parameters)[1:])


def bound(family: Callable[..., Iterator[Verdict]], inputs: dict[str, Any]) -> Family:
    """The family as a function of the reading alone; under its own name, module and docstring."""
    asked = {name: inputs[name] for name in needs(family)}

    @wraps(family)
    def checked(reading: Reading) -> Iterator[Verdict]:
        return family(reading, **asked)

    return checked if asked else family
