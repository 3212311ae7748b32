"""One ingest: stage what the sources read, keep only what changed, and commit it in one step or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from yanbao.core.fact import Draft
from yanbao.core.finding import Finding
from yanbao.store.catalog import Batch, Catalog, Kept, Withdrawal, save
from yanbao.store.files import explained, sync
from yanbao.store.raw import RawStore
from yanbao.store.stored import connect, quoted, readable, sql

BAR_COLUMNS = ("code", "name", "session", "open", "high", "low", "close", "volume", "amount", "row")
PARQUET = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, ROW_GROUP_SIZE 20480"
"""Row groups are small, so that a query for a few sessions reads few rows; version 2 packs what repeats and reads faster."""


@dataclass(frozen=True)
class Arrival:
    """A file on its way in: its bytes, what the desk calls it, who published it, and when it became known.

    ``feed`` tells two sources of one fact apart; ``reading`` is the digest of what its reading depends on.
    """

    data: bytes
    name: str
    source: str
    feed: str
    publisher: str
    known: datetime
    own: bool = False
    reading: str = ""


class Writer:
    """What one ingest has staged so far; nothing is visible to readers before ``commit``."""

    def __init__(self, root: Path, catalog: Catalog) -> None:
        """Stage on an in-memory DuckDB beside the committed batches, of which only what is touched is read."""
        self.root = root
        self.catalog = catalog
        self.raw = RawStore(root / "raw")
        self.duck = connect(root, catalog)
        self.kept: list[Kept] = []
        self._withdrawn: Withdrawal | None = None
        self._seq = catalog.sequence

    def keep(self, arrival: Arrival) -> str:
        """Store the arrival's bytes; returns their digest."""
        return self.raw.keep(arrival.data)

    def add(self, arrival: Arrival, digest: str, facts: list[Draft], findings: list[Finding], remember: bool = True) -> None:
        """Stage the facts of one file and, unless it is remembered already, the file with what was found in it."""
        kept = Kept(
            arrival.name, arrival.source, digest, arrival.reading, arrival.publisher, str(arrival.known), len(arrival.data), tuple(findings)
        )
        if remember:
            self.kept.append(kept)
        self.duck.execute("INSERT INTO reread VALUES (?, ?, ?, ?)", [arrival.source, arrival.name, arrival.own, kept.whole])
        if facts:
            self._stage_facts(arrival, digest, facts)

    def pass_over(self, source: str, name: str, finding: Finding, now: datetime) -> None:
        """A file, or a folder, that is there but could not be read: what was stated by it stays, and since when it cannot be read.

        It is read as new as soon as it can be, since no reading of it is remembered.
        """
        last = self.catalog.last(source, name)
        if last is None or (last.reading, last.findings) != ("", (finding,)):
            unread = replace(last, reading="", findings=(finding,)) if last else Kept(name, source, "", "", "", "", 0, (finding,))
            self.kept.append(replace(unread, known=str(now)))
        self.duck.execute("INSERT INTO reread VALUES (?, ?, false, false)", [source, name])

    def withdraw(self, held: Withdrawal) -> tuple[int, int]:
        """A file counts no more: to be called first of all; returns how many facts and bars are seen no more.

        What other files state in its place is staged with ``state_again`` and ``add_bars``.
        """
        self._withdrawn = held
        before = self._rows_seen()
        self.catalog = replace(self.catalog, withdrawn=[*self.catalog.withdrawn, held])
        self.duck = connect(self.root, self.catalog)
        facts, bars = self._rows_seen()
        return before[0] - facts, before[1] - bars

    def _rows_seen(self) -> tuple[int, int]:
        counted = self.duck.execute("SELECT (SELECT count(*) FROM stored_facts), (SELECT count(*) FROM stored_bars)").fetchone()
        facts, bars = counted or (0, 0)
        return int(facts), int(bars)

    def state_again(self, arrival: Arrival, digest: str, facts: list[Draft]) -> None:
        """Stage what a kept file states where the withdrawn one stood before it: a repetition was no version of its own."""
        if facts:
            self._stage_facts(arrival, digest, facts)

    def visit(self, source: str) -> None:
        """All present files of a source of own texts are being read: what none of them states any more is withdrawn."""
        self.duck.execute("INSERT INTO reread VALUES (?, '', true, true)", [source])

    def _stage_facts(self, arrival: Arrival, digest: str, facts: list[Draft]) -> None:
        columns: list[list[object]] = [
            self._numbers(len(facts)),
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
            [",".join(sorted(fact.marks)) for fact in facts],
            [fact.locator for fact in facts],
            [fact.published for fact in facts],
        ]
        same = [arrival.source, arrival.feed, arrival.publisher, arrival.name, digest, arrival.known, arrival.own]
        unnested = ", ".join("unnest(?)" for _ in columns)
        self.duck.execute(f"INSERT INTO incoming_facts SELECT {unnested}, ?, ?, ?, ?, ?, ?, ?", [*columns, *same])

    def add_bars(self, arrival: Arrival, digest: str, kind: str, columns: dict[str, list[object]]) -> None:
        """Stage the bars of one file: ``columns`` by the names of ``BAR_COLUMNS``, all of one length."""
        count = len(columns["code"])
        if not count:
            return
        same = [arrival.source, arrival.feed, arrival.publisher, arrival.name, digest, arrival.known]
        told = [name for name in BAR_COLUMNS if any(value is not None for value in columns[name])]
        places = ", ".join("unnest(?)" if name in told else "NULL" for name in BAR_COLUMNS)
        self.duck.execute(
            f"INSERT INTO incoming_bars SELECT unnest(?), ?, {places}, ?, ?, ?, ?, ?, ?",
            [self._numbers(count), kind, *(columns[name] for name in told), *same],
        )

    def _numbers(self, count: int) -> list[object]:
        first, self._seq = self._seq + 1, self._seq + count
        return list(range(first, self._seq + 1))

    def commit(self, present: list[str], now: datetime) -> tuple[int, int]:
        """Write the batches, then replace the catalogue; returns how many facts and bars are new.

        ``present`` are all file names this ingest found. A crash before the catalogue is replaced leaves the warehouse as
        it was; leftover files are swept next time.
        """
        with readable(self.root), explained(self.root):
            batches = [batch for kind in ("facts", "bars") if (batch := self._write(kind, now)).rows]
        if batches or self.kept or present != self.catalog.present or self._withdrawn:
            catalog = Catalog([*self.catalog.batches, *batches], [*self.catalog.kept, *self.kept], present, self.catalog.withdrawn)
            save(self.root / "catalog.json", catalog)
        rows = {batch.kind: batch.rows for batch in batches}
        return rows.get("facts", 0), rows.get("bars", 0)

    def span(self) -> tuple[date, date]:
        """First and last session of the bars this ingest brought, changed or not."""
        first, last = self.duck.execute("SELECT min(session), max(session) FROM incoming_bars").fetchone() or (None, None)
        return first or date.min, last or date.min

    def _write(self, kind: str, now: datetime) -> Batch:
        if self._withdrawn:
            self.duck.execute(sql(f"unstated_{kind}"), {"file": self._withdrawn.name, "digests": list(self._withdrawn.digests)})
        self.duck.execute(sql(f"held_{kind}"))
        self.duck.execute(sql(f"withdrawn_{kind}"), {"seq": self._seq, "known": now})
        self.duck.execute(f"CREATE OR REPLACE TABLE changed AS {sql(f'changed_{kind}')}")
        count, last = self.duck.execute("SELECT count(*), max(seq) FROM changed").fetchone() or (0, None)
        name = f"{kind}/{len(self.catalog.batches) + 1:06d}.parquet"
        self._seq = max(self._seq, last or 0)
        if count:
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.duck.execute(f"COPY changed TO {quoted(str(path))} ({PARQUET})")
            sync(path)
        return Batch(kind, name, int(count), int(last or 0))


def sweep(root: Path, catalog: Catalog) -> None:
    """Remove batch files that no catalogue names: what a killed ingest left behind."""
    named = {batch.file for batch in catalog.batches}
    for kind in ("facts", "bars"):
        for path in (root / kind).glob("*.parquet"):
            if f"{kind}/{path.name}" not in named:
                path.unlink()
