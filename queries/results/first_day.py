"""The first day that any figure has rows for, asked once per version of the data."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from datetime import date, datetime

from sqlglot import exp

from queries.catalogue.model import Path, Simple
from queries.compiler.parts import groups_of
from queries.compiler.source import Source
from queries.dataset import Dataset

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


def recorded_from(metrics: Iterable[str], dataset: Dataset) -> dict[str, date]:
    """The first day with a row for each of these figures that has days of its own."""
    found: dict[str, date] = {}
    for metric in metrics:
        groups = groups_of(metric, dataset.catalogue)
        if any(group.kind not in ("flow", "cohort") or group.time is None for group in groups):
            continue
        days = [_first(group.table, group.time, dataset) for group in groups if group.time is not None]
        if known := [day for day in days if day is not None]:
            found[metric] = min(known)
    return found


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
    source = Source(dataset.catalogue, table)
    statement = source.select([exp.Min(this=source.column(time))], [], 0)
    ((day,),) = dataset.engine.run(statement.sql(dialect=dataset.engine.dialect), {}).rows
    return day.date() if isinstance(day, datetime) else day
