"""What of a page nobody sees: elements that hide themselves, and where such an element ends, told or not."""

from __future__ import annotations

import re
from collections import Counter


def tags(words: str) -> frozenset[str]:
    """Names of elements, parted by spaces."""
    return frozenset(words.split())


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


PARAGRAPH_ENDS = tags(
    "address article aside blockquote div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section"
    " table ul"
)
"""Elements before which a paragraph ends."""
ROW, CELL = frozenset(("tr",)), frozenset(("td", "th"))
PARTS = frozenset(("thead", "tbody", "tfoot"))
ENDED = {
    "p": PARAGRAPH_ENDS,
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option", "optgroup")),
    "td": CELL | ROW | PARTS,
    "th": CELL | ROW | PARTS,
    "tr": ROW | PARTS,
    **dict.fromkeys(PARTS, PARTS),
}
"""Elements whose end tag may be left out, and those whose beginning ends them (HTML standard, 13.1.2.4)."""
WITHIN = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "option": ("select",)}
"""What such an element stands in: an inner one of these begins anew."""
AROUND = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "body",
        "details",
        "div",
        "dl",
        "footer",
        "form",
        "header",
        "main",
        "ol",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements whose end ends what they hold."""
SEEN_BACK = 40
"""How many open elements are looked through for one that ends."""


class Covering:
    """The elements open inside of one that hides itself, that one first."""

    def __init__(self, tag: str) -> None:
        """The hidden element begins."""
        self.open = [tag]
        self.held = Counter(self.open)

    def begin(self, tag: str, void: bool) -> bool:
        """An element begins: whether it ends the hidden one, whose end tag was left out, and so stands outside of it."""
        for back in range(len(self.open) - 1, max(-1, len(self.open) - 1 - SEEN_BACK), -1):
            inner = self.open[back]
            if tag in ENDED.get(inner, ()):
                self._cut(back)
                break
            if inner == "table" or tag in ENDED and inner in WITHIN.get(tag, ()):
                break
        if not self.open:
            return True
        if not void:
            self.open.append(tag)
            self.held[tag] += 1
        return False

    def end(self, tag: str) -> tuple[bool, bool]:
        """An end tag: whether the hidden element ends with it, and whether the tag is of an element around, which is still to be closed."""
        if self.held[tag]:
            self._cut(len(self.open) - 1 - self.open[::-1].index(tag))
            return not self.open, False
        return (True, True) if tag in AROUND and self.open[0] in ENDED else (False, False)

    def _cut(self, place: int) -> None:
        """Close all from a place on."""
        for tag in self.open[place:]:
            self.held[tag] -= 1
        del self.open[place:]
