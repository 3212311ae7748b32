"""Run by an environment of the peers' own: how long each takes to find the figures of a text.

Reads the text named on the command line, then, for each line of standard input that names a peer, goes over the text once and
prints the processor seconds and how many lines of the text it failed on, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

Find = Callable[[str], object]


def recognizers() -> Find:
    """Numbers, percentages, money, dimensions: what a claim's value and unit need, and no more."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    kinds = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    return lambda line: [kind(line, "zh-cn") for kind in kinds]


def jionlp() -> Find:
    """Money and times, the two of its extractors that a financial figure needs."""
    import jionlp as jio

    return lambda line: [jio.ner.extract_money(line, with_parsing=True), jio.ner.extract_time(line, with_parsing=False)]


def over(find: Find, lines: list[str]) -> tuple[float, int]:
    """Processor seconds over all lines, and the lines that it cannot read, which count as read."""
    failed = 0
    started = time.process_time()
    for line in lines:
        try:
            find(line)
        except Exception:  # a peer's own failure is not what is measured
            failed += 1
    return time.process_time() - started, failed


def main() -> None:
    """Load both, warm them, and answer."""
    lines = [line for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line.strip()]
    with redirect_stdout(sys.stderr):  # they greet
        finds = {make.__name__: make() for make in (recognizers, jionlp)}
        for find in finds.values():
            over(find, lines[:3])
    for asked in sys.stdin:
        print(json.dumps(over(finds[asked.strip()], lines)), flush=True)


if __name__ == "__main__":
    main()
