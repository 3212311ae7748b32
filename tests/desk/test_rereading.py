"""When a file is read again: when its bytes changed, when what is known of it changed, and when other code reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import yanbao.desk.ingest
from yanbao.desk.ingest import ingest
from yanbao.desk.workspace import create

SESSIONS = "inbox/sessions"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A workspace with nothing but the trading days."""
    create(tmp_path / "desk", sample=True)
    for folder in ((tmp_path / "desk") / "inbox").iterdir():
        if folder.is_dir() and folder.name != "sessions":
            shutil.rmtree(folder)
    return tmp_path / "desk"


def test_a_file_is_read_once_and_again_by_other_code(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ingest(desk), ingest(desk)
    monkeypatch.setattr(yanbao.desk.ingest, "code", lambda: "another")
    third = ingest(desk)
    read = [[name for name in done.read if name.startswith(SESSIONS)] for done in (first, second, third)]
    assert read == [read[0], [], read[0]]
    assert read[0]
    assert third.facts == 0
