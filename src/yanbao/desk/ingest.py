"""Ingest: what lies in the workspace's folders becomes kept bytes, facts and bars; one commit, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from yanbao.core.finding import Finding, YanbaoError
from yanbao.desk.settings import load_desk, read_toml
from yanbao.sources import sources
from yanbao.sources.reading import Raw, Reading, Source, files
from yanbao.store.audit import audit
from yanbao.store.catalog import load
from yanbao.store.lock import writer_lock
from yanbao.store.moment import Moment
from yanbao.store.writer import BAR_COLUMNS, Arrival, Writer, sweep

Tell = Callable[[str], None]
MAX_BYTES = 1 << 30
"""A single file above one gibibyte is refused: nothing a desk keeps by hand is that large."""


@dataclass
class Ingested:
    """What one ingest did: files read and files unchanged, new facts and bars, and every finding."""

    read: list[str] = field(default_factory=list)
    unchanged: int = 0
    facts: int = 0
    bars: int = 0
    findings: list[Finding] = field(default_factory=list)
    by_source: Counter[str] = field(default_factory=Counter)


def ingest(workspace: Path, tell: Tell = lambda text: None, wait: float = 30.0) -> Ingested:
    """Read every new or changed file of the workspace into its warehouse.

    A bad file or row becomes a finding and costs nothing else. YanbaoError when another process holds the warehouse
    longer than ``wait`` seconds, or when it cannot be written.
    """
    root = workspace / "warehouse"
    desk = load_desk(workspace)
    origins = read_origins(workspace)
    done = Ingested()
    with writer_lock(root, wait, tell):
        catalog = load(root / "catalog.json")
        sweep(root, catalog)
        writer = Writer(root, catalog)
        now = datetime.now().replace(microsecond=0)
        for source in sources().values():
            ingest_source(source, workspace, origins, Run(writer, done, now, tell))
        done.facts, done.bars = writer.commit()
    if done.bars:
        tell("核对行情")
        done.findings.extend(audit(Moment(root, now, desk.preference), *writer.span(), None))
    return done


@dataclass(frozen=True)
class Run:
    """What every step of one ingest shares."""

    writer: Writer
    done: Ingested
    now: datetime
    tell: Tell


def read_origins(workspace: Path) -> dict[str, Any]:
    """``inbox/origins.toml``: publisher, feed, retrieval day and options by file; empty when there is none."""
    path = workspace / "inbox" / "origins.toml"
    return read_toml(path) if path.exists() else {}


def ingest_source(source: Source, workspace: Path, origins: dict[str, Any], run: Run) -> None:
    """Everything one source finds in its folders."""
    present: set[str] = set()
    for folder in source.FOLDERS:
        for path in files(workspace / folder, source.PATTERNS):
            name = path.relative_to(workspace).as_posix()
            present.add(name)
            ingest_file(source, path, arrival_of(source, path, name, origins, run), run)
    if source.OWN:
        run.writer.withdraw_missing(source.NAME, present, run.now)


def arrival_of(source: Source, path: Path, name: str, origins: dict[str, Any], run: Run) -> tuple[Arrival, dict[str, Any]]:
    """A file on its way in, with what ``origins.toml`` says of it."""
    origin = origins.get(name.removeprefix("inbox/"), {})
    if path.stat().st_size > MAX_BYTES:
        raise YanbaoError("文件过大", name, "拆成小于 1 GiB 的文件")
    retrieved = origin.get("retrieved")
    known = datetime.combine(date.fromisoformat(str(retrieved)), time()) if retrieved else run.now
    publisher = origin.get("publisher") or source.TITLE
    arrival = Arrival(path.read_bytes(), name, source.NAME, origin.get("feed", source.NAME), publisher, known, source.OWN)
    return arrival, origin.get("options", {})


def ingest_file(source: Source, path: Path, arriving: tuple[Arrival, dict[str, Any]], run: Run) -> None:
    """Keep and read one file, unless these very bytes were read under this name before."""
    arrival, options = arriving
    digest = run.writer.keep(arrival)
    if run.writer.catalog.holds(source.NAME, arrival.name, digest):
        run.done.unchanged += 1
        return
    run.tell(f"读取 {arrival.name}")
    reading = source.read(Raw(run.writer.raw.path(digest), arrival.name, arrival.publisher, options))
    run.writer.add(arrival, digest, reading.facts, reading.findings)
    stage_bars(reading, arrival, digest, run)
    run.done.read.append(arrival.name)
    run.done.findings.extend(reading.findings)
    run.done.by_source[source.NAME] += 1


def stage_bars(reading: Reading, arrival: Arrival, digest: str, run: Run) -> None:
    """Hand the bars of a reading to the writer."""
    if reading.bars is not None:
        columns = {name: getattr(reading.bars, name) for name in BAR_COLUMNS}
        run.writer.add_bars(arrival, digest, reading.bars.kind, columns)
