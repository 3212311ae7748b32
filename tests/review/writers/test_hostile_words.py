"""Words and names from outside in every output: nothing commands a terminal, turns the order of reading, or breaks the format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

import worded
from checked import REVENUE, reading, report, result
from growth import grows_evenly, seconds_of
from yanbao.core.finding import YanbaoError
from yanbao.core.printable import UNSHOWN
from yanbao.review.result import Result
from yanbao.review.writers import claims, json_report, sarif, terminal, word_comments
from yanbao.review.writers.word_text import MainPart
from yanbao.review.writers.wording import note

DAY = datetime(2026, 5, 22)
TURNED = "甲\u202e乙\x9b31m\x7f\u2066"


def turned() -> Result:
    """A slip whose message, sentence and document bear what must not be shown as it is."""
    held = result(replace(report(), name=f"{TURNED}\n错误：假.txt"))
    told = [replace(one, message=f"{TURNED}{one.message}") for one in held.findings]
    return replace(held, findings=tuple(told))


@pytest.mark.parametrize(
    "write",
    [
        lambda: json_report.write([turned()], {TURNED: TURNED}),
        lambda: sarif.write([turned()], "0.1.0", {TURNED: TURNED}),
        lambda: claims.as_json(replace(reading(report()), document=replace(report(), name=TURNED))),
    ],
    ids=["check", "sarif", "read"],
)
def test_json_spells_out_what_must_not_be_shown_and_means_the_same(write: Callable[[], str]) -> None:
    written = write()
    assert not UNSHOWN.search(written) and "\\u202e" in written
    assert TURNED in "".join(strings(json.loads(written)))


def strings(told: object) -> list[str]:
    """Every text in plain data."""
    if isinstance(told, dict):
        return [one for pair in told.items() for half in pair for one in strings(half)]
    if isinstance(told, list):
        return [one for held in told for one in strings(held)]
    return [told] if isinstance(told, str) else []


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+甲", "'+甲"),
        ("-5亿元", "'-5亿元"),
        ("@甲", "'@甲"),
        ("\t甲", "'\t甲"),
        ("-5.2%", "-5.2%"),
        ("+1,234", "+1,234"),
        (-5.0, -5.0),
        ("甲=乙", "甲=乙"),
        (None, None),
    ],
)
def test_csv_holds_no_formula_and_keeps_its_numbers(cell: object, written: object) -> None:
    assert claims.unformulated(cell) == written


def test_csv_holds_no_command() -> None:
    written = claims.as_csv(replace(reading(report()), document=replace(report(), name=TURNED)))
    assert not UNSHOWN.search(written) and next(csv.reader(io.StringIO(written)))[0] == "甲�乙�31m��"


def test_a_name_of_two_lines_forges_no_line_of_the_report() -> None:
    assert terminal.write(turned()).splitlines()[0].startswith("甲�乙�31m�� 错误：假.txt：")
    assert claims.as_text(reading(replace(report(), name="a\n错误：假"))).startswith("a 错误：假：读到数字")


def test_a_name_that_is_no_utf_8_is_a_reference_of_its_bytes() -> None:
    assert sarif.uri("a\udcff/周.txt") == "a%FF/%E5%91%A8.txt"


def test_notes_in_anothers_program_turn_nothing() -> None:
    lines = note(turned().findings[0])
    assert lines[0].startswith("错误：甲�乙�31m��") and not UNSHOWN.search("".join(lines))


# --- Word packages that lack or pile up what comments need ---


def without(part: str) -> bytes:
    """The small report's package without a part."""
    source = zipfile.ZipFile(io.BytesIO(worded.package(worded.paragraph(REVENUE))))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
    return held.getvalue()


@pytest.mark.parametrize("part", ["_rels/.rels", "[Content_Types].xml", "word/document.xml"])
def test_a_package_without_a_part_is_refused_by_its_name(part: str) -> None:
    with pytest.raises(YanbaoError, match=f"写不进批注：缺少 {re.escape(part)}"):
        word_comments.write(without(part), result(report("a.docx")), DAY)


def test_comments_without_end_take_time_by_their_length() -> None:
    def seconds(number: int) -> float:
        package = worded.package(worded.paragraph(REVENUE), comments="<w:comment " * number)
        held = result(report("a.docx"))
        return seconds_of(lambda: word_comments.write(package, held, DAY))

    assert grows_evenly(seconds, 5000)


def test_a_paragraph_of_a_run_a_character_takes_time_by_its_length() -> None:
    def seconds(number: int) -> float:
        part = MainPart(f"<w:document {worded.SPACE}>{worded.paragraph(*'营' * number)}</w:document>".encode())
        taken = seconds_of(lambda: [part.offset(0, place) for place in range(0, number, 4)])
        assert part.offset(0, number - 4) == number - 4
        assert part.offset(0, number) is part.offset(1, 0) is part.offset(0, -1) is None
        return taken

    assert grows_evenly(seconds, 2000)
