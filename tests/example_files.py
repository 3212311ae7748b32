"""Files of examples: a sentence, and indented under it what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def examples(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Sentences with the indented lines under them; # opens a comment."""
    sentence, expected = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("  "):
            expected.append(" ".join(line.split()))
            continue
        if sentence:
            yield sentence, expected
        sentence, expected = line, []
    if sentence:
        yield sentence, expected
