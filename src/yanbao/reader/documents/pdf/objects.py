"""The things set on a page, text, paths and pictures, those inside of forms too, each with what takes it to the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

MOST_OBJECTS = 20_000
"""Things on a page that are looked at."""
DEPTH = 3
"""How deep forms (a page placed on a page) are looked into."""


class Matrix(NamedTuple):
    """What takes the points of an object to the page: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """This one of an object in a form whose own is ``outer``."""
        (x, y), (along, up), (across, over) = (
            outer.point(self.e, self.f),
            outer.point(self.a + self.e, self.b + self.f),
            outer.point(self.c + self.e, self.d + self.f),
        )
        return Matrix(along - x, up - y, across - x, over - y, x, y)


WHOLE = Matrix()
"""That of what stands in no form."""
Thing = tuple[Any, int, Matrix]
"""A page object of pdfium, its kind (``FPDF_PAGEOBJ_…``), and the matrix of the form that it is in."""


def things(page: Any) -> Iterator[Thing]:
    """What is set on a pdfium page, in its order; the things in a form behind all that stand beside it."""
    import pypdfium2.raw as pdfium

    held = [(pdfium.FPDFPage_CountObjects(page), partial(pdfium.FPDFPage_GetObject, page), WHOLE, 1)]
    kind_of, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    left = MOST_OBJECTS
    while held and left > 0:
        count, get, matrix, depth = held.pop()
        for number in range(min(count, left)):
            item = get(number)
            kind = kind_of(item)
            if kind != form:
                yield item, kind, matrix
            elif depth < DEPTH:
                inside = partial(pdfium.FPDFFormObj_GetObject, item)
                held.append((pdfium.FPDFFormObj_CountObjects(item), inside, own(item).within(matrix), depth + 1))
        left -= count


def own(item: Any) -> Matrix:
    """An object's own matrix."""
    import pypdfium2.raw as pdfium

    told = pdfium.FS_MATRIX()
    return Matrix(told.a, told.b, told.c, told.d, told.e, told.f) if pdfium.FPDFPageObj_GetMatrix(item, told) else Matrix()
