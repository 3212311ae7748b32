"""Publishing: the draft that was reviewed becomes an issue frozen with its data, in one step, once it is proved to be rebuildable."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from os import getpid
from pathlib import Path
from typing import Any

from yanbao.core.clock import beijing_now
from yanbao.core.finding import Finding, YanbaoError, counts
from yanbao.core.printable import printable
from yanbao.core.progress import Tell
from yanbao.desk.archive.differing import first_difference
from yanbao.desk.archive.formats import Asked, Formats, drafted_in, folder_of, formats
from yanbao.desk.archive.freeze import EXTRACT, Frozen, freeze, keep_fonts, put, settle
from yanbao.desk.archive.issues import FOLDER, MANIFEST, SEAL, Edition, shelved
from yanbao.desk.archive.rebuild import remade
from yanbao.desk.archive.verify import read_manifest, seal
from yanbao.desk.behind import ISSUE, behind
from yanbao.desk.manifest import FORMAT, Correction, Forced, Link, Manifest, Rows, digest
from yanbao.desk.settings import load_sector
from yanbao.store.files import explained, sync
from yanbao.store.lock import WAIT, writer_lock
from yanbao.store.raw import digest_of

AGAIN = "重新运行 yanbao weekly，审阅后再发布"
DRAFTS = "issues"
LONGEST = 200
"""Characters of the reason for a correction at most: it stands above the title."""


@dataclass(frozen=True)
class Wish:
    """What is to be published: the sector's draft of the week that holds ``day``.

    ``force`` says why it goes out in spite of findings at error level, ``correct`` what it corrects in what is out already.
    """

    sector: str
    day: date
    force: str = ""
    correct: str = ""


@dataclass(frozen=True)
class Published:
    """A published issue: its folder and manifest, the SHA-256 of that, and whether it was there already.

    ``findings`` are what stands against it as it goes out, ``behind`` what was not ingested and does not concern it.
    """

    folder: Path
    manifest: Manifest
    sha256: str
    already: bool = False
    findings: tuple[Finding, ...] = ()
    behind: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Line:
    """What a sector has published: its manifests with their digests by issue, weeks in order."""

    held: dict[Edition, Published]

    @classmethod
    def of(cls, workspace: Path, sector: str) -> Line:
        """Read from the archive; YanbaoError for a manifest that was altered: nothing is chained to that."""
        return cls(
            {
                edition: Published(path, read_manifest(path), digest_of((path / MANIFEST).read_bytes()), already=True)
                for edition, path in shelved(workspace / FOLDER, sector).items()
            }
        )

    def latest(self, week: str) -> Published | None:
        """What is out for a week: the issue, or its last correction."""
        return next((held for edition, held in reversed(self.held.items()) if edition.week == week), None)

    def head(self) -> Published | None:
        """What was published last, for whatever week."""
        return max(self.held.values(), key=lambda held: held.manifest.serial, default=None)

    def link(self, week: str, sector: str) -> Place:
        """Where in the chain the next issue stands, and what it is called."""
        head, number = self.head(), sum(edition.week == week for edition in self.held)
        before = Link(head.manifest.name, head.sha256) if head else None
        return Place(Edition(week, number, sector), head.manifest.serial + 1 if head else 1, before)


@dataclass(frozen=True)
class Place:
    """What an issue is called, where in its sector's chain it stands, and what was said when it was published."""

    edition: Edition
    serial: int
    previous: Link | None
    correction: Correction | None = None
    forced: Forced | None = None


def publish(workspace: Path, wish: Wish, tell: Tell = lambda text: None, wait: float = WAIT) -> Published:
    """The draft frozen into the archive; the same content twice is published once.

    YanbaoError when there is no draft, when an ingest would change it, when it is not what data and settings give now, when
    findings at error level stand against it, when the week is out with other content, or when what was frozen does not give the
    same bytes again.
    """
    with writer_lock(workspace / "warehouse", wait, tell):
        sweep(workspace / FOLDER)
        tell("读取草稿")
        draft, asked = find_draft(workspace, wish)
        made = formats(workspace, asked, tell)
        left = uningested(made)
        refuse_unseen(made, draft)
        line = Line.of(workspace, asked.sector)
        out = line.latest(asked.week)
        if out and is_out(out, told_as(out.manifest.correction, workspace, made, tell)):
            return replace(out, findings=made.findings, behind=left)
        corrected = correction(out, wish)
        made = told_as(corrected, workspace, made, tell)
        place = replace(line.link(asked.week, asked.sector), correction=corrected, forced=forced(made, wish))
        return replace(frozen_in(workspace, made, place, tell), behind=left)


