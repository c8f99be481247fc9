"""The days that the calendar table covers: beyond them its buckets and shares would be wrong."""

from __future__ import annotations

import weakref
from datetime import date, datetime, timedelta

from sqlglot import exp

from queries.cannot import refuse
from queries.compiler import Compiled, nodes
from queries.compiler.dialects import written
from queries.compiler.source import CALENDAR
from queries.dataset import Dataset

_Ends = tuple[date, date] | None
_known: weakref.WeakKeyDictionary[object, dict[str, _Ends]] = weakref.WeakKeyDictionary()


def check_calendar(compiled: Compiled, dataset: Dataset) -> None:
    """Raise CannotAnswer where the statement needs days that the calendar table does not have."""
    current = compiled.timing.current
    if CALENDAR not in compiled.sql or current is None or not current.has_begun:
        return
    ends = _ends(dataset)
    starts = [days.start for days in (current, compiled.timing.previous) if days is not None and days.start is not None]
    last = max(current.end, current.plan_end) - timedelta(days=1)
    if ends is None or last > ends[1] or any(start < ends[0] for start in starts):
        raise refuse("outside_calendar", first=ends and ends[0], last=ends and ends[1])


def _ends(dataset: Dataset) -> _Ends:
    known = _known.setdefault(dataset.engine, {})
    if dataset.data_version not in known:
        day = nodes.output("day")
        statement = exp.Select(expressions=[exp.Min(this=day), exp.Max(this=day.copy())])
        statement.set("from_", exp.From(this=nodes.table(CALENDAR)))
        ((first, last),) = dataset.engine.run(written(statement, dataset.engine.dialect), {}).rows
        known[dataset.data_version] = None if first is None else (_day(first), _day(last))
    return known[dataset.data_version]


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
