"""What the report prints may be repeated in a note: its own sentences, copied into one, are bound to the last figure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from writing import WEEK, note
from yanbao.core.series import Series
from yanbao.core.unit import SCORE
from yanbao.desk.run import Run, open_run
from yanbao.desk.weekly import Built
from yanbao.report.blocks import Cover, Exhibit, Para, plain
from yanbao.report.free_text.notebook import Notebook

REPEATED = ("cover", "core_data_brief", "core_data", "market_review", "overseas", "subsectors_brief")


@pytest.fixture(scope="module")
def run(desk: Path) -> Run:
    return open_run(desk, "telecom", WEEK.last, None)


def written(run: Run, body: str) -> Notebook:
    """The run's notebook with one note in it instead of the sample's."""
    held: Notebook = run.wiring.get("notebook")
    return replace(held, notes=Series.of("notes", SCORE, [note("advice", body)]), news_notes=Series.of("news", SCORE, []))


@pytest.mark.parametrize("key", REPEATED)
def test_the_reports_own_sentences_are_bound_when_a_note_repeats_them(run: Run, telecom: Built, key: str) -> None:
    section = next(section for section in telecom.report.sections if section.key == key)
    said = [plain(block.text) for block in section.blocks if isinstance(block, Para)]
    said += [plain(block.title) for block in section.blocks if isinstance(block, Cover | Exhibit)]
    book = written(run, "\n\n".join(said))
    assert [str(finding) for finding in book.findings()] == []
    assert book.tally()["bound"] > 0


SPOKEN = {
    "服务器板块本周上涨9.99%。": "服务器自编等权指数",
    "IDC指数本周下跌9.99%。": "IDC自编等权指数",
    "光模块自编等权指数本周上涨9.99%。": "光模块(CPO)自编等权指数",
    "沪指本周下跌9.99%。": "上证指数",
    "长盈通本周上涨99.99%。": "长盈通",
    "英伟达2027财年一季度资本开支99.99亿美元。": "英伟达资本开支",
}


@pytest.mark.parametrize(("body", "name"), SPOKEN.items())
def test_a_wrong_number_under_a_spoken_name_is_an_error(run: Run, body: str, name: str) -> None:
    (finding,) = written(run, body).findings()
    assert (finding.code, finding.level) == ("contradicted-figure", "error")
    assert f"{name}（" in finding.message
