"""The workbooks embedded behind a document's charts: bytes from outside, read within limits and in a process of their own."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping
from typing import Any
from zipfile import BadZipFile, ZipFile

from yanbao.core.confined import confined
from yanbao.core.extent import Extent
from yanbao.core.finding import YanbaoError
from yanbao.report.writers.word.reading import Opened

BOOK, UNPACKED = 8 * 2**20, 64 * 2**20
"""Bytes of the workbook of one chart, and of its parts: the largest of ours has some twenty thousand."""
CELLS = 500_000
"""Cells of a sheet, counted as the rectangle from A1: an index over fifty years has a tenth."""
Rows = list[list[Any]]


def rows_by_path(package: Opened, paths: Iterable[str]) -> Mapping[str, Rows]:
    """The rows of the first sheet of each workbook that can be read; one that cannot, or breaks a limit, is left out."""
    books = {path: data for path in paths if (data := within_limits(package, path)) is not None}
    try:
        return confined(lambda: read(books), package.name, "图的内嵌工作簿") if books else {}
    except (YanbaoError, RuntimeError):
        return {}


def within_limits(package: Opened, path: str) -> bytes | None:
    """The bytes of a workbook none of whose parts reaches further than a chart's does; None for any other."""
    try:
        if package.archive.getinfo(path).file_size > BOOK:
            return None
        data = package.archive.read(path)
        with ZipFile(io.BytesIO(data)) as book:
            entries = book.infolist()
            if sum(entry.file_size for entry in entries) > UNPACKED:
                return None
            for entry in entries:
                if entry.filename.endswith(".xml"):  # a relationship may call any part a sheet
                    with book.open(entry) as stream:
                        Extent(CELLS).read(stream, entry.file_size)
    except (KeyError, BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError, NotImplementedError):
        return None
    return data


def read(books: Mapping[str, bytes]) -> dict[str, Rows]:
    """The rows of each workbook that the library can read."""
    from python_calamine import CalamineWorkbook

    found = {}
    for path, data in books.items():
        try:
            found[path] = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        except KeyboardInterrupt:
            raise
        except BaseException:  # the library's panics are no Exception; the others' workbooks are read still
            continue
    return found
