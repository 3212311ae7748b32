"""An extract of the warehouse: a small warehouse of its own, with the rows that one issue can have used."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from yanbao.store.catalog import Batch, Catalog, load, save
from yanbao.store.moment import Moment
from yanbao.store.stored import quoted, readable, sql
from yanbao.store.writer import PARQUET

FILE = "000001.parquet"
INPUTS = "SELECT DISTINCT file, source, publisher, digest, strftime(known, '%Y-%m-%d %H:%M:%S') AS known FROM {relation}"


@dataclass(frozen=True)
class Used:
    """What an issue uses, as its sector and its week say it.

    ``codes`` are the securities it follows, whose bars count from ``since`` on; of all other stocks the bars of ``sessions``
    count. Its own texts are those of its ``sector`` for the days after ``base`` up to ``sunday``, and those in the folder of its
    ``week``. ``files`` and ``rows`` name, pair by pair, the SHA-256 and the row of the bars that the issue before cited. With
    ``whole`` everything visible at the moment counts.
    """

    codes: tuple[str, ...]
    since: date
    sessions: tuple[date, ...]
    base: date
    sunday: date
    week: str
    sector: str
    files: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    whole: bool = False


@dataclass(frozen=True, order=True)
class Input:
    """A kept file that rows of an extract stand in: its name, source, publisher, SHA-256, and when it became known."""

    name: str
    source: str
    publisher: str
    sha256: str
    known: str


@dataclass(frozen=True)
class Extract:
    """What was extracted: rows by kind, of how many there are, and the kept files they stand in."""

    rows: dict[str, int]
    of: dict[str, int]
    inputs: tuple[Input, ...]


def extract(moment: Moment, used: Used, root: Path) -> Extract:
    """Write a warehouse at ``root`` that a ``Moment`` opens like any other; what it shows of ``used`` is what ``moment`` shows.

    Its catalogue names the kept files its rows stand in, and those that could not be read whole, since an issue tells of them.
    """
    batches, inputs = [], set[Input]()
    for kind in ("facts", "bars"):
        batch = copied(moment, kind, used, root)
        batches.append(batch)
        inputs |= {Input(*row) for row in moment.run(INPUTS.format(relation=f"read_parquet({quoted(str(root / batch.file))})")).fetchall()}
    whole = load(moment.root / "catalog.json")
    digests = {held.sha256 for held in inputs}
    kept = [file for file in whole.current() if file.digest in digests or not file.whole]
    withdrawn = [held for held in whole.withdrawn if not digests.isdisjoint(held.digests)]
    save(root / "catalog.json", Catalog(batches, kept, sorted({file.name for file in kept}), withdrawn))
    of = {kind: sum(batch.rows for batch in whole.batches if batch.kind == kind) for kind in ("facts", "bars")}
    return Extract({batch.kind: batch.rows for batch in batches}, of, tuple(sorted(inputs)))


def copied(moment: Moment, kind: str, used: Used, root: Path) -> Batch:
    """The rows of one kind as a batch."""
    query = sql(f"extract_{kind}")
    named = {name: value for name, value in asdict(used).items() if f"${name}" in query}
    path = root / kind / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    moment.run(f"CREATE OR REPLACE TEMP TABLE extracted AS {query}", named)
    with readable(root):
        moment.run(f"COPY extracted TO {quoted(str(path))} ({PARQUET})")
    rows, last = moment.run("SELECT count(*), coalesce(max(seq), 0) FROM extracted").fetchone() or (0, 0)
    return Batch(kind, f"{kind}/{FILE}", int(rows), int(last))
