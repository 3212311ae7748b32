"""The press: what a writer needs besides the report itself, and for whom it prints."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Press:
    """``cache`` is a folder that keeps a rendering by the digest of what it renders.

    ``template`` are the bytes of the house's own ``house.docx``; without one the Word file is set in the template of the package.
    The desk's own copy tells what was found about the report, why a figure is missing, and where in the workspace its files lie;
    ``readers`` are told what the report says and, of each figure, source, formula and both clocks.
    """

    cache: Path
    template: bytes | None = None
    readers: bool = False


def file_told(path: str, readers: bool) -> str:
    """A file of the workspace as it is told: to readers without the folders in which the desk keeps it."""
    return PurePosixPath(path).name if readers else path
