"""Opening workbooks: what is broken, locked, bloated or made to burst is told, and costs nothing else.

The files in ``workbooks/`` were made by ourselves, with xlwt and msoffcrypto, for want of a writer of theirs here.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tools.terminal_layouts import Rows, wind, workbook

from yanbao.sources import terminal_wind
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.workbook import package
from yanbao.sources.workbook.package import binary_epoch, sheets_of

from .conftest import Keep, found

HERE = Path(__file__).parent / "workbooks"
HEAD = [{"name": "光模块:均价", "id": "S1234567", "frequency": "日", "unit": "元"}]
DAYS: Rows = [[date(2026, 5, 22), 1250.5], [date(2026, 5, 21), 1240.0]]
GOOD = workbook({"数据": wind(HEAD, DAYS)})
SHEET = "xl/worksheets/sheet1.xml"


def changed(data: bytes, part: str, change: bytes | tuple[bytes, bytes]) -> bytes:
    """The workbook with one part replaced, or with some bytes of it."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            if name == part:
                assert not isinstance(change, tuple) or change[0] in held
                held = change if isinstance(change, bytes) else held.replace(*change)
            new.writestr(name, held)
    return made.getvalue()


def read(keep: Keep, data: bytes, name: str = "a.xlsx") -> Reading:
    return terminal_wind.read(keep(name, data))


def test_a_good_workbook_gives_its_facts(keep: Keep) -> None:
    reading = read(keep, GOOD)
    assert [(fact.period.label, fact.value, fact.locator) for fact in reading.facts] == [
        ("2026-05-22", 1250.5, "工作表“数据” B8"),
        ("2026-05-21", 1240.0, "工作表“数据” B9"),
    ]


@pytest.mark.parametrize("year", [1900, 1904])
def test_days_of_both_epochs_are_the_same_days(keep: Keep, year: int) -> None:
    """As days, and as bare serial numbers that only the workbook's epoch explains."""
    serial = (date(2026, 5, 21) - (date(1904, 1, 1) if year == 1904 else date(1899, 12, 30))).days
    data = workbook({"数据": wind(HEAD, [DAYS[0], [serial, 1240]])}, date_1904=year == 1904)
    reading = read(keep, data)
    assert [fact.period.end for fact in reading.facts] == [date(2026, 5, 22), date(2026, 5, 21)]
    serials = [finding for finding in reading.findings if finding.code == "date-serial"]
    assert [str(year) in finding.message for finding in serials] == [True]


@pytest.mark.parametrize("year", [1900, 1904])
def test_workbooks_of_before_2007_are_read_in_both_epochs(keep: Keep, year: int) -> None:
    reading = read(keep, (HERE / f"self_made_{year}.xls").read_bytes(), "a.xls")
    assert [(str(fact.period.end), fact.stated) for fact in reading.facts] == [
        ("2026-05-22", "1250.5"),
        ("2026-05-21", "1240.0"),
        ("2026-05-20", "1230"),
    ]


def test_the_bytes_of_a_cell_do_not_pass_for_the_epoch() -> None:
    """A formatted blank cell of row 35 and column C holds the same six bytes as the record that states the epoch of 1904."""
    data = (HERE / "self_made_1900.xls").read_bytes()
    assert binary_epoch(data + b"\x22\x00\x02\x00\x01\x00") == binary_epoch(data) == date(1899, 12, 30)
    assert binary_epoch((HERE / "self_made_1904.xls").read_bytes()) == date(1904, 1, 1)
    assert binary_epoch(b"") == binary_epoch(data[:200]) == date(1899, 12, 30)


def test_a_file_with_a_password_says_so(keep: Keep) -> None:
    assert found(read(keep, (HERE / "self_made_locked.xlsx").read_bytes())) == [("encrypted-file", "error", "a.xlsx")]


