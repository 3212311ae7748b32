"""File names, cells and titles from outside on the terminal: no escape sequence, no markup, no emoji code, no extra line."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from rich.console import Console

from yanbao.cli import show
from yanbao.cli.main import refuse

HOSTILE = "a\x1b[2J\x07\u202e\n错误 [/red] [bold]b[/bold] root:x:0 :smile:"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """A terminal on which everything lands that is shown."""
    held = io.StringIO()

    def console(**settings: object) -> Console:
        settings.pop("stderr", None)
        return Console(file=held, force_terminal=True, color_system=None, width=200, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(show, "Console", console)
    monkeypatch.setattr(show, "out", console(highlight=False, soft_wrap=True, emoji=show.out._emoji))
    return held


def test_a_line_stays_one_line_of_plain_words(screen: io.StringIO) -> None:
    show.say(HOSTILE)
    assert screen.getvalue() == "a�[2J�� 错误 [/red] [bold]b[/bold] root:x:0 :smile:\n"


def test_a_table_shows_its_cells_as_they_are(screen: io.StringIO) -> None:
    show.table(["名称"], [["[/x] [red]b :smile:"]], as_json=False)
    assert "[/x] [red]b :smile:" in screen.getvalue()


def test_a_file_name_in_the_progress_line_is_no_markup(screen: io.StringIO) -> None:
    with show.progress(quiet=False) as tell:
        tell("读取 inbox/stock_bars/[/x].csv\x1b[2J")
    assert "[/x].csv" in screen.getvalue() and "\x1b[2J" not in screen.getvalue()


def test_an_error_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        refuse("没有\x1b[2J")
    assert capsys.readouterr().err == "错误：没有�[2J\n"


def test_a_terminal_without_chinese_gets_escapes_and_no_error() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "yanbao", "list", "checks"], capture_output=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u68c0\\u67e5" in done.stdout
