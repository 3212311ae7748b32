"""The committed Parquet batches as relations of a DuckDB connection: ``stored_facts``, ``stored_bars``, and all that was ever kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from yanbao.core.finding import YanbaoError
from yanbao.store.catalog import Catalog, Withdrawal

HERE = Path(__file__).parent
DAMAGE = (duckdb.IOException, duckdb.InvalidInputException)
"""What DuckDB raises on damaged Parquet, besides a bare Error for a head it cannot parse."""


def sql(name: str) -> str:
    """The text of one of this package's SQL files."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def connect(root: Path, catalog: Catalog, as_of: datetime | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with the staging tables, and the batches of the catalogue to read.

    ``kept_facts`` and ``kept_bars`` are all rows ever written; ``stored_facts`` and ``stored_bars`` are without those that were
    withdrawn, as seen at ``as_of`` or, with None, after every withdrawal. YanbaoError when a batch that the catalogue names is
    missing or is no Parquet file any more.
    """
    duck = duckdb.connect()
    duck.execute(sql("schema"))
    for kind in ("facts", "bars"):
        if files := catalog.files(root, kind):
            listed = ", ".join(quoted(file) for file in files)
            with readable(root / kind):
                duck.execute(f"DROP TABLE kept_{kind}; CREATE VIEW kept_{kind} AS SELECT * FROM read_parquet([{listed}])")
        gone = [f"NOT ({withdrawn(held, kind, as_of)})" for held in catalog.withdrawn]
        duck.execute(f"CREATE VIEW stored_{kind} AS SELECT * FROM kept_{kind} WHERE {' AND '.join(['true', *gone])}")
    return duck


def withdrawn(held: Withdrawal, kind: str, as_of: datetime | None) -> str:
    """The condition on a row that its file was withdrawn and that it is not seen at the moment.

    It is seen while it was known: from the day it came until it was withdrawn. What was published before it came would be seen
    from its publication on, as if it had been known then; of a file that is withdrawn nothing is. The trading days, which count
    in their newest table whatever the moment, are never seen again.
    """
    rows = f"file = {quoted(held.name)} AND digest IN ({', '.join(map(quoted, held.digests))})"
    if as_of is None or datetime.fromisoformat(held.until) <= as_of:
        return rows
    calendar = " OR series = 'sessions'" if kind == "facts" else ""
    return f"{rows} AND (known > TIMESTAMP {quoted(str(as_of))}{calendar})"


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
