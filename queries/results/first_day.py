"""The first day that figures have rows for, asked once per version of the data; what lies outside is unknown."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from sqlglot import exp

from queries.answer import Note
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue, Path, Simple
from queries.compiler.dialects import written
from queries.compiler.parts import groups_of
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.defaults import default_period
from queries.ends import LEAST_SILENCE, MOST_GAPS, counts_days, end_of, longest_gap
from queries.engine import RollupsOutdated
from queries.query import Period, Query, Unit
from queries.results.grid import Grid
from queries.rollups.known import usable

_days: weakref.WeakKeyDictionary[object, dict[str, date | None]] = weakref.WeakKeyDictionary()
_gaps: weakref.WeakKeyDictionary[object, dict[tuple[str, str, Path], timedelta]] = weakref.WeakKeyDictionary()
_firsts: weakref.WeakKeyDictionary[object, dict[tuple[str, str, Path], date | None]] = weakref.WeakKeyDictionary()


def first_day(dataset: Dataset) -> date | None:
    """The earliest day of any table that figures are counted in, as `through` is the latest; None without rows.

    Not of a metric's own table: that nothing was returned before June is no lack of data.
    """
    known = _days.setdefault(dataset.engine, {})
    if dataset.data_version not in known:
        known[dataset.data_version] = min(_beginnings(dataset), default=None)
    return known[dataset.data_version]


def happens(metric: str, catalogue: Catalogue) -> bool:
    """Whether it counts rows by their days, not what there is whether or not it has a row of that day."""
    return all(counts_days(group) for group in groups_of(metric, catalogue))


def recorded_from(metrics: Iterable[str], dataset: Dataset) -> dict[str, date]:
    """The first day with a row for each of these figures that has days of its own."""
    found: dict[str, date] = {}
    for metric in metrics:
        if not happens(metric, dataset.catalogue):
            continue
        groups = groups_of(metric, dataset.catalogue)
        days = [_first(group.table, group.time, dataset) for group in groups if group.time is not None]
        if known := [day for day in days if day is not None]:
            found[metric] = min(known)
    return found


def known_from(metrics: Iterable[str], dataset: Dataset) -> dict[str, date]:
    """From when on each of these figures is known: the company's first day, or that of its own table where rows begin
    long after it, as `Ends.ended` says of ends."""
    first = first_day(dataset)
    if first is None:
        return {}
    counted = [m for m in metrics if m in dataset.catalogue.metrics and happens(m, dataset.catalogue)]
    return {m: max(_begins(group.table, first, dataset) for group in groups_of(m, dataset.catalogue)) for m in counted}


def _begins(table: str, first: date, dataset: Dataset) -> date:
    times = [time for name, time in _facts(dataset.catalogue) if name == table]
    days = {day: time for time in times if (day := _first(table, time, dataset)) is not None}
    if not days or (own := min(days)) - first < LEAST_SILENCE:
        return first
    gaps = _gaps.setdefault(dataset.engine, {})
    key = (dataset.data_version, table, days[own])
    if key not in gaps:
        place, column = end_of(dataset.catalogue, dataset.catalogue.tables[table], days[own])
        gaps[key] = longest_gap(dataset.catalogue.tables[place], column, dataset.engine)
    return own if own - first > MOST_GAPS * gaps[key] else first


def forget_unknown(grid: Grid, notes: list[Note], query: Query, own: Mapping[str, date], dataset: Dataset) -> None:
    """Make the figures of a trend unknown in buckets that end before anything is known, or begin after it, and say so.

    `own` are the last days of figures that may have another than the rest. Before the company's own first day a trend
    has 0 as ever: the beginning of a table among others is what was not told.
    """
    bucket, rules = cast("Unit", query.bucket), rules_of(query.calendar, dataset.catalogue.calendar)
    at, figures = grid.place(bucket), grid.places(("metric",))
    days = sorted(day for row in grid.rows if isinstance(day := row[at], date))
    if not days:
        return
    opening = [row for row in grid.rows if row[at] == days[0]]
    early = dict.fromkeys(grid.outputs[i].of for i in figures if not any(row[i] for row in opening))
    begins = known_from(early, dataset) if early else {}
    begins = {metric: day for metric, day in begins.items() if day != first_day(dataset)}
    for i in figures:
        metric = grid.outputs[i].of
        first, last = begins.get(metric), own.get(metric)
        for code, fact, unknown in (
            ("recorded_from", {"first": first}, {day for day in days if first and rules.next(day, bucket) <= first}),
            ("recorded_to", {"last": last}, {day for day in days if last and day > last}),
        ):
            rows = [row for row in grid.rows if row[at] in unknown]
            for row in rows:
                row[i] = None
            if rows and grid.outputs[i].shown and metric in query.metrics:
                notes.append(Note(code, {**fact, "metrics": (metric,)}))


def from_the_first_day(query: Query, dataset: Dataset, today: date) -> Query:
    """A trend without a beginning starts with the bucket of the first day that has one of its figures, and so does one
    over the buckets that are assumed: no sales in the months before there were data are no figures of theirs."""
    period = query.period
    if query.bucket is None or period is None:
        return query
    if period.start is not None and query.compare is not None:
        return query
    if period.start is not None and period != _assumed(query, dataset, today):
        return query
    first = first_day_of(query.metrics, dataset)
    if first is None or (period.end is not None and first >= period.end):
        return query
    rules = rules_of(query.calendar, dataset.catalogue.calendar)
    begun = rules.start(first, cast("Unit", query.bucket))
    if period.start is None:
        return replace(query, period=replace(period, start=begun))
    if begun <= period.start or period.end is None:
        return query
    return replace(query, period=replace(period, start=begun, unit=None, count=1))


def _assumed(query: Query, dataset: Dataset, today: date) -> Period:
    """The period that the query would have been given without one."""
    open_query = replace(query, period=None)
    return default_period(open_query, dataset.catalogue, today, dataset.through_of(open_query, today))


def first_day_of(metrics: Sequence[str], dataset: Dataset) -> date | None:
    """The first day that has a row for one of these figures, or for any where one of them has no days of its own."""
    known = recorded_from(metrics, dataset)
    return min(known.values()) if len(known) == len(metrics) else first_day(dataset)


def _beginnings(dataset: Dataset) -> list[date]:
    catalogue = dataset.catalogue
    days = [_first(table, time, dataset) for table, time in _facts(catalogue)]
    return [day for day in days if day is not None]


def _facts(catalogue: Catalogue) -> list[tuple[str, Path]]:
    """The tables that figures are counted in, with the dates that they are counted by."""
    facts = dict.fromkeys(
        (definition.table, definition.time or catalogue.tables[definition.table].time)
        for definition in (metric.definition for metric in catalogue.metrics.values())
        if isinstance(definition, Simple)
    )
    return [(table, time) for table, time in facts if time is not None]


def _first(table: str, time: Path, dataset: Dataset) -> date | None:
    known = _firsts.setdefault(dataset.engine, {})
    key = (dataset.data_version, table, time)
    if key not in known:
        known[key] = _look(table, time, dataset)
    return known[key]


def _look(table: str, time: Path, dataset: Dataset) -> date | None:
    rollups = usable(dataset.rollups, dataset.engine)
    alike = [rollup for rollup in rollups if (rollup.table, rollup.time) == (table, time)]
    source = Source(dataset.catalogue, table, rollup=min(alike, key=lambda rollup: rollup.rows, default=None))
    statement = source.select([exp.Min(this=source.column(time))], [], 0)
    try:
        ((day,),) = dataset.engine.run(written(statement, dataset.engine.dialect), {}).rows
    except RollupsOutdated:  # rows were written since somebody last looked
        return _look(table, time, replace(dataset, rollups=()))
    return day.date() if isinstance(day, datetime) else day