@pytest.mark.parametrize("size", [3, 30, len(GOOD) // 2, len(GOOD) - 30])
def test_a_truncated_zip_is_told(keep: Keep, size: int) -> None:
    (told,) = read(keep, GOOD[:size]).findings
    assert (told.code, told.level) in {("unreadable-file", "error"), ("not-a-workbook", "error")}
    assert "另存" in told.remedy


def test_a_broken_sheet_costs_itself_only(keep: Keep) -> None:
    two = workbook({"坏表": wind(HEAD, DAYS), "好表": wind(HEAD, DAYS)})
    reading = read(keep, changed(two, SHEET, (b"</row>", b"</rwo>")))
    assert [fact.locator for fact in reading.facts] == ["工作表“好表” B8", "工作表“好表” B9"]
    assert ("unreadable-sheet", "error", "a.xlsx 工作表“坏表”") in found(reading)


def test_a_sheet_with_a_document_type_is_refused(keep: Keep) -> None:
    bomb = changed(GOOD, SHEET, (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "1">]><worksheet'))
    (told,) = [finding for finding in read(keep, bomb).findings if finding.level == "error"]
    assert told.code == "unreadable-sheet" and "实体" in told.message


def test_two_cells_at_the_far_corners_do_not_take_all_memory(keep: Keep) -> None:
    """The library lays a sheet out as a rectangle: of this one, half a terabyte."""
    far = workbook({"数据": [[1]]}, touch=lambda book, made: made["数据"].write(1048575, 16383, 2))
    assert found(read(keep, far)) == [("sheet-too-large", "error", "a.xlsx 工作表“数据”")]


def test_a_sheet_of_a_million_rows_is_refused_unread(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    row = '<row r="{0}"><c r="A{0}"><v>46164</v></c><c r="B{0}"><v>1</v></c><c r="C{0}"><v>1</v></c></row>'
    rows = "".join(row.format(number) for number in range(1, 1_000_001)).encode()
    head, tail = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>', b"</sheetData></worksheet>"
    million = changed(workbook({"数据": [[1]], "好表": wind(HEAD, DAYS)}), SHEET, head + rows + tail)
    through: list[str] = []
    parsed = package.parsed
    monkeypatch.setattr(package, "parsed", lambda held, part, reader: (through.append(part), parsed(held, part, reader))[1])
    reading = read(keep, million)
    assert SHEET not in through
    assert ("sheet-too-large", "error", "a.xlsx 工作表“数据”") in found(reading)
    assert len(reading.facts) == 2


def test_a_bomb_is_not_unpacked(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = changed(GOOD, "xl/sharedStrings.xml", b"<sst>" + b" " * 80_000_000 + b"</sst>")
    assert len(bomb) < 200_000
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda *told: pytest.fail("unpacked"))
    (told,) = read(keep, bomb).findings
    assert told.code == "file-too-large" and "文字表解开后有76 MB，超过64 MB的上限" in told.message and "拆成几个文件" in told.remedy


def test_a_part_that_swells_beyond_its_ratio_is_too_large(keep: Keep) -> None:
    (told,) = read(keep, changed(GOOD, "xl/styles.xml", b"<styleSheet>" + b" " * 20_000_000 + b"</styleSheet>")).findings
    assert told.code == "file-too-large" and "超过400倍的上限" in told.message and "拆成几个文件" in told.remedy


def test_a_workbook_of_too_many_parts_or_sheets_is_too_large(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PARTS", 3)
    (told,) = read(keep, GOOD).findings
    assert told.code == "file-too-large" and "超过3个的上限" in told.message
    monkeypatch.setattr(package, "PARTS", 2000)
    (told,) = read(keep, workbook({f"表{number}": [[1]] for number in range(51)})).findings
    assert told.code == "file-too-large" and "51个工作表" in told.message


def test_the_guide_states_the_limits() -> None:
    guide = (Path(__file__).parents[2] / "docs/terminals.md").read_text(encoding="utf-8")
    limits = (f"文件{package.FILE >> 20} MB", f"一张表{package.LARGEST >> 20} MB", f"合计{package.MOST >> 20} MB", f"{package.RATIO}倍")
    counts = (f"{package.PARTS}个部分", f"{package.CELLS // 10000}万格", f"{package.SHEETS}张表")
    assert [limit for limit in limits + counts if limit not in guide] == []


def test_an_old_workbook_that_is_garbage_is_to_be_saved_anew(keep: Keep) -> None:
    (told,) = read(keep, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls").findings
    assert ".xls" in told.message and "另存为.xlsx" in told.remedy and "从终端重新导出" in told.remedy


def test_what_bursts_in_the_library_bursts_alone(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "CELLS", 10**12)
    far = workbook({"数据": [[1]]}, touch=lambda book, made: made["数据"].write(1048575, 16383, 2))
    (told,) = read(keep, far).findings
    assert told.code == "unreadable-file" and "内存" in told.message


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "not-a-workbook"),
        ("a.xlsx", "指标名称,x\n".encode(), "not-a-workbook"),
        ("a.xlsx", b"", "empty-file"),
        ("a.csv", b"", "empty-file"),
        ("a.xlsx", workbook({"表一": [], "表二": []}), "empty-file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unreadable-file"),
        ("a.xlsx", changed(GOOD, "xl/workbook.xml", b"<workbook>"), "unreadable-file"),
        ("a.xlsx", changed(GOOD, "xl/workbook.xml", b"<workbook/>"), "empty-file"),
    ],
)
def test_what_is_no_workbook_or_an_empty_one_is_told(keep: Keep, name: str, data: bytes, code: str) -> None:
    assert [finding.code for finding in read(keep, data, name).findings] == [code]


def test_hidden_sheets_are_not_read_and_are_named(keep: Keep) -> None:
    data = workbook({"数据": wind(HEAD, DAYS), "草稿": wind(HEAD, DAYS)}, touch=lambda book, made: made["草稿"].hide())
    reading = read(keep, data)
    assert len(reading.facts) == 2
    (told,) = [finding for finding in reading.findings if finding.code == "hidden-sheet"]
    assert "草稿" in told.message


def test_a_csv_in_gbk_is_read_and_told(keep: Keep) -> None:
    text = '指标名称,光模块:均价\n频率,日\n单位,元\n指标ID,S1\n2026-05-22,"1,250.5"\n2026-05-21,１２４０\n数据来源：Wind,\n'
    reading = read(keep, text.encode("gbk"), "a.csv")
    assert [(fact.stated, fact.locator) for fact in reading.facts] == [("1250.5", "B5"), ("1240", "B6")]
    assert ("encoding-gbk", "info", "a.csv") in found(reading)


def test_a_workbook_with_markup_under_a_prefix_and_cells_without_places_is_read(keep: Keep) -> None:
    """Other programs write <x:c> for <c>, and leave out where a cell stands."""
    bare = changed(GOOD, SHEET, re.sub(rb' r="[A-Z]+\d+"', b"", ZipFile(io.BytesIO(GOOD)).read(SHEET)))
    (sheet,) = sheets_of(keep("a.xlsx", bare), Reading())
    assert {len(row) for row in sheet.rows} == {2} and len(sheet.rows) == 11


def test_damage_at_any_place_never_raises(keep: Keep, tmp_path: Path) -> None:
    import random

    chance = random.Random(5)
    path = tmp_path / "damaged"
    for data, name in ((GOOD, "a.xlsx"), ((HERE / "self_made_1900.xls").read_bytes(), "a.xls")):
        for _ in range(40):
            spoilt = bytearray(data)
            for _ in range(chance.randrange(1, 20)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            path.write_bytes(spoilt)
            reading = terminal_wind.read(Raw(path, name))
            assert reading.facts or reading.findings
