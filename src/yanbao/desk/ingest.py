"""Ingest: what lies in the workspace's folders becomes kept bytes, facts and bars; one commit, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from yanbao.core.clock import beijing_now
from yanbao.core.finding import Finding
from yanbao.core.progress import Tell
from yanbao.core.refusal import refusal, spared
from yanbao.desk.leftovers import CLOSED, leftovers
from yanbao.desk.origins import ORIGINS, FileOrigin, read_origins, unnamed_among
from yanbao.desk.series_map import is_mapped, read_series_map
from yanbao.desk.settings import hidden_characters, load_desk
from yanbao.desk.workspace import leads_out
from yanbao.sources import code, sources
from yanbao.sources.reading import Raw, Reading, Source, files
from yanbao.store.audit import audit
from yanbao.store.catalog import Withdrawal, load
from yanbao.store.lock import WAIT, writer_lock
from yanbao.store.moment import Moment
from yanbao.store.raw import digest_of
from yanbao.store.writer import BAR_COLUMNS, Arrival, Writer, sweep

MAX_BYTES = 1 << 30
"""A file above one gibibyte is not read: nothing a desk keeps by hand is that large."""
UNNAMED = FileOrigin()
"""The origin of a file that ``origins.toml`` does not name."""


@dataclass
class Ingested:
    """What one ingest did: files read and files unchanged, new facts and bars, and every finding."""

    read: list[str] = field(default_factory=list)
    unchanged: int = 0
    facts: int = 0
    bars: int = 0
    findings: list[Finding] = field(default_factory=list)
    by_source: Counter[str] = field(default_factory=Counter)


def ingest(workspace: Path, tell: Tell = lambda text: None, wait: float = WAIT) -> Ingested:
    """Read every new or changed file of the workspace into its warehouse.

    A bad file or row becomes a finding and costs nothing else. YanbaoError when another process holds the warehouse
    longer than ``wait`` seconds, when it cannot be written, or when the memory runs out.
    """
    with writer_lock(workspace / "warehouse", wait, tell):
        return take_in(workspace, tell)


def take_in(workspace: Path, tell: Tell = lambda text: None) -> Ingested:
    """Ingest by one who holds the warehouse's lock."""
    root = workspace / "warehouse"
    desk, origins, series = load_desk(workspace), read_origins(workspace), read_series_map(workspace)
    done = Ingested()
    catalog = load(root / "catalog.json")
    writer = Writer(root, catalog)
    sweep(root, catalog)  # only now, when all that the catalogue names has been found
    run = Run(workspace, origins, writer, done, beijing_now(), tell, series)
    for source in sources().values():
        ingest_source(source, run)
    done.findings.extend([*left(run), *gone(run), *hidden_characters(workspace, (ORIGINS,))])
    tell("写入数据仓库")
    done.facts, done.bars = run.writer.commit(sorted(run.present), run.now)
    done.findings.extend(unnamed_among(load(root / "catalog.json").current()))
    if done.bars:
        tell("核对行情")
        done.findings.extend(audit(Moment(root, run.now, desk.preference), *run.writer.span(), None))
    return done


@dataclass(frozen=True)
class Run:
    """What every step of one ingest shares; ``met`` collects all files a source looked at, ``present`` the names of those read.

    ``series`` is what the desk says of the series of terminals.
    """

    workspace: Path
    origins: Mapping[str, FileOrigin]
    writer: Writer
    done: Ingested
    now: datetime
    tell: Tell
    series: Mapping[str, Mapping[str, Any]]
    present: set[str] = field(default_factory=set)
    met: set[Path] = field(default_factory=set)


def ingest_source(source: Source, run: Run) -> None:
    """Everything one source finds in its folders."""
    if source.OWN:
        run.writer.visit(source.NAME)
    for folder in (run.workspace / name for name in source.FOLDERS):
        for path in () if leads_out(folder, run.workspace) else files(folder, source.PATTERNS):
            run.met.add(path)
            ingest_file(source, path, run)


def ingest_file(source: Source, path: Path, run: Run) -> None:
    """Keep and read one file, unless it was read just so before; the desk's own texts are read every time.

    Own texts are few and small, and what none of them states any more must be seen to be gone.
    """
    arrival = arrival_of(source, path, run)
    if arrival is None:
        return
    digest = run.writer.keep(arrival)
    if held := run.writer.catalog.withdrawal(arrival.name, digest):
        run.done.findings.append(still_there(held))
        return
    run.present.add(arrival.name)
    last = run.writer.catalog.last(source.NAME, arrival.name)
    same = last is not None and last.reading == arrival.reading
    if same and not source.OWN:
        run.done.unchanged += 1
        return
    run.tell(f"读取 {arrival.name}")
    options = origin_of(source, arrival.name, run.origins, run.series).options
    with spared(arrival.name):
        reading = source.read(Raw(run.writer.raw.path(digest), arrival.name, arrival.publisher, options))
    run.writer.add(arrival, digest, reading.facts, reading.findings, remember=not same)
    stage_bars(reading, arrival, digest, run)
    run.done.findings.extend(reading.findings)
    if same:
        run.done.unchanged += 1
    else:
        run.done.read.append(arrival.name)
        run.done.by_source[source.NAME] += 1


