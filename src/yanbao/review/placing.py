"""Where something stands in a document, in the words of one who looks for it: the line, the paragraph, or row and column of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from yanbao.core.printable import shortened
from yanbao.reader.document import Document, Segment, Table

LONGEST = 30
"""Characters of a title, a row's name or a column's head that are quoted."""


class Places:
    """The places of one document; paragraphs are numbered without the cells of tables and the labels of drawings."""

    def __init__(self, document: Document) -> None:
        """Number the paragraphs, on each page anew where there are pages, and the cells."""
        self.document = document
        counted: Counter[int] = Counter()
        self.numbers: dict[int, int] = {}
        for segment in document.segments:
            counted[segment.page] += segment.kind not in ("cell", "label")
            self.numbers[segment.paragraph] = max(1, counted[segment.page])
        self.headings = [segment for segment in document.segments if segment.kind == "heading" and document.format in ("docx", "html")]
        self.cells = {
            cell.paragraph: (number, row, column)
            for number, table in enumerate(document.tables)
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            if cell
        }

    def of(self, start: int) -> str:
        """The place of an offset: 第3行, 第2页第5段, 第2页 图表1：收入（亿元） 乙公司 × 同比.

        A Word file or a page of the web, without pages and lines, has a heading to look under: “三、本周行情”下第5段.
        """
        segment = self.document.at(start)
        page = f"第{segment.page}页" if segment and segment.page else ""
        if segment and segment.paragraph in self.cells:
            return f"{page} {self.in_table(*self.cells[segment.paragraph])}".strip()
        if line := self.line(start):
            return f"第{line}行"
        return f"{page or self.under(start)}第{self.numbers[segment.paragraph] if segment else 0}段"

    def under(self, start: int) -> str:
        """“三、本周行情”下: the heading before an offset, where there is one; a heading stands under none."""
        place = bisect_right(self.headings, start, key=lambda segment: segment.start) - 1
        if place < 0 or start < self.headings[place].end:
            return ""
        return f"“{self.words(self.headings[place])}”下"

    def line(self, start: int) -> int:
        """The line of the file, from 1, of plain text and Markdown; 0 where lines are not known."""
        document = self.document
        if not document.lines:
            return 0
        stretches = document.origins(start, start + 1) if document.map else ()
        if document.map and not stretches:
            return 0
        return bisect_right(document.lines, stretches[0].index if stretches else start)

    def in_table(self, number: int, row: int, column: int) -> str:
        """A cell by the title of its table, the name of its row and the head of its column; by their numbers where they have none."""
        table = self.document.tables[number]
        title = self.words(table.caption) if table.caption else f"第{number + 1}张表"
        named, head = self.words(first(table, row)), self.words(above(table, column))
        if not row or not column or not named or not head:
            return f"{title} 第{row + 1}行第{column + 1}列"
        return f"{title} {named} × {head}"

    def words(self, segment: Segment | None) -> str:
        """The words of a segment on one line, a long one cut."""
        said = " ".join(self.document.words(segment).split()) if segment else ""
        return shortened(said, LONGEST)


def first(table: Table, row: int) -> Segment | None:
    """The first cell of a row; of rows that share one, the one above."""
    rows = (table.rows[number] for number in range(row, -1, -1))
    return next((cells[0] for cells in rows if cells and cells[0]), None)


def above(table: Table, column: int) -> Segment | None:
    """The head of a column; of columns that share one, the one to the left."""
    cells = (table.rows[0][number] for number in range(min(column, len(table.rows[0]) - 1), -1, -1))
    return next((cell for cell in cells if cell and cell.end > cell.start), None)
