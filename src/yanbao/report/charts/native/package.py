"""Parts of an office package: read from its zip, and written with a fixed date and order, so that bytes repeat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest day a zip can state: the day of packing is none of the report's."""
PRESSED = (".xlsx", ".png", ".jpeg", ".jpg")
"""Parts that are small already."""


def parts(package: bytes) -> dict[str, bytes]:
    """Every part of a package that we wrote ourselves, by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed(held: Mapping[str, bytes], pressed: bool = True) -> bytes:
    """The package of these parts in this order, dated alike; not ``pressed``, it is quick to write and to read."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, content in held.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 0, 0
            stored = not pressed or name.endswith(PRESSED)
            package.writestr(entry, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, compresslevel=6)
    return kept.getvalue()
