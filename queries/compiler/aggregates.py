"""Aggregate functions: of an expression, over all rows of a SELECT or those that meet a condition."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Aggregate, Catalogue, Simple, Stock
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.source import Source

COUNTED: frozenset[str] = frozenset({"sum", "count", "count_distinct"})
"""Aggregates of nothing that are 0; the others have no value then."""


def counts_key(definition: Simple | Stock, catalogue: Catalogue) -> bool:
    """Whether it counts the different values of its own table's key."""
    counted = definition.expr
    if definition.agg != "count_distinct" or not isinstance(counted, exp.Column):
        return False
    return tuple(part.name for part in counted.parts) == catalogue.tables[definition.table].primary_key


def counts_rows(definition: Simple | Stock, build: Build) -> bool:
    """Whether that is a count of rows, as no two of them share the key."""
    return definition.table in build.shape.columns.unique and counts_key(definition, build.catalogue)


def aggregate(
    definition: Simple | Stock,
    source: Source,
    build: Build,
    condition: exp.Expr | None,
    factor: exp.Expr | None = None,
) -> exp.Expr:
    """The definition's aggregate of its expression (times `factor`), over the rows that meet the condition."""
    operand = None if definition.expr is None else source.expression(definition.expr)
    if factor is not None:
        assert operand is not None
        operand = exp.Mul(this=nodes.enclosed(operand), expression=factor)
    percentile = definition.percentile if isinstance(definition, Simple) else None
    call = _call("count" if counts_rows(definition, build) else definition.agg, operand, percentile)
    if condition is None:
        return call
    return exp.Filter(this=call, expression=exp.Where(this=condition))


def _call(agg: Aggregate, operand: exp.Expr | None, percentile: float | None) -> exp.Expr:
    if agg == "count":
        return exp.Count(this=exp.Star() if operand is None else operand)
    if operand is None:
        raise refuse("not_kept", aggregate=agg)
    if agg == "count_distinct":
        return exp.Count(this=exp.Distinct(expressions=[operand]))
    if agg == "sum":
        return exp.Sum(this=operand)
    if agg == "avg":
        return exp.Avg(this=operand)
    if agg == "min":
        return exp.Min(this=operand)
    if agg == "max":
        return exp.Max(this=operand)
    if agg == "median":
        return exp.Median(this=nodes.double(operand))  # of decimals it would be cut to their places
    if percentile is None:
        raise refuse("not_kept", aggregate=agg)
    return exp.WithinGroup(
        this=exp.PercentileCont(this=exp.Literal.number(str(percentile))),
        expression=exp.Order(expressions=[exp.Ordered(this=nodes.double(operand), nulls_first=False)]),
    )
