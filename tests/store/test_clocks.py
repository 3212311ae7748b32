"""Two clocks: what was published and what was known decide what an as-of question sees."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from yanbao.core.fact import Draft
from yanbao.core.figure import Figure
from yanbao.core.period import cumulative, snapshot
from yanbao.core.unit import unit
from yanbao.store.catalog import Catalog, Kept, load
from yanbao.store.moment import Later, Moment
from yanbao.store.writer import Arrival, Writer

FRIDAY = datetime(2026, 5, 24, 23, 59)


def revenue(value: float, published: date | None = date(2026, 4, 25)) -> Draft:
    return Draft("miit", "rev", cumulative(2026, 3), value, unit("亿元"), "第2行", published, str(value))


def put(root: Path, known: datetime, *facts: Draft, feed: str = "miit_statistics", own: bool = False, name: str = "a.csv") -> int:
    writer = Writer(root, load(root / "catalog.json"))
    arrival = Arrival(str(facts).encode(), name, feed, feed, "工信部", known, own)
    writer.add(arrival, writer.keep(arrival), list(facts), [])
    return writer.commit([name], known)[0]


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
    assert [(row.series, row.subject, row.own) for row in Moment(tmp_path, FRIDAY, {}).restated_later()] == [("miit", "rev", False)]


def test_what_several_feeds_and_corrections_give_later_is_one_restatement_of_the_last_moment(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 4, 26), revenue(4394))
    put(tmp_path, datetime(2026, 6, 10), revenue(4400))
    put(tmp_path, datetime(2026, 6, 11), revenue(4400), feed="other")
    put(tmp_path, datetime(2026, 6, 12), revenue(4401))
    assert [row.known for row in Moment(tmp_path, FRIDAY, {}).restated_later()] == ["2026-06-12 00:00"]


def test_a_value_whose_marks_change_is_another_version_of_it(tmp_path: Path) -> None:
    doubted = replace(revenue(4394), marks=frozenset({"unconfirmed", "rounded"}))
    put(tmp_path, datetime(2026, 4, 26), doubted)
    assert put(tmp_path, datetime(2026, 4, 27), doubted) == 0
    assert put(tmp_path, datetime(2026, 6, 10), revenue(4394)) == 1
    at = {as_of: Moment(tmp_path, as_of, {}).series("miit").history("rev") for as_of in (FRIDAY, datetime(2026, 6, 10))}
    assert [[fact.marks for fact in history] for history in at.values()] == [[{"unconfirmed", "rounded"}], [set()]]


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


def both(root: Path, day: datetime) -> None:
    """Two feeds that arrive in one ingest."""
    writer = Writer(root, load(root / "catalog.json"))
    for feed, value in (("miit_statistics", 4394), ("terminal", 4390)):
        arrival = Arrival(feed.encode(), f"{feed}.csv", feed, feed, "工信部", day)
        writer.add(arrival, writer.keep(arrival), [revenue(value)], [])
    writer.commit(["miit_statistics.csv", "terminal.csv"], day)


def test_two_feeds_keep_their_own_versions_and_the_preferred_one_is_seen(tmp_path: Path) -> None:
    both(tmp_path, datetime(2026, 4, 26))
    assert seen(tmp_path, FRIDAY, miit=("terminal", "miit_statistics")) == 4390
    assert seen(tmp_path, FRIDAY, miit=("miit_statistics", "terminal")) == 4394


def test_a_feed_that_comes_later_does_not_change_what_was_seen_before(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 4, 26), revenue(4394))
    put(tmp_path, datetime(2026, 11, 1), revenue(4390), feed="terminal", name="t.csv")
    assert seen(tmp_path, FRIDAY, miit=("terminal", "miit_statistics")) == 4394
    assert seen(tmp_path, datetime(2026, 11, 2), miit=("terminal", "miit_statistics")) == 4390


def april(value: float) -> Draft:
    return Draft("miit", "rev", cumulative(2026, 4), value, unit("亿元"), "第3行", date(2026, 5, 22), str(value))


def test_what_a_file_no_longer_states_is_withdrawn_inside_the_span_it_covers(tmp_path: Path) -> None:
    wrong = Draft("miit", "rev", cumulative(2026, 3), 9999, unit("亿元"), "第2行", date(2026, 4, 25), "9999")
    before = Draft("miit", "rev", cumulative(2026, 2), 2950, unit("亿元"), "第1行", date(2026, 3, 25), "2950")
    put(tmp_path, datetime(2026, 5, 23), before, wrong, april(5900))
    put(tmp_path, datetime(2026, 5, 24), before, april(5900))
    held = Moment(tmp_path, datetime(2026, 5, 25), {}).series("miit").history("rev")
    assert [fact.value for fact in held] == [2950, 5900]
    assert [fact.value for fact in Moment(tmp_path, datetime(2026, 5, 23, 12), {}).series("miit").history("rev")] == [2950, 9999, 5900]


def test_an_export_that_keeps_only_the_last_weeks_withdraws_nothing_older(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 5, 23), revenue(4394), april(5900))
    put(tmp_path, datetime(2026, 5, 24), april(5900))
    assert len(Moment(tmp_path, datetime(2026, 5, 25), {}).series("miit").history("rev")) == 2


def note(body: str) -> Draft:
    return Draft("notes", "2026-05-22/telecom/advice", snapshot(date(2026, 5, 24)), None, unit(""), "第1行", date(2026, 5, 24), "", body)


def test_the_desks_own_words_are_seen_in_their_newest_version(tmp_path: Path) -> None:
    put(tmp_path, datetime(2026, 5, 23), note("初稿"), own=True, name="advice.md")
    put(tmp_path, datetime(2026, 11, 1), note("改稿"), own=True, name="advice.md")
    assert [fact.text for fact in Moment(tmp_path, FRIDAY, {}).series("notes").history("2026-05-22/telecom/advice")] == ["改稿"]


def test_an_own_text_that_loses_its_date_and_gets_it_back_is_seen_in_its_newest_version(tmp_path: Path) -> None:
    dated, undated, advice = note("初稿"), replace(note("改稿"), published=None), "2026-05-22/telecom/advice"
    seen = []
    for day, draft in ((23, dated), (24, undated), (25, undated), (26, dated)):
        put(tmp_path, datetime(2026, 5, day), draft, own=True, name="advice.md")
        seen += [fact.text for fact in Moment(tmp_path, FRIDAY, {}).series("notes").history(advice)]
    assert seen == ["初稿", "改稿", "改稿", "初稿"]


def test_an_own_text_without_a_date_can_be_withdrawn_twice(tmp_path: Path) -> None:
    drafts = [[("advice.md", note("初稿"))], [], [("advice.md", replace(note("改稿"), published=None))], []]
    held = []
    for day, found in enumerate(drafts, 23):
        visit(tmp_path, datetime(2026, 5, day), *found)
        held.append(len(notes(tmp_path)))
    assert held == [1, 0, 1, 0]


def visit(root: Path, day: datetime, *held: tuple[str, Draft]) -> int:
    """An ingest that finds just these own texts, by file name."""
    writer = Writer(root, load(root / "catalog.json"))
    writer.visit("analyst_notes")
    for name, draft in held:
        arrival = Arrival(name.encode(), name, "analyst_notes", "analyst_notes", "分析师", day, own=True)
        writer.add(arrival, writer.keep(arrival), [draft], [])
    return writer.commit([name for name, _ in held], day)[0]


def notes(root: Path) -> list[str]:
    return Moment(root, FRIDAY, {}).series("notes").subjects()


def test_an_own_text_whose_file_is_gone_is_withdrawn_but_kept(tmp_path: Path) -> None:
    visit(tmp_path, datetime(2026, 5, 23), ("advice.md", note("初稿")))
    assert visit(tmp_path, datetime(2026, 5, 24)) == 1
    assert notes(tmp_path) == []
    assert len(load(tmp_path / "catalog.json").batches) == 2
    assert visit(tmp_path, datetime(2026, 5, 24, 1)) == 0


def test_an_own_text_that_comes_back_is_seen_again(tmp_path: Path) -> None:
    visit(tmp_path, datetime(2026, 5, 23), ("advice.md", note("初稿")))
    visit(tmp_path, datetime(2026, 5, 24))
    assert visit(tmp_path, datetime(2026, 5, 24, 1), ("advice.md", note("初稿"))) == 1
    assert notes(tmp_path) == ["2026-05-22/telecom/advice"]


def test_moving_a_file_of_own_texts_loses_nothing(tmp_path: Path) -> None:
    visit(tmp_path, datetime(2026, 5, 23), ("old/advice.md", note("初稿")))
    assert visit(tmp_path, datetime(2026, 5, 24), ("new/advice.md", note("初稿"))) == 0
    assert notes(tmp_path) == ["2026-05-22/telecom/advice"]


BAR = {"code": ["600000.SH"], "name": [None], "session": [date(2026, 5, 22)], "row": [2]}


def bar(root: Path, known: datetime, **values: float) -> int:
    writer = Writer(root, load(root / "catalog.json"))
    arrival = Arrival(str(values).encode(), "bars.csv", "stock_bars", "stock_bars", "样例", known)
    digest = writer.keep(arrival)
    prices = {name: [values.get(name)] for name in ("open", "high", "low", "close", "volume", "amount")}
    writer.add(arrival, digest, [], [])
    writer.add_bars(arrival, digest, "stock", {**BAR, **prices})
    return writer.commit(["bars.csv"], known)[1]


def test_a_corrected_high_is_a_new_version_of_a_bar(tmp_path: Path) -> None:
    assert bar(tmp_path, datetime(2026, 5, 22, 16), close=10.0, high=10.5) == 1
    assert bar(tmp_path, datetime(2026, 5, 23), close=10.0, high=10.5) == 0
    assert bar(tmp_path, datetime(2026, 5, 25), close=10.0, high=10.6) == 1
    highs = [Moment(tmp_path, day, {}).duck.execute("SELECT high FROM stock_bars").fetchall() for day in (FRIDAY, datetime(2026, 5, 25))]
    assert highs == [[(10.5,)], [(10.6,)]]
    assert Moment(tmp_path, FRIDAY, {}).restated_later() == [
        Later("stock_close", "600000.SH", "600000.SH", "2026-05-22", "2026-05-25 00:00", own=False)
    ]


def test_a_stated_day_of_fetching_dates_only_the_first_bytes_of_a_name() -> None:
    now, fetched = datetime(2026, 11, 1), datetime(2026, 5, 23)
    catalog = Catalog()
    assert catalog.known("miit", "a.csv", fetched, now) == fetched
    assert catalog.known("miit", "a.csv", None, now) == now
    catalog.kept.append(Kept("a.csv", "miit", "d", "r", "工信部", str(fetched), 1))
    assert catalog.known("miit", "a.csv", fetched, now) == now
    assert catalog.known("miit", "a.csv", datetime(2026, 10, 1), now) == datetime(2026, 10, 1)
    assert catalog.known("miit", "b.csv", datetime(2027, 1, 1), now) == now
