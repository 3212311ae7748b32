"""The sample's issue in both languages, from one draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from yanbao.desk.compose import drafted, spoken_in
from yanbao.desk.run import open_run
from yanbao.desk.weekly import Built, Order, build
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
def sample(sample_desk: Callable[[str], Path]) -> Path:
    return sample_desk("languages")


@pytest.fixture(scope="session", params=["telecom", "electronics"])
def both(request: pytest.FixtureRequest, sample: Path) -> Both:
    run = open_run(sample, request.param, WEEK, None)
    draft, english = drafted(run), spoken_in(sample, "en")
    return Both(said_in(CHINESE, run.issue, draft), said_in(english, run.issue, draft))


@pytest.fixture(scope="session")
def built(sample: Path) -> Built:
    return build(sample, Order("telecom", WEEK, lang="en"))
