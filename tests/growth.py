"""Whether time grows with what there is to do, measured as cheaply as the answer allows."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

TRIES = 3
"""A machine with other work may spoil a measurement; a square spoils each of them."""


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds of computing, without the pauses of the garbage collector, which come as they like."""
    gc.disable()
    started = process_time()
    work()
    taken = process_time() - started
    gc.enable()
    return taken


def grows_evenly(seconds: Callable[[int], float], size: int, times: int = 4, slack: float = 0.02) -> bool:
    """Whether so many ``times`` the ``size`` take at most half as long again as that many times the time, but for ``slack`` seconds.

    A square would take ``times`` as long again.
    """
    return any(seconds(times * size) < 1.5 * times * seconds(size) + slack for _ in range(TRIES))
