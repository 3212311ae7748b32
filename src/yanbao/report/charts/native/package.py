"""Parts of an office package: read from its zip, and written with a fixed date and order, so that bytes repeat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)


def parts(package: bytes) -> dict[str, bytes]:
    """Every part of a package that we wrote ourselves, by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed(held: Mapping[str, bytes]) -> bytes:
    """The package of these parts in this order."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            package.writestr(entry, content)
    return kept.getvalue()
