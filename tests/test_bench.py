"""The bench measures what it says: mutants are other figures of the same shape, each is judged once, and what is missing is told."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from bench import beside, documents, extraction, mutation, recognizers, round_trip
from bench.edits import Made
from bench.mutation import Judge, Mutant, apart, changed, mutants
from bench.table import bound, share
from bench.timing import Timed
from hypothesis import given
from hypothesis import strategies as st

from checked import document
from yanbao.core.finding import Finding
from yanbao.core.passage import Passage
from yanbao.desk.review import reading_of
from yanbao.reader import Claim, read
from yanbao.reader.scan import scan
from yanbao.review.families import families

RIGHT = "营业收入10.51亿元，同比增长5.1%（上年同期10.00亿元）。"


def judge(*paragraphs: str) -> Judge:
    """A judge without a warehouse."""
    return Judge(reading_of(document(*paragraphs)), families(), {}, {})


@given(st.sampled_from(["1,234.5亿元", "0.5%", "10%", "-3.05%", "＋7.2%", "5至10倍", "超六成", "第3"]), st.integers())
def test_a_mutant_differs_in_one_digit_and_is_still_a_figure(figure: str, seed: int) -> None:
    one = mutation.mutant(figure, 0, len(figure), random.Random(seed))
    assert one
    made = changed(figure, [one])
    assert sum(a != b for a, b in zip(figure, made, strict=True)) == 1
    assert [mention.end - mention.start for mention in scan(made)] == [mention.end - mention.start for mention in scan(figure)]
    assert made.lstrip("-")[:2] not in {f"0{digit}" for digit in "123456789,"}


def test_mutants_are_the_same_each_time_and_cover_every_figure() -> None:
    reading = reading_of(document("周报", RIGHT))
    assert mutants(reading) == mutants(reading)
    assert [(one.start, one.end) for one in mutants(reading)] == [(claim.start, claim.end) for claim in reading.claims]


def test_batches_hold_every_mutant_once_and_neighbours_never_together() -> None:
    some = [Mutant(place, place + 1, place, "1") for place in range(100)]
    batches = apart(some, 30)
    assert sorted((one for batch in batches for one in batch), key=lambda one: one.start) == some
    assert all(b.start - a.start == len(batches) for batch in batches for a, b in zip(batch, batch[1:], strict=False))


def test_a_mutant_is_caught_only_at_its_own_figure() -> None:
    held = judge("周报", RIGHT)
    level = held.reading.document.text.index("10.51")
    change = held.reading.document.text.index("5.1%")
    (at_change,) = held.outcomes([Mutant(change, change + 4, change, "6")])
    (at_level,) = held.outcomes([Mutant(level, level + 7, level + 3, "9")])
    assert at_change.levels[2] == "error"
    assert (at_level.levels[2], at_level.elsewhere) == ("", True), "found at the change, which is another figure"
    assert "比较过" in at_level.reason


def test_a_figure_that_nothing_is_compared_with_says_so() -> None:
    held = judge("周报", "用户数为3.2亿户。")
    place = held.reading.document.text.index("3.2")
    (outcome,) = held.outcomes([Mutant(place, place + 5, place, "9")])
    assert outcome == replace(outcome, levels=("", "", ""), elsewhere=False, reason="没有可比的数")


def test_a_sound_document_counts_as_clean_and_a_wrong_one_does_not() -> None:
    assert mutation.clean(judge("周报", RIGHT)) == 0
    assert mutation.clean(judge("周报", RIGHT.replace("5.1%", "6.1%"))) == 1


@pytest.mark.parametrize(("part", "reached"), [(95, "达到"), (94, "未达到")])
def test_a_share_is_held_against_its_bound(part: int, reached: str) -> None:
    assert share("几成", part, 100, 0.95)[3] == reached


def test_nothing_measured_is_nothing_reached() -> None:
    assert share("几成", 0, 0, 0.95)[3] == "未达到"
    assert bound("几秒", 0.6, 0.5, "秒") == ("几秒", "≤ 0.5 秒", "0.60 秒", "未达到")


def test_what_has_no_set_or_no_peers_is_told_as_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(extraction.SET, raising=False)
    monkeypatch.delenv(recognizers.FOLDER, raising=False)
    page = tmp_path / "report.html"
    page.write_text("<p>本周申万通信指数上涨2.61%。</p>", encoding="utf-8")
    beside_us = beside.rows(tmp_path / "none/python", page, date(2026, 5, 22), 1, tmp_path)
    rows = [*extraction.rows(extraction.found(None)), *recognizers.rows(recognizers.found()), beside_us[1]]
    assert all(row[2].startswith("未测") and row[3] == "—" for row in rows)
    assert "MB/秒" in beside_us[0][2]


def facts(folder: Path, text: str, *stated: str) -> Path:
    """A set of one text with what people read out of it."""
    with (folder / "set.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["a", "b", "c", "text", "facts"], ["", "", "", text, json.dumps(stated, ensure_ascii=False)]])
    return folder / "set.csv"


@pytest.mark.parametrize(
    ("text", "fact", "right", "blank", "period"),
    [
        ("甲乙集团2025年营业收入10.5亿元。", "2025年，甲乙集团营收10.5亿元", 1, 1, 1),
        ("营业收入10.5亿元。", "2025年，甲乙集团营收10.5亿元", 0, 1, 0),
        ("2025年营业收入10.5亿元。", "2025年，营收10.5亿元", 1, 1, 1),
        ("2025年营业收入10.5亿元。", "2025年，2025年其中营业收入10.5亿元", 1, 1, 1),
        ("丙丁集团2025年营业收入10.5亿元。", "2025年，甲乙集团营收10.5亿元", 0, 0, 0),
        ("丙丁集团2025年营业收入10.5亿元。", "2025年，营业收入10.5亿元", 0, 0, 0),
        ("全国2025年用电量10.5亿千瓦时。", "2025年，用电量10.5亿千瓦时", 1, 1, 1),
        ("全国2025年用电量10.5亿千瓦时。", "2025年，我国用电量10.5亿千瓦时", 1, 1, 1),
        ("全国2025年用电量10.5亿千瓦时。", "2025年，甲乙集团用电量10.5亿千瓦时", 0, 0, 0),
        ("*ST甲丙（600999）停牌。丙丁化学（600999）2025年营业收入10.5亿元。", "2025年，*ST甲丙营收10.5亿元", 1, 1, 1),
        ("*ST甲丙（600999）停牌。丙丁化学（600998）2025年营业收入10.5亿元。", "2025年，*ST甲丙营收10.5亿元", 0, 0, 0),
        ("甲乙集团持股10.5万股。", "2025年，甲乙集团持有10.5万股", 1, 1, 0),
        ("2025年CPI上涨0.2%。", "2025年，我国CPI上涨0.2%", 1, 1, 1),
        ("甲乙集团2025年净利润10.5亿元。", "2025年，甲乙集团营收10.5亿元", 0, 0, 0),
        ("甲乙集团2025年营业收入10.5亿美元。", "2025年，甲乙集团营收10.5亿元", 0, 0, 0),
        ("甲乙集团2024年营业收入10.5亿元。", "2025年，甲乙集团营收10.5亿元", 1, 1, 0),
    ],
)
def test_a_fact_is_extracted_with_its_owner_metric_unit_and_period(
    tmp_path: Path, text: str, fact: str, right: int, blank: int, period: int
) -> None:
    score = extraction.score(facts(tmp_path, text, fact))
    assert (score.facts, score.right, score.blank, score.period) == (1, right, blank, period)
    assert score.told_right == right, "what is precise is held to the same owner"
    assert len(score.disagreements) == (not period)


def claimed(entity: str, metric: str, text: str = "10.5亿元") -> Claim:
    """A claim of this owner and metric."""
    (claim,) = read(text)
    return claim._replace(entity=entity, metric=metric)


@pytest.mark.parametrize(
    ("entity", "metric", "told", "right"),
    [
        ("甲乙集团", "营业收入", ("甲乙集团的营业收入为", ""), True),
        ("营业收入", "甲乙集团", ("甲乙集团的营业收入为", ""), False),
        ("甲乙集团", "甲乙集团", ("甲乙集团的营业收入为", ""), False),
        ("营业收入", "营业收入", ("甲乙集团的营业收入为", ""), False),
        ("甲乙集团", "营收", ("甲乙集团的营业收入为", ""), True),
        ("甲乙集团", "其他地区收入", ("甲乙集团的营业收入为", ""), False),
        ("甲乙集团", "涨跌幅", ("甲乙集团盘中上涨", ""), True),
        ("创业板", "股票", ("创业板有", "只股票"), True),
        ("", "换手率", ("换手率超过", ""), True),
        ("", "换手率", ("甲乙集团换手率超过", ""), False),
    ],
)
def test_owner_and_metric_match_each_in_its_own_place(entity: str, metric: str, told: tuple[str, str], right: bool) -> None:
    assert extraction.agrees(claimed(entity, metric), extraction.Told(*told)) is right


def test_a_metric_of_a_later_clause_is_not_the_figures_own(tmp_path: Path) -> None:
    score = extraction.score(facts(tmp_path, "甲乙集团净利润10.5亿元。", "2025年，甲乙集团营收10.5亿元，净利润2.5亿元"))
    assert (score.read, score.right) == (1, 0)


@pytest.mark.parametrize(
    ("fact", "named"),
    [
        ("甲乙集团营业收入10.5亿元", True),
        ("营业收入10.5亿元", False),
        ("2025年第一季度，营业收入10.5亿元", False),
        ("2025年，甲乙集团的营业收入10.5亿元", True),
        ("截至2025年末，其中营业收入10.5亿元", False),
    ],
)
def test_a_fact_names_an_owner_where_words_stand_before_its_metric(fact: str, named: bool) -> None:
    assert extraction.names_owner(fact, "营业收入") is named


EDITED = "一、行情\n本周上涨2.6%。\n板块\t涨幅\n通信\t3.1%"
FIGURE = "index_week_move:801770.SI"


def told(code: str, words: str, figure: str = "", message: str = "") -> Finding:
    """A finding that stands at these words of the edited report; at none where they are not in it."""
    start = EDITED.find(words)
    passage = Passage(start, start + len(words), "") if start >= 0 else None
    return Finding(code, "error", "一、行情", message, "", figure, passage)


@pytest.mark.parametrize(
    ("findings", "wrong"),
    [
        ([told("figure-changed", "2.6%", FIGURE)], ""),
        ([told("figure-changed", "3.1%", FIGURE)], "报在别处"),
        ([told("figure-changed", "2.6%", "another")], "没有指明数字"),
        ([told("figure-changed", "2.6%")], "没有指明数字"),
        ([told("passage-edited", "2.6%")], "没有报出"),
        ([told("figure-changed", "2.6%", FIGURE), told("passage-edited", "3.1%")], "另报了"),
        ([told("figure-changed", "2.6%", FIGURE), told("figure-changed", "3.1%", "another")], "指到了别的数字"),
        ([], "没有报出"),
    ],
)
def test_an_edit_is_reported_only_at_its_own_place_and_figure(findings: list[Finding], wrong: str) -> None:
    made = Made("改", b"", frozenset({"figure-changed"}), frozenset(), frozenset({"f0001"}), ("本周上涨2.6%。",), "f0001")
    said = next(round_trip.unsaid(made, findings, EDITED, {"f0001": FIGURE}), "")
    assert said.startswith(wrong) if wrong else not said


@pytest.mark.parametrize(
    ("finding", "where", "right"),
    [
        (told("table-cell-edited", "3.1%"), "3.1%", True),
        (told("table-cell-edited", "通信"), "3.1%", False),
        (told("passage-deleted", "—", message="段落已删除：下周关注招标。"), "下周关注招标。", True),
        (told("passage-deleted", "—", message="段落已删除：另有一段。"), "下周关注招标。", False),
        (told("table-moved", "板块", message="表不在自己的标题“图表2：涨幅”之下"), "图表2：涨幅", True),
        (told("passage-edited", "板块", message="段落改动：“本周上涨2.6%。”改为…"), "本周上涨2.6%。", False),
    ],
)
def test_an_edit_is_found_in_its_cell_and_what_is_gone_by_its_words(finding: Finding, where: str, right: bool) -> None:
    assert round_trip.stands(finding, where, EDITED) is right


def test_how_many_figures_are_touched_is_counted() -> None:
    made = Made("改", b"", frozenset(), touched=frozenset({"f0001"}))
    assert (round_trip.miscounted(made, 1), round_trip.miscounted(made, 2)) == ("", "2 处数字算作改动，应为 1 处")


def test_our_time_is_that_of_a_text_not_read_before() -> None:
    text = "2026年一季度，中兴通讯实现营业收入329.68亿元。"
    beside.ours(text, date(2026, 5, 22))
    kept = beside.remembered()
    assert any(one.cache_info().currsize for one in kept)
    beside.forget()
    assert not any(one.cache_info().currsize for one in kept)


def test_a_report_is_timed_with_nothing_of_it_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered: list[bool] = []

    def check(report: Path) -> None:
        remembered.append(any(one.cache_info().currsize for one in beside.remembered()))
        read(report.read_text(encoding="utf-8"), date(2026, 5, 22))

    monkeypatch.setattr(documents, "check", check)
    monkeypatch.setattr(documents, "command", lambda *_: Timed(1.0, 50.0, 2))
    (tmp_path / "report.txt").write_text("2026年一季度，甲乙集团实现营业收入10.51亿元。", encoding="utf-8")
    rows = documents.checked(tmp_path / "report.txt", 2)
    assert remembered[1:] == [False, True, False, True]
    assert [row[1] for row in rows] == ["≤ 0.5 秒", "—", "—"]


def test_a_long_report_has_the_pages_asked_for(tmp_path: Path) -> None:
    short = pypdfium2.PdfDocument.new()
    for _ in range(2):
        short.new_page(200, 200)
    short.save(tmp_path / "short.pdf")
    assert len(pypdfium2.PdfDocument(documents.long_report(tmp_path / "short.pdf", tmp_path / "long.pdf", 5))) == 5


def test_a_long_text_is_as_long_as_asked_and_never_the_same_twice(tmp_path: Path) -> None:
    made = documents.long_text("营业收入12.34亿元。" * 4000, tmp_path / "long.txt", 1).read_text(encoding="utf-8")
    assert 1_000_000 <= len(made.encode()) < 1_200_000
    copies = made.splitlines()
    assert len(set(copies)) == len(copies) > 5
