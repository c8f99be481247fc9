"""Chooses how to continue a series by trying every method on its own past, from many origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from queries.analyses.methods import Method, methods_for

MOST_ORIGINS = 24
_SURE_COUNT = 4  # errors of a step needed to tell how far it goes wrong


@dataclass(frozen=True, slots=True)
class Forecasted:
    """The values ahead and how far each may be off (one standard error); the method, and what it was wrong by before.

    `error` is the mean absolute error over all origins and steps, `relative` that error against the mean size of the
    values it was about.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]
    method: str
    error: float
    relative: float | None
    origins: int


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
    trials = [
        _try(name, method, of_season, past, steps) for name, (method, of_season) in methods_for(past, season).items()
    ]
    best = trials[0]
    for trial in trials[1:]:
        if trial.error < best.error * 0.999:
            best = trial
    relative = best.error / best.size if best.size else None
    return Forecasted(best.values, _errors(best, steps), best.name, best.error, relative, best.origins)


def first_origin(length: int, steps: int, season: int) -> int:
    """How much of the past the first trial may see: two seasons where that leaves enough to try on, else half of it."""
    seasonal = 2 * season if season > 1 else 0
    if seasonal and seasonal + max(steps, 4) <= length:
        return max(seasonal, length - MOST_ORIGINS - steps)
    return max(4, length // 2, length - MOST_ORIGINS - steps)


def _try(name: str, method: Method, season: int, past: Sequence[float], steps: int) -> _Trial:
    wrong: list[list[float]] = [[] for _ in range(steps)]
    sizes: list[float] = []
    first = first_origin(len(past), steps, season)
    origins = range(first, len(past) + 1)
    *tried, values = method(past, origins, steps, season)
    for origin, told in zip(origins, tried, strict=False):
        for step, (value, actual) in enumerate(zip(told, past[origin : origin + steps], strict=False)):
            wrong[step].append(actual - value)
            sizes.append(abs(actual))
    every = [abs(error) for errors in wrong for error in errors]
    error = sum(every) / len(every)
    return _Trial(
        name,
        tuple(values),
        error if isfinite(error) else float("inf"),
        sum(sizes) / len(sizes),
        tuple(map(tuple, wrong)),
        len(past) - first,
    )


def _errors(trial: _Trial, steps: int) -> tuple[float, ...]:
    """The standard error of each step; never smaller than that of a nearer one, wider where few trials told it."""
    found: list[float] = []
    for step in range(steps):
        errors = trial.by_step[step]
        if len(errors) >= _SURE_COUNT:
            error = sqrt(sum(e * e for e in errors) / len(errors)) * (1 + 1 / len(errors))
        else:
            error = found[0] * sqrt(step + 1) if found else sqrt(sum(e * e for e in errors) / max(1, len(errors))) * 1.5
        found.append(max(error, found[-1] if found else 0.0))
    return tuple(found)
