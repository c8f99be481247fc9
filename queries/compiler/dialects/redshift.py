"""Amazon Redshift. Its drivers write a list of values into the text, as `IN (…)`."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect, Unwritable
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    every_match_only,
    in_days,
    real_mean,
    truncated_to_a_day,
    unit_of,
    whole_weeks,
)


def _no_lists(_: exp.Select) -> exp.Select:
    raise Unwritable("Redshift takes no bound list apart into rows")


def _placeholder(node: exp.Expr) -> exp.Expr:
    return exp.Parameter(this=exp.Var(this=node.name))


def _contains(node: exp.Expr) -> exp.Expr:
    found = exp.Anonymous(this="STRPOS", expressions=[node.this, node.expression])
    return exp.GT(this=found, expression=nodes.integer(0))


def _starts_with(node: exp.Expr) -> exp.Expr:
    length = exp.Length(this=node.expression.copy())
    return exp.EQ(this=exp.Left(this=node.this, expression=length), expression=node.expression)


def _ends_with(node: exp.Expr) -> exp.Expr:
    length = exp.Length(this=node.expression.copy())
    return exp.EQ(this=exp.Right(this=node.this, expression=length), expression=node.expression)


def _weekday(node: exp.Expr) -> exp.Expr:
    """From 1 on Monday; Redshift's own begins with 0 on Sunday."""
    day = exp.Anonymous(this="DATE_PART", expressions=[nodes.text("dow"), node.this])
    moved = exp.Paren(this=exp.Add(this=day, expression=nodes.integer(6)))
    return exp.Paren(this=exp.Add(this=exp.Mod(this=moved, expression=nodes.integer(7)), expression=nodes.integer(1)))


def _one_order(node: exp.Expr) -> exp.Expr:
    """Medians and percentiles of a SELECT must all be of the same values."""
    found = [m for m in node.find_all(exp.Median, exp.WithinGroup) if m.find_ancestor(exp.Select) is node]
    if len({m.expression.expressions[0].this if isinstance(m, exp.WithinGroup) else m.this for m in found}) > 1:
        raise Unwritable("Redshift has medians and percentiles of one kind of value only in a SELECT")
    return node


def _text(node: exp.Expr) -> exp.Expr:
    assert isinstance(node, exp.Literal)
    if node.is_string and "\\" in node.name:
        raise Unwritable("Redshift reads a backslash within a text as the beginning of another character")
    return node


def _filtered(node: exp.Expr) -> exp.Expr:
    """Redshift's aggregates take no FILTER: what does not meet the condition is made nothing."""
    condition = node.expression.this
    call: exp.Expr = node.this
    holder = call.expression.expressions[0] if isinstance(call, exp.WithinGroup) else call
    operand = holder.this
    if isinstance(operand, exp.Distinct):
        operand.set("expressions", [_if(condition, operand.expressions[0])])
    else:
        holder.set("this", _if(condition, nodes.integer(1) if isinstance(operand, exp.Star) else operand))
    return call


def _if(condition: exp.Expr, value: exp.Expr) -> exp.Case:
    return exp.Case(ifs=[exp.If(this=condition, true=value)])


def _difference(node: exp.Expr) -> exp.Expr:
    """Redshift's own counts borders too, but of weeks, which are whole ones in DuckDB."""
    return whole_weeks(in_days(node)) if unit_of(node) == "WEEK" else node


DIALECT = Dialect(
    "redshift",
    null_safe_full_join=False,
    exists_as_column=False,
    grouping_sets_of_columns=True,
    lists=_no_lists,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Avg: real_mean,
        exp.Contains: _contains,
        exp.DateDiff: _difference,
        exp.DateTrunc: truncated_to_a_day,
        exp.DayOfWeekIso: _weekday,
        exp.EndsWith: _ends_with,
        exp.Filter: _filtered,
        exp.Literal: _text,
        exp.Placeholder: _placeholder,
        exp.Select: _one_order,
        exp.StartsWith: _starts_with,
        exp.RegexpReplace: every_match_only,
        exp.TimestampTrunc: truncated_to_a_day,
    },
)
