"""yanbao turns raw market data and statistics into a checked, traceable sector weekly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao.core.version import __version__ as __version__

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from yanbao.core.finding import Finding
    from yanbao.reader.document import Document


def check(
    document: Document | Path | str, on: date | None = None, against: Path | str = "", as_of: datetime | None = None, sector: str = ""
) -> list[Finding]:
    """Everything that cannot be true in a document, in the order of its text; empty when nothing is wrong with it.

    ``document`` is a path (docx, pdf, html, md, txt) or a ``Document``; ``on`` is its date, by default the one it states.
    ``against`` is a workspace whose warehouse it is compared with too, as known at ``as_of`` (Beijing's clock), for a ``sector`` of
    it. Each finding's ``passage`` says where: offsets, page, paragraph, sentence, what was stated, what follows, by which formula.
    YanbaoError when the file cannot be opened or the workspace cannot be used. ``yanbao.desk.review.check`` gives the coverage too.
    """
    from pathlib import Path

    from yanbao.desk.review import Against
    from yanbao.desk.review import check as checked

    return list(checked(document, on, Against(Path(against), as_of, sector) if against else None).findings)
