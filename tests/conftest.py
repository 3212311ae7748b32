"""Shared by all tests: long tests wait for --soak, property tests repeat themselves, and no test talks to another machine."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from sample_desk import folder_of_run, ingested_once

LOOPBACK = ("127.", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="also run the long tests, marked 'soak'")


def pytest_configure(config: pytest.Config) -> None:
    """The same commit passes or fails the same way each time; `make soak` and `make fuzz` look for new cases."""
    settings.register_profile("same", derandomize=True, deadline=None)
    settings.register_profile("search", derandomize=False, deadline=None)
    settings.load_profile("search" if config.getoption("--soak") else "same")


SHARED = {"archive", "desk", "language", "round_trip"}
"""Folders whose tests share a workspace that takes seconds to make."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
    if config.getoption("--soak"):
        return
    waiting = [item for item in items if item.get_closest_marker("soak")]
    if waiting:
        config.hook.pytest_deselected(items=waiting)
        items[:] = [item for item in items if item not in waiting]


def group_of(item: pytest.Item) -> str:
    """Tests that one process runs: those of a folder that shares an ingested workspace, else those of a file."""
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return folder if folder in SHARED else str(item.path)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}: tests run without a network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def sample_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Copies of the sample workspace with its data, under a name each: the ingest takes seconds, a copy does not."""

    def copied(name: str) -> Path:
        return Path(shutil.copytree(ingested_once(folder_of_run(tmp_path_factory)), tmp_path_factory.mktemp(name), dirs_exist_ok=True))

    return copied
