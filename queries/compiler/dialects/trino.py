"""Trino 400 and later, and Athena."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect, Unwritable
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    common_logarithm,
    every_match_only,
    in_days,
    list_type,
    passing_over_nulls,
    real_mean,
    real_quotient,
    truncated_to_a_day,
    unit_of,
    whole_weeks,
)


def _membership(node: exp.Expr) -> exp.Expr:
    bound = node.args.get("field")
    return node if bound is None else exp.ArrayContains(this=bound, expression=node.this)


def _side_by_side(select: exp.Select) -> exp.Select:
    """Lists stand after FROM, side by side."""
    lists = [output.unalias().expressions[0] for output in select.expressions]
    names = [exp.to_identifier(output.alias_or_name) for output in select.expressions]
    typed = [exp.Cast(this=bound, to=list_type(bound)) for bound in lists]
    alias = exp.TableAlias(this=nodes.identifier("listed"), columns=names)
    found = exp.Select(expressions=[nodes.output(name.name) for name in names])
    found.set("from_", exp.From(this=exp.Unnest(expressions=typed, alias=alias)))
    return found


def _contains(node: exp.Expr) -> exp.Expr:
    return exp.GT(this=exp.StrPosition(this=node.this, substr=node.expression), expression=nodes.integer(0))


def _ends_with(node: exp.Expr) -> exp.Expr:
    ending = node.expression
    length = exp.Sub(this=exp.Length(this=node.this), expression=exp.Length(this=ending.copy()))
    start = exp.Add(this=exp.Paren(this=length), expression=nodes.integer(1))
    return exp.EQ(this=exp.Substring(this=node.this.copy(), start=start), expression=ending)


def _difference(node: exp.Expr) -> exp.Expr:
    """How many borders of the unit lie between two moments; Trino counts whole units that have passed."""
    unit = unit_of(node)
    if unit == "WEEK":
        return whole_weeks(_difference(in_days(node)))

    def cut(moment: exp.Expr) -> exp.Expr:
        is_day = unit == "DAY"
        return nodes.as_date(moment) if is_day else exp.TimestampTrunc(this=moment, unit=exp.Var(this=unit))

    arguments = [nodes.text(unit.lower()), cut(node.expression), cut(node.this)]
    return exp.Anonymous(this="DATE_DIFF", expressions=arguments)


def _exact(_: exp.Expr) -> exp.Expr:
    raise Unwritable("Trino has approximate percentiles only")


DIALECT = Dialect(
    "trino",
    null_safe_full_join=False,
    exists_as_column=False,
    grouping_sets_of_columns=True,
    lists=_side_by_side,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Avg: real_mean,
        exp.Contains: _contains,
        exp.DateDiff: _difference,
        exp.DateTrunc: truncated_to_a_day,
        exp.Div: real_quotient,
        exp.EndsWith: _ends_with,
        exp.Greatest: passing_over_nulls,
        exp.In: _membership,
        exp.Least: passing_over_nulls,
        exp.Median: _exact,
        exp.Log: common_logarithm,
        exp.RegexpReplace: every_match_only,
        exp.TimestampTrunc: truncated_to_a_day,
        exp.WithinGroup: _exact,
    },
)
