"""Spark SQL 3.5 and later, as Spark Connect, Databricks and EMR speak it."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    common_logarithm,
    every_match_only,
    in_days,
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
    if unit == "WEEK":
        return exp.Paren(this=exp.IntDiv(this=_difference(in_days(node)), expression=nodes.integer(7)))

    def cut(moment: exp.Expr) -> exp.Expr:
        if unit == "DAY":
            return nodes.as_date(moment)
        return exp.Anonymous(this="DATE_TRUNC", expressions=[nodes.text(unit), moment])

    arguments = [exp.Var(this=unit), cut(node.expression), cut(node.this)]
    return exp.Anonymous(this="DATEDIFF", expressions=arguments)


def _cast(node: exp.Expr) -> exp.Expr:
    """Fractions become the nearest whole number; Spark's own cast cuts them off. Halves go as in DuckDB: those of reals
    to the even number, those of decimals and texts away from zero.
    """
    assert isinstance(node, exp.Cast)
    if node.to.this not in exp.DataType.INTEGER_TYPES or not _may_have_fraction(node.this):
        return node

    def whole(function: str, kind: str) -> exp.Expr:
        number = type(node)(this=node.this.copy(), to=exp.DataType.build(kind, dialect="duckdb"))
        return type(node)(this=exp.Anonymous(this=function, expressions=[number]), to=node.to.copy())

    kind = exp.Anonymous(this="TYPEOF", expressions=[node.this.copy()])
    reals = exp.In(this=kind, expressions=[nodes.text("double"), nodes.text("float")])
    texts = exp.EQ(this=kind.copy(), expression=nodes.text("string"))
    decimals = exp.StartsWith(this=kind.copy(), expression=nodes.text("decimal"))
    ifs = [
        exp.If(this=reals, true=whole("BROUND", "DOUBLE")),
        exp.If(this=exp.Or(this=texts, expression=decimals), true=whole("ROUND", "DECIMAL(38, 9)")),
    ]
    return exp.Case(ifs=ifs, default=node)


def _may_have_fraction(value: exp.Expr) -> bool:
    whole = exp.Predicate | exp.Connector | exp.Not | exp.Boolean | exp.Null | exp.Extract | exp.Length | exp.Floor
    return not isinstance(value, whole) and not (isinstance(value, exp.Literal) and value.name.isdigit())


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
        exp.Cast: _cast,
        exp.DateDiff: _difference,
        exp.DateTrunc: truncated_to_a_day,
        exp.Div: real_quotient,
        exp.DayOfWeekIso: _weekday,
        exp.In: _membership,
        exp.Like: literal_backslash,
        exp.Log: common_logarithm,
        exp.RegexpReplace: every_match_only,
        exp.TimestampTrunc: truncated_to_a_day,
        exp.TryCast: _cast,
        exp.WithinGroup: _percentile,
    },
)
