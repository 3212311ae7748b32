"""What is told while work goes on: each step by name, and whom we wait for."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]
"""Takes the name of the step that begins."""


class Waiting(str):
    """A word on whom we wait for: told even to those who do not watch the progress, who would see nothing happen."""
