"""Two clocks: what was published and what was known decide what an as-of question sees."""

from datetime import date, datetime
from pathlib import Path

import pytest

from yanbao.core.fact import Draft
from yanbao.core.figure import Figure
from yanbao.core.period import cumulative, snapshot
from yanbao.core.unit import unit
from yanbao.store.catalog import load
from yanbao.store.moment import Moment
from yanbao.store.writer import Arrival, Writer

FRIDAY = datetime(2026, 5, 24, 23, 59)


def revenue(value: float, published: date | None = date(2026, 4, 25)) -> Draft:
    return Draft("miit", "rev", cumulative(2026, 3), value, unit("亿元"), "第2行", published, str(value))


def put(root: Path, known: datetime, *facts: Draft, feed: str = "miit_statistics", own: bool = False, name: str = "a.csv") -> int:
    writer = Writer(root, load(root / "catalog.json"))
    arrival = Arrival(str(facts).encode(), name, feed, feed, "工信部", known, own)
    writer.add(arrival, writer.keep(arrival), list(facts), [])
    return writer.commit()[0]


def seen(root: Path, as_of: datetime, **preference: tuple[str, ...]) -> float | None:
    figure = Moment(root, as_of, preference).series("miit").latest("rev")
    return figure.value if isinstance(figure, Figure) else None


def test_back_filled_history_is_visible_from_its_publication(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 10, 1), revenue(4394))
    assert seen(tmp_path, datetime(2026, 4, 24)) is None
    assert seen(tmp_path, FRIDAY) == 4394


def test_a_correction_never_rewrites_what_was_known(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 4, 26), revenue(4394))
    put(tmp_path, datetime(2026, 6, 10), revenue(4400))
    assert seen(tmp_path, FRIDAY) == 4394
    assert seen(tmp_path, datetime(2026, 6, 10)) == 4400
    assert [row[:2] for row in Moment(tmp_path, FRIDAY, {}).restated_later()] == [("miit", "rev")]


def test_a_document_that_proves_a_later_day_is_visible_from_that_day(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 10, 1), revenue(4394), revenue(4400, date(2026, 5, 20)))
    assert seen(tmp_path, datetime(2026, 5, 19)) == 4394
    assert seen(tmp_path, FRIDAY) == 4400


def test_reading_the_same_again_adds_nothing_even_after_a_restatement(tmp_path: Path) -> None:
    both = (revenue(4394), revenue(4400, date(2026, 5, 20)))
    assert put(tmp_path, datetime(2026, 10, 1), *both) == 2
    assert put(tmp_path, datetime(2026, 10, 2), *both, name="b.csv") == 0


def test_a_value_that_changes_back_is_a_third_version(tmp_path: Path) -> None:
    for day, value in enumerate((4394, 4400, 4394), 1):
        assert put(tmp_path, datetime(2026, 6, day), revenue(value)) == 1
    assert seen(tmp_path, datetime(2026, 6, 2, 12)) == 4400
    assert seen(tmp_path, datetime(2026, 6, 3, 12)) == 4394


def test_two_feeds_keep_their_own_versions_and_the_preferred_one_is_seen(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 4, 26), revenue(4394), feed="miit_statistics")
    put(tmp_path, datetime(2026, 4, 26), revenue(4390), feed="terminal")
    assert seen(tmp_path, FRIDAY, miit=("terminal", "miit_statistics")) == 4390
    assert seen(tmp_path, FRIDAY, miit=("miit_statistics", "terminal")) == 4394


def note(body: str) -> Draft:
    return Draft("notes", "2026-05-22/telecom/advice", snapshot(date(2026, 5, 24)), None, unit(""), "第1行", date(2026, 5, 24), "", body)


def test_the_desks_own_words_are_seen_in_their_newest_version(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 5, 23), note("初稿"), own=True, name="advice.md")
    put(tmp_path, datetime(2026, 11, 1), note("改稿"), own=True, name="advice.md")
    assert [fact.text for fact in Moment(tmp_path, FRIDAY, {}).series("notes").history("2026-05-22/telecom/advice")] == ["改稿"]


def test_an_own_text_whose_file_is_gone_is_withdrawn_but_kept(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 5, 23), note("初稿"), own=True, name="advice.md")
    writer = Writer(tmp_path, load(tmp_path / "catalog.json"))
    writer.withdraw_missing("miit_statistics", set(), datetime(2026, 5, 24))
    writer.commit()
    assert Moment(tmp_path, FRIDAY, {}).series("notes").subjects() == []
    assert len(load(tmp_path / "catalog.json").batches) == 2


@pytest.mark.parametrize("count", [1, 5])
def test_withdrawing_twice_adds_nothing(tmp_path: Path, count: int) -> None:
    put(tmp_path, datetime(2026, 5, 23), note("初稿"), own=True, name="advice.md")
    for day in range(count):
        writer = Writer(tmp_path, load(tmp_path / "catalog.json"))
        writer.withdraw_missing("miit_statistics", set(), datetime(2026, 5, 24 + day))
        writer.commit()
    assert len(load(tmp_path / "catalog.json").batches) == 2
