"""The deliverables of an issue: its native charts, and the issue frozen and made again from what was frozen."""

from __future__ import annotations

import itertools
import json
import statistics
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.table import Row, bound, share
from bench.timing import one_command
from yanbao.desk.compose import compose
from yanbao.desk.run import open_run
from yanbao.report.blocks import Chart, Exhibit
from yanbao.report.charts.native import workbook_chart
from yanbao.report.theme import load_theme

CHARTS = 18


def rows(workspace: Path, sector: str, week: date, runs: int) -> list[Row]:
    """Seconds for the native charts of the weekly; files made again with the same bytes, and what the frozen data weigh."""
    exhibits = [exhibit for exhibit in compose(open_run(workspace, sector, week, None)).exhibits() if isinstance(exhibit.body, Chart)]
    drawn = statistics.median(seconds_of(list(itertools.islice(itertools.cycle(exhibits), CHARTS))) for _ in range(runs + 1))
    return [bound(f"{CHARTS} 张原生图（Word 与 Excel 所用，热）", drawn, 0.5, "秒"), *archived(workspace, sector, week)]


def seconds_of(exhibits: Sequence[Exhibit]) -> float:
    """Wall time of the charts, one after the other."""
    theme, started = load_theme(), time.perf_counter()
    for exhibit in exhibits:
        workbook_chart(exhibit, theme)
    return time.perf_counter() - started


def archived(workspace: Path, sector: str, week: date) -> list[Row]:
    """The issue published, and rebuilt by a process of its own in another folder, without the warehouse."""
    published, _ = one_command(["publish", "--sector", sector, "--week", str(week), "--force", "bench"], workspace)
    issue = next((workspace / "published").glob(f"{week}/{sector}"))
    (workspace / "warehouse").rename(workspace / "aside")
    try:
        rebuilt, _ = one_command(["rebuild", str(issue), "--out", str(workspace / "again")], workspace)
    finally:
        (workspace / "aside").rename(workspace / "warehouse")
    files = json.loads((issue / "manifest.json").read_bytes())["files"]
    again = {name: workspace / "again" / name for name in files}
    same = [name for name, path in again.items() if path.is_file() and path.read_bytes() == (issue / name).read_bytes()]
    size = sum(path.stat().st_size for path in (issue / "extract").rglob("*") if path.is_file()) / 2**20
    more = f"发布 {published:.1f} 秒，重做 {rebuilt:.1f} 秒，冻结的数据 {size:.1f} MB"
    return [share("去掉数据仓库，另处重做的文件逐字节相同", len(same), len(files), 1.0, more)]
