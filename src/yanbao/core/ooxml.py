"""The words of a Word file's XML: which elements set characters, which runs are hidden, and what is boxed apart from its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
P, R, T, SYM, TABLE, BOX = (W + name for name in ("p", "r", "t", "sym", "tbl", "txbxContent"))
STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w{1,40})/(\w{1,40})")
"""Namespaces and types of relationships in the strict form of the standard (ISO/IEC 29500-1), which Word writes on demand."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PROPERTIES = ("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr")
UNSEEN = frozenset((*(W + name for name in (*PROPERTIES, "del", "moveFrom", "delText", "instrText")), FALLBACK))
"""Elements whose content nobody sees once all changes are accepted: what was deleted, what dresses, and a second rendering."""
SET = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
"""Elements of a run that set one character."""
SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    + "\ufffd" * 33
    + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
"""The characters of the font Symbol from code 0x20 on, by the table that the Unicode Consortium publishes for it."""
EQUATION = M + "oMath"
ARGUMENTS = {M + "num": "", M + "den": "/", M + "sub": "_", M + "sup": "^", M + "lim": "_"}
"""Arguments of an equation that are set above or below others, with the sign that a line has for it."""
SEVERAL = {M + "d": "|", M + "m": ";", M + "mr": ",", M + "eqArr": ";"}
"""Parts of an equation that hold several alike, with what parts these."""
SINGLE = re.compile(r"[\w.,%]*")
DEEPEST = 20
"""Styles that stand on each other; more are a circle."""


def usual(xml: str) -> str:
    """A part's XML with the names of the usual form of the standard."""
    return STRICT.sub(r"http://schemas.openxmlformats.org/\1/2006/\2", xml)


def characters(element: Element) -> str | None:
    """What an element sets by itself; None for one that sets nothing."""
    if element.tag == T:
        return element.text or ""
    return symbol(element.get(W + "font") or "", element.get(W + "char") or "") if element.tag == SYM else SET.get(element.tag)


def symbol(font: str, code: str) -> str:
    """One character of a font by its code in hexadecimal digits, which symbol fonts have from F000 on.

    What a code draws only its font tells: that of Symbol is known; of another the character stays one of the private area.
    """
    try:
        number = int(code, 16) if len(code) <= 6 else 0
        if font.strip().lower() != "symbol":
            return chr(number) if number >= 0x20 and not 0xD800 <= number <= 0xDFFF else "\ufffd"
        place = number - (0xF000 if number >= 0xF000 else 0) - 0x20
        return SYMBOL[place] if 0 <= place < len(SYMBOL) else "\ufffd"
    except (ValueError, OverflowError):
        return "\ufffd"


def value(parent: Element, path: str) -> str:
    """The value that a property states; empty when it is not there."""
    found = parent.find(W + path)
    return (found.get(W + "val") or "") if found is not None else ""


