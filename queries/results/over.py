"""Figures taken over the members of a further breakdown: the average month, the best day, the median rep."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

from queries.answer import Note, Value
from queries.calendars.buckets import Bucket, is_cut
from queries.calendars.rules import Rules, rules_of
from queries.cannot import refuse
from queries.compiler.statement import Output
from queries.dataset import Dataset
from queries.defaults import default_period
from queries.query import BUCKETS, Having, Query, Unit
from queries.results.changes import add_changes
from queries.results.figures import Figures, figures
from queries.results.first_day import first_day_of
from queries.results.grid import Cells, Grid

_FOLDS: dict[str, Callable[[list[float]], float]] = {
    "mean": statistics.fmean,
    "max": max,
    "min": min,
    "median": statistics.median,
}
_HOLDS: dict[str, tuple[str, ...]] = {
    "day": ("day", "week", "month", "quarter", "year"),
    "month": ("month", "quarter", "year"),
    "quarter": ("quarter", "year"),
    "week": ("week",),
    "year": ("year",),
}

_NEARLY = 0.9
"""The part of a unit's days that stands for all of them where the data itself ends or begins within the unit."""


def over_asked(transforms: tuple[str, ...]) -> tuple[str, str] | None:
    """("mean", "rep") for "mean_over:rep"."""
    found = [t for t in transforms if "_over:" in t]
    if not found:
        return None
    if len(transforms) > 1:
        raise refuse("transforms_together", transforms=transforms)
    fold, _, name = found[0].partition("_over:")
    if fold not in _FOLDS:
        raise refuse("unknown_transform", transform=found[0])
    return fold, name


def folded(query: Query, over: tuple[str, str], dataset: Dataset, today: date) -> Figures:
    """The query's groups, each figure folded over the members of one more breakdown."""
    fold, name = over
    if name in query.by:
        raise refuse("breakdown_twice", by=(*query.by, name))
    compare = query.compare
    alone = replace(query, compare=None, transforms=())
    found = _once(alone, fold, name, dataset, today)
    if compare is None:
        return found
    before = figures(replace(alone, by=(), rank=None, having=_rows(alone), compare=compare), dataset, today)
    compared = before.compiled.timing.compared
    assert compared is not None
    earlier = _once(replace(alone, period=compared, rank=None, having=_rows(alone)), fold, name, dataset, today)
    return _beside(found, earlier, before, query)


def _once(query: Query, fold: str, name: str, dataset: Dataset, today: date) -> Figures:
    if name in BUCKETS:
        return _over_buckets(query, fold, name, dataset, today)
    return figures(query, dataset, today, over=(fold, name))


def _over_buckets(query: Query, fold: str, name: str, dataset: Dataset, today: date) -> Figures:
    """Folded in Python: only there are the empty buckets filled."""
    outer = query.bucket
    if outer is not None and outer not in _HOLDS[name]:
        raise refuse("buckets_do_not_nest", inner=name, outer=outer)
    period = query.period or default_period(query, dataset.catalogue, today, dataset.through_of(query, today))
    begins = first_day_of(query.metrics, dataset) if period.start is None else None
    if begins is not None and (period.end is None or begins < period.end):
        period = replace(period, start=begins)  # of all that ever was, from the first day that has any
    by = (*(b for b in query.by if b != outer), name)
    needed = tuple(dict.fromkeys((*query.metrics, *_group_metrics(query))))
    inner = replace(query, metrics=needed, by=by, rank=None, having=_rows(query), period=period)
    found = figures(inner, dataset, today)
    if found.compiled.timing.current is not None and found.compiled.timing.current.start is None and found.grid.rows:
        raise refuse("needs_start", dimension=name)
    rules = rules_of(query.calendar, dataset.catalogue.calendar)
    found.notes += _whole_buckets(found, fold, name, outer, rules, today)
    found.grid = _fold(found.grid, fold, name, outer, rules, query)
    found.query = query
    if query.period is None:
        found.notes[:0] = [Note("assumed_period", {"period": period})]
    found.narrow(folded=True)
    return found


