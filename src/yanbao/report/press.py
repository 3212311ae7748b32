"""The press: what a writer needs besides the report itself, which is where drawings are kept and the house's own template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Press:
    """``cache`` is a folder that keeps a rendering by the digest of what it renders.

    ``template`` are the bytes of the house's own ``house.docx``; without one the Word file is set in the template of the package.
    """

    cache: Path
    template: bytes | None = None
