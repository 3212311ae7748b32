"""What lies in the desk's folders otherwise than when it was last ingested: an issue made now does not carry it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from yanbao.core.finding import Finding, condensed
from yanbao.desk.ingest import Unread, bytes_of, origin_of
from yanbao.desk.origins import ORIGINS, read_origins
from yanbao.desk.run import Run
from yanbao.desk.series_map import SERIES_MAP, read_series_map
from yanbao.desk.settings import sector_keys
from yanbao.desk.unread import Sight
from yanbao.desk.workspace import leads_out
from yanbao.sources import code, sources
from yanbao.sources.reading import Source, files
from yanbao.store.catalog import Kept, load
from yanbao.store.raw import RawStore, digest_of

LARGE = 8 << 20
"""Bytes above which a file is not read again as long as the file system says that it was not written since it was kept."""
ISSUE, WAREHOUSE = "issue-behind", "warehouse-behind"
"""Codes: an ingest would change the issue as of its moment; or only the warehouse, from now on."""
OF_ISSUE, OF_WAREHOUSE = "运行 yanbao ingest，再重新生成", "运行 yanbao ingest；截止时点已过的一期，另以 --as-of now 生成才会采用"


def behind(run: Run) -> list[Finding]:
    """A warning for each file that an ingest would read now: new or changed in the inbox, or among the issue's own texts.

    An own text is printed in its newest version whatever the moment, and one that is gone no more: those concern the issue. So
    does a file that was never read and that the desk says it had by the moment. Anything else becomes known when it is
    ingested, after the moment; a file gone from the inbox leaves what it stated. The report itself tells nothing of this: it
    is made from the warehouse alone, and is the same whatever lies in the folders.
    """
    others = set(sector_keys(run.workspace)) - {run.issue.sector_key}
    seen = Folders(run.workspace, Sight(run.moment.as_of, run.issue.week, others))
    return condensed(dict.fromkeys(seen.told()), "工作区")


class Folders:
    """The folders of a workspace as they are now, beside what its warehouse remembers of them."""

    def __init__(self, workspace: Path, sight: Sight) -> None:
        """``sight`` tells which of the desk's own texts can belong to the issue."""
        self.workspace, self.sight, self.sources = workspace, sight, sources()
        root = workspace / "warehouse"
        self.raw, self.catalog = RawStore(root / "raw"), load(root / "catalog.json")
        self.origins, self.series = read_origins(workspace), read_series_map(workspace)
        self.present = frozenset(self.catalog.present)
        self.last = {(kept.source, kept.name): kept for kept in self.catalog.kept}

    def told(self) -> Iterator[Finding]:
        """File by file, source by source; then the settings by which files are read."""
        for source in self.sources.values():
            names: set[str] = set()
            for path, name in self._found(source):
                names.add(name)
                if not source.OWN or self.sight.covers(name):
                    yield from self._file(source, path, name)
            if source.OWN:
                yield from self._gone(source, names)
        yield from self._settings()

    def _found(self, source: Source) -> Iterator[tuple[Path, str]]:
        for folder in (self.workspace / name for name in source.FOLDERS):
            for path in () if leads_out(folder, self.workspace) else files(folder, source.PATTERNS):
                yield path, path.relative_to(self.workspace).as_posix()

    def _file(self, source: Source, path: Path, name: str) -> Iterator[Finding]:
        """A finding when the bytes are not those that were kept; a file that cannot be read was told of by the ingest."""
        last = self.last.get((source.NAME, name))
        read = last if last and last.reading and name in self.present else None
        if read and self._untouched(path, read):
            return
        try:
            digest = digest_of(bytes_of(path, name, self.workspace))
        except Unread:
            return
        if self.catalog.withdrawal(name, digest) or (read and read.digest == digest):
            return
        message = "在上次导入之后改过，用的仍是改动之前的内容。" if read else "还没有导入，没有用上。"
        yield told(source.OWN or (last is None and self._had(name)), name, message)

    def _untouched(self, path: Path, kept: Kept) -> bool:
        """Whether a large file has the size that was kept and was neither written nor put in its place since then."""
        try:
            now, then = path.stat(), self.raw.path(kept.digest).stat()
        except OSError:
            return False
        return now.st_size == kept.size > LARGE and max(now.st_ctime_ns, now.st_mtime_ns) <= then.st_mtime_ns

    def _had(self, name: str) -> bool:
        """Whether the desk says that it had a file by the issue's moment."""
        retrieved = self.origins[name].retrieved if name in self.origins else None
        return retrieved is not None and datetime.combine(retrieved, time()) <= self.sight.as_of

    def _gone(self, source: Source, names: set[str]) -> Iterator[Finding]:
        """Own texts that were there at the last ingest: the issue still prints them."""
        for kept in self.catalog.current():
            if kept.source == source.NAME and kept.reading and kept.name not in names and self.sight.covers(kept.name):
                yield told(True, kept.name, "在上次导入之后删去或移走了，用的仍是它的内容。")

    def _settings(self) -> Iterator[Finding]:
        """One finding when files that are there would be read by other settings, or by other code, than they were."""
        others = [kept.name for kept in self.catalog.current() if kept.reading and self._read_otherwise(kept)]
        if others:
            said = f"{ORIGINS}、{SERIES_MAP} 或读取文件的程序与上次导入时不同，{len(others)} 个文件须重读；例如 {others[0]}。"
            yield told(False, ORIGINS, said)

    def _read_otherwise(self, kept: Kept) -> bool:
        if kept.source not in self.sources or not (self.workspace / kept.name).exists():
            return False
        origin = origin_of(self.sources[kept.source], kept.name, self.origins, self.series)
        return origin.reading(kept.digest, code()) != kept.reading


def told(concerns: bool, place: str, message: str) -> Finding:
    """The finding; whether it ``concerns`` the issue, or the warehouse only."""
    return Finding(ISSUE if concerns else WAREHOUSE, "warning", place, message, OF_ISSUE if concerns else OF_WAREHOUSE)
