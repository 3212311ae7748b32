"""Tables of wording: one TOML file a section, keyed by the Chinese, and those of names and units."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yanbao.core.fault import fault
from yanbao.core.finding import YanbaoError

OWN = "house/names.{code}.toml"
"""Where a house keeps names in another language: of itself, its analysts, stocks (by code or name), news outlets."""
PLACE = re.compile(r"\\{(\w+)\\}")


@dataclass(frozen=True, eq=False)
class Tables:
    """``templates`` by the Chinese template; ``names`` by the Chinese name; ``patterns`` make names of names.

    ``units`` are (in prose, in brief, in heads) by the Chinese base unit; the first two have one place for the number.
    """

    templates: Mapping[str, str]
    names: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    units: Mapping[str, tuple[str, str, str]]

    def name(self, chinese: str) -> str | None:
        """A name, or a pattern of names all of whose parts are known: 申万通信 is SW Telecom."""
        if chinese in self.names or not chinese:
            return self.names.get(chinese, "")
        for pattern, made in self.patterns:
            if found := pattern.fullmatch(chinese):
                parts = {place: part if part.isascii() else self.name(part) for place, part in found.groupdict().items()}
                if None not in parts.values():
                    return made.format(**parts)
        return None

    def unit(self, base: str, brief: bool) -> str:
        """The pattern that sets a number in a unit; a unit nobody worded stands behind the number."""
        prose, short, _ = self.units.get(base, (f"{{}} {base}", f"{{}} {base}", base))
        return short if brief else prose

    def head(self, base: str) -> str:
        """The unit in a head."""
        return self.units.get(base, ("", "", base))[2]


def read_tables(code: str, own: str) -> Tables:
    """The package's tables of a language, with the house's ``own`` names before them; YanbaoError when those cannot be read."""
    packaged = packaged_tables(code)
    return Tables(packaged.templates, {**packaged.names, **own_names(own, code)}, packaged.patterns, packaged.units)


@cache
def packaged_tables(code: str) -> Tables:
    """What ships with the package."""
    held = dict(wordings(code))
    names, units = held.pop("names"), held.pop("units")
    templates = {chinese: str(said) for table in held.values() for chinese, said in table.items()}
    patterns = {chinese: said for chinese, said in names.items() if "{" in chinese}
    return Tables(
        templates,
        {chinese: said for chinese, said in names.items() if chinese not in patterns},
        tuple((re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(chinese))), said) for chinese, said in patterns.items()),
        {base: (said["prose"], said["brief"], said["head"]) for base, said in units.items()},
    )


def wordings(code: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each table of a language by its file's name."""
    for file in sorted((files("yanbao.report") / "wording" / code).iterdir(), key=lambda file: file.name):
        yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8"))


def own_names(text: str, code: str) -> dict[str, str]:
    """The house's names, or a YanbaoError that says what is wrong in them."""
    try:
        names = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise YanbaoError(f"名称表无法解析：{fault(error)}", OWN.format(code=code), "按提示的行修改；文件须为 UTF-8 编码的 TOML") from None
    if wrong := next((name for name, said in names.items() if not isinstance(said, str)), None):
        raise YanbaoError(f"“{wrong}”的名称不是文字", OWN.format(code=code), '写成 "中文名称" = "English name"')
    return names
