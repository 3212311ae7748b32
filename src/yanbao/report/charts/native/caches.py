"""The values that a chart's part keeps beside the references to its cells: what is drawn until somebody edits the data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
COLUMN = re.compile(r"!\$([A-Z]+)\$")
DAY, MONTH = "yyyy-mm-dd", "yyyy-mm"
Blanks = Mapping[str, frozenset[int]]
"""By the letters of a column: the places of the points for which nothing is stated."""


def keep_true(root: _Element, blanks: Blanks, dates: str) -> None:
    """Nothing for a value that is not stated, and dates as dates: XlsxWriter keeps 0 for an empty cell and no format at all.

    Excel reads the cells anew; a document draws what is kept, so a gap in a line would fall to zero in it.
    """
    for values in root.iter(f"{{{CHART}}}val"):
        column = COLUMN.search(values.findtext(f".//{{{CHART}}}f") or "")
        missing = blanks.get(column[1], frozenset()) if column else frozenset()
        for point in [*values.iter(f"{{{CHART}}}pt")]:
            if int(point.get("idx")) in missing:
                point.getparent().remove(point)
    if dates:
        for categories in root.iter(f"{{{CHART}}}cat"):
            for shown in categories.iter(f"{{{CHART}}}formatCode"):
                shown.text = dates
