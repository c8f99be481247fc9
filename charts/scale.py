"""Round steps for an axis."""

from __future__ import annotations

import math


def steps(low: float, high: float, about: int = 5) -> list[float]:
    """Round values from below `low` to above `high`, about so many: 0, 500, 1000 ..."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return [0.0, 1.0]
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / max(1, about)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * f for f in (1, 2, 2.5, 5, 10) if raw <= power * f * 1.0001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def spread(values: list[float], *, from_zero: bool, about: int = 5) -> list[float]:
    """Steps over the values; bars start at zero, a line's axis keeps to its values with some room around them."""
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    if from_zero:
        return steps(min(0.0, low), max(0.0, high) or (0.0 if low < 0 else 1.0), about)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    floor = 0.0 if low >= 0 and low - room < 0 else low - room
    return steps(floor, high + room * 0.5, about)
