"""What the system refuses is told in Chinese, and a machine without memory gets one plain error, never a file the blame."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import duckdb
import pytest

from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal, spared
from yanbao.sources import parquet
from yanbao.sources.reading import Raw, Reading


def greedy(**how: object) -> None:
    """A query for which DuckDB may take less memory than it needs."""
    with duckdb.connect(config={"memory_limit": "1MB", "threads": 1, "temp_directory": ""}) as duck:
        duck.execute("SELECT list(range ORDER BY hash(range)) FROM range(10_000_000)").fetchall()


def hungry(**how: object) -> None:
    raise MemoryError


def unloaded(**how: object) -> None:
    raise ImportError("_typst.abi3.so: failed to map segment from shared object")


@pytest.mark.parametrize("work", [greedy, hungry, unloaded])
def test_a_want_of_memory_is_one_plain_error(work: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    cli = import_module("yanbao.cli.main")
    monkeypatch.setattr(cli, "app", work)
    with pytest.raises(SystemExit) as left:
        cli.main()
    told = capsys.readouterr().err
    assert (left.value.code, told.count("\n"), told.startswith("错误：内存不足")) == (2, 1, True)


def test_other_errors_pass() -> None:
    with pytest.raises(ValueError), spared("x"):
        raise ValueError


def test_a_file_is_not_to_blame_for_a_want_of_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(**settings: object) -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error: Allocation failure")

    monkeypatch.setattr(duckdb, "connect", connect)
    reading = Reading()
    with pytest.raises(YanbaoError, match=r"内存不足.*a\.parquet"), spared("a.parquet"):
        parquet.columns_of(Raw(tmp_path, "a.parquet"), reading)
    assert reading.findings == []


def test_refusals_are_told_in_chinese() -> None:
    assert refusal(PermissionError(13, "Permission denied")) == "没有权限"
    assert refusal(OSError(125, "Operation canceled")) == "系统错误 125（Operation canceled）"
