"""The file after other programs had it: saved anew by python-docx and LibreOffice, packed anew, its parts renamed, parts lost."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.edits import edit

from words import changed, packed, parts
from yanbao.core.finding import Finding, YanbaoError
from yanbao.desk.accept import accept
from yanbao.desk.review import Against, check_file
from yanbao.report.edited import workbooks
from yanbao.report.writers.word.reading import opened
from yanbao.report.writers.word.signing import PART

Check = Callable[[bytes], list[Finding]]


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def without_tags(data: bytes) -> bytes:
    """As LibreOffice before 7.5 saves it: controls without their properties, figures known by bookmark alone."""
    held = parts(data)
    text = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr/>", held["word/document.xml"].decode())
    return packed({**held, "word/document.xml": text.encode()})


def without_part(data: bytes) -> bytes:
    """As a program saves it that drops custom XML."""
    held = {name: content for name, content in parts(data).items() if not name.startswith("customXml")}
    held["word/_rels/document.xml.rels"] = re.sub(rb'<Relationship [^>]*customXml"[^>]*/>', b"", held["word/_rels/document.xml.rels"])
    return packed(held)


def test_python_docx_saves_it_unharmed(report: bytes, check: Check) -> None:
    import docx

    document, kept = docx.Document(io.BytesIO(report)), io.BytesIO()
    document.save(kept)
    assert check(kept.getvalue()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_it_unharmed(report: bytes, check: Check, tmp_path: Path) -> None:
    (tmp_path / "weekly.docx").write_bytes(report)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"), str(tmp_path / "weekly.docx")]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    found = check((tmp_path / "saved/weekly.docx").read_bytes())
    assert set(codes(found)) <= {"tags-lost"}


def test_bookmarks_stand_for_lost_tags(report: bytes, check: Check) -> None:
    assert codes(check(without_tags(report))) == ["tags-lost"]
    made = without_tags(changed(report, ">0.97%<", ">0.79%<"))
    assert codes(check(made)) == ["tags-lost", "figure-changed"]


def test_a_lost_signature_is_made_good_by_the_workspace(report: bytes, check: Check) -> None:
    assert codes(check(without_part(report))) == ["signature-restored"]
    assert codes(check(without_part(changed(report, ">0.97%<", ">0.79%<")))) == ["signature-restored", "figure-changed"]


def test_a_document_of_another_title_is_none_of_ours(report: bytes, check: Check) -> None:
    assert check(without_part(changed(report, "通信行业周报（", "别家周报（", "docProps/core.xml"))) == []


def strict(data: bytes) -> bytes:
    """As Word saves it in the strict form of the standard: other namespaces, and other types of relationships."""
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|drawingml|officeDocument)/2006/(main|chart|relationships)")
    held = parts(data).items()
    return packed(
        {
            name: usual.sub(rb"http://purl.oclc.org/ooxml/\1/\2", content) if name.endswith((".xml", ".rels")) else content
            for name, content in held
        }
    )


def test_the_strict_form_of_the_standard_is_read(report: bytes, check: Check) -> None:
    assert check(strict(report)) == []
    assert codes(check(strict(changed(report, ">0.97%<", ">0.79%<")))) == ["figure-changed"]


PICTURE = (
    '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)


@pytest.mark.parametrize("head", ["<w:tblHeader/>", ""], ids=["headed", "head lost"])
def test_a_picture_in_a_cell_leaves_the_table_a_table(head: str, report: bytes, held: dict[str, bytes], check: Check) -> None:
    text = held["word/document.xml"].decode()
    table = next(one for one in re.findall(r"<w:tbl>.*?</w:tbl>", text) if "<w:tblHeader/>" in one)
    other = table.replace("<w:tblHeader/>", head).replace("</w:p></w:tc></w:tr></w:tbl>", f"{PICTURE}</w:p></w:tc></w:tr></w:tbl>")
    assert PICTURE in other
    assert check(changed(report, table, other)) == []


def test_renamed_parts_and_revision_marks_are_no_edits(report: bytes, check: Check) -> None:
    held = parts(report)
    text = (
        held.pop("word/document.xml")
        .decode()
        .replace("<w:p>", '<w:p w:rsidR="00AB12CD">')
        .replace("<w:r><w:t", '<w:r w:rsidRPr="00AB12CD"><w:t')
    )
    held["word/main7.xml"] = text.encode()
    held["word/_rels/main7.xml.rels"] = held.pop("word/_rels/document.xml.rels")
    for name in ("_rels/.rels", "[Content_Types].xml"):
        held[name] = held[name].replace(b"word/document.xml", b"word/main7.xml")
    assert codes(check_of_parts(held, check)) == []


def check_of_parts(held: dict[str, bytes], check: Check) -> list[Finding]:
    """What is found in a package of these parts; the usual reader wants the main part under its usual name."""
    from yanbao.report.edited.comparison import compared
    from yanbao.report.edited.document import read
    from yanbao.report.writers.word.signed import signed_in

    package = opened(packed(held))
    return [Finding(edit.kind, "info", "", "", "") for edit in compared(signed_in(package), read(package), package).edits]


def test_a_control_within_a_control_is_still_the_figure(report: bytes, check: Check) -> None:
    run = re.findall(r'<w:r><w:t xml:space="preserve">0\.97%</w:t></w:r>', parts(report)["word/document.xml"].decode())[0]
    inner = f'<w:sdt><w:sdtPr><w:tag w:val="别的"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>'
    assert check(changed(report, run, inner)) == []


def test_a_chart_that_counts_its_days_from_1904_shows_the_same_days(held: dict[str, bytes], check: Check) -> None:
    name = next(name for name in held if name.startswith("word/charts/chart") and b"<c:numRef><c:f>" in held[name].split(b"<c:val>")[0])
    text = held[name].decode()
    places = set(re.findall(r"<c:cat>.*?</c:cat>", text))
    for place in places:
        text = text.replace(place, re.sub(r"<c:v>(\d{5})</c:v>", lambda day: f"<c:v>{int(day[1]) - 1462}</c:v>", place))
    assert text != held[name].decode()
    flag = re.sub(r"(<c:chartSpace[^>]*>)(?:<c:date1904[^>]*>)?", r'\1<c:date1904 val="1"/>', text, count=1)
    assert check(packed({**held, name: flag.encode()})) == []


# --- hostile ----------------------------------------------------------------------------------------------------------


def test_an_altered_signature_is_told_and_not_believed(report: bytes, check: Check) -> None:
    made = changed(report, 'printed="0.97%"', 'printed="0.79%"', PART)
    (found,) = check(made)
    assert (found.code, found.level) == ("signature-altered", "error")


def test_a_broken_signature_is_told(report: bytes, check: Check) -> None:
    (found,) = check(changed(report, "<signed ", '<!DOCTYPE a [<!ENTITY b "c">]><signed ', PART))
    assert found.code == "signature-altered" and "DTD" in found.message


def test_a_document_with_an_altered_signature_is_checked_as_a_foreign_one(report: bytes, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "forged.docx"
    path.write_bytes(changed(changed(report, 'printed="0.97%"', 'printed="0.79%"', PART), ">0.97%<", ">0.79%<"))
    result = check_file(path, None, Against(desk))
    assert result.findings[0].code == "signature-altered"
    assert any(one.level == "error" and one.passage and "0.79%" in one.passage.stated for one in result.findings[1:])
    assert result.coverage.signed == 0


def test_a_control_that_we_did_not_write_is_told(report: bytes, check: Check) -> None:
    made = changed(report, '<w:tag w:val="f0001"/>', '<w:tag w:val="f9999"/>')
    assert set(codes(check(made))) == {"unknown-control", "control-deleted"}


def test_more_paragraphs_than_any_report_has_are_refused(report: bytes, check: Check) -> None:
    made = changed(report, "<w:sectPr", f"{'<w:p><w:r><w:t>一段</w:t></w:r></w:p>' * 3100}<w:sectPr")
    with pytest.raises(YanbaoError, match="上限"):
        check(made)


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:9000],
    "torn": lambda data: data[:-200_000] + bytes(150_000) + data[-50_000:],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_broken_file_is_refused_in_words(spoil: Callable[[bytes], bytes], report: bytes, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(spoil(report))
    for task in (lambda: check_file(path, None, Against(desk)), lambda: accept(path, desk)):
        with pytest.raises(YanbaoError) as refused:
            task()
        assert refused.value.remedy


def test_a_chart_without_its_workbook_is_told(report: bytes, held: dict[str, bytes], check: Check) -> None:
    made = packed({name: content for name, content in held.items() if name != "word/embeddings/chart5.xlsx"})
    assert codes(check(made)) == ["chart-workbook-lost"]


FAR = {
    "the far corner": '<c r="XFD1048576"><v>1</v></c></row></sheetData>',
    "a row beyond all": '<c r="A9999999"><v>1</v></c></row></sheetData>',
}


@pytest.mark.parametrize("cell", FAR.values(), ids=FAR)
def test_a_chart_whose_workbook_reaches_too_far_is_left_unread(cell: str, held: dict[str, bytes], check: Check) -> None:
    name, sheet = "word/embeddings/chart5.xlsx", "xl/worksheets/sheet1.xml"
    made = packed({**held, name: changed(held[name], "</row></sheetData>", cell, sheet)})
    assert codes(check(made)) == ["chart-workbook-lost"]


def test_a_workbook_that_cannot_be_read_costs_itself_only(held: dict[str, bytes]) -> None:
    good = held["word/embeddings/chart5.xlsx"]
    assert list(workbooks.read({"good": good, "cut": good[:900], "none": b""})) == ["good"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a reader confined")
def test_a_workbook_that_bursts_its_reader_leaves_us_standing(held: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "read", lambda books: os.abort())
    assert workbooks.rows_by_path(opened(packed(held)), ["word/embeddings/chart5.xlsx"]) == {}


# --- the whole check --------------------------------------------------------------------------------------------------


def test_the_check_says_how_many_figures_were_left_as_they_were(held: dict[str, bytes], desk: Path, tmp_path: Path) -> None:
    from yanbao.desk.review import screen, written

    path = tmp_path / "edited.docx"
    path.write_bytes(edit("改控件中的一位数字", held, 7).data)
    result = check_file(path, None, Against(desk))
    assert (result.coverage.signed, result.coverage.intact) == (661, 660)
    assert "签署的661处数字中660处原样未动" in re.sub(r"\s", "", screen(result, 80, False))
    assert '"intact": 660' in written([result], {}, "json", "0")
    errors = [one for one in result.findings if one.level == "error"]
    assert len({(one.passage.start, one.passage.end) for one in errors if one.passage}) == len(errors), "one figure, one error"
