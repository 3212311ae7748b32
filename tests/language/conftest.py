"""The sample's issue in both languages, from one draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from yanbao.desk.compose import drafted
from yanbao.desk.ingest import ingest
from yanbao.desk.run import open_run
from yanbao.desk.weekly import Built, Order, build, spoken_in
from yanbao.desk.workspace import create
from yanbao.report.assemble import said_in
from yanbao.report.blocks import Report
from yanbao.report.language.chinese import CHINESE

WEEK = date(2026, 5, 22)


@dataclass(frozen=True)
class Both:
    """One draft, said twice."""

    chinese: Report
    english: Report


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("languages")
    create(workspace, sample=True)
    ingest(workspace)
    return workspace


@pytest.fixture(scope="session", params=["telecom", "electronics"])
def both(request: pytest.FixtureRequest, sample: Path) -> Both:
    run = open_run(sample, request.param, WEEK, None)
    draft, english = drafted(run), spoken_in(sample, "en")
    return Both(said_in(CHINESE, run.issue, draft), said_in(english, run.issue, draft))


@pytest.fixture(scope="session")
def built(sample: Path) -> Built:
    return build(sample, Order("telecom", WEEK, lang="en"))
