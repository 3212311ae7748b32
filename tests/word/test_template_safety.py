"""What a house's template must not hand on: pages that nobody can print, fields that run or fetch something, links out of the file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from traced import everything
from words import changed, packed, parts
from yanbao.report.press import Press
from yanbao.report.writers import word
from yanbao.report.writers.word.completion import findings
from yanbao.report.writers.word.styles import NAMES

HEAD, HEAD_RELATIONS = "word/header1.xml", "word/_rels/header1.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(press: Press, template: bytes) -> dict[str, bytes]:
    return parts(word.write(everything(), replace(press, template=template)))


def with_page(shipped: bytes, name: str, **sides: str) -> bytes:
    """The shipped template with other sides of its last section's page."""
    (old,) = set(re.findall(rf"<w:{name} [^>]*/>", parts(shipped)["word/document.xml"].decode()))
    new = old
    for side, value in sides.items():
        new = re.sub(rf'w:{side}="[^"]*"', f'w:{side}="{value}"', new)
    assert new != old
    return changed(shipped, old, new)


def with_head(shipped: bytes, paragraph: str, *relations: str) -> bytes:
    """The shipped template with one more paragraph in its running head, and relationships of that part."""
    held = parts(changed(shipped, "</w:hdr>", f"<w:p>{paragraph}</w:p></w:hdr>", HEAD))
    told = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(relations)}</Relationships>'
    return packed({**held, HEAD_RELATIONS: told.encode()} if relations else held)


def relation(number: str, kind: str, target: str, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def shown(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(words: str, result: str) -> str:
    return mark("begin") + instruction(words) + mark("separate") + shown(result) + mark("end")


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sides", "said"),
    [
        ("pgSz", {"w": "abc"}, "“abc”"),
        ("pgSz", {"w": "0", "h": "0"}, "“0”"),
        ("pgSz", {"w": "-11906"}, "“-11906”"),
        ("pgSz", {"h": "31681"}, "“31681”"),
        ("pgMar", {"left": "-1"}, "left"),
        ("pgMar", {"top": "99999"}, "top"),
        ("pgMar", {"header": "1cm"}, "header"),
        ("pgMar", {"left": "5000", "right": "5000"}, "版心"),
        ("pgMar", {"top": "8000", "bottom": "8000"}, "版心"),
        ("pgMar", {"gutter": "8000"}, "版心"),
    ],
)
def test_an_impossible_page_gives_way_to_the_shipped_template(
    name: str, sides: dict[str, str], said: str, press: Press, shipped: bytes, whole: bytes
) -> None:
    own = with_page(shipped, name, **sides)
    (finding,) = findings(own)
    assert (finding.code, finding.level) == ("broken-template", "error")
    assert said in finding.message and "页面设置" in finding.remedy
    assert written(press, own) == parts(whole)


@pytest.mark.parametrize("sides", [{"w": "16838", "h": "11906"}, {"w": "12240", "h": "15840"}, {"w": "31680", "h": "31680"}])
def test_pages_of_other_sizes_are_taken(sides: dict[str, str], shipped: bytes) -> None:
    assert list(findings(with_page(shipped, "pgSz", **sides))) == []


# --- fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        (field('DDEAUTO c:\\\\cmd.exe "/k calc"', "旧值"), "DDEAUTO"),
        (field(" dde excel book r1c1 ", "旧值"), "DDE"),
        (field('INCLUDEPICTURE "http://a.example/x.png"', "旧值"), "INCLUDEPICTURE"),
        (field('INCLUDETEXT "c:\\\\a.docx"', "旧值"), "INCLUDETEXT"),
        (field("LINK Excel.Sheet.8 a.xlsx", "旧值"), "LINK"),
        (field("MACROBUTTON Run 旧值", "旧值"), "MACROBUTTON"),
        (mark("begin") + instruction("DDE") + instruction("AUTO calc") + mark("separate") + shown("旧值") + mark("end"), "DDEAUTO"),
        (
            mark("begin") + field("QUOTE DDEAUTO", "DDEAUTO") + instruction(" PAGE ") + mark("separate") + shown("旧值") + mark("end"),
            "PAGE",
        ),
        (mark("begin") + instruction("DDEAUTO calc") + shown("旧值"), "DDEAUTO"),
        ('<w:fldSimple w:instr="DDEAUTO calc"><w:r><w:t>旧值</w:t></w:r></w:fldSimple>', "DDEAUTO"),
    ],
)
def test_a_field_that_runs_or_fetches_is_taken_out_and_told(paragraph: str, name: str, press: Press, shipped: bytes) -> None:
    own = with_head(shipped, paragraph)
    (finding,) = findings(own)
    assert (finding.code, finding.level) == ("template-unsafe-part", "warning")
    assert f"域 {name}" in finding.message
    text = written(press, own)[HEAD].decode()
    assert not re.search(r"instrText[^<]*<|fldChar|DDE|INCLUDE|MACRO|LINK", text)


def test_the_words_that_an_unsafe_field_shows_stay(press: Press, shipped: bytes) -> None:
    assert "旧值" in written(press, with_head(shipped, field("LINK Excel.Sheet.8 a.xlsx", "旧值")))[HEAD].decode()


