"""What a correction says of itself stands in every format, above the title, in either language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import paper
from workbook import Workbook
from yanbao.report.blocks import Corrects, Report, Section, plain
from yanbao.report.language import language
from yanbao.report.press import Press
from yanbao.report.sections.cover import correction
from yanbao.report.speech import text_in
from yanbao.report.writers import WRITERS
from yanbao.report.written import TEXT_OF, as_read, written

REASON = "净增数由861改为816，<b>口径</b>有误"
SAID = {
    "zh": f"更正：本报告取代此前发布的2026-05-22周报第1次更正。更正内容：{REASON}",
    "en": f"Correction: this report replaces correction No. 1 of the weekly of 2026-05-22. What was corrected: {REASON}",
}


def corrected(code: str, said: bool = True) -> Report:
    """A report whose cover says, or does not, what it corrects."""
    words = text_in(correction(Corrects(1, REASON), date(2026, 5, 22)), language(code))
    held = paper.report()
    cover = replace(paper.cover(), correction=words if said else ())
    return replace(held, sections=(Section("cover", "封面", (cover,)), *held.sections[1:]))


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize("name", TEXT_OF)
def test_pages_paper_and_word_say_it_above_the_title(name: str, code: str, tmp_path: Path) -> None:
    report = corrected(code)
    data = WRITERS[name](report, Press(tmp_path))
    text = as_read(TEXT_OF[name](data), name)
    title = plain(next(iter(report.sections[0].blocks)).title)  # type: ignore[union-attr]
    assert 0 <= text.find(as_read(SAID[code], name)) < text.rfind(as_read(title, name))
    assert list(written(report, name, data)) == []


def test_a_file_that_does_not_say_it_is_found(tmp_path: Path) -> None:
    silent = WRITERS["report.html"](corrected("zh", said=False), Press(tmp_path))
    assert [(one.code, SAID["zh"] in one.message) for one in written(corrected("zh"), "report.html", silent)] == [("written-differs", True)]


@pytest.mark.parametrize("code", SAID)
def test_the_first_sheet_of_the_workbook_says_it(code: str, tmp_path: Path) -> None:
    book = Workbook(WRITERS["report.xlsx"](corrected(code), Press(tmp_path)))
    assert SAID[code] in book.strings
    assert SAID[code] not in Workbook(WRITERS["report.xlsx"](corrected(code, said=False), Press(tmp_path))).strings
