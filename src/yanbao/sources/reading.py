"""What a source is handed and what it returns: kept bytes in, drafts of facts, bars and findings out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal, Protocol

from yanbao.core.fact import Draft
from yanbao.core.finding import Finding, Level, condensed


@dataclass(frozen=True)
class Raw:
    """The kept bytes of one file: ``path`` is where they lie, ``name`` what the desk called them (``inbox/…/x.csv``).

    ``options`` come from the file's entry in ``origins.toml`` (the code of an index file that prints none, say).
    """

    path: Path
    name: str
    publisher: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def bytes(self) -> bytes:
        """The whole content."""
        return self.path.read_bytes()

    def place(self, row: int | None = None) -> str:
        """The file, and the row inside it, as a finding names them; the head of a table is row 1."""
        return self.name if row is None else f"{self.name} 第{row}行"


@dataclass
class Bars:
    """Daily bars as columns of equal length; prices in yuan or index points, volume in shares, amount in yuan.

    ``row`` is the row of each bar in its file, counted as a person opening the file would (the head is row 1).
    """

    kind: Literal["stock", "index"]
    code: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    session: list[date] = field(default_factory=list)
    open: list[float | None] = field(default_factory=list)
    high: list[float | None] = field(default_factory=list)
    low: list[float | None] = field(default_factory=list)
    close: list[float] = field(default_factory=list)
    volume: list[float | None] = field(default_factory=list)
    amount: list[float | None] = field(default_factory=list)
    row: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """How many bars."""
        return len(self.code)


@dataclass
class Reading:
    """What one file said. A bad row is a finding, and never costs the good ones.

    ``more`` are the bars of the other kind, where one file holds indices and stocks.
    """

    facts: list[Draft] = field(default_factory=list)
    bars: Bars | None = None
    findings: list[Finding] = field(default_factory=list)
    more: Bars | None = None

    def find(self, code: str, level: Level, place: str, message: str, remedy: str) -> None:
        """Note one thing that is wrong or doubtful."""
        self.findings.append(Finding(code, level, place, message, remedy))

    def condensed(self, raw: Raw) -> Reading:
        """The same reading; where one code was found very often, the first few in full and a count of them all."""
        return Reading(self.facts, self.bars, condensed(self.findings, raw.place()), self.more)


class Source(Protocol):
    """A source module. ``SERIES`` are the inputs it feeds; ``OWN`` marks the desk's own texts (see the docstrings).

    ``PUBLISHER`` is who published every file that it reads; empty where the desk alone can tell, in ``origins.toml``.
    ``FOLDERS`` are the workspace folders it reads, ``PATTERNS`` the file names inside them.
    """

    NAME: str
    TITLE: str
    PUBLISHER: str
    SERIES: tuple[str, ...]
    FOLDERS: tuple[str, ...]
    PATTERNS: tuple[str, ...]
    OWN: bool

    @staticmethod
    def read(raw: Raw) -> Reading:
        """Bytes to facts: pure, the same for the same bytes."""
        ...


def origin_remedy(name: str, line: str) -> str:
    """What to write into ``origins.toml`` about a file of the inbox: the line, and under which head it stands."""
    head = json.dumps(name.removeprefix("inbox/"), ensure_ascii=False)
    return f"在 inbox/origins.toml 的 [{head}] 之下（没有这一行就加上）写 {line}，再运行 yanbao ingest"


def files(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    """Files of a workspace folder that a source reads, in a stable order; the fetch of every file-borne source.

    A suffix in capitals, as some terminals write it, is the same suffix.
    """
    if folder.is_dir():
        named = (path for path in folder.rglob("*") if any(fnmatch(path.name.lower(), pattern) for pattern in patterns))
        yield from sorted(path for path in named if path.is_file() and not is_hidden(path))


def is_hidden(path: Path) -> bool:
    """True for what the system or a spreadsheet keeps beside a file: ``._data.csv``, ``~$data.xlsx``."""
    return path.name.startswith((".", "~$"))
