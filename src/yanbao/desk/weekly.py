"""The weekly, from first to last: open the run, assemble the sections, check the report, write the issue's folder."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from yanbao.core.finding import Finding, YanbaoError
from yanbao.desk.compose import compose
from yanbao.desk.manifest import manifest
from yanbao.desk.review import reviewed
from yanbao.desk.run import Run, open_run
from yanbao.desk.settings import DESK_FILE, hidden_characters, sector_keys
from yanbao.desk.workspace import refuse_taken
from yanbao.report.blocks import Report
from yanbao.report.checks import checks, coverage
from yanbao.report.writers import WRITERS
from yanbao.report.written import written
from yanbao.review.result import Result
from yanbao.store.audit import audit
from yanbao.store.catalog import load
from yanbao.store.files import explained
from yanbao.store.files import replace as replace_file

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build made: the report with its findings, the files by name, coverage and seconds.

    ``owned`` of ``figures`` printed have a lineage; ``compared`` of ``read`` claims of the finished PDF took part in a check.
    """

    report: Report
    folder: Path
    files: tuple[Path, ...]
    owned: int
    figures: int
    compared: int
    read: int
    seconds: float


@dataclass(frozen=True)
class Order:
    """What is asked for: a sector, any day of the week, and optionally the moment and the folder."""

    sector: str
    day: date
    as_of: datetime | None = None
    out: Path | None = None


def build(workspace: Path, order: Order, tell: Tell = lambda text: None) -> Built:
    """Raw data in, a checked issue out: the whole story.

    YanbaoError for misuse (unknown sector, no trading week, no data); data that are wrong or missing are findings.
    """
    started = time.monotonic()
    tell("读取设置与数据")
    run = open_run(workspace, order.sector, order.day, order.as_of)
    folder = open_folder(order.out or workspace / "issues" / run.issue.week.key / order.sector)
    tell("计算指标与成文")
    report = compose(run)
    tell("核对成稿")
    report = replace(report, findings=tuple(find(run, report)))
    report, files, result = write_issue(run, report, folder, tell)
    return Built(report, folder, files, *coverage(report), result.coverage.compared, result.coverage.figures, time.monotonic() - started)


def open_folder(folder: Path) -> Path:
    """The folder, made if need be; YanbaoError when it is a file, holds other things or cannot be written, before any work is done."""
    if taken := next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None):
        raise YanbaoError("同名文件已存在，不能作输出目录", str(taken), "换一个目录名")
    refuse_taken(folder, (*WRITERS, "manifest.json"))
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return folder


def write_issue(run: Run, report: Report, folder: Path, tell: Tell) -> tuple[Report, tuple[Path, ...], Result]:
    """Every file of the issue, the report with what reading the finished files back has found, and what was compared.

    A fault found in them is a finding like any other, so all are then rendered again with it; the manifest comes last. The PDF
    is read and checked as anybody else's report is, against this run's own data.
    """
    made = rendered(run, report, tell)
    tell("回读并核对成品")
    result = reviewed(made["report.pdf"], run, report)
    faults = [*result.findings, *(fault for name, data in made.items() for fault in written(report, name, data))]
    if faults:
        report = replace(report, findings=(*report.findings, *faults))
        made = rendered(run, report, tell)
    made["manifest.json"] = manifest(report.issue, made, load(run.moment.root / "catalog.json"))
    for name, data in made.items():
        replace_file(folder / name, data)
    return report, tuple(folder / name for name in made), result


def rendered(run: Run, report: Report, tell: Tell) -> dict[str, bytes]:
    """The report in every format, by file name."""
    made = {}
    for name, write in WRITERS.items():
        tell(f"写出 {name}")
        made[name] = write(report, run.moment.root / "cache")
    return made


def find(run: Run, report: Report) -> list[Finding]:
    """Every finding: files that could not be read whole, the analysts' free text, and the checks over the report.

    Milder findings of the reading (a file in GBK, a duplicate row) were told at ingest and concern no issue by themselves.
    """
    kept = load(run.moment.root / "catalog.json").current()
    found = [finding for file in kept for finding in file.findings if finding.level == "error"]
    found += hidden_characters(run.workspace, (DESK_FILE, run.wiring.get("sector").file))
    found += run.wiring.get("notebook").findings()
    for check in checks().values():
        found += run.wiring.feed(check, report=report, sector_keys=sector_keys(run.workspace))
    found += [*audited(run), *restatements(run)]
    return list(dict.fromkeys(found))


def audited(run: Run) -> Iterator[Finding]:
    """Faults in the bars this issue stands on: the sector's members and the baskets', back to the earliest base."""
    sector, week, bases = run.wiring.get("sector"), run.issue.week, run.wiring.get("bases")
    members = {str(row["code"]) for row in run.wiring.get("stocks") if row["sw_code"] == sector.sw_code}
    codes = members.union(*(basket.members for basket in sector.baskets.values()))
    starts = [day for day in (week.base, bases.month, bases.year, bases.weeks52) if day]
    yield from audit(run.moment, min(starts), week.last, sorted(codes))


def restatements(run: Run) -> list[Finding]:
    """A word on versions that became known only after the moment this issue speaks as of."""
    later = run.moment.restated_later()
    if not later:
        return []
    series, subject, end, when = later[0]
    message = f"截止时点之后另有 {len(later)} 条修订，本期未采用；例如 {series}:{subject}（{end}）于 {when} 修订。"
    return [Finding("restated-later", "info", "数据仓库", message, "如需采用修订后的数据，以 --as-of now 重新生成")]
