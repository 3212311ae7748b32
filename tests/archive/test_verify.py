"""Verifying: every way in which a published issue may have been altered is one clear finding."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from small_desk import Desk
from yanbao.core.finding import YanbaoError
from yanbao.desk.archive.issues import find_published
from yanbao.desk.archive.publish import Published
from yanbao.desk.archive.rebuild import rebuild
from yanbao.desk.archive.verify import MOST_BYTES, read_manifest, seal, verify, verify_all
from yanbao.store.raw import digest_of

BEFORE = date(2026, 5, 15)


def told(folder: Path) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return [(finding.code, finding.place) for finding in verify(folder).findings]


def resealed(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Somebody who knows the layout rewrites the manifest and its seal."""
    held = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(held)
    data = json.dumps(held, ensure_ascii=False, indent=1).encode()
    (folder / "manifest.json").write_bytes(data)
    (folder / "manifest.sha256").write_bytes(seal(data))


def test_an_issue_nobody_touched_has_no_finding(archive: Path, shelved: Published) -> None:
    held = verify(archive)
    assert held.findings == ()
    assert (held.sha256, held.files) == (shelved.sha256, len(shelved.manifest.files) + len(shelved.manifest.frozen))


def test_the_seal_is_what_sha256sum_reads(archive: Path) -> None:
    import subprocess

    assert subprocess.run(["sha256sum", "-c", "manifest.sha256"], cwd=archive, capture_output=True, check=False).returncode == 0


def test_one_byte_of_any_file_is_found(archive: Path, shelved: Published) -> None:
    for name in (*shelved.manifest.files, "extract/warehouse/bars/000001.parquet", "extract/yanbao.toml", "environment.json"):
        path = archive / name
        was = path.read_bytes()
        path.write_bytes(was[:-1] + bytes([was[-1] ^ 1]))
        assert told(archive) == [("file-altered", name)]
        path.write_bytes(was)


def test_a_file_that_kept_its_length_is_told_by_its_digest(archive: Path) -> None:
    path = archive / "environment.json"
    was = path.read_bytes()
    for now in (was[:-1] + bytes([was[-1] ^ 1]), was + b" "):
        path.write_bytes(now)
        (only,) = [finding for finding in verify(archive).findings if finding.level == "error"]
        digests = f"SHA-256 当时为 {digest_of(was)[:12]}…，现在为 {digest_of(now)[:12]}…" in only.message
        lengths = f"当时 {len(was):,} 字节，现在 {len(now):,} 字节" in only.message
        assert (digests, lengths) == (len(now) == len(was), len(now) != len(was))


def test_any_bit_of_any_file_is_found(archive: Path) -> None:
    """One hundred bits drawn by lot: of outputs, extract, environment, manifest and seal alike."""
    lot = random.Random(20260522)
    files = [path for path in sorted(archive.rglob("*")) if path.is_file()]
    for path in lot.choices(files, k=100):
        was = path.read_bytes()
        place = lot.randrange(len(was))
        path.write_bytes(was[:place] + bytes([was[place] ^ 1 << lot.randrange(8)]) + was[place + 1 :])
        found = [finding for finding in verify(archive).findings if finding.level == "error"]
        assert found, (path, place)
        path.write_bytes(was)
    assert not verify(archive).findings


@pytest.mark.parametrize("place", [0, 1, 300, -2, -1])
def test_one_byte_of_the_manifest_is_found_and_the_manifest_is_not_trusted(archive: Path, place: int) -> None:
    data = bytearray((archive / "manifest.json").read_bytes())
    data[place] ^= 1
    (archive / "manifest.json").write_bytes(bytes(data))
    assert ("manifest-altered", "manifest.json") in told(archive)
    with pytest.raises(YanbaoError, match=r"manifest.json 已被改动"):
        read_manifest(archive)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}', b"null"])
