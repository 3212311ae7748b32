"""A sentence that fills a book: what is quoted of it stays short, and time grows with its length."""

from __future__ import annotations

from datetime import date

import pytest

from growth import grows_evenly, seconds_of
from yanbao.desk.review import check, reading_of, screen
from yanbao.reader.documents import from_text
from yanbao.reader.lists import Lists
from yanbao.reader.scan import scan
from yanbao.review.skeleton import skeletons

DAY = date(2026, 5, 22)
SLIP = "公司2026年一季度营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）"


def test_a_finding_quotes_of_an_endless_sentence_what_stands_near() -> None:
    result = check(from_text("项目一，" * 20_000 + SLIP + "，项目二" * 20_000), DAY)
    (finding,) = result.findings
    assert finding.passage and SLIP in finding.passage.sentence and len(finding.passage.sentence) < 5000
    assert len(screen(result, 80, False)) < 20_000


def test_a_sentence_of_a_page_is_quoted_whole() -> None:
    sentence = "项目一，" * 200 + SLIP + "，项目二" * 200 + "。"
    (finding,) = check(from_text("上一句。" + sentence + "下一句。"), DAY).findings
    assert finding.passage and finding.passage.sentence == sentence


def test_sentences_of_one_long_paragraph_are_cut_in_time_by_their_number() -> None:
    def seconds(number: int) -> float:
        reading = reading_of(from_text("共10家，其中上涨5家。" * number), DAY)
        _ = reading.by_segment
        found = []
        taken = seconds_of(lambda: found.extend(skeletons(reading)))
        assert len(found) == number and {one.text for one in found[1:]} == {found[1].text}
        return taken

    assert grows_evenly(seconds, 1000, times=8)


@pytest.mark.parametrize("item", ["1.1%、", "1家、", "1亿元、", "1bp、", "1.1个百分点、", "营收分别为1亿元、", "同比+1%/"])
def test_what_stands_between_the_figures_of_an_endless_list_is_looked_at_once(item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, beside = [0], Lists.beside

    def counted(lists: Lists, place: int) -> bool:
        looked[0] += 1
        return beside(lists, place)

    monkeypatch.setattr(Lists, "beside", counted)
    assert check(from_text(item * 3000), DAY).coverage.figures == 3000
    assert 2000 < looked[0] < 3 * 3000


def test_a_list_ends_where_the_unit_changes_whichever_of_its_figures_is_asked_about() -> None:
    text = "1家、2%、3%、4亿元、5亿元。6亿元"
    lists = Lists(text, scan(text))
    assert [lists.count(place) for place in range(6)] == [3, 2, 3, 2, 1, 1]
    assert [Lists(text, scan(text)).count(place) for place in range(6)] == [3, 2, 3, 2, 1, 1]


@pytest.mark.parametrize("item", ["1.1%、", "1家、", "营收120亿元，", "较上年同期的1亿元增长2%，"])
def test_time_grows_with_the_number_of_figures_of_one_line(item: str) -> None:
    def seconds(number: int) -> float:
        document = from_text(item * number)
        return seconds_of(lambda: check(document, DAY))

    assert grows_evenly(seconds, 500, times=8)
