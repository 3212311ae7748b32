"""What the desk says of the files in its inbox: ``inbox/origins.toml``, read once and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from yanbao.core.sector import STRICT
from yanbao.desk.settings import parse, read_toml

ORIGINS = "inbox/origins.toml"


@dataclass(frozen=True)
class FileOrigin:
    """One file's entry: who published it, where it was found, the day it was fetched, its known faults.

    ``feed`` tells two sources of one fact apart; ``options`` are what its source must be told to read it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    publisher: str = ""
    repository: str = ""
    retrieved: date | None = None
    caveats: tuple[str, ...] = ()
    feed: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    def reading(self, digest: str, code: str) -> str:
        """A digest of all that the reading of these bytes depends on; ``code`` is that of the code that reads."""
        said = json.dumps([digest, code, self.publisher, self.feed, self.options], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


def read_origins(workspace: Path) -> Mapping[str, FileOrigin]:
    """Entries by the file's name relative to the workspace; empty without the file, YanbaoError when it is wrong."""
    path = workspace / ORIGINS
    held = parse(dict[str, FileOrigin], read_toml(path), path) if path.exists() else {}
    return {f"inbox/{name}": origin for name, origin in held.items()}
