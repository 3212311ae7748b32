"""The theme: words can be read on every ground they stand on, and lines be told apart by eyes that see fewer colours."""

from __future__ import annotations

import math
import re
from dataclasses import fields
from itertools import combinations, product
from pathlib import Path

import pytest

from yanbao.report.contrast import contrast, legible
from yanbao.report.theme import OWN, Palette, load_theme

THEME = load_theme()
PALETTES = pytest.mark.parametrize("palette", [THEME.light, THEME.dark], ids=["light", "dark"])
CSS = (OWN.parent / "writers/html/report.css").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2; told here once more, lest the theme be measured with its own yardstick."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def words(palette: Palette) -> dict[str, str]:
    """Every colour that words are set in, by its name in the style sheet."""
    found = {name: getattr(palette, name) for name in ("ink", "grey", "house", "accent")}
    for field in fields(palette):
        if field.name.endswith("_text"):
            held, name = getattr(palette, field.name), field.name.replace("_", "-")
            found |= {name: held} if isinstance(held, str) else {f"{name}-{place}": colour for place, colour in enumerate(held)}
    return found


@PALETTES
def test_words_can_be_read_by_weak_eyes(palette: Palette) -> None:
    pairs = [
        (name, colour, ground, getattr(palette, ground)) for (name, colour), ground in product(words(palette).items(), ("paper", "tint"))
    ]
    pairs += [("paper", palette.paper, ground, getattr(palette, ground)) for ground in ("house", "accent", "grey")]
    assert len(pairs) == 27
    pale = [
        f"{name} {colour} on {ground}: {ratio(colour, under):.2f}" for name, colour, ground, under in pairs if ratio(colour, under) < 4.5
    ]
    assert not pale, "WCAG AA asks for 4.5"


def test_the_style_sheet_sets_words_in_no_other_colour() -> None:
    used = set(re.findall(r"(?<![\w-])color:var\(--([\w-]+)\)", CSS))
    assert {"ink", "grey", "up-text", "down-text"} <= used
    assert used - set(words(THEME.light)) == {"paper"}


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01), "the palest grey that passes"
    assert contrast("#E08A00", "#FFFFFF") == pytest.approx(ratio("#E08A00", "#FFFFFF"))
    assert contrast("#E08A00", "#FFFFFF") < 3, "the amber of lines is none for words"


def test_a_pale_colour_is_darkened_for_words_and_a_strong_one_is_left_alone() -> None:
    assert legible("#0B2E59", "#1B2430", ["#FFFFFF"]) == "#0B2E59"
    made = legible("#E08A00", "#1B2430", ["#FFFFFF", "#F3F6FA"])
    assert 4.5 <= ratio(made, "#F3F6FA") < 5
    assert legible("#FFFF00", "#1B2430", ["#FFFFFF", "#000000"]) == "#1B2430", "where nothing can be read on both, ink"


def test_a_house_chooses_colours_and_the_shades_of_words_follow(tmp_path: Path) -> None:
    own = tmp_path / "theme.toml"
    own.write_text(OWN.read_text(encoding="utf-8").replace("#E08A00", "#F5E050"), encoding="utf-8")
    light = load_theme(own).light
    assert light.series[1] == "#F5E050"
    assert ratio(light.series_text[1], light.tint) >= 4.5


DEFICIENT = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What is left of red, green and blue light for eyes without one kind of cone (Machado, Oliveira and Fernandes 2009)."""


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """A colour in Oklab as these eyes see it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (min(max(sum(map(math.prod, zip(row, light, strict=True))), 0), 1) for row in DEFICIENT[eyes])
    cones = (
        math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue),
        math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue),
        math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue),
    )
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    lightness, green_red, blue_yellow = (sum(map(math.prod, zip(row, cones, strict=True))) for row in rows)
    return lightness, green_red, blue_yellow


def apart(colours: tuple[str, ...]) -> float:
    """The least distance between any two of them for any of these eyes; a hundredth or two can just be seen."""
    return min(math.dist(seen(one, eyes), seen(other, eyes)) for one, other in combinations(colours, 2) for eyes in DEFICIENT)


@PALETTES
def test_five_lines_can_be_told_apart_by_the_colour_blind(palette: Palette) -> None:
    assert apart(palette.series[:5]) > 0.04


def test_why_the_order_is_not_that_of_the_look() -> None:
    navy, amber, teal, red, _, slate = THEME.light.series
    assert apart((navy, amber)) > 1.5 * apart((navy, red)), "most charts have two lines"
    assert apart((teal, slate)) < 0.02, "slate comes last, and not behind teal"
