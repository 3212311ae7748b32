"""What a page carries inside itself: its style with the theme's colours, its script, the chart library, and their hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import metadata
from pathlib import Path

from yanbao.report.blocks import Issue
from yanbao.report.charts.render import keep
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.theme import Palette, Theme

HERE = Path(__file__).parent
LITERAL = re.compile(r'"[^"\n]*[\u3000-\u9fff\uff00-\uffef][^"\n]*"')
"""A string of the script that a reader sees."""
EXPORT = "window.vegaEmbed = vegaEmbed;"


def style(theme: Theme, issue: Issue) -> str:
    """The style sheet: colours of the theme as variables, then ours."""
    light, dark = variables(theme.light), variables(theme.dark)
    head = (
        f":root{{{light};--font:{theme.font['screen']};color-scheme:light}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark};color-scheme:dark}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark};color-scheme:dark}}}}\n"
    )
    return (
        head + drawn(theme.light) + running(issue) + asset("report.css") + ("" if issue.language is CHINESE else original(issue.language))
    )


def original(language: Language) -> str:
    """How words look that stay in their own language: sentences end with a small mark, which is no part of their text."""
    told = css_string("ZH")
    return (
        f".prose::after{{content:{told};margin:0 .35em;padding:0 .3em;border:1px solid var(--rule);border-radius:2px;"
        "font-size:.625rem;font-weight:400;color:var(--grey);vertical-align:.1em}\n"
    )


def variables(palette: Palette) -> str:
    """The palette as custom properties."""
    return ";".join(f"--{name}:{colour}" for name, colour in colours(palette))


def colours(palette: Palette) -> Iterator[tuple[str, str]]:
    """Each colour by its name; those of a row are numbered."""
    for field in fields(palette):
        held, name = getattr(palette, field.name), field.name.replace("_", "-")
        if isinstance(held, str):
            yield name, held
        else:
            yield from ((f"{name}-{place}", colour) for place, colour in enumerate(held))


def drawn(light: Palette) -> str:
    """Drawings are made in light colours; these rules let them follow the page into the dark.

    Where two names share a colour the one for series wins, since drawings hold series more than headings.
    """
    words = {colour.lower(): name for name, colour in colours(light) if "-text" in name}
    names = {colour.lower(): name for name, colour in colours(light) if "-text" not in name}
    names |= {colour.lower(): f"series-{place}" for place, colour in enumerate(light.series)}
    names |= {light.up.lower(): "up"}
    rules = [f'.chart svg [{kind}="{colour}" i]{{{kind}:var(--{name})}}' for colour, name in names.items() for kind in ("fill", "stroke")]
    rules += [f'.chart svg text[fill="{colour}" i]{{fill:var(--{name})}}' for colour, name in words.items()]
    return "\n".join(rules) + "\n"


def running(issue: Issue) -> str:
    """Running head and foot of the printed page."""
    words = issue.language.words
    running_title = words("{sector}行业周报  {day}", sector=issue.sector, day=issue.week.last)
    head, foot, notice = map(css_string, (words("证券研究报告"), running_title, words("请务必阅读文末重要声明")))
    pages = words("'第 ' counter(page) ' 页，共 ' counter(pages) ' 页'")
    return (
        f"@page{{@top-left{{content:{head}}}@top-right{{content:{foot}}}@bottom-left{{content:{notice}}}"
        f"@bottom-right{{content:{pages}}}}}\n"
    )


def css_string(text: str) -> str:
    """A CSS string that cannot end itself or the style element."""
    return '"' + "".join(c if c.isalnum() or c in " -，。（）" else f"\\{ord(c):x} " for c in text) + '"'


def asset(name: str) -> str:
    """A file that ships beside this module."""
    return (HERE / name).read_text(encoding="utf-8")


def script(language: Language) -> str:
    """The page's own script, its labels in the page's language."""
    text = asset("report.js")
    return text if language is CHINESE else LITERAL.sub(lambda found: json.dumps(language.words(found[0][1:-1]), ensure_ascii=False), text)


def chart_library(cache: Path) -> str:
    """Vega, Vega-Lite and Vega-Embed as vl-convert hands them out, kept by its version."""
    version = metadata.version("vl-convert-python")
    kept = cache / f"vega-{version}.js"
    try:
        return kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        import vl_convert

        text = vl_convert.javascript_bundle(EXPORT).replace("\r", "").replace("</script", "<\\/script").replace("<!--", "<\\!--")
        keep(kept, text)
        return text


def policy(*scripts: str) -> str:
    """The content security policy: these scripts and no others, and nothing from any network."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
