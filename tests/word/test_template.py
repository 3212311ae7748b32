"""The template: rebuilt byte for byte; a house's own decides the look, and what it lacks comes from the shipped one."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import tools.house_template

from traced import everything
from words import W, changed, packed, parts, root, style_of
from yanbao.report.press import Press
from yanbao.report.theme import load_theme
from yanbao.report.writers import word
from yanbao.report.writers.word.completion import completed, findings
from yanbao.report.writers.word.styles import NAMES

STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)".*?</w:style>', re.S)


def written(press: Press, template: bytes) -> bytes:
    return word.write(everything(), replace(press, template=template))


def without(shipped: bytes, *keys: str) -> bytes:
    """The shipped template without styles."""
    held = parts(shipped)
    text = held["word/styles.xml"].decode()
    for key in keys:
        (style,) = [found[0] for found in STYLE.finditer(text) if found[1] == key]
        text = text.replace(style, "")
    return packed({**held, "word/styles.xml": text.encode()})


def style(data: bytes, name: str) -> str:
    """A style of a file as text, by its name."""
    text = parts(data)["word/styles.xml"].decode()
    (found,) = [held[0] for held in STYLE.finditer(text) if f'<w:name w:val="{name}"/>' in held[0]]
    return found


def codes(template: bytes | None) -> list[tuple[str, str]]:
    return [(finding.code, finding.level) for finding in findings(template)]


# --- the shipped one -------------------------------------------------------------------------------------------------


def test_the_shipped_template_is_what_the_tool_writes(shipped: bytes) -> None:
    assert tools.house_template.template() == shipped


def test_it_holds_every_style_that_a_report_needs(shipped: bytes) -> None:
    assert completed(shipped).lacking == ()
    assert codes(shipped) == []


def test_its_colours_and_sizes_are_those_of_the_theme(shipped: bytes) -> None:
    theme = load_theme()
    heading = style(shipped, "heading 1")
    assert f'w:val="{theme.light.house[1:]}"' in heading and f'<w:sz w:val="{theme.size["heading1"] * 2:.0f}"/>' in heading
    assert f'w:val="{theme.light.up_text[1:]}"' in style(shipped, "表格上涨")


def test_another_theme_gives_another_template(shipped: bytes) -> None:
    theme = load_theme()
    green = replace(theme, light=replace(theme.light, house="#006633"))
    assert "006633" in style(tools.house_template.template(green), "heading 1")


def test_chinese_and_latin_have_fonts_of_their_own(shipped: bytes) -> None:
    theme = parts(shipped)["word/theme/theme1.xml"].decode()
    assert '<a:latin typeface="Arial"/>' in theme and '<a:ea typeface="Microsoft YaHei"/>' in theme
    assert 'w:eastAsiaTheme="minorEastAsia"' in parts(shipped)["word/styles.xml"].decode()
    assert "思源黑体" in parts(shipped)["word/fontTable.xml"].decode()


# --- a house's own ---------------------------------------------------------------------------------------------------


def test_the_styles_of_a_house_decide_the_look(press: Press, shipped: bytes) -> None:
    own = changed(shipped, style(shipped, "caption"), style(shipped, "caption").replace("0B2E59", "7A0000"), "word/styles.xml")
    assert codes(own) == []
    assert "7A0000" in style(written(press, own), "caption")


def test_its_margins_decide_the_widths(press: Press, shipped: bytes) -> None:
    own = changed(shipped, re.search(r"<w:pgMar[^>]*/>", parts(shipped)["word/document.xml"].decode())[0], MARGINS)  # type: ignore[index]
    data = written(press, own)
    text = parts(data)["word/document.xml"].decode()
    assert 'w:left="2000"' in text and f'<wp:extent cx="{(11906 - 4000) * 635}"' in text


MARGINS = '<w:pgMar w:top="1240" w:right="2000" w:bottom="1120" w:left="2000" w:header="620" w:footer="500" w:gutter="0"/>'


def test_styles_are_found_by_name_whatever_their_ids(press: Press, shipped: bytes) -> None:
    held = parts(shipped)
    text = held["word/styles.xml"].decode().replace('"Heading1"', '"1"').replace('w:val="heading 1"', 'w:val="Heading 1"')
    data = written(press, packed({**held, "word/styles.xml": text.encode()}))
    assert "1" in {style_of(one) for one in root(data).iter(f"{W}p")}


def test_a_style_that_is_lacking_is_brought_and_told(press: Press, shipped: bytes) -> None:
    own = without(shipped, "Caption", "Point")
    (finding,) = findings(own)
    assert (finding.code, finding.level, finding.place) == ("template-lacks-style", "warning", "house/house.docx")
    assert "研报要点、caption" in finding.message and "docs/word.md" in finding.remedy
    assert style(written(press, own), "caption") == style(shipped, "caption")


def test_a_brought_style_takes_no_id_that_is_taken(press: Press, shipped: bytes) -> None:
    held = parts(without(shipped, "Caption"))
    text = held["word/styles.xml"].decode().replace('"Source"', '"Caption"')
    data = written(press, packed({**held, "word/styles.xml": text.encode()}))
    assert 'w:styleId="CaptionYanbao"' in style(data, "caption")
    assert 'w:styleId="Caption"' in style(data, "图表来源")


def test_a_template_of_another_program_lacks_our_own_styles_only(press: Press) -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    (finding,) = findings(made.getvalue())
    assert "研报要点" in finding.message and "heading 1" not in finding.message
    data = written(press, made.getvalue())
    named = {held.find(f"{W}name").get(f"{W}val", "").lower() for held in root(data, "word/styles.xml").iter(f"{W}style")}  # type: ignore[union-attr]
    assert {name.lower() for roles in NAMES.values() for name in roles.values()} <= named
    assert "请务必阅读文末重要声明" in parts(data)["word/footer1.xml"].decode()


def test_points_keep_the_numbering_of_the_house(press: Press, shipped: bytes) -> None:
    own = changed(shipped, '<w:lvlText w:val="%1."/>', '<w:lvlText w:val="（%1）"/>', "word/numbering.xml")
    text = parts(written(press, own))["word/numbering.xml"].decode()
    assert text.count("<w:abstractNum ") == 1 and "（%1）" in text


def test_points_without_a_style_bring_their_numbering(press: Press, shipped: bytes) -> None:
    text = parts(written(press, without(shipped, "Point")))["word/numbering.xml"].decode()
    assert text.count("<w:abstractNum ") == 2
    assert re.search(r'<w:num w:numId="2"><w:abstractNumId w:val="1"/>', text)


# --- what stays behind -----------------------------------------------------------------------------------------------


def test_the_words_of_a_template_stay_behind(whole: bytes, shipped: bytes) -> None:
    assert "首页侧栏" not in parts(whole)["word/document.xml"].decode()
    assert "研报要点" in parts(shipped)["word/document.xml"].decode()


def test_settings_that_ask_or_reach_outside_are_taken_out(press: Press, shipped: bytes) -> None:
    bad = '<w:zoom w:percent="100"/><w:updateFields w:val="true"/><w:attachedTemplate r:id="rId1"/>'
    own = changed(shipped, '<w:zoom w:percent="100"/>', bad, "word/settings.xml")
    text = parts(written(press, own))["word/settings.xml"].decode()
    assert "updateFields" not in text and "attachedTemplate" not in text and "zoom" in text


def test_the_house_places_the_running_words(press: Press, shipped: bytes) -> None:
    text = parts(written(press, shipped))["word/header1.xml"].decode()
    assert "通信行业　2026-05-24" in text and "行业　日期" not in text
    assert "NUMPAGES" in parts(written(press, shipped))["word/footer1.xml"].decode()


# --- what cannot be used ---------------------------------------------------------------------------------------------


def bomb(shipped: bytes) -> bytes:
    return packed({**parts(shipped), "word/media/image1.png": b"0" * (21 * 2**20)})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda shipped: b"",
        lambda shipped: b"PK\x03\x04 no zip",
        lambda shipped: shipped[:9000],
        lambda shipped: packed({"a.txt": b"a"}),
        lambda shipped: packed({**parts(shipped), "word/styles.xml": b"<w:styles>"}),
        lambda shipped: changed(shipped, "<w:styles", '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:styles', "word/styles.xml"),
        bomb,
    ],
    ids=["empty", "no zip", "cut", "no document", "broken XML", "entities", "bomb"],
)
def test_a_template_that_cannot_be_used_gives_way_to_the_shipped_one(spoil, press: Press, shipped: bytes, whole: bytes) -> None:  # type: ignore[no-untyped-def]
    spoilt = spoil(shipped)
    (finding,) = findings(spoilt)
    assert (finding.code, finding.level) == ("broken-template", "error")
    assert "自带的模板" in finding.message and finding.remedy
    assert written(press, spoilt) == whole


def test_no_template_is_no_finding() -> None:
    assert codes(None) == []


def test_the_guide_names_every_style() -> None:
    guide = (Path(tools.house_template.__file__).parents[1] / "docs" / "word.md").read_text(encoding="utf-8")
    assert [name for roles in NAMES.values() for name in roles.values() if f"`{name}`" not in guide] == []
    assert all(f"`{tag}`" in guide for tag in ("yanbao-label", "yanbao-running", "yanbao-notice", "yanbao-house"))
