"""The forecast: the buckets asked for, with 80 % and 95 % intervals, by the method that back-tested best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from queries.analyses.backtest import Forecasted, best_forecast
from queries.analyses.cells import number
from queries.analyses.maturing import maturing_of
from queries.answer import Answer, Column, Note, Value
from queries.calendars.buckets import buckets_between
from queries.calendars.rules import Rules, rules_of
from queries.cannot import CannotAnswer, refuse
from queries.catalogue.model import Metric, Simple
from queries.dataset import Dataset
from queries.query import Period, Query, Unit
from queries.run import answer

# Per bucket: the season's length, how many are read, how many are shown, how few are too few.
_SEASON = {"day": 7, "week": 52, "month": 12, "quarter": 4, "year": 0}
_READ = {"day": 400, "week": 208, "month": 72, "quarter": 40, "year": 30}
_SHOWN = {"day": 60, "week": 52, "month": 36, "quarter": 20, "year": 30}
_FEWEST = {"day": 28, "week": 16, "month": 12, "quarter": 8, "year": 6}
_FINER: dict[str, tuple[Unit, ...]] = {
    "day": ("day",), "week": ("week",), "month": ("month",), "quarter": ("quarter", "month"), "half": ("month",),
    "year": ("year", "month"),
}  # fmt: skip
_MOST_GAPS = 0.25
_KNOWN = 0.5  # of a bucket that still fills up: less than this tells too little of what it will be
_FULL = 0.95
_WHOLE = 20


@dataclass(frozen=True, slots=True)
class _Series:
    """The completed buckets with a figure, and the starts of those to come up to the end of the period.

    `grown` are the values as they will stand where they still fill up, without the last that are too young for that:
    `ahead` begins with these. `filling` is how many of the last values are not final.
    """

    unit: Unit
    starts: tuple[date, ...]
    values: tuple[float, ...]
    grown: tuple[float, ...]
    filling: int
    ahead: tuple[date, ...]
    asked: tuple[date, ...]
    found: Answer


def forecast(query: Query, dataset: Dataset, today: date) -> Answer:
    """Rows: bucket, metric (past only), forecast, low_80, high_80, low_95, high_95 (future only).

    Totals give the sum of the forecast of what adds up. The note "forecast_method" names the method, its mean absolute
    error when tried on the past, that error against the size of the figures, and from how many points it was tried.
    """
    if len(query.metrics) != 1 or query.dimensions:
        raise refuse("special_takes_less", special="forecast")
    if query.period is None or query.period.end is None:
        raise refuse("forecast_of_when")
    metric = dataset.catalogue.metrics.get(query.metrics[0])
    if metric is None:
        raise refuse("unknown_metric", metric=query.metrics[0])
    series = _series(query, metric, dataset, today)
    told = best_forecast(series.grown, len(series.ahead), _SEASON[series.unit])
    return _answer(query, metric, series, told, dataset)


def _series(query: Query, metric: Metric, dataset: Dataset, today: date) -> _Series:
    """The series in the largest bucket that has enough history."""
    period = query.period
    assert period is not None
    units = (_unit(query.bucket),) if query.bucket else _FINER[period.unit or _by_length(period)]
    refusal: CannotAnswer | None = None
    for unit in units:
        try:
            return _series_of(unit, query, metric, dataset, today)
        except CannotAnswer as told:
            refusal = told
    assert refusal is not None
    raise refusal


def _series_of(unit: Unit, query: Query, metric: Metric, dataset: Dataset, today: date) -> _Series:
    period = query.period
    assert period is not None and period.end is not None
    rules = rules_of(query.calendar if query.bucket else period.calendar, dataset.catalogue.calendar)
    through = _through(query, dataset, today)
    complete = rules.start(through + timedelta(days=1), unit)
    coming = buckets_between(complete, period.end, unit, rules) if complete < period.end else ()
    ahead = tuple(bucket.start for bucket in coming)
    asked = tuple(start for start in ahead if period.start is None or start >= rules.start(period.start, unit))
    if not asked:
        raise refuse("nothing_ahead", through=through, period=period)
    start = rules.shift(complete, unit, -_READ[unit])
    past = replace(
        query,
        analysis="trend",
        by=(unit,),
        period=Period(start, complete, unit, _READ[unit], rules.calendar),
        calendar=rules.calendar,
        compare=None,
        chart=None,
    )
    found = answer(past, dataset, today)
    days, values = _filled(found, metric)
    fewest = max(_FEWEST[unit], 2 * len(ahead))
    if len(values) < fewest:
        raise refuse("history_too_short", metric=metric.id, have=len(values), need=fewest, grain=unit)
    if len(values) > fewest:
        days, values = days[1:], values[1:]  # the first may have been loaded in part
    parts = _known_parts(days, unit, rules, query, metric, dataset, today)
    kept = len(parts)
    while kept > fewest and parts[kept - 1] < _KNOWN:
        kept -= 1
    grown = tuple(value / max(part, _KNOWN) for value, part in zip(values[:kept], parts[:kept], strict=True))
    filling = sum(part < _FULL for part in parts)
    return _Series(unit, tuple(days), tuple(values), grown, filling, (*days[kept:], *ahead), asked, found)


def _known_parts(
    days: Sequence[date], unit: Unit, rules: Rules, query: Query, metric: Metric, dataset: Dataset, today: date
) -> list[float]:
    """How much of each bucket's figure is known by now; 1 for figures that do not fill up."""
    maturing = maturing_of(metric, query, dataset, today)
    seen = _through(query, dataset, today) + timedelta(days=1)
    return [1.0 if maturing is None else maturing.part(day, rules.next(day, unit), seen) for day in days]


