"""A note with an edit made in it: whatever is typed, the note reads as the editor left it, and all its other words stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanbao.desk.settings import SAMPLE
from yanbao.desk.shelf import body_of, parsed
from yanbao.report.edited.model import fold
from yanbao.report.edited.pairing import in_order, same_in_order
from yanbao.report.edited.prose import Computed, carried, changes, mapped, spliced

NOTES = sorted(SAMPLE.glob("n*/**/*.md"))
WORDS = st.text(st.sampled_from("甲乙丙，。0.5%*_[]()<>#`\\-1a "), max_size=8)


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from(NOTES), data=st.data())
def test_an_edited_passage_is_read_back_as_it_was_edited(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    note = parsed(text)
    begin, end, passage = data.draw(st.sampled_from(note.blocks))
    first = data.draw(st.integers(0, len(passage.text)))
    last = data.draw(st.integers(first, min(len(passage.text), first + 12)))
    now = passage.text[:first] + data.draw(WORDS) + passage.text[last:]
    places = mapped(fold(passage.text), note)
    if places is None or fold(now) == "":
        return
    made = spliced(note, changes(passage.text, now, places, note), body_of(text))
    if made is not None:
        words = parsed(made).words
        at = places[0]
        assert words == note.words[:at] + fold(now) + note.words[at + len(fold(passage.text)) :]
        assert made[: body_of(text)] == text[: body_of(text)]


PIECES = st.sampled_from(
    (
        "**观点一**",
        "**观点二**：看好需求。",
        "****",
        "**甲** **乙** 均衡。",
        "1. **先看需求：** 订单饱满。",
        "- 再看供给。",
        "行业平稳，价格平稳。",
        "> 引文一句。",
    )
)


@given(pieces=st.lists(PIECES, min_size=1, max_size=6), data=st.data())
def test_an_edit_of_one_character_is_taken_and_touches_nothing_else(pieces: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(pieces) + "\n"
    note = parsed(text)
    if not note.words:
        return
    begin, end, passage = data.draw(st.sampled_from(note.blocks))
    at = data.draw(st.integers(0, len(passage.text) - 1).filter(lambda place: passage.text[place].isalpha()))
    places = list(range(begin, end))
    change = changes(passage.text, f"{passage.text[:at]}变{passage.text[at + 1 :]}", places, note)
    made = spliced(note, change, 0)
    start = note.offsets[begin + len(fold(passage.text[:at]))]
    assert made == f"{text[:start]}变{text[start + 1 :]}"


def test_marks_around_words_that_are_gone_go_with_them() -> None:
    note = parsed("看**好**行业需求。\n")
    made = spliced(note, changes("看好行业需求。", "看行业需求。", list(range(7)), note), 0)
    assert made == "看行业需求。\n"


def test_words_among_computed_ones_are_found_and_computed_ones_refused() -> None:
    note = parsed("---\nsection: subsector\n---\n海外云厂商上调资本开支。订单饱满。\n")
    said = "服务器本周上涨0.66%。海外云厂商上调资本开支。"
    places = mapped(fold(said), note)
    assert places is not None
    (change,) = changes(said, said.replace("上调", "大幅上调"), places, note)
    assert (change.first, change.new) == (5, "大幅")
    with pytest.raises(Computed):
        changes(said, said.replace("上涨", "下跌"), places, note)


def test_both_sides_may_change_a_note_where_a_sentence_ends_between() -> None:
    base = parsed("甲公司订单饱满。乙公司产能偏紧。\n")
    mine = parsed("甲公司订单十分饱满。乙公司产能偏紧。\n")
    places = mapped(base.words, base)
    assert places is not None
    theirs = changes(base.words, "甲公司订单饱满。乙公司产能仍偏紧。", places, base)
    moved = carried(theirs, base, mine)
    assert moved is not None and spliced(mine, moved, 0) == "甲公司订单十分饱满。乙公司产能仍偏紧。\n"
    assert carried(changes(base.words, "甲公司订单较饱满。乙公司产能偏紧。", places, base), base, mine) is None


@given(st.permutations(list(range(12))))
def test_what_is_in_order_is_the_longest_rising_run(places: list[int]) -> None:
    kept = sorted(in_order(places))
    assert [places[place] for place in kept] == sorted(places[place] for place in kept)
    longest = [1] * len(places)
    for k in range(len(places)):
        longest[k] = 1 + max((longest[j] for j in range(k) if places[j] < places[k]), default=0)
    assert len(kept) == max(longest)


@given(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=12), st.lists(st.sampled_from("甲乙丙丁戊"), max_size=12))
def test_equal_entries_are_paired_in_the_order_of_both(said: list[str], seen: list[str]) -> None:
    pairs = sorted(same_in_order(said, seen).items())
    assert all(said[p] == seen[q] for p, q in pairs)
    assert [q for _, q in pairs] == sorted({q for _, q in pairs})
    assert same_in_order(said, said) == {place: place for place in range(len(said))}
