"""Chooses how to continue a series by trying every method on its own past, from many origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from queries.analyses.methods import GROWING, Method, methods_for

MOST_ORIGINS = 24
_BAND_80 = (0.8, 1.2816, 1.7)  # how often, the reach of normal errors, the most that is believed
_BAND_95 = (0.95, 1.96, 3.0)
_CHOSEN = 1.06  # the best of many methods was a little lucky on the past
_UNLEARNED = 1.25
_SURE_COUNT = 4  # errors of a step needed to tell how far it goes wrong


@dataclass(frozen=True, slots=True)
class Forecasted:
    """The values ahead and how far each may be off (one standard error); the method, and what it was wrong by before.

    `reach_80` and `reach_95` are the standard errors that the values lie within so often.
    `error` is the mean absolute error over all origins and steps, `relative` that error against the mean size of the
    values it was about.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]
    method: str
    error: float
    relative: float | None
    origins: int
    reach_80: float
    reach_95: float


@dataclass(frozen=True, slots=True)
class _Trial:
    name: str
    values: tuple[float, ...]
    error: float
    size: float
    by_step: tuple[tuple[float, ...], ...]
    origins: int


def best_forecast(past: Sequence[float], steps: int, season: int) -> Forecasted:
    """The forecast of the method that would have told this series best; the simpler one where two are as good."""
    first = first_origin(len(past), steps, season)
    trials = [
        _try(name, method, of_season, past, steps, first)
        for name, (method, of_season) in methods_for(past, season, first).items()
    ]
    best = trials[0]
    for trial in trials[1:]:
        if trial.error < best.error * 0.999:
            best = trial
    relative = best.error / best.size if best.size else None
    errors = _errors(best, steps, 1 < season <= len(past) and first < 2 * season)
    reaches = (_reach(best, errors, *band) for band in (_BAND_80, _BAND_95))
    return Forecasted(best.values, errors, best.name, best.error, relative, best.origins, *reaches)


def first_origin(length: int, steps: int, season: int) -> int:
    """How much of the past the first trial may see: two seasons where that leaves enough to try on, else half of it."""
    seasonal = 2 * season if season > 1 else 0
    if seasonal and seasonal + max(steps, 4) <= length:
        return max(seasonal, length - MOST_ORIGINS - steps)
    return max(4, length // 2, length - MOST_ORIGINS - steps)


def _try(name: str, method: Method, season: int, past: Sequence[float], steps: int, first: int) -> _Trial:
    wrong: list[list[float]] = [[] for _ in range(steps)]
    sizes: list[float] = []
    plain: list[float] = []
    origins = range(first, len(past) + 1)
    *tried, values = method(past, origins, steps, season)
    for origin, told in zip(origins, tried, strict=False):
        # The errors of what grows with the series grow as well: those of the past are told at the size of today.
        size = _level(past, len(past), season) / _level(past, origin, season) if name in GROWING else 1.0
        for step, (value, actual) in enumerate(zip(told, past[origin : origin + steps], strict=False)):
            wrong[step].append((actual - value) * size)
            plain.append(abs(actual - value))
            sizes.append(abs(actual))
    error = sum(plain) / len(plain)
    return _Trial(
        name,
        tuple(values),
        error if isfinite(error) else float("inf"),
        sum(sizes) / len(sizes),
        tuple(map(tuple, wrong)),
        len(past) - first,
    )


def _level(past: Sequence[float], end: int, season: int) -> float:
    return sum(past[end - season : end]) / season


def _errors(trial: _Trial, steps: int, unlearned: bool) -> tuple[float, ...]:
    """The standard error of each step; never smaller than that of a nearer one, wider where few trials told it.

    And wider where there may be a season that the past is too short to learn.
    """
    found: list[float] = []
    for step in range(steps):
        errors = trial.by_step[step]
        if len(errors) >= _SURE_COUNT:
            error = sqrt(sum(e * e for e in errors) / len(errors)) * (1 + 1 / len(errors))
            error *= _CHOSEN * sqrt(1 + step / len(errors) / 2)  # trials that overlap are worth fewer
        else:
            error = found[0] * sqrt(step + 1) if found else sqrt(sum(e * e for e in errors) / max(1, len(errors))) * 1.5
        found.append(max(error, found[-1] if found else 0.0))
    return tuple(error * _UNLEARNED for error in found) if unlearned else tuple(found)


def _reach(trial: _Trial, errors: Sequence[float], often: float, normal: float, most: float) -> float:
    """How many standard errors hold so often: those of normal errors, or more where the past went further off."""
    sizes = sorted(
        abs(wrong) / error for told, error in zip(trial.by_step, errors, strict=True) if error > 0 for wrong in told
    )
    if len(sizes) < _SURE_COUNT:
        return normal
    return min(most, max(normal, sizes[min(len(sizes) - 1, round(often * len(sizes)))]))
