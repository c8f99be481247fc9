"""Simple ways to continue a series. Each takes the past, how many steps to go, and the season's length (0: none)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import exp, log

Method = Callable[[Sequence[float], int, int], list[float]]
_FINE = (0.1, 0.3, 0.5, 0.7, 0.9)
_COARSE = (0.1, 0.3, 0.6)
_SLOW = (0.02, 0.1, 0.25)
DAMPING = 0.9


def last_value(past: Sequence[float], steps: int, season: int) -> list[float]:
    """The last value goes on."""
    return [past[-1]] * steps


def seasonal_naive(past: Sequence[float], steps: int, season: int) -> list[float]:
    """The value of the same place in the season before."""
    return [past[len(past) - season + step % season] for step in range(steps)]


def drift(past: Sequence[float], steps: int, season: int) -> list[float]:
    """The line from the first value to the last goes on."""
    slope = (past[-1] - past[0]) / max(1, len(past) - 1)
    return [past[-1] + slope * (step + 1) for step in range(steps)]


def seasonal_drift(past: Sequence[float], steps: int, season: int) -> list[float]:
    """The season before, moved by the mean change from one season to the next."""
    changes = [now - then for now, then in zip(past[season:], past, strict=False)]
    yearly = sum(changes) / len(changes)
    return [past[len(past) - season + step % season] + yearly * (1 + step // season) for step in range(steps)]


def level(past: Sequence[float], steps: int, season: int) -> list[float]:
    """Simple exponential smoothing: a level that follows the values."""
    return [_smoothed(past)] * steps


def damped_trend(past: Sequence[float], steps: int, season: int) -> list[float]:
    """Exponential smoothing of level and trend, the trend fading out (Holt, damped)."""
    _, now, trend = min(_holt(past, alpha, beta) for alpha, beta in product(_FINE, _SLOW))
    ahead, fading = now, trend
    found = []
    for _ in range(steps):
        fading *= DAMPING
        ahead += fading
        found.append(ahead)
    return found


def theta(past: Sequence[float], steps: int, season: int) -> list[float]:
    """The theta method: a smoothed level plus half the drift, with the season taken out before and put back after."""
    indexes = _seasonal_parts(past, season) if season else []
    plain = [value - indexes[i % season] for i, value in enumerate(past)] if season else list(past)
    middle, mean = (len(plain) - 1) / 2, sum(plain) / len(plain)
    spread = sum((i - middle) ** 2 for i in range(len(plain)))
    slope = sum((i - middle) * (value - mean) for i, value in enumerate(plain)) / spread if spread else 0.0
    base = _smoothed(plain)
    found = [base + slope / 2 * (step + 1) for step in range(steps)]
    return [v + indexes[(len(past) + step) % season] for step, v in enumerate(found)] if season else found


def holt_winters(past: Sequence[float], steps: int, season: int) -> list[float]:
    """Exponential smoothing of level, damped trend and season (Holt-Winters, additive)."""
    fits = (_winters(past, season, *weights) for weights in product(_COARSE, _SLOW, _COARSE))
    _, now, trend, parts = min(fits, key=lambda fit: fit[0])
    found, ahead, fading = [], now, trend
    for step in range(steps):
        fading *= DAMPING
        ahead += fading
        found.append(ahead + parts[(len(past) + step) % season])
    return found


def growing(method: Method) -> Method:
    """The same method on logarithms, for series whose season grows with them; only for values above 0."""

    def on_logarithms(past: Sequence[float], steps: int, season: int) -> list[float]:
        return [exp(min(v, 700.0)) for v in method([log(value) for value in past], steps, season)]

    return on_logarithms


PLAIN: Mapping[str, Method] = {
    "last_value": last_value,
    "drift": drift,
    "exponential_smoothing": level,
    "damped_trend": damped_trend,
    "theta": theta,
}
SEASONAL: Mapping[str, Method] = {
    "seasonal_naive": seasonal_naive,
    "seasonal_drift": seasonal_drift,
    "theta_seasonal": theta,
    "holt_winters": holt_winters,
}
GROWING: Mapping[str, Method] = {
    "theta_seasonal_growing": growing(theta),
    "holt_winters_growing": growing(holt_winters),
}


def methods_for(past: Sequence[float], season: int) -> dict[str, tuple[Method, int]]:
    """The methods that a series of this length and kind allows, each with the season it works with."""
    found: dict[str, tuple[Method, int]] = {name: (method, 0) for name, method in PLAIN.items()}
    if season > 1 and len(past) >= 2 * season:
        found.update({name: (method, season) for name, method in SEASONAL.items()})
        if min(past) > 0:
            found.update({name: (method, season) for name, method in GROWING.items()})
    return found


def _smoothed(past: Sequence[float]) -> float:
    """The last level of the smoothing that would have told the next value best."""
    best = (float("inf"), past[-1])
    for alpha in _FINE:
        now, wrong = past[0], 0.0
        for value in past[1:]:
            wrong += (value - now) ** 2
            now += alpha * (value - now)
        best = min(best, (wrong, now))
    return best[1]


def _holt(past: Sequence[float], alpha: float, beta: float) -> tuple[float, float, float]:
    """The squared error, last level and last trend."""
    now, trend, wrong = past[0], (past[-1] - past[0]) / max(1, len(past) - 1), 0.0
    for value in past[1:]:
        told = now + DAMPING * trend
        wrong += (value - told) ** 2
        before, now = now, told + alpha * (value - told)
        trend = beta * (now - before) + (1 - beta) * DAMPING * trend
    return wrong, now, trend


def _winters(
    past: Sequence[float], season: int, alpha: float, beta: float, gamma: float
) -> tuple[float, float, float, list[float]]:
    """The squared error, last level, last trend and last parts of the season."""
    parts = _seasonal_parts(past[: 2 * season], season)
    first, second = past[:season], past[season : 2 * season]
    trend = (sum(second) - sum(first)) / season**2
    now, wrong = sum(first) / season - trend * (season - 1) / 2 - trend, 0.0
    for i, value in enumerate(past):
        told = now + DAMPING * trend + parts[i % season]
        wrong += (value - told) ** 2 if i >= season else 0.0
        before, now = now, alpha * (value - parts[i % season]) + (1 - alpha) * (now + DAMPING * trend)
        trend = beta * (now - before) + (1 - beta) * DAMPING * trend
        parts[i % season] = gamma * (value - now) + (1 - gamma) * parts[i % season]
    return wrong, now, trend, parts


def _seasonal_parts(past: Sequence[float], season: int) -> list[float]:
    """What each place of the season adds, over the whole seasons, with a straight trend taken out; they add up to 0."""
    whole = len(past) // season * season
    used = past[-whole:]
    offset = len(past) - whole
    middle, mean = (whole - 1) / 2, sum(used) / whole
    seasons = [sum(used[i : i + season]) / season for i in range(0, whole, season)]
    slope = (seasons[-1] - seasons[0]) / (season * (len(seasons) - 1)) if len(seasons) > 1 else 0.0
    parts = [0.0] * season
    for i, value in enumerate(used):
        parts[(i + offset) % season] += (value - mean - slope * (i - middle)) / (whole // season)
    shift = sum(parts) / season
    return [part - shift for part in parts]
