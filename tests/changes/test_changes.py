"""Two issues side by side: what a source restated, what merely moved, and the words that no longer hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import printing
from yanbao.core.arithmetic import move
from yanbao.core.figure import Figure, Maybe, stated
from yanbao.core.period import session
from yanbao.core.sessions import Week
from yanbao.report.blocks import Exhibit, Para, Report
from yanbao.report.changes import changes, leaves
from yanbao.report.changes.aligning import aligned
from yanbao.report.changes.listing import Entry, Group, groups
from yanbao.report.changes.page import page
from yanbao.report.changes.prose import prose_changes
from yanbao.report.changes.terminal import lines
from yanbao.report.press import Press
from yanbao.report.sentences import say
from yanbao.report.writers import facts


def held(report: Report) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(facts.write(report, Press(Path())))
    return read


def close(value: float, day: date) -> Maybe:
    return stated(printing.fact(value, "点", session(day), subject="801770.SI"), 2)


def week_move(last: float, first: float = 8205.73, *, base: date = date(2026, 5, 15), end: date = date(2026, 5, 22)) -> Maybe:
    return move(close(first, base), close(last, end)).named("index_week_move")


def issue(figure: Maybe, *exhibits: Exhibit, week: Week = printing.WEEK) -> dict[str, Any]:
    """The sound report whose body says how the index moved, and holds some exhibits."""
    report = printing.report(body=(Para(say("通信指数本周{move:price}。", move=figure)), *exhibits))
    return held(replace(report, issue=replace(printing.ISSUE, week=week)))


def test_an_issue_does_not_differ_from_itself() -> None:
    same = issue(week_move(8126.06))
    assert changes(same, same).count == 0
    assert list(lines("标题", groups(changes(same, same), {}))) == ["标题", "两期没有差异。"]


def test_a_restated_close_is_told_under_the_move_computed_from_it() -> None:
    found = changes(issue(week_move(8126.06)), issue(week_move(8226.06)))
    move_, close_ = found.restated
    assert (move_.was, move_.now, move_.shown) == ("-0.97%", "0.25%", True)
    assert [(cause.was, cause.now) for cause in move_.causes] == [("8126.06点", "8226.06点")]
    assert (close_.id, close_.places) == ("index_close:801770.SI:2026-05-22", ())
    assert found.moved == ()


def test_the_word_that_no_longer_holds_is_told_with_both_sentences() -> None:
    found = changes(issue(week_move(8126.06)), issue(week_move(8226.06)))
    (wording,) = found.wordings
    assert (wording.was, wording.now) == ("通信指数本周下跌0.97%。", "通信指数本周上涨0.25%。")
    assert wording.words == (("下跌", "上涨"),)


def test_a_number_alone_is_no_matter_of_wording() -> None:
    assert changes(issue(week_move(8126.06)), issue(week_move(8116.06))).wordings == ()


def test_a_difference_below_the_printed_digits_is_told_as_such() -> None:
    (move_, _) = changes(issue(week_move(8126.06)), issue(week_move(8126.07))).restated
    assert (move_.was, move_.now, move_.shown) == ("-0.97%", "-0.97%", False)


def test_the_move_of_another_week_has_moved_and_is_not_restated() -> None:
    before = week_move(8205.73, 7685.0, base=date(2026, 5, 8), end=date(2026, 5, 15))
    earlier = Week(date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 15))
    found = changes(issue(before, week=earlier), issue(week_move(8126.06)))
    (moved,) = found.moved
    assert (moved.period_was, moved.period) == ("2026-05-08至2026-05-15", "2026-05-15至2026-05-22")
    assert (moved.was, moved.now, moved.causes) == ("6.78%", "-0.97%", ())
    assert found.restated == ()
    assert [wording.words for wording in found.wordings] == [(("上涨", "下跌"),)]


def test_what_both_weeks_state_of_one_day_must_agree_or_was_restated() -> None:
    before = week_move(8205.73, 7685.0, base=date(2026, 5, 8), end=date(2026, 5, 15))
    earlier = Week(date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 15))
    found = changes(issue(before, week=earlier), issue(week_move(8126.06, 8200.0)))
    (restated,) = found.restated
    assert (restated.id, restated.was, restated.now) == ("index_close:801770.SI:2026-05-15", "8205.73点", "8200.00点")


def test_a_figure_that_is_not_known_any_more_has_changed() -> None:
    lost = printing.unknown()
    known = printing.figure(-0.97)
    found = changes(issue(known), issue(lost))
    (change,) = (*found.restated, *found.moved)
    assert (change.was, change.now) == ("-0.97%", "—")
    told = [entry for group in groups(found, {}) for entry in group.entries]
    assert any("现在暂缺：没有收盘价" in entry.notes for entry in told)
    assert any(entry.head.startswith("数字成了暂缺") for entry in told)
    back = [entry for group in groups(changes(issue(lost), issue(known)), {}) for entry in group.entries]
    assert any("原来暂缺：没有收盘价" in entry.notes for entry in back)
    assert any(entry.head.startswith("数字原来暂缺") for entry in back)


def test_figures_of_one_issue_alone_are_new_or_gone() -> None:
    other = replace(printing.figure(1.0), measure="month_move")
    found = changes(issue(printing.figure(2.0)), issue(other))
    assert [entry.id.partition(":")[0] for entry in found.appeared] == ["month_move"]
    assert [entry.id.partition(":")[0] for entry in found.gone] == ["week_move"]


def test_a_sentence_that_several_sections_hold_is_told_once() -> None:
    before, after = issue(week_move(8126.06)), issue(week_move(8226.06))
    for facts_ in (before, after):
        facts_["sentences"] += [sentence | {"section": "market"} for sentence in facts_["sentences"]]
    (wording,) = changes(before, after).wordings
    assert wording.sections == ("body", "market")
    (group,) = [group for group in groups(changes(before, after), {"body": "正文", "market": "行情"}) if group.title == "措辞"]
    assert [entry.place for entry in group.entries] == ["正文、行情"]


def test_a_title_that_is_told_among_the_exhibits_is_no_wording_besides() -> None:
    def titled(figure: Maybe) -> dict[str, Any]:
        return issue(figure, printing.exhibit(2, title=say("通信指数{move:price}居首", move=figure)))

    found = changes(titled(week_move(8126.06)), titled(week_move(8226.06)))
    assert [change.kind for change in found.exhibits] == ["retitled"]
    assert [wording.was for wording in found.wordings] == ["通信指数本周下跌0.97%。"]


def test_the_rule_of_wordings_is_true_of_one_week_and_of_two() -> None:
    earlier = Week(date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 15))
    before = issue(week_move(8205.73, 7685.0, base=date(2026, 5, 8), end=date(2026, 5, 15)), week=earlier)
    now = issue(week_move(8126.06))
    rules = [
        next(group.rule for group in groups(found, {}) if group.title == "措辞")
        for found in (changes(before, now), changes(issue(week_move(8226.06)), now))
    ]
    assert rules == ["所说的是两周的同类数字，用词不同", "所说的数字相同，用词不同"]


def exhibits(*held: Exhibit) -> dict[str, Any]:
    return issue(week_move(8126.06), *held)


def told(*texts: str, typed: bool = False, **figures: str) -> list[dict[str, Any]]:
    """Sentences of one section, one a paragraph; ``figures`` are ids by the printed texts that stand in them."""
    return [
        {
            "text": text,
            "section": "views",
            "figures": [[name.replace("__", ":"), shown] for name, shown in figures.items() if shown in text],
            "passage": place,
            "typed": typed,
        }
        for place, text in enumerate(texts)
    ]


def test_a_sentence_that_comes_in_before_does_not_hide_another_that_was_rewritten() -> None:
    old = told("我们维持行业评级为买入。", "风险在于需求不及预期。")
    new = told("本周新增一家覆盖公司。", "我们下调行业评级为中性。", "风险在于需求不及预期。")
    edited, added = prose_changes(aligned(old, new, same_week=True), same_week=True)
    assert (edited.kind, edited.was, edited.now) == ("edited", "我们维持行业评级为买入。", "我们下调行业评级为中性。")
    assert (added.kind, added.was, added.now) == ("added", "", "本周新增一家覆盖公司。")
    assert prose_changes(aligned(old, old[::-1], same_week=True), same_week=True) == ()


def test_a_sentence_written_wholly_anew_between_two_that_stayed_is_that_one() -> None:
    old, new = told("需求向好。", "维持“买入”评级。", "注意风险。"), told("需求向好。", "评级降到增持。", "注意风险。")
    (edited,) = prose_changes(aligned(old, new, same_week=True), same_week=True)
    assert (edited.was, edited.now) == ("维持“买入”评级。", "评级降到增持。")
    more = told("需求向好。", "评级降到增持。", "汇率承压。", "注意风险。")
    assert [change.kind for change in prose_changes(aligned(old, more, same_week=True), same_week=True)] == ["added", "added", "gone"]


def test_sentences_of_one_paragraph_that_fell_out_are_one_passage() -> None:
    held = told("需求向好。", "人民币升值压缩毛利。", "公司多以美元结算。")
    held[2]["passage"] = held[1]["passage"]
    (gone,) = prose_changes(aligned(held, held[:1], same_week=True), same_week=True)
    assert (gone.kind, gone.was) == ("gone", "人民币升值压缩毛利。公司多以美元结算。")


def test_the_mark_that_ends_the_last_of_a_list_is_no_change_of_it() -> None:
    assert prose_changes(aligned(told("估值的风险；"), told("估值的风险。"), same_week=True), same_week=True) == ()


def with_sentences(*held: list[dict[str, Any]]) -> dict[str, Any]:
    """An issue that says these sentences besides its own, their figures printed in their section."""
    made = issue(week_move(8126.06))
    for sentence in (one for part in held for one in part):
        made["sentences"].append(sentence)
        for name, shown in sentence["figures"]:
            figure = made["figures"][0] | {"id": name, "subject_name": "某数", "printed": shown, "section": "views"}
            made["figures"].append(figure | {"trace": figure["trace"] | {"id": name, "shown": shown}})
    return made


OWN = "stated__note_第9行第6字符__2026-05-22"
BOUND = "news_facts__某公司_营收__2026Q1"


@pytest.mark.parametrize("name", [OWN, BOUND])
def test_another_number_in_a_note_is_told_as_that_passages_figure_and_not_as_a_new_one(name: str) -> None:
    was = with_sentences(told("一季度营收816亿元，同比增长。", typed=True, **{name: "816亿元"}))
    now = with_sentences(told("一季度营收861亿元，同比增长。", typed=True, **{OWN: "861亿元"}))
    found = changes(was, now)
    (figure,) = found.typed
    assert (figure.was, figure.now, figure.says) == ("816亿元", "861亿元", "一季度营收861亿元，同比增长。")
    assert (found.appeared, found.gone, found.prose, found.restated) == ((), (), (), ())
    (group,) = groups(found, {"views": "观点"})
    assert group.entries == (Entry("“一季度营收861亿元，同比增长。”", "816亿元", "861亿元", "观点"),)


def test_a_note_whose_words_move_a_number_along_its_line_has_changed_in_words_alone() -> None:
    was = with_sentences(told("一季度营收816亿元，同比增长。", typed=True, **{OWN: "816亿元"}))
    now = with_sentences(told("公司一季度营收816亿元，同比下降。", typed=True, **{OWN.replace("6", "8"): "816亿元"}))
    found = changes(was, now)
    assert (found.typed, found.appeared, found.gone) == ((), (), ())
    assert [wording.words for wording in found.wordings] == [(("", "公司"), ("增长", "下降"))]


def test_a_number_of_a_new_passage_is_named_by_the_words_around_it() -> None:
    found = changes(with_sentences(), with_sentences(told("公司多以美元结算，占收入的83%。", typed=True, **{OWN: "83%"})))
    assert [one.name for one in found.appeared] == ["公司多以美元结算，占收入的83%。"]
    assert changes(with_sentences(told("占83%。", typed=True, **{OWN: "83%"})), with_sentences()).gone[0].text == "83%"


def test_a_computed_sentence_that_states_other_figures_has_no_typed_ones() -> None:
    one, other = "stock_week_move__a__2026-05-22", "stock_week_move__b__2026-05-22"
    found = changes(with_sentences(told("居首的甲上涨5%。", **{one: "5%"})), with_sentences(told("居首的乙上涨7%。", **{other: "7%"})))
    assert (found.typed, len(found.appeared), len(found.gone)) == ((), 1, 1)
    assert found.prose is not None and [change.kind for change in found.prose] == ["edited"]


def test_a_rewritten_passage_is_cut_around_what_differs() -> None:
    long = "各家公司的合同与订单在过去几个季度里都有增长，节奏没有放慢，我们维持看法，后续仍需跟踪主要客户的开支计划以及海外的政策变化。"
    held = changes(with_sentences(told(long)), with_sentences(told(long.replace("维持", "下调"))))
    (entry,) = [entry for group in groups(held, {}) if group.title == "文字" for entry in group.entries]
    assert entry.head == "改写：“维持”改为“下调”"
    assert entry.was == "…都有增长，节奏没有放慢，我们维持看法，后续仍需跟踪主要客户的…"


def test_an_issue_of_an_earlier_version_is_not_told_to_have_no_prose() -> None:
    early = with_sentences()
    for sentence in early["sentences"]:
        del sentence["passage"], sentence["typed"]
    found = changes(early, with_sentences(told("需求向好。")))
    assert (found.prose, found.count) == (None, 0)


def test_exhibits_added_gone_missing_and_retitled() -> None:
    one, two = printing.exhibit(1), printing.exhibit(2, title=("通信指数上涨2%",))
    missing = replace(two, body=None)
    kinds = [
        [(change.kind, change.key) for change in changes(exhibits(*before), exhibits(*after)).exhibits]
        for before, after in (
            ((one,), (one, two)),
            ((one, two), (one,)),
            ((two,), (missing,)),
            ((missing,), (two,)),
            ((two,), (replace(two, title=("通信指数下跌3%",)),)),
            ((two,), (replace(two, title=("通信指数上涨3%",)),)),
        )
    ]
    assert kinds == [[("added", "e2")], [("gone", "e2")], [("missing", "e2")], [("shown", "e2")], [("retitled", "e2")], []]


def test_issues_of_two_sectors_hold_different_figures() -> None:
    one = issue(week_move(8126.06))
    other = {**one, "issue": {**one["issue"], "sector": "electronics"}}
    with pytest.raises(ValueError, match="two sectors"):
        changes(one, other)


def test_figures_of_one_name_and_period_are_told_apart_by_what_is_measured() -> None:
    def with_rank(move_: float, rank: float) -> dict[str, Any]:
        named = [printing.figure(move_, measure="index_week_move"), printing.figure(rank, "名", measure="index_week_rank")]
        return issue(named[0], printing.exhibit(2, title=say("排名{rank}", rank=named[1])))

    (group,) = groups(changes(with_rank(1.0, 3.0), with_rank(2.0, 9.0)), {})
    period = "2026-05-15至2026-05-22"
    assert [entry.head for entry in group.entries] == [f"通信·本周涨跌幅（{period}）", f"通信·本周涨跌幅排名（{period}）"]


def test_a_ground_that_no_text_prints_says_so() -> None:
    _, close_ = next(groups(changes(issue(week_move(8126.06)), issue(week_move(8226.06))), {})).entries
    assert (close_.head, close_.place) == ("某数·指数收盘点位（2026-05-22）", "不印出，只作依据")


def test_the_page_shows_what_comes_from_outside_as_text() -> None:
    hostile = replace(printing.figure(1.0), subject_name="<script>alert(1)</script>")
    found = changes(issue(hostile), issue(replace(hostile, value=2.0)))
    made = page("差异 <b>", ("前 & 期", "后"), groups(found, {}))
    assert "<script" not in made and "&lt;script&gt;" in made
    assert "<h1>差异 &lt;b&gt;</h1>" in made and "前 &amp; 期" in made


def test_the_page_sets_sentences_side_by_side_under_before_and_after() -> None:
    was, now = "服务器自编等权指数本周下跌3.65%，年初以来上涨23.66%。", "服务器自编等权指数本周上涨0.66%，年初以来上涨24.47%。"
    sentences = Group("措辞", "用词不同", (Entry("“下跌”→“上涨”", was, now, "正文"),))
    values = Group("变动的数字", "数值有变", (Entry("通信", "6.77%", "-0.97%"),))
    made = page("差异", ("前", "后"), (sentences, values))
    assert f'<td class="was long">{was}</td><td class="now long">{now}</td><td class="place">正文</td>' in made
    assert '<td class="was">6.77%</td><td class="now">-0.97%</td>' in made
    assert made.index('<table class="sentences">') < made.index('<table class="values">')


def test_a_known_figure_names_its_section_and_exhibit() -> None:
    assert isinstance(printing.figure(1.0), Figure)
    found = changes(issue(printing.figure(1.0)), issue(printing.figure(2.0)))
    (group, *_) = groups(found, {"body": "正文"})
    assert group.entries[0].place == "正文"


@pytest.mark.parametrize(
    ("unit", "told", "shown"), [("名", "10名", "第10名"), ("名", "第10名", "第10名"), ("名", "—", "—"), ("个", "31个", "31个")]
)
def test_a_rank_says_that_it_is_one(unit: str, told: str, shown: str) -> None:
    assert leaves.shown({"unit": unit, "shown": told}) == shown
