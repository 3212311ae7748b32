"""One ingest: stage what the sources read, keep only what changed, and commit it in one step or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from yanbao.core.fact import Draft
from yanbao.core.finding import Finding
from yanbao.store.catalog import Batch, Catalog, Kept, save
from yanbao.store.files import explained, sync
from yanbao.store.raw import RawStore

HERE = Path(__file__).parent
BAR_COLUMNS = ("code", "name", "session", "open", "high", "low", "close", "volume", "amount", "row")
WITHDRAWN = "withdrawn"
"""The note of a version that takes back an own text whose file was deleted."""


@dataclass(frozen=True)
class Arrival:
    """A file on its way in: its bytes, what the desk calls it, who published it, and when it became known."""

    data: bytes
    name: str
    source: str
    feed: str
    publisher: str
    known: datetime
    own: bool = False


class Writer:
    """What one ingest has staged so far; nothing is visible to readers before ``commit``."""

    def __init__(self, root: Path, catalog: Catalog) -> None:
        """Stage on an in-memory DuckDB next to the versions the warehouse holds."""
        self.root = root
        self.catalog = catalog
        self.raw = RawStore(root / "raw")
        self.duck = duckdb.connect()
        self.duck.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        for kind in ("facts", "bars"):
            files = catalog.files(root, kind)
            if files:
                self.duck.execute(f"INSERT INTO held_{kind} SELECT * FROM read_parquet(?)", [files])
        self.kept: list[Kept] = []
        self._seq = max(
            (row[0] or 0)
            for row in self.duck.execute("SELECT max(seq) FROM held_facts UNION ALL SELECT max(seq) FROM held_bars").fetchall()
        )

    def keep(self, arrival: Arrival) -> str:
        """Store the arrival's bytes; returns their digest."""
        return self.raw.keep(arrival.data)

    def add(self, arrival: Arrival, digest: str, facts: list[Draft], findings: list[Finding]) -> None:
        """Stage the facts of one file and remember the file with what was found in it."""
        self._stage_facts(arrival, digest, facts)
        self.kept.append(
            Kept(arrival.name, arrival.source, digest, arrival.publisher, str(arrival.known), len(arrival.data), tuple(findings))
        )

    def _stage_facts(self, arrival: Arrival, digest: str, facts: list[Draft]) -> None:
        if not facts:
            return
        columns: list[list[object]] = [
            list(range(self._seq + 1, self._seq + 1 + len(facts))),
            [fact.series for fact in facts],
            [fact.subject for fact in facts],
            [fact.subject_name for fact in facts],
            [fact.period.kind for fact in facts],
            [fact.period.start for fact in facts],
            [fact.period.end for fact in facts],
            [fact.period.label for fact in facts],
            [fact.value for fact in facts],
            [fact.unit.symbol for fact in facts],
            [fact.stated for fact in facts],
            [fact.text for fact in facts],
            [fact.note for fact in facts],
            [fact.locator for fact in facts],
            [fact.published for fact in facts],
        ]
        self._seq += len(facts)
        same = [arrival.source, arrival.feed, arrival.publisher, arrival.name, digest, arrival.known, arrival.own]
        unnested = ", ".join("unnest(?)" for _ in columns)
        self.duck.execute(f"INSERT INTO incoming_facts SELECT {unnested}, ?, ?, ?, ?, ?, ?, ?", [*columns, *same])

    def add_bars(self, arrival: Arrival, digest: str, kind: str, columns: dict[str, list[object]]) -> None:
        """Stage the bars of one file: ``columns`` by the names of ``BAR_COLUMNS``, all of one length."""
        count = len(columns["code"])
        if not count:
            return
        seq = list(range(self._seq + 1, self._seq + 1 + count))
        self._seq += count
        same = [arrival.source, arrival.feed, arrival.publisher, arrival.name, digest, arrival.known]
        told = [name for name in BAR_COLUMNS if any(value is not None for value in columns[name])]
        places = ", ".join("unnest(?)" if name in told else "NULL" for name in BAR_COLUMNS)
        self.duck.execute(
            f"INSERT INTO incoming_bars SELECT unnest(?), ?, {places}, ?, ?, ?, ?, ?, ?",
            [seq, kind, *(columns[name] for name in told), *same],
        )

    def withdraw_missing(self, source: str, present: set[str], known: datetime) -> None:
        """Take back the own texts of a source whose files are no longer there: appended as withdrawn, never deleted."""
        gone = self.duck.execute(
            "SELECT * FROM held_facts WHERE source = ? AND NOT list_contains(?, file)"
            " QUALIFY row_number() OVER (PARTITION BY series, subject, period_end ORDER BY known DESC, seq DESC) = 1",
            [source, sorted(present)],
        )
        names = [column[0] for column in gone.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in gone.fetchall()]
        for row in rows:
            self._seq += 1
            row.update(seq=self._seq, value=None, text="", note=WITHDRAWN, known=known)
            row.pop("visible")
            self.duck.execute(f"INSERT INTO incoming_facts VALUES ({', '.join('?' for _ in row)})", list(row.values()))

    def commit(self) -> tuple[int, int]:
        """Write the batches, then replace the catalogue; returns how many facts and bars are new.

        A crash before the catalogue is replaced leaves the warehouse as it was; leftover files are swept next time.
        """
        number = len(self.catalog.batches) + 1
        batches = []
        with explained(self.root):
            for kind in ("facts", "bars"):
                batch = self._write(kind, number)
                if batch.rows:
                    batches.append(batch)
                    number += 1
        if batches or self.kept:
            catalog = replace(self.catalog, batches=[*self.catalog.batches, *batches], kept=[*self.catalog.kept, *self.kept])
            save(self.root / "catalog.json", catalog)
        rows = {batch.kind: batch.rows for batch in batches}
        return rows.get("facts", 0), rows.get("bars", 0)

    def span(self) -> tuple[date, date]:
        """First and last session of the bars this ingest brought, changed or not."""
        first, last = self.duck.execute("SELECT min(session), max(session) FROM incoming_bars").fetchone() or (None, None)
        return first or date.min, last or date.min

    def _write(self, kind: str, number: int) -> Batch:
        name = f"{kind}/{number:06d}.parquet"
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.duck.execute(f"CREATE OR REPLACE TABLE changed AS {(HERE / f'changed_{kind}.sql').read_text(encoding='utf-8')}")
        count = self.duck.execute("SELECT count(*), max(known) FROM changed").fetchone() or (0, None)
        if count[0]:
            self.duck.execute(f"COPY changed TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)")
            sync(path)
        return Batch(kind, name, int(count[0]), str(count[1]))


def sweep(root: Path, catalog: Catalog) -> None:
    """Remove batch files that no catalogue names: what a killed ingest left behind."""
    named = {batch.file for batch in catalog.batches}
    for kind in ("facts", "bars"):
        for path in (root / kind).glob("*.parquet"):
            if f"{kind}/{path.name}" not in named:
                path.unlink()
