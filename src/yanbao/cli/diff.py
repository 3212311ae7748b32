"""The command ``diff``: what changed between two issues, or since an issue was made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from yanbao.cli.asked import asking
from yanbao.cli.times import moment_of
from yanbao.core.finding import YanbaoError

if TYPE_CHECKING:
    from yanbao.desk.diff import Difference

FORMATS = ("text", "json", "html")


@dataclass(frozen=True)
class Diff:
    """What ``yanbao diff`` is asked."""

    issues: Annotated[
        list[str], typer.Argument(metavar="ISSUE...", help="两期，或一期与 --as-of：目录，或“周/行业”，如 2026-05-22/telecom。")
    ]
    as_of: Annotated[Optional[str], typer.Option(help="与该期在这一时点（北京时间；或 now）所当写的相比。")] = None  # noqa: UP045
    format: Annotated[str, typer.Option(help="text、json 或 html。")] = "text"
    out: Annotated[Optional[Path], typer.Option(help="写入该文件。")] = None  # noqa: UP045
    workspace: Annotated[Optional[Path], typer.Option("--workspace", "-w", help="工作区目录；默认从当前目录向上查找。")] = None  # noqa: UP045


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="diff")(asking(Diff, diff))


def diff(asked: Diff) -> None:
    """比较两期，或一期与另一时点：修订与变动的数字、措辞、图表。"""
    if asked.format not in FORMATS:
        raise YanbaoError(f"没有“{asked.format}”这种格式", "--format", f"可用：{'、'.join(FORMATS)}")
    if len(asked.issues) != (1 if asked.as_of else 2):
        raise YanbaoError("要写明两期，或一期与 --as-of", "yanbao diff", "例如 yanbao diff 2026-05-15/telecom 2026-05-22/telecom")
    from yanbao.desk.diff import refuse_out, write

    if asked.out is not None:
        refuse_out(asked.out)
    told = written(found(asked), asked.format)
    if asked.out is None:
        typer.echo(told)
        return
    write(asked.out, told, asked.format)


def found(asked: Diff) -> Difference:
    """The differences that are asked for, while the terminal says what is going on."""
    from yanbao.cli.show import progress
    from yanbao.desk.diff import diff as between
    from yanbao.desk.diff import diff_as_of
    from yanbao.desk.workspace import find_workspace

    folder = find_workspace(asked.workspace.resolve() if asked.workspace else Path.cwd())
    with progress(asked.format == "json") as tell:
        tell("比较各期")
        moment = moment_of(asked.as_of)
        return diff_as_of(folder, asked.issues[0], moment) if moment else between(folder, *asked.issues)


def written(held: Difference, form: str) -> str:
    """The differences as lines, a page or JSON."""
    if form == "json":
        return json.dumps(held.as_data(), ensure_ascii=False, indent=1)
    return held.page() if form == "html" else held.text()
