"""The extract is a warehouse of its own: it shows what the issue uses as the whole one does, and holds nothing it does not use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from small_desk import WEEK, Desk
from yanbao.desk.archive.freeze import freeze, used
from yanbao.desk.ingest import ingest
from yanbao.desk.run import Run, open_run
from yanbao.desk.weekly import restated_later, withdrawn_later
from yanbao.desk.withdraw import withdraw
from yanbao.store.extract import extract
from yanbao.store.moment import Moment

BARS = "代码,日期,收盘,开盘,最高,最低,成交量,成交额\n801770,{day},{close},8200,8210,8100,40,1500\n"
AS_OF = datetime(2026, 5, 24, 23, 59, 59)


def shown(moment: Moment, query: str) -> list[Any]:
    return sorted(moment.run(query).fetchall(), key=repr)


@pytest.fixture(scope="module")
def run(desk: Path) -> Run:
    return open_run(desk, "telecom", WEEK, AS_OF)


@pytest.fixture(scope="module")
def small_one(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Moment:
    """A moment over the extract of the real telecom weekly."""
    root = tmp_path_factory.mktemp("extract") / "warehouse"
    extract(run.moment, used(run), root)
    return Moment(root, AS_OF, run.wiring.get("desk").preference)


def test_every_series_but_texts_and_market_values_is_whole(run: Run, small_one: Moment) -> None:
    query = "FROM facts WHERE series NOT IN ('news', 'notes', 'note_overrides', 'market_caps')"
    whole = shown(run.moment, query)
    assert len(whole) > 30_000
    assert shown(small_one, query) == whole
    assert small_one.sessions().days == run.moment.sessions().days


def test_every_stock_has_the_bars_that_rankings_compare_and_those_followed_all(run: Run, small_one: Moment) -> None:
    held = used(run)
    for query in (
        f"FROM stock_bars WHERE session IN ({', '.join(f'DATE {str(day)!r}' for day in held.sessions)})",
        f"FROM stock_bars WHERE session >= DATE '{held.since}' AND code IN {held.codes}",
        f"FROM index_bars WHERE session >= DATE '{held.since}'",
    ):
        whole = shown(run.moment, query)
        assert whole
        assert shown(small_one, query) == whole
    assert shown(small_one, "SELECT count(*) FROM stock_bars") < shown(run.moment, "SELECT count(*) FROM stock_bars")


def test_what_becomes_visible_later_is_not_there(small_one: Moment) -> None:
    assert shown(small_one, "SELECT count(*) FROM stored_bars WHERE visible > as_of_moment() AND close IS NOT NULL") == [(0,)]
    later = "SELECT count(value) FROM stored_facts WHERE visible > as_of_moment() AND series <> 'sessions'"
    assert shown(small_one, later) == [(0,)]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def extracted(small: Desk, place: Path, as_of: datetime = AS_OF) -> tuple[Run, Moment]:
    run = open_run(small.workspace, "telecom", WEEK, as_of)
    freeze(run, {}, place)
    return run, Moment(place / "extract/warehouse", as_of, {})


def test_a_restatement_that_came_later_is_told_without_its_value(small: Desk, tmp_path: Path) -> None:
    file = small.workspace / "inbox/index_levels/801770.csv"
    write(file, BARS.format(day="2026-05-22", close=8126.06))
    ingest(small.workspace)
    write(file, BARS.format(day="2026-05-22", close=8130.5))
    ingest(small.workspace)
    run, own = extracted(small, tmp_path / "frozen")
    later = run.moment.restated_later()
    assert [(one.series, one.subject) for one in later] == [("index_close", "801770.SI")]
    assert own.restated_later() == later
    (told,) = restated_later(run)
    assert told.message.startswith("截止时点之后，来源另有 1 条修订或补报，本期未采用：801770.SI·指数收盘点位（2026-05-22）于 2026-")
    assert shown(own, "SELECT close FROM stored_bars") == [(8126.06,), (None,)]


def test_of_the_desks_texts_only_those_of_the_week_and_the_sector_are_there(small: Desk, tmp_path: Path) -> None:
    """Another sector's note is known to lie there, an earlier news item keeps the fact that a note may repeat."""
    for day, company in (("2026-05-15", "甲公司"), ("2026-05-20", "乙公司")):
        fact = f"facts:\n  - {{subject: {company}, metric: 营收, period: 2025年, value: 12.5, unit: 亿元}}\n"
        write(
            small.workspace / f"news/{day}.md",
            f"---\ntitle: {company}{day}\npublished: {day}\noutlet: 样例\ngroup: 公司\n{fact}---\n正文写于{day}。\n",
        )
    for name in ("2026-05-22/electronics", "2026-05-15/telecom"):
        write(small.workspace / f"notes/{name}/risks.md", f"---\nsection: risks\n---\n1. **机密：** {name}。\n")
    ingest(small.workspace)
    run, own = extracted(small, tmp_path / "frozen")
    texts = dict(shown(own, "SELECT subject, text FROM facts WHERE series IN ('news', 'notes')"))
    assert [subject for subject, text in texts.items() if "机密" in text or "正文写于" in text] == ["2026-05-20"]
    assert {"2026-05-15", "2026-05-22/electronics/risks", "2026-05-22/telecom/risks"} <= texts.keys()
    assert "甲公司2026-05-15" in texts["2026-05-15"]
    assert len(shown(own, "FROM facts WHERE series = 'news_facts'")) == 2
    files = {path.relative_to(tmp_path / "frozen/extract").as_posix() for path in (tmp_path / "frozen/extract").rglob("*.md")}
    assert files == {"house/statement.md", "news/2026-05-20.md", "notes/2026-05-22/telecom/risks.md"}


