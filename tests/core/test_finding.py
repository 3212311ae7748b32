"""Findings of one kind are condensed to the first few and a count, and the count stays true however often that is done."""

from __future__ import annotations

import pytest

from yanbao.core.finding import MOST_OF_A_KIND, Finding, condensed, counts


def many(count: int, code: str = "move-beyond-limit") -> list[Finding]:
    return [Finding(code, "warning", f"a.csv 第{number}行", "超过幅度。", "核对。") for number in range(1, count + 1)]


@pytest.mark.parametrize("times", [1, 2, 5])
def test_the_count_is_that_of_all_however_often_they_are_condensed(times: int) -> None:
    held = many(51)
    for _ in range(times):
        held = condensed(held, "数据仓库")
    assert held[:-1] == many(MOST_OF_A_KIND)
    assert (held[-1].place, held[-1].message) == ("数据仓库", "同类问题共51处，以上只列前20处。")
    assert counts(held) == {"error": 0, "warning": 51, "info": 0}


def test_counts_of_several_files_are_added_up() -> None:
    (*shown, last) = condensed([*condensed(many(51), "a.csv"), *condensed(many(33), "b.csv"), *many(2)], "inbox")
    assert (len(shown), last.message) == (20, "同类问题共86处，以上只列前20处。")


def test_each_kind_is_counted_by_itself_and_a_few_are_left_alone() -> None:
    few = many(MOST_OF_A_KIND, "price-of-zero")
    held = condensed([*few, *many(21)], "a.csv")
    assert held == [*few, *many(20), held[-1]]
    assert held[-1].message == "同类问题共21处，以上只列前20处。"


def test_of_a_level_that_is_kept_whole_nothing_is_merely_counted() -> None:
    found = [Finding("a", level, f"第{number}行", "错。", "改。") for level in ("error", "warning") for number in range(30)]  # type: ignore[arg-type]
    kept = condensed(found, "全部", whole="error")
    assert [counts([one for one in kept if one.times == 1])[level] for level in ("error", "warning")] == [30, 0]
    assert counts(kept)["warning"] == 30
