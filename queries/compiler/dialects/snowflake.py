"""Snowflake."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    element_type,
    real_mean,
    real_quotient,
    truncated_to_a_day,
)


def _parsed(bound: exp.Expr) -> exp.Expr:
    """A list is bound as the text of a JSON array: Snowflake binds none."""
    return exp.ParseJSON(this=bound)


def _membership(node: exp.Expr) -> exp.Expr:
    bound = node.args.get("field")
    if bound is None:
        return node
    variant = exp.Cast(this=node.this, to=exp.DataType(this=exp.DType.VARIANT))
    return exp.Anonymous(this="ARRAY_CONTAINS", expressions=[variant, _parsed(bound)])


def _side_by_side(select: exp.Select) -> exp.Select:
    """The first list laid flat, and of the others what stands at the same place."""
    outputs: list[exp.Expr] = []
    lists = [output.unalias().expressions[0] for output in select.expressions]
    for output, bound in zip(select.expressions, lists, strict=True):
        place = exp.Anonymous(this="GET", expressions=[_parsed(bound.copy()), nodes.column("listed", "index")])
        kind = exp.DataType.build(element_type(bound))
        text = exp.Cast(this=place, to=exp.DataType(this=exp.DType.TEXT))
        outputs.append(nodes.named(exp.Cast(this=text, to=kind), output.alias_or_name))
    flat = exp.Anonymous(
        this="FLATTEN", expressions=[exp.Kwarg(this=exp.Var(this="INPUT"), expression=_parsed(lists[0].copy()))]
    )
    table = exp.Table(
        this=exp.Anonymous(this="TABLE", expressions=[flat]), alias=exp.TableAlias(this=nodes.identifier("listed"))
    )
    found = exp.Select(expressions=outputs)
    found.set("from_", exp.From(this=table))
    return found


DIALECT = Dialect(
    "snowflake",
    exists_as_column=False,
    grouping_sets_by_place=False,
    lists=_side_by_side,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Avg: real_mean,
        exp.DateTrunc: truncated_to_a_day,
        exp.Div: real_quotient,
        exp.In: _membership,
        exp.TimestampTrunc: truncated_to_a_day,
    },
)