def find_draft(workspace: Path, wish: Wish) -> tuple[Path, Asked]:
    """The folder of the draft and what it was made for; YanbaoError when there is none for that week."""
    folders = (path.parent for path in (workspace / DRAFTS).glob(f"20*/{wish.sector}/{MANIFEST}"))
    folder = next((folder for folder in folders if same_week(folder.parent.name, wish.day)), None)
    if folder is None:
        load_sector(workspace, wish.sector)  # an unknown sector is told as such
        what = f"{wish.sector} 在 {wish.day} 这一周还没有草稿"
        raise YanbaoError(what, str(workspace / DRAFTS), f"先运行 yanbao weekly --sector {wish.sector} --week {wish.day}，审阅后再发布")
    try:
        held: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return folder, Asked(wish.sector, folder.parent.name, datetime.fromisoformat(held["issue"]["as_of"]), drafted_in(folder))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise YanbaoError("草稿的 manifest.json 读不出来", str(folder / MANIFEST), AGAIN) from None


def same_week(folder: str, day: date) -> bool:
    """Whether a folder is named by a day of the calendar week of ``day``."""
    try:
        return date.fromisoformat(folder).isocalendar()[:2] == day.isocalendar()[:2]
    except ValueError:
        return False


def uningested(made: Formats) -> tuple[Finding, ...]:
    """What lies in the folders and was not ingested; YanbaoError when an ingest would change the issue, as of its moment."""
    found = tuple(behind(made.run))
    concerning = [finding for finding in found if finding.code == ISSUE]
    if concerning:
        first, number = concerning[0], sum(finding.times for finding in concerning)
        what = f"有 {number} 个文件，导入之后这一期会不同；例如 {first.place}：{first.message}"
        raise YanbaoError(what, str(made.run.workspace), f"运行 yanbao ingest，{AGAIN}")
    return found


def refuse_unseen(made: Formats, draft: Path) -> None:
    """YanbaoError when a file of the draft is not what data and settings give now: nobody has seen what would be published."""
    files = made.drafts
    seen = {name: (draft / name).read_bytes() if (draft / name).is_file() else b"" for name in files}
    if other := [name for name in files if seen[name] != files[name]]:
        name = next((name for name in other if name.endswith(".json")), other[0])
        where = first_difference(name, seen[name], files[name]) if seen[name] else "草稿中没有这个文件"
        what = f"草稿的 {'、'.join(other)} 与现在的数据、设置和程序所生成的不同；{name} {where}"
        raise YanbaoError(what, str(draft), again(other, made.asked))


def again(other: Sequence[str], asked: Asked) -> str:
    """The remedy for files that fell behind. A draft in another language alone is made again as of the moment of the Chinese one."""
    code = next((code for code in asked.languages if (folder := folder_of(code)) and all(name.startswith(folder) for name in other)), "")
    if not code:
        others = "、".join(f"--lang {code}" for code in asked.languages if folder_of(code))
        return AGAIN + (f"；草稿的其他语言也须重新生成（{others}），不发布的删去其目录" if others else "")
    command = f"yanbao weekly --sector {asked.sector} --week {asked.week} --as-of {asked.as_of.isoformat()} --lang {code}"
    return f"重新运行 {command}，审阅后再发布；不发布这种语言的，删去草稿的 {code} 目录"


def told_as(corrected: Correction | None, workspace: Path, made: Formats, tell: Tell) -> Formats:
    """The same issue as its readers get it: a correction says on its cover what it corrects, which no draft knows of."""
    if corrected is None:
        return made
    tell("印上更正说明")
    return formats(workspace, replace(made.asked, correction=corrected), tell)


def is_out(out: Published, made: Formats) -> bool:
    """Whether an issue was published in these very bytes."""
    return out.manifest.files == {name: digest(data) for name, data in made.files.items()}


