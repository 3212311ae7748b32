"""How an element of a page says of itself that nobody sees it."""

from __future__ import annotations

import re

GONE, BLANK = "gone", "blank"
"""How an element is not seen: it takes no room, or its room stays empty."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORTANT = re.compile(r"! {0,9}important")
NOTHING = re.compile(r"(?:0{1,9}(?:\.0{0,9})?|\.0{1,9})(?:[a-z]{1,4}|%)?")
HIDES = {
    "display": (re.compile(r"none"), GONE),
    "font-size": (NOTHING, GONE),
    "content-visibility": (re.compile(r"hidden"), GONE),
    "visibility": (re.compile(r"hidden|collapse"), BLANK),
    "opacity": (NOTHING, BLANK),
}
"""Properties of a style that hide an element, with the values that do."""


def hidden_by(stated: dict[str, str | None]) -> str:
    """How an element says of itself that nobody sees it; empty for one that is seen. Sheets of styles are not read.

    What is only left out for those who listen (aria-hidden) is seen.
    """
    style = styled(stated.get("style") or "")
    if "hidden" in stated and "display" not in style:
        return GONE
    for name, told in style.items():
        values, way = HIDES.get(name, (None, ""))
        if values and values.fullmatch(told):
            return way
    return ""


def styled(style: str) -> dict[str, str]:
    """The properties of an element's own style; of one that is stated twice the last counts, but for an !important one."""
    last: dict[str, str] = {}
    firm: dict[str, str] = {}
    for part in COMMENT.sub("", style).lower().split(";"):
        name, _, told = part.partition(":")
        value = IMPORTANT.sub("", told)
        (firm if value != told else last)[name.strip()] = value.strip()
    return last | firm
