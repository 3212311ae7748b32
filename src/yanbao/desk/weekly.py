"""The weekly, from first to last: open the run, assemble the sections, check the report, write the issue's folder."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yanbao.core.finding import Finding, YanbaoError
from yanbao.core.progress import Tell
from yanbao.core.sector import Sector
from yanbao.desk.answers import inputs
from yanbao.desk.archive.issues import MANIFEST, READERS, frozen_around
from yanbao.desk.behind import behind
from yanbao.desk.compose import drafted, spoken_in
from yanbao.desk.filing import in_a_folder
from yanbao.desk.manifest import manifest
from yanbao.desk.origins import unnamed_in
from yanbao.desk.own_words import own_findings, untold
from yanbao.desk.review import reviewed, today
from yanbao.desk.run import Run, open_run
from yanbao.desk.settings import DESK_FILE, hidden_characters, sector_keys
from yanbao.desk.unread import Sight
from yanbao.desk.workspace import refuse_foreign, refuse_taken
from yanbao.report.assemble import said_in
from yanbao.report.blocks import Report
from yanbao.report.checks import Coverage, checks, coverage
from yanbao.report.faithful import faithful
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.measured import measure_name
from yanbao.report.press import Press
from yanbao.report.writers import FOR_READERS, WRITERS
from yanbao.report.writers.word.completion import findings as template_findings
from yanbao.report.written import written
from yanbao.review.result import Result
from yanbao.sources import sources
from yanbao.store.audit import audit
from yanbao.store.catalog import load
from yanbao.store.files import explained
from yanbao.store.files import replace as replace_file

SHOWN = 3
"""Restatements that a finding names."""


@dataclass(frozen=True)
class Built:
    """What a build made: the report with its findings, the files by name, coverage and seconds.

    ``owned`` tells how many of the figures printed are traced to data; ``compared`` of ``read`` claims of the finished PDF took
    part in a check. Both are None of a report in another language, which we do not read: its figures were held one by one against
    the Chinese. ``behind`` is what lies in the desk's folders and was not ingested: the report was made without it.
    """

    report: Report
    folder: Path
    files: tuple[Path, ...]
    owned: Coverage
    compared: int | None
    read: int | None
    seconds: float
    behind: tuple[Finding, ...]


@dataclass(frozen=True)
class Order:
    """What is asked for: a sector, any day of the week, and optionally the moment, the folder and the language.

    An issue in another language lies in a folder of its own below the Chinese one.
    """

    sector: str
    day: date
    as_of: datetime | None = None
    out: Path | None = None
    lang: str = CHINESE.code


def build(workspace: Path, order: Order, tell: Tell = lambda text: None) -> Built:
    """Raw data in, a checked issue out: the whole story.

    YanbaoError for misuse (unknown sector, no trading week, no data); data that are wrong or missing are findings.
    """
    started = time.monotonic()
    if order.out:
        in_a_folder(order.out, f"--out {order.out}")
        refuse_foreign(order.out, (*WRITERS, MANIFEST))
    tell("读取设置与数据")
    run = open_run(workspace, order.sector, order.day, order.as_of)
    language = spoken_in(workspace, order.lang)
    place = workspace / "issues" / run.issue.week.key / order.sector
    folder = open_folder(order.out or (place if language is CHINESE else place / language.code))
    made = make(run, tell, language)
    files = write_issue(run, made, folder)
    claims = made.result.coverage if made.result else None
    compared, read = (claims.compared, claims.figures) if claims else (None, None)
    left, seconds = tuple(behind(run)), time.monotonic() - started
    return Built(made.report, folder, files, coverage(made.chinese or made.report), compared, read, seconds, left)


def open_folder(folder: Path) -> Path:
    """The folder, made if need be; YanbaoError when it is a file, holds other things or cannot be written, before any work is done."""
    if taken := next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None):
        raise YanbaoError("同名文件已存在，不能作输出目录", str(taken), "换一个目录名")
    if frozen := frozen_around(folder):
        raise YanbaoError("这个目录是已发布的一期，或在其内，不能作输出目录", str(frozen), "去掉 --out，或另选一个空目录")
    refuse_taken(folder, (*WRITERS, MANIFEST, READERS))
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return folder


@dataclass(frozen=True)
class Made:
    """An issue before it is written: the checked report, its file of every format by name, and what reading the PDF found.

    ``chinese`` is the Chinese of a report in another language, on which the checks were made. We read Chinese alone, so of a PDF
    in another language nothing is found and nothing claimed.
    """

    report: Report
    files: dict[str, bytes]
    result: Result | None
    chinese: Report | None = None


def make(run: Run, tell: Tell = lambda text: None, language: Language = CHINESE) -> Made:
    """The issue in every format: what a build writes, what is published, and what a rebuild must come to again.

    The checks read Chinese. In another language the same draft is checked in Chinese first, then figure by figure against that.

    What reading the finished files back has found is a finding like any other, so all are then rendered again with it. The
    PDF is read and checked as anybody else's report is, against this run's own data.
    """
    tell("计算指标与成文")
    draft = drafted(run)
    report = chinese = said_in(CHINESE, run.issue, draft)
    tell("核对成稿")
    asked = inputs(run, chinese)
    findings = find(run, chinese, asked)
    if language is not CHINESE:
        report = said_in(language, run.issue, draft)
        findings += faithful(chinese, report)
    report = replace(report, findings=tuple(findings))
    made = rendered(run, report, tell)
    tell("回读并核对成品")
    result = reviewed(made["report.pdf"], run, asked) if language is CHINESE else None
    faults = [
        *untold(result, findings, chinese.cover.correction if chinese.cover else ()),
        *(fault for name, data in made.items() for fault in written(report, name, data)),
    ]
    if faults:
        report = replace(report, findings=(*report.findings, *faults))
        made = rendered(run, report, tell)
    return Made(report, made, result, chinese)


def write_issue(run: Run, made: Made, folder: Path) -> tuple[Path, ...]:
    """Every file of the issue into its folder, the manifest last."""
    files = made.files | {MANIFEST: manifest(made.report.issue, made.files, load(run.moment.root / "catalog.json"))}
    for name, data in files.items():
        replace_file(folder / name, data)
    return tuple(folder / name for name in files)


def rendered(run: Run, report: Report, tell: Tell) -> dict[str, bytes]:
    """The report in every format, by file name."""
    press, made = press_of(run), {}
    for name, write in WRITERS.items():
        tell(f"写出 {name}")
        made[name] = write(report, press)
    return made


def for_readers(run: Run, made: Made) -> dict[str, bytes]:
    """The files as they leave the house: without what was found about the report, why a figure is missing, and how the desk
    keeps its sources.

    YanbaoError when one of them does not print what the desk's own copy prints.
    """
    press = replace(press_of(run), readers=True)
    files = {name: WRITERS[name](made.report, press) for name in FOR_READERS}
    if fault := next((fault for name, data in files.items() for fault in written(made.report, name, data)), None):
        raise YanbaoError(f"给读者的 {fault.place} 与审阅过的不同：{fault.message}", str(run.workspace), fault.remedy)
    return made.files | files


def press_of(run: Run) -> Press:
    """The press of a run: drawings are kept in the warehouse, and the workspace may bring the house's own Word template.

    Readers are told of each source what its data are.
    """
    template = run.workspace / "house" / "house.docx"
    titles = {name: source.TITLE for name, source in sources().items()}
    return Press(run.moment.root / "cache", template.read_bytes() if template.is_file() else None, titles=titles)


def find(run: Run, report: Report, asked: Mapping[str, Any]) -> list[Finding]:
    """Every finding: files that could not be read whole and that the issue could have printed, the free text, and the checks.

    ``asked`` is what a comparison with the warehouse asks for. Milder findings of the reading (a file in GBK, a duplicate row)
    were told at ingest and concern no issue by themselves.
    """
    others = {key for key in sector_keys(run.workspace) if key != run.issue.sector_key}
    sight = Sight(run.moment.as_of, run.issue.week, others)
    found = list(sight.told(load(run.moment.root / "catalog.json").current()))
    found += hidden_characters(run.workspace, (DESK_FILE, run.wiring.get("sector").file))
    found += own_findings(run.wiring.get("notebook"), asked, today(run))
    for check in checks().values():
        found += run.wiring.feed(check, report=report, sector_keys=sector_keys(run.workspace))
    found += [*unnamed_in(report), *audited(run), *restated_later(run), *withdrawn_later(run), *template_findings(press_of(run).template)]
    return list(dict.fromkeys(found))


def audited(run: Run) -> Iterator[Finding]:
    """Faults in the bars this issue stands on: the sector's members and the baskets', back to the earliest base."""
    week, bases = run.issue.week, run.wiring.get("bases")
    starts = [day for day in (week.base, bases.month, bases.year, bases.weeks52) if day]
    yield from audit(run.moment, min(starts), week.last, followed(run))


def followed(run: Run) -> list[str]:
    """Codes of the stocks that this issue follows: the sector's members and those of its baskets."""
    sector: Sector = run.wiring.get("sector")
    members = {str(row["code"]) for row in run.wiring.get("stocks") if row["sw_code"] == sector.sw_code}
    return sorted(members.union(*(basket.members for basket in sector.baskets.values())))


def restated_later(run: Run) -> list[Finding]:
    """A word on what sources stated otherwise, or more, only after the moment of this issue; the desk's own texts are no source."""
    later = [one for one in run.moment.restated_later() if not one.own]
    if not later:
        return []
    shown = "；".join(f"{one.name}·{measure_name(one.series)}（{one.period}）于 {one.known}" for one in later[:SHOWN])
    more = "等" if len(later) > SHOWN else ""
    message = f"截止时点之后，来源另有 {len(later)} 条修订或补报，本期未采用：{shown}{more}。"
    return [Finding("restated-later", "info", "数据仓库", message, "如需采用修订后的数据，以 --as-of now 重新生成")]


def withdrawn_later(run: Run) -> Iterator[Finding]:
    """A word on each file that was known at the moment and has been withdrawn since: the issue is made with it."""
    for name, when in run.moment.withdrawn_later():
        message = f"这个文件已于 {when} 撤回；截止时点时尚未撤回，本期仍照当时所知采用其中的数据。"
        yield Finding("withdrawn-later", "warning", name, message, "以 --as-of now 重新生成，即不再采用")
