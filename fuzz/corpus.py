"""The fuzzing corpus as one file, an input a line in base64: unpacked into a folder for a run, packed again from what it found.

``python fuzz/corpus.py unpack FOLDER`` and ``python fuzz/corpus.py pack FOLDER``.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).with_name("corpus.txt")
MOST = 400
"""How many inputs of each kind are kept: the shortest, which run in a second."""
FORMATS = 5
"""First bytes that say that the rest is a file of a format (``NAMES`` of reader.py); every other input is a text."""
LEAST = 20
"""Bytes below which an input reaches little of the grammar."""


def held(file: Path = FILE) -> list[bytes]:
    """The inputs."""
    return [base64.b64decode(line) for line in file.read_text(encoding="ascii").split()]


def unpack(folder: Path) -> None:
    """Write each input to a file named by its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in held():
        (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def pack(inputs: Iterable[bytes], file: Path = FILE) -> None:
    """Keep the shortest of the inputs of each kind, in an order that does not depend on how they came."""
    every = sorted({data for data in inputs if len(data) >= LEAST}, key=lambda data: (len(data), data))
    files, texts = ([data for data in every if (data[0] < FORMATS) == is_file] for is_file in (True, False))
    kept = [*files[:MOST], *texts[:MOST]]
    file.write_text("".join(base64.b64encode(data).decode() + "\n" for data in kept), encoding="ascii")


if __name__ == "__main__":
    command, folder = sys.argv[1], Path(sys.argv[2])
    if command == "unpack":
        unpack(folder)
    else:
        found = [path.read_bytes() for path in sorted(folder.iterdir())]
        pack([*(held() if FILE.exists() else ()), *found])