@pytest.mark.parametrize("words", [" PAGE ", "NUMPAGES \\* MERGEFORMAT", "sectionpages", 'STYLEREF "heading 1"', "TITLE"])
def test_fields_that_tell_of_the_document_itself_stay(words: str, press: Press, shipped: bytes) -> None:
    own = with_head(shipped, field(words.replace('"', "&quot;"), "1"))
    assert list(findings(own)) == []
    assert words in written(press, own)[HEAD].decode().replace("&quot;", '"')


def test_a_running_head_that_is_said_to_be_something_else_is_made_inert_all_the_same(press: Press, shipped: bytes) -> None:
    own = with_head(shipped, field('INCLUDEPICTURE "http://a.example/x.png"', "旧值"))
    types = re.sub(r'<Override PartName="/word/header1.xml"[^>]*/>', "", parts(own)["[Content_Types].xml"].decode())
    own = packed({**parts(own), "[Content_Types].xml": types.encode()})
    (finding,) = findings(own)
    assert "域 INCLUDEPICTURE" in finding.message
    made = written(press, own)
    assert b"INCLUDEPICTURE" not in made[HEAD] and b"wordprocessingml.header+xml" in made["[Content_Types].xml"]


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["abc", "9" * 5000, "\u0661"])
def test_a_numbering_that_word_could_not_have_written_is_passed_over(number: str, press: Press, shipped: bytes) -> None:
    names = r'w:(numId|abstractNumId)="[^"]*"'
    numbering = re.sub(names, rf'w:\1="{number}"', parts(shipped)["word/numbering.xml"].decode())
    own = packed({**parts(shipped), "word/numbering.xml": numbering.encode()})
    assert list(findings(own)) == []
    assert b"<w:num " in written(press, own)["word/numbering.xml"]


# --- links -----------------------------------------------------------------------------------------------------------

PICTURE = (
    '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:{how}="{number}"/></w:drawing></w:r>'
)
LINK = (
    '<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9">'
    "<w:r><w:t>网站</w:t></w:r></w:hyperlink>"
)


def test_a_picture_from_outside_goes_with_its_frame(press: Press, shipped: bytes) -> None:
    own = with_head(shipped, PICTURE.format(how="link", number="rId9"), relation("rId9", "image", "http://a.example/track.png"))
    (finding,) = findings(own)
    assert finding.code == "template-unsafe-part" and "外部链接 http://a.example/track.png" in finding.message
    made = written(press, own)
    assert b"drawing>" not in made[HEAD] and HEAD_RELATIONS not in made


def test_a_picture_that_is_not_there_goes_too(press: Press, shipped: bytes) -> None:
    own = with_head(shipped, PICTURE.format(how="embed", number="rId9"), relation("rId9", "image", "../../etc/passwd", outside=False))
    assert [finding.code for finding in findings(own)] == ["template-unsafe-part"]
    assert b"drawing>" not in written(press, own)[HEAD]


def test_a_picture_of_the_house_stays(press: Press, shipped: bytes) -> None:
    own = with_head(shipped, PICTURE.format(how="embed", number="rId9"), relation("rId9", "image", "media/logo.png", outside=False))
    types = (
        parts(own)["[Content_Types].xml"].decode().replace("<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1)
    )
    own = packed({**parts(own), "[Content_Types].xml": types.encode(), "word/media/logo.png": b"\x89PNG"})
    assert list(findings(own)) == []
    made = written(press, own)
    assert made["word/media/logo.png"] == b"\x89PNG" and b"drawing>" in made[HEAD]


def test_an_embedded_object_is_taken_out(press: Press, shipped: bytes) -> None:
    own = with_head(shipped, "<w:r><w:object/></w:r>", relation("rId9", "oleObject", "embeddings/a.bin", outside=False))
    own = packed({**parts(own), "word/embeddings/a.bin": b"\xd0\xcf"})
    assert [finding.code for finding in findings(own)] == ["template-unsafe-part"]
    made = written(press, own)
    assert "word/embeddings/a.bin" not in made and b"w:object" not in made[HEAD]


@pytest.mark.parametrize(("target", "kept"), [("https://a.example/", True), ("mailto:a@a.example", True), ("file://server/share", False)])
def test_links_to_the_web_stay(target: str, kept: bool, press: Press, shipped: bytes) -> None:
    own = with_head(shipped, LINK, relation("rId9", "hyperlink", target))
    assert [finding.code for finding in findings(own)] == ([] if kept else ["template-unsafe-part"])
    made = written(press, own)
    assert (target.encode() in made.get(HEAD_RELATIONS, b"")) is kept and "网站" in made[HEAD].decode()


# --- without styles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_template_without_styles_lacks_them_all(part: str, shipped: bytes) -> None:
    (finding,) = findings(packed({name: data for name, data in parts(shipped).items() if name != part}))
    assert finding.code == "template-lacks-style"
    assert [name for roles in NAMES.values() for name in roles.values() if name not in finding.message] == []
