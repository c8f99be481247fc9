"""The answer to a funnel: a row for every stage, of every member where it is broken down."""

from __future__ import annotations

import math
import time
from datetime import date

from queries.answer import Answer, Column, Value
from queries.cannot import refuse
from queries.compiler.compile import compile_funnel
from queries.compiler.funnel import count_name, days_name, funnel_of
from queries.dataset import Dataset
from queries.query import BUCKETS, CYCLES, Query
from queries.results.answering import labels
from queries.results.columns_known import columns_known
from queries.results.grid import Cells, Grid
from queries.results.select import order_key
from queries.results.values import converters
from queries.rights import within_rights

STAGE_COLUMNS = (
    Column("stage", "text", "text", "stage"),
    Column("count", "metric", "count", "count"),
    Column("conversion", "metric", "percent", "conversion"),
    Column("from_top", "metric", "percent", "from_top"),
    Column("median_days", "metric", "days", "median_days"),
)


def funnel_answer(query: Query, dataset: Dataset, today: date) -> Answer:
    """The funnel of those who entered its first stage within the period."""
    catalogue = dataset.catalogue
    query = within_rights(query, dataset)
    funnel = funnel_of(query.funnel, catalogue)
    if len(query.by) > 1 or any(b in BUCKETS or b in CYCLES for b in query.by):
        raise refuse("funnel_breakdown", by=query.by)
    if query.compare is not None or query.transforms or query.having:
        raise refuse("funnel_plain", funnel=funnel.id)
    began = time.perf_counter()
    known = columns_known(query, dataset, tables=(funnel.base,))
    compiled = compile_funnel(
        query, catalogue, today, dataset.through_of(query, today), dialect=dataset.engine.dialect, columns=known
    )
    made = time.perf_counter()
    grid = Grid(list(compiled.columns), [])
    if compiled.timing.current is not None and compiled.timing.current.has_begun:
        convert = converters(compiled.columns)
        found = dataset.engine.run(compiled.sql, compiled.parameters).rows
        grid.rows = [[read(value) for read, value in zip(convert, row, strict=True)] for row in found]
    ran = time.perf_counter()
    first = grid.place(count_name(1))
    groups = sorted(grid.rows, key=lambda row: (-_count(row[first]), [order_key(v) for v in row[: len(query.by)]]))
    chosen = _cut(groups, query)
    by = tuple(Column(b, "dimension", "text", b) for b in query.by)
    columns = (*by, *STAGE_COLUMNS)
    rows = tuple(stage for group in chosen for stage in _stages(group, query, [s.id for s in funnel.stages], grid))
    return Answer(
        query=query,
        columns=columns,
        rows=rows,
        period=compiled.timing.period,
        data_through=dataset.through,
        notes=compiled.timing.notes,
        sql=compiled.sql,
        parameters=compiled.parameters,
        group_count=len(groups) if query.by else None,
        labels=labels(columns, rows, dataset),
        timings_ms={"compile": (made - began) * 1000, "query": (ran - made) * 1000},
    )


def _stages(group: Cells, query: Query, names: list[str], grid: Grid) -> list[tuple[Value, ...]]:
    members = tuple(group[grid.place(b)] for b in query.by)
    top = before = _count(group[grid.place(count_name(1))])
    rows: list[tuple[Value, ...]] = []
    for place, name in enumerate(names, 1):
        count = _count(group[grid.place(count_name(place))])
        conversion = None if place == 1 else _part(count, before)
        days = None if place == 1 else group[grid.place(days_name(place))]
        rows.append((*members, name, count, conversion, _part(count, top), days))
        before = count
    return rows


def _cut(groups: list[Cells], query: Query) -> list[Cells]:
    rank = query.rank
    if rank is None:
        return groups
    ordered = groups if rank.order == "top" else groups[::-1]
    if rank.n is None:
        return ordered
    if rank.nth:
        return ordered[rank.n - 1 : rank.n]
    return ordered[: math.ceil(len(ordered) * rank.n / 100) if rank.percent else rank.n]


def _part(count: int, whole: int) -> Value:
    return count / whole if whole else None


def _count(value: Value) -> int:
    return value if isinstance(value, int) else 0
