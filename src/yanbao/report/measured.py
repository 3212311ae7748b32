"""What a measure is called where people read it; the name that the program has for it stands in the figure's id."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from yanbao.report.language.chinese import CHINESE, Language

NAMES = Path(__file__).with_name("measures.toml")


def measure_name(measure: str, language: Language = CHINESE) -> str:
    """The measure's name: Chinese from ``measures.toml``, else the words of its own; one of a house's own keeps those too."""
    named = names().get(measure) if language is CHINESE else None
    return named or measure.replace("_", " ")


@cache
def names() -> Mapping[str, str]:
    """Chinese names by the names of the program."""
    return tomllib.loads(NAMES.read_text(encoding="utf-8"))
