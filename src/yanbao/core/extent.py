"""XML that is read as it streams, and how far a sheet of a workbook reaches: asked before a reader of dense tables makes room for it.

Two cells at the far corners make such a reader ask for more memory than there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

CHUNK = 1 << 16


class Foreign(ValueError):
    """XML that no spreadsheet writes: a document type, or markup that breaks off."""


class TooLarge(ValueError):
    """A sheet that reaches over more cells than the limit, so far as it was read."""

    def __init__(self, rows: int, columns: int) -> None:
        """How far it reached when it was left."""
        super().__init__(f"{rows}行×{columns}列")


class Reader:
    """A streaming parser: a subclass sees elements open and close by their local names; entities and document types are refused."""

    def __init__(self) -> None:
        """Text is gathered between two tags."""
        self.text = ""
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, stream: IO[bytes], most: int) -> None:
        """Parse the whole stream; Foreign when it is broken, longer than ``most`` bytes, or declares a document type."""
        try:
            while chunk := stream.read(CHUNK):
                most -= len(chunk)
                if most < 0:
                    raise Foreign("比目录所写的大")
                self._parser.Parse(chunk)
            self._parser.Parse(b"", True)
        except ExpatError as error:
            raise Foreign(f"第{error.lineno}行第{error.offset + 1}个字符处XML中断或损坏") from None

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """An element opens."""

    def closed(self, name: str, text: str) -> None:
        """An element closes; ``text`` is what stood before its end tag."""

    def _opened(self, name: str, said: dict[str, str]) -> None:
        self.text = ""
        self.opened(name.rpartition(":")[2], said)

    def _closed(self, name: str) -> None:
        self.closed(name.rpartition(":")[2], self.text)
        self.text = ""

    def _said(self, text: str) -> None:
        self.text += text

    def _doctype(self, *declared: object) -> None:
        raise Foreign("带有DTD或实体定义，可能是恶意文件")


class Extent(Reader):
    """How far the cells of a sheet reach: ``rows`` and ``columns`` from A1; TooLarge beyond ``limit`` cells of that rectangle."""

    def __init__(self, limit: int) -> None:
        """No cell has been seen yet."""
        super().__init__()
        self.limit = limit
        self.rows = self.columns = 0
        self.row = self.column = -1

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """Rows and cells say where they are, or come next after the one before."""
        if name == "row":
            number = said.get("r", "")
            self.row = int(number) - 1 if number.isdigit() else self.row + 1
            self.column = -1
        elif name == "c":
            place = numbers(said.get("r", ""))
            self.row, self.column = place or (max(self.row, 0), self.column + 1)
            self.rows, self.columns = max(self.rows, self.row + 1), max(self.columns, self.column + 1)
            if self.rows * self.columns > self.limit:
                raise TooLarge(self.rows, self.columns)


def numbers(reference: str) -> tuple[int, int] | None:
    """Row and column, both from 0, that a reference such as C12 names; None when it is none."""
    head = reference.rstrip("0123456789")
    tail = reference[len(head) :]
    if not (head.isascii() and head.isalpha() and tail.isascii() and tail) or len(head) > 3 or len(tail) > 7:
        return None
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(tail) - 1, column - 1
