"""Different orders among order lines are the orders themselves, where each has a line: counted in their own table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlglot import exp

from queries.catalogue.model import Catalogue, Simple
from queries.compiler.build import Build
from queries.compiler.filters import reached
from queries.compiler.parts import Formula, Leaf, Node, Quotient
from queries.query import BUCKETS, CYCLES

ROWS = "rows"
"""The role of an aggregate that counts the rows of its group's table."""


def rerooted(node: Node, build: Build) -> Node:
    """The tree with such counts moved to the table whose key they count, where all that is asked lies behind it."""
    if isinstance(node, Quotient):
        return Quotient(rerooted(node.numerator, build), rerooted(node.denominator, build))
    if isinstance(node, Formula):
        return replace(node, parts={name: rerooted(part, build) for name, part in node.parts.items()})
    return _moved(node, build)


def _moved(leaf: Leaf, build: Build) -> Leaf:
    definition = build.catalogue.metrics[leaf.metric].definition
    join = counted_join(definition, build.catalogue) if isinstance(definition, Simple) else None
    group, columns = leaf.group, build.shape.columns
    if join is None or leaf.role != "value" or group.kind != "flow":
        return leaf
    to = build.catalogue.tables[group.table].joins[join].to
    proved = (group.table, join) in columns.covered & columns.complete and to in columns.unique
    timed = group.time is None or group.time[0] == join
    conditional = any(having.level == "row" for having in build.shape.having)
    if not proved or not timed or conditional or not all(_behind(group.table, join, to, build)):
        return leaf
    moved = replace(group, table=to, time=None if group.time is None else group.time[1:])
    return Leaf(leaf.metric, ROWS, moved)


def counted_join(definition: Simple, catalogue: Catalogue) -> str | None:
    """The join of the figure's table whose other table's key it counts the different values of."""
    counted = definition.expr
    if definition.agg != "count_distinct" or definition.where is not None or not isinstance(counted, exp.Column):
        return None
    if len(counted.parts) != 1 or definition.spread is not None:
        return None
    for join in catalogue.tables[definition.table].joins.values():
        if len(join.on) == 1 and join.on[0][0] == counted.name:
            return join.name if catalogue.tables[join.to].primary_key == (join.on[0][1],) else None
    return None


def _behind(table: str, join: str, to: str, build: Build) -> Iterator[bool]:
    """Of each breakdown, filter and right whether the other table tells it alike."""
    catalogue, shape = build.catalogue, build.shape
    for name in shape.by:
        if name not in BUCKETS and name not in CYCLES:
            yield _alike(name, table, join, to, catalogue)
    for filters, scope in ((shape.scope, True), (shape.filters, False)):
        for condition in filters:
            name = reached(condition.dimension, table, catalogue, scope=scope)
            yield name == condition.dimension and _alike(name, table, join, to, catalogue)


def _alike(dimension: str, table: str, join: str, to: str, catalogue: Catalogue) -> bool:
    path, other = catalogue.path(table, dimension), catalogue.path(to, dimension)
    if path is None or other is None or dimension not in catalogue.dimensions:
        return False
    return catalogue.dimensions[dimension].bands is None and path == (join, *other)