def correction(out: Published | None, wish: Wish) -> Correction | None:
    """What is corrected in ``out``; YanbaoError when the week is out with other content and nothing was said of a correction.

    YanbaoError too for a reason that is too long for a cover.
    """
    reason = printable(" ".join(wish.correct.split()))
    if len(reason) > LONGEST:
        raise YanbaoError(f"更正说明有 {len(reason)} 字，印在首页的至多 {LONGEST} 字", "--correct", "写短些：更正了什么、为什么")
    if out and not reason:
        remedy = '已发布的一期不会被改写；要发布更正，加 --correct "更正了什么"，另成一期并记入链中'
        raise YanbaoError(f"{out.manifest.name} 已经发布，内容与这份草稿不同", str(out.folder), remedy)
    if reason and not out:
        raise YanbaoError("这一周还没有发布过，没有可更正的一期", "--correct", "去掉 --correct 直接发布")
    return Correction(out.manifest.name, reason) if out else None


def forced(made: Formats, wish: Wish) -> Forced | None:
    """The reason to publish in spite of errors, with how many there are; YanbaoError when there are some and no reason."""
    errors = counts(made.findings)["error"]
    if errors and not wish.force.strip():
        first = next(finding for finding in made.findings if finding.level == "error")
        what = f"草稿有 {errors} 条错误，不能发布；例如 {first.place}：{first.message}"
        raise YanbaoError(what, "findings.json", '改正后重新生成；确须带错发布的，加 --force "理由"，理由记入 manifest.json')
    return Forced(wish.force.strip(), errors) if errors else None


def frozen_in(workspace: Path, made: Formats, place: Place, tell: Tell) -> Published:
    """The issue written beside its place, proved, sealed, and moved there in one step."""
    folder = workspace / FOLDER / place.edition.name
    beside = folder.with_name(f".{folder.name}.{getpid()}.tmp")
    with explained(folder):
        try:
            frozen, narrow = proved(made, beside, tell)
            keep_fonts(workspace / FOLDER)
            manifest = listed(made, place, frozen, narrow)
            data = manifest.encoded()
            put(beside / MANIFEST, data)
            put(beside / SEAL, seal(data))
            settle(beside)
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        for changed in (folder.parent, workspace / FOLDER, workspace):
            sync(changed)
    return Published(folder, manifest, digest_of(data), findings=made.findings)


def proved(made: Formats, beside: Path, tell: Tell) -> tuple[Frozen, bool]:
    """The issue frozen in ``beside`` so that its extract gives the same bytes; whether what it is known to use was enough.

    Where something was used that ``freeze.used`` does not tell of, everything visible at the moment is frozen instead.
    YanbaoError when not even that gives the same bytes.
    """
    again: Mapping[str, bytes] = {}
    for whole in (False, True):
        shutil.rmtree(beside, ignore_errors=True)
        tell("冻结全部可见的数据" if whole else "冻结用到的数据")
        frozen = freeze(made.run, made.files, beside, whole)
        again = remade(beside / EXTRACT, made.asked, tell)
        if again == made.files:
            return frozen, not whole
    other = [name for name in made.files if again.get(name) != made.files[name]]
    what = f"由冻结的数据重新生成的 {'、'.join(other)} 不同：{first_difference(other[0], made.files[other[0]], again[other[0]])}"
    raise YanbaoError(what, str(made.run.workspace), "没有发布；这是程序的缺陷，请把此提示交给维护者")


def listed(made: Formats, place: Place, frozen: Frozen, narrow: bool) -> Manifest:
    """The manifest of what was frozen."""
    asked, held = made.asked, frozen.extract
    return Manifest(
        format=FORMAT,
        name=place.edition.name,
        sector=asked.sector,
        week=asked.week,
        as_of=asked.as_of,
        languages=asked.languages,
        yanbao=made.run.issue.version,
        published=beijing_now(),
        serial=place.serial,
        previous=place.previous,
        correction=place.correction,
        forced=place.forced,
        files={name: digest(data) for name, data in made.files.items()},
        frozen=frozen.files,
        extract={kind: Rows(rows, held.of[kind]) for kind, rows in held.rows.items()},
        narrow=narrow,
        inputs=[asdict(kept) for kept in held.inputs],
    )


def sweep(root: Path) -> None:
    """Remove what a killed publish left behind; the lock is held, so nobody is still writing it."""
    for path in root.glob("20*/.*.tmp"):
        shutil.rmtree(path)
    for week in root.glob("20*"):
        if week.is_dir() and not any(week.iterdir()):
            week.rmdir()
