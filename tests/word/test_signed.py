"""What the file carries of its report: every figure in a control, found again after an editor and other programs had it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traced import everything, market
from words import changed, packed, parts
from yanbao.core.finding import YanbaoError
from yanbao.report.blocks import Chart, plain
from yanbao.report.edited.document import read
from yanbao.report.press import Press
from yanbao.report.writers import word
from yanbao.report.writers.word.reading import opened
from yanbao.report.writers.word.signed import signed
from yanbao.report.writers.word.signing import PART

SAVED = Path(__file__).parent / "saved"
CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="[^"]*"/><w:tag w:val="{tag}"/><w:id w:val="\\d+"/></w:sdtPr><w:sdtContent>.*?</w:sdtContent></w:sdt>'
)


def control(data: bytes, tag: str) -> str:
    """The control of a tag as it stands in the text."""
    (found,) = re.findall(CONTROL.format(tag=tag), parts(data)["word/document.xml"].decode())
    return str(found)


@dataclass(frozen=True)
class Control:
    """A figure's control: what was printed and what it holds now; ``now`` is None where it is gone."""

    tag: str
    id: str
    printed: str
    now: str | None


def controls(data: bytes, name: str = "report.docx") -> list[Control]:
    """Every figure that was given a control, as printed and as an edited copy holds it; a copied control comes twice."""
    found = read(opened(data, name))
    lines = list(found.everywhere())
    told = [(span.tag, line.words(span)) for line in lines for span in (line.marked if found.by_mark else line.held)]
    figures = [figure for figure in signed(data, name).figures if not figure.chart]
    return [
        Control(figure.tag, figure.id, figure.printed, now)
        for figure in figures
        for now in ([words for tag, words in told if tag == figure.tag] or [None])
    ]


def edited(data: bytes, tag: str, edit: Callable[[str], str]) -> list[Control]:
    """The controls that no longer hold what was printed, after an edit of one of them."""
    held = control(data, tag)
    return [one for one in controls(changed(data, held, edit(held))) if one.now != one.printed]


def tag_of(printed: str) -> str:
    """The tag of the first figure of the small section that was printed so."""
    return next(f"f{place:04d}" for place, entry in enumerate(market().printed, 1) if entry.cite.text == printed)


# --- what is written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [market(), everything()], ids=["market", "everything"])
def test_every_figure_that_is_printed_has_a_control_or_is_a_label_of_a_chart(report, press: Press) -> None:  # type: ignore[no-untyped-def]
    data = word.write(report, press)
    found, told = controls(data), signed(data)
    assert [one.now for one in found] == [one.printed for one in found]
    charts = [held.body for held in report.exhibits() if isinstance(held.body, Chart)]
    labels = [cite.text for chart in charts for mark in chart.marks for _, cite in mark.labels]
    assert len(found) + len(labels) == len(report.printed)
    assert [(one.tag, one.id, one.printed) for one in told.figures] == [
        (f"f{place:04d}", entry.id, entry.cite.text) for place, entry in enumerate(report.printed, 1)
    ]
    assert [one.printed for one in told.figures if one.chart] == labels


def test_the_part_says_which_issue_it_is(weekly: bytes) -> None:
    held = market().issue
    assert signed(weekly).issue == {
        "sector": "telecom",
        "week": "2026-05-22",
        "as-of": held.as_of.isoformat(),
        "version": "0.1.0",
        "name": held.name,
        "language": "zh",
    }


def test_the_part_holds_the_prose_and_the_tables(whole: bytes) -> None:
    told = signed(whole)
    assert ("body", "para", 0, "本周下跌0.97%，比上年末增加—。") in [
        (one.section, one.kind, one.exhibit, one.text) for one in told.passages
    ]
    kinds = {one.kind for one in told.passages}
    assert kinds == {"title", "cover", "contents", "missing", "heading", "point", "para", "caption", "source", "news-title", "news"}
    assert [one.kind for one in told.tables] == ["lines", "lines", "months", "ranked", "table", "table"]
    assert told.tables[2].rows == (
        ("时间", "当月DOU（GB/户·月）", "同比（%）"), ("2026-01", "18.2", "9.0"), ("2026-02", "", ""), ("2026-03", "23.4", "13.8")
    )  # fmt: skip
    assert told.tables[4].caption == "图表5：资本开支"


def test_a_control_is_named_in_the_words_of_the_report(weekly: bytes) -> None:
    assert 'w:alias w:val="通信　2026-05-15至2026-05-22"' in control(weekly, tag_of("0.97%"))


# --- after an editor -------------------------------------------------------------------------------------------------


def test_a_changed_digit_is_found(weekly: bytes) -> None:
    (found,) = edited(weekly, tag_of("0.97%"), lambda held: held.replace(">0.97%<", ">0.79%<"))
    assert (found.printed, found.now) == ("0.97%", "0.79%")


def test_a_control_that_is_gone_is_found(weekly: bytes) -> None:
    (found,) = edited(weekly, tag_of("68.3%"), lambda held: "")
    assert (found.printed, found.now) == ("68.3%", None)


