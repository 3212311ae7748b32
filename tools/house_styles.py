"""The styles of the shipped Word template, from the theme: one line a style, so that a house can read what to set in its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yanbao.report.theme import Theme, load_theme
from yanbao.report.writers.word.styles import CHARACTERS, PARAGRAPHS, TABLES

THEMED = {"ink": "text1", "paper": "background1", "house": "text2", "tint": "background2"}
"""Colours that the template's own theme holds, so that another theme chosen in Word changes them everywhere."""
FONTS = {
    "minor": '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>',
    "major": '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/>',
}
PROOFING = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


@dataclass(frozen=True)
class Ink:
    """The theme's colours and lengths as Word writes them: hexadecimal, half points for type, twentieths of a point else."""

    theme: Theme

    def hex(self, name: str) -> str:
        """A colour without its sign."""
        held: str = getattr(self.theme.light, name)
        return held.lstrip("#")

    def colour(self, name: str) -> str:
        """The colour of words."""
        themed = f' w:themeColor="{THEMED[name]}"' if name in THEMED else ""
        return f'<w:color w:val="{self.hex(name)}"{themed}/>'

    def shade(self, name: str) -> str:
        """The ground of a paragraph or a cell."""
        themed = f' w:themeFill="{THEMED[name]}"' if name in THEMED else ""
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{self.hex(name)}"{themed}/>'

    def rule(self, side: str, name: str, eighths: int, space: int = 0) -> str:
        """A line at one side: its colour, its width in eighths of a point, its distance from the words in points."""
        themed = f' w:themeColor="{THEMED[name]}"' if name in THEMED else ""
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{self.hex(name)}"{themed}/>'

    def size(self, name: str) -> str:
        """The size of type."""
        halves = round(self.theme.size[name] * 2)
        return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def spacing(before: float = 0, after: float = 0, line: float = 0) -> str:
    """Room above and below in points, and the least height of a line; a line's own height when none is given."""
    least = f' w:line="{round(line * 20)}" w:lineRule="atLeast"' if line else ' w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{least}/>'


def styles(theme: Theme | None = None) -> str:
    """``word/styles.xml``."""
    ink = Ink(theme or load_theme())
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS['minor']}{ink.size('body')}{PROOFING}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    made = [*base(ink), *running(ink), *prose(ink), *exhibits(ink), *cover(ink), *contents(ink), *characters(ink), *tables(ink)]
    return defaults + LATENT + "".join(made)


def named() -> dict[str, str]:
    """The id of each style by its name."""
    return {name: key for key, name in re.findall(r'w:styleId="(\w+)"><w:name w:val="([^"]+)"', styles())}


LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
)


def style(kind: str, key: str, name: str, inside: str, parents: str = "", gallery: bool = True) -> str:
    """One style; ``parents`` are basedOn, next and link, in that order."""
    custom = "" if name[0].isascii() else ' w:customStyle="1"'
    shown = "<w:qFormat/>" if gallery else ""
    return f'<w:style w:type="{kind}"{custom} w:styleId="{key}"><w:name w:val="{name}"/>{parents}{shown}{inside}</w:style>'


def based(parent: str, follower: str = "") -> str:
    """What a style is based on, and the style of the paragraph behind it."""
    return f'<w:basedOn w:val="{parent}"/>' + (f'<w:next w:val="{follower}"/>' if follower else "")


def para(key: str, name: str, layout: str, type_: str = "", parent: str = "Normal", follower: str = "") -> str:
    """A paragraph style: its layout (pPr) and its type (rPr)."""
    inside = (f"<w:pPr>{layout}</w:pPr>" if layout else "") + (f"<w:rPr>{type_}</w:rPr>" if type_ else "")
    return style("paragraph", key, name, inside, based(parent, follower))


def base(ink: Ink) -> list[str]:
    """What all others stand on. Ink is the colour of Normal, not of the defaults: LibreOffice lets these win in tables."""
    return [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl/><w:snapToGrid w:val="0"/></w:pPr>'
        f"<w:rPr>{ink.colour('ink')}</w:rPr></w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        f'<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins(0, 108)}</w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>',
    ]


