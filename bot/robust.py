"""Statistics that single odd values do not bend: medians, spreads around them, trends by medians of slopes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

_NORMAL = 1.4826  # a median deviation of normal noise, as a standard deviation


def spread(values: Sequence[float], middle: float | None = None) -> float:
    """The median distance from the middle (the median), scaled to a standard deviation; 0 for no values."""
    if not values:
        return 0.0
    centre = median(values) if middle is None else middle
    return _NORMAL * median(abs(v - centre) for v in values)


def slope(values: Sequence[float]) -> float:
    """The median of the slopes between all pairs of evenly spaced values (Theil and Sen); 0 for fewer than two."""
    pairs = [(b - a) / (j - i) for i, a in enumerate(values) for j, b in enumerate(values) if j > i]
    return median(pairs) if pairs else 0.0


def line(values: Sequence[float]) -> list[float]:
    """The value that the trend gives at each place."""
    step = slope(values)
    start = median(v - step * i for i, v in enumerate(values)) if values else 0.0
    return [start + step * i for i in range(len(values))]


def rising(values: Sequence[float]) -> float:
    """How sure it is that values rise (or, below 0, fall): the score of Mann and Kendall, normal without a trend."""
    count = len(values)
    score = sum((b > a) - (b < a) for i, a in enumerate(values) for b in values[i + 1 :])
    variance = count * (count - 1) * (2 * count + 5) / 18
    return (score - (score > 0) + (score < 0)) / math.sqrt(variance) if variance and score else 0.0


def run(values: Sequence[float]) -> int:
    """How many steps in a row led up to the last value: up positive, down negative."""
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    if not steps or steps[-1] == 0:
        return 0
    count = next((i for i, s in enumerate(reversed(steps)) if s != steps[-1]), len(steps))
    return count * steps[-1]
