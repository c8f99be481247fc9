"""Runs a query and brings its rows into the answer's form: filled, narrowed, ranked, with changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from queries.answer import Note
from queries.calendars.buckets import Bucket
from queries.cannot import refuse
from queries.compiler import Compiled, compile_query
from queries.compiler.bind import buckets_of
from queries.compiler.shape import Columns
from queries.dataset import Dataset
from queries.engine import TooManyRows
from queries.query import Query
from queries.results.changes import add_changes
from queries.results.empty import empty_value
from queries.results.fill import Fill, fill
from queries.results.grid import Grid
from queries.results.select import arrange, keep, rank_buckets
from queries.results.values import converters


@dataclass
class Figures:
    """The figures of one statement. `groups` counts them before a ranking cut them; `dark` metrics have no data yet."""

    query: Query
    compiled: Compiled
    grid: Grid
    groups: int | None
    notes: list[Note]
    dark: frozenset[str]
    timings: dict[str, float] = field(default_factory=dict)


def figures(
    query: Query, dataset: Dataset, today: date, *, over: tuple[str, str] | None = None, columns: Columns | None = None
) -> Figures:
    """The figures a query asks for, without its transforms."""
    began = time.perf_counter()
    plain = replace(query, transforms=()) if query.transforms else query
    compiled = compile_query(
        plain,
        dataset.catalogue,
        today,
        dataset.through,
        dialect=dataset.engine.dialect,
        columns=columns or Columns(),
        over=over,
    )
    made = time.perf_counter()
    dark = _dark(query, compiled, today)
    grid = Grid(list(compiled.columns), [])
    notes = list(compiled.timing.notes)
    found = Figures(query, compiled, grid, None, notes, dark)
    found.timings["compile"] = (made - began) * 1000
    if dark >= set(query.metrics):
        return found
    try:
        rows = dataset.engine.run(compiled.sql, compiled.parameters).rows
    except TooManyRows as error:
        raise refuse("too_many_rows", by=query.by) from error
    convert = converters(compiled.columns)
    grid.rows = [[read(value) for read, value in zip(convert, row, strict=True)] for row in rows]
    found.timings["query"] = (time.perf_counter() - made) * 1000
    _settle(found, dataset)
    return found


def _settle(found: Figures, dataset: Dataset) -> None:
    query, grid, catalogue = found.query, found.grid, dataset.catalogue
    zero = {o.of: empty_value(o.of, catalogue) for o in grid.outputs if o.role == "metric"}
    trend = query.bucket
    if trend is None:
        _zeros(grid, zero)
    else:
        _no_bucket_missing(grid, trend)
        _fill(found, trend, zero)
    for i, output in enumerate(grid.outputs):
        if output.role == "metric" and output.of in found.dark:
            for row in grid.rows:
                row[i] = None
    groups = grid.places(("groups",))
    if groups and grid.rows:
        counted = [row[groups[0]] for row in grid.rows]
        found.groups = max(c for c in counted if isinstance(c, int))
    rank = query.rank
    if trend is not None:
        keep(grid, query.having)
        if rank is not None and (not query.dimensions or rank.within == trend):
            found.groups = rank_buckets(grid, rank, rank.by or query.metrics[0])
        else:
            arrange(grid, query, catalogue)
    elif rank is None:
        arrange(grid, query, catalogue)
    if found.compiled.timing.previous is not None:
        add_changes(grid, query.metrics)


def _fill(found: Figures, trend: str, zero: dict[str, int | None]) -> None:
    timing, traits = found.compiled.timing, found.compiled.traits
    shown = _buckets(found)
    if shown is None:
        _zeros(found.grid, zero)
        return
    current, previous = timing.current, timing.previous
    assert current is not None
    earlier = 0 if previous is None else max(len(previous.buckets), len(previous.plan_buckets) if traits.planned else 0)
    fill(found.grid, Fill(trend, shown, len(current.buckets), earlier, zero, traits.planned))


def _buckets(found: Figures) -> Sequence[Bucket] | None:
    timing, traits = found.compiled.timing, found.compiled.traits
    if timing.current is None or timing.current.start is None:
        return None
    return buckets_of(timing, planned=bool(traits.planned))


def _zeros(grid: Grid, zero: dict[str, int | None]) -> None:
    """0 instead of nothing for what is counted or added up."""
    for i, output in enumerate(grid.outputs):
        if output.role in ("metric", "previous") and zero.get(output.of) == 0:
            for row in grid.rows:
                if row[i] is None:
                    row[i] = 0


def _no_bucket_missing(grid: Grid, trend: str) -> None:
    place = grid.place(trend)
    if any(row[place] is None for row in grid.rows):
        raise refuse("outside_calendar", bucket=trend)


def _dark(query: Query, compiled: Compiled, today: date) -> frozenset[str]:
    """Metrics that cannot have data in the period: it begins after the last day loaded."""
    current = compiled.timing.current
    if current is None or current.has_begun:
        return frozenset()
    reached = query.bucket is None and current.start is not None and current.start <= today
    return frozenset(
        metric
        for metric in query.metrics
        if metric not in compiled.traits.planned and not (reached and metric in compiled.traits.at_end)
    )
