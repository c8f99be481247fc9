"""Figures along a trend's buckets: running totals, moving averages, growth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from queries.answer import Value
from queries.calendars.buckets import is_cut
from queries.calendars.rules import Rules, rules_of
from queries.cannot import refuse
from queries.catalogue.model import Catalogue, Simple
from queries.compiler.parts import Frame, Leaf, leaves, take_apart
from queries.compiler.statement import ColumnRole, Output
from queries.dataset import Dataset
from queries.query import Compare, Period, Query, Unit
from queries.results.changes import percent
from queries.results.empty import empty_value
from queries.results.figures import Figures, figures
from queries.results.first_day import first_day
from queries.results.grid import Cells, Grid
from queries.results.totals import whole_of

Series = dict[tuple[Value, ...], dict[Value, Value]]  # group → bucket → figure


def add_running_total(found: Figures, dataset: Dataset, today: date) -> None:
    """From the period's start to the end of each bucket."""
    _needs_bucket(found.query, "running_total")
    for metric in found.query.metrics:
        how = _adding(metric, dataset.catalogue)
        if how is None:
            raise refuse("no_running_total", metric=metric)
        series = (
            _summed(_series(found.grid, found.query, metric), found.grid, found.query)
            if how == "sum"
            else _framed(found.query, metric, Frame("running"), 1, dataset, today)
        )
        _add(found, metric, "running_total", series)


def add_moving_average(found: Figures, count: int, dataset: Dataset, today: date) -> None:
    """The mean of each bucket and those before it; none where the data does not reach back that far."""
    query = found.query
    _needs_bucket(query, "moving_average")
    if count < 2:
        raise refuse("unknown_transform", transform=f"moving_average:{count}")
    current = found.compiled.timing.current
    if current is None or current.start is None:
        raise refuse("needs_start", dimension=query.bucket)
    unit, rules = cast("Unit", query.bucket), _rules(query, dataset)
    names = [b.name for b in current.buckets]
    back = rules.shift(rules.start(current.start, unit), unit, 1 - count)
    longer = _from(query, back, current.end)
    wider = figures(longer, dataset, today)
    begins = first_day(dataset)
    for metric in query.metrics:
        if _pooled(metric, dataset.catalogue):
            series = _framed(query, metric, Frame("moving"), count, dataset, today)
        else:
            series = _averaged(_series(wider.grid, longer, metric), names, unit, rules, count)
        for figures_of in series.values():
            for name in names:
                if begins is None or rules.shift(name, unit, 1 - count) < rules.start(begins, unit):
                    figures_of[name] = None
        _add(found, metric, "moving_average", series)


def add_growth(found: Figures, dataset: Dataset, today: date, *, year: bool) -> None:
    """The change on the bucket before, or on the same bucket a year before, as a fraction."""
    query = found.query
    _needs_bucket(query, "growth")
    current = found.compiled.timing.current
    if current is None or current.start is None:
        raise refuse("needs_start", dimension=query.bucket)
    plain = replace(query, transforms=(), having=whole_of(query).having, rank=None)
    if year:
        before = figures(replace(plain, compare=Compare("previous_year")), dataset, today)
        for metric in query.metrics:
            _add(found, metric, "growth", _changes(before, query, metric))
        return
    unit, rules = cast("Unit", query.bucket), _rules(query, dataset)
    back = rules.shift(rules.start(current.start, unit), unit, -1)
    longer = _from(plain, back, current.end)
    wider = figures(longer, dataset, today)
    last = current.buckets[-1] if current.buckets else None
    unfinished = last is not None and last.end < rules.shift(last.name, unit, 1)
    first = current.buckets[0] if current.buckets else None
    for metric in query.metrics:
        series = _series(wider.grid, longer, metric)
        grown: Series = {
            key: {
                name: percent(value, values.get(rules.shift(cast(date, name), unit, -1)))
                for name, value in values.items()
            }
            for key, values in series.items()
        }
        if last is not None and unfinished:
            alike = _unfinished(query, metric, last.name, last.end, unit, rules, dataset, today)
            for key, values in grown.items():
                values[last.name] = alike.get(key)
        if first is not None and first is not last and is_cut(first, unit, rules):
            for values in grown.values():
                values[first.name] = None
        _add(found, metric, "growth", grown)


