"""The fuzzing corpus as one file, an input a line in base64: unpacked into a folder for a run, packed again from what it found.

``python -m fuzz.corpus unpack FOLDER`` and ``python -m fuzz.corpus pack FOLDER``.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from fuzz.made import is_file, seeds

FILE = Path(__file__).with_name("corpus.txt")
MOST = 400
"""How many texts are kept: the shortest, which run in a second."""
FILES = 40
"""How many are kept of each kind of file."""
LEAST = 20
"""Bytes below which an input reaches little of the grammar."""


def held(file: Path = FILE) -> list[bytes]:
    """The inputs."""
    return [base64.b64decode(line) for line in file.read_text(encoding="ascii").split()]


def unpack(folder: Path) -> None:
    """Write each input and each seed to a file named by its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in (*held(), *seeds()):
        (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def pack(inputs: Iterable[bytes], file: Path = FILE) -> None:
    """Keep the shortest of the inputs of each kind, in an order that does not depend on how they came; seeds are kept as they are."""
    every = sorted({data for data in inputs if len(data) >= LEAST} - set(seeds()), key=lambda data: (len(data), data))
    kinds: dict[int, list[bytes]] = {}
    for data in every:
        kinds.setdefault(data[0] if is_file(data) else -1, []).append(data)
    kept = [data for kind, held in sorted(kinds.items()) for data in held[: MOST if kind < 0 else FILES]]
    file.write_text("".join(base64.b64encode(data).decode() + "\n" for data in kept), encoding="ascii")


if __name__ == "__main__":
    command, folder = sys.argv[1], Path(sys.argv[2])
    if command == "unpack":
        unpack(folder)
    else:
        found = [path.read_bytes() for path in sorted(folder.iterdir())]
        pack([*(held() if FILE.exists() else ()), *found])
