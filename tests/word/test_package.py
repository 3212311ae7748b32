"""The package as Word's own rules ask for it: parts, types and relations in order, ids once, elements in the schema's order."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from paper import AS_OF, report
from traced import everything
from words import W, changed, parts, relations, root
from yanbao.report.blocks import Para
from yanbao.report.press import Press
from yanbao.report.writers import word
from yanbao.report.writers.word.properties import moment_of

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.70, 17.4.60, 17.4.82, 17.5.2.38 and 17.6.17: the order of what we may write.
ORDERS = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs snapToGrid spacing ind contextualSpacing jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u vertAlign lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit trHeight tblHeader",
    "sdtPr": "rPr alias tag id text",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
}


# --- the same bytes --------------------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(whole: bytes, tmp_path: Path) -> None:
    assert word.write(everything(), Press(tmp_path)) == whole


def test_no_part_is_dated_by_the_clock(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- parts -----------------------------------------------------------------------------------------------------------


def test_every_part_is_well_formed_and_has_a_type(whole: bytes) -> None:
    held = parts(whole)
    types = ElementTree.fromstring(held["[Content_Types].xml"])
    named = {one.get("PartName") for one in types.iter(f"{TYPES}Override")}
    assert named == {f"/{path}" for path in held if path != "[Content_Types].xml" and not path.endswith(".rels")}
    for path, content in held.items():
        if path.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)


def test_every_relationship_leads_to_a_part_and_every_part_is_led_to(whole: bytes) -> None:
    held = parts(whole)
    targets = {path for _, _, path in relations(held)}
    assert targets <= set(held)
    assert {path for path in held if not path.endswith(".rels")} - targets == {"[Content_Types].xml"}


def test_every_relationship_that_the_text_names_is_there(whole: bytes) -> None:
    held = parts(whole)
    known = {(source, number) for source, number, _ in relations(held)}
    for path, content in held.items():
        if path.startswith("word/") and path.endswith(".xml"):
            named = re.findall(r'\br:(?:id|embed|link|pict)="([^"]+)"', content.decode())
            assert {(path, number) for number in named} <= known, path


@pytest.mark.parametrize(
    ("element", "attribute"),
    [(f"{W}bookmarkStart", f"{W}id"), (f"{W}bookmarkStart", f"{W}name"), (f"{WP}docPr", "id"), (f"{W}sdtPr/{W}id", f"{W}val")],
)
def test_ids_are_given_once(whole: bytes, element: str, attribute: str) -> None:
    found = [one.get(attribute) for one in root(whole).findall(f".//{element}")]
    assert found
    assert [name for name, times in Counter(found).items() if times > 1] == []


def test_every_bookmark_that_begins_ends(whole: bytes) -> None:
    ends = [one.get(f"{W}id") for one in root(whole).iter(f"{W}bookmarkEnd")]
    assert sorted(ends, key=str) == sorted((one.get(f"{W}id") for one in root(whole).iter(f"{W}bookmarkStart")), key=str)


# --- the schema ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/footer1.xml"])
def test_elements_stand_in_the_order_of_the_schema(whole: bytes, path: str) -> None:
    for held in root(whole, path).iter():
        order = ORDERS.get(held.tag.removeprefix(W), "").split()
        if order:
            places = [order.index(one.tag.removeprefix(W)) for one in held]
            assert places == sorted(places), ElementTree.tostring(held, encoding="unicode")


def test_every_cell_ends_with_a_paragraph(whole: bytes) -> None:
    assert {list(cell)[-1].tag for cell in root(whole).iter(f"{W}tc")} == {f"{W}p"}


def test_tables_never_touch(whole: bytes) -> None:
    for held in root(whole).iter():
        tags = [one.tag for one in held]
        assert (f"{W}tbl", f"{W}tbl") not in list(zip(tags, tags[1:], strict=False))


def test_every_row_has_the_cells_of_its_grid(whole: bytes) -> None:
    for table in root(whole).iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")} == {columns}


def test_every_style_that_is_named_is_defined(whole: bytes) -> None:
    known = {one.get(f"{W}styleId") for one in root(whole, "word/styles.xml").iter(f"{W}style")}
    for path in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/styles.xml"):
        for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            assert {one.get(f"{W}val") for one in root(whole, path).iter(f"{W}{name}")} <= known


def test_another_program_opens_it(whole: bytes) -> None:
    opened = docx.Document(io.BytesIO(whole))
    beside, _ = opened.tables[0].rows[0].cells
    assert [held.text for held in beside.paragraphs if held.style and held.style.name == "Heading 1"][0] == "通信周观点"


# --- what it says of itself ------------------------------------------------------------------------------------------


def test_its_properties_are_those_of_the_issue(whole: bytes) -> None:
    held = docx.Document(io.BytesIO(whole)).core_properties
    assert (held.title, held.author) == ("通信行业周报（2026-05-22）", "样例分析师甲；样例分析师乙")
    assert held.subject == "通信行业　行业周报" and "样例证券股份有限公司" in held.keywords
    assert "<Company>样例证券股份有限公司</Company>" in parts(whole)["docProps/app.xml"].decode()


def test_its_times_are_those_of_the_data(whole: bytes) -> None:
    held = docx.Document(io.BytesIO(whole)).core_properties
    assert held.created == held.modified
    assert f"{held.created:%Y-%m-%dT%H:%M:%S}" == "2026-05-24T10:00:00"


def test_a_moment_without_a_zone_is_read_as_beijing_time() -> None:
    assert moment_of(datetime(2026, 5, 24, 18)) == moment_of(AS_OF)


def test_nothing_is_asked_on_opening(whole: bytes) -> None:
    settings = parts(whole)["word/settings.xml"].decode()
    assert "updateFields" not in settings and "attachedTemplate" not in settings


@pytest.mark.parametrize("words", ["<w:p>&amp;\"'", "\x00\x0b\ufffe\ud800", "]]><!--", "{{7*7}} =cmd|calc"])
def test_text_from_outside_is_text(press: Press, words: str) -> None:
    data = word.write(report(Para((words,))), press)
    shown = "".join(held.text or "" for held in root(data).iter(f"{W}t"))
    assert re.sub("[\x00\x0b\ufffe\ud800]", "\ufffd", words) in shown


def test_another_report_gives_other_bytes(whole: bytes, press: Press) -> None:
    held = everything()
    assert word.write(replace(held, issue=replace(held.issue, house="另一机构")), press) != whole


def test_a_changed_stretch_must_be_there(whole: bytes) -> None:
    with pytest.raises(AssertionError):
        changed(whole, "没有这句话", "")
