"""The first day that any figure has rows for, asked once per version of the data."""

from __future__ import annotations

import weakref
from datetime import date, datetime

from sqlglot import exp

from queries.catalogue.model import Simple
from queries.compiler.source import Source
from queries.dataset import Dataset

_days: weakref.WeakKeyDictionary[object, dict[str, date | None]] = weakref.WeakKeyDictionary()


def first_day(dataset: Dataset) -> date | None:
    """The earliest day of any table that figures are counted in, as `through` is the latest; None without rows.

    Not of a metric's own table: that nothing was returned before June is no lack of data.
    """
    known = _days.setdefault(dataset.engine, {})
    if dataset.data_version not in known:
        known[dataset.data_version] = min(_beginnings(dataset), default=None)
    return known[dataset.data_version]


def _beginnings(dataset: Dataset) -> list[date]:
    found: list[date] = []
    catalogue = dataset.catalogue
    facts = dict.fromkeys(
        (definition.table, definition.time or catalogue.tables[definition.table].time)
        for definition in (metric.definition for metric in catalogue.metrics.values())
        if isinstance(definition, Simple)
    )
    for table, time in facts:
        if time is None:
            continue
        source = Source(catalogue, table)
        statement = source.select([exp.Min(this=source.column(time))], [], 0)
        ((day,),) = dataset.engine.run(statement.sql(dialect=dataset.engine.dialect), {}).rows
        if day is not None:
            found.append(day.date() if isinstance(day, datetime) else day)
    return found
