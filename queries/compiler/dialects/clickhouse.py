"""ClickHouse 24 and later."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect
from queries.compiler.dialects.rewrites import any_value_as_largest, element_type, truncated_to_a_day

_TYPES = {"DATE": "Date", "DOUBLE": "Float64", "INT": "Int64", "TEXT": "String"}


def _placeholder(node: exp.Expr) -> exp.Expr:
    """`{name: Type}`: values have their type told."""
    assert isinstance(node, exp.Placeholder)
    kind = _TYPES[element_type(node)]
    node.set("kind", f"Array({kind})" if str(node.args["kind"]).endswith("[]") else kind)
    return node


def _side_by_side(select: exp.Select) -> exp.Select:
    """Lists taken apart in one SELECT give every pair; a list of pairs gives each its own."""
    lists = [output.unalias().expressions[0] for output in select.expressions]
    zipped = exp.Anonymous(this="arrayJoin", expressions=[exp.Anonymous(this="arrayZip", expressions=lists)])
    names = [output.alias_or_name for output in select.expressions]
    rows = exp.Select(expressions=[nodes.named(zipped, "zipped")])
    outputs = [
        nodes.named(
            exp.Anonymous(this="tupleElement", expressions=[nodes.column("rows", "zipped"), nodes.integer(place)]), name
        )
        for place, name in enumerate(names, 1)
    ]
    found = exp.Select(expressions=outputs)
    found.set("from_", exp.From(this=exp.Subquery(this=rows, alias=exp.TableAlias(this=nodes.identifier("rows")))))
    return found


def _percentile(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.PercentileCont):
        return node
    (ordered,) = node.expression.expressions
    return exp.Quantile(this=ordered.this, quantile=node.this.this)


def _contains(node: exp.Expr) -> exp.Expr:
    found = exp.Anonymous(this="position", expressions=[node.this, node.expression])
    return exp.GT(this=found, expression=nodes.integer(0))


DIALECT = Dialect(
    "clickhouse",
    exists_as_column=False,
    grouping_sets_by_place=False,
    lists=_side_by_side,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Contains: _contains,
        exp.DateTrunc: truncated_to_a_day,
        exp.Placeholder: _placeholder,
        exp.TimestampTrunc: truncated_to_a_day,
        exp.WithinGroup: _percentile,
    },
)
