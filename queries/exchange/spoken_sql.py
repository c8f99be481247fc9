"""The catalogue's expressions in the columns of datasets: paths over joins become `dataset.column` of other tools."""

from __future__ import annotations

from sqlglot import exp

from queries.catalogue.model import Catalogue, Path, Simple
from queries.exchange.draft import NotCarried


def end_of(table: str, path: Path, catalogue: Catalogue) -> tuple[str, str]:
    """The table that a path leads to, and the column there."""
    for name in path[:-1]:
        table = catalogue.tables[table].joins[name].to
    return table, path[-1]


def aggregate_of(definition: Simple, row: exp.Expr | None, where: exp.Expr | None) -> exp.Expr:
    """The aggregate of a simple metric over a row's expression; rows that do not count are made empty by a CASE.

    Raises NotCarried for what other tools cannot say: amounts of whole months shared out by day, amounts to date.
    """
    if definition.spread is not None or definition.to_date:
        raise NotCarried("its amounts belong to whole months and are shared out by day")
    if row is None and where is None:
        return exp.Count(this=exp.Star())
    value = row if row is not None else exp.Literal.number(1)
    if where is not None:
        value = exp.Case(ifs=[exp.If(this=where, true=value)])
    match definition.agg:
        case "count":
            return exp.Count(this=value)
        case "count_distinct":
            return exp.Count(this=exp.Distinct(expressions=[value]))
        case "sum":
            return exp.Sum(this=value)
        case "avg":
            return exp.Avg(this=value)
        case "min":
            return exp.Min(this=value)
        case "max":
            return exp.Max(this=value)
        case "median":
            return exp.Median(this=value)
    raise NotCarried(f"{definition.agg} has no standard form")
