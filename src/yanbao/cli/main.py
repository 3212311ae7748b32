"""Commands and their exit codes: 0 good, 1 done with an error found, an alteration or a conflict, 2 not done."""

from __future__ import annotations

import gc
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn, Optional

import typer

from yanbao import __version__
from yanbao.cli.accept import register as register_accept
from yanbao.cli.archive import register as register_archive
from yanbao.cli.asked import asking
from yanbao.cli.check import register as register_check
from yanbao.cli.chinese import run, speak
from yanbao.cli.diff import register as register_diff
from yanbao.cli.template import register as register_template
from yanbao.cli.times import day_of, moment_of
from yanbao.core.finding import YanbaoError
from yanbao.core.printable import printable
from yanbao.core.refusal import refusal, spared

EXITS = """\b
退出码：
  0  没有问题
  1  做完了，但有错误级的发现（ingest、weekly、demo、check）、
     改动或不同（verify、rebuild）、冲突，或收回了数据否定的数字（accept）
  2  没有做：用法不对、被拒绝，或文件打不开、写不下
"""
app = typer.Typer(
    name="yanbao",
    help="研报：把原始数据变成可追溯、经核对的行业周报（网页、PDF、Word、Excel），也读与核对任何一份报告。",
    epilog=EXITS,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Workspace = Annotated[Optional[Path], typer.Option("--workspace", "-w", help="工作区目录；默认从当前目录向上查找。")]  # noqa: UP045 - typer reads Optional
Lang = Annotated[str, typer.Option(help="语言：zh 或 en；英文版另存于 issues/周/行业/en。")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]

SELDOM = 50_000
"""New objects between two searches for cycles: a command makes hundreds of thousands, and hardly a cycle among them."""


def main() -> None:
    """Run the command line and leave with its exit code; YanbaoError is told on standard error, with exit code 2.

    A terminal that has no Chinese gets the escapes of what it cannot show, not an error.
    """
    code = 0
    gc.set_threshold(SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with spared("yanbao 进程"):
            code = run(app)
    except YanbaoError as error:
        refuse(str(error))
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        refuse(f"{refusal(error)}（{error.filename or '磁盘'}）。处理：检查该路径及其权限后重试")
    sys.exit(code)


def refuse(told: str) -> NoReturn:
    """Say on standard error what is wrong, in lines of the terminal if it is one, and leave with 2."""
    from yanbao.cli.wrap import wrapped

    told = printable(told)
    width = shutil.get_terminal_size().columns
    lines = wrapped(f"错误：{told}", width, hang="      ") if sys.stderr.isatty() else [f"错误：{told}"]
    sys.stderr.write("\n".join(lines) + "\n")
    sys.exit(2)


def version(show: bool) -> None:
    """Print the version and leave."""
    if show:
        typer.echo(f"yanbao {__version__}")
        raise typer.Exit


@app.callback()
def options(show: Annotated[bool, typer.Option("--version", callback=version, is_eager=True, help="显示版本。")] = False) -> None:
    """研报：把原始数据变成可追溯、经核对的行业周报（网页、PDF、Word、Excel），也读与核对任何一份报告。"""


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="新工作区的目录。")],
    sample: Annotated[bool, typer.Option("--sample", help="连同样例数据一起复制。")] = False,
    as_json: Json = False,
) -> None:
    """建立一个工作区：设置、行业文件、交易日表；已有的文件不动。"""
    from yanbao.cli.show import created
    from yanbao.desk.workspace import create

    created(folder, create(folder, sample), as_json)


@app.command()
def ingest(
    workspace: Workspace = None,
    take_back: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--withdraw", metavar="FILE", help="撤回误收的一个文件：所载的数据从此不再采用，历史保留；此时不导入。"),
    ] = None,
    wait: Annotated[float, typer.Option(help="另有人在写数据仓库时最多等待的秒数；0 为不等。")] = 120.0,
    as_json: Json = False,
) -> None:
    """导入 inbox、news、notes 中新增或改动的文件；撤回误收的文件。有错误时退出码为 1。"""
    from yanbao.cli.show import ingested, progress, withdrawn
    from yanbao.desk.found import keep
    from yanbao.desk.ingest import ingest as run
    from yanbao.desk.withdraw import withdraw

    folder = place(workspace)
    if take_back is not None:
        with progress(as_json) as tell:
            taken = withdraw(folder, take_back, tell, wait)
        withdrawn(taken, as_json)
        return
    with progress(as_json) as tell:
        done = run(folder, tell, wait)
    raise typer.Exit(ingested(done, keep(folder, done.findings), as_json))


