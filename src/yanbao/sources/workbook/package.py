"""Opens a workbook within limits: .xlsx, .xls and .csv to sheets; what cannot be opened is a finding, and so is what was passed over."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from yanbao.core.confined import confined
from yanbao.core.extent import Foreign, Reader, TooLarge
from yanbao.core.finding import YanbaoError
from yanbao.core.printable import printable
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import records
from yanbao.sources.workbook.scan import BookReader, Oversized, RelationReader, SheetReader, StyleReader
from yanbao.sources.workbook.sheet import Marks, Place, Sheet, Value

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILE, LARGEST, MOST, RATIO, FREE = 64 * 2**20, 64 * 2**20, 256 * 2**20, 400, 2**20
"""Bytes of the file; of one part unpacked; of all parts; unpacked for each packed byte; and below this many the ratio does not matter."""
PARTS, SHEETS, CELLS = 2000, 50, 2_000_000
"""Parts of a package, sheets of a workbook, and cells of all its sheets, each counted as the rectangle from A1."""
FROM_1900, FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
GLOBALS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
"""How the records of a whole workbook begin in the two layouts of .xls (BIFF8, BIFF5)."""
DATEMODE, END = 0x22, 0x0A
AGAIN = "用Excel打开后另存为新的.xlsx再导入；其余文件不受影响。"
SMALLER = "只导出需要的指标与日期，或拆成几个文件后重新导入；上限见 docs/terminals.md。"
OLD = "用Excel打开，另存为.xlsx再导入；Excel也打不开的，从终端重新导出。其余文件不受影响。"
TEXT_SUFFIX = ".csv"

Held = tuple[list[list[Value]], tuple[tuple[Place, Place], ...]]


@dataclass
class Book:
    """What the parts of a package say of its sheets; ``parts`` are those of the sheets by their names."""

    parts: dict[str, str] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    shares: frozenset[int] = frozenset()
    epoch: date = FROM_1900


def sheets_of(raw: Raw, reading: Reading) -> list[Sheet]:
    """The sheets a person sees, from A1 on; empty, with a finding, when the file holds none that can be read."""
    if (size := raw.path.stat().st_size) > FILE:
        reading.find("file-too-large", "error", raw.place(), f"文件有{size >> 20} MB，超过{FILE >> 20} MB的上限，未读取。", SMALLER)
        return []
    data = raw.bytes()
    if data.startswith(OLE):
        return binary_sheets(data, raw, reading)
    if data.startswith(b"PK"):
        return package_sheets(data, raw, reading)
    return text_sheet(data, raw, reading)


def text_sheet(data: bytes, raw: Raw, reading: Reading) -> list[Sheet]:
    """A text file as one sheet without a name."""
    if not data.strip():
        reading.find("empty-file", "error", raw.place(), "文件是空的。", "重新导出该文件。")
    elif not raw.name.lower().endswith(TEXT_SUFFIX):
        kind = "网页" if b"<html" in data[:4096].lower() or b"<table" in data[:4096].lower() else "文本，或已损坏"
        message = f"扩展名是Excel，内容却不是工作簿（{kind}），未采用。"
        reading.find("not-a-workbook", "error", raw.place(), message, "用Excel打开后另存为.xlsx，或改扩展名为.csv再导入。")
    elif (rows := records(raw, reading)) is not None:
        return [Sheet("", [list(row) for row in rows])]
    return []


def binary_sheets(data: bytes, raw: Raw, reading: Reading) -> list[Sheet]:
    """The sheets of a workbook of before 2007, or the finding that the file is locked by a password."""
    if any(word.encode("utf-16-le") in data for word in ("EncryptedPackage", "EncryptionInfo")):
        message = "工作簿有打开密码，未读取。"
        reading.find("encrypted-file", "error", raw.place(), message, "在Excel中以密码打开，去掉“用密码进行加密”后另存，再导入。")
        return []
    held = opened(data, None, raw, reading)
    epoch = binary_epoch(data)
    return [Sheet(name, rows, Marks(), merged, epoch) for name, (rows, merged) in held.items()]


def binary_epoch(data: bytes) -> date:
    """The day 0 of a workbook of before 2007, from the record DATEMODE among those of the whole workbook ([MS-XLS] 2.4.77).

    That record stands in the first kilobyte of its stream, which no program splits; a stream that ends before it has the usual day.
    """
    at = min((place for head in GLOBALS if (place := data.find(head)) >= 0), default=len(data))
    while at + 6 <= len(data):
        kind, size, value = struct.unpack_from("<HHH", data, at)
        if kind == DATEMODE:
            return FROM_1904 if value else FROM_1900
        if kind == END:
            break
        at += 4 + size
    return FROM_1900


def package_sheets(data: bytes, raw: Raw, reading: Reading) -> list[Sheet]:
    """The visible sheets of an .xlsx that stay within the limits; each that does not, or is broken, is told and costs itself only."""
    try:
        with ZipFile(BytesIO(data)) as package:
            check_sizes(package.infolist())
            book = book_of(package)
            marks = dict(marked(package, book, raw, reading))
    except Oversized as error:
        reading.find("file-too-large", "error", raw.place(), f"工作簿太大，未读取：{error}。", SMALLER)
        return []
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError) as error:
        reading.find("unreadable-file", "error", raw.place(), f"不是完整的工作簿，未读取（{reason(error)}）。", AGAIN)
        return []
    if book.hidden:
        message = f"隐藏的工作表未读取：{'、'.join(printable(name) for name in book.hidden[:10])}。"
        reading.find("hidden-sheet", "info", raw.place(), message, "需要其中数据的，取消隐藏后重新导入。")
    if not book.parts:
        reading.find("empty-file", "error", raw.place(), "工作簿里没有看得见的工作表。", "取消隐藏，或重新导出该文件。")
    held = opened(data, list(marks), raw, reading) if marks else {}
    return [Sheet(printable(name), rows, marks[name], merged, book.epoch) for name, (rows, merged) in held.items()]


def reason(error: Exception) -> str:
    """Why a package cannot be read, in Chinese."""
    return str(error) if isinstance(error, Foreign) else "压缩包不完整或已损坏，可能下载中断"


def check_sizes(entries: list[ZipInfo]) -> None:
    """The limits on number, size and ratio, before anything is unpacked; Oversized for what breaks one."""
    if len(entries) > PARTS:
        raise Oversized(f"压缩包有{len(entries)}个部分，超过{PARTS}个的上限")
    if (total := sum(entry.file_size for entry in entries)) > MOST:
        raise Oversized(f"解开后有{total >> 20} MB，超过{MOST >> 20} MB的上限")
    for entry in entries:
        if entry.filename.endswith("sharedStrings.xml") and entry.file_size > LARGEST:
            raise Oversized(f"文字表解开后有{entry.file_size >> 20} MB，超过{LARGEST >> 20} MB的上限")
        if entry.file_size > FREE and entry.file_size > RATIO * max(entry.compress_size, 1):
            told = f"{printable(entry.filename)[:60]}解开后有{entry.file_size >> 20} MB，是压缩后的{RATIO}倍以上"
            raise Oversized(f"{told}，超过{RATIO}倍的上限，不像正常的工作簿")


def book_of(package: ZipFile) -> Book:
    """The sheets, their parts, the styles that show percents, and the epoch; Foreign when the package is no workbook."""
    if "xl/workbook.xml" not in package.namelist():
        raise Foreign("压缩包里没有工作簿（xl/workbook.xml）")
    book, relations, styles = BookReader(), RelationReader(), StyleReader()
    parsed(package, "xl/workbook.xml", book)
    parsed(package, "xl/_rels/workbook.xml.rels", relations)
    parsed(package, "xl/styles.xml", styles)
    found = Book(shares=frozenset(styles.shares), epoch=FROM_1904 if book.from_1904 else FROM_1900)
    if len(book.sheets) > SHEETS:
        raise Oversized(f"有{len(book.sheets)}个工作表，超过{SHEETS}个的上限")
    for name, relation, shown in book.sheets:
        part = posixpath.normpath(posixpath.join("xl", relations.targets.get(relation, ""))).lstrip("/")
        if not shown:
            found.hidden.append(name)
        elif posixpath.basename(posixpath.dirname(part)) == "worksheets":  # a sheet that is a chart has no cells
            found.parts[name] = part
    return found


def parsed(package: ZipFile, part: str, reader: Reader) -> None:
    """A part read through; one that is not there says nothing."""
    if part in package.namelist():
        with package.open(part) as stream:
            reader.read(stream, package.getinfo(part).file_size)


def marked(package: ZipFile, book: Book, raw: Raw, reading: Reading) -> Iterator[tuple[str, Marks]]:
    """The marks of each sheet that can be read, by its name; a finding for each other."""
    left = CELLS
    for name, part in book.parts.items():
        where = f"{raw.place()} 工作表“{printable(name)}”"
        try:
            if package.getinfo(part).file_size > LARGEST:
                raise TooLarge(0, 0)
            reader = SheetReader(book.shares, left)
            parsed(package, part, reader)
            left -= reader.rows * reader.columns
            yield name, reader.marks
        except TooLarge as error:
            told = f"至少{error}，" if str(error) != "0行×0列" else f"解开后有{package.getinfo(part).file_size >> 20} MB，"
            message = f"工作表太大（{told}整个文件上限为{CELLS // 10000}万格、每表{LARGEST >> 20} MB），未读取。"
            reading.find("sheet-too-large", "error", where, message, SMALLER)
        except (Foreign, KeyError, zlib.error, BadZipFile, EOFError, ValueError) as error:
            reading.find("unreadable-sheet", "error", where, f"工作表读不出来（{reason(error)}），其余工作表不受影响。", AGAIN)


def opened(data: bytes, names: list[str] | None, raw: Raw, reading: Reading) -> dict[str, Held]:
    """Values and merged ranges by sheet, all visible sheets when no names are given; read in a copy of this process with limits."""
    old = names is None
    try:
        held, broken = confined(lambda: values(data, names), raw.place(), "工作簿")
    except YanbaoError as error:
        reading.find("unreadable-file", "error", raw.place(), f"{error.what}，未读取。", OLD if old else SMALLER)
        return {}
    except RuntimeError:  # the library's own errors, and its panics
        message = "不是完整的旧版工作簿（.xls），可能下载中断或另有格式，未读取。" if old else "不是完整的工作簿，未读取。"
        reading.find("unreadable-file", "error", raw.place(), message, OLD if old else AGAIN)
        return {}
    for name in broken:
        where = f"{raw.place()} 工作表“{printable(name)}”"
        reading.find("unreadable-sheet", "error", where, "工作表读不出来，其余工作表不受影响。", AGAIN)
    return held


def values(data: bytes, names: list[str] | None) -> tuple[dict[str, Held], list[str]]:
    """The values and merged ranges of the sheets, and the names of those that the library cannot read."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    held: dict[str, Held] = {}
    broken: list[str] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        shown = [told.name for told in book.sheets_metadata if is_shown(told, SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)]
        for name in shown[:SHEETS] if names is None else names:
            try:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height * sheet.total_width > CELLS:
                    broken.append(name)
                    continue
                held[name] = (sheet.to_python(skip_empty_area=False), tuple(sheet.merged_cell_ranges or ()))
            except CalamineError:
                broken.append(name)
    return held, broken


def is_shown(told: Any, kind: Any, visible: Any) -> bool:
    """Whether a sheet has cells and can be seen."""
    return bool(told.typ == kind and told.visible == visible)