def test_a_manifest_that_is_none_is_one_finding_besides_its_seal(archive: Path, data: bytes) -> None:
    (archive / "manifest.json").write_bytes(data)
    (archive / "manifest.sha256").write_bytes(seal(data))
    assert told(archive) == [("manifest-altered", "manifest.json")]


def test_a_manifest_of_a_newer_version_is_not_guessed_at(archive: Path) -> None:
    resealed(archive, lambda held: held.update(format=2))
    with pytest.raises(YanbaoError, match="格式是 2，本版本只认到 1.*更新的版本"):
        verify(archive)


def test_a_missing_seal_is_found(archive: Path) -> None:
    (archive / "manifest.sha256").unlink()
    assert told(archive) == [("seal-missing", "manifest.sha256")]


def test_a_missing_and_an_extra_file_are_found(archive: Path) -> None:
    (archive / "readers/report.pdf").rename(archive / "readers/final.pdf")
    (archive / "extract/notes/.hidden").write_bytes(b"")
    assert told(archive) == [
        ("file-missing", "readers/report.pdf"),
        ("file-extra", "extract/notes/.hidden"),
        ("file-extra", "readers/final.pdf"),
    ]


def test_two_files_swapped_are_told_with_each_others_names(archive: Path) -> None:
    one, other = archive / "facts.json", archive / "findings.json"
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    messages = {finding.place: finding.message for finding in verify(archive).findings}
    assert messages == {
        "facts.json": "与清单的摘要不符，内容是 findings.json 的。",
        "findings.json": "与清单的摘要不符，内容是 facts.json 的。",
    }