def _whole_buckets(found: Figures, fold: str, name: str, outer: str | None, rules: Rules, today: date) -> list[Note]:
    """Leave out a month that is not over, or of which only some days were asked for, and say what it was taken over.

    It stays where its year has no other. For the highest it counts: it can only grow.
    """
    if fold == "max":
        return []
    current, place, unit = found.compiled.timing.current, found.grid.place(name), cast("Unit", name)
    parts = {b.name for b in (current.buckets if current else ()) if _is_part(b, unit, rules, found, today)}
    holder = {row[place]: _holder(row[place], outer, rules) for row in found.grid.rows}
    with_whole = {holder[bucket] for bucket in holder if bucket not in parts}
    kept = [row for row in found.grid.rows if row[place] not in parts or holder[row[place]] not in with_whole]
    left_out = len(kept) < len(found.grid.rows)
    found.grid.rows = kept
    if fold == "min":
        return [Note("whole_only", {"grain": name})] if left_out else []
    count = len({row[place] for row in kept})
    if outer is not None or not with_whole:
        return []
    return [Note(f"taken_over_{name}s", {"count": count}) if count > 1 else Note("taken_over_one", {"grain": name})]


def _is_part(bucket: Bucket, unit: Unit, rules: Rules, found: Figures, today: date) -> bool:
    """Whether days of it are missing; a few are not where it is the data that ends or begins within it."""
    if not is_cut(bucket, unit, rules):
        return False
    ends = rules.shift(bucket.name, unit, 1)
    limit, asked = found.compiled.timing.limit, found.query.period
    by_data = ends <= today and bucket.end == limit and (asked is None or asked.end is None or asked.end >= ends)
    nearly = (bucket.end - bucket.start).days >= _NEARLY * (ends - bucket.name).days
    return not (nearly and (by_data or bucket.start > bucket.name))


def _holder(bucket: Value, outer: str | None, rules: Rules) -> date | None:
    assert isinstance(bucket, date)
    return None if outer is None else rules.start(bucket, cast("Unit", outer))


def _fold(grid: Grid, fold: str, name: str, outer: str | None, rules: Rules, query: Query) -> Grid:
    place = grid.place(name)
    if outer is not None:
        for row in grid.rows:
            day = row[place]
            assert isinstance(day, date)
            row[place] = rules.start(day, cast("Unit", outer))
        grid.outputs[place] = Output(outer, "breakdown", outer)
    keep = [i for i in grid.places(("breakdown", "key")) if outer is not None or i != place]
    keep.sort(key=lambda i: query.by.index(grid.outputs[i].of))
    figures_at = grid.places(("metric",))
    groups: dict[tuple[Value, ...], list[Cells]] = {}
    for row in grid.rows:
        groups.setdefault(tuple(row[i] for i in keep), []).append(row)
    rows: list[Cells] = []
    for key, members in groups.items():
        rows.append([*key, *(_folded([row[i] for row in members], fold) for i in figures_at)])
    outputs = [grid.outputs[i] for i in (*keep, *figures_at)]
    shown = [replace(o, shown=o.of in query.metrics) if o.role == "metric" else o for o in outputs]
    return Grid(shown, rows)


def _folded(values: list[Value], fold: str) -> Value:
    known = [v for v in values if isinstance(v, int | float)]
    return _FOLDS[fold](cast("list[float]", known)) if known else None


def _beside(found: Figures, earlier: Figures, compared: Figures, query: Query) -> Figures:
    """The folded figures of both periods in one grid."""
    grid, other = found.grid, earlier.grid
    if query.bucket is not None:
        raise refuse("transforms_together", transforms=query.transforms)
    by_member = {key: rows[0] for key, rows in other.by_members().items()}
    places = grid.member_places()
    for metric in query.metrics:
        at = other.place(metric)

        def before(row: Cells, at: int = at) -> Value:
            there = by_member.get(tuple(row[i] for i in places))
            return None if there is None else there[at]

        grid.add(Output(f"{metric}__previous", "previous", metric), before)
    add_changes(grid, query.metrics)
    found.compiled = replace(found.compiled, timing=compared.compiled.timing)
    found.query = query
    return found


def _rows(query: Query) -> tuple[Having, ...]:
    return tuple(h for h in query.having if h.level == "row")


def _group_metrics(query: Query) -> tuple[str, ...]:
    by = (query.rank.by,) if query.rank is not None and query.rank.by is not None else ()
    return (*(h.metric for h in query.having if h.level == "group"), *by)