def test_a_text_edited_after_the_moment_is_told_as_edited(small: Desk, tmp_path: Path) -> None:
    note = small.workspace / "notes/2026-05-22/telecom/risks.md"
    for said in ("需求", "供给"):
        write(note, f"---\nsection: risks\ndate: 2026-05-22\n---\n1. **{said}：** 不及预期。\n")
        ingest(small.workspace)
    run, own = extracted(small, tmp_path / "frozen")
    later = run.moment.restated_later()
    assert {(one.subject, one.own) for one in later} == {("2026-05-22/telecom/risks", True)}
    assert restated_later(run) == []
    assert own.restated_later() == later
    assert (tmp_path / "frozen/extract/notes/2026-05-22/telecom/risks.md").read_bytes() == note.read_bytes()


def test_the_bars_that_the_issue_before_cited_are_there(desk: Path, run: Run, tmp_path: Path) -> None:
    """Those of stocks that this issue does not follow, on days it does not compare."""
    held = used(run)
    day = max(held.sessions) - timedelta(days=16)
    query = f"SELECT digest, row FROM stored_bars WHERE kind = 'stock' AND session = DATE '{day}' AND code NOT IN {held.codes} ORDER BY ALL"
    cited = run.moment.run(f"{query} LIMIT 3").fetchall()
    assert day == date(2026, 5, 6)
    files, rows = (tuple(column) for column in zip(*cited, strict=True))
    extract(run.moment, replace(held, files=files, rows=rows), tmp_path / "warehouse")
    own = Moment(tmp_path / "warehouse", AS_OF, {})
    assert own.run(query).fetchall() == cited


def test_a_file_that_was_withdrawn_later_is_frozen_as_it_was_known_and_told(small: Desk, tmp_path: Path) -> None:
    write(small.workspace / "inbox/origins.toml", '["index_levels/801770.csv"]\nretrieved = 2026-05-23\n')
    write(small.workspace / "inbox/index_levels/801770.csv", BARS.format(day="2026-05-22", close=8126.06))
    ingest(small.workspace)
    assert withdraw(small.workspace, "801770.csv").bars == 1
    run, own = extracted(small, tmp_path / "frozen")
    assert shown(own, "SELECT close FROM stored_bars") == [(8126.06,)]
    assert own.withdrawn_later() == run.moment.withdrawn_later()
    assert [(finding.code, finding.place) for finding in withdrawn_later(run)] == [("withdrawn-later", "inbox/index_levels/801770.csv")]


def test_bars_that_the_issue_before_cited_are_told_as_withdrawn_out_of_the_extract_too(small: Desk, tmp_path: Path) -> None:
    write(small.workspace / "inbox/index_levels/801770.csv", BARS.format(day="2026-05-22", close=8126.06))
    ingest(small.workspace)
    withdraw(small.workspace, "801770.csv")
    run = open_run(small.workspace, "telecom", WEEK, AS_OF)
    ((digest, row),) = run.moment.run("SELECT digest, row FROM kept_bars").fetchall()
    extract(run.moment, replace(used(run), files=(digest,), rows=(row,)), tmp_path / "warehouse")
    own = Moment(tmp_path / "warehouse", AS_OF, {})
    cited = [(digest, row, "index_close", "801770.SI", WEEK, 8126.06)]
    assert [moment.cited_bars([digest], [row]) for moment in (run.moment, own)] == [cited, cited]
    assert shown(own, "FROM stored_bars") == []
