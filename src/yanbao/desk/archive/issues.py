"""Published issues of a workspace by name: ``published/2026-05-22/telecom``, and its corrections ``telecom.更正1``, ``telecom.更正2``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yanbao.core.finding import YanbaoError

FOLDER = "published"
READERS = "readers"
"""The folder of an issue that holds what leaves the house, and nothing else."""
MANIFEST = "manifest.json"
DRAFT = "yanbao.draft"
"""What a draft's manifest states as its format; that of a published issue is a number."""
SEAL = "manifest.sha256"
"""The digest of the manifest, as ``sha256sum -c`` reads it: only a published issue has one."""
DEEPEST = 3
"""How far below a folder issues are looked for: a workspace has them in ``published/2026-05-22/telecom``."""
WEEK = re.compile(r"20\d\d-\d\d-\d\d")
CORRECTED = re.compile(r"(.+)\.更正([1-9]\d{0,3})")


@dataclass(frozen=True, order=True)
class Edition:
    """One published issue of a sector: its week, and 0 for the issue itself or the number of its correction."""

    week: str
    number: int
    sector: str

    @property
    def name(self) -> str:
        """Its name in the archive and on the command line."""
        return f"{self.week}/{self.sector}" + (f".更正{self.number}" if self.number else "")

    @classmethod
    def of(cls, folder: Path) -> Edition | None:
        """The issue a folder's name says it is; None for any other folder."""
        corrected = CORRECTED.fullmatch(folder.name)
        sector, number = (corrected[1], int(corrected[2])) if corrected else (folder.name, 0)
        return cls(folder.parent.name, number, sector) if WEEK.fullmatch(folder.parent.name) and sector[:1] not in ("", ".") else None


def shelved(root: Path, sector: str = "") -> dict[Edition, Path]:
    """Whatever stands in an archive where an issue should, by issue, the oldest week first; of one sector, or of all."""
    found = ((Edition.of(path), path) for path in root.glob("20*/*"))
    return dict(sorted((edition, path) for edition, path in found if edition and sector in ("", edition.sector)))


def weeks_lost(root: Path) -> list[Path]:
    """What stands in an archive where a week's folder should, and is none."""
    return sorted(path for path in root.glob("20*") if WEEK.fullmatch(path.name) and not path.is_dir())


def archived(root: Path, sector: str = "") -> dict[Edition, Path]:
    """Those of them that are folders."""
    return {edition: path for edition, path in shelved(root, sector).items() if path.is_dir()}


def published(workspace: Path, sector: str = "") -> dict[Edition, Path]:
    """Published issues of a workspace by name, the oldest week first."""
    return archived(workspace / FOLDER, sector)


def previous(workspace: Path, sector: str, week: str) -> Path | None:
    """The folder, with its ``facts.json``, of what the sector published last for a week before ``week`` (2026-05-22).

    A correction stands for the issue it corrects. None before the first issue. A frozen issue answers with the same facts.
    """
    before = [path for edition, path in published(workspace, sector).items() if edition.week < week and (path / "facts.json").is_file()]
    return before[-1] if before else None


def latest(workspace: Path, sector: str, week: str) -> Path | None:
    """The folder of what is out for a week: the issue, or its last correction; None when nothing is."""
    return next((path for edition, path in reversed(published(workspace, sector).items()) if edition.week == week), None)


def find_published(workspace: Path | None, asked: str) -> Path:
    """The folder of a published issue, named by its path or by its name in the workspace's archive.

    YanbaoError for a draft, and for what is no issue at all; it lists what there is.
    """
    named = [*([workspace / FOLDER / asked] if workspace else []), Path(asked)]
    folder = next((path for path in named if asked.strip() and (is_issue(path) or in_place(path))), None)
    if folder is None or is_draft(folder):
        known = "、".join(edition.name for edition in (published(workspace) if workspace else ()))
        what = "是草稿，还没有发布" if folder else "没有这一期"
        remedy = f"写目录，或已发布各期之一：{known}" if known else "先用 yanbao publish 发布"
        raise YanbaoError(f"“{asked}”{what}", str(folder or workspace or Path.cwd()), remedy)
    return placed(folder)


def is_issue(folder: Path) -> bool:
    """Whether a folder holds what only that of an issue does, wherever it was copied to."""
    return any((folder / name).is_file() for name in (MANIFEST, SEAL))


def in_place(path: Path) -> bool:
    """Whether something, be it a file, stands in an archive where an issue should: what it lacks is for ``verify`` to tell."""
    named = path.absolute()
    return bool(Edition.of(named)) and named.parent.parent.name == FOLDER and (path.exists() or path.is_symlink())


def placed(folder: Path) -> Path:
    """The absolute path of an issue's folder; a link that stands in an archive in its place, or its week's, stays one for ``verify``."""
    named = folder.parent.resolve() / folder.name if ".." in folder.parts else folder.absolute()
    return named if named.name not in ("", "..") and named.parent.parent.name == FOLDER else folder.resolve()


def frozen_at(place: Path) -> Path | None:
    """The published issue that a folder is, lies within, or contains (to the depth of a workspace); None when there is none.

    An issue is known by its seal, wherever it was copied to; links are followed.
    """
    real = place.resolve()
    if held := frozen_around(real):
        return held
    below = (path.parent for depth in range(1, DEEPEST + 1) for path in real.glob(f"{'*/' * depth}{SEAL}"))
    return next(below, None)


def frozen_around(place: Path) -> Path | None:
    """The published issue that a folder or file is or lies within; None when there is none."""
    real = place.resolve()
    return next((path for path in (real, *real.parents) if (path / SEAL).is_file()), None)


def is_draft(folder: Path) -> bool:
    """Whether a manifest is that of a draft; one that cannot be read is for ``verify`` to tell.

    A draft of an earlier version states no format.
    """
    held = manifest_in(folder)
    return "issue" in held and held.get("format", DRAFT) == DRAFT


def is_ours(folder: Path) -> bool:
    """Whether the manifest in a folder is of ours, by what it states as its format: that of a draft, or of a published issue."""
    held = manifest_in(folder)
    return held.get("format") == DRAFT or (type(held.get("format")) is int and "yanbao" in held and "frozen" in held)


def manifest_in(folder: Path) -> dict[str, Any]:
    """A folder's manifest as it stands there, unproved; empty when there is none, or none that can be read."""
    try:
        held = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}
