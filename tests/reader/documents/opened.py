"""What an opened document says, in the form the tests compare; small Word files and PDFs written by hand."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from yanbao.reader.document import Document, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="mine"><w:name w:val="研究标题"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="cap"><w:name w:val="caption"/></w:style></w:styles>'
)


def said(document: Document, *kinds: str) -> list[str]:
    """The words of the segments of these kinds, or of all."""
    return [document.words(segment) for segment in document.segments if not kinds or segment.kind in kinds]


def kinds(document: Document) -> list[tuple[str, str]]:
    """Kind and words of everything that is no cell."""
    return [(segment.kind, document.words(segment)) for segment in document.segments if segment.kind != "cell"]


def cells(document: Document, table: Table) -> list[list[str | None]]:
    """The words of a table's cells."""
    return [[None if cell is None else document.words(cell) for cell in row] for row in table.rows]


def sound(document: Document) -> None:
    """Segments lie in order and apart, are numbered on, and hold no outer white space; cells are segments; the map is in order."""
    last = 0
    for number, segment in enumerate(document.segments, document.segments[0].paragraph if document.segments else 1):
        assert last <= segment.start <= segment.end <= len(document.text)
        assert segment.paragraph == number
        words = document.words(segment)
        assert words == words.strip()
        assert document.at(segment.start) == segment
        last = segment.end
    inside = {segment.paragraph for segment in document.segments if segment.kind == "cell"}
    assert {cell.paragraph for table in document.tables for row in table.rows for cell in row if cell} == inside
    assert all(one.end <= two.start for one, two in zip(document.map, document.map[1:], strict=False))


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs; a run that begins with < is markup of its own."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(run if run.startswith('<') else text(run) for run in runs)}</w:p>"


def text(words: str, dress: str = "") -> str:
    """A run, dressed in these properties."""
    return f'<w:r><w:rPr>{dress}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def docx(body: str, styles: str = STYLES) -> bytes:
    """A Word file with this body."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"{HEAD}<w:body>{body}</w:body></w:document>")
        package.writestr("word/styles.xml", styles)
    return made.getvalue()


def stream(content: bytes, told: bytes = b"") -> bytes:
    """A stream of a PDF, with what else its dictionary says."""
    held = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode%s/Length %d>>stream\n%s\nendstream" % (told, len(held), held)


def pdf(content: bytes, *more: bytes, catalog: bytes = b"", page: bytes = b"") -> bytes:
    """One page of this content; further objects are numbered from 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R%s>>" % page,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(content),
        *more,
    ]
    made = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + made + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)
