"""Every family of checks on the examples beside its tests: documents in text files, with what should follow under each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from checked import DAY, document
from yanbao.desk.review import claims_of
from yanbao.review.families import discover, families
from yanbao.review.reading import Reading, Verdict
from yanbao.review.securities import Securities

FOLDER = Path(__file__).parent / "review/families"
WITH_EXAMPLES = tuple(name for name in sorted(discover()) if (FOLDER / f"{name}.txt").exists())
"""The families that a text alone, or with a list of securities, can be held against; a new one's file of examples is all it needs."""
LISTED = Securities(
    {
        "300308.SZ": ("中际旭创",),
        "300502.SZ": ("新易盛",),
        "300394.SZ": ("天孚通信",),
        "002281.SZ": ("光迅科技",),
        "688205.SH": ("德科立",),
        "300548.SZ": ("博创科技", "长芯博创"),
        "300209.SZ": ("有棵树",),
        "000002.SZ": ("万  科Ａ",),
    }
)


def examples(family: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Documents, a line a paragraph or a table's row, with the indented lines under them; # opens a comment.

    An indented line is a level and a code, and what should follow where the example tells it; ``compared``; or ``nothing``.
    """
    lines, expected = list[str](), list[str]()
    for line in (FOLDER / f"{family}.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            expected.append(line.strip())
            continue
        if expected:
            yield tuple(lines), expected
            lines, expected = [], []
        lines.append(line)
    yield tuple(lines), expected


def reading(*lines: str, on: date | None = DAY) -> Reading:
    """The document of some lines, read as anybody's is; neighbouring lines of | are the rows of one table."""
    parts: list[str | tuple[tuple[str, ...], ...]] = []
    for tabled, held in groupby(lines, key=lambda line: line.startswith("|")):
        if tabled:
            parts.append(tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in held))
        else:
            parts += held
    opened = document(*parts, on=on)
    return Reading(opened, tuple(claims_of(opened, opened.date)))


def verdicts(family: str, *lines: str) -> list[Verdict]:
    """What a family says of a document."""
    return list(families(securities=LISTED)[family](reading(*lines)))


def told(found: list[Verdict]) -> list[str]:
    """Levels and codes of the findings; of none, whether anything was compared."""
    findings = [f"{verdict.finding.level} {verdict.finding.code}" for verdict in found if verdict.finding]
    return findings or ["compared" if found else "nothing"]
