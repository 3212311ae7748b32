"""The press: what a writer needs besides the report itself, and for whom it prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Press:
    """``cache`` is a folder that keeps a rendering by the digest of what it renders.

    ``template`` are the bytes of the house's own ``house.docx``; without one the Word file is set in the template of the package.
    The desk's own copy tells what was found about the report, why a figure is missing, where in the workspace its files lie and
    when they came in; ``readers`` are told what the report says and, of each figure, what ``outward`` lets out.
    ``titles`` say what the data are that a source reads, by the source's name.
    """

    cache: Path
    template: bytes | None = None
    readers: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
