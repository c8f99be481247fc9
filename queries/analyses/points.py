"""A figure's pieces by member in the buckets around a period: the past that says what is usual."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from queries.analyses.cells import number
from queries.analyses.pieces import Pieces
from queries.analyses.usual import Pair, Point
from queries.calendars.rules import Rules, rules_of
from queries.cannot import CannotAnswer
from queries.dataset import Dataset
from queries.query import Period, Query, Unit
from queries.run import answer

_BEFORE, _AFTER = 12, 8
_DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.44, "quarter": 91.3}
_LEAST: dict[Unit, int] = {"quarter": 80, "month": 25, "week": 7, "day": 0}  # days a period has for points so long


def unit_of(period: Period) -> tuple[Unit, float]:
    """The longest bucket that fits into a period, and how many of them the period is long."""
    assert period.start is not None and period.end is not None
    days = (period.end - period.start).days
    unit = next(unit for unit, least in _LEAST.items() if days >= least)
    return unit, max(1.0, days / _DAYS[unit])


def pairs_around(
    dimension: str, pieces: Pieces, query: Query, periods: tuple[Period, Period], dataset: Dataset, today: date
) -> tuple[list[Pair], list[Pair]]:
    """Points before the period and points after it, each beside the one as far before it as the two periods lie apart.

    None meets the period. Both are empty where the figure has no such past.
    """
    period, compared = periods
    assert period.start is not None and period.end is not None and compared.start is not None
    unit, _ = unit_of(period)
    rules = rules_of(period.calendar, dataset.catalogue.calendar)
    lag = max(1, round((period.start - compared.start).days / _DAYS[unit]))
    first = rules.shift(rules.start(period.start, unit), unit, -(_BEFORE + lag))
    last = min(rules.shift(period.end, unit, _AFTER), _complete(rules, unit, dataset, today))
    try:
        points = _points(dimension, pieces, query, Period(first, last, unit, 1, period.calendar), dataset, today)
    except CannotAnswer:
        return [], []
    days = list(points)
    pairs = [(day, (points[day], points[days[place - lag]])) for place, day in enumerate(days) if place >= lag]
    past = [pair for day, pair in pairs if rules.next(day, unit) <= period.start]
    return past, [pair for day, pair in pairs if day >= period.end]


def _points(
    dimension: str, pieces: Pieces, query: Query, window: Period, dataset: Dataset, today: date
) -> dict[date, Point]:
    assert window.unit is not None
    metrics = (pieces.numerator,) if pieces.denominator is None else (pieces.numerator, pieces.denominator)
    trend = replace(
        query,
        metrics=metrics,
        by=(window.unit, dimension),
        analysis="trend",
        period=window,
        calendar=window.calendar,
        compare=None,
        rank=None,
        transforms=(),
        chart=None,
    )
    found = answer(trend, dataset, today)
    places = [found.column("metric", metric) for metric in metrics]
    bucket = next(i for i, c in enumerate(found.columns) if c.role == "bucket")
    named = next(i for i, c in enumerate(found.columns) if c.role == "dimension")
    made: dict[date, tuple[dict[str | None, float], dict[str | None, float]]] = {}
    for row in found.rows:
        day = row[bucket]
        assert isinstance(day, date)
        point = made.setdefault(day, ({}, {}))
        for amounts, place in zip(point, places, strict=False):
            value = number(row[place]) if place is not None else None
            if value is not None:
                amounts[None if row[named] is None else str(row[named])] = value
    days = [day for day in sorted(made) if any(made[day][0].values())]
    if pieces.at_start:  # who was there at a bucket's start are those at the end of the one before
        return {day: (made[day][0], made[earlier][1]) for earlier, day in pairwise(days)}
    return {day: made[day] for day in days}


def _complete(rules: Rules, unit: Unit, dataset: Dataset, today: date) -> date:
    """The first day of the bucket that is not over."""
    return rules.start(min(dataset.through or today, today) + timedelta(days=1), unit)
