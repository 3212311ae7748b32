"""Columns of a Parquet file as lists, read by an in-memory DuckDB; a file that cannot be read is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from yanbao.sources.reading import Raw, Reading

MAGIC = b"PAR1"
OWN_FAULT = (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException, duckdb.OutOfMemoryException)
"""Errors that speak of our query or of this machine, not of the file; everything else DuckDB raises on reading means a damaged file."""


def is_parquet(raw: Raw) -> bool:
    """True when the bytes or the name say so; a truncated file still begins like one, or is called one."""
    with raw.path.open("rb") as file:
        return file.read(4) == MAGIC or raw.name.lower().endswith(".parquet")


def columns_of(raw: Raw, reading: Reading) -> dict[str, str] | None:
    """Column names with their types in the order of the file; None, with a finding, when the file cannot be read."""
    try:
        with duckdb.connect() as duck:
            rows = duck.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(raw.path)]).fetchall()
    except duckdb.Error as error:
        unreadable(raw, reading, error)
        return None
    return {str(row[0]): str(row[1]) for row in rows}


def lists_of(raw: Raw, reading: Reading, expressions: Mapping[str, str]) -> dict[str, list[Any]] | None:
    """The named SQL expressions over the file's columns, each as a list in the order of the file, and ``row``.

    ``row`` counts as in a table whose head is row 1. None, with a finding, when the data pages cannot be read.
    """
    named = {**expressions, "row": "file_row_number + 2"}
    inner = ", ".join(f"{sql} AS c{place}" for place, sql in enumerate(named.values()))
    outer = ", ".join(f"coalesce(list(c{place}), [])" for place in range(len(named)))
    query = f"SELECT {outer} FROM (SELECT {inner} FROM read_parquet(?, file_row_number = true))"
    try:
        with duckdb.connect(config={"threads": 1}) as duck:
            found = duck.execute(query, [str(raw.path)]).fetchone()
    except duckdb.Error as error:
        unreadable(raw, reading, error)
        return None
    return dict(zip(named, found or (), strict=True))


def unreadable(raw: Raw, reading: Reading, error: duckdb.Error) -> None:
    """The finding for a file that is cut off or damaged; an error that is not the file's is raised again."""
    if isinstance(error, OWN_FAULT):
        raise error
    message = "不是完整的Parquet文件，可能下载中断或已损坏。"
    reading.find("unreadable-file", "error", raw.place(), message, "从来源处重新取得该文件后重新导入；其余文件不受影响。")


def quoted(name: str) -> str:
    """A column name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
