"""The sample workspace with its data, ingested once for all processes of a run."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from yanbao.desk.ingest import ingest
from yanbao.desk.workspace import create


def ingested_once(run: Path) -> Path:
    """The workspace below ``run``, the folder of this test run: whoever needs it first makes it, and the others wait."""
    place, beside = run / "ingested", run / "ingested.part"
    with (run / "ingested.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            create(beside, sample=True)
            ingest(beside)
            beside.rename(place)
    return place


def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that the processes of one test run share; each has its own below it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
