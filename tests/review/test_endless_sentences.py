"""A sentence that fills a book: what is quoted of it stays short, and time grows with its length."""

from __future__ import annotations

from datetime import date
from time import process_time

from yanbao.desk.review import check, reading_of, screen
from yanbao.reader.documents import from_text
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
        start = process_time()
        found = list(skeletons(reading))
        assert len(found) == number and {one.text for one in found[1:]} == {found[1].text}
        return process_time() - start

    one, four = (min(seconds(number) for _ in range(3)) for number in (4000, 16_000))
    assert four < 8 * max(one, 0.02)
