"""Word comments: at the exact characters, formatting and earlier comments kept, other parts untouched, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import worded
from checked import BREADTH, CAPTION, REVENUE, ROWS, SOURCE, TITLE, document, reading, report, result, slip
from worded import paragraph, run, table
from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document, Stretch
from yanbao.reader.documents import open_document
from yanbao.review.result import judged
from yanbao.review.writers.word_comments import write

DAY = datetime(2026, 5, 22)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ESCAPED = BREADTH.replace("<", "&lt;").replace(">", "&gt;")
HELD = '<w:comment w:id="4" w:author="王"><w:p><w:r><w:t>原有批注</w:t></w:r></w:p></w:comment>'
BODY = (
    paragraph(run(TITLE, "<w:b/>")),
    paragraph(REVENUE[:30], run(REVENUE[30:34], "<w:b/>"), run(REVENUE[34:36], '<w:color w:val="FF0000"/>'), REVENUE[36:]),
    paragraph(ESCAPED), paragraph(CAPTION), table(*ROWS), paragraph(SOURCE),
)  # fmt: skip


def parts(package: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name).decode() for name in held.namelist()}


def commented(package: bytes) -> dict[str, str]:
    """What each comment is about, by the first line of the comment."""
    held = parts(package)
    said = {
        one.get(f"{W}id"): "".join(part.text or "" for part in next(one.iter(f"{W}p")).iter(f"{W}t"))
        for one in ElementTree.fromstring(held["word/comments.xml"]).iter(f"{W}comment")
    }
    about: dict[str, str] = {}
    running: set[str] = set()
    for element in ElementTree.fromstring(held["word/document.xml"]).iter():
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            running.add(number)
        elif element.tag == f"{W}commentRangeEnd":
            running.remove(number)
        elif element.tag == f"{W}t":
            about |= {said[one]: about.get(said[one], "") + (element.text or "") for one in running}
    assert not running
    return about


def text_of(xml: str) -> str:
    return "".join(element.text or "" for element in ElementTree.fromstring(xml).iter(f"{W}t"))


def test_each_comment_spans_exactly_its_figure() -> None:
    written, lost = write(worded.package(*BODY), result(report("周报.docx")), DAY)
    assert lost == []
    assert commented(written) == {
        "错误：6.1%与同句的数字不符。": "6.1%", "错误：100家与同句的数字不符。": "100家", "警告：60.0%与同句的数字不符。": "60.0%",
    }  # fmt: skip


def test_a_comment_says_everything_signed_and_dated() -> None:
    written, _ = write(worded.package(*BODY), result(report("周报.docx")), DAY)
    comment = next(ElementTree.fromstring(parts(written)["word/comments.xml"]).iter(f"{W}comment"))
    assert (comment.get(f"{W}author"), comment.get(f"{W}date")) == ("yanbao", "2026-05-22T00:00:00Z")
    lines = ["".join(part.text or "" for part in one.iter(f"{W}t")) for one in comment.iter(f"{W}p")]
    assert lines[1:] == [
        "原文：6.1%",
        "应为：5.1%",
        "算式：10.51 ÷ 10.00 − 1 = 5.1%",
        "处理：核对原始数据后改正。",
        "[change-against-levels]",
    ]


def test_split_runs_keep_their_formatting_and_no_character_is_lost() -> None:
    package = worded.package(*BODY)
    written, _ = write(package, result(report("周报.docx")), DAY)
    before, after = (parts(one)["word/document.xml"] for one in (package, written))
    assert text_of(after) == text_of(before)

    def dressed(xml: str) -> list[tuple[str, str]]:
        runs = re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t[^>]*>(.*?)</w:t></w:r>", xml)
        return [(dress, character) for dress, text in runs for character in re.findall(r"&\w+;|.", text)]

    assert dressed(after) == dressed(before)
    assert "<w:r></w:r>" not in after and "/w:rPr></w:r>" not in after


def test_declarations_the_document_relies_on_stay() -> None:
    written, _ = write(worded.package(*BODY), result(report("周报.docx")), DAY)
    root = parts(written)["word/document.xml"].partition("<w:body>")[0]
    assert root == parts(worded.package())["word/document.xml"].partition("<w:body>")[0]


def test_the_comments_are_made_known_once() -> None:
    held = parts(write(worded.package(*BODY), result(report("周报.docx")), DAY)[0])
    assert held["[Content_Types].xml"].count("comments+xml") == 1 and held["word/_rels/document.xml.rels"].count("/comments") == 1
    for name in held:
        ElementTree.fromstring(held[name])


def test_earlier_comments_stay_and_numbers_do_not_meet() -> None:
    held = parts(write(worded.package(*BODY, comments=HELD), result(report("周报.docx")), DAY)[0])
    comments = [one.get(f"{W}id") for one in ElementTree.fromstring(held["word/comments.xml"]).iter(f"{W}comment")]
    assert comments == ["4", "5", "6", "7"] and HELD in held["word/comments.xml"]
    assert held["[Content_Types].xml"].count("comments+xml") == 1 and held["word/_rels/document.xml.rels"].count("/comments") == 1


def test_all_other_parts_keep_their_bytes_and_the_same_input_gives_the_same() -> None:
    package = worded.package(*BODY, more={"word/media/chart.bin": "图" * 1000, "word/styles.xml": "<w:styles/>"})
    written, _ = write(package, result(report("周报.docx")), DAY)
    assert written == write(package, result(report("周报.docx")), DAY)[0]
    before, after = parts(package), parts(written)
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name: after[name] for name in before if name not in changed} == {name: before[name] for name in before if name not in changed}


def test_without_findings_the_copy_is_the_file() -> None:
    package = worded.package(*BODY)
    assert write(package, replace(result(report("周报.docx")), findings=())) == (package, [])


def test_tracked_changes_count_as_accepted() -> None:
    changed = paragraph(
        run("收入10.51亿元，增长"), '<w:del w:id="1"><w:r><w:delText>5.1%</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="李">{run("6.1%")}</w:ins>', run("。"),
    )  # fmt: skip
    held = document("收入10.51亿元，增长6.1%。", name="a.docx")
    written, lost = write(worded.package(changed), judged(reading(held), {"one": lambda held: iter([slip(held, "6.1%")])}), DAY)
    assert lost == [] and list(commented(written).values()) == ["6.1%"]


def test_what_cannot_be_found_is_put_on_the_first_words_and_says_where_it_belongs() -> None:
    held = document("收入10.51亿元，增长6.1%。", name="a.docx")
    checked = judged(reading(held), {"one": lambda held: iter([slip(held, "6.1%")])})
    written, lost = write(worded.package(paragraph("别的内容"), paragraph("完")), checked, DAY)
    assert [one.code for one in lost] == ["change-against-levels"]
    assert commented(written) == {"错误：6.1%与同句的数字不符。": "别的内容"}
    assert "所指：第1段 收入10.51亿元，增长6.1%。" in parts(written)["word/comments.xml"]


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
TWICE = "收入10.51亿元，增长6.1%。"


def read_and_commented(*body: str) -> tuple[Document, bytes, list[str]]:
    """The body as the reader reads it, then with a comment on each 6.1%, and the places that were lost."""
    package = worded.package(*body)
    opened = open_document(package, "a.docx")
    held = reading(opened)
    wrong = [claim for claim in held.claims if claim.text == "6.1%"]
    families = {
        f"f{number}": lambda held, claim=claim: iter([slip(replace(held, claims=(claim,)), "6.1%", code=f"c{claim.start}")])
        for number, claim in enumerate(wrong)
    }
    written, lost = write(package, judged(held, families), DAY)
    return opened, written, [one.place for one in lost]


def test_where_the_reader_keeps_a_map_it_is_followed_among_sentences_all_alike() -> None:
    linked = f'<w:p><w:hyperlink w:anchor="a">{run("收入10.51亿元，增长6")}</w:hyperlink>{run(".1%。")}</w:p>'
    controlled = f"<w:sdt><w:sdtContent>{paragraph(TWICE)}</w:sdtContent></w:sdt>"
    opened, written, lost = read_and_commented(paragraph(TWICE), linked, controlled, table(("甲", TWICE), ("乙", TWICE)))
    assert lost == [] and opened.text.count("6.1%") == 5
    assert open_document(written, "a.docx").text == opened.text
    xml = parts(written)["word/document.xml"]
    spanned = re.findall(r'<w:commentRangeStart w:id="\d"/>(.*?)<w:commentRangeEnd', xml)
    assert [re.sub("<[^>]*>", "", one) for one in spanned] == ["6.1%"] * 5


def test_a_figure_with_hidden_text_or_a_symbol_beside_it_is_spanned_whole() -> None:
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0BB"/></w:r>'
    parted = paragraph("收入10.51亿元", symbol, "，增长6", run("9", "<w:vanish/>"), ".1%。")
    opened, written, lost = read_and_commented(paragraph("利润不变。"), parted)
    assert lost == [] and open_document(written, "a.docx").text == opened.text
    assert list(commented(written).values()) == ["69.1%"], "the comment spans the hidden text between its ends"


def test_a_figure_behind_an_equation_is_spanned_and_one_in_it_is_told_on_the_first_words() -> None:
    equation = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r>{}</m:r></m:oMath>'
    behind = paragraph("收入10.51亿元", equation.format("<m:t>x=9</m:t><w:t>8</w:t>"), "，增长6.1%。")
    opened, written, lost = read_and_commented(paragraph("利润不变。"), behind)
    assert "x=98" in opened.text and lost == [] and list(commented(written).values()) == ["6.1%"]
    _, written, lost = read_and_commented(paragraph("利润不变。"), paragraph("增长", equation.format("<m:t>6.1%</m:t>"), "。"))
    assert lost == ["第2段"] and list(commented(written).values()) == ["利润不变。"]


def test_what_stands_in_a_text_box_is_told_on_the_first_words_and_its_copy_is_left_alone() -> None:
    opened, written, lost = read_and_commented(paragraph("正文"), f"<w:p>{BOX.format(paragraph(TWICE))}</w:p>", paragraph("完"))
    assert lost == ["第2段"] and opened.text.count("6.1%") == 1
    assert open_document(written, "a.docx").text == opened.text
    assert list(commented(written).values()) == ["正文"]


def test_a_sentence_that_stands_in_a_text_box_as_well_is_told_from_it_by_the_map() -> None:
    _, written, lost = read_and_commented(paragraph(TWICE), f"<w:p>{BOX.format(paragraph(TWICE))}</w:p>")
    assert lost == ["第2段"]
    exact = r'<w:commentRangeStart w:id="1"/><w:r><w:t xml:space="preserve">6.1%</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    assert len(re.findall(exact, parts(written)["word/document.xml"])) == 1


def test_a_map_that_leads_to_other_words_is_not_believed() -> None:
    held = replace(report("周报.docx"), map=(Stretch(0, len(report().text), 1, 0),))
    written, lost = write(worded.package(*BODY), result(held), DAY)
    assert lost == [] and sorted(commented(written).values()) == ["100家", "6.1%", "60.0%"]


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", worded.package()[:300]])
def test_a_broken_package_is_an_error_with_its_remedy(broken: bytes) -> None:
    with pytest.raises(YanbaoError, match=r"周报.docx.*另存为"):
        write(broken, result(report("周报.docx")), DAY)


@given(st.lists(st.sampled_from(["营业收入", "10.51亿元", "6.1%", "&amp;", "<w:tab/>", " "]), min_size=1, max_size=8), st.data())
def test_however_the_runs_are_cut_every_figure_is_spanned(words: list[str], data: st.DataObject) -> None:
    plain = "".join(words).replace("&amp;", "&").replace("<w:tab/>", "\t")
    spots = [found.start() for found in re.finditer(r"6\.1%", plain)]
    if not spots:
        return
    cuts = sorted({0, len(plain), *data.draw(st.lists(st.integers(0, len(plain)), max_size=6))})
    pieces = [plain[first:last] for first, last in zip(cuts, cuts[1:], strict=False)]
    escaped = [one.replace("&", "&amp;").split("\t") for one in pieces]
    runs = ["<w:r>" + "<w:tab/>".join(f'<w:t xml:space="preserve">{text}</w:t>' for text in texts) + "</w:r>" for texts in escaped]
    held = reading(document(plain, name="a.docx"))
    claims = [claim for claim in held.claims if claim.text == "6.1%"]
    families = {
        f"f{number}": lambda held, claim=claim: iter([slip(replace(held, claims=(claim,)), "6.1%", code=f"c{claim.start}")])
        for number, claim in enumerate(claims)
    }
    written, lost = write(worded.package(f"<w:p>{''.join(runs)}</w:p>"), judged(held, families), DAY)
    assert lost == []
    after = parts(written)["word/document.xml"]
    assert text_of(after) == plain.replace("\t", "")
    starts, ends = [], []
    seen = 0
    for element in ElementTree.fromstring(after).iter():
        if element.tag == f"{W}commentRangeStart":
            starts.append(seen)
        elif element.tag == f"{W}commentRangeEnd":
            ends.append(seen)
        elif element.tag in (f"{W}t", f"{W}tab"):
            seen += len(element.text or "") if element.tag == f"{W}t" else 1
    assert starts == [claim.start for claim in claims] and ends == [claim.end for claim in claims]