def stated(properties: Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None where it is not stated."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else (found.get(W + "val") or "true") not in ("0", "false", "off")


def is_shown(row: Element) -> bool:
    """Whether a row of a table is seen: neither deleted nor hidden (w:trPr)."""
    properties = row.find(W + "trPr")
    return properties is None or properties.find(W + "del") is None and not stated(properties, "hidden")


@dataclass(frozen=True)
class Hiding:
    """What hides runs (w:vanish) by styles: the ids of styles that turn it, whether plain paragraphs do, and whether all text does.

    A toggle property (ISO/IEC 29500-1, 17.7.3): what a run states by itself counts; else what is on for all text; else a
    paragraph's style and a run's turn it, and both together turn it back. w:webHidden hides on a web page alone, so that what it
    marks, the page numbers of contents, is seen in print.
    """

    turning: frozenset[str] = frozenset()
    plain: bool = False
    everything: bool = False

    def styled(self, paragraph: Element) -> bool:
        """Whether a paragraph's style turns its runs hidden."""
        style = value(paragraph, f"pPr/{W}pStyle")
        return style in self.turning if style else self.plain

    def hides(self, dress: Element | None, styled: bool) -> bool:
        """Whether a run with these properties (w:rPr) is hidden, in a paragraph whose style turns runs hidden, or not."""
        own = stated(dress, "vanish")
        turned = dress is not None and bool(self.turning) and value(dress, "rStyle") in self.turning
        return own if own is not None else self.everything or styled != turned

    def runs_on(self, paragraph: Element, unhidden: bool = False) -> bool:
        """Whether a paragraph's mark is deleted, or hidden, so that the next paragraph goes on in its line.

        ``unhidden`` looks at the document as if nothing were hidden.
        """
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            return False
        gone = any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
        return gone or not unhidden and (bool(stated(mark, "specVanish")) or self.hides(mark, self.styled(paragraph)))


OPEN = Hiding()
"""Nothing is hidden by styles."""


def hiding(styles: Element | None) -> Hiding:
    """What hides runs in a file whose part of styles has this root; it may have none."""
    if styles is None or next(styles.iter(W + "vanish"), None) is None:
        return OPEN
    held = {style.get(W + "styleId") or "": style for style in styles.iter(W + "style")}
    turning = frozenset(key for key in held if key and _turns(key, held))
    plain = (key for key, style in held.items() if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"))
    return Hiding(turning, next(plain, "") in turning, bool(stated(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), "vanish")))


def _turns(key: str, held: Mapping[str, Element]) -> bool:
    """Whether a style, or else the nearest that it is based on and that says so, hides."""
    for _ in range(DEEPEST):
        style = held.get(key)
        if style is None:
            return False
        if (own := stated(style.find(W + "rPr"), "vanish")) is not None:
            return own
        key = value(style, "basedOn")
    return False


@dataclass
class Shown:
    """Tells which of a paragraph's characters are seen; those that are not come as ``hidden`` ones, at their place."""

    paragraph: Element
    hiding: Hiding = OPEN
    styled: bool = field(init=False)

    def __post_init__(self) -> None:
        """Ask the paragraph's style once."""
        self.styled = self.hiding.styled(self.paragraph)

    def conceals(self, element: Element) -> bool:
        """Whether an element is a hidden run, or a drawing that was switched off."""
        if element.tag in (R, M + "r"):
            return self.hiding.hides(element.find(W + "rPr"), self.styled)
        drawn = element.find(DRAWING)
        return drawn is not None and drawn.get("hidden") in ("1", "true")

    def texts(self) -> Iterator[tuple[str, bool, bool]]:
        """What the elements of the paragraph set, whether it is hidden, and whether it is an equation, which has no characters of its own.

        What is boxed in the paragraph is not part of it.
        """
        return self._texts(self.paragraph, False)

    def equation(self, element: Element) -> str:
        """What is seen of an equation (m:oMath, ISO/IEC 29500-1, 22.1) in one line: a fraction as a/b, a power as a^b."""
        if (told := characters(element) if element.tag != M + "t" else element.text or "") is not None:
            return told
        if element.tag in UNSEEN or element.tag.endswith("Pr") or self.conceals(element):
            return ""
        parts = [line_of(child, words) for child in element if (words := self.equation(child))]
        return enclosed(element, SEVERAL.get(element.tag, "").join(parts))

    def _texts(self, element: Element, hidden: bool) -> Iterator[tuple[str, bool, bool]]:
        for child in element:
            if (told := characters(child)) is not None:
                yield told, hidden, False
            elif child.tag == EQUATION:
                yield self.equation(child), hidden, True
                yield (
                    "".join(told.text or "" for run in child.iter(M + "r") if self.conceals(run) for told in run.iter(M + "t")),
                    True,
                    True,
                )
            elif child.tag not in UNSEEN and child.tag not in (P, BOX):
                yield from self._texts(child, hidden or self.conceals(child))

    def boxes(self) -> Iterator[tuple[Element, bool]]:
        """The contents of the text boxes anchored in the paragraph, and whether they are hidden."""
        return self._boxes(self.paragraph, False)

    def _boxes(self, element: Element, hidden: bool) -> Iterator[tuple[Element, bool]]:
        for child in element:
            if child.tag == BOX:
                yield child, hidden
            elif child.tag not in UNSEEN:
                yield from self._boxes(child, hidden or self.conceals(child))


def line_of(argument: Element, words: str) -> str:
    """An argument of an equation as it stands in one line; one of several terms that is set above or below is put in brackets."""
    sign = ARGUMENTS.get(argument.tag)
    return words if sign is None else sign + (words if SINGLE.fullmatch(words) else f"({words})")


def enclosed(part: Element, words: str) -> str:
    """The words of a part of an equation with the signs that its kind sets around or before them."""
    if part.tag == M + "d":
        return mark_of(part, "dPr", "begChr", "(") + words + mark_of(part, "dPr", "endChr", ")")
    if part.tag == M + "nary":
        return mark_of(part, "naryPr", "chr", "∫") + words
    return (f"√{words}" if SINGLE.fullmatch(words) else f"√({words})") if part.tag == M + "rad" else words


def mark_of(part: Element, properties: str, name: str, usual_one: str) -> str:
    """The sign that a part of an equation states for itself, or else the usual one."""
    found = part.find(f"{M}{properties}/{M}{name}")
    return usual_one if found is None else found.get(M + "val") or ""
