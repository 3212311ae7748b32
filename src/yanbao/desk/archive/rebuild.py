"""Rebuilding: every format of a published issue again, from its extract alone, and what differs from what was published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from yanbao.core.finding import YanbaoError
from yanbao.core.progress import Tell
from yanbao.desk.archive.differing import first_difference
from yanbao.desk.archive.environment import decoded, differences, environment, reinstall
from yanbao.desk.archive.formats import Asked, formats
from yanbao.desk.archive.freeze import ENVIRONMENT, EXTRACT
from yanbao.desk.archive.issues import frozen_at
from yanbao.desk.archive.verify import altered, read_manifest, unaltered
from yanbao.desk.filing import in_a_folder
from yanbao.desk.manifest import Digest, Manifest, digest
from yanbao.desk.weekly import open_folder
from yanbao.store.files import replace


@dataclass(frozen=True)
class Again:
    """One format: its digest when it was published, and now; where the two first differ, empty when they are the same bytes."""

    name: str
    was: Digest | None
    now: Digest | None
    difference: str

    @property
    def same(self) -> bool:
        """Whether the bytes are the same."""
        return self.was == self.now


@dataclass(frozen=True)
class Rebuilt:
    """A rebuild: every format, in what the environment differs, how to bring the packages back, and where the files were written."""

    name: str
    formats: tuple[Again, ...]
    environment: tuple[str, ...]
    reinstall: str
    folder: Path | None

    @property
    def same(self) -> bool:
        """Whether all formats are byte for byte what was published."""
        return all(again.same for again in self.formats)


def rebuild(issue: Path, out: Path | None = None, tell: Tell = lambda text: None) -> Rebuilt:
    """Every format of the issue in folder ``issue`` made again and compared; with ``out``, written there too.

    YanbaoError when the manifest or the extract were altered: what is made of them would prove nothing.
    """
    held = read_manifest(issue)
    unaltered(issue, held.frozen)
    was, now = decoded((issue / ENVIRONMENT).read_bytes(), issue / ENVIRONMENT), environment()
    folder = out_of_issues(out, held.files) if out else None
    files = again_from(issue, Asked(held.sector, held.week, held.as_of, held.languages, held.correction), tell)
    if folder:
        for name, data in files.items():
            replace(folder / name, data)
    names = dict.fromkeys([*held.files, *files])
    compared = tuple(again(name, issue, held, files) for name in names)
    return Rebuilt(held.name, compared, tuple(differences(was, now)), reinstall(was, now), folder)


def out_of_issues(out: Path, names: Iterable[str]) -> Path:
    """The folder that files of these names go to, made if need be; YanbaoError when any of them would be written among frozen files."""
    for place in dict.fromkeys([out, *((out / name).parent for name in names)]):
        if frozen := frozen_at(place):
            what = "这个目录是已发布的一期，或在其内，或含有它，不能作输出目录"
            raise YanbaoError(what, str(frozen), "--out 另写一个空目录；不写 --out 则只比较，不写文件")
    in_a_folder(out, f"--out {out}")
    return open_folder(out)


def again_from(issue: Path, asked: Asked, tell: Tell) -> dict[str, bytes]:
    """The issue's files; why they cannot be made is told of the issue and not of the workspace that stood in for it."""
    try:
        return remade(issue / EXTRACT, asked, tell)
    except YanbaoError as error:
        remedy = "这一期的清单或冻结的数据不是当时的，从备份恢复；若是由别的版本写出，改用那个版本重做"
        raise YanbaoError(f"由冻结的数据重做不成：{error.what}", error.where, remedy) from None


def remade(extract: Path, asked: Asked, tell: Tell = lambda text: None) -> dict[str, bytes]:
    """The issue's files out of an extract, by the one pipeline there is; it runs in a copy, so that the extract stays as it is."""
    with TemporaryDirectory(prefix="yanbao-") as place:
        workspace = Path(place) / "workspace"
        shutil.copytree(extract, workspace)
        tell("由冻结的数据重新生成")
        try:
            return formats(workspace, asked, tell).files
        except YanbaoError as error:
            what, where = (told.replace(str(workspace), str(extract)) for told in (error.what, error.where))
            raise YanbaoError(what, where, error.remedy) from None


def again(name: str, issue: Path, held: Manifest, files: Mapping[str, bytes]) -> Again:
    """One format then and now."""
    was, now = held.files.get(name), digest(files[name]) if name in files else None
    if was is None or now is None:
        return Again(name, was, now, "当时没有这个格式" if now else "现在不再写出这个格式")
    if was == now:
        return Again(name, was, now, "")
    if any(altered(issue, {name: was})):
        return Again(name, was, now, "归档的文件已被改动，无从逐处比较")
    return Again(name, was, now, first_difference(name, (issue / name).read_bytes(), files[name]))
