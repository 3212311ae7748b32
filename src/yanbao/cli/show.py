"""What the terminal shows: progress with names, one screen after a build, traces and tables; or JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from yanbao.cli.wrap import wrapped
from yanbao.core.finding import LEVELS, Finding, Level, counts
from yanbao.core.printable import printable
from yanbao.core.progress import Tell, Waiting

if TYPE_CHECKING:
    from yanbao.desk.ingest import Ingested
    from yanbao.desk.weekly import Built
    from yanbao.desk.withdraw import Withdrawn

out = Console(highlight=False, soft_wrap=True, emoji=False)
STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
SHOWN = 8
"""Kinds of warning shown on the screen, each by one example; all of them stand in a file."""
WIDEST = 100
"""Cells of the longest line on a terminal."""


@contextmanager
def progress(quiet: bool) -> Iterator[Tell]:
    """Tell each step by name on standard error, as one moving line; when asked or when nobody watches, only whom we wait for."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield tell_waiting
        return
    started = time.monotonic()
    with console.status("") as status:
        yield lambda text: status.update(f"{escape(printable(text))}  [dim]{time.monotonic() - started:.1f} 秒[/dim]")


def tell_waiting(text: str) -> None:
    """A line on standard error when another writer must end first; nothing of any other step."""
    if isinstance(text, Waiting):
        sys.stderr.write(f"{printable(text)}\n")
        sys.stderr.flush()


def say(text: str, indent: str = "", style: str = "") -> None:
    """A line of text; on a terminal wrapped, with what runs over indented further. What commands a terminal shows as �."""
    text = printable(" ".join(text.splitlines()))
    lines = wrapped(text, min(out.width, WIDEST), indent) if out.is_terminal else [indent + text]
    out.print("\n".join(lines), style=style, markup=False)


def near(path: Path) -> str:
    """A path as seen from the current folder, when it lies below it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def dump(data: Any) -> None:
    """JSON on standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=1, default=str))


def exit_code(findings: Sequence[Finding]) -> int:
    """1 when a finding is at error level, else 0."""
    return int(any(finding.level == "error" for finding in findings))


def created(folder: Path, written: Sequence[Path], as_json: bool) -> None:
    """What ``init`` made and what to do next."""
    if as_json:
        dump({"workspace": folder, "written": [str(path) for path in written]})
        return
    say(f"工作区 {folder}：写入 {len(written)} 个文件。")
    put = f"把数据放进 {folder}/inbox/来源名/，在 {folder}/inbox/origins.toml 写明各由谁发布"
    say(f"下一步：改 {folder}/yanbao.toml 与 {folder}/sectors，{put}，然后运行 yanbao ingest -w {folder}")


def ingested(done: Ingested, kept: Path, as_json: bool) -> int:
    """What an ingest read and found (``kept``: the file of all findings); returns the exit code."""
    if as_json:
        dump({**vars(done), "by_source": dict(done.by_source), "findings": [vars_of(finding) for finding in done.findings]})
        return exit_code(done.findings)
    say(f"导入：读取 {len(done.read)} 个文件，未变 {done.unchanged} 个；新增事实 {done.facts:,} 条、行情 {done.bars:,} 条。")
    findings(done.findings, kept)
    return exit_code(done.findings)


def withdrawn(done: Withdrawn, as_json: bool) -> None:
    """What a withdrawal came to, who printed what was withdrawn, and what to do next."""
    if as_json:
        dump(vars(done))
        return
    if done.already:
        say(f"{done.name} 早已于 {done.until} 撤回，没有改动。")
    else:
        say(f"已撤回 {done.name}：所载的事实 {done.facts:,} 条、行情 {done.bars:,} 条自 {done.until} 起不再采用；历史保留，没有删除。")
    if done.instead:
        say(f"其中 {done.instead:,} 条另有文件载明，改由那些文件为证。")
    if done.there:
        say(f"文件仍在 {done.name}，以后导入不再读取；请移出该目录。")
    if done.issues:
        say(f"已发布的 {'、'.join(done.issues)} 用过它，不受影响；要更正，重新生成后 yanbao publish --correct")
    if not done.already:
        say("截止时点在导入之后、撤回之前的一期仍照当时所知采用它；要去掉，以 --as-of now 重新生成。")


