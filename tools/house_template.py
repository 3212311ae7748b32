"""Write the Word template that ships, ``house.docx``, from the theme: the same theme gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from tools.house_styles import Ink, named, styles
from yanbao.report.theme import A4, Theme, load_theme
from yanbao.report.writers.word.markup import field, paragraph, run
from yanbao.report.writers.word.package import MAIN, NAMESPACES, OFFICE, Package
from yanbao.report.writers.word.styles import CHARACTERS, PARAGRAPHS
from yanbao.report.writers.word.template import OWN

OTHERS = "微软雅黑,思源黑体,Source Han Sans SC,Noto Sans SC,Noto Sans CJK SC,苹方-简,黑体"
"""What stands in for the theme's Chinese font where it is not installed, in this order; its own Chinese name comes first."""
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def template(theme: Theme | None = None) -> bytes:
    """The package: styles, theme, fonts, numbering, settings, running head and foot, and a page that shows each style."""
    look = theme or load_theme()
    package = Package()
    package.add("docProps/app.xml", PROPERTIES, "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    package.relate("", f"{OFFICE}/extended-properties", "docProps/app.xml")
    package.relate("", f"{OFFICE}/officeDocument", MAIN)
    parts = {"styles": styles(look), "settings": SETTINGS, "fontTable": fonts(look), "numbering": numbering(look)}
    for name, inside in parts.items():
        root = {"fontTable": "fonts"}.get(name, name)
        package.add(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{inside}</w:{root}>", f"{TYPE}.{name}+xml")
        package.relate(MAIN, f"{OFFICE}/{name}", f"word/{name}.xml")
    package.add("word/theme/theme1.xml", colours(look), "application/vnd.openxmlformats-officedocument.theme+xml")
    package.relate(MAIN, f"{OFFICE}/theme", "word/theme/theme1.xml")
    edges = [(kind, package.relate(MAIN, f"{OFFICE}/{kind}", f"word/{kind}1.xml")) for kind in ("header", "footer")]
    for kind, inside in (("header", HEADER), ("footer", FOOTER)):
        root = "hdr" if kind == "header" else "ftr"
        package.add(f"word/{kind}1.xml", f"<w:{root} {NAMESPACES}>{inside}</w:{root}>", f"{TYPE}.{kind}+xml")
    body = specimen() + section(look, edges)
    package.add(MAIN, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>", f"{TYPE}.document.main+xml")
    return package.packed(pressed=False)


PROPERTIES = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>yanbao</Application></Properties>'
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" '
    'w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
    'w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)


def fonts(theme: Theme) -> str:
    """The fonts, and what stands in for the Chinese one."""
    latin, chinese = theme.font["office_latin"], theme.font["office"]
    return (
        f'<w:font w:name="{latin}"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/></w:font><w:font w:name="{chinese}"><w:altName w:val="{OTHERS}"/>'
        '<w:panose1 w:val="020B0503020204020204"/>'
        '<w:charset w:val="86"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )


def numbering(theme: Theme) -> str:
    """Points: the number in the house colour, their lines hanging behind it."""
    house = Ink(theme).colour("house")
    return (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:pStyle w:val="Point"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="400" w:hanging="400"/></w:pPr><w:rPr><w:b/><w:bCs/>{house}</w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def slot(tag: str, alias: str, words: str, style: str = "") -> str:
    """A content control of the running head or foot that each issue fills."""
    named = f'<w:alias w:val="{alias}"/><w:tag w:val="{tag}"/>'
    return f"<w:sdt><w:sdtPr>{named}<w:text/></w:sdtPr><w:sdtContent>{run(words, style)}</w:sdtContent></w:sdt>"


TAB = "<w:r><w:tab/></w:r>"
HEADER = paragraph(
    "Header", slot("yanbao-label", "报告类别", "证券研究报告", "PointLead") + TAB + slot("yanbao-running", "行业与日期", "行业　日期")
)
FOOTER = paragraph(
    "Footer",
    slot("yanbao-notice", "声明提示", "请务必阅读文末重要声明") + TAB + field("PAGE", run("1")) + run(" / ") + field("NUMPAGES", run("1")),
)


def section(theme: Theme, edges: list[tuple[str, str]]) -> str:
    """The page: A4 with the theme's margins."""
    width, height = (round(side * 20) for side in A4)
    top, bottom, side = (round(theme.page[name] * 20) for name in ("top", "bottom", "side"))
    references = "".join(f'<w:{kind}Reference w:type="default" r:id="{number}"/>' for kind, number in edges)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" '
        f'w:left="{side}" w:header="620" w:footer="500" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )


def specimen() -> str:
    """A page that shows each style in its own name; it is left out of the reports."""
    ids = named()
    lines = [paragraph(ids[name], run(name)) for role, name in PARAGRAPHS.items() if role not in ("header", "footer")]
    return "".join(lines) + paragraph("BodyText", "".join(run(f"{name}　", ids[name]) for name in CHARACTERS.values()))


def colours(theme: Theme) -> str:
    """The theme part: the palette under the names that Word gives its twelve colours, two fonts, and plain effects."""
    light = theme.light
    names = {"dk1": light.ink, "lt1": light.paper, "dk2": light.house, "lt2": light.tint}
    names |= {f"accent{place}": colour for place, colour in enumerate(light.series, 1)} | {"hlink": light.house, "folHlink": light.grey}
    held = "".join(f'<a:{name}><a:srgbClr val="{colour.lstrip("#")}"/></a:{name}>' for name, colour in names.items())
    latin, chinese = theme.font["office_latin"], theme.font["office"]
    font = f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface=""/><a:font script="Hans" typeface="{chinese}"/>'
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="yanbao"><a:themeElements><a:clrScheme name="yanbao">{held}</a:clrScheme>'
        f'<a:fontScheme name="yanbao"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="yanbao"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst><a:lnStyleLst>{LINE * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINE = f'<a:ln w="9525">{FILL}</a:ln>'
EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def main(target: Path = OWN) -> None:
    """Write the template into the package."""
    target.write_bytes(template())


if __name__ == "__main__":
    main()
