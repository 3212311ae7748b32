"""Every family that has a file of examples: what a text gives away, that it speaks and keeps silent, and that nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from family_examples import LISTED, WITH_EXAMPLES, examples, reading, told, verdicts
from growth import grows_evenly, seconds_of
from yanbao.review.families import families
from yanbao.review.forms import forms, found_in
from yanbao.review.skeleton import skeletons

CASES = [pytest.param(name, *case, id=f"{name}-{case[0][-1][:28]}") for name in WITH_EXAMPLES for case in examples(name)]


@pytest.mark.parametrize(("family", "lines", "expected"), CASES)
def test_a_text_gives_away(family: str, lines: tuple[str, ...], expected: list[str]) -> None:
    found = verdicts(family, *lines)
    findings = [verdict.finding for verdict in found if verdict.finding]
    assert told(found) == [" ".join(line.split()[:2]) for line in expected], [finding.message for finding in findings]
    for finding, line in zip(findings, expected, strict=False):
        assert finding.passage and (len(line.split()) < 3 or finding.passage.follows == line.split()[2])


@pytest.mark.parametrize("family", WITH_EXAMPLES)
def test_each_family_has_examples_that_make_it_speak_and_that_keep_it_silent(family: str) -> None:
    outcomes = {line.split()[0] for _, expected in examples(family) for line in expected}
    assert outcomes >= {"error", "compared", "nothing"}


@pytest.mark.parametrize("name", ["comparisons", "directions", "upside"])
def test_every_form_of_a_table_stands_in_some_example(name: str) -> None:
    lines = {line for family in WITH_EXAMPLES for paragraphs, _ in examples(family) for line in paragraphs}
    used = {found.form for line in lines for sentence in skeletons(reading(line)) for found in found_in(sentence, name)}
    assert {form.name for form in forms(name)} <= used


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="由从较比升至增长下降上涨平盘下跌占其中合计的，。、（）0123456789.%亿元家个百分点倍-年月日均", max_size=80)
    | st.text(alphabet="图表分别涨幅居前的为、和（）(),，。:：%0123456789.年月日周星期五本至-中际旭创收报点ST|\n 资料来源", max_size=120)
)
def test_any_text_is_checked_without_an_error_of_ours(text: str) -> None:
    held = reading(*(line for line in text.split("\n") if line))
    for family in families(securities=LISTED).values():
        for passage in (verdict.finding.passage for verdict in family(held) if verdict.finding):
            assert passage
            assert 0 <= passage.start < passage.end <= len(held.document.text)


PIECES = (
    "由1亿元升至2亿元，", "占比1%、", "1、", "合计1亿元，", "上涨、平盘、", "其中，", "较", "分别", "涨幅居前",
    "图表1：", "（1,", "中际旭创、", "5月", "本周（5月18日", "最高价1", "和", "A（", "2026-05-",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        held = reading(piece * size)
        return seconds_of(lambda: [list(family(held)) for family in families(securities=LISTED).values()])

    assert grows_evenly(seconds, 500, times=8)
