"""A Word package made by hand: as little as Word asks for, with the runs and parts a test wants to see kept."""

from __future__ import annotations

import io
import zipfile

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
IGNORED = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, dress: str = "") -> str:
    """A run, with formatting if asked."""
    return f'<w:r>{f"<w:rPr>{dress}</w:rPr>" if dress else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs; plain text is a run of its own."""
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table with a paragraph in each cell."""
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def package(*body: str, comments: str = "", more: dict[str, str] | None = None) -> bytes:
    """The file: the body's blocks, and a comments part with these comments if there are any."""
    override = f'<Override PartName="/word/comments.xml" ContentType="{TYPES}.comments+xml"/>' if comments else ""
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/comments" Target="comments.xml"/>' if comments else ""
    parts = {
        "[Content_Types].xml": f'{DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>{override}</Types>',
        "_rels/.rels": f'{DECLARED}<Relationships xmlns="{RELATED}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{DECLARED}<Relationships xmlns="{RELATED}">{relation}</Relationships>',
        "word/document.xml": f"{DECLARED}<w:document {SPACE} {IGNORED}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        **({"word/comments.xml": f"{DECLARED}<w:comments {SPACE}>{comments}</w:comments>"} if comments else {}),
        **(more or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 5, 22, 10, 0, 0)), text)
    return written.getvalue()
