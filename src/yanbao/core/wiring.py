"""Wiring by name: a function is fed because its parameters are the names of inputs, of measures, or of the run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class WiringError(Exception):
    """A name nobody provides, a name two provide, or a circle: raised at start, before anything is computed."""


@dataclass(frozen=True)
class Provider:
    """One named value: the function that makes it, the names it needs, and its one-line explanation."""

    name: str
    make: Callable[..., Any]
    needs: tuple[str, ...]
    doc: str
    where: str

    @classmethod
    def of(cls, function: Callable[..., Any]) -> Provider:
        """The provider a plain function is: its name, its parameters, the first line of its docstring."""
        needs = tuple(inspect.signature(function).parameters)
        doc = (inspect.getdoc(function) or "").partition("\n")[0]
        return cls(function.__name__, function, needs, doc, function.__module__)


class Wiring:
    """Providers and given values by name; values are made when first asked for, once each."""

    def __init__(self, providers: Iterable[Provider], given: Mapping[str, Any]) -> None:
        """Check the whole wiring; WiringError names the culprit."""
        self.providers: dict[str, Provider] = {}
        self._values: dict[str, Any] = dict(given)
        for provider in providers:
            self._admit(provider)
        for name in self.providers:
            self._check(name, ())

    def _admit(self, provider: Provider) -> None:
        other = self.providers.get(provider.name)
        if other or provider.name in self._values:
            first = other.where if other else "the run itself"
            raise WiringError(f"two providers of '{provider.name}': {first} and {provider.where}; rename one")
        self.providers[provider.name] = provider

    def _check(self, name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise WiringError(f"circle of measures: {' -> '.join((*path, name))}; break it by splitting one of them")
        if name in self._values:
            return
        if name not in self.providers:
            user = self.providers[path[-1]].where if path else "the caller"
            raise WiringError(f"nobody provides '{name}', needed by {path[-1] if path else '?'} ({user})")
        for need in self.providers[name].needs:
            self._check(need, (*path, name))

    def get(self, name: str) -> Any:
        """The value called ``name``, made now if it was not yet."""
        if name not in self._values:
            self._check(name, ())
            provider = self.providers[name]
            self._values[name] = provider.make(*(self.get(need) for need in provider.needs))
        return self._values[name]

    def feed(self, function: Callable[..., Any], **extra: Any) -> Any:
        """Call a function with what its parameters name; ``extra`` are values only this call has."""
        needs = inspect.signature(function).parameters
        return function(*(extra[need] if need in extra else self.get(need) for need in needs))

    def check(self, function: Callable[..., Any], *extra: str) -> None:
        """WiringError unless every parameter of ``function`` can be provided, here or by the call itself (``extra``)."""
        for need in inspect.signature(function).parameters:
            if need not in self._values and need not in self.providers and need not in extra:
                raise WiringError(f"nobody provides '{need}', needed by {function.__module__}.{function.__name__}")
