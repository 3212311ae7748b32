"""Every kind of edit of the real weekly is reported as what it is, and no figure that nobody touched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bench.edits import KINDS, edit
from bench.round_trip import EDITS, SEED, edits, judge

import printing
from words import changed, packed
from yanbao.core.finding import Finding
from yanbao.desk.agreement import agrees
from yanbao.report.writers.word.signed import signed

Check = Callable[[bytes], list[Finding]]
CONTROL = r'<w:sdt><w:sdtPr><w:alias w:val="[^"]*"/><w:tag w:val="{tag}"/>.*?</w:sdt>'


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_is_reported_as_what_it_is(kind: str, held: dict[str, bytes], desk: Path, tmp_path: Path) -> None:
    assert judge(edit(kind, held, SEED), desk, tmp_path).wrong == ""


@pytest.mark.soak
def test_two_hundred_edits(report: bytes, desk: Path, tmp_path: Path) -> None:
    judged = [judge(made, desk, tmp_path) for made in edits(report)]
    assert len(judged) == EDITS
    assert [(one.made.kind, one.wrong) for one in judged if one.wrong] == []


def test_a_file_that_nobody_touched_has_no_findings(report: bytes, check: Check) -> None:
    assert check(report) == []


# --- figures ----------------------------------------------------------------------------------------------------------


def figure(report: bytes, printed: str) -> str:
    """The tag of the first figure printed so in the text."""
    return next(one.tag for one in signed(report).figures if one.printed == printed and not one.chart)


def control(held: dict[str, bytes], tag: str) -> str:
    """A figure's control."""
    (found,) = re.findall(CONTROL.format(tag=tag), held["word/document.xml"].decode())
    return str(found)


def retyped(report: bytes, held: dict[str, bytes], printed: str, now: str) -> bytes:
    """The file with one figure typed anew in its control."""
    whole = control(held, figure(report, printed))
    return changed(report, whole, whole.replace(f">{printed}<", f">{now}<"))


def test_a_figure_that_contradicts_the_data_is_an_error_that_tells_was_is_and_follows(
    report: bytes, held: dict[str, bytes], check: Check
) -> None:
    (found,) = check(retyped(report, held, "0.97%", "0.79%"))
    assert (found.code, found.level) == ("figure-changed", "error")
    assert found.passage is not None
    assert (found.passage.was, found.passage.stated, found.passage.follows) == ("0.97%", "0.79%", "0.97%")
    assert "通信（2026-05-15至2026-05-22）原为“0.97%”，改成“0.79%”" in found.message
    assert found.figure.startswith("index_week_move:801770.SI")


@pytest.mark.parametrize(
    ("now", "code", "level"),
    [
        ("1.0%", "figure-respelled", "info"),
        ("0.970%", "figure-changed", "error"),
        ("9.70%（前为0.97%）", "figure-changed", "error"),
    ],
)
def test_other_places_of_the_same_value_are_no_error(
    now: str, code: str, level: str, report: bytes, held: dict[str, bytes], check: Check
) -> None:
    (found,) = check(retyped(report, held, "0.97%", now))
    assert (found.code, found.level) == (code, level)


@pytest.mark.parametrize(("now", "is_a_print"), [("12000万元", True), ("1.20亿元", True), ("12100万元", False), ("1.2亿美元", False)])
def test_an_amount_in_another_magnitude_is_the_same_and_in_another_currency_is_not(now: str, is_a_print: bool) -> None:
    assert agrees(now, "1.2亿元", printing.figure(1.2, "亿元")) is is_a_print


def test_a_sign_before_a_control_makes_another_figure(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    found = check(changed(report, whole, f"<w:r><w:t>-</w:t></w:r>{whole}"))
    assert ("figure-changed", "error") in {(one.code, one.level) for one in found}


def test_a_word_that_follows_from_a_value_is_more_than_style(report: bytes, check: Check) -> None:
    (found,) = check(changed(report, ">下跌<", ">上涨<"))
    assert (found.code, found.level) == ("direction-edited", "warning")
    assert "“下跌”改为“上涨”" in found.message


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [
        ("本周申万通信下跌0.97%。", "typed-figure-bound", "info"),
        ("本周申万通信下跌3.20%。", "typed-figure-contradicted", "error"),
        ("某公司的良率为71.3%。", "typed-figure-unsupported", "warning"),
    ],
)
def test_a_figure_typed_by_hand_is_bound_contradicted_or_unsupported(
    typed: str, code: str, level: str, report: bytes, check: Check
) -> None:
    found = check(changed(report, "<w:sectPr", f"<w:p><w:r><w:t>{typed}</w:t></w:r></w:p><w:sectPr"))
    assert [(one.code, one.level) for one in found] == [("passage-added", "info"), (code, level)]


