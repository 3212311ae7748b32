"""Run by an environment of the peers' own: how long each takes to find the figures of a text; prints JSON, seconds by name."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def recognizers() -> Callable[[str], object]:
    """Numbers, percentages, money, dimensions: what a claim's value and unit need, and no more."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    kinds = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    return lambda line: [kind(line, "zh-cn") for kind in kinds]


def jionlp() -> Callable[[str], object]:
    """Money and times, the two of its extractors that a financial figure needs."""
    import jionlp as jio

    return lambda line: [jio.ner.extract_money(line, with_parsing=True), jio.ner.extract_time(line, with_parsing=False)]


def seconds(find: Callable[[str], object], lines: list[str]) -> float:
    """Processor seconds over all lines; a line that a peer cannot read counts as read."""
    find(lines[0])
    started = time.process_time()
    for line in lines:
        try:
            find(line)
        except Exception:  # a peer's own failure is not what is measured
            continue
    return time.process_time() - started


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    print(json.dumps({make.__name__: seconds(make(), lines) for make in (recognizers, jionlp)}))
