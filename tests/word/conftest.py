"""The issues that the tests of the Word file look at, each written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from traced import everything, market
from yanbao.report.press import Press
from yanbao.report.writers import word


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(tmp_path_factory.mktemp("drawings"))


@pytest.fixture(scope="session")
def whole(press: Press) -> bytes:
    """One of every block and exhibit."""
    return word.write(everything(), press)


@pytest.fixture(scope="session")
def weekly(press: Press) -> bytes:
    """A small section whose figures have a whole lineage."""
    return word.write(market(), press)


@pytest.fixture(scope="session")
def shipped() -> bytes:
    return (Path(word.__file__).parent / "house.docx").read_bytes()
