"""Forecasts on series of known kinds and on the demo's own: how often the bands hold, the error, the time."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from benchmarks.table import Table
from queries.analyses.backtest import best_forecast
from queries.calendars.rules import rules_of
from queries.dataset import Dataset
from queries.query import Period, Query
from queries.run import answer

Making = Callable[[random.Random, int], list[float]]
_METRICS = (
    "revenue",
    "orders",
    "leads",
    "profit_margin",
    "csat",
    "mrr",
    "customers",
    "churn_rate",
    "tickets",
    "pipeline",
)
_PLACES = ((48, 6, 12), (36, 12, 12), (24, 3, 12), (15, 4, 4))  # values known, steps, season


def autoregressive(dice: random.Random, length: int) -> list[float]:
    """Each value remembers seven tenths of the last departure from 100."""
    apart, found = 0.0, []
    for _ in range(length):
        apart = 0.7 * apart + dice.gauss(0, 5)
        found.append(100 + apart)
    return found


def trend_and_season(dice: random.Random, length: int) -> list[float]:
    """A line with a yearly wave on it."""
    return [200 + 1.5 * i + 30 * math.sin(2 * math.pi * i / 12) + dice.gauss(0, 8) for i in range(length)]


def growing_season(dice: random.Random, length: int) -> list[float]:
    """Growth of 1.2 % a step, with a wave and noise that grow with it."""
    return [
        200 * 1.012**i * (1 + 0.25 * math.sin(2 * math.pi * i / 12)) * math.exp(dice.gauss(0, 0.06))
        for i in range(length)
    ]


def level_shift(dice: random.Random, length: int) -> list[float]:
    """A level that jumps once."""
    jump = dice.randrange(length // 3, length - length // 4)
    return [(100 if i < jump else 140) + dice.gauss(0, 8) for i in range(length)]


def random_walk(dice: random.Random, length: int) -> list[float]:
    """Steps from wherever the last one led."""
    level, found = 100.0, []
    for _ in range(length):
        level += dice.gauss(0, 4)
        found.append(level)
    return found


def noise(dice: random.Random, length: int) -> list[float]:
    """A level and nothing else."""
    return [dice.gauss(100, 10) for _ in range(length)]


def intermittent(dice: random.Random, length: int) -> list[float]:
    """Small counts, every second one nothing."""
    return [float(dice.choice([0, 0, 0, 1, 2, 5])) for _ in range(length)]


KINDS: dict[str, Making] = {
    making.__name__: making
    for making in (autoregressive, trend_and_season, growing_season, level_shift, random_walk, noise, intermittent)
}


class Held:
    """Counts of forecasts held against what came."""

    def __init__(self) -> None:
        self.in_80 = self.in_95 = self.steps = 0
        self.error = self.naive = self.seasonal = self.spent = 0.0

    def hold(self, series: Sequence[float], steps: int, season: int) -> None:
        """Forecast the last steps from those before them."""
        past, coming = series[:-steps], series[-steps:]
        began = time.process_time()
        told = best_forecast(past, steps, season)
        self.spent += time.process_time() - began
        for step, (actual, value, error) in enumerate(zip(coming, told.values, told.errors, strict=True)):
            off = abs(actual - value)
            self.in_80 += off <= told.reach_80 * error
            self.in_95 += off <= told.reach_95 * error
            self.error += off
            self.naive += abs(actual - past[-1])
            self.seasonal += abs(actual - past[len(past) - season + step % season])
        self.steps += steps

    def cells(self, runs: int) -> tuple[str, ...]:
        """Coverage, errors against the naive ones, milliseconds of one forecast."""
        against = (self.error / other if other else float("nan") for other in (self.naive, self.seasonal))
        held = (self.in_80 / self.steps, self.in_95 / self.steps)
        return (*(f"{part:.2f}" for part in (*held, *against)), f"{self.spent / runs * 1000:.0f}")


def forecast_table(dataset: Dataset, today: date, *, runs: int = 60) -> Table:
    """A row for every kind of series and length, and one for the demo's figures, held back at every month of a year."""
    heads = ("series", "80 %", "95 %", "error / last value", "error / season before", "ms")
    table = Table("Forecasts: how often the bands hold, errors against two naive forecasts", heads)
    for known, steps, season in _PLACES:
        for name, making in KINDS.items():
            dice, held = random.Random(f"{name} {known}"), Held()
            for _ in range(runs):
                held.hold(making(dice, known + steps), steps, season)
            table.add(f"{name}, {known} known, {steps} told", *held.cells(runs))
    for metric in _METRICS:
        held, tried = Held(), 0
        for series in _held_back(metric, dataset, today):
            held.hold(series, 3, 12)
            tried += 1
        table.add(f"{metric} of the demo by month, 3 told", *held.cells(max(1, tried)))
    return table


def _held_back(metric: str, dataset: Dataset, today: date) -> Iterator[list[float]]:
    """The figure by month up to each month of the last year."""
    rules = rules_of("gregorian", dataset.catalogue.calendar)
    end = rules.start(today, "month")
    period = Period(rules.shift(end, "month", -46), end, "month", 46)
    rows = answer(Query((metric,), by=("month",), period=period, analysis="trend"), dataset, today).rows
    values = [float(value) for _, value in rows if isinstance(value, int | float)]
    for known in range(max(24, len(values) - 12), len(values) + 1):
        yield values[:known]
