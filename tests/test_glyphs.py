"""Characters the PDF's font lacks: printed as 〓, so that no news title can keep an issue from being written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from traced import market
from yanbao.report.blocks import Para, Section
from yanbao.report.glyphs import held, missing, printable
from yanbao.report.press import Press
from yanbao.report.writers import pdf
from yanbao.report.written import text_of_pdf, written


def test_what_has_no_glyph_is_a_geta_and_what_is_unseen_is_nothing() -> None:
    assert printable("👨\u200d🚀\ufe0f通信\u202e\t12.5%\n") == "〓〓通信\t12.5%\n"
    assert missing("吉𠮷\u200b🚀通信🚀") == sorted("𠮷🚀")


def test_the_font_holds_common_chinese_and_the_geta_itself() -> None:
    assert {ord(mark) for mark in "通信〓①→㎡é"} <= held()
    assert set(range(0x4E00, 0x9FA6)) <= held()


@pytest.mark.parametrize(
    "words", ["火箭🚀", "吉𠮷", "한국", "עברית", "\ufffd\ufffe", "家👨\u200d👩\u200d👧\ufe0f", "ﬁ连字㎡½", "e\u0301组合"]
)
def test_a_text_of_any_script_is_set_and_reads_back(words: str, tmp_path: Path) -> None:
    printed = replace(market(), sections=(Section("body", "正文", (Para((f"前{words}后",)), Para(("下一段。",)))),))
    data = pdf.write(printed, Press(tmp_path))
    assert "下一段。" in text_of_pdf(data)
    assert list(written(printed, "report.pdf", data)) == []
