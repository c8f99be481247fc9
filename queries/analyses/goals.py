"""Goals: each with what is reached, how much of its time has passed, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from queries.analyses.cells import Labels, add_labels, number
from queries.analyses.listing import Listing, list_rows
from queries.answer import Answer, Column, Note, Value
from queries.calendars.rules import rules_of
from queries.cannot import CannotAnswer, refuse
from queries.catalogue.model import Goals, Metric, Simple
from queries.dataset import Dataset
from queries.defaults import named_period
from queries.many_members import MANY
from queries.query import Filter, Period, Query
from queries.run import answer

MOST = 5_000
_WORST_FIRST = ("missed", "behind", "on_track", "reached", None)
_KEY = tuple[str, date, date]


def goals(query: Query, dataset: Dataset, today: date) -> Answer:
    """Rows: member, metric, goal, actual, attainment, elapsed, status, and the goal's first and last day.

    Goals whose days meet the period are shown, each over its own days. Attainment is actual ÷ goal, of a metric that
    should be low goal ÷ actual. Status is "reached" or "missed" when the time is over (reached also
    before, for what only grows), else "on_track" or "behind": an amount must keep up with the time passed, a rate must
    be where it should be. The worst stand first: those missed, then those behind, each with the least reached first.
    """
    kept = dataset.catalogue.goals
    if kept is None:
        raise refuse("no_goals")
    period = query.period or named_period("this_year", rules_of(query.calendar, dataset.catalogue.calendar), today)
    listed, sql, parameters = _kept(kept, query, period, dataset)
    limit = min(dataset.through or today, today) + timedelta(days=1)
    actuals = _actuals(listed, kept, query, dataset, today)
    rows: list[tuple[Value, ...]] = []
    for member, metric, since, until, goal in listed:
        known = dataset.catalogue.metrics.get(metric)
        if known is None:
            continue
        actual = actuals.get((metric, since, until), {}).get(member)
        elapsed = min(1.0, max(0.0, (limit - since).days / (until - since).days))
        reached = attainment(actual, goal, known)
        state = status(actual, goal, reached, elapsed, known)
        last = until - timedelta(days=1)
        rows.append((member, metric, goal, actual, reached, elapsed, state, since, last))
    order = {name: place for place, name in enumerate(islice(dataset.members.names.get(kept.dimension, {}), MANY))}
    rows.sort(key=lambda row: (_WORST_FIRST.index(row[6]), _short(row[4]), str(row[1]), order.get(str(row[0]), 0)))
    labels: Labels = {}
    add_labels(labels, kept.dimension, (row[0] for row in rows), dataset)
    notes = () if rows else (Note("no_goals_in_period", {"period": period}),)
    return Answer(
        query=replace(query, by=(kept.dimension,)),
        columns=_columns(kept.dimension),
        rows=tuple(rows),
        period=period,
        data_through=dataset.through,
        notes=notes,
        sql=sql,
        parameters=parameters,
        labels=labels,
    )


def _short(reached: Value) -> float:
    """How a goal stands among those of its status: the least reached first, the unknown last."""
    value = number(reached)
    return float("inf") if value is None else value


def attainment(actual: float | None, goal: float, metric: Metric) -> float | None:
    """How much of the goal is reached; of a metric that should be low, how far below its limit it is."""
    if actual is None:
        return None
    if metric.good == "down":
        return goal / actual if actual else None
    return actual / goal if goal else None


def status(actual: float | None, goal: float, reached: float | None, elapsed: float, metric: Metric) -> str | None:
    """Where a goal stands."""
    if actual is None:
        return None
    met = actual <= goal if metric.good == "down" else actual >= goal
    if elapsed >= 1:
        return "reached" if met else "missed"
    if not _grows(metric):
        return "on_track" if met else "behind"
    if metric.good == "down":
        return "on_track" if actual <= goal * elapsed else "behind"
    return "reached" if met else "on_track" if (reached or 0) >= elapsed else "behind"


def _grows(metric: Metric) -> bool:
    """Whether the figure adds up over the days, as amounts and counts do."""
    return isinstance(metric.definition, Simple) and metric.definition.agg in ("sum", "count", "count_distinct")


def _kept(
    kept: Goals, query: Query, period: Period, dataset: Dataset
) -> tuple[list[tuple[str, str, date, date, float]], str, dict[str, object]]:
    """The goals whose days meet the period."""
    path = dataset.catalogue.path(kept.table, kept.dimension)
    assert path is not None  # the loader has checked it
    listing = Listing(
        table=kept.table,
        columns=(
            ("member", path),
            ("metric", (kept.metric,)),
            ("since", (kept.since,)),
            ("until", (kept.until,)),
            ("goal", (kept.value,)),
        ),
        filters=query.filters,
        scope=query.scope,
        below=(((kept.since,), period.end),) if period.end is not None else (),
        from_on=(((kept.until,), period.start + timedelta(days=1)),) if period.start is not None else (),
    )
    listed = list_rows(listing, dataset, MOST)
    rows = [
        (str(member), str(metric), _day(since), _day(until), float(goal))
        for member, metric, since, until, goal in listed.rows
        if goal is not None and since is not None and until is not None and _day(since) < _day(until)
    ]
    asked = set(query.metrics) or {row[1] for row in rows}
    if dataset.allowed is not None:
        asked &= dataset.allowed
    return [row for row in rows if row[1] in asked], listed.sql, listed.parameters


def _actuals(
    rows: Iterable[tuple[str, str, date, date, float]], kept: Goals, query: Query, dataset: Dataset, today: date
) -> dict[_KEY, dict[str, float | None]]:
    """What is reached, of each metric over the days of its goals, by member."""
    found: dict[_KEY, dict[str, float | None]] = {}
    wanted: dict[_KEY, list[str]] = {}
    for member, metric, since, until, _ in rows:
        wanted.setdefault((metric, since, until), []).append(member)
    for (metric, since, until), members in wanted.items():
        known = dataset.catalogue.metrics.get(metric)
        if known is None or kept.dimension not in known.dimensions:
            continue
        narrowed = (Filter(kept.dimension, "in", tuple(dict.fromkeys(members))),)
        question = Query(
            metrics=(metric,),
            by=(kept.dimension,),
            filters=narrowed,
            scope=query.scope,
            period=Period(since, until),
            analysis="breakdown",
        )
        try:
            reached = answer(question, dataset, today)
        except CannotAnswer:
            continue
        found[metric, since, until] = {str(member): number(value) for member, value in reached.rows}
        if _grows(known):
            for member in members:
                found[metric, since, until].setdefault(member, 0.0)
    return found


def _columns(dimension: str) -> tuple[Column, ...]:
    return (
        Column(dimension, "dimension", "text", dimension),
        Column("metric", "text", "text", "metric"),
        Column("goal", "text", "count", "goal"),
        Column("actual", "text", "count", "actual"),
        Column("attainment", "text", "percent", "attainment"),
        Column("elapsed", "text", "percent", "elapsed"),
        Column("status", "text", "text", "status"),
        Column("since", "text", "date", "since"),
        Column("until", "text", "date", "until"),
    )


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else date.fromisoformat(str(value)[:10])
