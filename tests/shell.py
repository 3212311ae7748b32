"""The command line as a shell sees it, without the price of a new process."""

from __future__ import annotations

import io
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from yanbao.cli import main


@dataclass(frozen=True)
class Done:
    """How a command left, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def yanbao(folder: Path, *arguments: str) -> Done:
    """A command typed in ``folder``."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), patch.object(sys, "argv", ["yanbao", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            return Done(int(left.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("the command line always leaves with its exit code")
