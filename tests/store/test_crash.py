"""A crash in the middle of an ingest leaves the warehouse as it was; a second writer waits or is told who holds it."""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.ingest import ingest
from yanbao.desk.settings import SAMPLE
from yanbao.store.catalog import load
from yanbao.store.lock import writer_lock

SETTLED = "session\n2026-05-21\n"
ADDED = "session\n2026-05-21\n2026-05-22\n"
BARS = "代码,日期,收盘,开盘,最高,最低,成交量,成交额\n801770,2026-05-22,8126.06,8200,8210,8100,40,1500\n"

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from yanbao.desk import ingest
from yanbao.store import {module} as target

real = target.{function}
calls = []

def dying(*args, **kwargs):
    calls.append(1)
    if len(calls) == {call}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

target.{function} = dying
ingest.ingest(Path(sys.argv[1]))
"""


def workspace(root: Path) -> Path:
    shutil.copytree(SAMPLE / "house", root / "house")
    shutil.copyfile(SAMPLE / "yanbao.toml", root / "yanbao.toml")
    (root / "inbox/sessions").mkdir(parents=True)
    (root / "inbox/sessions/days.csv").write_text(SETTLED, encoding="utf-8")
    ingest(root)
    (root / "inbox/sessions/days.csv").write_text(ADDED, encoding="utf-8")
    (root / "inbox/index_levels").mkdir()
    (root / "inbox/index_levels/801770.csv").write_text(BARS, encoding="utf-8")
    return root


def run(code: str, root: Path, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), str(root)], stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("module", "function", "call"),
    [
        ("raw", "replace", 1),
        ("raw", "replace", 2),
        ("writer", "sync", 1),
        ("writer", "sync", 2),
        ("writer", "save", 1),
        ("files", "sync", 5),
    ],
)
def test_a_killed_ingest_leaves_the_warehouse_as_it_was(tmp_path: Path, module: str, function: str, call: int) -> None:
    root = workspace(tmp_path)
    before = (root / "warehouse/catalog.json").read_bytes()
    process = run(KILLED_AT.format(module=module, function=function, call=call), root)
    assert process.wait(60) == -signal.SIGKILL
    assert (root / "warehouse/catalog.json").read_bytes() == before
    done = ingest(root)
    assert (done.facts, done.bars) == (1, 1)
    named = {batch.file for batch in load(root / "warehouse/catalog.json").batches}
    held = {f"{kind}/{path.name}" for kind in ("facts", "bars") for path in (root / "warehouse" / kind).glob("*")}
    assert held == named


HOLD = """
import sys, time
from pathlib import Path
from yanbao.store.lock import writer_lock
with writer_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(root: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(root), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_waits_until_the_first_is_done_and_says_so(tmp_path: Path) -> None:
    first = hold(tmp_path, 0.5)
    told: list[str] = []
    with writer_lock(tmp_path, 20, told.append):
        assert first.wait(20) == 0
    (word,) = told
    assert re.fullmatch(rf"等待进程 {first.pid}（-c .+ 起）完成写入，至多 20 秒（--wait 可改，0 为不等）", word)


def test_a_second_writer_that_will_not_wait_is_told_who_holds_the_warehouse(tmp_path: Path) -> None:
    first = hold(tmp_path, 30)
    try:
        with pytest.raises(YanbaoError, match=f"正被进程 {first.pid}"), writer_lock(tmp_path, 0):
            pass
    finally:
        first.kill()
        first.wait()


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path) -> None:
    first = hold(tmp_path, 30)
    first.kill()
    first.wait()
    started = time.monotonic()
    with writer_lock(tmp_path, 10):
        assert json.loads((tmp_path / "writer.lock").read_text())["pid"] == os.getpid()
    assert time.monotonic() - started < 5


INGEST = """
import sys
from pathlib import Path
from yanbao.core.finding import YanbaoError
from yanbao.desk.ingest import ingest
try:
    ingest(Path(sys.argv[1]))
except YanbaoError as error:
    sys.exit(str(error))
"""


def test_a_disk_without_room_is_said_plainly_and_changes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    before = (root / "warehouse/catalog.json").read_bytes()

    def cramped() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    process = run(INGEST, root, preexec_fn=cramped)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "数据仓库保持原样" in errors.decode()
    assert (root / "warehouse/catalog.json").read_bytes() == before
    assert ingest(root).bars == 1


# The rights are dropped inside the child, after its imports: root may write anywhere, and may own the interpreter.
READ_ONLY = """
import os, sys
from pathlib import Path
from yanbao.core.finding import YanbaoError
from yanbao.desk.ingest import ingest
from yanbao.sources import sources
import pydantic.dataclasses, yanbao.desk.settings, yanbao.store.audit, duckdb
sources()
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    ingest(Path())
except YanbaoError as error:
    sys.exit(str(error))
"""


def test_a_read_only_warehouse_is_said_plainly(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    root.chmod(0o755)
    held = [root / "warehouse", *(root / "warehouse").rglob("*")]
    for path in held:
        path.chmod(0o555 if path.is_dir() else 0o444)
    process = run(READ_ONLY, root)
    _, errors = process.communicate(timeout=60)
    for path in held:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert process.returncode == 1
    assert "没有写权限" in errors.decode(), errors.decode()
