"""What the tests of ``accept`` change: a sentence of the sample's note on risks, and how an edited report is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

RISKS = "notes/2026-05-22/telecom/risks.md"
WAS, NOW = "其开支计划下调将直接影响订单", "其开支计划一旦下调，将直接影响订单与备货"
Save = Callable[[bytes], Path]
