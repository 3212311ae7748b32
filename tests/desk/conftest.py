"""A workspace with the sample's data, ingested once for all tests that only read it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yanbao.desk.ingest import ingest
from yanbao.desk.weekly import Built, Order, build
from yanbao.desk.workspace import create

WEEK = date(2026, 5, 22)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("desk")
    create(workspace, sample=True)
    ingest(workspace)
    return workspace


@pytest.fixture(scope="session")
def telecom(desk: Path) -> Built:
    return build(desk, Order("telecom", WEEK))


@pytest.fixture(scope="session")
def electronics(desk: Path) -> Built:
    return build(desk, Order("electronics", WEEK))
