"""The command line: a shell without logic over the desk; heavy parts are imported inside commands."""

from yanbao.cli.main import main

__all__ = ["main"]
