"""Times calls side by side, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def interleaved(calls: Sequence[Callable[[], object]], *, seconds: float, least: int = 5) -> list[float]:
    """The median time of each call in milliseconds: at least `least` rounds of all of them, until `seconds` pass."""
    times: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    until = time.perf_counter() + seconds
    rounds = 0
    while rounds < least or (time.perf_counter() < until and rounds < 1000):
        order = range(len(calls)) if rounds % 2 else range(len(calls) - 1, -1, -1)
        for i in order:
            began = time.perf_counter()
            calls[i]()
            times[i].append((time.perf_counter() - began) * 1000)
        rounds += 1
    return [statistics.median(t) for t in times]
