"""docs/adding.md shows parts that work: its source, measures, section, check and writer run together, its settings load."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from fact_tables import kept
from printing import ISSUE, WEEK
from yanbao.core import sector as settings
from yanbao.core.figure import Figure
from yanbao.core.series import Series
from yanbao.core.unit import unit
from yanbao.desk.origins import FileOrigin, read_origins
from yanbao.desk.review import reading_of
from yanbao.desk.settings import SAMPLE, load_desk, load_sector
from yanbao.reader.documents import from_text
from yanbao.report.assemble import assemble
from yanbao.report.blocks import plain, texts
from yanbao.report.checks.read_back import read_back
from yanbao.report.press import Press
from yanbao.sources.reading import Raw

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/adding.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^\*\*`(\S+)`\*\*\n\n```\w+\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))
CSV = "inbox/switch_shipments/switches.csv"


def module(path: str) -> ModuleType:
    """A module of the page, as if it lay where the page puts it."""
    made = ModuleType(path.removeprefix("src/").removesuffix(".py").replace("/", "."))
    exec(compile(BLOCKS[path], path, "exec"), made.__dict__)
    return made


def shipped(tmp_path: Path) -> Series:
    """The series that the page's source reads from the page's file."""
    path = tmp_path / "switches.csv"
    path.write_text(BLOCKS[CSV], encoding="utf-8")
    reading = module("src/yanbao/sources/switch_shipments.py").read(Raw(path, CSV))
    assert reading.findings == []
    return Series.of("switches", unit(""), [kept(draft, "协会") for draft in reading.facts])


def test_the_parts_work_together(tmp_path: Path) -> None:
    switches, measures = shipped(tmp_path), module("src/yanbao/measures/switches.py")
    history, growth = measures.switch_history(switches, WEEK), measures.switch_growth(switches, WEEK)
    assert isinstance(growth, Figure)
    assert (growth.value, growth.period.label) == (pytest.approx(25.5), "2026年4月")
    section = module("src/yanbao/report/sections/switch_market.py")
    report = assemble(ISSUE, [("switch_market", section.TITLE, section.switch_market)], lambda function, **_: function(history, growth))
    said = [plain(text) for block in report.sections[0].blocks for text in texts(block)]
    assert said[:2] == ["2026年4月，交换机出货50.2万台，同比增长25.50%。", "交换机出货量同比增长25.50%"]
    assert [finding for finding in read_back(report) if finding.level != "info"] == []
    written = module("src/yanbao/report/writers/exhibit_list.py").write(report, Press(tmp_path))
    assert written.decode() == "图表1：交换机出货量同比增长25.50%\n"


def test_without_data_the_parts_say_so() -> None:
    none, measures = Series.of("switches", unit(""), []), module("src/yanbao/measures/switches.py")
    section = module("src/yanbao/report/sections/switch_market.py")
    assert not measures.switch_growth(none, WEEK)
    blocks = list(section.switch_market(measures.switch_history(none, WEEK), measures.switch_growth(none, WEEK)))
    assert ["".join(map(plain, texts(block))) for block in blocks] == ["—（数据暂缺）"]


def test_the_check_and_its_test_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    check = module("src/yanbao/report/checks/switch_jump.py")
    monkeypatch.setitem(sys.modules, check.__name__, check)
    tests = [run for name, run in vars(module("tests/checks/test_switch_jump.py")).items() if name.startswith("test_")]
    assert len(tests) == 2
    for run in tests:
        run()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the settings of the page."""
    shutil.copytree(SAMPLE / "house", tmp_path / "house")
    (tmp_path / "sectors").mkdir()
    for name in ("sectors/computer.toml", "yanbao.toml"):
        (tmp_path / name).write_text(BLOCKS[name], encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    (entry,) = re.findall(r"inbox/origins\.toml`.*?```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "inbox/origins.toml").write_text(entry, encoding="utf-8")
    return tmp_path


def test_the_settings_load(workspace: Path) -> None:
    assert load_sector(workspace, "computer").baskets["software"].base_date == date(2025, 12, 31)
    assert load_desk(workspace).compliance.restricted[0].kind == "follow_on"
    assert read_origins(workspace)[CSV].feed == "association"


READ_IN = {"ratings"}
"""Filled from a file of its own, never a key."""
KINDS = [kind for kind in vars(settings).values() if dataclasses.is_dataclass(kind)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_key_of_a_setting_is_shown(kind: type) -> None:
    shown = BLOCKS["sectors/computer.toml"] + BLOCKS["yanbao.toml"]
    names = {field.name for field in dataclasses.fields(kind)}
    assert {name for name in names - READ_IN if not re.search(rf"\b{name}\b", shown)} == set()


def test_every_key_of_an_origin_is_shown() -> None:
    entry = PAGE[PAGE.index("inbox/origins.toml`") :]
    assert [field.name for field in dataclasses.fields(FileOrigin) if f"\n{field.name} = " not in entry] == []


@pytest.mark.soak
def test_the_code_of_the_page_is_strictly_typed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    for name, text in BLOCKS.items():
        if name.startswith("src/") and name.endswith(".py"):
            (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "src"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_family_of_document_checks_speaks_and_keeps_silent() -> None:
    family = module("src/yanbao/review/families/zero_margin.py").zero_margin
    told = [
        [verdict.finding is not None for verdict in family(reading_of(from_text(text, "x.txt"), date(2026, 5, 24)))]
        for text in ("公司毛利率为100%。", "公司毛利率为35.2%。", "营收10亿元。")
    ]
    assert told == [[True], [False], []]
