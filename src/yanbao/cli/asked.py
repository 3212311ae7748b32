"""A command whose arguments and options are the fields of a dataclass, for those that take more than a few."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


def asking(asked: Callable[..., T], command: Callable[[T], None]) -> Callable[..., None]:
    """The command as typer wants it: one parameter a field, its help and default taken from the dataclass ``asked``."""

    def run(**given: Any) -> None:
        command(asked(**given))

    hints = get_type_hints(asked, include_extras=True)
    parameters = inspect.signature(asked).parameters.values()
    kinds = [one.replace(annotation=hints[one.name], kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    run.__signature__ = inspect.Signature(kinds)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: hints[one.name] for one in parameters}
    run.__doc__ = command.__doc__
    run.__name__ = command.__name__
    return run
