"""A file taken back: known until then and no longer, nothing erased, and what other files state comes to light again."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.ingest import ingest
from yanbao.desk.why import mark_withdrawn, withdrawals
from yanbao.desk.withdraw import withdraw
from yanbao.desk.workspace import create
from yanbao.report.trace import lines
from yanbao.store.catalog import Withdrawal, load
from yanbao.store.moment import Moment

HEAD = "代码,日期,收盘,开盘,最高,最低,成交量,成交额\n"
INDEX = "inbox/index_levels"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("empty") / "desk"
    create(workspace, sample=False)
    return workspace


class Clock:
    """The clock of one desk: what is done on a day of November 2026."""

    def __init__(self, workspace: Path, patch: pytest.MonkeyPatch) -> None:
        self.workspace, self.patch = workspace, patch

    def turn(self, day: int) -> None:
        for module in ("ingest", "withdraw"):
            self.patch.setattr(f"yanbao.desk.{module}.beijing_now", lambda: datetime(2026, 11, day))

    def bring(self, day: int, **closes: float | str) -> None:
        """On a day of November, files arrive, each with the close of one day in May."""
        self.turn(day)
        for name, close in closes.items():
            text = f"801770,2026-05-22,{close},8200,8210,8100,40,1500\n" if isinstance(close, float) else close
            path = self.workspace / INDEX / f"{name}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(HEAD + text, encoding="utf-8")
        ingest(self.workspace)

    def take_back(self, day: int, name: str) -> Any:
        self.turn(day)
        return withdraw(self.workspace, f"{INDEX}/{name}.csv")

    def seen(self, day: datetime) -> list[tuple[float, str]]:
        """The close as it is seen at a moment, and the file that states it."""
        query = "SELECT close, parse_filename(file) FROM index_bars WHERE code = '801770.SI'"
        return Moment(self.workspace / "warehouse", day, {}).run(query).fetchall()


@pytest.fixture
def desk(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(Path(shutil.copytree(empty, tmp_path / "desk")), monkeypatch)


def november(day: int) -> datetime:
    return datetime(2026, 11, day, 12)


MAY = datetime(2026, 5, 24)


def test_a_file_is_known_from_the_day_it_came_to_the_day_it_was_withdrawn(desk: Clock) -> None:
    desk.bring(2, right=8126.06)
    desk.bring(5, wrong=9999.0)
    taken = desk.take_back(9, "wrong")
    assert (taken.facts, taken.bars, taken.there, taken.already) == (0, 1, True, False)
    seen = [desk.seen(november(day)) for day in (3, 6, 10)]
    assert seen == [[(8126.06, "right.csv")], [(9999.0, "wrong.csv")], [(8126.06, "right.csv")]]


def test_at_a_moment_before_it_came_it_is_not_back_filled_any_more(desk: Clock) -> None:
    desk.bring(5, wrong=9999.0)
    assert desk.seen(MAY) == [(9999.0, "wrong.csv")]
    desk.take_back(9, "wrong")
    assert [desk.seen(MAY), desk.seen(november(6))] == [[], [(9999.0, "wrong.csv")]]


def test_what_another_file_repeated_after_it_stands_on_that_file(desk: Clock) -> None:
    desk.bring(2, before=8126.06)
    desk.bring(5, wrong=8130.0)
    desk.bring(6, repeated=8130.0)
    assert desk.seen(november(7)) == [(8130.0, "wrong.csv")]
    assert desk.take_back(9, "wrong").instead == 1
    assert desk.seen(november(10)) == [(8130.0, "repeated.csv")]


def test_what_others_have_stated_is_not_stated_a_second_time(desk: Clock) -> None:
    desk.bring(2, first=8120.0)
    desk.bring(3, second=8126.06)
    desk.bring(4, third=8126.06)
    desk.bring(5, wrong=8130.0)
    assert desk.take_back(9, "wrong").instead == 0
    assert desk.seen(november(10)) == [(8126.06, "second.csv")]


def test_what_an_earlier_export_stated_stays_though_its_newest_bytes_do_not_cover_it(desk: Clock) -> None:
    desk.bring(2, export=8126.06)
    desk.bring(3, export="801770,2026-05-29,8000,8200,8210,8000,40,1500\n")
    desk.bring(5, wrong=8130.0)
    desk.take_back(9, "wrong")
    assert (8126.06, "export.csv") in desk.seen(november(10))


def test_the_same_bytes_are_not_read_again_under_the_name_and_corrected_ones_are(desk: Clock) -> None:
    desk.bring(5, wrong=9999.0)
    desk.take_back(9, "wrong")
    desk.turn(10)
    (word,) = (finding for finding in ingest(desk.workspace).findings if finding.code == "withdrawn-file")
    assert (word.level, word.place) == ("warning", f"{INDEX}/wrong.csv")
    desk.bring(11, wrong=8126.06)
    assert desk.seen(november(12)) == desk.seen(MAY) == [(8126.06, "wrong.csv")]
    assert [kept.name for kept in load(desk.workspace / "warehouse/catalog.json").current()].count(f"{INDEX}/wrong.csv") == 1


def test_a_withdrawal_in_error_is_mended_by_another_name(desk: Clock) -> None:
    desk.bring(5, right=8126.06)
    desk.take_back(9, "right")
    (desk.workspace / INDEX / "right.csv").rename(desk.workspace / INDEX / "again.csv")
    desk.bring(10)
    assert desk.seen(MAY) == [(8126.06, "again.csv")]


def test_twice_is_once_and_what_is_withdrawn_is_no_current_file(desk: Clock) -> None:
    desk.bring(5, wrong=9999.0)
    first, second = desk.take_back(9, "wrong"), desk.take_back(10, "wrong")
    assert (second.already, second.until) == (True, first.until)
    catalog = load(desk.workspace / "warehouse/catalog.json")
    assert (len(catalog.withdrawn), [kept.name for kept in catalog.current() if INDEX in kept.name]) == (1, [])


def test_a_file_that_was_deleted_is_withdrawn_all_the_same(desk: Clock) -> None:
    desk.bring(5, wrong=9999.0)
    (desk.workspace / INDEX / "wrong.csv").unlink()
    desk.turn(6)
    told = [finding for finding in ingest(desk.workspace).findings if finding.code == "file-gone"]
    assert [f"{INDEX}/wrong.csv" in word.message for word in told] == [True]
    assert [finding.code for finding in ingest(desk.workspace).findings] == [], "it is told once"
    assert desk.seen(november(7)) == [(9999.0, "wrong.csv")], "that it is gone says nothing against it"
    assert desk.take_back(9, "wrong").there is False
    assert desk.seen(november(10)) == []


def test_an_issue_as_of_a_moment_at_which_it_was_known_says_that_it_is_withdrawn(desk: Clock) -> None:
    desk.bring(5, wrong=9999.0)
    desk.take_back(9, "wrong")
    later = [Moment(desk.workspace / "warehouse", moment, {}).withdrawn_later() for moment in (MAY, november(6), november(10))]
    assert later == [[], [(f"{INDEX}/wrong.csv", "2026-11-09 00:00")], []]


def test_facts_too_are_withdrawn_and_come_back_from_others(desk: Clock) -> None:
    head = "period_end,metric,metric_key,value,unit,yoy_pct,source,note\n"
    folder = desk.workspace / "inbox/miit_statistics"
    folder.mkdir()
    for day, name, value in ((2, "a", 4394), (5, "b", 4999), (6, "c", 4999)):
        (folder / f"{name}.csv").write_text(f"{head}2026-03,电信业务收入累计,rev,{value},亿元,,工信部,\n", encoding="utf-8")
        desk.bring(day)
    desk.turn(9)
    taken = withdraw(desk.workspace, "b.csv")
    held = Moment(desk.workspace / "warehouse", november(10), {}).series("miit").history("rev")
    assert (taken.name, taken.facts, taken.instead) == ("inbox/miit_statistics/b.csv", 1, 1)
    assert [(fact.value, Path(fact.origin.file).name) for fact in held] == [(4999, "c.csv")]


@pytest.mark.parametrize("asked", ["inbox/index_levels/none.csv", "notes/2026-05-22/telecom/risks.md", "right.csv"])
def test_what_cannot_be_withdrawn_is_refused_with_a_remedy(desk: Clock, asked: str) -> None:
    note = desk.workspace / "notes/2026-05-22/telecom/risks.md"
    note.parent.mkdir(parents=True)
    note.write_text("---\nsection: risks\n---\n1. **需求：** 不及预期。\n", encoding="utf-8")
    (desk.workspace / INDEX / "sub").mkdir(parents=True)
    desk.bring(5, **{"right": 8126.06, "sub/right": 8126.06})
    with pytest.raises(YanbaoError, match="没有导入过|不用撤回|有几个"):
        withdraw(desk.workspace, asked)


def test_why_tells_of_a_source_and_of_a_document_that_they_were_withdrawn() -> None:
    place = {"publisher": "某所", "file": "a.csv", "digest": "d", "known": "2026-11-05", "locator": "第2行", "stated": "1", "note": ""}
    figure = {"subject_name": "甲", "measure": "miit", "period": "2026", "value": 1.0, "shown": "1", "id": "x"}
    query = {"query": "q", "params": {}, "row_count": 0, "columns": [], "rows": [], "documents": [dict(place)]}
    stated = {"trace": figure | {"source": place | {"published": "", "visible": ""}}, "role": "甲"}
    whole: dict[str, Any] = figure | {"parts": [stated, {"trace": figure | {"query": query}, "role": "乙"}]}
    mark_withdrawn(whole, [Withdrawal("a.csv", ("c", "d"), "2026-11-09 10:00:00"), Withdrawal("b.csv", ("d",), "2026-11-08")])
    told = "\n".join(lines(whole))
    assert told.count("已于 2026-11-09 10:00:00 撤回") == 2
    assert "2026-11-08" not in told


def test_why_finds_what_the_workspace_around_an_issue_withdrew(desk: Clock) -> None:
    desk.bring(5, wrong=9999.0)
    desk.take_back(9, "wrong")
    issue = desk.workspace / "published/2026-05-22/telecom"
    assert [held.name for held in withdrawals(issue)] == [f"{INDEX}/wrong.csv"]
    assert withdrawals(Path("/nowhere/2026-05-22/telecom")) == []