def _through(query: Query, dataset: Dataset, today: date) -> date:
    """The last day that the figure has data of; plans for days to come are none."""
    return min(dataset.through_of(replace(query, period=None), today) or today, today)


def _filled(found: Answer, metric: Metric) -> tuple[list[date], list[float]]:
    """The series from its first figure on, gaps filled by a line between their neighbours."""
    rows = [(day, number(value)) for day, value in found.rows if isinstance(day, date)]
    first = next((i for i, (_, value) in enumerate(rows) if value), len(rows))
    days = [day for day, _ in rows[first:]]
    values = [value for _, value in rows[first:]]
    while values and values[-1] is None:  # too young to have a figure
        values.pop()
        days.pop()
    gaps = sum(value is None for value in values)
    if values and gaps > _MOST_GAPS * len(values):
        raise refuse("history_has_gaps", metric=metric.id, have=len(values) - gaps, of=len(values))
    known = [i for i, value in enumerate(values) if value is not None]
    return days, [value if value is not None else _between(values, known, i) for i, value in enumerate(values)]


def _between(values: Sequence[float | None], known: Sequence[int], place: int) -> float:
    before = max(i for i in known if i < place)
    after = min(i for i in known if i > place)
    left, right = values[before], values[after]
    assert left is not None and right is not None
    return left + (right - left) * (place - before) / (after - before)


def _answer(query: Query, metric: Metric, series: _Series, told: Forecasted, dataset: Dataset) -> Answer:
    skipped = len(series.ahead) - len(series.asked)
    low, high = _bounds(metric, series.grown)
    shown = min(len(series.values), _SHOWN[series.unit])
    rows: list[tuple[Value, ...]] = [
        (day, value, None, None, None, None, None)
        for day, value in zip(series.starts[-shown:], series.values[-shown:], strict=True)
    ]
    total = 0.0
    reaches = (-told.reach_80, told.reach_80, -told.reach_95, told.reach_95)
    for day, value, error in zip(series.asked, told.values[skipped:], told.errors[skipped:], strict=True):
        inside = _told(metric, series, min(high, max(low, value)))
        limits = [_told(metric, series, min(high, max(low, value + z * error))) for z in reaches]
        rows.append((day, None, inside, *limits))
        total += inside
    facts = {
        "method": told.method,
        "error": told.error,
        "relative": told.relative,
        "unit": metric.unit,
        "origins": told.origins,
        "grain": series.unit,
        "history": len(series.grown),
    }
    filling = [Note("still_filling", {"n": series.filling, "grain": series.unit})] if series.filling else []
    adds_up = isinstance(metric.definition, Simple) and metric.definition.agg in ("sum", "count")
    bounds = ("low_80", "high_80", "low_95", "high_95")
    return Answer(
        query=query,
        columns=(
            Column(series.unit, "bucket", "date", series.unit),
            Column(metric.id, "metric", metric.unit, metric.id),
            Column("forecast", "metric", metric.unit, "forecast"),
            *(Column(bound, "metric", metric.unit, bound) for bound in bounds),
        ),
        rows=tuple(rows),
        totals={"forecast": total} if adds_up else {},
        period=query.period,
        data_through=dataset.through,
        notes=(Note("forecast_method", facts), *filling),
        sql=series.found.sql,
        parameters=series.found.parameters,
        timings_ms=series.found.timings_ms,
    )


def _told(metric: Metric, series: _Series, value: float) -> float:
    """A count is told whole, but for counts so small that a half matters."""
    return float(round(value)) if metric.unit == "count" and max(map(abs, series.grown)) >= _WHOLE else value


def _bounds(metric: Metric, values: Sequence[float]) -> tuple[float, float]:
    """What the figure can be at all: never below 0 where it never was, a share never above the whole."""
    low = 0.0 if min(values) >= 0 else float("-inf")
    high = 1.0 if metric.unit == "percent" and max(values) <= 1 else float("inf")
    return low, high


def _unit(bucket: str) -> Unit:
    units: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
    return units[bucket]


def _by_length(period: Period) -> str:
    if period.start is None or period.end is None:
        return "month"
    days = (period.end - period.start).days
    return "day" if days <= 31 else "month"
