"""The catalogue: which batches and kept files make up the warehouse; replacing it is the commit of an ingest."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from yanbao.core.finding import Finding, YanbaoError
from yanbao.store.files import replace

OWN = re.compile(r"(?:facts|bars)/[0-9]+\.parquet")
"""Batches by their place in the warehouse."""


@dataclass(frozen=True)
class Batch:
    """One Parquet file of facts or bars, written by one ingest; ``last`` is the highest sequence number in it."""

    kind: str
    file: str
    rows: int
    last: int

    def __post_init__(self) -> None:
        """ValueError for a file that is none of the warehouse's own: read from the catalogue, it might lead anywhere."""
        if not OWN.fullmatch(self.file):
            raise ValueError(self.file)


@dataclass(frozen=True)
class Kept:
    """One kept file: what the desk called it, which source read it, when it became known, and what was found in it.

    ``reading`` is the digest of everything the reading depended on: the bytes, and what ``origins.toml`` said of them; it is
    empty while the file cannot be read, since the moment ``known``, and so is ``digest`` when it never could.
    """

    name: str
    source: str
    digest: str
    reading: str
    publisher: str
    known: str
    size: int
    findings: tuple[Finding, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of it could be read: no finding at error level."""
        return not any(finding.level == "error" for finding in self.findings)


@dataclass(frozen=True)
class Withdrawal:
    """A file taken back: what stands under this name in these bytes is known until ``until``, and no longer."""

    name: str
    digests: tuple[str, ...]
    until: str


@dataclass
class Catalog:
    """All batches and kept files, in the order they came; ``present`` are the names the last ingest found."""

    batches: list[Batch] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    withdrawn: list[Withdrawal] = field(default_factory=list)

    def withdrawal(self, name: str, digest: str) -> Withdrawal | None:
        """How these bytes were withdrawn under this name; None when they were not."""
        return next((held for held in self.withdrawn if held.name == name and digest in held.digests), None)

    def last(self, source: str, name: str) -> Kept | None:
        """What this source read last under this name."""
        return next((kept for kept in reversed(self.kept) if kept.source == source and kept.name == name), None)

    def known(self, source: str, name: str, retrieved: datetime | None, now: datetime) -> datetime:
        """When these bytes became known: the day the desk says it fetched them, if that can be; else now.

        A day that is stated for the first bytes of a name does not date later ones: they became known when they came.
        """
        last = self.last(source, name)
        if retrieved is None or (last is not None and last.digest and str(retrieved) <= last.known):
            return now
        return min(retrieved, now)

    def current(self) -> list[Kept]:
        """The last kept bytes of every file that the last ingest still found."""
        present = set(self.present)
        newest = {(kept.source, kept.name): kept for kept in self.kept if kept.name in present}
        return [kept for kept in newest.values() if not self.withdrawal(kept.name, kept.digest)]

    def files(self, root: Path, kind: str) -> list[str]:
        """Paths of the batches of one kind."""
        return [str(root / batch.file) for batch in self.batches if batch.kind == kind]

    @property
    def sequence(self) -> int:
        """The highest sequence number given so far."""
        return max((batch.last for batch in self.batches), default=0)


def load(path: Path) -> Catalog:
    """The catalogue at ``path``; an empty one when the warehouse is new; YanbaoError when it cannot be read."""
    if not path.exists():
        return Catalog()
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kept = [Kept(**{**row, "findings": tuple(Finding(**finding) for finding in row["findings"])}) for row in held["kept"]]
        withdrawn = [Withdrawal(**{**row, "digests": tuple(row["digests"])}) for row in held.get("withdrawn", ())]
        return Catalog([Batch(**row) for row in held["batches"]], kept, list(held["present"]), withdrawn)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise YanbaoError("数据仓库目录文件损坏", str(path), "从备份恢复 catalog.json，或删除 warehouse 后重新 ingest") from error


def save(path: Path, catalog: Catalog) -> None:
    """Replace the catalogue in one step."""
    replace(path, json.dumps(asdict(catalog), ensure_ascii=False, indent=1).encode())
