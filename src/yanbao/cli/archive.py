"""The commands ``publish``, ``rebuild`` and ``verify``: issues frozen, made again from what was frozen, and proved unaltered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from yanbao.cli.asked import asking
from yanbao.cli.times import day_of
from yanbao.core.finding import YanbaoError

if TYPE_CHECKING:
    from yanbao.desk.archive.publish import Published
    from yanbao.desk.archive.rebuild import Again, Rebuilt
    from yanbao.desk.archive.verify import Verified
    from yanbao.desk.weekly import Built

Workspace = Annotated[Optional[Path], typer.Option("--workspace", "-w", help="工作区目录；默认从当前目录向上查找。")]  # noqa: UP045 - typer reads Optional
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]
ISSUE = "某一期：目录，或“周/行业”，如 2026-05-22/telecom，更正为 2026-05-22/telecom.更正1。"
MOST_TOLD = 8
"""Differences of the environment shown on the screen; JSON has all of them."""


@dataclass(frozen=True)
class Publish:
    """What ``yanbao publish`` is asked."""

    sector: Annotated[str, typer.Option(help="行业，即 sectors 目录中的文件名。")]
    week: Annotated[str, typer.Option(help="该周任意一天，例如 2026-05-22。")]
    force: Annotated[str, typer.Option(metavar="REASON", help="草稿有错误仍要发布的理由，记入 manifest.json。")] = ""
    correct: Annotated[str, typer.Option(metavar="REASON", help="发布更正：更正了什么；另成一期，原来的一期不动。")] = ""
    wait: Annotated[float, typer.Option(help="另有人在写数据仓库时最多等待的秒数；0 为不等。")] = 120.0
    workspace: Workspace = None
    json: Json = False


@dataclass(frozen=True)
class Rebuild:
    """What ``yanbao rebuild`` is asked."""

    issue: Annotated[str, typer.Argument(help=ISSUE)]
    out: Annotated[Optional[Path], typer.Option(metavar="DIR", help="把重新生成的文件写入该目录；不写则只比较。")] = None  # noqa: UP045
    workspace: Workspace = None
    json: Json = False


@dataclass(frozen=True)
class Verify:
    """What ``yanbao verify`` is asked."""

    issue: Annotated[str, typer.Argument(help=f"{ISSUE}不写则核对全部已发布各期。")] = ""
    workspace: Workspace = None
    json: Json = False


def register(app: typer.Typer) -> None:
    """Add the three commands."""
    app.command(name="publish")(asking(Publish, publish))
    app.command(name="rebuild")(asking(Rebuild, rebuild))
    app.command(name="verify")(asking(Verify, verify))


def publish(asked: Publish) -> None:
    """发布一期：把审阅过的草稿连同所用的数据、设置与环境冻结，记下摘要，与上一期相链。"""
    from yanbao.cli.show import dump, progress, vars_of
    from yanbao.desk.archive.publish import Wish
    from yanbao.desk.archive.publish import publish as run
    from yanbao.desk.workspace import find_workspace

    folder = find_workspace(asked.workspace.resolve() if asked.workspace else Path.cwd())
    wish = Wish(asked.sector, day_of(asked.week, "--week"), asked.force, asked.correct)
    with progress(asked.json) as tell:
        done = run(folder, wish, tell, asked.wait)
    if asked.json:
        told = {"already": done.already, "folder": str(done.folder), "sha256": done.sha256, "manifest": asdict(done.manifest)}
        dump(told | {"findings": [vars_of(finding) for finding in (*done.findings, *done.behind)]})
        return
    told_published(done)


def told_published(done: Published) -> None:
    """One screen after publishing, with what still stands against the issue."""
    from yanbao.cli.show import findings, left_out, near, say
    from yanbao.desk.archive.issues import READERS

    held = done.manifest
    say(f"{held.name} {'已发布过，内容相同，没有改动' if done.already else '已发布'}", style="bold")
    say(f"第 {held.serial} 期，" + (f"上一期 {held.previous.issue}" if held.previous else "链的第一期") + f"，数据截止 {held.as_of}")
    if held.correction:
        say(f"更正 {held.correction.of}：{held.correction.reason}")
    if held.forced:
        say(f"带 {held.forced.errors} 条错误发布，理由：{held.forced.reason}", style="yellow")
    rows = "，".join(f"{word} {held.extract[kind].rows:,}/{held.extract[kind].of:,} 行" for kind, word in KINDS.items())
    frozen = sum(file.bytes for name, file in held.frozen.items()) / 2**20
    say(f"冻结的数据：{rows}{'' if held.narrow else '（全部可见的数据）'}，共 {frozen:.1f} MB；已由它重新生成一遍，逐字节相同")
    if done.already:
        say(f"发布时仍存着的 {sum(finding.times for finding in done.findings)} 条提示见 {near(done.folder / 'findings.json')}")
    else:
        findings(done.findings, done.folder / "findings.json")
    left_out(done.behind)
    say(f"目录 {near(done.folder)}；寄给读者的在其 {READERS}/ 中，其余留存备查")
    say(f"manifest.json 的 SHA-256：{done.sha256}")


KINDS = {"facts": "事实", "bars": "行情"}
"""Kinds of rows, as they are told."""


def rebuild(asked: Rebuild) -> None:
    """只用冻结的数据重新生成某一期的所有格式，与发布时逐字节比较；不同则说明何处不同。不同时退出码为 1。"""
    from yanbao.cli.show import dump, progress
    from yanbao.desk.archive.rebuild import rebuild as run

    issue = found(asked.issue, asked.workspace)
    with progress(asked.json) as tell:
        done = run(issue, asked.out, tell)
    if asked.json:
        dump(asdict(done) | {"same": done.same})
    else:
        told_rebuilt(done)
    raise typer.Exit(0 if done.same else 1)


def told_rebuilt(done: Rebuilt) -> None:
    """One screen after a rebuild."""
    from yanbao.cli.show import near, say

    same = sum(again.same for again in done.formats)
    say(f"{done.name} 由冻结的数据重新生成：{len(done.formats)} 个文件中 {same} 个逐字节相同", style="bold")
    for again in done.formats:
        told_format(again)
    if done.environment:
        say(f"环境有 {len(done.environment)} 处与发布时不同：")
        for line in done.environment[:MOST_TOLD]:
            say(line, "  ")
        if len(done.environment) > MOST_TOLD:
            say(f"另有 {len(done.environment) - MOST_TOLD} 处，见 --json", "  ")
        if done.reinstall:
            say(f"恢复当时的程序包：{done.reinstall}", "  ", "dim")
    else:
        say("环境与发布时相同")
    if done.folder:
        say(f"文件在 {near(done.folder)}")


def told_format(again: Again) -> None:
    """One line for a format, and one more for where it differs."""
    from yanbao.cli.show import say

    if again.same and again.now:
        say(f"相同 {again.name:<16} {again.now.sha256}", "  ")
        return
    say(f"不同 {again.name}", "  ", "bold red")
    say(again.difference, "    ")


def verify(asked: Verify) -> None:
    """核对已发布的一期没有任何改动：每个文件、清单自身、与前后各期的链。有改动时退出码为 1，有的一期无法核对则为 2。"""
    from yanbao.cli.show import dump, vars_of
    from yanbao.desk.archive.verify import verify_all

    issues = [found(asked.issue, asked.workspace)] if asked.issue else every(asked.workspace)
    done = verify_all(issues)
    if asked.json:
        dump([asdict(one) | {"findings": [vars_of(finding) for finding in one.findings]} for one in done])
    else:
        for one in done:
            told_verified(one)
    raise typer.Exit(1 if any(one.altered for one in done) else 0 if all(one.compared for one in done) else 2)


def told_out(workspace: Path, made: Built, as_json: bool) -> None:
    """After a build: that what was written is a draft, and the week is out already."""
    from yanbao.cli.show import near, say
    from yanbao.desk.archive.issues import latest

    out = latest(workspace, made.report.issue.sector_key, made.report.issue.week.key)
    if out and not as_json:
        say(f"这一周已经发布（{near(out)}），没有改动；以上是草稿。")


def told_verified(one: Verified) -> None:
    """What verifying one issue came to: a line, and one for each finding."""
    from yanbao.cli.show import STYLES, say

    broken = sum(finding.level == "error" for finding in one.findings)
    whole = "与清单" if any(finding.code == "chain-unchecked" for finding in one.findings) else "、清单与链"
    if not one.compared:
        say(f"{one.name}：没有核对", style="bold")
    elif broken:
        say(f"{one.name}：{broken} 处不符", style="bold")
    else:
        say(f"{one.name}：{one.files} 个文件{whole}都没有改动；SHA-256 {one.sha256}")
    for finding in one.findings:
        say(str(finding), "  ", STYLES[finding.level])


def every(workspace: Path | None) -> list[Path]:
    """What stands in the archive in the place of each issue, or of a whole week; YanbaoError when nothing does."""
    from yanbao.desk.archive.issues import FOLDER, shelved, weeks_lost
    from yanbao.desk.workspace import find_workspace

    place = find_workspace(workspace.resolve() if workspace else Path.cwd())
    if not (issues := [*weeks_lost(place / FOLDER), *shelved(place / FOLDER).values()]):
        raise YanbaoError("还没有发布过任何一期", str(place), "先用 yanbao publish 发布")
    return issues


def found(asked: str, workspace: Path | None) -> Path:
    """The folder of the issue asked for; a path needs no workspace around it."""
    from yanbao.desk.archive.issues import find_published
    from yanbao.desk.workspace import find_workspace

    try:
        around = find_workspace(workspace.resolve() if workspace else Path.cwd())
    except YanbaoError:
        if workspace:
            raise
        around = None
    return find_published(around, asked)
