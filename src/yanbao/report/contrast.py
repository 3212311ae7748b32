"""Contrast of words with their ground, by the formula of WCAG 2.2, and the shade in which a colour can be read."""

from __future__ import annotations

from collections.abc import Iterable

READABLE = 4.5
"""Contrast that level AA asks of body text."""
STEPS = 50


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #RRGGBB."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, from 0 for black to 1 for white."""
    parts = (part / 255 for part in channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, ink: str, grounds: Iterable[str]) -> str:
    """The colour itself where words in it can be read on every ground, else the least mixed with ``ink`` that can."""
    grounds = tuple(grounds)
    mixed = (mix(ink, colour, step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in mixed if all(contrast(shade, ground) >= READABLE for ground in grounds)), ink)


def mix(one: str, other: str, share: float) -> str:
    """A mixture that holds ``share`` of the first colour."""
    parts = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02X}" for first, second in parts)
