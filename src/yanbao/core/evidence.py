"""Evidence: how the rows of a wide query point at kept bytes, each by a document's number and a place in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from yanbao.core.fact import Document, Origin


class Evidence:
    """The kept files that the rows of one lineage stand on, numbered from 1 in the order in which rows name them."""

    def __init__(self) -> None:
        """Nothing named yet."""
        self._numbers: dict[Document, int] = {}

    def cite(self, *origins: Origin) -> str:
        """``[1] 第59行；[2] 第7行``: the places in their order, each once."""
        return "；".join(dict.fromkeys(f"{self._number(origin.document)} {origin.locator}" for origin in origins))

    def name(self, documents: set[Document]) -> str:
        """``[1][2]``: whole files, for a row that stands on many places of them."""
        return "".join(map(self._number, sorted(documents, key=lambda document: (document.file, document.known, document.digest))))

    def documents(self) -> tuple[Document, ...]:
        """All of them by their numbers."""
        return tuple(self._numbers)

    def _number(self, document: Document) -> str:
        return f"[{self._numbers.setdefault(document, len(self._numbers) + 1)}]"


def origin_of(row: Mapping[str, object]) -> Origin:
    """Where a row stands, from its columns source, publisher, file, digest, locator, published, known and visible."""
    published, known, visible = row["published"], row["known"], row["visible"]
    if not isinstance(known, datetime) or not isinstance(visible, datetime):
        raise TypeError(f"a row's clocks are {known!r} and {visible!r}, not moments")
    source, publisher, file, digest, locator = (str(row[name]) for name in ("source", "publisher", "file", "digest", "locator"))
    return Origin(source, publisher, file, digest, locator, published if isinstance(published, date) else None, known, visible)


def visible(*origins: Origin) -> datetime:
    """The moment from which all of them could be seen."""
    return max(origin.visible for origin in origins)
