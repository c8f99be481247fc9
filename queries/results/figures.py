"""Runs a query and brings its rows into the answer's form: of one kind, empty buckets filled, with changes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from queries.answer import Note, Value
from queries.calendars.buckets import Bucket, is_cut
from queries.calendars.rules import rules_of
from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.compiler import Compiled, compile_query
from queries.compiler.bind import buckets_of
from queries.compiler.parts import PERIOD, Frame
from queries.dataset import Dataset
from queries.ends import known_until
from queries.engine import RollupsOutdated, TooManyRows
from queries.query import Query, Unit
from queries.results.calendar_days import check_calendar
from queries.results.changes import add_changes
from queries.results.columns_known import columns_known
from queries.results.empty import empty_value
from queries.results.fill import Fill, fill
from queries.results.first_day import forget_unknown
from queries.results.grid import Grid
from queries.results.select import arrange, keep, rank_rows
from queries.results.values import converters
from queries.results.whole import settle_whole, take_whole
from queries.rights import within_rights


@dataclass
class Figures:
    """The figures of one statement. `groups` counts them before a ranking cut them; `dark` metrics have no data yet.

    `whole` has the figures over all groups by column, where the statement gave them along.
    """

    query: Query
    catalogue: Catalogue
    compiled: Compiled
    grid: Grid
    groups: int | None
    notes: list[Note]
    dark: frozenset[str]
    timings: dict[str, float] = field(default_factory=dict)
    whole: dict[str, Value] | None = None

    def narrow(self, *, folded: bool = False) -> None:
        """Conditions, ranking and order, where SQL could not see to them: a trend, or what was folded in Python."""
        query, rank = self.query, self.query.rank
        if query.bucket is None and not folded:
            if rank is None:
                arrange(self.grid, query, self.catalogue)
            return
        keep(self.grid, query.having)
        ranks_rows = rank is not None and (not query.dimensions or rank.within == query.bucket or folded)
        if rank is not None and ranks_rows:
            if rank.order == "bottom" and rank.n is not None and query.bucket is not None and not query.dimensions:
                self._leave_out_parts()
            if folded and query.bucket is not None and query.dimensions and rank.within != query.bucket:
                raise refuse("transforms_together", transforms=query.transforms)
            self.groups = rank_rows(self.grid, rank, rank.by or query.metrics[0])
        else:
            arrange(self.grid, query, self.catalogue)

    def _leave_out_parts(self) -> None:
        """A week of which only a day has been, or lies in the period, is no low."""
        unit = cast("Unit", self.query.bucket)
        rules = rules_of(self.query.calendar, self.catalogue.calendar)
        parts = {bucket.name for bucket in _buckets(self) or () if is_cut(bucket, unit, rules)}
        place = self.grid.place(unit)
        whole = [row for row in self.grid.rows if row[place] not in parts]
        if whole and len(whole) < len(self.grid.rows):
            self.grid.rows = whole
            self.notes.append(Note("whole_only", {"grain": unit}))


def figures(
    query: Query,
    dataset: Dataset,
    today: date,
    *,
    over: tuple[str, str] | None = None,
    frame: Frame = PERIOD,
    reach: int = 1,
    whole: bool = False,
) -> Figures:
    """The figures a query asks for, without its transforms, and in a trend without conditions and ranking.

    `whole` asks for those over all groups along with them, where one statement can give both.
    """
    try:
        return _figures(query, dataset, today, over, frame, reach, whole)
    except RollupsOutdated:  # rows were written since somebody last looked
        return _figures(query, replace(dataset, rollups=()), today, over, frame, reach, whole)


def _figures(
    query: Query,
    dataset: Dataset,
    today: date,
    over: tuple[str, str] | None,
    frame: Frame,
    reach: int,
    whole: bool,
) -> Figures:
    began = time.perf_counter()
    query = within_rights(query, dataset)
    compiled = compile_query(
        replace(query, transforms=()) if query.transforms else query,
        dataset.catalogue,
        today,
        dataset.through_of(query, today),
        dialect=dataset.engine.dialect,
        columns=columns_known(query, dataset, (over[1],) if over else ()),
        over=over,
        frame=frame,
        reach=reach,
        whole=whole,
    )
    made = time.perf_counter()
    grid = Grid(list(compiled.columns), [])
    own = _own_ends(query, dataset, today)
    dark = _dark(query, compiled, today, own)
    found = Figures(query, dataset.catalogue, compiled, grid, None, list(compiled.timing.notes), dark)
    found.timings["compile"] = (made - began) * 1000
    if dark >= set(query.metrics):
        return found
    check_calendar(compiled, dataset)
    try:
        rows = dataset.engine.run(compiled.sql, compiled.parameters).rows
    except TooManyRows as error:
        raise refuse("too_many_rows", by=query.by) from error
    convert = converters(compiled.columns)
    grid.rows = [[read(value) for read, value in zip(convert, row, strict=True)] for row in rows]
    found.timings["query"] = (time.perf_counter() - made) * 1000
    if whole:
        found.whole = take_whole(grid, query.metrics)
    _settle(found, folded=over is not None)
    if query.bucket is not None:
        forget_unknown(found.grid, found.notes, query, own, dataset)
    return found


def _own_ends(query: Query, dataset: Dataset, today: date) -> dict[str, date]:
    """The last day of each figure that may have another than the rest; mostly there is none."""
    ends = dataset.known_ends
    if not (ends.ended or ends.planned):
        return {}
    known = {m: known_until(m, dataset.catalogue, ends, today) for m in query.metrics if m in dataset.catalogue.metrics}
    return {metric: day for metric, day in known.items() if day is not None}


def _settle(found: Figures, *, folded: bool) -> None:
    """Fill, set what cannot be known, count the groups, add the changes."""
    grid, trend = found.grid, found.query.bucket
    metrics = {o.of for o in grid.outputs if o.role == "metric"}
    none = metrics if folded else found.compiled.traits.planned  # where nothing is planned, no plan of 0 was made
    zero: dict[str, Value] = {m: None if m in none else empty_value(m, found.catalogue) for m in metrics}
    shown = _buckets(found) if trend is not None else None
    if trend is not None and any(row[grid.place(trend)] is None for row in grid.rows):
        raise refuse("outside_calendar", bucket=trend)
    if trend is not None and shown is not None:
        _fill(found, trend, shown, zero)
    else:
        _zeros(grid, zero)
    if found.whole is not None:
        settle_whole(found.whole, found.query.metrics, zero, found.dark)
    for i, output in enumerate(grid.outputs):
        if output.role == "metric" and output.of in found.dark:
            for row in grid.rows:
                row[i] = None
    groups = grid.places(("groups",))
    if groups and grid.rows:
        counted = [row[groups[0]] for row in grid.rows]
        found.groups = max(c for c in counted if isinstance(c, int))
    if found.compiled.timing.previous is not None:
        add_changes(grid, found.query.metrics)


def _fill(found: Figures, trend: str, shown: Sequence[Bucket], zero: dict[str, Value]) -> None:
    current, previous = found.compiled.timing.current, found.compiled.timing.previous
    planned = found.compiled.traits.planned
    assert current is not None
    earlier = 0 if previous is None else max(len(previous.buckets), len(previous.plan_buckets) if planned else 0)
    fill(found.grid, Fill(trend, shown, len(current.buckets), earlier, zero, planned))


def _buckets(found: Figures) -> Sequence[Bucket] | None:
    """The buckets to show; None where the period has no start to count them from."""
    timing = found.compiled.timing
    if timing.current is None or timing.current.start is None:
        return None
    return buckets_of(timing, planned=bool(found.compiled.traits.planned))


def _zeros(grid: Grid, zero: dict[str, Value]) -> None:
    """0 instead of nothing for what is counted or added up."""
    for i, output in enumerate(grid.outputs):
        if output.role in ("metric", "previous") and zero.get(output.of) == 0:
            for row in grid.rows:
                if row[i] is None:
                    row[i] = 0


def _dark(query: Query, compiled: Compiled, today: date, own: Mapping[str, date]) -> frozenset[str]:
    """Metrics that cannot have data in the period: it begins after the last day loaded, or after their own."""
    current = compiled.timing.current
    if current is None or current.start is None:
        return frozenset()
    if current.has_begun:
        return frozenset(
            metric
            for metric in query.metrics
            if metric in own and own[metric] < current.start and metric not in compiled.traits.planned
        )
    reached = query.bucket is None and current.start is not None and current.start <= today
    return frozenset(
        metric
        for metric in query.metrics
        if metric not in compiled.traits.planned and not (reached and metric in compiled.traits.at_end)
    )
