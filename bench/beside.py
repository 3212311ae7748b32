"""Our reader beside Recognizers-Text and JioNLP: the same text, in turn, in one run, each on one core."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import yanbao
from bench.table import Row, unmeasured, verdict
from yanbao.reader import read
from yanbao.reader.documents import open_document

MEASURE = Path(__file__).parent / "peers/measure.py"
NAMES = {"recognizers": "Recognizers-Text", "jionlp": "JioNLP"}
MEGABYTES, TIMES = 2.0, 20.0
READINGS = 9
"""How often we read the text in a round."""
SPEED = "读取中文财经文字（全部字段，单核；每轮清空缓存）"
RATIO = "同一文字，较 Recognizers-Text 与 JioNLP 中较快的一个"


def prose(page: Path) -> str:
    """The texts of the sample (notes and news) and the sentences of the issue built from it, without its tables."""
    sample = Path(yanbao.__file__).parent / "sample"
    files = [path for kind in ("notes", "news") for path in sorted((sample / kind).rglob("*.md"))]
    document = open_document(page)
    return "\n".join([*(path.read_text(encoding="utf-8") for path in files), *(document.words(one) for one in document.prose())])


def remembered() -> list[Any]:
    """The functions by which the reader and the review remember texts; those that keep their tables have no bound."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(("yanbao.reader", "yanbao.review"))]
    kept = (held for module in modules for held in vars(module).values() if hasattr(held, "cache_clear"))
    return [held for held in kept if held.cache_info().maxsize is not None]


def forget() -> None:
    """Empty what is remembered of texts, so that a text read twice is read twice."""
    for held in remembered():
        held.cache_clear()


def ours(text: str, on: date) -> float:
    """Processor seconds for one reading with full claims, the median of several: one alone is too short to time."""
    taken = []
    for _ in range(READINGS):
        forget()
        started = time.process_time()
        read(text, on)
        taken.append(time.process_time() - started)
    return statistics.median(taken)


@dataclass(frozen=True)
class Beside:
    """Medians over the rounds: our seconds, the peers' by name, and the ratio of the faster peer to ours, round by round."""

    size: int
    ours: float
    peers: dict[str, float]
    ratio: float
    failed: dict[str, int]


@contextmanager
def asked(python: Path, text: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """The peers, loaded and waiting: where to write a name, and where the answer comes."""
    command = [str(python), "-W", "ignore", str(MEASURE), str(text)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        if not process.stdin or not process.stdout:
            raise RuntimeError("no pipe to the peers")
        yield process.stdin, process.stdout
        process.stdin.close()


def beside(python: Path, text: str, on: date, rounds: int, folder: Path) -> Beside:
    """Every round: we, then each of the peers."""
    kept = folder / "text.txt"
    kept.write_text(text, encoding="utf-8")
    read(text, on)
    mine: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in NAMES}
    failed: dict[str, int] = {}
    with asked(python, kept) as (ask, answer):
        for _ in range(rounds):
            mine.append(ours(text, on))
            for name, held in theirs.items():
                print(name, file=ask, flush=True)
                seconds, failed[name] = json.loads(answer.readline())
                held.append(seconds)
    ratio = statistics.median(min(other) / one for one, *other in zip(mine, *theirs.values(), strict=True))
    medians = {name: statistics.median(held) for name, held in theirs.items()}
    return Beside(len(text.encode()), statistics.median(mine), medians, ratio, failed)


def rows(python: Path, page: Path, on: date, rounds: int, folder: Path) -> list[Row]:
    """Our megabytes a second, and how many times as fast we are."""
    text = prose(page)
    if not python.exists():
        read(text, on)
        alone = statistics.median(ours(text, on) for _ in range(rounds))
        return [speed(len(text.encode()), alone), unmeasured(RATIO, f"≥ {TIMES:g} 倍", "没有 .venv-peers，用 make bench 建立")]
    got = beside(python, text, on, rounds, folder)
    told = "，".join(f"{NAMES[name]} {seconds * 1000:.0f} 毫秒" for name, seconds in got.peers.items())
    failed = "".join(f"；{NAMES[name]} 有 {count} 行出错" for name, count in got.failed.items() if count)
    said = f"{got.ratio:.1f} 倍（我们 {got.ours * 1000:.0f} 毫秒，{told}；{got.size / 1000:.0f} KB{failed}）"
    return [speed(got.size, got.ours), (RATIO, f"≥ {TIMES:g} 倍", said, verdict(got.ratio >= TIMES))]


def speed(size: int, seconds: float) -> Row:
    """The row of our speed."""
    got = size / 1e6 / seconds
    return SPEED, f"≥ {MEGABYTES:g} MB/秒（力争 4）", f"{got:.1f} MB/秒", verdict(got >= MEGABYTES)
