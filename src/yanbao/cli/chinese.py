"""Help and errors of the command line in Chinese, for every command alike: what typer says itself is said in our words."""

from __future__ import annotations

import re
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from yanbao.core.finding import YanbaoError

WORDS = {"[required]": "[必填]", "[default: ": "[默认：", "default: ": "默认：", "; required]": "；必填]", "(dynamic)": "（视情况）"}
TYPES = {" <list[Path]>": "", "<path>": "<路径>", "<str>": "<文字>", "<int>": "<整数>", "<float>": "<数>"}
KINDS = {"integer": "整数", "number": "数", "boolean": "是或否"}
INVALID = re.compile("should be a valid (integer|number|boolean)")
SPREAD = re.compile(r"unexpected extra argument\(?s?\)? \((.{0,400})\)$", re.DOTALL)
COMMAND = re.compile(r"No such command '([^']{0,200})'(?:\. Did you mean '([^']{0,40})')?")
PLACES = ("--out", "--annotate", "--against", "--issue", "--workspace", "-w")
"""Options whose value is a file or a folder."""
HEAD = re.compile(r"(?m)^(参数|选项|命令):$")


def put(text: str, words: dict[str, str]) -> str:
    """A text in which some English words are put into Chinese."""
    for english, chinese in words.items():
        text = text.replace(english, chinese)
    return text


class InChinese(TyperCommand):
    """A command whose help has Chinese heads."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """用法：yanbao check [选项] FILE..."""
        usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then options."""
        options(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, in Chinese."""
        return helped(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:
        """The whole help."""
        return headed(super().get_help(ctx))


class GroupInChinese(TyperGroup):
    """The program itself, whose help has Chinese heads and lists the commands."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """用法：yanbao [选项] 命令 [参数]..."""
        usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Options, then commands."""
        options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every command with the first sentence of its help."""
        held = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        room = formatter.width - 6 - max(len(name) for name, _ in held)
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str(room)) for name, command in held if command])

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, in Chinese."""
        return helped(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:
        """The whole help."""
        return headed(super().get_help(ctx))


def headed(help: str) -> str:
    """Help with full-width colons behind its heads."""
    return HEAD.sub(r"\1：", help)


def usage(command: Any, ctx: Any, formatter: Any) -> None:
    """The line that shows how a command is written."""
    words = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]...", "{FILE...}...": "FILE..."}
    pieces = put(" ".join(command.collect_usage_pieces(ctx)), words)
    formatter.write_usage(ctx.command_path, pieces, prefix="用法：")


def options(command: Any, ctx: Any, formatter: Any) -> None:
    """The parameters of a command under Chinese heads."""
    for head, kind in (("参数", "argument"), ("选项", "option")):
        records = [parameter.get_help_record(ctx) for parameter in command.get_params(ctx) if parameter.param_type_name == kind]
        if rows := [(put(names, TYPES), put(told, WORDS)) for names, told in filter(None, records)]:
            with formatter.section(head):
                formatter.write_dl(rows)


def helped(option: Any) -> Any:
    """The option with its help in Chinese."""
    if option is not None:
        option.help = "显示帮助。"
    return option


def speak(app: typer.Typer) -> None:
    """Let every command of the program speak Chinese."""
    app.info.cls = GroupInChinese
    for command in app.registered_commands:
        command.cls = InChinese


def run(app: typer.Typer) -> int:
    """Run the command line; the exit code. YanbaoError for what was typed wrongly; help, with 2, where nothing was typed."""
    from typer import _click

    refuse_blank(sys.argv[1:])
    try:
        left = app(prog_name="yanbao", standalone_mode=False)
    except _click.exceptions.NoArgsIsHelpError as shown:
        typer.echo(shown.format_message(), err=True)
        return 2
    except _click.exceptions.UsageError as wrong:
        raise misuse(wrong) from None
    return left if isinstance(left, int) else 0


def refuse_blank(typed: list[str]) -> None:
    """YanbaoError for an argument or a place that is nothing, as a variable of the shell that was never set.

    A path of no words would be the folder here; of other options nothing is a value like any.
    """
    for before, word in zip(["", *typed], typed, strict=False):
        option, sign, value = word.partition("=")
        if sign and option in PLACES and not value.strip():
            raise blank(typed, option)
        if not word.strip() and (before in PLACES or not before.startswith("-")):
            raise blank(typed, before if before in PLACES else "")


def blank(typed: list[str], option: str) -> YanbaoError:
    """What is told of an argument that is nothing, or of the value of an option."""
    what, without = (f"{option} 的值是空的", f"，或去掉 {option}") if option else ("有一个参数是空的", "")
    return YanbaoError(what, " ".join(["yanbao", *typed[:1]]), f"写明文件或目录{without}；若写的是变量，检查它是否有值")


def misuse(wrong: Any) -> YanbaoError:
    """What typer found wrong, where, and the remedy."""
    where = wrong.ctx.command_path if wrong.ctx else "yanbao"
    what, remedy = told(wrong, type(wrong).__name__)
    return YanbaoError(what, where, f"{remedy}；用法见 {where} --help" if remedy else f"用法见 {where} --help")


def told(wrong: Any, kind: str) -> tuple[str, str]:
    """What is wrong, and the first part of the remedy."""
    hint = hinted(wrong)
    if kind == "NoSuchOption":
        near = f"相近的有 {'、'.join(sorted(wrong.possibilities))}；" if wrong.possibilities else ""
        return f"没有选项 {wrong.option_name}", f"{near}{dashed(wrong.option_name)}"
    if kind == "MissingParameter":
        return f"缺少{'选项' if hint.startswith('-') else '参数'} {hint}", "补上它"
    if kind == "BadOptionUsage":
        bare = "does not take" in wrong.message
        return f"选项 {wrong.option_name} {'不带值' if bare else '后面没有写值'}", "去掉它的值" if bare else "在它后面写上值"
    return worded(wrong.message, hint, wrong.ctx)


def dashed(option: str) -> str:
    """How to name a file whose name begins like an option: with the one that was typed."""
    typed = [word for word in sys.argv[1:] if word.startswith(option)]
    name = typed[0] if typed and not option.startswith("--") else option
    return f"若 {name} 是文件名，写成 ./{name}，或在它前面写 --"


def worded(message: str, hint: str, ctx: Any) -> tuple[str, str]:
    """The same of errors that are told apart by typer's words alone."""
    if found := INVALID.search(message):
        return f"{hint} 的值不是{KINDS[found[1]]}", f"写成{KINDS[found[1]]}"
    if found := COMMAND.search(message):
        near = f"相近的有 {found[2]}；" if found[2] else ""
        return f"没有命令“{found[1]}”", f"{near}可用：{'、'.join(ctx.command.list_commands(ctx))}"
    if found := SPREAD.search(message):
        return f"多出了“{found[1]}”", "去掉它；带空格的名称放在引号里"
    if message.startswith("Missing command"):
        return "没有写命令", f"可用：{'、'.join(ctx.command.list_commands(ctx))}"
    return f"{hint} 用法不对：{message}".strip(), ""


def hinted(wrong: Any) -> str:
    """The name of the parameter that is spoken of, as it is typed."""
    parameter = getattr(wrong, "param", None)
    if parameter is None:
        return ""
    return max(parameter.opts, key=len) if parameter.param_type_name == "option" else parameter.metavar or str(parameter.name).upper()
