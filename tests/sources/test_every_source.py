"""What holds for every source alike: it is found, it says what it is, and bad bytes never raise out of it."""

from __future__ import annotations

import importlib
import pkgutil
import random
import tomllib
from pathlib import Path

import pytest

import yanbao.sources
from yanbao.sources import sources
from yanbao.sources.reading import Raw, Source, files

from .conftest import SAMPLE

ORIGINS = tomllib.loads((SAMPLE / "inbox" / "origins.toml").read_text(encoding="utf-8"))
FILES = [
    (source, Raw(path, name, "", ORIGINS.get(name.removeprefix("inbox/"), {}).get("options", {})))
    for source in sources().values()
    for folder in source.FOLDERS
    for path in files(SAMPLE / folder, source.PATTERNS)
    for name in [path.relative_to(SAMPLE).as_posix()]
]
SMALL = [pair for pair in FILES if pair[1].path.stat().st_size < 700_000 and "market_caps" not in pair[1].name][::3]
IDS = [raw.name for _, raw in FILES]


def test_every_module_that_reads_is_found() -> None:
    names = {info.name for info in pkgutil.iter_modules(yanbao.sources.__path__)}
    assert set(sources()) == {name for name in names if hasattr(importlib.import_module(f"yanbao.sources.{name}"), "read")}
    assert all(name == source.NAME for name, source in sources().items())


@pytest.mark.parametrize("source", sources().values(), ids=sources().keys())
def test_a_source_says_what_it_is(source: Source) -> None:
    assert source.TITLE
    assert isinstance(source.PUBLISHER, str)
    assert source.SERIES
    assert all((SAMPLE / folder).is_dir() for folder in source.FOLDERS)
    assert "as-of" in (source.__doc__ or "") or "as of" in (source.__doc__ or ""), "the docstring says which clock an as-of question uses"
    assert any(found is source for found, _ in FILES), "the sample holds a file of every source"


@pytest.mark.parametrize(("source", "raw"), FILES, ids=IDS)
def test_the_sample_reads_without_an_error(source: Source, raw: Raw) -> None:
    reading = source.read(raw)
    assert [str(finding) for finding in reading.findings if finding.level == "error"] == []
    assert reading.facts or reading.bars
    assert {fact.series for fact in reading.facts} <= set(source.SERIES)


@pytest.mark.parametrize(("source", "raw"), SMALL, ids=[raw.name for _, raw in SMALL])
def test_the_same_bytes_say_the_same(source: Source, raw: Raw) -> None:
    assert source.read(raw) == source.read(raw)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut off, overwritten, shuffled by lines or mixed with what breaks parsers."""
    spoilt = bytearray(data)
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(spoilt[: chance.randrange(len(spoilt) + 1)])
    if kind == 1:
        for _ in range(30):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt)
    if kind == 2:
        lines = data.split(b"\n")
        chance.shuffle(lines)
        return b"\n".join(lines)
    for nasty in (b'"', b"\x00", b"\xff\xfe", b"0000-00", b"9999-12-31", b"1e999", b"[[[[", b"&a *a", b",,,", "９，９".encode()):
        place = chance.randrange(len(spoilt) + 1)
        spoilt[place:place] = nasty
    return bytes(spoilt)


@pytest.mark.parametrize(("source", "raw"), SMALL, ids=[raw.name for _, raw in SMALL])
def test_damaged_bytes_become_findings_and_never_raise(source: Source, raw: Raw, tmp_path: Path) -> None:
    chance = random.Random(raw.name)
    path = tmp_path / "damaged"
    for _ in range(20 if raw.path.stat().st_size < 50_000 else 4):
        path.write_bytes(damaged(raw.bytes(), chance))
        reading = source.read(Raw(path, raw.name, "", raw.options))
        assert all(finding.place.startswith(raw.name) and finding.message and finding.remedy for finding in reading.findings)
        assert all(text.encode() is not None for fact in reading.facts for text in (fact.subject, fact.text, fact.note, fact.stated))
        if reading.bars:
            assert all(close > 0 for close in reading.bars.close)
