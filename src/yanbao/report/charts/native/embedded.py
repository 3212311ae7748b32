"""A chart for a document: the part that draws it, and the workbook it is edited in."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING

from yanbao.report.blocks import Chart, Exhibit
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.native.caches import CHART
from yanbao.report.charts.native.canvas import Canvas
from yanbao.report.charts.native.completion import DRAWING, Finish, completed
from yanbao.report.charts.native.drawing import native_chart
from yanbao.report.charts.native.package import packed, parts
from yanbao.report.charts.native.sheet import HEAD, NAMES_HEAD, TEXT, Styled, drawable, lay
from yanbao.report.charts.spec import paper_frame
from yanbao.report.theme import Theme

if TYPE_CHECKING:
    from lxml.etree import _Element
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

WORKBOOK_RELATION = "rId1"
"""The relation by which the chart's part names its workbook; the document that takes the part must give it that name."""
SHEET = "数据"
OWN_DRAWING = re.compile(r"xl/(?:charts|drawings|worksheets/_rels)/")
CREATED = datetime(2000, 1, 1)


def workbook_chart(exhibit: Exhibit, theme: Theme, frame: Frame | None = None) -> tuple[bytes, bytes]:
    """The XML of the exhibit's chart part, and the workbook (.xlsx) whose sheet holds its numbers; the same bytes each time.

    ``frame`` is the chart's room in points, by default that of the printed page. TypeError when the exhibit holds no chart.
    """
    if not isinstance(exhibit.body, Chart):
        raise TypeError(f"exhibit {exhibit.key} holds no chart")
    canvas = Canvas(theme, frame or paper_frame(exhibit, theme))
    whole, finish = _drawn(drawable(exhibit.body), canvas)
    held = parts(whole)
    chart = _linked(completed(held["xl/charts/chart1.xml"], theme.font["office"], finish), canvas)
    return chart, packed(_without_chart(held))


def _drawn(chart: Chart, canvas: Canvas) -> tuple[bytes, Finish]:
    """A workbook of one sheet with the chart's numbers and the chart."""
    from xlsxwriter import Workbook

    kept = io.BytesIO()
    book = Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(SHEET)
    laid = lay(sheet, chart, _styles(book, canvas))
    sheet.set_column(0, len(chart.marks), 16)
    drawn, finish = native_chart(book, chart, laid, canvas)
    sheet.insert_chart(0, len(chart.marks) + 2, drawn)
    book.close()
    return kept.getvalue(), finish


def _styles(book: Workbook, canvas: Canvas) -> Styled:
    """Cell formats made once for each number format."""
    made: dict[str, Format] = {}

    def styled(wanted: str) -> Format:
        if wanted not in made:
            look = {"bold": True, "text_wrap": True} if wanted in (HEAD, NAMES_HEAD) else {} if wanted == TEXT else {"num_format": wanted}
            made[wanted] = book.add_format({"font_name": canvas.theme.font["office"], "font_size": 10, **look})
        return made[wanted]

    return styled


def _without_chart(held: dict[str, bytes]) -> dict[str, bytes]:
    """The workbook's parts without the drawing, which stands in the document and not in its workbook."""
    kept = {name: content for name, content in held.items() if not OWN_DRAWING.match(name)}
    kept["[Content_Types].xml"] = re.sub(rb'<Override PartName="/xl/(?:charts|drawings)/[^>]*/>', b"", kept["[Content_Types].xml"])
    kept["xl/worksheets/sheet1.xml"] = re.sub(rb"<drawing [^>]*/>", b"", kept["xl/worksheets/sheet1.xml"])
    return kept


def _linked(part: bytes, canvas: Canvas) -> bytes:
    """The chart's part as a document holds it: with the relation to its workbook instead of a sheet's print settings.

    The ground is the document's own, as in the tinted column of a cover.
    """
    from lxml import etree

    root = etree.fromstring(part)
    for settings in root.findall(f"{{{CHART}}}printSettings"):
        root.remove(settings)
    for paper in root.findall(f"{{{CHART}}}spPr/{{{DRAWING}}}solidFill"):
        paper.getparent().replace(paper, etree.Element(f"{{{DRAWING}}}noFill"))
    root.append(_type(canvas))
    link = etree.SubElement(root, f"{{{CHART}}}externalData")
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", WORKBOOK_RELATION)
    etree.SubElement(link, f"{{{CHART}}}autoUpdate", val="0")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _type(canvas: Canvas) -> _Element:
    """The type of all words in the chart: LibreOffice sets labels of a document's chart in it, whatever these say of their own."""
    from lxml import etree

    words = etree.Element(f"{{{CHART}}}txPr")
    etree.SubElement(words, f"{{{DRAWING}}}bodyPr")
    look = etree.SubElement(etree.SubElement(words, f"{{{DRAWING}}}p"), f"{{{DRAWING}}}pPr")
    held = etree.SubElement(look, f"{{{DRAWING}}}defRPr", sz=str(round(canvas.frame.font * 100)))
    fill = etree.SubElement(held, f"{{{DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{DRAWING}}}srgbClr", val=canvas.palette.ink.lstrip("#"))
    for script, name in (("latin", "office_latin"), ("ea", "office")):
        etree.SubElement(held, f"{{{DRAWING}}}{script}", typeface=canvas.theme.font[name])
    return words
