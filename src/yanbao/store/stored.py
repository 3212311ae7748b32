"""The committed Parquet batches as two relations of a DuckDB connection: ``stored_facts`` and ``stored_bars``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from yanbao.core.finding import YanbaoError
from yanbao.store.catalog import Catalog

HERE = Path(__file__).parent
DAMAGE = (duckdb.IOException, duckdb.InvalidInputException)
"""What DuckDB raises on damaged Parquet, besides a bare Error for a head it cannot parse."""


def sql(name: str) -> str:
    """The text of one of this package's SQL files."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def connect(root: Path, catalog: Catalog) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with the staging tables, and the batches of the catalogue to read.

    YanbaoError when a batch that the catalogue names is missing or is no Parquet file any more.
    """
    duck = duckdb.connect()
    duck.execute(sql("schema"))
    for kind in ("facts", "bars"):
        files = catalog.files(root, kind)
        if not files:
            continue
        listed = ", ".join(quoted(file) for file in files)
        with readable(root / kind):
            duck.execute(f"DROP TABLE stored_{kind}; CREATE VIEW stored_{kind} AS SELECT * FROM read_parquet([{listed}])")
    return duck


@contextmanager
def readable(where: Path) -> Iterator[None]:
    """Turn the failure to read a batch that is missing or was damaged on disk into a YanbaoError; faults of a query pass."""
    try:
        yield
    except duckdb.Error as error:
        if not isinstance(error, DAMAGE) and type(error) is not duckdb.Error:
            raise
        why = str(error).strip().partition("\n")[0]
        raise YanbaoError(f"数据仓库缺失或损坏：{why}", str(where), "从备份恢复，或删除 warehouse 后重新 ingest") from error


def quoted(text: str) -> str:
    """A text as an SQL literal, for the one place that takes no parameter: a view over files."""
    return "'" + text.replace("'", "''") + "'"