@dataclass(frozen=True)
class Weekly:
    """What ``yanbao weekly`` is asked."""

    sector: Annotated[str, typer.Option(help="行业，即 sectors 目录中的文件名。")]
    week: Annotated[str, typer.Option(help="该周任意一天，例如 2026-05-22。")]
    as_of: Annotated[Optional[str], typer.Option(help="截止时点，北京时间：日期、时间或 now；默认该周周日。")] = None  # noqa: UP045
    out: Annotated[Optional[Path], typer.Option(metavar="DIR", help="输出目录；默认 issues/周/行业。")] = None  # noqa: UP045
    lang: Lang = "zh"
    workspace: Workspace = None
    as_json: Json = False


def weekly(asked: Weekly) -> None:
    """生成一期周报：网页、PDF、Word、Excel，连同数字、提示与摘要的 JSON。有错误时退出码为 1。"""
    from yanbao.cli.archive import told_out
    from yanbao.cli.show import built, progress
    from yanbao.desk.weekly import Order, build

    order = Order(asked.sector, day_of(asked.week, "--week"), moment_of(asked.as_of), asked.out, asked.lang)
    folder = place(asked.workspace)
    with progress(asked.as_json) as tell:
        made = build(folder, order, tell)
    code = built(made, asked.as_json)
    told_out(folder, made, asked.as_json)
    raise typer.Exit(code)


app.command(name="weekly")(asking(Weekly, weekly))


@app.command()
def why(
    figure: Annotated[str, typer.Argument(help="数字的编号，印出的一段文字，或名称与指标、数字，如“通信 本周涨跌幅”“通信 -0.97%”。")],
    issue: Annotated[Optional[Path], typer.Option(help="某一期的目录；默认最新一期。")] = None,  # noqa: UP045
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """说明一个数字从何而来：公式、代入、数据行、来源与两个时间。"""
    from yanbao.cli.show import explained
    from yanbao.desk.why import find_figure

    explained(find_figure(place(workspace) if issue is None else Path(), figure, issue), as_json)


@app.command(name="list")
def list_parts(
    what: Annotated[str, typer.Argument(help="sources、measures、sections、checks、exhibits 或 sectors。")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """列出系统的零件：数据来源、指标、章节、检查、图表、行业。"""
    from yanbao.cli.show import table
    from yanbao.desk.parts import PARTS, parts

    if what not in PARTS:
        raise YanbaoError(f"没有“{what}”这一类", "yanbao list", f"可用：{'、'.join(PARTS)}")
    table(*parts(what, workspace), as_json)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="样例工作区的目录。")] = Path("demo"),
    sector: Annotated[str, typer.Option(help="行业：telecom 或 electronics。")] = "telecom",
    lang: Lang = "zh",
    as_json: Json = False,
) -> None:
    """样例：建立工作区，导入样例数据，生成 2026-05-22 一周的周报。"""
    from yanbao.cli.show import built, ingested, progress
    from yanbao.desk.found import keep
    from yanbao.desk.ingest import ingest as run
    from yanbao.desk.weekly import Order, build
    from yanbao.desk.workspace import create

    create(folder, sample=True)
    with progress(as_json) as tell:
        done = run(folder, tell)
        found = keep(folder, done.findings)
        made = build(folder, Order(sector, date(2026, 5, 22), lang=lang), tell)
    if not as_json:
        ingested(done, found, as_json)
    raise typer.Exit(built(made, as_json))


register_archive(app)
register_check(app)
register_accept(app)
register_diff(app)
register_template(app)
speak(app)


def place(workspace: Path | None) -> Path:
    """The workspace that was named, or the one around the current folder."""
    from yanbao.desk.workspace import find_workspace

    return find_workspace(workspace.resolve() if workspace else Path.cwd())
