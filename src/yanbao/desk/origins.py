"""What the desk says of the files in its inbox: ``inbox/origins.toml``, read once and checked; and files that it says nothing of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from yanbao.core.figure import Figure, Maybe, Queried, Stated
from yanbao.core.finding import Finding
from yanbao.core.sector import STRICT
from yanbao.desk.settings import parse, read_toml
from yanbao.desk.workspace import ORIGINS as ORIGINS
from yanbao.report.assemble import list_points
from yanbao.report.blocks import Report
from yanbao.report.trace import parts_of
from yanbao.sources import sources
from yanbao.sources.reading import origin_remedy
from yanbao.store.catalog import Kept


@dataclass(frozen=True)
class FileOrigin:
    """One file's entry: who published it, who quoted that, where it was found, the day it was fetched, its known faults.

    ``via`` is through whom the publisher's words came to the desk; source lines say so: 工信部（转引自公开报道）.
    ``feed`` tells two sources of one fact apart; ``options`` are what its source must be told to read it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    publisher: str = ""
    via: str = ""
    repository: str = ""
    retrieved: date | None = None
    caveats: tuple[str, ...] = ()
    feed: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    def named(self, usual: str) -> str:
        """What source lines print; ``usual`` is the publisher of such files, where the entry names none. Empty without either."""
        publisher = self.publisher or usual
        return f"{publisher}（转引自{self.via}）" if publisher and self.via else publisher

    def reading(self, digest: str, code: str) -> str:
        """A digest of all that the reading of these bytes depends on; ``code`` is that of the code that reads."""
        said = json.dumps([digest, code, self.named(""), self.feed, self.options], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


def read_origins(workspace: Path) -> Mapping[str, FileOrigin]:
    """Entries by the file's name relative to the workspace; empty without the file, YanbaoError when it is wrong."""
    path = workspace / ORIGINS
    held = parse(dict[str, FileOrigin], read_toml(path), path) if path.exists() else {}
    return {f"inbox/{name}": origin for name, origin in held.items()}


def unnamed(name: str, title: str) -> Finding:
    """A file of which nobody said who published it: its source line would print what our module for such files is called."""
    message = f"没有写明由谁发布：资料来源印作“{title}”，那是数据的类别，不是发布机构。"
    return Finding("unnamed-origin", "warning", name, message, origin_remedy(name, 'publisher = "发布机构"'))


def stand_ins() -> set[str]:
    """What source lines print of files that have no publisher: the titles of the sources that cannot name one."""
    return {source.TITLE for source in sources().values() if not source.PUBLISHER}


def unnamed_among(files: Iterable[Kept]) -> Iterator[Finding]:
    """A finding for each file that could be read whole and of which nobody said who published it."""
    titles = stand_ins()
    yield from (unnamed(kept.name, kept.publisher) for kept in files if kept.whole and kept.publisher in titles)


def unnamed_in(report: Report) -> Iterator[Finding]:
    """Every such file that a figure or a point of the report stands on, by name."""
    titles = stand_ins()
    found = {file: publisher for publisher, file in cited(report) if publisher in titles}
    yield from (unnamed(file, title) for file, title in sorted(found.items()))


def cited(report: Report) -> Iterator[tuple[str, str]]:
    """Publisher and file of everything that figures and points of a report stand on; what several share is met once."""
    waiting: list[Maybe] = [entry.cite.figure for entry in (*report.printed, *list_points(report))]
    met: set[int] = set()
    while waiting:
        figure = waiting.pop()
        if id(figure) in met:
            continue
        met.add(id(figure))
        waiting += [part for _, part in parts_of(figure)]
        lineage = figure.lineage if isinstance(figure, Figure) else None
        if isinstance(lineage, Stated):
            yield lineage.fact.origin.publisher, lineage.fact.origin.file
        elif isinstance(lineage, Queried):
            yield from ((document.publisher, document.file) for document in lineage.documents)