def test_a_link_to_the_same_bytes_is_not_the_file(archive: Path, tmp_path: Path) -> None:
    shutil.move(archive / "readers/report.pdf", tmp_path / "elsewhere.pdf")
    (archive / "readers/report.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    shutil.move(archive / "extract", tmp_path / "elsewhere")
    (archive / "extract").symlink_to(tmp_path / "elsewhere")
    assert told(archive) == [("file-missing", "extract"), ("file-missing", "readers/report.pdf")]
    with pytest.raises(YanbaoError, match="extract：是链接，不是目录本身"):
        rebuild(archive)


def test_an_issue_whose_folder_is_a_link_is_one_finding(archive: Path, tmp_path: Path) -> None:
    shutil.move(archive, tmp_path / "elsewhere")
    archive.symlink_to(tmp_path / "elsewhere")
    (only,) = verify(find_published(None, str(archive))).findings
    assert (only.code, only.place) == ("file-missing", "telecom")
    assert "是链接" in only.message


def test_an_empty_folder_that_was_added_is_found(archive: Path) -> None:
    (archive / "extract/notes/new/deeper").mkdir(parents=True)
    (archive / "drafts").mkdir()
    assert told(archive) == [("file-extra", "drafts"), ("file-extra", "extract/notes/new/deeper")]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(archive: Path) -> None:
    for name in ("readers/report.pdf", "environment.json", "manifest.sha256"):
        (archive / name).unlink()
        os.mkfifo(archive / name)
    messages = {finding.place: finding.message for finding in verify(archive).findings}
    assert messages.keys() == {"readers/report.pdf", "environment.json", "manifest.sha256"}
    assert "不是普通文件" in messages["readers/report.pdf"]
    (archive / "manifest.json").unlink()
    os.mkfifo(archive / "manifest.json")
    assert told(archive) == [("file-missing", "manifest.json")]
    with pytest.raises(YanbaoError, match=r"manifest.json 不是普通文件"):
        read_manifest(archive)


@pytest.mark.parametrize("name", ["../../../outside.txt", "/etc/hostname", "extract/../../telecom/report.pdf", "a\\..\\b", ""])
def test_a_name_that_leads_out_of_the_folder_is_not_opened(archive: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resealed(archive, lambda held: held["frozen"].update({name: {"sha256": "0" * 64, "bytes": 1}}))
    opened: list[Path] = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *given, **named: opened.append(self) or real(self, *given, **named))
    assert told(archive) == [("path-outside", name)]
    opened = [path for path in opened if "fonts" not in path.parts]
    assert opened
    assert all(path.resolve().is_relative_to(archive) and ".." not in path.parts for path in opened)


def test_an_issue_in_the_folder_of_another_is_found(archive: Path) -> None:
    moved = archive.parent / "electronics"
    archive.rename(moved)
    assert told(moved) == [("issue-misplaced", "electronics")]


def test_a_font_that_the_archive_lost_is_told(small: Desk) -> None:
    small.draft()
    folder = small.publish().folder
    assert told(folder) == []
    shutil.rmtree(small.workspace / "published/fonts")
    assert [(finding.code, finding.level) for finding in verify(folder).findings] == [("font-missing", "warning")] * 2


OTHERWISE = {
    "a way out": lambda held: held["fonts"].update({"NotoSansSC.ttf": "../../../../etc/hostname"}),
    "capitals": lambda held: held["program"].update({"desk/why.py": "A" * 64}),
    "a line's end": lambda held: held["fonts"].update({"OFL.txt": "0" * 64 + "\n"}),
    "a number": lambda held: held["packages"].update(typst=1),
    "a part gone": lambda held: held.pop("fonts"),
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
def test_a_record_of_the_environment_whose_digests_are_none_is_told(archive: Path, change: Callable[[dict[str, Any]], object]) -> None:
    held = json.loads((archive / "environment.json").read_bytes())
    change(held)
    data = json.dumps(held).encode()
    (archive / "environment.json").write_bytes(data)
    digest = {"sha256": seal(data)[:64].decode(), "bytes": len(data)}
    resealed(archive, lambda held: held["frozen"].update({"environment.json": digest}))
    assert told(archive) == [("file-altered", "environment.json")]
    with pytest.raises(YanbaoError, match="环境记录读不出来"):
        rebuild(archive, archive.parents[2] / "again")
    assert not (archive.parents[2] / "again").exists()


@pytest.mark.parametrize("digest", ["../../x", "", "0" * 63, "G" * 64, "0" * 64 + "\n"])
def test_a_manifest_whose_digests_are_none_is_not_read(archive: Path, digest: str) -> None:
    resealed(archive, lambda held: held["frozen"]["environment.json"].update(sha256=digest))
    assert told(archive) == [("manifest-altered", "manifest.json")]


@pytest.mark.parametrize(
    "said", [{"week": "2026-99-99"}, {"week": "soon"}, {"as_of": "9999-12-31T23:59:59+00:00"}, {"as_of": "0001-01-01T00:00:00"}]
)
def test_a_manifest_of_a_day_that_there_is_not_is_none(archive: Path, said: dict[str, str]) -> None:
    resealed(archive, lambda held: held.update(said))
    assert told(archive) == [("manifest-altered", "manifest.json")]
    with pytest.raises(YanbaoError, match=r"manifest.json 已被改动"):
        rebuild(archive)


def test_why_the_frozen_data_give_nothing_is_told_of_the_issue(archive: Path) -> None:
    """Somebody took out the settings and resealed: not of a folder that is gone by then, nor with what helps a workspace."""
    (archive / "extract/yanbao.toml").unlink()
    resealed(archive, lambda held: held["frozen"].pop("extract/yanbao.toml"))
    with pytest.raises(YanbaoError, match="由冻结的数据重做不成：找不到设置文件") as caught:
        rebuild(archive)
    assert caught.value.where == str(archive / "extract/yanbao.toml")
    assert "从备份恢复" in caught.value.remedy


def test_a_folder_that_lost_its_manifest_is_told(archive: Path) -> None:
    (archive / "manifest.json").unlink()
    (only,) = verify(find_published(None, str(archive))).findings
    assert (only.code, only.place, only.message) == ("file-missing", "manifest.json", "缺失。无从核对其余文件。")
    with pytest.raises(YanbaoError, match=r"manifest.json 读不到：文件不存在"):
        rebuild(archive)


def test_a_manifest_too_large_to_be_one_is_not_read(archive: Path) -> None:
    with (archive / "manifest.json").open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    assert told(archive) == [("manifest-altered", "manifest.json")]


def test_a_file_in_the_place_of_an_issue_is_told(archive: Path) -> None:
    shutil.rmtree(archive)
    archive.write_bytes(b"")
    (only,) = verify(find_published(archive.parents[2], "2026-05-22/telecom")).findings
    assert (only.code, only.place, only.message) == ("file-missing", "telecom", "是文件，不是目录。")


def test_a_week_that_is_a_link_is_told(archive: Path, tmp_path: Path) -> None:
    shutil.move(archive.parent, tmp_path / "elsewhere")
    archive.parent.symlink_to(tmp_path / "elsewhere")
    held = verify(find_published(archive.parents[2], "2026-05-22/telecom"))
    assert [(finding.code, finding.place) for finding in held.findings] == [("file-missing", "2026-05-22")]


@pytest.fixture
def chained(small: Desk) -> tuple[Path, Path]:
    """Two weeks published one after the other."""
    small.draft(BEFORE)
    small.draft()
    folders = small.publish(BEFORE).folder, small.publish().folder
    for folder in folders:
        for path in folder.iterdir():
            path.chmod(0o755 if path.is_dir() else 0o644)
    return folders


def test_an_issue_rewritten_with_its_seal_breaks_the_chain_on_both_sides(chained: tuple[Path, Path]) -> None:
    """Who rewrites an issue, its manifest and its seal cannot rewrite what the next issue wrote down."""
    first, second = chained
    (first / "readers/report.html").write_bytes(b"<p>other</p>")
    digest = {"sha256": seal(b"<p>other</p>")[:64].decode(), "bytes": 12}
    resealed(first, lambda held: held["files"].update({"readers/report.html": digest}))
    assert told(first) == [("chain-broken", "2026-05-15/telecom")]
    assert told(second) == [("chain-broken", "2026-05-15/telecom")]


def test_an_issue_that_was_removed_breaks_the_chain(chained: tuple[Path, Path]) -> None:
    first, second = chained
    shutil.rmtree(first)
    assert told(second) == [("chain-broken", "2026-05-15/telecom")]


def test_a_chain_that_forks_is_found(chained: tuple[Path, Path]) -> None:
    """A copy of the archive was published to on another machine, and the result laid beside."""
    first, second = chained
    other = second.parent / "telecom.更正1"
    shutil.copytree(second, other)
    resealed(other, lambda held: held.update(name="2026-05-22/telecom.更正1"))
    assert told(second) == [("chain-broken", "2026-05-22/telecom")]


def test_outside_of_an_archive_it_is_told_that_the_chain_was_not_checked(chained: tuple[Path, Path], tmp_path: Path) -> None:
    alone = tmp_path / "2026-05-22" / "telecom"
    shutil.copytree(chained[1], alone)
    (finding,) = verify(alone).findings
    assert (finding.code, finding.level) == ("chain-unchecked", "warning")
    shutil.copytree(chained[0], tmp_path / "2026-05-15" / "telecom")
    assert told(tmp_path / "2026-05-15" / "telecom") == [("chain-unchecked", "2026-05-15/telecom")], "the next one is not there either"


def test_one_issue_that_cannot_be_compared_does_not_end_the_others(chained: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = chained
    resealed(first, lambda held: held.update(format=2))
    newer, after = verify_all([first, second])
    assert (newer.compared, newer.altered, newer.name) == (False, False, "2026-05-15/telecom")
    assert "更新的版本" in newer.findings[0].remedy
    assert (after.compared, after.altered) == (True, True), "its neighbour's manifest is another now"

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    for held in verify_all([first, second]):
        (only,) = held.findings
        assert not held.compared
        assert (only.code, "没有权限" in only.message) == ("issue-unread", True)
