"""Rebuilding: the same bytes in another folder, days later, without the warehouse; and what differs where something does."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from small_desk import Desk
from yanbao.core.finding import YanbaoError
from yanbao.desk.archive.differing import first_difference
from yanbao.desk.archive.environment import differences, environment, reinstall
from yanbao.desk.archive.publish import Published
from yanbao.desk.archive.rebuild import rebuild
from yanbao.desk.weekly import Made
from yanbao.report.writers import WRITERS
from yanbao.store.raw import digest_of

PAGE = "readers/report.html"
DAYS_LATER = """
import datetime, sys, time
from pathlib import Path

LATER = datetime.timedelta(days=40)
moment, local = time.time, time.localtime

class AnyMoment(type):
    def __instancecheck__(self, one):
        return isinstance(one, datetime.datetime)

class Later(datetime.datetime, metaclass=AnyMoment):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + LATER
    @classmethod
    def utcnow(cls):
        return datetime.datetime.utcnow() + LATER

import docx.opc.coreprops, docx.opc.parts.coreprops, docx.oxml.coreprops, xlsxwriter.core, xlsxwriter.workbook
import yanbao.core.clock
time.time = lambda: moment() + LATER.total_seconds()
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
told = [module for name, module in sys.modules.items() if name.startswith(("docx.", "xlsxwriter.", "yanbao.core.clock"))]
for module in told:
    if getattr(module, "datetime", None) is datetime.datetime:
        module.datetime = Later

from yanbao.core.clock import beijing_now
from yanbao.desk.archive.rebuild import rebuild
assert beijing_now() - datetime.datetime(*local()[:6]) > datetime.timedelta(days=39)
done = rebuild(Path(sys.argv[1]), Path(sys.argv[2]))
sys.exit(0 if done.same else str(done.formats))
"""


def test_all_formats_come_again_byte_for_byte_days_later_in_another_folder(issue: Published, real_archive: Path, tmp_path: Path) -> None:
    """Another process, 40 days on, another time zone, order of hashes, home and current folder; no workspace, no warehouse."""
    away = tmp_path / "away"
    away.mkdir()
    env = os.environ | {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "HOME": str(away), "LANG": "C"}
    env["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2] / "src"), *filter(None, [env.get("PYTHONPATH")])])
    run = subprocess.run(
        [sys.executable, "-c", DAYS_LATER, str(real_archive), "again"],
        cwd=away,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    files = (path for path in (away / "again").rglob("*") if path.is_file())
    again = {path.relative_to(away / "again").as_posix(): digest_of(path.read_bytes()) for path in files}
    assert again == {name: digest.sha256 for name, digest in issue.manifest.files.items()}
    assert {Path(name).name for name in again} == WRITERS.keys()


def test_a_rebuild_leaves_the_frozen_issue_as_it_is(small: Desk) -> None:
    small.draft()
    folder = small.publish().folder
    was = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    shutil.rmtree(small.workspace / "warehouse")
    done = rebuild(folder)
    assert done.same
    assert done.environment == ()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == was


def test_on_another_environment_it_is_told_what_differs(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    small.draft()
    folder = small.publish().folder
    now = environment()
    now["packages"] = now["packages"] | {"typst": "9.0.0", "newcomer": "1.0"}
    now["fonts"] = {name: "0" * 64 if name.endswith(".ttf") else digest for name, digest in now["fonts"].items()}
    del now["program"]["desk/why.py"]
    monkeypatch.setattr("yanbao.desk.archive.rebuild.environment", lambda: now)

    def otherwise(*given: Any) -> Made:
        made = small.make(*given)
        return replace(made, files={"report.html": made.files["report.html"].replace("上涨".encode(), "微涨".encode()), "report.new": b""})

    monkeypatch.setattr("yanbao.desk.archive.formats.make", otherwise)
    done = rebuild(folder)
    assert not done.same
    assert {again.name: again.difference for again in done.formats} == {
        PAGE: "第 1 行第 6 字符起：“<p>板块上涨。 通信行业周报（2026-05-22） -” → “<p>板块微涨。 通信行业周报（2026-05-22） -”",
        "facts.json": "现在不再写出这个格式",
        "readers/report.pdf": "现在不再写出这个格式",
        "findings.json": "现在不再写出这个格式",
        "report.new": "当时没有这个格式",
    }
    typst = environment()["packages"]["typst"]
    assert f"程序包 typst：当时 {typst}，现在 9.0.0" in done.environment
    assert "程序包 newcomer：当时 没有，现在 1.0" in done.environment
    assert any(line.startswith("程序文件 desk/why.py：当时 ") and line.endswith("现在 没有") for line in done.environment)
    assert any(line.startswith("字体文件 NotoSansSC") and line.endswith("现在 000000000000") for line in done.environment)
    assert done.reinstall == f"pip install typst=={typst}"


def test_an_output_that_was_altered_can_still_be_made_again(small: Desk, tmp_path: Path) -> None:
    """The copy on the shelf is spoiled: what was published comes back from what was frozen."""
    small.draft()
    folder = small.publish().folder
    page = folder / PAGE
    was = page.read_bytes()
    page.chmod(0o644)
    page.write_bytes(b"spoiled")
    assert rebuild(folder, tmp_path / "again").same
    assert (tmp_path / "again" / PAGE).read_bytes() == was


@pytest.mark.parametrize("name", ["extract/yanbao.toml", "extract/warehouse/facts/000001.parquet", "environment.json"])
def test_an_extract_that_was_altered_proves_nothing(small: Desk, name: str) -> None:
    small.draft()
    path = small.publish().folder / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(YanbaoError, match=f"{name}：与清单的摘要不符"):
        rebuild(path.parents[name.count("/")])


def test_a_file_smuggled_into_the_extract_is_not_used(small: Desk) -> None:
    small.draft()
    folder = small.publish().folder
    (folder / "extract/house/ratings.toml").write_text("", encoding="utf-8")
    with pytest.raises(YanbaoError, match="extract/house/ratings.toml：不在清单之中"):
        rebuild(folder)


def test_no_rebuild_is_written_into_an_issue_or_over_other_things(small: Desk) -> None:
    small.draft()
    folder = small.publish().folder
    for place in (folder, folder / "extract", folder / "new", small.workspace):
        with pytest.raises(YanbaoError, match="不能作输出目录.*不写 --out 则只比较"):
            rebuild(folder, place)
    with pytest.raises(YanbaoError, match="不能作输出目录.*去掉 --out，或另选一个空目录"):
        rebuild(folder, small.workspace / "notes")


def test_no_rebuild_is_written_over_an_issue_copied_out_of_its_workspace(small: Desk, tmp_path: Path) -> None:
    """A folder ``published`` on somebody's share, with no workspace above it: an issue is known by its seal."""
    small.draft()
    away = tmp_path / "share/published"
    shutil.copytree(small.publish().folder.parents[1], away)
    folder, link = away / "2026-05-22/telecom", tmp_path / "link"
    link.symlink_to(folder)
    was = {path: path.read_bytes() for path in away.rglob("*") if path.is_file()}
    for place in (folder, folder / "new/deeper", folder.parent, away, away.parent, link):
        with pytest.raises(YanbaoError, match="不能作输出目录"):
            rebuild(folder, place)
    assert {path: path.read_bytes() for path in away.rglob("*") if path.is_file()} == was
    assert rebuild(folder, tmp_path / "again").same
    assert rebuild(folder, tmp_path / "again").same