def _unfinished(
    query: Query, metric: str, name: date, end: date, unit: Unit, rules: Rules, dataset: Dataset, today: date
) -> dict[tuple[Value, ...], Value]:
    """The last bucket's growth on as many days of the one before."""
    period = Period(name, rules.shift(name, unit, 1), unit, 1, query.calendar)
    by = tuple(b for b in query.by if b != query.bucket)
    alone = replace(whole_of(query), metrics=(metric,), by=by, period=period, compare=Compare("previous_period"))
    found = figures(alone, dataset, min(today, end))
    place, members = found.grid.place(f"{metric}__change_percent"), found.grid.member_places()
    return {tuple(row[i] for i in members): row[place] for row in found.grid.rows}


def _needs_bucket(query: Query, transform: str) -> None:
    if query.bucket is None:
        raise refuse("needs_bucket", transform=transform)


def _rules(query: Query, dataset: Dataset) -> Rules:
    return rules_of(query.calendar, dataset.catalogue.calendar)


def _from(query: Query, start: date, end: date) -> Query:
    """The same trend over other days."""
    period = Period(start, end, None, 1, query.calendar)
    return replace(whole_of(query), by=query.by, period=period, compare=None)


def _adding(metric: str, catalogue: Catalogue) -> str | None:
    """Whether a metric's buckets add up ("sum"), its days have to be counted together ("together"), or neither."""
    if empty_value(metric, catalogue) != 0:
        return None
    aggregates = set()
    for leaf in leaves(take_apart(metric, catalogue)):
        definition = catalogue.metrics[leaf.metric].definition
        if leaf.group.kind not in ("flow", "spread") or not isinstance(definition, Simple):
            return None
        aggregates.add(definition.agg)
    return "sum" if aggregates <= {"sum", "count"} else "together"


def _pooled(metric: str, catalogue: Catalogue) -> bool:
    """Whether the average over buckets must be taken over their rows: ratios and means."""
    tree = take_apart(metric, catalogue)
    if empty_value(metric, catalogue) == 0 or any(leaf.group.kind != "flow" for leaf in leaves(tree)):
        return False
    definition = catalogue.metrics[metric].definition
    return not isinstance(tree, Leaf) or (isinstance(definition, Simple) and definition.agg == "avg")


def _framed(query: Query, metric: str, frame: Frame, reach: int, dataset: Dataset, today: date) -> Series:
    """A metric whose every bucket is taken over a longer span."""
    alone = replace(whole_of(query), metrics=(metric,), by=query.by, compare=None)
    found = figures(alone, dataset, today, frame=frame, reach=reach)
    return _series(found.grid, alone, metric)


def _series(grid: Grid, query: Query, metric: str) -> Series:
    place, members = grid.place(query.bucket or ""), grid.member_places(query.bucket)
    at = grid.place(metric)
    found: Series = {}
    for row in grid.rows:
        found.setdefault(tuple(row[i] for i in members), {})[row[place]] = row[at]
    return found


def _changes(before: Figures, query: Query, metric: str) -> Series:
    grid = before.grid
    place, members, at = (
        grid.place(query.bucket or ""),
        grid.member_places(query.bucket),
        grid.place(f"{metric}__change_percent"),
    )
    found: Series = {}
    for row in grid.rows:
        found.setdefault(tuple(row[i] for i in members), {})[row[place]] = row[at]
    return found


def _summed(series: Series, grid: Grid, query: Query) -> Series:
    place = grid.place(query.bucket or "")
    names = sorted({cast(date, row[place]) for row in grid.rows})
    summed: Series = {}
    for key, values in series.items():
        so_far: list[int | float] = []
        for name in names:
            value = values.get(name)
            if not isinstance(value, int | float):
                continue
            so_far.append(value)
            summed.setdefault(key, {})[name] = _total(so_far)
    return summed


def _total(values: Sequence[int | float]) -> int | float:
    whole = [v for v in values if isinstance(v, int)]
    return sum(whole) if len(whole) == len(values) else round(math.fsum(values), 9)


def _averaged(series: Series, names: list[date], unit: Unit, rules: Rules, count: int) -> Series:
    found: Series = {}
    for key, values in series.items():
        for name in names:
            known = [values.get(rules.shift(name, unit, -k)) for k in range(count)]
            numbers = [v for v in known if isinstance(v, int | float)]
            found.setdefault(key, {})[name] = math.fsum(numbers) / count if len(numbers) == count else None
    return found


def _add(found: Figures, metric: str, role: ColumnRole, series: Series) -> None:
    grid = found.grid
    place, members = grid.place(found.query.bucket or ""), grid.member_places(found.query.bucket)

    def value(row: Cells) -> Value:
        return series.get(tuple(row[i] for i in members), {}).get(row[place])

    grid.add(Output(f"{metric}__{role}", role, metric), value)