def test_words_without_their_control_are_no_control(weekly: bytes) -> None:
    (found,) = edited(weekly, tag_of("68.3%"), lambda held: re.findall("<w:sdtContent>(.*)</w:sdtContent>", held)[0])
    assert found.now is None


def test_a_copied_control_comes_twice(weekly: bytes) -> None:
    tag = tag_of("68.3%")
    held = control(weekly, tag)
    found = controls(changed(weekly, held, held + held))
    assert [one.now for one in found if one.tag == tag] == ["68.3%", "68.3%"]


RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def test_tracked_changes_are_taken_as_accepted(weekly: bytes) -> None:
    def track(held: str) -> str:
        deleted = '<w:del w:id="9001" w:author="甲"><w:r><w:delText>68.3%</w:delText></w:r></w:del>'
        added = f'<w:ins w:id="9002" w:author="甲">{RUN.format("68.5%")}</w:ins>'
        return re.sub("<w:sdtContent>.*</w:sdtContent>", f"<w:sdtContent>{deleted}{added}</w:sdtContent>", held)

    (found,) = edited(weekly, tag_of("68.3%"), track)
    assert found.now == "68.5%"


def test_a_control_in_a_tracked_deletion_is_gone(weekly: bytes) -> None:
    (found,) = edited(weekly, tag_of("68.3%"), lambda held: f'<w:del w:id="9001" w:author="甲">{held}</w:del>')
    assert found.now is None


def test_a_figure_split_into_runs_is_whole(weekly: bytes) -> None:
    runs = RUN.format("6") + '<w:proofErr w:type="spellStart"/>' + RUN.format("8.3%")
    assert (
        edited(
            weekly, tag_of("68.3%"), lambda held: re.sub("<w:sdtContent>.*</w:sdtContent>", f"<w:sdtContent>{runs}</w:sdtContent>", held)
        )
        == []
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_only_what_was_edited_is_told(weekly: bytes, data: st.DataObject) -> None:
    tags = sorted({one.tag for one in controls(weekly)})
    chosen = data.draw(st.lists(st.sampled_from(tags), unique=True))
    typed = data.draw(
        st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=0x9FFF), max_size=8), min_size=len(chosen), max_size=len(chosen))
    )
    edits = dict(zip(chosen, typed, strict=True))
    made = weekly
    for tag, words in edits.items():
        held = control(made, tag)
        made = changed(made, held, held.replace(held[held.index("<w:r>") : held.index("</w:sdtContent>")], RUN.format(escape(words))))
    assert {one.tag: one.now for one in controls(made) if one.tag in edits} == edits
    assert all(one.now == one.printed for one in controls(made) if one.tag not in edits)


# --- other programs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(SAVED.glob("*.docx")), ids=lambda path: path.stem)
def test_a_file_that_another_program_has_saved_keeps_its_figures(path: Path) -> None:
    data = path.read_bytes()
    assert b"w:tag" not in parts(data)["word/document.xml"], "this program loses tags"
    assert [one.now for one in controls(data)] == [one.printed for one in controls(data)]
    assert len(controls(data)) == sum(not one.chart for one in signed(data).figures)
    assert {one.text for one in signed(data).passages} >= {
        plain(block.text) for block in market().sections[1].blocks if hasattr(block, "indent")
    }


def test_a_part_under_another_name_is_found(weekly: bytes) -> None:
    held = parts(weekly)
    held["customXml/item7.xml"] = held.pop(PART)
    held["word/_rels/document.xml.rels"] = held["word/_rels/document.xml.rels"].replace(b"customXml/item1.xml", b"customXml/item7.xml")
    assert controls(packed(held)) == controls(weekly)


# --- what is no file of ours -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda data: b"", "已损坏"),
        (lambda data: data[:9000], "已损坏"),
        (lambda data: packed({name: content for name, content in parts(data).items() if name != PART}), "没有签署信息"),
        (lambda data: changed(data, "<signed ", '<!DOCTYPE a [<!ENTITY b "c">]><signed ', PART), "DTD"),
        (lambda data: changed(data, "</signed>", "", PART), "已损坏"),
        (lambda data: changed(data, "</w:body>", "<w:p>"), "已损坏"),
        (lambda data: changed(data, "</w:body>", f"<w:p>{'<w:ins>' * 5000}{'</w:ins>' * 5000}</w:p></w:body>"), "已损坏"),
    ],
    ids=["empty", "cut", "unsigned", "entities", "broken part", "broken text", "deep"],
)
def test_a_file_that_cannot_be_read_is_refused(spoil: Callable[[bytes], bytes], told: str, weekly: bytes) -> None:
    with pytest.raises(YanbaoError) as refused:
        controls(spoil(weekly), "edited.docx")
    assert told in refused.value.what and refused.value.where == "edited.docx" and refused.value.remedy


def test_numbers_of_a_forged_part_are_read_within_limits(weekly: bytes) -> None:
    forged = changed(weekly, 'exhibit="0"', 'exhibit="９９９９９９９９"', PART)
    assert signed(forged).figures[0].exhibit == 0
