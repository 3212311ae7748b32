"""A workspace with the sample's data, ingested once for all tests that only read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yanbao.desk.weekly import Built, Order, build

WEEK = date(2026, 5, 22)


@pytest.fixture(scope="session")
def desk(sample_desk: Callable[[str], Path]) -> Path:
    return sample_desk("desk")


@pytest.fixture(scope="session")
def telecom(desk: Path) -> Built:
    return build(desk, Order("telecom", WEEK))


@pytest.fixture(scope="session")
def electronics(desk: Path) -> Built:
    return build(desk, Order("electronics", WEEK))
