"""An export in the inbox, an entry for it, an ingest: its figures are stated facts that lead back to file, sheet and cell."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from tools.terminal_layouts import Rows, wind, workbook

from market_tables import SECTOR
from yanbao.core.figure import Figure, Stated
from yanbao.core.finding import YanbaoError
from yanbao.core.sector import Driver, ProsperityRow, Sector
from yanbao.core.sessions import Week
from yanbao.desk.ingest import ingest
from yanbao.desk.known import price_known
from yanbao.desk.sector_rules import heading
from yanbao.desk.series_map import read_series_map
from yanbao.desk.settings import SAMPLE
from yanbao.desk.template import write_template
from yanbao.measures.indicators import indicator_drivers, indicator_history
from yanbao.sources.workbook.rules import Rule
from yanbao.store.moment import Moment

EXPORT = "inbox/terminal_wind/光模块 周度.xlsx"
HEAD = [{"name": "光模块:平均价格", "id": "S0116847", "frequency": "月", "unit": "元/块", "source": "协会"}]
MONTHS: Rows = [[date(2026, 4, 30), 1250.5], [date(2026, 3, 31), 1000.4], [date(2025, 4, 30), 2501]]
MAP = '["S0116847"]\nsubject = "光模块:均价"\nname = "光模块均价"\nlag = 10\n'
LEVELS: Rows = [["日期", "8841058.WI"], ["", "服务器指数"], ["", "收盘价"], [date(2026, 5, 22), 2000.5], [date(2026, 5, 15), 1990.25]]
AS_OF = datetime(2026, 5, 24, 23, 59, 59)
WEEK = Week(date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 22))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A workspace with nothing in its inbox."""
    for name in ("yanbao.toml", "house/statement.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(SAMPLE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def put(desk: Path) -> Callable[[str, bytes | str], None]:
    def put(name: str, content: bytes | str) -> None:
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_bytes(content.encode() if isinstance(content, str) else content)

    return put


def moment(desk: Path, **preference: tuple[str, ...]) -> Moment:
    return Moment(desk / "warehouse", AS_OF, preference)


def test_an_export_a_mapping_and_the_figure_with_its_way_back(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    put(EXPORT, workbook({"数据": wind(HEAD, MONTHS)}))
    put("house/series.toml", MAP)
    done = ingest(desk)
    assert [str(finding) for finding in done.findings] == []
    history = indicator_history(moment(desk).series("indicators"), WEEK)
    figure = history["光模块:均价"][-1]
    assert (figure.subject_name, figure.value, str(figure.unit), figure.period.label) == ("光模块均价", 1250.5, "元/块", "2026年4月")
    assert isinstance(figure.lineage, Stated)
    origin = figure.lineage.fact.origin
    assert (origin.publisher, origin.file, origin.locator) == ("Wind", EXPORT, "工作表“数据” B8")
    assert (desk / "warehouse" / "raw").is_dir() and origin.digest
    assert origin.published == date(2026, 5, 10) and "终端代码S0116847" in origin.note


def test_a_prosperity_row_is_driven_by_it(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    put(EXPORT, workbook({"数据": wind(HEAD, MONTHS)}))
    put("house/series.toml", MAP)
    ingest(desk)
    history = indicator_history(moment(desk).series("indicators"), WEEK)
    names = [f"indicators:光模块:均价{tail}" for tail in ("", ".yoy", ".mom")]
    driven = indicator_drivers(driven_by(names), history)
    assert [round(figure.value, 1) for figure in driven[names[0]]] == [2501.0, 1000.4, 1250.5]
    assert [(round(figure.value, 1), figure.subject_name) for figure in driven[names[1]]] == [(-50.0, "光模块均价同比")]
    assert [(round(figure.value, 1), figure.subject_name) for figure in driven[names[2]]] == [(25.0, "光模块均价环比")]


def driven_by(names: list[str]) -> Sector:
    """The sector with one prosperity row that these drive."""
    return replace(SECTOR, prosperity=(ProsperityRow("光模块", "", 0.0, tuple(Driver(name, 0.3) for name in names)),))


def test_an_unmapped_series_is_kept_and_mapping_it_later_reads_the_file_again(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    put(EXPORT, workbook({"数据": wind(HEAD, MONTHS)}))
    (hint,) = ingest(desk).findings
    assert hint.code == "unmapped-series" and '["S0116847"]' in hint.remedy
    assert ingest(desk).unchanged == 1
    put("house/series.toml", MAP)
    assert ingest(desk).read == [EXPORT]
    (fact,) = moment(desk).series("indicators").history("光模块:均价")[-1:]
    assert fact.subject_name == "光模块均价"


def test_an_index_level_of_a_terminal_is_a_close_like_any_other(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    """8841058.WI has no other source; of 801770.SI the desk prefers the terminal's, if it says so."""
    put("inbox/terminal_wind/指数.xlsx", workbook({"行情": LEVELS}))
    put("inbox/terminal_ifind/指数.csv", "日期,801770.SI\n,收盘价\n2026-05-22,6000.5\n")
    put("inbox/index_levels/sw.csv", "code,2026-05-22\n801770,6000.4\n")
    ingest(desk)
    close = moment(desk).series("index_close").on("8841058.WI", date(2026, 5, 22))
    assert isinstance(close, Figure) and isinstance(close.lineage, Stated)
    assert (close.value, close.subject_name, close.lineage.fact.origin.locator) == (2000.5, "服务器指数", "第4行")
    for first, value in (("terminal_ifind", 6000.5), ("index_levels", 6000.4)):
        held = moment(desk, index_close=(first,)).series("index_close").on("801770.SI", date(2026, 5, 22))
        assert isinstance(held, Figure) and held.value == value


def test_an_export_may_feed_a_statistic_that_has_a_source_of_its_own(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    put(EXPORT, workbook({"数据": wind([{**HEAD[0], "name": "电信业务收入:累计值", "unit": "亿元"}], [[date(2026, 4, 30), 5928]])}))
    put("house/series.toml", '["S0116847"]\nseries = "miit"\nsubject = "rev"\nname = "电信业务收入"\nlag = 20\n')
    ingest(desk)
    (fact,) = moment(desk).series("miit").history("rev")
    assert (fact.value, fact.period.label, fact.origin.publisher) == (5928, "2026年1-4月", "Wind")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('["S1"]\nunti = "元"\n', "S1.unti：没有这一项"),
        ('["S1"]\nseries = "prices"\n', "没有 prices"),
        ('["S1"]\nseries = "miit"\n', "S1.subject"),
        ('["S1"]\nseries = "index_close"\nsubject = "300308.SZ"\n', "300308.SZ 不是指数代码"),
        ('["S1"]\nperiod = "week"\n', "只能写"),
        ('S1 = "元"\n', "应为表"),
    ],
)
def test_a_wrong_entry_is_told_with_its_key(desk: Path, put: Callable[[str, bytes | str], None], text: str, says: str) -> None:
    put("house/series.toml", text)
    with pytest.raises(YanbaoError, match=says):
        read_series_map(desk)


def test_the_samples_entries_name_every_series_of_its_exports(tmp_path: Path, desk: Path) -> None:
    for name in ("terminal_wind", "terminal_choice", "terminal_ifind", "series_ledger"):
        shutil.copytree(SAMPLE / "inbox" / name, desk / "inbox" / name)
    shutil.copyfile(SAMPLE / "house" / "series.toml", desk / "house" / "series.toml")
    assert ingest(desk).findings == []


def test_the_template_is_written_once_and_read_when_filled(desk: Path) -> None:
    path = write_template(desk)
    assert path == desk / "inbox/series_ledger/手工台账.xlsx"
    assert [finding.code for finding in ingest(desk).findings] == ["empty-ledger"]
    for file, says in ((None, "不覆盖"), (desk / "a.csv", "不能写成")):
        with pytest.raises(YanbaoError, match=says):
            write_template(desk, file)


def test_the_page_for_analysts_shows_entries_that_load(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "terminals.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    put("house/series.toml", block)
    assert read_series_map(desk)["S0116847"] == {"subject": "光模块:均价", "name": "光模块均价", "lag": 10}
    assert {field.name for field in fields(Rule)} <= set(re.findall(r"^(\w+) =", block, re.MULTILINE)), "every key is shown"


def test_what_an_analyst_writes_may_repeat_it(desk: Path, put: Callable[[str, bytes | str], None]) -> None:
    put(EXPORT, workbook({"数据": wind(HEAD, MONTHS)}))
    put("house/series.toml", MAP)
    ingest(desk)
    known = price_known({}, {}, indicator_history(moment(desk).series("indicators"), WEEK))
    assert [(candidate.figure.subject_name, candidate.figure.value) for candidate in known][-1] == ("光模块均价", 1250.5)


def test_a_terminals_index_may_be_a_benchmark() -> None:
    assert list(heading(replace(SECTOR, benchmarks=("8841058.WI", "000300.SH")), "telecom")) == []
    assert list(heading(replace(SECTOR, benchmarks=("8841058.XX",)), "telecom")) != []
