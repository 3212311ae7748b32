"""The catalogue: which batches and kept files make up the warehouse; replacing it is the commit of an ingest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from yanbao.core.finding import Finding, YanbaoError
from yanbao.store.files import replace


@dataclass(frozen=True)
class Batch:
    """One Parquet file of facts or bars, written by one ingest."""

    kind: str
    file: str
    rows: int
    known: str


@dataclass(frozen=True)
class Kept:
    """One kept file: what the desk called it, which source read it, when it became known, and what was found in it."""

    name: str
    source: str
    digest: str
    publisher: str
    known: str
    size: int
    findings: tuple[Finding, ...] = ()


@dataclass
class Catalog:
    """All batches and kept files, in the order they came."""

    batches: list[Batch] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def holds(self, source: str, name: str, digest: str) -> bool:
        """True when these very bytes are the last that this source read under this name."""
        last = next((kept for kept in reversed(self.kept) if kept.source == source and kept.name == name), None)
        return last is not None and last.digest == digest

    def current(self) -> list[Kept]:
        """The last kept bytes of every file name."""
        return list({(kept.source, kept.name): kept for kept in self.kept}.values())

    def files(self, root: Path, kind: str) -> list[str]:
        """Paths of the batches of one kind."""
        return [str(root / batch.file) for batch in self.batches if batch.kind == kind]


def load(path: Path) -> Catalog:
    """The catalogue at ``path``; an empty one when the warehouse is new; YanbaoError when it cannot be read."""
    if not path.exists():
        return Catalog()
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kept = [Kept(**{**row, "findings": tuple(Finding(**finding) for finding in row["findings"])}) for row in held["kept"]]
        return Catalog([Batch(**row) for row in held["batches"]], kept)
    except (ValueError, KeyError, TypeError) as error:
        raise YanbaoError("数据仓库目录文件损坏", str(path), "从备份恢复 catalog.json，或删除 warehouse 后重新 ingest") from error


def save(path: Path, catalog: Catalog) -> None:
    """Replace the catalogue in one step."""
    data = {"batches": [asdict(batch) for batch in catalog.batches], "kept": [asdict(kept) for kept in catalog.kept]}
    replace(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
