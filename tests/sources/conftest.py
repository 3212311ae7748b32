"""A file on disk for a source to read: bytes in, Raw out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from yanbao.sources.reading import Raw, Reading

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "yanbao" / "sample"
Keep = Callable[..., Raw]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Write bytes or text under a name of its own, as the store keeps it, and hand it over as ``name``."""

    def written(name: str, content: bytes | str, **options: str) -> Raw:
        path = tmp_path / f"kept{len(list(tmp_path.iterdir()))}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Raw(path, name, "", options)

    return written


@pytest.fixture
def parquet(tmp_path: Path) -> Callable[[str], bytes]:
    """The bytes of a Parquet file with the rows of an SQL query."""

    def made(query: str) -> bytes:
        path = tmp_path / "made.parquet"
        with duckdb.connect() as duck:
            duck.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        data = path.read_bytes()
        path.unlink()
        return data

    return made


def sample(name: str, **options: str) -> Raw:
    """A file of the sample workspace."""
    return Raw(SAMPLE / name, name, "", options)


def found(reading: Reading) -> list[tuple[str, str, str]]:
    """Code, level and place of each finding."""
    return [(finding.code, finding.level, finding.place) for finding in reading.findings]


def by_subject(reading: Reading) -> dict[str, float | None]:
    """The values of a reading by subject and period label."""
    return {f"{fact.subject} {fact.period.label}": fact.value for fact in reading.facts}