def vars_of(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    return {name: getattr(finding, name) for name in finding.__slots__}


def findings(found: Sequence[Finding], kept: Path) -> None:
    """Counts by level, then errors and warnings by code: one of each in full, of further errors the place and what is wrong."""
    number = counts(found)
    say("提示：" + "，".join(f"{word} {number[level]} 条" for level, word in LEVELS.items()))
    kinds: dict[tuple[Level, str], list[Finding]] = {}
    for finding in sorted(found, key=lambda finding: list(LEVELS).index(finding.level)):
        kinds.setdefault((finding.level, finding.code), []).append(finding)
    errors, warnings = ([(code, held) for (level, code), held in kinds.items() if level == wanted] for wanted in ("error", "warning"))
    for code, held in errors:
        kind("error", code, held)
        for finding in held[1:]:
            say(f"{finding.place}：{finding.message}", "    ")
    for code, held in warnings[:SHOWN]:
        kind("warning", code, held)
    if len(warnings) > SHOWN:
        say(f"另有 {len(warnings) - SHOWN} 类警告", "  ")
    if found:
        say(f"全部 {sum(number.values())} 条见 {near(kept)}", "  ")


def left_out(behind: Sequence[Finding]) -> None:
    """What lies in the desk's folders and was not ingested: it stands in no file of findings, so all of it is said here."""
    if behind:
        say(f"工作区里有 {sum(finding.times for finding in behind)} 处还没有导入的改动：")
    for finding in behind:
        say(f"{finding.place}：{finding.message}", "  ", STYLES[finding.level])
    for remedy in dict.fromkeys(finding.remedy for finding in behind):
        say(f"处理：{remedy}", "    ", "dim")


def kind(level: Level, code: str, held: Sequence[Finding]) -> None:
    """How many findings bear a code, and the first of them in full."""
    many = sum(finding.times for finding in held)
    example = f" {many} 条" + ("" if level == "error" else "，例如") if many > 1 else ""
    say(f"{LEVELS[level]} {code}{example}", "  ", STYLES[level])
    say(f"{held[0].place}：{held[0].message}", "    ")
    say(f"处理：{held[0].remedy}", "    ", "dim")


def built(issue: Built, as_json: bool) -> int:
    """One screen after a build: what, from what, as of when, figures owned, findings, files, time; returns the exit code."""
    report = issue.report
    if as_json:
        dump(
            {
                "issue": report.issue.name,
                "as_of": report.issue.as_of,
                "figures": len(report.printed),
                "read_back": issue.owned.printed,
                "traced": issue.owned.traced,
                "stated": issue.owned.stated,
                "claims": issue.read,
                "compared": issue.compared,
                "findings": [vars_of(finding) for finding in (*report.findings, *issue.behind)],
                "files": [str(path) for path in issue.files],
                "seconds": round(issue.seconds, 3),
            }
        )
        return exit_code(report.findings)
    told(issue)
    findings(report.findings, issue.folder / "findings.json")
    left_out(issue.behind)
    say(f"文件在 {near(issue.folder)}")
    for path in issue.files:
        say(f"{path.name:<14} {path.stat().st_size / 1024:>6,.0f} KB", "  ")
    say(f"用时 {issue.seconds:.1f} 秒。点开网页中任一数字，或运行 yanbao why 编号，可见其来历。")
    return exit_code(report.findings)


def told(issue: Built) -> None:
    """The head of the screen after a build: what was built, from what, as of when, and how much of it is owned."""
    report = issue.report
    week = report.issue.week
    numbered = [exhibit for exhibit in report.exhibits() if exhibit.number]
    missing = sum(exhibit.body is None for exhibit in numbered)
    cutoff = f"{report.issue.as_of:%Y-%m-%d %H:%M}"
    out.print()
    say(report.issue.name, style="bold")
    say(f"{week.first} 至 {week.last}，基准收盘 {week.base}，数据截止 {cutoff}")
    owned, bare = issue.owned, issue.owned.printed - issue.owned.traced - issue.owned.stated
    unread = "成品不是中文，没有读出复核，各数字已逐一与中文稿比对"
    again = unread if issue.read is None else f"成品中读得数字 {issue.read} 处，{issue.compared} 处参与核对"
    say(
        f"章节 {len(report.sections)}，图表 {len(numbered)}（缺 {missing}），印出数字 {len(report.printed)} 处，"
        f"回读 {owned.printed} 处：{owned.traced} 处有数据出处，{owned.stated} 处仅见于撰写的文字"
        f"{f'，{bare} 处没有出处' if bare else ''}；{again}"
    )


def explained(found: tuple[dict[str, Any], list[dict[str, Any]], Path], as_json: bool) -> None:
    """The trace of one figure as an indented text, and where it is printed."""
    from yanbao.desk.why import called, trace_lines

    figure, places, folder = found
    if as_json:
        dump({"figure": figure, "places": places, "issue": str(folder)})
        return
    say(f"{called(figure)}  {figure['id']}", style="bold")
    say(near(folder), style="dim")
    for line in trace_lines(figure):
        say(line.lstrip(), " " * (len(line) - len(line.lstrip())))
    spots = dict.fromkeys(place["heading"] + (f" 图表{place['exhibit']}" if place["exhibit"] else "") for place in places)
    say("印出处：" + "；".join(spots))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], as_json: bool) -> None:
    """A plain table, or its rows as JSON."""
    if as_json:
        dump([dict(zip(columns, row, strict=True)) for row in rows])
        return
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(printable(cell)) for cell in row))
    Console(highlight=False).print(shown)
