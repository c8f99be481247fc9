"""The first day that any figure has rows for, asked once per version of the data."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from sqlglot import exp

from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue, Path, Simple
from queries.compiler.dialects import written
from queries.compiler.parts import groups_of
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.defaults import default_period
from queries.engine import RollupsOutdated
from queries.query import Query, Unit
from queries.rollups.known import usable

_days: weakref.WeakKeyDictionary[object, dict[str, date | None]] = weakref.WeakKeyDictionary()
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
    groups = groups_of(metric, catalogue)
    return all(group.kind in ("flow", "cohort") and group.time is not None for group in groups)


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


def from_the_first_day(query: Query, dataset: Dataset, today: date) -> Query:
    """A trend without a beginning starts with the bucket of the first day that has one of its figures, and so does one
    over the buckets that are assumed: no sales in the months before there were data are no figures of theirs."""
    period = query.period
    if query.bucket is None or period is None:
        return query
    if period.start is not None and query.compare is not None:
        return query
    if period.start is not None and period != default_period(query, dataset.catalogue, today, dataset.through):
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


def first_day_of(metrics: Sequence[str], dataset: Dataset) -> date | None:
    """The first day that has a row for one of these figures, or for any where one of them has no days of its own."""
    known = recorded_from(metrics, dataset)
    return min(known.values()) if len(known) == len(metrics) else first_day(dataset)


def _beginnings(dataset: Dataset) -> list[date]:
    catalogue = dataset.catalogue
    facts = dict.fromkeys(
        (definition.table, definition.time or catalogue.tables[definition.table].time)
        for definition in (metric.definition for metric in catalogue.metrics.values())
        if isinstance(definition, Simple)
    )
    days = [_first(table, time, dataset) for table, time in facts if time is not None]
    return [day for day in days if day is not None]


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
