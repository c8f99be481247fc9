"""The first day that a metric has rows for, asked once per version of the data."""

from __future__ import annotations

import weakref
from datetime import date, datetime

from sqlglot import exp

from queries.compiler.parts import groups_of
from queries.compiler.source import Source
from queries.dataset import Dataset

_days: weakref.WeakKeyDictionary[object, dict[tuple[str, str], date | None]] = weakref.WeakKeyDictionary()


def first_day(metric: str, dataset: Dataset) -> date | None:
    """The earliest day of any table behind it; None where there are no rows."""
    known = _days.setdefault(dataset.engine, {})
    key = (dataset.version, metric)
    if key not in known:
        days = []
        for group in groups_of(metric, dataset.catalogue):
            if group.time is None:
                continue
            source = Source(dataset.catalogue, group.table)
            statement = source.select([exp.Min(this=source.column(group.time))], [], 0)
            ((day,),) = dataset.engine.run(statement.sql(dialect=dataset.engine.dialect), {}).rows
            if day is not None:
                days.append(day.date() if isinstance(day, datetime) else day)
        known[key] = min(days, default=None)
    return known[key]
