"""The three commands as a shell sees them: screens, JSON and exit codes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from shell import yanbao
from small_desk import Desk
from yanbao.core.finding import Finding
from yanbao.desk.archive.publish import Published


def test_an_issue_is_verified_by_its_name_or_its_path(shelved: Published, archive: Path) -> None:
    files, desk = len(shelved.manifest.files) + len(shelved.manifest.frozen), shelved.folder.parents[2]
    told = f"2026-05-22/telecom：{files} 个文件、清单与链都没有改动；SHA-256 {shelved.sha256}\n"
    for done in (yanbao(desk, "verify", "2026-05-22/telecom"), yanbao(desk, "verify"), yanbao(archive.parent, "verify", "telecom")):
        assert (done.returncode, done.stdout) == (0, told), done.stderr


def test_of_an_issue_outside_of_its_archive_the_chain_is_not_said_to_be_unaltered(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "away")
    done = yanbao(tmp_path, "verify", "away")
    assert done.returncode == 0
    assert "个文件与清单都没有改动" in done.stdout and "警告 [chain-unchecked]" in done.stdout


def test_what_was_altered_is_told_and_ends_with_one(archive: Path) -> None:
    (archive / "readers/report.pdf").write_bytes(b"%PDF")
    done = yanbao(archive, "verify", ".")
    assert done.returncode == 1
    assert "2026-05-22/telecom：1 处不符" in done.stdout
    assert "错误 [file-altered] readers/report.pdf：与清单的摘要不符：当时 " in done.stdout
    (one,) = json.loads(yanbao(archive, "verify", str(archive), "--json").stdout)
    assert [finding["code"] for finding in one["findings"]] == ["file-altered"]


def test_verifying_all_goes_on_behind_a_bad_folder(archive: Path) -> None:
    """Each folder says its own fault; the exit code is 1 for what was altered, and 2 when all that failed could not be compared."""
    desk, weeks = archive.parents[2], archive.parents[1]
    (desk / "yanbao.toml").write_text("", encoding="utf-8")
    for week in ("2026-05-01", "2026-05-08"):
        (weeks / week).mkdir()
    (weeks / "2026-05-01/telecom").mkdir()
    (weeks / "2026-05-08/telecom").write_bytes(b"")
    done = yanbao(desk, "verify")
    assert done.returncode == 1, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("2026")] == [
        "2026-05-01/telecom：1 处不符", "2026-05-08/telecom：1 处不符", done.stdout.splitlines()[-1]
    ]  # fmt: skip
    assert "2026-05-22/telecom：" in done.stdout.splitlines()[-1] and "都没有改动" in done.stdout.splitlines()[-1]
    (weeks / "2026-05-15").write_bytes(b"")
    done = yanbao(desk, "verify")
    assert done.returncode == 1
    assert "2026-05-15：1 处不符" in done.stdout and "2026-05-15：是文件，不是目录。" in done.stdout
    (weeks / "2026-05-15").unlink()
    (weeks / "2026-05-01/telecom/manifest.json").write_text('{"format": 9}', encoding="utf-8")
    (weeks / "2026-05-08/telecom").unlink()
    done = yanbao(desk, "verify")
    assert done.returncode == 2
    assert "2026-05-01/telecom：没有核对" in done.stdout and "格式是 9，本版本只认到" in done.stdout
    assert "2026-05-22/telecom：" in done.stdout


def test_a_rebuild_is_told_with_the_digests(small: Desk, tmp_path: Path) -> None:
    small.draft()
    issue, away = small.publish(), tmp_path / "away"
    shutil.copytree(small.workspace / "published", away / "published")
    shutil.copyfile(small.workspace / "yanbao.toml", away / "yanbao.toml")
    done = yanbao(away, "rebuild", "2026-05-22/telecom", "--out", "again")
    assert done.returncode == 0, done.stdout + done.stderr
    count = len(issue.manifest.files)
    assert f"2026-05-22/telecom 由冻结的数据重新生成：{count} 个文件中 {count} 个逐字节相同" in done.stdout
    for name, digest in issue.manifest.files.items():
        assert f"  相同 {name:<16} {digest.sha256}" in done.stdout
        assert (away / "again" / name).is_file()


def test_publishing_again_says_so_and_ends_well(small: Desk) -> None:
    small.draft()
    issue = small.publish()
    done = yanbao(small.workspace, "publish", "--sector", "telecom", "--week", "2026-05-20", "--json")
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    assert held["already"] is True
    assert held["sha256"] == issue.sha256


def test_what_still_stands_against_an_issue_is_listed_as_it_goes_out(small: Desk) -> None:
    asked = ("publish", "--sector", "telecom", "--week", "2026-05-22")
    doubt = Finding("unsupported-figure", "warning", "notes/2026-05-22/telecom/risks.md 第4行第9字符", "“90天”没有出处。", "补上出处")
    small.findings = (doubt,)
    small.draft()
    done = yanbao(small.workspace, *asked)
    assert done.returncode == 0, done.stderr
    assert "提示：错误 0 条，警告 1 条，提示 0 条" in done.stdout and f"    {doubt.place}：{doubt.message}\n" in done.stdout
    again = yanbao(small.workspace, *asked).stdout
    assert "发布时仍存着的 1 条提示见 published/2026-05-22/telecom/findings.json" in again and doubt.message not in again
    assert [held["code"] for held in json.loads(yanbao(small.workspace, *asked, "--json").stdout)["findings"]] == [doubt.code]


def test_a_weekly_of_a_week_that_is_out_says_that_it_is_a_draft(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    small.draft()
    small.publish()
    monkeypatch.setattr("yanbao.desk.weekly.make", small.make)
    done = yanbao(small.workspace, "weekly", "--sector", "telecom", "--week", "2026-05-22")
    assert "这一周已经发布（published/2026-05-22/telecom），没有改动；以上是草稿。" in done.stdout, done


def test_misuse_is_told_with_a_remedy(shelved: Published) -> None:
    desk = shelved.folder.parents[2]
    for arguments, told in {
        ("verify", "2026-05-15/telecom"): "没有这一期.*已发布各期之一：2026-05-22/telecom",
        ("verify", "issues/2026-05-22/telecom"): "是草稿，还没有发布",
        ("verify", ""): "有一个参数是空的",
        ("rebuild", "nothing"): "没有这一期",
        ("rebuild", "2026-05-22/telecom", "--out", "published"): "已发布的一期.*不能作输出目录",
        ("publish", "--sector", "steel", "--week", "2026-05-22"): "没有名为 steel 的行业",
        ("publish", "--sector", "electronics", "--week", "2026-05-22"): "还没有草稿.*先运行 yanbao weekly --sector electronics",
        ("publish", "--sector", "telecom", "--week", "soon"): "不是日期",
        ("publish", "--sector", "../telecom", "--week", "2026-05-22"): "没有名为 ../telecom 的行业",
    }.items():
        done = yanbao(desk, *arguments)
        assert done.returncode == 2, (arguments, done)
        assert re.search(told, done.stdout + done.stderr), (arguments, done)
        assert "Traceback" not in done.stderr
