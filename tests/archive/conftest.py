"""A real issue published once for all tests that only read it, and a small desk for each test that publishes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from small_desk import WEEK, Desk
from yanbao.desk.archive.publish import Published, Wish, publish
from yanbao.desk.weekly import Order, build


@pytest.fixture(scope="session")
def desk(sample_desk: Callable[[str], Path]) -> Path:
    """A workspace with the sample's data and the draft of one telecom weekly."""
    workspace = sample_desk("desk")
    build(workspace, Order("telecom", WEEK))
    return workspace


@pytest.fixture(scope="session")
def issue(desk: Path) -> Published:
    """That weekly, published. Tests only read it; those that alter something take ``archive``."""
    return publish(desk, Wish("telecom", WEEK))


@pytest.fixture(scope="session")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """An issue of a few words, published once."""
    small = Desk(tmp_path_factory.mktemp("shelf") / "small")
    small.draft()
    with pytest.MonkeyPatch.context() as patch:
        return small.standing_in(patch).publish()


@pytest.fixture
def archive(shelved: Published, tmp_path: Path) -> Path:
    """A copy of that issue in an archive of its own, whose files may be written to."""
    return copied(shelved, tmp_path)


@pytest.fixture
def real_archive(issue: Published, tmp_path: Path) -> Path:
    """A copy of the real issue in an archive of its own, whose files may be written to."""
    return copied(issue, tmp_path)


def copied(issue: Published, place: Path) -> Path:
    folder = place / "published" / "2026-05-22" / "telecom"
    shutil.copytree(issue.folder, folder)
    (place / "published/fonts").symlink_to(issue.folder.parent.parent / "fonts")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A small desk that has published nothing yet."""
    return Desk(tmp_path / "small").standing_in(monkeypatch)
