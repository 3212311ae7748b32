"""Charts to SVG through vl-convert, each drawing kept by the digest of what it draws and of what draws it."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from functools import cache as once
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.core.whole_files import write_whole
from yanbao.report.blocks import Exhibit
from yanbao.report.charts.config import vega_config
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.spec import vega_spec
from yanbao.report.theme import Theme

FONT_PACKAGE = "justmytype_intl_cjk"
DRAWN_BY = ("vl-convert-python", "justmytype-intl-cjk")
WEIGHTS = "<style>text{font-variation-settings:'wght' 400}text[font-weight=bold]{font-variation-settings:'wght' 700}</style>"
"""The wheel's font is variable and its default instance thin: SVG renderers need the weight as an axis value."""


def font_folder() -> Path:
    """The folder of the wheel that holds Noto Sans SC and no other family; YanbaoError when the wheel is not there."""
    found = find_spec(FONT_PACKAGE)
    folder = Path(found.origin).parent / "fonts" / "ofl" / "notosanssc" if found and found.origin else None
    if folder is None or not folder.is_dir():
        raise YanbaoError("没有中文字体 Noto Sans SC", FONT_PACKAGE, "重新安装依赖：make install")
    return folder


def chart_svg(exhibit: Exhibit, theme: Theme, cache: Path, frame: Frame | None = None) -> str:
    """The SVG of an exhibit's chart, from ``cache`` when it was drawn before; the same bytes either way."""
    spec, config = vega_spec(exhibit, theme, frame), vega_config(theme)
    content = json.dumps([spec, config, WEIGHTS, versions()], ensure_ascii=False, sort_keys=True)
    kept = cache / f"{hashlib.sha256(content.encode()).hexdigest()}.svg"
    svg = drawn_before(kept)
    if not svg:
        svg = draw(spec, config)
        keep(kept, svg)
    return svg


def drawn_before(kept: Path) -> str:
    """The whole drawing in a file of the cache; empty where there is none, or a crash left a part of it."""
    try:
        svg = kept.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return svg if svg.startswith("<svg") and svg.endswith("</svg>") else ""


def draw(spec: dict[str, object], config: dict[str, object]) -> str:
    """Draw a specification; nothing is fetched, whatever it names."""
    import vl_convert

    register_font()
    svg = vl_convert.vegalite_to_svg(spec, config=config, allowed_base_urls=[])
    head, _, rest = svg.partition(">")
    return f"{head}>{WEIGHTS}{rest}"


@once
def register_font() -> None:
    """Let vl-convert measure text with the font it will be set in; without, label widths are guessed."""
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))


@once
def versions() -> list[str]:
    """What draws, so that an upgrade draws anew."""
    return [f"{name} {metadata.version(name)}" for name in DRAWN_BY]


def keep(path: Path, text: str) -> None:
    """Write beside and rename, so that a reader sees the whole drawing or none; a cache on a full disk costs only time."""
    with suppress(OSError):
        write_whole(path, text.encode())
