"""The sample's weekly as it leaves the house, and a way to have it back from an editor."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from accepting import Save
from words import parts
from yanbao.core.finding import Finding
from yanbao.desk.composed import composed
from yanbao.desk.round_trip import Returned, done, returned
from yanbao.desk.weekly import press_of
from yanbao.reader.documents import open_document
from yanbao.report.writers import facts, word
from yanbao.review.reading import Reading

WEEK = date(2026, 5, 22)
Check = Callable[[bytes], list[Finding]]


@pytest.fixture(scope="session")
def desk(sample_desk: Callable[[str], Path]) -> Path:
    """A workspace with the two formats of one weekly that a round trip looks at; tests only read it."""
    workspace = sample_desk("desk")
    run, issue = composed(workspace, "telecom", WEEK, None)
    folder = workspace / "issues/2026-05-22/telecom"
    folder.mkdir(parents=True)
    (folder / "report.docx").write_bytes(word.write(issue, press_of(run)))
    (folder / "facts.json").write_bytes(facts.write(issue, press_of(run)))
    return workspace


@pytest.fixture(scope="session")
def report(desk: Path) -> bytes:
    """Its Word file."""
    return (desk / "issues/2026-05-22/telecom/report.docx").read_bytes()


@pytest.fixture(scope="session")
def held(report: bytes) -> dict[str, bytes]:
    """The parts of the Word file."""
    return parts(report)


@pytest.fixture
def check(desk: Path, tmp_path: Path) -> Check:
    """What is found in an edited file, beyond the usual check."""

    def checked(data: bytes) -> list[Finding]:
        path = tmp_path / "edited.docx"
        path.write_bytes(data)
        trip = returned(path, desk)
        if not isinstance(trip, Returned):
            return [trip] if trip else []
        return done(Reading(open_document(path), ()), trip, desk)[0]

    return checked


@pytest.fixture
def own(desk: Path, tmp_path: Path) -> Path:
    """The workspace as a copy of its own, for tests that write into it."""
    return Path(shutil.copytree(desk, tmp_path / "own"))


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves the bytes of an edited report where an editor would."""

    def saved(data: bytes) -> Path:
        path = tmp_path / "edited.docx"
        path.write_bytes(data)
        return path

    return saved
