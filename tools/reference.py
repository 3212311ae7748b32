"""Write docs/reference.md from the code: every source, measure, section, check, audit and command, as they are."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from yanbao.cli.main import EXITS, app
from yanbao.desk.notebook import PROVIDERS
from yanbao.measures import providers
from yanbao.report.checks import checks, discover
from yanbao.report.sections import ORDER, sections
from yanbao.sources import sources
from yanbao.store.audit import audits

TARGET = Path(__file__).parent.parent / "docs" / "reference.md"
HEAD = """# Reference

Generated from the code by `make docs`; a test holds it to the code. What users see is Chinese, so titles and rules are
quoted in Chinese where the code states them so.
"""


def first_line(thing: object) -> str:
    """The sentence a docstring opens with."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; bars inside cells are escaped."""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        cells = (re.sub(r"\s+", " ", cell).replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def commands() -> Iterator[str]:
    """Each command with its arguments and options."""
    group: Any = typer.main.get_command(app)
    yield "\n```\n" + EXITS.removeprefix("\b\n") + "```"
    for name, command in group.commands.items():
        yield f"\n### `yanbao {name}`\n\n{command.help}\n"
        yield from table(("argument or option", "meaning"), ((spelled(param), param.help or "") for param in command.params))


def spelled(param: Any) -> str:
    """How a parameter is written on the command line."""
    return f"`{', '.join(param.opts)}`" if param.param_type_name == "option" else f"`{(param.metavar or param.name).upper()}`"


def source_rows() -> Iterator[Sequence[str]]:
    """Sources with what they read and feed."""
    for name, source in sources().items():
        reads = ", ".join(f"`{folder}/{pattern}`" for folder in source.FOLDERS for pattern in source.PATTERNS)
        yield f"`{name}`", source.TITLE, reads, ", ".join(f"`{series}`" for series in source.SERIES), first_line(source)


def measure_rows() -> Iterator[Sequence[str]]:
    """Measures and the names they need."""
    for provider in sorted(providers(), key=lambda provider: (provider.where, provider.name)):
        yield f"`{provider.name}`", ", ".join(f"`{need}`" for need in provider.needs), provider.doc, provider.where
    for function in PROVIDERS:
        yield (
            f"`{function.__name__}`",
            ", ".join(f"`{need}`" for need in inspect.signature(function).parameters),
            first_line(function),
            function.__module__,
        )


def section_rows() -> Iterator[Sequence[str]]:
    """Sections in reading order."""
    known = sections()
    for key in ORDER:
        title, function = known[key]
        yield f"`{key}`", title, ", ".join(f"`{need}`" for need in inspect.signature(function).parameters), first_line(function)


def check_rows() -> Iterator[Sequence[str]]:
    """Checks with their rule in Chinese, as ``yanbao list checks`` prints it, and in the code's own words."""
    rules = {name: module.RULE for name, module in discover().items()}
    yield from ((f"`{name}`", rules[name], first_line(check)) for name, check in checks().items())


def parts() -> Iterator[str]:
    """The whole document, line by line."""
    yield HEAD
    yield "## Commands"
    yield from commands()
    pieces: list[tuple[str, Callable[[], Iterator[Sequence[str]]], Sequence[str]]] = [
        ("Sources", source_rows, ("source", "title", "reads", "series", "what it is")),
        ("Measures", measure_rows, ("measure", "needs", "what it is", "where")),
        ("Sections", section_rows, ("section", "title", "needs", "what it holds")),
        ("Checks", check_rows, ("check", "rule", "what it asks")),
        (
            "Audits",
            lambda: ((f"`{rule.code}`", rule.level, rule.rule, rule.remedy) for rule in audits()),
            ("code", "level", "rule", "remedy"),
        ),
    ]
    for title, rows, heads in pieces:
        yield f"\n## {title}\n"
        yield from table(heads, rows())
    yield ""


def reference() -> str:
    """The text of docs/reference.md."""
    return "\n".join(parts())


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file; there is nothing to choose, so that any argument but ``--help`` is refused."""
    argparse.ArgumentParser(prog="python -m tools.reference", description=__doc__).parse_args(arguments)
    TARGET.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
