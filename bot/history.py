"""How a single figure came here: the same figure in the whole buckets up to the end of its period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.facts import as_it_stands
from data.rows import QueryFailed, QueryTimeout
from queries.analyses import analyse
from queries.answer import Answer
from queries.calendars.rules import rules_of
from queries.cannot import CannotAnswer
from queries.catalogue.model import Catalogue
from queries.dataset import Dataset
from queries.query import Period, Query, Unit
from queries.results.first_day import first_day

_POINTS = 12
_BUCKETS: dict[str | None, Unit] = {"day": "day", "week": "week"}  # any longer period, and any other: months


def history_query(query: Query, told: Answer, catalogue: Catalogue) -> Query | None:
    """The question for a figure's past; None for a figure of all time. `told` says the days really used."""
    period = told.period or query.period
    if period is None or period.end is None:
        return None
    bucket = "month" if as_it_stands(query, catalogue) else _BUCKETS.get(period.unit, "month")
    rules = rules_of(query.calendar, catalogue.calendar)
    end = rules.start(period.end, bucket)  # a bucket that still runs is no point of the line
    start = rules.shift(end, bucket, -_POINTS)
    past = Period(start, end, bucket, _POINTS, query.calendar)
    return replace(query, by=(bucket,), period=past, compare=None, analysis="trend", chart=None)


def with_history(told: Answer, dataset: Dataset, today: date) -> Answer:
    """A single figure's answer with its past, in one more statement; any other answer as it is, and where it has none.

    The number is told first: this is for whoever draws it.
    """
    query = told.query
    if told.history or query.analysis != "value" or query.by or not query.metrics or query.transforms:
        return told
    past = history_query(replace(query, metrics=query.metrics[:1]), told, dataset.catalogue)
    if past is None:
        return told
    try:
        points = points_of(analyse(past, dataset, today))
    except (CannotAnswer, QueryFailed, QueryTimeout):
        return told  # a picture without its line is still right
    first = first_day(dataset)
    return replace(told, history=tuple((day, value) for day, value in points if first is not None and day >= first))


def points_of(answer: Answer) -> tuple[tuple[date, float | None], ...]:
    """The buckets of a trend's answer in their order."""
    when, figure = answer.column("bucket"), answer.column("metric")
    if when is None or figure is None:
        return ()
    found = []
    for row in answer.rows:
        day, value = row[when], row[figure]
        if isinstance(day, date):
            found.append((day, float(value) if isinstance(value, int | float) else None))
    return tuple(sorted(found))