def test_a_language_folder_that_is_a_link_into_an_issue_is_not_written_to(small: Desk, tmp_path: Path) -> None:
    small.draft()
    small.draft(code="en")
    folder = small.publish().folder
    (tmp_path / "again").mkdir()
    (tmp_path / "again/en").symlink_to(folder / "en")
    with pytest.raises(YanbaoError, match="不能作输出目录"):
        rebuild(folder, tmp_path / "again")


def package(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in parts.items():
            made.writestr(zipfile.ZipInfo(name.replace("__", "/")), text)
    return held.getvalue()


ONE_BYTE = "（当时共 1 字节，现在 1 字节）"
REPACKED = "第 15 字节起（当时共 180 字节，现在 180 字节）"


@pytest.mark.parametrize(
    ("name", "was", "now", "told"),
    [
        ("a.json", b'{"figures": [{"id": "a", "value": 1.5}]}', b'{"figures": [{"id": "a", "value": 2}]}', "figures[0].value：1.5 → 2"),
        ("a.json", b'{"a": [1]}', b'{"a": [1, 2]}', "a[1]：没有 → 2"),
        ("a.json", b'{"a": 1}', b'{"a": 1.0}', "a：1 → 1.0"),
        ("a.json", b'{"a": 1}', b'{"a":  1}', '第 1 行第 7 字符起：“{"a": 1}” → “{"a": 1}”'),
        ("a.json", b"{", b"[", "第 1 行第 1 字符起：“{” → “[”"),
        ("a.html", "一\n二三四".encode(), "一\n二三五".encode(), "第 2 行第 3 字符起：“一 二三四” → “一 二三五”"),
        ("a.html", b"ab", b"abc", "第 1 行第 3 字符起：“ab” → “abc”"),
        ("a.docx", package(word__a="x", word__b="y"), package(word__a="x", word__b="z"), f"部件 word/b 第 1 字节起{ONE_BYTE}"),
        ("a.docx", package(word__a="x"), package(word__a="x", word__b="z"), "部件 word/b：当时没有"),
        ("a.xlsx", package(a="x", b="y"), package(b="y", a="x"), f"各部件相同，压缩或次序不同：{REPACKED}"),
        ("a.docx", package(a="x")[:-9], package(a="x"), "第 93 字节起（当时共 92 字节，现在 101 字节）"),
        ("a.docx", package(a="x" * 9).replace(b"xxxx", b"xxxy", 1), package(a="x" * 9), "第 35 字节起（当时共 109 字节，现在 109 字节）"),
        ("a.pdf", b"%PDF-1.7", b"%PDF-1.6", "第 8 字节起（当时共 8 字节，现在 8 字节）"),
        ("a.bin", b"abc", b"abd", "第 3 字节起（当时共 3 字节，现在 3 字节）"),
    ],
)
def test_the_first_difference_is_told_where_a_person_can_look(name: str, was: bytes, now: bytes, told: str) -> None:
    assert first_difference(name, was, now) == told


def test_of_two_pages_it_is_told_whether_the_words_differ(issue: Published) -> None:
    pdf = (issue.folder / "readers/report.pdf").read_bytes()
    assert first_difference("report.pdf", pdf, pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)).endswith("；文字相同，字形、图或版面不同")


def test_two_environments_of_one_kind_do_not_differ() -> None:
    now = environment()
    assert differences(now, json.loads(json.dumps(now))) == []
    assert reinstall(now, now) == ""
