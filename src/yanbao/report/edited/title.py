"""The title that a Word file bears in its properties: by it an issue is known whose signature was lost."""

from __future__ import annotations

from yanbao.report.writers.word.reading import Opened


def title_of(package: Opened) -> str:
    """The title; empty for a file without one."""
    path = next((path for kind, path in package.targets("").values() if kind.endswith("/core-properties")), "")
    root = package.part(path) if path else None
    return (root.findtext("{http://purl.org/dc/elements/1.1/}title") or "") if root is not None else ""
