"""Comments in a Word file: who said what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.core.ooxml import W
from yanbao.report.writers.word.reading import Opened

OWN = "yanbao"
"""Who signs the comments that ``check --annotate`` writes: they are findings of an earlier check."""
MOST = 200


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment."""

    author: str
    text: str


def remarks(package: Opened) -> Iterator[Remark]:
    """The comments of a document in their order, ours left out; two hundred at most."""
    path = next((path for kind, path in package.targets(package.main()).values() if kind.endswith("/comments")), "")
    root = package.part(path) if path else None
    for number, comment in enumerate(root.iter(f"{W}comment") if root is not None else ()):
        author = comment.get(f"{W}author") or "未署名"
        if author != OWN and number < MOST:
            yield Remark(author, "".join(text.text or "" for text in comment.iter(f"{W}t")))