def running(ink: Ink) -> list[str]:
    """Running head and foot: a tab at the right edge of the page's text."""
    right = f'<w:tabs><w:tab w:val="right" w:pos="{round(ink.theme.measure * 20)}"/></w:tabs>'
    small = ink.colour("grey") + ink.size("small")
    return [
        para("Header", PARAGRAPHS["header"], f"<w:pBdr>{ink.rule('bottom', 'house', 6, 4)}</w:pBdr>{right}", small),
        para("Footer", PARAGRAPHS["footer"], f"<w:pBdr>{ink.rule('top', 'rule', 4, 4)}</w:pBdr>{right}", small),
    ]


def prose(ink: Ink) -> list[str]:
    """Headings, paragraphs, points and news."""
    heading = f"{FONTS['major']}<w:b/><w:bCs/>{ink.colour('house')}"
    kept = "<w:keepNext/><w:keepLines/>"
    line = ink.theme.size["body"] * 1.6
    ruled = f"<w:pBdr>{ink.rule('bottom', 'house', 6, 5)}</w:pBdr>"
    body, leading = "BodyText", ink.theme.size["heading1"] * 1.3
    return [
        para("Title", PARAGRAPHS["title"], f"{spacing(4, 10, 26)}", f"{heading}{ink.size('title')}", follower=body),
        para(
            "Heading1",
            PARAGRAPHS["heading1"],
            f'{kept}{ruled}{spacing(18, 8, leading)}<w:outlineLvl w:val="0"/>',
            f"{heading}{ink.size('heading1')}",
            follower=body,
        ),
        para(
            "Heading2",
            PARAGRAPHS["heading2"],
            f'{kept}{spacing(12, 5)}<w:outlineLvl w:val="1"/>',
            f"{heading}{ink.size('heading2')}",
            follower=body,
        ),
        para(
            "Heading3",
            PARAGRAPHS["heading3"],
            f'{kept}{spacing(9, 3)}<w:outlineLvl w:val="2"/>',
            f"{heading}{ink.size('heading3')}",
            follower=body,
        ),
        para("BodyText", PARAGRAPHS["flush"], f'{spacing(0, 2, line)}<w:jc w:val="both"/>'),
        para("BodyTextFirstIndent", PARAGRAPHS["prose"], '<w:ind w:firstLineChars="200" w:firstLine="400"/>', parent=body),
        para("Point", PARAGRAPHS["point"], '<w:numPr><w:numId w:val="1"/></w:numPr>', parent=body),
        para("NewsTitle", PARAGRAPHS["news"], f"{kept}{spacing(6, 2)}", "<w:b/><w:bCs/>", follower="BodyTextFirstIndent"),
    ]


def exhibits(ink: Ink) -> list[str]:
    """Captions under a coloured rule, what they stand over, and sources below."""
    top = f"<w:pBdr>{ink.rule('top', 'house', 12, 4)}</w:pBdr>"
    table = ink.size("table")
    return [
        para(
            "Caption",
            PARAGRAPHS["caption"],
            f"<w:keepNext/><w:keepLines/>{top}{spacing(10, 4, 12)}",
            f"{FONTS['major']}<w:b/><w:bCs/>{ink.colour('house')}{ink.size('caption')}",
        ),
        para("Exhibit", PARAGRAPHS["figure"], f"<w:keepNext/>{spacing()}"),
        para(
            "Source",
            PARAGRAPHS["source"],
            f"<w:keepLines/>{spacing(3, 8, 10)}<w:contextualSpacing/>",
            f"{ink.colour('grey')}{ink.size('small')}",
        ),
        para("TableText", PARAGRAPHS["cell"], spacing(0, 0, 11), table),
        para("TableUp", PARAGRAPHS["up"], "", ink.colour("up_text"), parent="TableText"),
        para("TableDown", PARAGRAPHS["down"], "", ink.colour("down_text"), parent="TableText"),
        para("TableOurs", PARAGRAPHS["ours"], "", ink.colour("house"), parent="TableText"),
        para("TableHead", PARAGRAPHS["head"], "", f"<w:b/><w:bCs/>{ink.colour('house')}", parent="TableText"),
    ]


