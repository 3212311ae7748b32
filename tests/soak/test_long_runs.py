"""Long runs: an ingest killed at any moment, and a process that builds many issues."""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from yanbao.desk.ingest import ingest
from yanbao.desk.weekly import Order, build
from yanbao.desk.workspace import create
from yanbao.store.catalog import load

pytestmark = pytest.mark.soak

KILLS = 40
BUILDS = 60
GROWTH = 1.35
"""How much the peak memory may grow from the tenth build to the last."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("sample")
    create(workspace, sample=True)
    return workspace


def test_an_ingest_killed_at_any_moment_leaves_a_warehouse_that_the_next_completes(sample: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(sample, whole)
    expected = ingest(whole)
    chance = random.Random(20260522)
    for number in range(KILLS):
        workspace = tmp_path / "killed"
        shutil.copytree(sample, workspace)
        process = subprocess.Popen([sys.executable, "-m", "yanbao", "ingest"], cwd=workspace, stdout=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.1, 7.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        before = load(workspace / "warehouse/catalog.json")
        assert len(before.batches) in (0, 2), number
        done = ingest(workspace)
        rows = {batch.kind: batch.rows for batch in load(workspace / "warehouse/catalog.json").batches}
        assert (rows["facts"], rows["bars"]) == (expected.facts, expected.bars), (number, done)
        shutil.rmtree(workspace)


def test_many_builds_in_one_process_keep_its_memory_flat(sample: Path) -> None:
    ingest(sample)
    early = 0
    for number in range(BUILDS):
        built = build(sample, Order("telecom", date(2026, 5, 22)))
        if number == 10:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    digests = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {name: digest["sha256"] for name, digest in digests.items()} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in built.folder.iterdir() if path.name != "manifest.json"
    }
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < early * GROWTH
