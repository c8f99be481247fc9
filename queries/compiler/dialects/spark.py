"""Spark SQL 3.5 and later, as Spark Connect, Databricks and EMR speak it."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    literal_backslash,
    real_mean,
    real_quotient,
    truncated_to_a_day,
    unit_of,
)


def _membership(node: exp.Expr) -> exp.Expr:
    bound = node.args.get("field")
    return node if bound is None else exp.ArrayContains(this=bound, expression=node.this)


def _side_by_side(select: exp.Select) -> exp.Select:
    """Bound lists as rows: a SELECT may take only one list apart, so that it is a list of rows."""
    lists = [output.unalias().expressions[0] for output in select.expressions]
    names = [exp.to_identifier(output.alias_or_name) for output in select.expressions]
    zipped = exp.Anonymous(this="ARRAYS_ZIP", expressions=lists)
    rows = exp.Anonymous(this="INLINE", expressions=[zipped])
    select.set("expressions", [exp.Aliases(this=rows, expressions=names)])
    return select


def _weekday(node: exp.Expr) -> exp.Expr:
    """From 1 on Monday; Spark's own begins with 0."""
    weekday = exp.Anonymous(this="WEEKDAY", expressions=[node.this])
    return exp.Paren(this=exp.Add(this=weekday, expression=nodes.integer(1)))


def _difference(node: exp.Expr) -> exp.Expr:
    """How many borders of the unit lie between two moments; Spark counts whole units that have passed."""
    unit = unit_of(node)

    def cut(moment: exp.Expr) -> exp.Expr:
        if unit == "DAY":
            return nodes.as_date(moment)
        return exp.Anonymous(this="DATE_TRUNC", expressions=[nodes.text(unit), moment])

    arguments = [exp.Var(this=unit), cut(node.expression), cut(node.this)]
    return exp.Anonymous(this="DATEDIFF", expressions=arguments)


def _percentile(node: exp.Expr) -> exp.Expr:
    """The exact one: sqlglot would write the approximate."""
    if not isinstance(node.this, exp.PercentileCont):
        return node
    (ordered,) = node.expression.expressions
    return exp.Anonymous(this="PERCENTILE", expressions=[ordered.this, node.this.this])


DIALECT = Dialect(
    "spark",
    exists_as_column=False,
    grouping_sets_by_place=False,
    lists=_side_by_side,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Avg: real_mean,
        exp.DateDiff: _difference,
        exp.DateTrunc: truncated_to_a_day,
        exp.Div: real_quotient,
        exp.DayOfWeekIso: _weekday,
        exp.In: _membership,
        exp.Like: literal_backslash,
        exp.TimestampTrunc: truncated_to_a_day,
        exp.WithinGroup: _percentile,
    },
)
