"""Rows of one table as they are, for timelines and goals: paths for columns, filters and rights as conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlglot import exp

from queries.catalogue.model import Path
from queries.compiler import nodes
from queries.compiler.bound_condition import bound_condition
from queries.compiler.dialects import written
from queries.compiler.shape import filter_shape
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.query import Filter
from queries.verify import verify


@dataclass(frozen=True, slots=True)
class Listing:
    """What to list: named paths from a table, narrowed by filters and rights, newest first where `newest` says by what.

    `since` and `until` are named columns with the bound they must keep: rows with column < bound, or column >= bound.
    """

    table: str
    columns: tuple[tuple[str, Path], ...]
    filters: tuple[Filter, ...]
    scope: tuple[Filter, ...]
    below: tuple[tuple[Path, date], ...] = ()
    from_on: tuple[tuple[Path, date], ...] = ()
    newest: Path | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows, how many there are in all, and the statement behind them."""

    rows: list[tuple[Any, ...]]
    count: int
    sql: str
    parameters: dict[str, object]


def list_rows(listing: Listing, dataset: Dataset, limit: int) -> Listed:
    """The first `limit` rows of a listing."""
    source = Source(dataset.catalogue, listing.table)
    values: dict[str, object] = {}
    where: list[exp.Expr] = []
    scope = tuple(dict.fromkeys((*listing.scope, *dataset.scope)))
    for kind, filters in (("scope", scope), ("filter", listing.filters)):
        for place, condition in enumerate(filters):
            where.append(bound_condition(condition, f"{kind}_{place}", source, dataset.catalogue, values))
    for place, (path, bound) in enumerate(listing.below):
        values[f"below_{place}"] = bound
        where.append(exp.LT(this=source.column(path), expression=nodes.parameter(f"below_{place}", "DATE")))
    for place, (path, bound) in enumerate(listing.from_on):
        values[f"from_{place}"] = bound
        where.append(exp.GTE(this=source.column(path), expression=nodes.parameter(f"from_{place}", "DATE")))
    shown: list[exp.Expr] = [nodes.named(source.column(path), f"c{i}") for i, (_, path) in enumerate(listing.columns)]
    counted = exp.Window(this=exp.Count(this=exp.Star()))
    statement = source.select([*shown, exp.Alias(this=counted, alias=nodes.identifier("n"))], where, 0)
    # Where the moment is the same, by what is written: in an order that every engine has.
    order: Sequence[exp.Expr] = [
        exp.Ordered(this=nodes.as_text(source.column(path)), nulls_first=False) for _, path in listing.columns
    ]
    if listing.newest is not None:
        newest = exp.Ordered(this=source.column(listing.newest), desc=True, nulls_first=False)
        order = [newest, *order]
    statement.set("order", exp.Order(expressions=list(order)))
    statement.set("limit", exp.Limit(expression=nodes.integer(limit)))
    verify(statement, dataset.catalogue, scope=tuple(map(filter_shape, scope)))
    sql = written(statement, dataset.engine.dialect)
    rows = dataset.engine.run(sql, values).rows
    return Listed([row[:-1] for row in rows], int(rows[0][-1]) if rows else 0, sql, values)
