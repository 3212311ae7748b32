"""What an input of the fuzzer stands for: a text, the bytes of a file, or the inside of a Word file or of a PDF page.

The first byte says which, by its place in ``KINDS``; any other begins a text. A packed file breaks at the first byte that is
changed, and nothing behind its wrapping is reached; so the XML of a Word file's body and the operators of a PDF page are inputs
of their own, wrapped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

KINDS = ("x.txt", "x.md", "x.html", "x.docx", "x.pdf", "body.docx", "page.pdf")
SEED_FILES = Path(__file__).with_name("seeds")
SEEDS = {"body.docx": "*.xml", "page.pdf": "*.page", "x.html": "*.html"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PDF = (
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    "",
    "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]"
    "/FontDescriptor 7 0 R>>",
    "<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
)
"""The objects of a PDF of one page, whose text is UTF-16 in hexadecimal digits; the fourth is the page's content."""


def is_file(data: bytes) -> bool:
    """Whether an input stands for a file."""
    return data[:1] != b"" and data[0] < len(KINDS)


def file(data: bytes) -> tuple[bytes, str]:
    """The bytes and the name of the file that an input stands for."""
    kind, rest = KINDS[data[0]], data[1:]
    return {"body.docx": docx, "page.pdf": pdf}.get(kind, bytes)(rest), kind


def docx(body: bytes) -> bytes:
    """A Word file with this body."""
    made = BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (W.encode(), body))
    return made.getvalue()


def pdf(content: bytes) -> bytes:
    """A PDF of one page with this content."""
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, told in enumerate(PDF, 1):
        places.append(len(made))
        inside = told.encode() or b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(PDF) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(PDF) + 1, start))


def seeds() -> Iterator[bytes]:
    """The documents that every run begins with, as inputs."""
    for kind, pattern in SEEDS.items():
        for path in sorted(SEED_FILES.glob(pattern)):
            yield bytes([KINDS.index(kind)]) + path.read_bytes().rstrip(b"\n")
