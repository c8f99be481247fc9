"""PostgreSQL 13 and later."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    in_days,
    list_type,
    truncated_to_a_day,
    unit_of,
    whole_weeks,
)

_SECONDS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600}


def _placeholder(node: exp.Expr) -> exp.Expr:
    """`$name`: the adapter numbers them."""
    return exp.Parameter(this=exp.Var(this=node.name))


def _membership(node: exp.Expr) -> exp.Expr:
    bound = node.args.get("field")
    if bound is None:
        return node
    return exp.EQ(this=node.this, expression=exp.Any(this=exp.Paren(this=bound)))


def _unnest(node: exp.Expr) -> exp.Expr:
    (bound,) = node.expressions
    if isinstance(bound, exp.Placeholder):
        bound.replace(exp.Cast(this=bound.copy(), to=list_type(bound)))
    return node


def _contains(node: exp.Expr) -> exp.Expr:
    return exp.GT(this=exp.StrPosition(this=node.this, substr=node.expression), expression=nodes.integer(0))


def _ends_with(node: exp.Expr) -> exp.Expr:
    ending = node.expression
    last = exp.Right(this=node.this, expression=exp.Length(this=ending.copy()))
    return exp.EQ(this=last, expression=ending)


def _like(node: exp.Expr) -> exp.Expr:
    """A backslash is a character like any other, as in DuckDB."""
    if isinstance(node.parent, exp.Escape) or "\\" not in node.expression.sql():
        return node
    return exp.Escape(this=node, expression=nodes.text(""))


def _weekday(node: exp.Expr) -> exp.Expr:
    return exp.Extract(this=exp.Var(this="ISODOW"), expression=node.this)


def _date(moment: exp.Expr) -> exp.Expr:
    is_date = isinstance(moment, exp.Cast) and moment.to.this == exp.DType.DATE
    return moment if is_date else nodes.as_date(moment)


def _difference(node: exp.Expr) -> exp.Expr:
    """How many borders of the unit lie between two moments."""
    unit = unit_of(node)
    if unit == "DAY":
        return exp.Paren(this=exp.Sub(this=_date(node.this), expression=_date(node.expression)))
    if unit == "WEEK":
        return whole_weeks(_difference(in_days(node)))
    if unit not in _SECONDS:
        return node

    def whole(moment: exp.Expr) -> exp.Expr:
        when = exp.Cast(this=moment, to=exp.DataType(this=exp.DType.TIMESTAMP))
        cut = exp.TimestampTrunc(this=when, unit=exp.Var(this=unit))
        return exp.Extract(this=exp.Var(this="EPOCH"), expression=cut)

    apart = exp.Paren(this=exp.Sub(this=whole(node.this), expression=whole(node.expression)))
    if unit != "SECOND":
        apart = exp.Paren(this=exp.Div(this=apart, expression=nodes.integer(_SECONDS[unit]), typed=True))
    return exp.Cast(this=apart, to=exp.DataType(this=exp.DType.BIGINT))


def _round(node: exp.Expr) -> exp.Expr:
    """Only exact numbers are rounded to places, and their halves away from zero."""
    node.set("this", exp.Cast(this=node.this, to=exp.DataType(this=exp.DType.DECIMAL)))
    return node


DIALECT = Dialect(
    "postgres",
    collation="C",
    null_safe_full_join=False,
    exists_as_column=False,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Contains: _contains,
        exp.DateDiff: _difference,
        exp.DateTrunc: truncated_to_a_day,
        exp.DayOfWeekIso: _weekday,
        exp.EndsWith: _ends_with,
        exp.In: _membership,
        exp.Like: _like,
        exp.Placeholder: _placeholder,
        exp.Round: _round,
        exp.TimestampTrunc: truncated_to_a_day,
        exp.Unnest: _unnest,
    },
)
