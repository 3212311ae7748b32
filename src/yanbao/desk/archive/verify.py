"""Verifying: that a published issue is, file by file and link by link, what it was when it was published."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from yanbao.core.finding import Finding, YanbaoError
from yanbao.core.printable import printable
from yanbao.core.refusal import refusal
from yanbao.desk.archive.environment import Environment, decoded
from yanbao.desk.archive.freeze import ENVIRONMENT, FONTS, below, is_kept
from yanbao.desk.archive.issues import FOLDER, MANIFEST, SEAL, Edition, archived
from yanbao.desk.manifest import FORMAT, Digest, Link, Manifest
from yanbao.store.raw import RawStore, digest_of

MOST_BYTES = 64 << 20
"""A manifest beyond this is none of ours: a few hundred files make less than one hundred kilobytes."""
DIGITS = 12
"""Of a SHA-256 that are shown: enough to tell two apart."""
RESTORE = "从备份恢复这一期；来历不明的改动应报合规"


@dataclass(frozen=True)
class Verified:
    """What verifying one issue came to: how many files were compared, the digest of its manifest, and what is wrong.

    ``compared`` is false where it could not be done at all: a disk that refuses, or a layout of a newer version.
    """

    name: str
    folder: Path
    files: int
    sha256: str
    findings: tuple[Finding, ...]
    compared: bool = True

    @property
    def altered(self) -> bool:
        """Whether something was found to be other than it was published."""
        return self.compared and any(finding.level == "error" for finding in self.findings)


@dataclass(frozen=True)
class Neighbours:
    """Manifests of other issues as they stand now, each read once for all the issues that are verified together."""

    held: dict[Path, Manifest | None] = field(default_factory=dict)

    def manifest(self, issue: Path) -> Manifest | None:
        """The manifest of an issue; None when it cannot be read, which verifying that one tells."""
        if issue not in self.held:
            try:
                self.held[issue] = parsed(bytes_of_manifest(issue), issue)
            except YanbaoError:
                self.held[issue] = None
        return self.held[issue]


def verify_all(issues: Iterable[Path]) -> list[Verified]:
    """Every one of these issues, in their order; one that cannot be compared says why, and the next is gone on with."""
    neighbours = Neighbours()
    return [attempted(issue, neighbours) for issue in issues]


def attempted(issue: Path, neighbours: Neighbours) -> Verified:
    """The issue verified, or why it could not be."""
    try:
        return verify(issue, neighbours)
    except YanbaoError as error:
        told = (error.what, error.where, error.remedy)
    except OSError as error:
        told = (refusal(error), str(error.filename or issue), "检查该路径及其权限后重试")
    what, where, remedy = told
    finding = Finding("issue-unread", "error", printable(where), f"{what}。", remedy)
    return Verified(name_of(issue), issue, 0, "", (finding,), compared=False)


def verify(issue: Path, neighbours: Neighbours | None = None) -> Verified:
    """Every file of the issue in folder ``issue`` against its manifest, the manifest against its seal, and the chain on both sides.

    What was altered is a finding; YanbaoError when a newer version wrote the manifest, OSError when the disk refuses.
    """
    if lacks := tuple(unlike_an_issue(issue)):
        return Verified(name_of(issue), issue, 0, "", lacks)
    data = bytes_of_manifest(issue)
    held, found = parsed(data, issue), list(unsealed(data, issue))
    if held is None:
        found.append(broken(MANIFEST, "不是一期的清单，读不出来，无从核对其余文件。", "manifest-altered"))
        return Verified(name_of(issue), issue, 0, digest_of(data), tuple(found))
    files = {**held.files, **held.frozen}
    found += [*altered(issue, files), *extra(issue, files)]
    found += [] if any(finding.place == ENVIRONMENT for finding in found) else unlike(issue)
    found += place(issue, held, digest_of(data), neighbours or Neighbours())
    return Verified(held.name, issue, len(files), digest_of(data), tuple(found))


def name_of(issue: Path) -> str:
    """What an issue is called whose manifest does not tell: by its place in the archive, else as its folder."""
    edition = Edition.of(issue)
    return printable(edition.name if edition else issue.name)


def unlike_an_issue(issue: Path) -> Iterator[Finding]:
    """What stands where the folder of an issue, or its manifest, should; nothing behind a link is looked at."""
    week, manifest = issue.parent, issue / MANIFEST
    if issue.is_symlink() or (week.is_symlink() and week.parent.name == FOLDER):
        yield broken(issue.name if issue.is_symlink() else week.name, "是链接，不是目录本身，这一期没有核对。", "file-missing")
    elif not issue.is_dir():
        yield broken(issue.name, "是文件，不是目录。", "file-missing")
    elif manifest.is_symlink() or not manifest.is_file():
        yield broken(MANIFEST, f"{lacking(manifest)}无从核对其余文件。", "file-missing")
    elif manifest.stat().st_size > MOST_BYTES:
        yield broken(MANIFEST, "大得不像一期的清单，没有读；无从核对其余文件。", "manifest-altered")


def read_manifest(issue: Path) -> Manifest:
    """The manifest of a published issue; YanbaoError when it was altered, or is of a newer version."""
    data = bytes_of_manifest(issue)
    held = parsed(data, issue)
    if held is None or any(unsealed(data, issue)):
        raise YanbaoError("这一期的 manifest.json 已被改动，或与 manifest.sha256 不符", str(issue), f"用 yanbao verify 查看；{RESTORE}")
    return held


def seal(manifest: bytes) -> bytes:
    """``manifest.sha256``."""
    return f"{digest_of(manifest)}  {MANIFEST}\n".encode()


def unaltered(issue: Path, files: Mapping[str, Digest]) -> None:
    """YanbaoError for the first of these files that is not what the manifest says, or that lies in a frozen folder without being named."""
    folders = {PurePosixPath(name).parts[0] for name in files if "/" in name}
    strays = (finding for finding in extra(issue, files) if PurePosixPath(finding.place).parts[0] in folders)
    for finding in (*altered(issue, files), *strays):
        raise YanbaoError(f"{finding.place}：{finding.message}", str(issue), finding.remedy)


def bytes_of_manifest(issue: Path) -> bytes:
    """The manifest as it stands; YanbaoError when there is none that could be read."""
    path = issue / MANIFEST
    try:
        if path.exists() and not path.is_file():
            raise YanbaoError("manifest.json 不是普通文件", str(path), RESTORE)
        if path.stat().st_size > MOST_BYTES:
            raise YanbaoError("manifest.json 大得不像一期的清单", str(path), RESTORE)
        return path.read_bytes()
    except OSError as error:
        raise YanbaoError(f"这一期的 manifest.json 读不到：{refusal(error)}", str(path), RESTORE) from None


def parsed(data: bytes, issue: Path) -> Manifest | None:
    """The manifest as written; None when it cannot be read as one; YanbaoError when a newer version wrote it."""
    try:
        head: Any = json.loads(data)
        if isinstance(head, dict) and isinstance(head.get("format"), int) and head["format"] > FORMAT:
            what = f"manifest.json 的格式是 {head['format']}，本版本只认到 {FORMAT}"
            raise YanbaoError(what, str(issue / MANIFEST), "用写出它的那个版本，或更新的版本核对")
        return TypeAdapter(Manifest).validate_python(head)
    except (ValueError, ValidationError, RecursionError):
        return None


def broken(place: str, message: str, code: str = "file-altered") -> Finding:
    """One thing that is not as it was."""
    return Finding(code, "error", printable(place), message, RESTORE)


def unsealed(data: bytes, issue: Path) -> Iterator[Finding]:
    """The manifest does not have the digest that was written beside it."""
    path = issue / SEAL
    if path.is_symlink() or not path.is_file():
        yield broken(SEAL, "缺失，无从证明 manifest.json 没有改动。", "seal-missing")
    elif path.stat().st_size > MOST_BYTES or path.read_bytes() != seal(data):
        yield broken(MANIFEST, f"与 {SEAL} 记下的摘要不符：两者之一被改动。", "manifest-altered")


def altered(issue: Path, files: Mapping[str, Digest]) -> Iterator[Finding]:
    """Files that are missing, are links, hold other bytes, or have a name that leads out of the folder, which is not opened."""
    names = {digest: name for name, digest in files.items()}
    linked = links(issue, files)
    for folder in sorted(linked):
        yield broken(folder, "是链接，不是目录本身；其下各文件没有核对。", "file-missing")
    for name, was in files.items():
        path = issue / name
        if not linked.isdisjoint(folders_of(name)):
            continue
        if leads_out(name, issue):
            yield broken(name, "清单中的这个文件名指向本期目录之外，没有打开。", "path-outside")
        elif path.is_symlink() or not path.is_file():
            yield broken(name, lacking(path), "file-missing")
        elif (now := digest_on_disk(path)) != was:
            other = f"，内容是 {names[now]} 的" if now in names else f"：{changed(was, now)}"
            yield broken(name, f"与清单的摘要不符{other}。")


def changed(was: Digest, now: Digest) -> str:
    """How a file differs from what was published: by its length, else by its SHA-256."""
    if was.bytes != now.bytes:
        return f"当时 {was.bytes:,} 字节，现在 {now.bytes:,} 字节"
    return f"长度仍是 {was.bytes:,} 字节，SHA-256 当时为 {was.sha256[:DIGITS]}…，现在为 {now.sha256[:DIGITS]}…"


def lacking(path: Path) -> str:
    """What stands where a file should."""
    if path.is_symlink():
        return "是链接，不是文件本身。"
    return "是目录或管道之类，不是普通文件。" if path.exists() else "缺失。"


def links(issue: Path, files: Iterable[str]) -> set[str]:
    """Folders of these files that are links; of those within each other the outermost, since nothing behind a link is looked at."""
    found = (next((folder for folder in folders_of(name) if (issue / folder).is_symlink()), "") for name in files)
    return set(filter(None, found))


def folders_of(name: str) -> list[str]:
    """The folders on the way to a file of the issue, the outermost first; none for a name that climbs out."""
    return [] if climbs(name) else [str(folder) for folder in reversed(PurePosixPath(name).parents)][1:]


def leads_out(name: str, issue: Path) -> bool:
    """Whether a name is absolute, climbs out of the folder, or does so by a link on its way."""
    return climbs(name) or not (issue / name).parent.resolve().is_relative_to(issue.resolve())


def climbs(name: str) -> bool:
    """Whether a name by itself is none of a file below a folder."""
    parts = PurePosixPath(name).parts
    return not parts or name.startswith("/") or "\\" in name or "\0" in name or ".." in parts


def digest_on_disk(path: Path) -> Digest:
    """The digest of a file, read piece by piece."""
    with path.open("rb") as file:
        return Digest(file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def extra(issue: Path, files: Mapping[str, Digest]) -> Iterator[Finding]:
    """Files in the folder that the manifest does not name, and folders that hold nothing."""
    for name in sorted({*below(issue), *empty(issue)} - files.keys() - {MANIFEST, SEAL} - links(issue, files)):
        yield Finding("file-extra", "error", printable(name), "不在清单之中。", "移出本期目录；已发布的一期不能增减文件")


def empty(issue: Path) -> list[str]:
    """Names of folders that hold nothing; an issue that was frozen has none."""
    return [Path(place).relative_to(issue).as_posix() for place, folders, names in os.walk(issue) if not (folders or names)]


def place(issue: Path, held: Manifest, sha256: str, neighbours: Neighbours) -> Iterator[Finding]:
    """The issue's place in its archive: its folder, the fonts kept for all issues, and the chain on both sides.

    Outside of an archive (``published``) there is nothing to compare with, which is told.
    """
    root = issue.resolve().parent.parent
    if root.name != FOLDER:
        beside = f"上一期 {held.previous.issue} 与下一期" if held.previous else "下一期"
        message = f"不在档案目录 {FOLDER} 中，没有核对与{beside}的链。"
        yield Finding("chain-unchecked", "warning", held.name, message, "放回档案目录再核对")
        return
    edition = Edition.of(issue.resolve())
    if edition is None or edition.name != held.name:
        yield broken(issue.name, f"清单是 {held.name} 的，却放在 {issue.parent.name}/{issue.name} 中。", "issue-misplaced")
    yield from unkept(issue, root)
    others = {edition.name: path for edition, path in archived(root, held.sector).items()}
    if held.previous:
        yield from before(held.previous, others)
    yield from after(held, sha256, {name: other for name, path in others.items() if (other := neighbours.manifest(path))})


def environment_of(issue: Path) -> Environment | None:
    """The environment that the issue was made in; None when it cannot be read. A pipe is not opened: that would never end."""
    path = issue / ENVIRONMENT
    try:
        return decoded(path.read_bytes(), path) if path.is_file() else None
    except (OSError, YanbaoError):
        return None


def unlike(issue: Path) -> Iterator[Finding]:
    """A record of the environment that has the digest it should, and is none: the manifest was rewritten with it."""
    if environment_of(issue) is None:
        yield broken(ENVIRONMENT, "不是环境记录，读不出来，或其中的摘要不是摘要。")


def unkept(issue: Path, root: Path) -> Iterator[Finding]:
    """A font that the issue is set in and that the archive does not hold any more, or holds altered."""
    environment = environment_of(issue)
    fonts = environment["fonts"] if environment else {}  # that it cannot be read is told already
    for name, sha256 in fonts.items():
        if is_kept(name):
            try:
                RawStore(root / FONTS).read(sha256)
            except YanbaoError:
                message = f"档案的 {FONTS} 目录没有保存本期所用的这个字体，或已被改动。"
                yield Finding("font-missing", "warning", printable(name), message, "从备份恢复；本期各文件不受影响")


def before(link: Link, others: Mapping[str, Path]) -> Iterator[Finding]:
    """The issue before is gone, or its manifest is another."""
    path = others.get(link.issue)
    manifest = path / MANIFEST if path else None
    if manifest is None or not manifest.is_file():
        yield broken(link.issue, "上一期不在档案中，链断了。", "chain-broken")
    elif digest_on_disk(manifest).sha256 != link.sha256:
        yield broken(link.issue, "上一期的清单与本期记下的摘要不符：它在那之后被改动过。", "chain-broken")


def after(held: Manifest, sha256: str, others: Mapping[str, Manifest]) -> Iterator[Finding]:
    """Whoever names this issue as the one before must have written down its digest; no other stands in its place of the chain."""
    for name, other in others.items():
        if other.previous and other.previous.issue == held.name and other.previous.sha256 != sha256:
            yield broken(held.name, f"下一期 {name} 记下的本期摘要与现在不同：本期的清单在那之后被换过。", "chain-broken")
        if other.serial == held.serial and name != held.name:
            yield broken(held.name, f"与 {name} 同为第 {held.serial} 期：链分了岔。", "chain-broken")
