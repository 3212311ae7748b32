"""Withdrawing a file that should never have come in: it is known until now and no longer, and nothing of it is erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yanbao.core.clock import beijing_now
from yanbao.core.finding import YanbaoError
from yanbao.core.progress import Tell
from yanbao.desk.archive.issues import published
from yanbao.desk.archive.verify import Neighbours
from yanbao.desk.ingest import Ingested, Run, origin_of, stage_bars
from yanbao.desk.origins import read_origins
from yanbao.desk.series_map import read_series_map
from yanbao.sources import sources
from yanbao.sources.reading import Raw, Source
from yanbao.store.catalog import Catalog, Kept, Withdrawal, load
from yanbao.store.lock import WAIT, writer_lock
from yanbao.store.writer import Arrival, Writer


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal came to: the file, since when it counts no more, and its rows by kind that are seen no more.

    ``instead`` are the rows that other files state in their place, having repeated them; ``there`` says that the file still lies
    in the workspace, ``issues`` which published issues were made with it, ``already`` that it had been withdrawn before.
    """

    name: str
    until: str
    facts: int = 0
    bars: int = 0
    instead: int = 0
    there: bool = False
    issues: tuple[str, ...] = ()
    already: bool = False


def withdraw(workspace: Path, file: str, tell: Tell = lambda text: None, wait: float = WAIT) -> Withdrawn:
    """Withdraw a file by its name in the workspace, whether it still lies there or not; twice is once.

    All bytes that came under the name count no more: not from now on, and not at moments before they came, for which they
    would have been back-filled. Issues as of a moment at which they were known see them as before. YanbaoError for a name under
    which nothing came, and for the desk's own texts, which are withdrawn by deleting them.
    """
    root = workspace / "warehouse"
    with writer_lock(root, wait, tell):
        catalog = load(root / "catalog.json")
        name = name_of(workspace, file, catalog)
        digests = digests_of(catalog, name)
        used = used_by(workspace, name, digests)
        fresh = tuple(digest for digest in digests if not catalog.withdrawal(name, digest))
        there = (workspace / name).is_file()
        if not fresh:
            last = next(held for held in reversed(catalog.withdrawn) if held.name == name)
            return Withdrawn(name, last.until, there=there, issues=used, already=True)
        writer, now = Writer(root, catalog), beijing_now()
        facts, bars = writer.withdraw(Withdrawal(name, fresh, str(now)))
        run = Run(workspace, read_origins(workspace), writer, Ingested(), now, tell, read_series_map(workspace))
        for source, kept in others(run, name):
            state_again(source, kept, run)
        tell("写入数据仓库")
        instead = sum(writer.commit([other for other in catalog.present if other != name], now))
    return Withdrawn(name, str(now), facts, bars, instead, there, used)


def name_of(workspace: Path, file: str, catalog: Catalog) -> str:
    """The name under which a file came, asked for as a path from here, from the workspace or from its inbox.

    YanbaoError when nothing came under it, or when it is a text of the desk's own.
    """
    known = {kept.name: kept.source for kept in catalog.kept if kept.digest}
    path, root = Path(file).absolute(), workspace.absolute()
    asked = [path.relative_to(root).as_posix()] if path.is_relative_to(root) else []
    asked += [Path(file).as_posix(), f"inbox/{Path(file).as_posix()}"]
    alike = sorted(name for name in known if Path(name).name == Path(file).name)
    name = next((name for name in asked if name in known), alike[0] if len(alike) == 1 else "")
    if not name:
        several = (
            f"写明是哪一个：{'、'.join(alike[:5])}"
            if alike
            else "写它在工作区中的名称，例如 inbox/stock_bars/a.csv；yanbao why 所示的来源写有文件名"
        )
        raise YanbaoError(f"{'有几个' if alike else '没有导入过'}“{file}”", str(workspace / "warehouse"), several)
    source = sources().get(known[name])
    if source is not None and source.OWN:
        raise YanbaoError("自己的文稿与新闻不用撤回", name, "删去或改正这个文件，再运行 yanbao ingest；不再出现的文字即不再采用")
    return name


def digests_of(catalog: Catalog, name: str) -> tuple[str, ...]:
    """The bytes that came under a name, each once, in the order in which they came."""
    return tuple(dict.fromkeys(kept.digest for kept in catalog.kept if kept.name == name and kept.digest))


def used_by(workspace: Path, name: str, digests: tuple[str, ...]) -> tuple[str, ...]:
    """Published issues that were made with these bytes; one whose manifest cannot be read is for ``verify`` to tell."""
    neighbours = Neighbours()
    manifests = {edition.name: neighbours.manifest(folder) for edition, folder in published(workspace).items()}
    return tuple(
        issue
        for issue, held in manifests.items()
        if held and any(one.get("name") == name and one.get("sha256") in digests for one in held.inputs)
    )


def others(run: Run, name: str) -> Iterator[tuple[Source, Kept]]:
    """The newest bytes of every other file that feeds what the withdrawn one fed, in the order in which they came."""
    known = sources()
    newest = {(kept.source, kept.name): kept for kept in run.writer.catalog.kept if kept.digest and kept.source in known}
    fed = {feed_of(known[source], name, run) for source, other in newest if other == name}
    for kept in newest.values():
        source = known[kept.source]
        gone = run.writer.catalog.withdrawal(kept.name, kept.digest)
        if not gone and not source.OWN and feed_of(source, kept.name, run) in fed:
            yield source, kept


def feed_of(source: Source, name: str, run: Run) -> str:
    """The feed that a file's statements stand in."""
    return origin_of(source, name, run.origins, run.series).feed or source.NAME


def state_again(source: Source, kept: Kept, run: Run) -> None:
    """Read kept bytes once more: what they state was known when they came, though another file had stated it before."""
    run.tell(f"重读 {kept.name}")
    run.writer.raw.read(kept.digest)
    origin = origin_of(source, kept.name, run.origins, run.series)
    known = datetime.fromisoformat(kept.known)
    arrival = Arrival(b"", kept.name, source.NAME, origin.feed or source.NAME, kept.publisher, known, False, kept.reading)
    reading = source.read(Raw(run.writer.raw.path(kept.digest), kept.name, kept.publisher, origin.options))
    run.writer.state_again(arrival, kept.digest, reading.facts)
    stage_bars(reading, arrival, kept.digest, run)
