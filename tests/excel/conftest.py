"""The workbooks that these tests look at, each written once."""

from __future__ import annotations

import pytest

from traced import everything, market
from workbook import Workbook
from yanbao.report.press import Press
from yanbao.report.writers import excel


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(tmp_path_factory.mktemp("drawings"))


@pytest.fixture(scope="session")
def whole(press: Press) -> Workbook:
    """One of every block and exhibit."""
    return Workbook(excel.write(everything(), press))


@pytest.fixture(scope="session")
def weekly(press: Press) -> Workbook:
    """A small section whose figures have a whole lineage."""
    return Workbook(excel.write(market(), press))