def cover(ink: Ink) -> list[str]:
    """The masthead and the column at the side."""
    strong = f"<w:b/><w:bCs/>{ink.colour('house')}"
    edge = "".join(ink.rule(side, "house", 48, 1) for side in ("top", "left", "bottom", "right"))
    return [
        para("Eyebrow", PARAGRAPHS["eyebrow"], spacing(0, 2), f"<w:b/><w:bCs/>{ink.colour('accent')}{ink.size('heading2')}"),
        para("SideHouse", PARAGRAPHS["house"], spacing(4, 6), f"{strong}{ink.size('heading2')}"),
        para(
            "Rating",
            PARAGRAPHS["rating"],
            f'<w:pBdr>{edge}</w:pBdr>{ink.shade("house")}{spacing()}<w:ind w:left="140" w:right="140"/>',
            f"<w:b/><w:bCs/>{ink.colour('paper')}{ink.size('heading1')}",
        ),
        para("SideTitle", PARAGRAPHS["side-title"], f"<w:keepNext/>{spacing(13, 3)}", f"{strong}{ink.size('caption')}"),
        para("SideText", PARAGRAPHS["side"], spacing(0, 2), ink.size("table")),
    ]


def contents(ink: Ink) -> list[str]:
    """Contents and the list of exhibits, page numbers at the right behind dots."""
    right = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{round(ink.theme.measure * 20)}"/></w:tabs>'
    return [
        para(
            "TOCHeading",
            PARAGRAPHS["contents"],
            f"<w:keepNext/><w:keepLines/>{spacing(14, 6)}",
            f"{FONTS['major']}<w:b/><w:bCs/>{ink.colour('house')}{ink.size('heading1')}",
        ),
        para("TOC1", PARAGRAPHS["entry1"], f"{right}{spacing(5, 1)}", f"<w:b/><w:bCs/>{ink.colour('house')}"),
        para("TOC2", PARAGRAPHS["entry2"], f'{right}{spacing(0, 1)}<w:ind w:left="200"/>', ink.size("caption")),
        para("TableofFigures", PARAGRAPHS["exhibits"], f"{right}{spacing(0, 1)}", ink.size("caption")),
    ]


def characters(ink: Ink) -> list[str]:
    """Words that stand out inside of a paragraph."""
    bold = "<w:b/><w:bCs/>"
    looks = {
        "strong": ("Strong", bold),
        "lead": ("PointLead", bold + ink.colour("house")),
        "missing": ("Missing", ink.colour("grey")),
        "small": ("Small", '<w:b w:val="0"/><w:bCs w:val="0"/>' + ink.colour("grey") + ink.size("small")),
    }
    looks["rating-label"] = ("RatingLabel", '<w:b w:val="0"/><w:bCs w:val="0"/>' + ink.colour("paper") + ink.size("small"))
    font = based("DefaultParagraphFont")
    return [style("character", key, CHARACTERS[role], f"<w:rPr>{look}</w:rPr>", font) for role, (key, look) in looks.items()]


def tables(ink: Ink) -> list[str]:
    """Hairlines and no boxes for data; nothing at all for what only sets things in place."""
    hair, edges = ink.rule("insideH", "rule", 4), ink.rule("top", "house", 6) + ink.rule("bottom", "rule", 4)
    lines = ink.rule("top", "house", 8) + ink.rule("bottom", "house", 4)
    first = f'<w:tcPr><w:tcBorders>{lines}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    head = f'<w:tblStylePr w:type="firstRow">{first}</w:tblStylePr>'
    data = f'<w:tblPr><w:tblBorders>{edges}{hair}</w:tblBorders>{margins(52, 100)}</w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    normal = based("TableNormal")
    return [
        style(
            "table",
            "DataTable",
            TABLES["table"],
            data + head,
            normal,
        ),
        style("table", "SideBySide", TABLES["pair"], f"<w:tblPr>{margins(0, 0)}</w:tblPr>", normal, gallery=False),
        style(
            "table",
            "SideColumn",
            TABLES["side-column"],
            f"<w:tblPr>{margins(0, 180)}</w:tblPr><w:tcPr>{ink.shade('tint')}</w:tcPr>",
            normal,
            gallery=False,
        ),
    ]


def margins(upright: int, side: int) -> str:
    """Room inside of cells, in twentieths of a point."""
    held = (("top", upright), ("left", side), ("bottom", upright), ("right", side))
    return "<w:tblCellMar>" + "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in held) + "</w:tblCellMar>"
