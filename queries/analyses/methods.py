"""Simple ways to continue a series: each tells how it goes on from every one of several origins in it.

A method takes the series, the origins (how many of its values are known), how many steps to go and the season's length
(0: none), and gives for each origin the values told. What can be learned once for all origins is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import exp, log

Series = Sequence[float]
Method = Callable[[Series, Sequence[int], int, int], list[list[float]]]
_Simple = Callable[[Series, int, int], list[float]]
_FINE = (0.1, 0.3, 0.5, 0.7, 0.9)
_COARSE = (0.1, 0.3, 0.6)
_SLOW = (0.02, 0.1, 0.25)
_FIRST = 12  # values that the first trend is taken from
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


def damped_trend(series: Series, origins: Sequence[int], steps: int, season: int) -> list[list[float]]:
    """Exponential smoothing of level and trend, the trend fading out (Holt, damped)."""
    best = _least_wrong(_holt(series, origins, alpha, beta) for alpha, beta in product(_FINE, _SLOW))
    return [[now + move for move in _fading(trend, steps)] for _, now, trend, _ in best]


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


def holt_winters(series: Series, origins: Sequence[int], steps: int, season: int) -> list[list[float]]:
    """Exponential smoothing of level, damped trend and season (Holt-Winters, additive)."""
    best = _least_wrong(_winters(series, origins, season, *weights) for weights in product(_COARSE, _SLOW, _COARSE))
    return [
        [now + move + parts[(origin + step) % season] for step, move in enumerate(_fading(trend, steps))]
        for origin, (_, now, trend, parts) in zip(origins, best, strict=True)
    ]


def at_each(method: _Simple) -> Method:
    """A method that looks at the known values of one origin, at each of several."""

    def told(series: Series, origins: Sequence[int], steps: int, season: int) -> list[list[float]]:
        return [method(series[:origin], steps, season) for origin in origins]

    return told


def growing(method: Method) -> Method:
    """The same method on logarithms, for series whose season grows with them; only for values above 0."""

    def on_logarithms(series: Series, origins: Sequence[int], steps: int, season: int) -> list[list[float]]:
        told = method([log(value) for value in series], origins, steps, season)
        return [[exp(min(v, 700.0)) for v in values] for values in told]

    return on_logarithms


PLAIN: Mapping[str, Method] = {
    "last_value": at_each(last_value),
    "drift": at_each(drift),
    "exponential_smoothing": at_each(level),
    "damped_trend": damped_trend,
    "theta": at_each(theta),
}
SEASONAL: Mapping[str, Method] = {
    "seasonal_naive": at_each(seasonal_naive),
    "seasonal_drift": at_each(seasonal_drift),
    "theta_seasonal": at_each(theta),
    "holt_winters": holt_winters,
}
GROWING: Mapping[str, Method] = {
    "theta_seasonal_growing": growing(at_each(theta)),
    "holt_winters_growing": growing(holt_winters),
}


def methods_for(past: Series, season: int, first: int) -> dict[str, tuple[Method, int]]:
    """The methods that a series allows of which `first` values are known at first, each with the season it works with.

    Who learns a season needs two of them; one is enough to repeat it.
    """
    found: dict[str, tuple[Method, int]] = {name: (method, 0) for name, method in PLAIN.items()}
    if 1 < season <= first:
        found["seasonal_naive"] = (SEASONAL["seasonal_naive"], season)
    if season > 1 and first >= 2 * season:
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


_State = tuple[float, float, float, Sequence[float]]  # squared error so far, level, trend, parts of the season


def _least_wrong(fits: Iterable[list[_State]]) -> list[_State]:
    """At each origin the fit that told the values before it best."""
    return [min(states, key=lambda state: state[0]) for states in zip(*fits, strict=True)]


def _fading(trend: float, steps: int) -> list[float]:
    """How far a trend that fades out has moved after each step."""
    moved, found = 0.0, []
    for _ in range(steps):
        trend *= DAMPING
        moved += trend
        found.append(moved)
    return found


def _holt(series: Series, origins: Sequence[int], alpha: float, beta: float) -> list[_State]:
    known = min(_FIRST, origins[0])
    now, trend, wrong = series[0], (series[known - 1] - series[0]) / max(1, known - 1), 0.0
    asked, found = set(origins), list[_State]()
    for i in range(1, origins[-1] + 1):
        if i in asked:
            found.append((wrong, now, trend, ()))
        if i == origins[-1]:
            break
        told = now + DAMPING * trend
        wrong += (series[i] - told) ** 2
        before, now = now, told + alpha * (series[i] - told)
        trend = beta * (now - before) + (1 - beta) * DAMPING * trend
    return found


def _winters(
    series: Series, origins: Sequence[int], season: int, alpha: float, beta: float, gamma: float
) -> list[_State]:
    parts = _seasonal_parts(series[: 2 * season], season)
    first, second = series[:season], series[season : 2 * season]
    trend = (sum(second) - sum(first)) / season**2
    now, wrong = sum(first) / season - trend * (season - 1) / 2 - trend, 0.0
    asked, found = set(origins), list[_State]()
    for i in range(origins[-1] + 1):
        if i in asked:
            found.append((wrong, now, trend, tuple(parts)))
        if i == origins[-1]:
            break
        value, place = series[i], i % season
        told = now + DAMPING * trend + parts[place]
        wrong += (value - told) ** 2 if i >= season else 0.0
        before, now = now, alpha * (value - parts[place]) + (1 - alpha) * (now + DAMPING * trend)
        trend = beta * (now - before) + (1 - beta) * DAMPING * trend
        parts[place] = gamma * (value - now) + (1 - gamma) * parts[place]
    return found


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
