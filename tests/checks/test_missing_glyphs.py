from printing import codes, report
from yanbao.report.blocks import Para
from yanbao.report.checks.missing_glyphs import missing_glyphs


def test_a_character_the_font_lacks_is_told_once_at_its_first_place() -> None:
    found = list(missing_glyphs(report(("火箭🚀发射",), ("又是🚀与𠮷",))))
    assert codes(found) == ["missing-glyph", "missing-glyph"]
    assert ["🚀" in found[0].message, "𠮷" in found[1].message, "🚀”" in found[1].message] == [True, True, False]


def test_chinese_latin_and_marks_without_a_shape_are_silent() -> None:
    assert list(missing_glyphs(report(("通信①②→é\u200b\ufe0f 12.5%，“引”〓㎡",)))) == []


def test_every_text_of_the_report_is_looked_at() -> None:
    assert codes(list(missing_glyphs(report(risks=(Para(("한",)),))))) == ["missing-glyph"]
