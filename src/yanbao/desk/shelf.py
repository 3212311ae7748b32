"""The shelf of notes: every version of each note and news item that an issue prints, as it was kept, and how its file is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yanbao.core.finding import YanbaoError
from yanbao.desk.archive.freeze import texts
from yanbao.desk.run import Run
from yanbao.report.edited.prose import Source, source
from yanbao.sources.front_matter import HEAD
from yanbao.store.catalog import load
from yanbao.store.raw import RawStore


@dataclass(frozen=True)
class Version:
    """A note as it was kept once, or as it lies in the workspace."""

    name: str
    source: Source


@dataclass(frozen=True)
class Form:
    """How a note is written as bytes: its encoding, and what ends its lines."""

    codec: str
    line_end: str


class Shelf:
    """The notes and news that an issue prints, every kept version of each, the newest first; no edit goes into any other note.

    A note may have been kept anew since the issue was printed, so which of its versions was printed is told by its words.
    """

    def __init__(self, run: Run) -> None:
        """Read the catalogue."""
        self.raw = RawStore(run.moment.root / "raw")
        self.digests: dict[str, list[str]] = {name: [] for name in texts(run)}
        for one in reversed(load(run.moment.root / "catalog.json").kept):
            held = self.digests.get(one.name)
            if held is not None and one.digest and one.digest not in held:
                held.append(one.digest)

    def versions(self) -> Iterator[Version]:
        """Each version of each note."""
        for name, digests in self.digests.items():
            for digest in digests:
                yield self.version(name, digest)

    @lru_cache(maxsize=4096)  # noqa: B019 - a shelf lives as long as one command
    def version(self, name: str, digest: str) -> Version:
        """One version."""
        return Version(name, parsed(decoded(self.raw.read(digest))[0]))


def decoded(data: bytes) -> tuple[str, Form]:
    """A note's text with lines that end in a line feed, and the form to write it back in."""
    for codec in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        windows = "\r\n" in text and text.count("\n") == text.count("\r\n") == text.count("\r")
        return (text.replace("\r\n", "\n"), Form(codec, "\r\n")) if windows else (text, Form(codec, "\n"))
    raise YanbaoError("文稿的编码无法辨认", "notes/", "另存为 UTF-8 后重试")


def body_of(text: str) -> int:
    """Where the body of a note begins."""
    head = HEAD.match(text)
    return head.end() if head else 0


@lru_cache(maxsize=256)
def parsed(text: str) -> Source:
    """A note's passages."""
    return source(text, body_of(text))
