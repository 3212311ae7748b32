"""The theme: palette, fonts and sizes read from one TOML file, which every writer and every chart is fed from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from yanbao.core.fault import fault
from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal
from yanbao.report.contrast import legible

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
OWN = Path(__file__).with_name("theme.toml")
A4 = (595.28, 841.89)
LISTS = ("series", "bars")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #RRGGBB: ``series`` in the order a chart's marks take them, ``bars`` for bars behind a line.

    Those named ``_text`` are not chosen but follow from the others: the shade in which words of that colour can be read.
    """

    house: str
    accent: str
    series: tuple[str, ...]
    bars: tuple[str, ...]
    muted: str
    up: str
    down: str
    grid: str
    rule: str
    tint: str
    ink: str
    grey: str
    paper: str
    series_text: tuple[str, ...]
    up_text: str
    down_text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One house's look; lengths in points. ``font``: "print" is a family, "screen" a CSS stack."""

    light: Palette
    dark: Palette
    font: dict[str, str]
    size: dict[str, float]
    page: dict[str, float]
    chart: dict[str, float]

    @property
    def measure(self) -> float:
        """Width of the text column of an A4 page."""
        return A4[0] - 2 * self.page["side"]

    @property
    def half(self) -> float:
        """Width of one of two exhibits in a row."""
        return (self.measure - self.page["gutter"]) / 2


@cache
def load_theme(path: Path = OWN) -> Theme:
    """The theme of a TOML file, by default the one that ships; YanbaoError names the file and what is wrong in it."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        why = refusal(problem) if isinstance(problem, OSError) else fault(problem)
        raise YanbaoError(f"版式文件读不出来：{why}", str(path), "对照自带的 theme.toml 改正") from problem
    lengths = ("font", "size", "page", "chart")
    missing = [part for part in ("light", "dark", *lengths) if part not in read]
    if missing:
        raise YanbaoError(f"版式文件缺少 {'、'.join(missing)}", str(path), "对照自带的 theme.toml 补齐")
    light, dark = (_palette(read[part], part, path) for part in ("light", "dark"))
    return Theme(light, dark, *(dict(read[part]) for part in lengths))


def _palette(read: dict[str, Any], part: str, path: Path) -> Palette:
    names = [field.name for field in fields(Palette) if not field.name.endswith("_text")]
    for name in names:
        value = read.get(name)
        colours = value if isinstance(value, list) else [value]
        if not colours or not all(isinstance(colour, str) and COLOUR.fullmatch(colour) for colour in colours):
            raise YanbaoError(f"[{part}] {name} 不是 #RRGGBB 颜色：{value!r}", str(path), "改成六位十六进制颜色")
    chosen: dict[str, Any] = {name: tuple(read[name]) if name in LISTS else read[name] for name in names}
    words = {f"{name}_text": _words(chosen[name], chosen) for name in ("series", "up", "down")}
    return Palette(**chosen, **words)


def _words(colour: Any, palette: dict[str, Any]) -> Any:
    """The shade of words in a colour, or in each of several, on the palette's two grounds."""
    if isinstance(colour, tuple):
        return tuple(_words(held, palette) for held in colour)
    return legible(colour, palette["ink"], (palette["paper"], palette["tint"]))
