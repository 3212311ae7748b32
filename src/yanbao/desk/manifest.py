"""The manifest: what an issue was made from and the SHA-256 of everything it consists of; once published, also its place in the chain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, NonNegativeInt, PositiveInt, StringConstraints

from yanbao.desk.archive.issues import DRAFT
from yanbao.report.blocks import Issue
from yanbao.store.catalog import Catalog
from yanbao.store.raw import digest_of

FORMAT = 1
"""The layout of a published manifest; one of a higher number is not read."""
SHA256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def a_day(text: str) -> str:
    """The text; ValueError when it is no day that there is (2026-05-22)."""
    date.fromisoformat(text)
    return text


def in_beijing(moment: datetime) -> datetime:
    """The moment; ValueError when Beijing's calendar does not hold it, nor the day after it."""
    if not datetime.min.year < moment.year < datetime.max.year:
        raise ValueError(moment)
    return moment


Day = Annotated[str, AfterValidator(a_day)]
Moment = Annotated[datetime, AfterValidator(in_beijing)]


@dataclass(frozen=True)
class Digest:
    """A file by its SHA-256 and its length in bytes."""

    sha256: SHA256
    bytes: NonNegativeInt


def digest(data: bytes) -> Digest:
    """The digest of these bytes."""
    return Digest(digest_of(data), len(data))


@dataclass(frozen=True)
class Link:
    """Another published issue by its name and the SHA-256 of its manifest."""

    issue: str
    sha256: SHA256


@dataclass(frozen=True)
class Correction:
    """Which issue this one corrects, and why."""

    of: str
    reason: str


@dataclass(frozen=True)
class Forced:
    """Why an issue was published while this many findings at error level stood against it."""

    reason: str
    errors: int


@dataclass(frozen=True)
class Rows:
    """How many rows of one kind were extracted, of how many there were in the warehouse."""

    rows: int
    of: int


@dataclass(frozen=True)
class Manifest:
    """A published issue. ``files`` are the formats, ``frozen`` all else in its folder; ``serial`` counts the sector's chain from 1.

    ``narrow`` says that the extract holds only what the issue uses, and not everything visible at its moment.
    """

    format: PositiveInt
    name: str
    sector: str
    week: Day
    as_of: Moment
    languages: tuple[str, ...]
    yanbao: str
    published: Moment
    serial: PositiveInt
    previous: Link | None
    correction: Correction | None
    forced: Forced | None
    files: dict[str, Digest]
    frozen: dict[str, Digest]
    extract: dict[str, Rows]
    narrow: bool
    inputs: list[dict[str, str]]

    def encoded(self) -> bytes:
        """``manifest.json``; the same manifest gives the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=datetime.isoformat).encode()


def manifest(issue: Issue, files: Mapping[str, bytes], catalog: Catalog) -> bytes:
    """``manifest.json`` of a draft: issue, as of when, outputs by digest, and the kept files the warehouse held, by digest."""
    data = {
        "format": DRAFT,
        "version": 1,
        "issue": {
            "sector": issue.sector_key,
            "week": issue.week.key,
            "as_of": issue.as_of.isoformat(),
            "yanbao": issue.version,
        },
        "files": {name: asdict(digest(content)) for name, content in sorted(files.items())},
        "inputs": [
            {"name": kept.name, "source": kept.source, "sha256": kept.digest, "known": kept.known}
            for kept in sorted(catalog.current(), key=lambda kept: kept.name)
            if kept.digest
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
