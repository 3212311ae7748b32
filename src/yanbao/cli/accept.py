"""The command ``accept``: an editor's prose back into the notes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from yanbao.desk.accept import Accepted, Outcome

WIDEST = 48
"""Characters of a passage that are shown."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(accept)


def accept(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="编辑过的 report.docx。")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会怎样，不写任何文件。")] = False,
    take_errors: Annotated[bool, typer.Option("--take-errors", help="改动中的数字与数据不符的，也照收；退出码仍为 1。")] = False,
    workspace: Annotated[Optional[Path], typer.Option("--workspace", "-w", help="工作区目录；默认从当前目录向上查找。")] = None,  # noqa: UP045
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")] = False,
) -> None:
    """把编辑稿中的文稿改动收回 notes/ 与 news/：三方合并，冲突另存，计算出的句子不收。有冲突，或收回的数字与数据不符时退出码为 1。"""
    from yanbao.desk.accept import accept as run
    from yanbao.desk.workspace import find_workspace

    made = run(file, find_workspace(workspace or Path.cwd()), dry_run, take_errors)
    typer.echo(as_data(made) if as_json else "\n".join(lines(made, dry_run)))
    raise typer.Exit(made.exit_code)


def as_data(made: Accepted) -> str:
    """The outcomes for other programs."""
    data = {
        "outcomes": [asdict(outcome) for outcome in made.outcomes],
        "notes": sorted(made.notes),
        "conflicts": str(made.conflicts) if made.conflicts else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def lines(made: Accepted, dry_run: bool) -> list[str]:
    """One line for each edit, then what to do next."""
    from yanbao.core.printable import printable
    from yanbao.desk.accept import STATUS

    told = []
    for one in made.outcomes:
        where = f"{one.note}　" if one.note else ""
        told.append(printable(f"{STATUS[one.status]}　{where}{change(one)}"))
        if one.why:
            told.append(f"    {one.why}")
    counted = "，".join(f"{name} {number} 处" for status, name in STATUS.items() if (number := made.count(status)))
    told.append(counted or "没有改动")
    if made.conflicts:
        told.append(f"冲突写入 {made.conflicts}" if not dry_run else f"冲突将写入 {made.conflicts}")
    if made.notes:
        names = "、".join(sorted(made.notes))
        told.append(f"将写入 {names}；未写任何文件。" if dry_run else f"已写入 {names} 并导入；下一次 yanbao weekly 即照此成文。")
    return told


def change(one: Outcome) -> str:
    """What was written in the place of what: of two long passages where they differ."""
    if one.was and one.now:
        before, after, more = one.differing
        return f"“{before}”→“{after}”" + (f"，另有 {more} 处不同" if more else "")
    return f"新增“{cut(one.now)}”" if one.now else f"删去“{cut(one.was)}”"


def cut(text: str) -> str:
    """A passage short enough for a line."""
    from yanbao.core.printable import shortened

    return shortened(" ".join(text.split()), WIDEST)
