"""Conditions on single rows: "orders above 5,000" before anything is added up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Simple
from queries.compiler.build import Build
from queries.compiler.dimensions import rights
from queries.compiler.filters import conditions
from queries.compiler.flow import in_period
from queries.compiler.having import compared_with
from queries.compiler.parts import PERIOD, Group, Leaf, metric_of
from queries.compiler.shape import HavingShape
from queries.compiler.source import Source


def row_conditions(group: Group, source: Source, leaves: Sequence[Leaf], build: Build) -> list[exp.Expr]:
    """The conditions on this table's rows, or on the entities counted here where those are made of several rows."""
    found: list[exp.Expr] = []
    for having in build.shape.having:
        if having.level != "row":
            continue
        definition = metric_of(having.metric, build.catalogue).definition
        if (
            not isinstance(definition, Simple)
            or definition.expr is None
            or definition.agg in ("count", "count_distinct")
        ):
            raise refuse("no_row_condition", metric=having.metric)
        if definition.table != source.table:
            raise refuse("no_row_condition", metric=leaves[0].metric if leaves else None, of=having.metric)
        entity = _entity(leaves, source, build)
        if entity is None:
            if definition.where is not None:
                found.append(source.expression(definition.where))
            found.append(compared_with(source.expression(definition.expr), having.op, having.name))
        else:
            found.append(_of_entity(entity, definition, having, group, source, build))
    return found


def _entity(leaves: Sequence[Leaf], source: Source, build: Build) -> exp.Expr | None:
    """What is counted here, where it is not the row itself: an order among its lines."""
    entities: list[exp.Expr] = []
    for leaf in leaves:
        definition = metric_of(leaf.metric, build.catalogue).definition
        if isinstance(definition, Simple) and definition.agg == "count_distinct" and definition.expr is not None:
            key = build.catalogue.tables[source.table].primary_key
            is_row = isinstance(definition.expr, exp.Column) and key == (definition.expr.name,)
            if not is_row and definition.expr not in entities:
                entities.append(definition.expr)
    if len(entities) > 1:
        raise refuse("no_row_condition", metric=leaves[0].metric)
    return entities[0] if entities else None


def _of_entity(
    entity: exp.Expr, definition: Simple, having: HavingShape, group: Group, source: Source, build: Build
) -> exp.Expr:
    """The entities whose rows add up to it. All rows of an order are of its one day; those of a customer, who buys

    again, count as far as they lie in what is asked about: "customers who bought more than 50,000 in 2025".
    """
    if definition.agg != "sum" or definition.expr is None:
        raise refuse("no_row_condition", metric=having.metric)
    inner = Source(build.catalogue, source.table)
    where = [] if definition.where is None else [inner.expression(definition.where)]
    if group.kind == "flow" and not _is_of_one_day(entity, group, source, build):
        if group.frame != PERIOD:
            raise refuse("no_row_condition", metric=having.metric)
        if group.time is not None:
            where += in_period(inner.column(group.time), build, group)
        where += conditions(inner, build)
    else:
        where += rights(inner, build)
    chosen = inner.select([inner.expression(entity)], where, 1)
    total = exp.Sum(this=inner.expression(definition.expr))
    chosen.set("having", exp.Having(this=compared_with(total, having.op, having.name)))
    return exp.In(this=source.expression(entity), query=exp.Subquery(this=chosen))


def _is_of_one_day(entity: exp.Expr, group: Group, source: Source, build: Build) -> bool:
    """The entity is what has the date, or its key on the way there."""
    if group.time is None or not isinstance(entity, exp.Column):
        return False
    dated = build.catalogue.tables[source.end_table(group.time)]
    path = tuple(part.name for part in entity.parts)
    if source.end_table(path) == dated.id and dated.primary_key == (path[-1],):
        return True
    steps = group.time[:-1]
    if not steps or path[:-1] != steps[:-1]:
        return False
    owner = build.catalogue.tables[source.end_table((*steps[:-1], ""))]
    return dated.primary_key == tuple(other for own, other in owner.joins[steps[-1]].on if own == path[-1])
