"""The command ``template``: a blank workbook for series that a desk keeps by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(template)


def template(
    file: Annotated[Optional[Path], typer.Argument(metavar="FILE", help="写到哪里；默认 inbox/series_ledger/手工台账.xlsx。")] = None,  # noqa: UP045
    workspace: Annotated[Optional[Path], typer.Option("--workspace", "-w", help="工作区目录；默认从当前目录向上查找。")] = None,  # noqa: UP045
) -> None:
    """写出手工台账的空白样表：填好后由 ingest 读取。"""
    from yanbao.desk.template import write_template
    from yanbao.desk.workspace import find_workspace

    place = find_workspace(workspace or Path.cwd()) if file is None or workspace else Path.cwd()
    typer.echo(f"已写出 {write_template(place, file)}；在“数据”表中填写，再运行 yanbao ingest")
