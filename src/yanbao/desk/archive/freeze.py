"""Freezing: an issue's files and, beside them, a small workspace from which the same pipeline makes the same bytes again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.core.sessions import Bases
from yanbao.desk.archive.environment import encoded, environment
from yanbao.desk.archive.issues import FOLDER, Edition, previous
from yanbao.desk.manifest import Digest, digest
from yanbao.desk.restated import LastIssue, Printed, cited
from yanbao.desk.run import Run
from yanbao.desk.settings import DESK_FILE
from yanbao.desk.weekly import followed
from yanbao.desk.workspace import leads_out
from yanbao.report.charts.render import font_folder
from yanbao.report.free_text.notebook import Notebook
from yanbao.store.extract import Extract, Used, extract
from yanbao.store.files import sync
from yanbao.store.raw import RawStore

EXTRACT = "extract"
"""The folder of a published issue that is a workspace of its own."""
ENVIRONMENT = "environment.json"
FONTS = "fonts"
"""The folder of an archive that keeps each font once, by its SHA-256, for all issues set in it."""
LOOK_BACK = timedelta(days=70)
"""How far before the first base the audits look for the close before (60 days), and a basket for that of its base date (10)."""


@dataclass(frozen=True)
class Frozen:
    """What a folder holds now: the rows extracted, and every file but the issue's own formats by its digest."""

    extract: Extract
    files: dict[str, Digest]


def freeze(run: Run, files: Mapping[str, bytes], folder: Path, whole: bool = False) -> Frozen:
    """Write an issue's ``files`` and all they were made from into ``folder``, forced to disk.

    The extract holds only what the issue uses; with ``whole`` everything visible at its moment. YanbaoError when a file that
    must be frozen is missing, or leads out of the workspace.
    """
    for name, data in files.items():
        put(folder / name, data)
    place = folder / EXTRACT
    held = extract(run.moment, replace(used(run), whole=whole), place / "warehouse")
    for name, data in {**settings(run), **texts(run), **last_issue(run)}.items():
        put(place / name, data)
    put(folder / ENVIRONMENT, encoded(environment()))
    settle(folder)
    return Frozen(held, {name: digest((folder / name).read_bytes()) for name in below(folder) if name not in files})


def used(run: Run) -> Used:
    """What the issue uses of the warehouse: see ``Used``. Moves start from the bases, those of baskets from their base dates."""
    bases: Bases = run.wiring.get("bases")
    week, sector = run.issue.week, run.wiring.get("sector")
    starts = [day for day in (week.base, bases.month, bases.year, bases.sessions20, bases.weeks52) if day]
    compared = {*starts, *run.wiring.get("sessions").between(week.first, week.last)}
    since = min([*starts, *(basket.base_date for basket in sector.baskets.values())]) - LOOK_BACK
    sunday = week.last + timedelta(days=6 - week.last.weekday())
    return Used(tuple(followed(run)), since, tuple(sorted(compared)), week.base, sunday, week.key, sector.key, *cited_before(run))


def cited_before(run: Run) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Files by SHA-256, and rows, pair by pair, of the bars that the issue before cited: what was restated since is told from them."""
    last: LastIssue | None = run.wiring.get("last_issue")
    if last is None:
        return (), ()
    leaves = (leaf for leaf in Printed(last.facts).leaves.values() if "query" in leaf)
    pairs = sorted({pair for leaf in leaves for pair in cited(last.facts, leaf)})
    return tuple(file for file, _ in pairs), tuple(row for _, row in pairs)


def settings(run: Run) -> dict[str, bytes]:
    """The settings a run reads, by their name in the workspace: the desk's, every sector's, and all that is the house's."""
    statement = run.wiring.get("desk").house.statement
    found = (path for folder in ("sectors", "house") for path in sorted((run.workspace / folder).rglob("*")))
    kept = [path.relative_to(run.workspace).as_posix() for path in found if path.is_file() and not path.name.startswith(".")]
    return {name: inside(name, run.workspace) for name in (DESK_FILE, statement, *kept)}


def inside(name: str, workspace: Path) -> bytes:
    """The bytes of a file of the workspace; YanbaoError when it lies outside, since its name would lead out of the frozen issue too."""
    path = workspace / name
    if leads_out(path, workspace):
        raise YanbaoError("设置文件在工作区之外，不能冻结进这一期", str(path), "把文件本身放进工作区，并改正 yanbao.toml 中的路径")
    return path.read_bytes()


def texts(run: Run) -> dict[str, bytes]:
    """The notes and the news that the issue prints, as the desk wrote them."""
    notebook: Notebook = run.wiring.get("notebook")
    raw = RawStore(run.moment.root / "raw")
    origins = [note.fact.origin for note in (*notebook.written, *(note for note, _, _ in notebook.told))]
    return {origin.file: raw.read(origin.digest) for origin in origins}


def last_issue(run: Run) -> dict[str, bytes]:
    """The facts of the issue before this one, under the name by which ``previous`` finds them; nothing for the first."""
    folder = previous(run.workspace, run.issue.sector_key, run.issue.week.key)
    edition = Edition.of(folder) if folder else None
    return {f"{FOLDER}/{edition.name}/facts.json": (folder / "facts.json").read_bytes()} if folder and edition else {}


def keep_fonts(root: Path) -> None:
    """The fonts of today into the archive, with their licence (OFL), unless it holds them: years on, no package may bring them."""
    store = RawStore(root / FONTS)
    for path in font_folder().iterdir():
        if is_kept(path.name):
            store.keep(path.read_bytes())


def is_kept(name: str) -> bool:
    """Whether a file of the font's folder is the font itself or its licence."""
    return name.endswith((".ttf", ".otf")) or name == "OFL.txt"


def put(path: Path, data: bytes) -> None:
    """Write a file of a folder that nobody looks into yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def below(folder: Path) -> list[str]:
    """Names of everything below a folder that is not a folder itself, links included; nothing is followed."""
    found = (Path(place, name) for place, folders, names in os.walk(folder) for name in (*names, *links(place, folders)))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def links(place: str, folders: list[str]) -> list[str]:
    """Names of folders that are links."""
    return [name for name in folders if Path(place, name).is_symlink()]


def settle(folder: Path) -> None:
    """Force every file and every folder of a tree to disk, and make the files read-only: what is published is not edited."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            sync(Path(place, name))
            Path(place, name).chmod(0o444)
        sync(Path(place))
