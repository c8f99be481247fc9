"""What a figure is expected to be by its own past: its trend and its place in the year or week, told by medians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot import robust
from bot.findings import FAR, FAR_OF_FEW, NOTABLE

CYCLE = {"day": 7, "week": 52, "month": 12, "quarter": 4}  # after so many buckets a place comes again
PAST = {"day": 70, "week": 157, "month": 48, "quarter": 16}  # so many buckets back are looked at
FEWEST = 8
_TURNS = 3  # a cycle must have been seen so often
_BETTER = 0.8  # with the cycle the rest must be so much smaller, or the cycle is none


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected, and how far from it is still usual: [low, high]."""

    value: float
    low: float
    high: float

    def is_unusual(self, value: float) -> bool:
        """Whether a value lies outside."""
        return not self.low <= value <= self.high

    def is_back(self, value: float) -> bool:
        """Whether a value lies well inside: nearer than two thirds of the way."""
        near = 2 / 3
        return abs(value - self.value) <= near * (self.high - self.value)


def expected(past: Sequence[float], cycle: int) -> Expected | None:
    """What comes after evenly spaced values, the oldest first; None where they are too few to say.

    The trend is Theil and Sen's. Each value is held against the median of the others at its place of the cycle, so that
    a place that was seen three times only does not look surer than it is; a cycle that explains little is left out.
    """
    if len(past) < FEWEST:
        return None
    usual = robust.line(past)
    rest = [v - u for v, u in zip(past, usual, strict=True)]
    places = [[r for i, r in enumerate(rest) if i % cycle == p] for p in range(cycle)]
    season = 0.0
    noise = robust.spread(rest)
    if len(past) >= _TURNS * cycle:
        apart = [r - median(_others(places[i % cycle], i // cycle)) for i, r in enumerate(rest)]
        if robust.spread(apart) < _BETTER * noise:
            noise, season = robust.spread(apart), median(places[len(past) % cycle])
    value = usual[-1] + robust.slope(past) + season
    far = max((FAR + FAR_OF_FEW / len(past)) * noise, NOTABLE * abs(value))
    return Expected(value, value - far, value + far) if far > 0 else None


def _others(values: Sequence[float], own: int) -> Sequence[float]:
    return [v for i, v in enumerate(values) if i != own]