def still_there(held: Withdrawal) -> Finding:
    """What is told of a file that was withdrawn and still lies there in the same bytes."""
    message = f"这个文件已于 {held.until} 撤回，仍在原处，没有读取。"
    return Finding("withdrawn-file", "warning", held.name, message, "移出该目录；撤回有误的，改名后重新导入")


def gone(run: Run) -> Iterator[Finding]:
    """A word, at the first ingest that misses them, on files that are there no more while what they stated stays."""
    own = {source.NAME for source in sources().values() if source.OWN}
    names = sorted({kept.name for kept in run.writer.catalog.current() if kept.digest and kept.source not in own} - run.present)
    if names:
        message = f"{len(names)} 个读过的文件已不在原处，所载的数据仍在仓库中，照常采用；例如 {names[0]}。"
        yield Finding("file-gone", "warning", "inbox", message, "只是归档移走的，不必处理；误收的，用 yanbao ingest --withdraw 文件 撤回")


def arrival_of(source: Source, path: Path, run: Run) -> Arrival | None:
    """A file on its way in, with what ``origins.toml`` says of it; None, and a finding, when its bytes cannot be had."""
    name = path.relative_to(run.workspace).as_posix()
    try:
        data = bytes_of(path, name, run.workspace)
    except Unread as reason:
        run.done.findings.append(reason.finding)
        pass_over(source.NAME, reason.finding.place, reason.finding, run)
        return None
    origin = origin_of(source, name, run.origins, run.series)
    retrieved = datetime.combine(origin.retrieved, time()) if origin.retrieved else None
    known = run.writer.catalog.known(source.NAME, name, retrieved, run.now)
    reading = origin.reading(digest_of(data), code())
    return Arrival(
        data,
        name,
        source.NAME,
        origin.feed or source.NAME,
        origin.named(source.PUBLISHER) or source.TITLE,
        known,
        source.OWN,
        reading,
    )


def origin_of(source: Source, name: str, origins: Mapping[str, FileOrigin], series: Mapping[str, Mapping[str, Any]]) -> FileOrigin:
    """What the desk says of a file of a source, by its name; an export of a terminal is read by what is said of its series too."""
    origin = origins.get(name, UNNAMED)
    return replace(origin, options={**origin.options, "series": series}) if series and is_mapped(source) else origin


def left(run: Run) -> Iterator[Finding]:
    """What this ingest passes over. The files of a folder that cannot be opened may still be there: what they stated stays."""
    for finding in leftovers(run.workspace, run.met, run.origins):
        yield finding
        if finding.code in CLOSED:
            pass_over("", finding.place, finding, run)
            for kept in run.writer.catalog.current():
                if kept.name.startswith(f"{finding.place}/") and kept.name not in run.present:
                    pass_over(kept.source, kept.name, finding, run)


def pass_over(source: str, name: str, finding: Finding, run: Run) -> None:
    """A file or folder that is there but could not be read: every report says so until it can be."""
    run.present.add(name)
    run.writer.pass_over(source, name, finding, run.now)


class Unread(Exception):
    """A file that is left unread, with the finding that says why."""

    def __init__(self, code: str, name: str, message: str) -> None:
        """The remedy is the same for all: the file is at fault, not the ingest."""
        super().__init__(message)
        self.finding = Finding(code, "error", name, message, "改名、拆分、放开权限或换成文件本身后重新导入；其余文件不受影响")


def bytes_of(path: Path, name: str, workspace: Path) -> bytes:
    """The file's bytes; Unread when its name is not UTF-8, it is a link out of the workspace, too large, or cannot be opened."""
    try:
        name.encode()
        if leads_out(path, workspace):
            raise Unread("link-outside", name, "链接指向工作区之外，未读取。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unread("file-too-large", name, f"文件有 {size >> 20} MB，超过 {MAX_BYTES >> 20} MB，未读取。")
        return path.read_bytes()
    except UnicodeEncodeError:
        raise Unread("unreadable-name", name.encode(errors="replace").decode(), "文件名不是 UTF-8 编码，未读取。") from None
    except OSError as error:
        raise Unread("unreadable-file", name, f"文件读不出来：{refusal(error)}。") from None


def stage_bars(reading: Reading, arrival: Arrival, digest: str, run: Run) -> None:
    """Hand the bars of a reading to the writer."""
    for bars in (reading.bars, reading.more):
        if bars is not None:
            run.writer.add_bars(arrival, digest, bars.kind, {name: getattr(bars, name) for name in BAR_COLUMNS})
