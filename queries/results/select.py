"""Conditions, order and cut of a trend's rows, which can only come after its empty buckets are filled."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from queries.answer import Value
from queries.catalogue.model import Catalogue
from queries.compiler.ranking import PLACE
from queries.query import BUCKETS, CYCLES, Having, Query, Rank
from queries.results.grid import Cells, Grid


def keep(grid: Grid, having: Sequence[Having]) -> None:
    """Only the rows whose figures meet every condition on groups."""
    for condition in having:
        if condition.level == "group":
            place = grid.place(condition.metric)
            grid.rows = [row for row in grid.rows if meets(row[place], condition)]


def meets(value: Value, condition: Having) -> bool:
    if not isinstance(value, int | float):
        return False
    if condition.op == "between":
        upper = condition.value if condition.upper is None else condition.upper
        return condition.value <= value <= upper
    if condition.op == ">":
        return value > condition.value
    if condition.op == ">=":
        return value >= condition.value
    if condition.op == "<":
        return value < condition.value
    if condition.op == "<=":
        return value <= condition.value
    return value == condition.value


def rank_rows(grid: Grid, rank: Rank, by: str) -> int:
    """Rank the rows (inside each member of `within`) and cut; the number of groups before that."""
    place, names = grid.place(by), grid.member_places()
    groups: dict[Value, list[Cells]] = {}
    for row in grid.rows:
        groups.setdefault(row[grid.place(rank.within)] if rank.within else None, []).append(row)
    rows: list[Cells] = []
    count = 0
    for key in sorted(groups, key=order_key):
        members = sorted(groups[key], key=lambda row: [order_key(row[i]) for i in names])
        members = by_figure(members, place, descending=rank.order == "top")
        count = max(count, len(members))
        rows += cut(members, rank)
    grid.rows = rows
    return count


def by_figure(rows: list[Cells], place: int, *, descending: bool) -> list[Cells]:
    """Ordered by a figure, rows without one last; equal ones stay as they were."""
    known = [row for row in rows if isinstance(row[place], int | float)]
    rest = [row for row in rows if not isinstance(row[place], int | float)]
    return [*sorted(known, key=lambda row: _figure(row[place]), reverse=descending), *rest]


def cut(rows: list[Cells], rank: Rank) -> list[Cells]:
    """The first n, the n-th alone, or the first n percent."""
    if rank.n is None:
        return rows
    if rank.nth:
        return rows[rank.n - 1 : rank.n]
    return rows[: math.ceil(len(rows) * rank.n / 100) if rank.percent else rank.n]


def arrange(grid: Grid, query: Query, catalogue: Catalogue) -> None:
    """The order of rows without a ranking: declared order of members, else by size; buckets and cycles by time.

    With several breakdowns, members of the first stand together.
    """
    places = [grid.place(name) for name in query.by]
    if not places or not grid.rows:
        return
    figure = grid.place(query.metrics[0])
    if query.dimensions == query.by and len(places) == 1 and not catalogue.dimensions[query.by[0]].ordered:
        names = grid.member_places()
        rows = sorted(grid.rows, key=lambda row: [order_key(row[i]) for i in names])
        grid.rows = by_figure(rows, figure, descending=True)
        return
    orders = [_order(name, i, figure, grid, catalogue) for name, i in zip(query.by, places, strict=True)]
    keys = grid.places(("key",))
    grid.rows.sort(
        key=lambda row: (
            *(order[row[i]] for order, i in zip(orders, places, strict=True)),
            *(order_key(row[i]) for i in keys),
        )
    )


def _order(name: str, place: int, figure: int, grid: Grid, catalogue: Catalogue) -> Mapping[Value, tuple[object, ...]]:
    values = list(dict.fromkeys(row[place] for row in grid.rows))
    if name in BUCKETS or name in CYCLES:
        return {value: order_key(value) for value in values}
    dimension = catalogue.dimensions[name]
    if dimension.ordered:
        declared = {member.value: i for i, member in enumerate(dimension.members)}
        return {
            value: (
                declared.get(value, len(declared)) if isinstance(value, str) else len(declared) + 1,
                order_key(value),
            )
            for value in values
        }
    led = grid.has(PLACE)
    size: dict[Value, float] = {}
    for row in grid.rows:
        if led:
            position = _figure(row[grid.place(PLACE)])
            size[row[place]] = min(size.get(row[place], math.inf), position)
        elif isinstance(row[figure], int | float):
            size[row[place]] = size.get(row[place], 0.0) - _figure(row[figure])
    return {value: (value not in size, size.get(value, 0.0), order_key(value)) for value in values}


def order_key(value: Value) -> tuple[bool, str, object]:
    """Sorts values of one kind by themselves, and nothing last."""
    return (value is None, "" if value is None else type(value).__name__, 0 if value is None else value)


def _figure(value: Value) -> float:
    assert isinstance(value, int | float)
    return value
