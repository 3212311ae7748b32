"""Files written whole or not at all: as a draft beside their place, which then takes their name."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def draft_of(target: Path) -> Path:
    """A name beside a file that no other process, thread or machine on the same disk takes."""
    return target.with_name(f".yanbao-{secrets.token_hex(8)}.tmp")


def write_whole(place: Path, content: bytes, sync: Callable[[Path], None] | None = None) -> None:
    """Write ``content`` so that ``place`` holds what it held or all of the new bytes, never part of them; its folder is made.

    ``sync`` is called with the draft before it takes the name: what forces it to disk makes this hold for a power cut too.
    A file that stands there keeps its permissions; a link is replaced, not followed. OSError leaves no draft behind.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(place)
    try:
        with draft.open("xb") as file:
            file.write(content)
        if place.exists():
            draft.chmod(place.stat().st_mode & 0o7777)
        if sync:
            sync(draft)
        draft.replace(place)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
