"""BigQuery."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect, Unwritable
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    common_logarithm,
    decimal_places,
    every_match_only,
    in_days,
    literal_backslash,
    passing_over_nulls,
    real_mean,
    real_quotient,
    unit_of,
)

PLACE = "place"


def _membership(node: exp.Expr) -> exp.Expr:
    bound = node.args.get("field")
    return node if bound is None else exp.In(this=node.this, unnest=exp.Unnest(expressions=[bound]))


def _side_by_side(select: exp.Select) -> exp.Select:
    """Lists after FROM, each with its places, joined by them."""
    found = exp.Select(expressions=[])
    joins: list[exp.Expr] = []
    for number, output in enumerate(select.expressions):
        bound, name = output.unalias().expressions[0], output.alias_or_name
        found.append("expressions", nodes.output(name))
        place = nodes.identifier(f"{PLACE}_{number}")
        listed = exp.Unnest(
            expressions=[bound], alias=exp.TableAlias(this=None, columns=[nodes.identifier(name)]), offset=place
        )
        if number == 0:
            found.set("from_", exp.From(this=listed))
        else:
            same = exp.EQ(this=nodes.output(f"{PLACE}_{number}"), expression=nodes.output(f"{PLACE}_0"))
            joins.append(exp.Join(this=listed, on=same))
    if joins:
        found.set("joins", joins)
    return found


def _contains(node: exp.Expr) -> exp.Expr:
    found = exp.Anonymous(this="STRPOS", expressions=[node.this, node.expression])
    return exp.GT(this=found, expression=nodes.integer(0))


def _truncated(node: exp.Expr) -> exp.Expr:
    """The day that a unit begins on; BigQuery's plain weeks begin on Sunday."""
    unit = unit_of(node)
    day = nodes.as_date(node.this)
    return exp.Anonymous(this="DATE_TRUNC", expressions=[day, exp.Var(this="ISOWEEK" if unit == "WEEK" else unit)])


def _extracted(node: exp.Expr) -> exp.Expr:
    """A year's first week is the one with its first Thursday; BigQuery's plain weeks begin on Sunday."""
    if str(node.this.name).upper() == "WEEK":
        node.set("this", exp.Var(this="ISOWEEK"))
    return node


def _cast(node: exp.Expr) -> exp.Expr:
    """A decimal with so many places: a cast keeps them all."""
    assert isinstance(node, exp.Cast)
    places = decimal_places(node.to)
    return node if places is None else exp.Round(this=node, decimals=nodes.integer(places))


def _try_cast(node: exp.Expr) -> exp.Expr:
    assert isinstance(node, exp.TryCast)
    if node.to.this in exp.DataType.INTEGER_TYPES:
        raise Unwritable("BigQuery knows no whole number in a text with decimals: try_cast to DOUBLE, and round that.")
    return node


def _difference(node: exp.Expr) -> exp.Expr:
    unit = unit_of(node)
    if unit == "WEEK":
        return exp.Anonymous(this="DIV", expressions=[_difference(in_days(node)), nodes.integer(7)])
    if unit in ("DAY", "MONTH", "QUARTER", "YEAR"):
        ends = [nodes.as_date(node.this), nodes.as_date(node.expression)]
        return exp.Anonymous(this="DATE_DIFF", expressions=[*ends, exp.Var(this=unit)])
    moment = exp.DataType(this=exp.DType.DATETIME)
    ends = [exp.Cast(this=end, to=moment.copy()) for end in (node.this, node.expression)]
    return exp.Anonymous(this="DATETIME_DIFF", expressions=[*ends, exp.Var(this=unit)])


def _no_escape(_: exp.Expr) -> exp.Expr:
    raise Unwritable("BigQuery's LIKE has no ESCAPE")


def _exact(_: exp.Expr) -> exp.Expr:
    raise Unwritable("BigQuery has exact percentiles as window functions only")


DIALECT = Dialect(
    "bigquery",
    null_safe_full_join=False,
    exists_as_column=False,
    grouping_sets_of_columns=True,
    lists=_side_by_side,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Avg: real_mean,
        exp.Cast: _cast,
        exp.Contains: _contains,
        exp.DateDiff: _difference,
        exp.DateTrunc: _truncated,
        exp.Div: real_quotient,
        exp.Escape: _no_escape,
        exp.Extract: _extracted,
        exp.Greatest: passing_over_nulls,
        exp.In: _membership,
        exp.Least: passing_over_nulls,
        exp.Like: literal_backslash,
        exp.Median: _exact,
        exp.Log: common_logarithm,
        exp.RegexpReplace: every_match_only,
        exp.TimestampTrunc: _truncated,
        exp.TryCast: _try_cast,
        exp.WithinGroup: _exact,
    },
)