def test_a_figure_typed_by_hand_beside_its_like_in_a_control_is_found(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    found = check(changed(report, whole, f"{whole}<w:r><w:t>，费用同比增长0.97%</w:t></w:r>"))
    assert [one.code for one in found if one.code.startswith("typed")] == ["typed-figure-unsupported"]


def test_an_exhibit_that_got_another_number_is_not_a_new_title(report: bytes, check: Check) -> None:
    shown = re.findall(r"<w:fldSimple w:instr=[^>]*SEQ[^>]*><w:r><w:t[^>]*>4</w:t>", packed_text(report))[0]
    assert [one.code for one in check(changed(report, shown, shown.replace(">4<", ">5<")))] == ["exhibit-renumbered"]


def packed_text(data: bytes) -> str:
    """The main text's XML."""
    from words import parts

    return parts(data)["word/document.xml"].decode()


def test_what_is_said_beside_the_text_is_told_where_it_stands(held: dict[str, bytes], check: Check) -> None:
    note, typed = check(edit("添脚注", held, SEED).data)
    assert (note.code, note.place) == ("passage-added", "脚注") and note.message.startswith("新增脚注：本周申万通信上涨")
    assert (typed.code, typed.level, typed.place) == ("typed-figure-contradicted", "error", "脚注")
    (head,) = check(edit("改页眉", held, SEED).data)
    assert (head.code, head.level, head.place) == ("header-edited", "warning", "页眉")


RUN = "<w:r><w:t>{}</w:t></w:r>"
EQUATION = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{}</m:t></m:r></m:oMath>'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"


def test_hidden_text_in_a_figure_leaves_the_figure_as_signed_and_is_told(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    (found,) = check(changed(report, whole, whole.replace("<w:sdtContent>", f"<w:sdtContent>{HIDDEN.format('底价1.1%')}")))
    assert (found.code, found.level) == ("hidden-dropped", "warning") and "“底价1.1%”" in found.message


def test_a_figure_that_is_hidden_is_a_figure_that_is_gone(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    hidden = re.sub(r"<w:sdtContent>.*</w:sdtContent>", f"<w:sdtContent>{HIDDEN.format('0.97%')}</w:sdtContent>", whole)
    assert [one.code for one in check(changed(report, whole, hidden))] == ["hidden-dropped", "figure-deleted"]


def test_an_edit_behind_hidden_text_is_told_at_its_place(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    made = changed(report, whole, HIDDEN.format("1234567") + whole.replace(">0.97%<", ">0.79%<"))
    (found,) = [one for one in check(made) if one.code == "figure-changed"]
    assert found.passage is not None and found.passage.stated == "0.79%"


def test_a_figure_typed_into_an_equation_is_told_as_one_typed_into_the_line(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    line, equation = (
        [one.message for one in check(changed(report, whole, way.format("（另有12.34%）") + whole))] for way in (RUN, EQUATION)
    )
    assert equation == line and any("12.34%" in message for message in line)


def test_an_edit_behind_an_equation_is_told_at_its_place(report: bytes, held: dict[str, bytes], check: Check) -> None:
    whole = control(held, figure(report, "0.97%"))
    made = changed(report, whole, EQUATION.format("x") + whole.replace(">0.97%<", ">0.79%<"))
    (found,) = [one for one in check(made) if one.code == "figure-changed"]
    assert found.passage is not None and found.passage.stated == "0.79%"


def test_hidden_text_in_a_running_head_is_told(held: dict[str, bytes], check: Check) -> None:
    path, head = next((path, one.decode()) for path, one in held.items() if re.fullmatch(r"word/header\d*\.xml", path) and b"<w:t" in one)
    made = packed({**held, path: head.replace("</w:p>", HIDDEN.format("内部稿") + "</w:p>", 1).encode()})
    (found,) = check(made)
    assert (found.code, found.message) == ("hidden-dropped", "页眉里有隐藏的文字，页面上看不见：“内部稿”。")


def test_heads_of_a_file_that_does_not_say_what_they_were_are_let_be(held: dict[str, bytes]) -> None:
    from yanbao.report.edited.margins import edits
    from yanbao.report.writers.word.reading import opened
    from yanbao.report.writers.word.signed import signed_in

    package = opened(edit("改页眉", held, SEED).data)
    told = signed_in(package)
    assert told is not None and [one.kind for one in edits(told, package)] == ["passage-edited"]
    assert list(edits(replace(told, beside=()), package)) == []
    assert replace(told, beside=()).digest != told.digest


def test_tracked_changes_and_comments_are_told(report: bytes, held: dict[str, bytes], check: Check) -> None:
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="1" w:author="合规"><w:p><w:r><w:t>请核对口径</w:t></w:r></w:p></w:comment>'
        '<w:comment w:id="2" w:author="yanbao"><w:p><w:r><w:t>错误：上次核对</w:t></w:r></w:p></w:comment></w:comments>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    relations = held["word/_rels/document.xml.rels"].decode()
    related = relations.replace("</Relationships>", f'<Relationship Id="rId900" Type="{kind}" Target="comments.xml"/></Relationships>')
    made = packed({**held, "word/comments.xml": comments.encode(), "word/_rels/document.xml.rels": related.encode()})
    (found,) = check(made)
    assert (found.code, found.message) == ("comment", "批注（合规）：请核对口径")
