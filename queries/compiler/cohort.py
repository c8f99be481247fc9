"""Of the rows of a period, those with a later event within given days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Cohort, Simple
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.dimensions import rights
from queries.compiler.grouping import Grouping, grouping
from queries.compiler.keys import Key
from queries.compiler.parts import Group, Leaf
from queries.compiler.source import Source

ROWS = "base_rows"


@dataclass(frozen=True, slots=True)
class CohortRows:
    keys: Grouping
    leaf: Callable[[Leaf], exp.Expr]
    select: Callable[[list[exp.Expr]], exp.Select]


def cohort_rows(
    group: Group, source: Source, day: exp.Expr, where: list[exp.Expr], found: list[Key], build: Build
) -> CohortRows:
    """The base rows whose days have all passed, each with whether it was kept, and the counts over them."""
    cohort = build.catalogue.metrics[group.metric].definition
    assert isinstance(cohort, Cohort)
    base = build.catalogue.metrics[cohort.of].definition
    assert isinstance(base, Simple)
    if base.agg not in ("count", "count_distinct"):
        raise refuse("not_kept", metric=group.metric)
    where = [*where, exp.LT(this=day.copy(), expression=nodes.parameter(f"{group.metric}_mature", "DATE"))]
    if base.where is not None:
        where.append(source.expression(base.where))
    inner = [nodes.named(expression, name) for name, expression in found]
    if base.expr is not None:
        inner.append(nodes.named(source.expression(base.expr), "counted"))
    inner.append(nodes.named(_kept(cohort, source, day, build), "kept"))
    rows = exp.Subquery(this=source.select(inner, where, 0), alias=exp.TableAlias(this=nodes.identifier(ROWS)))
    outer = grouping([(name, nodes.column(ROWS, name)) for name, _ in found], build)

    def leaf(part: Leaf) -> exp.Expr:
        operand: exp.Expr = exp.Star() if base.expr is None else nodes.column(ROWS, "counted")
        if base.agg == "count_distinct":
            operand = exp.Distinct(expressions=[operand])
        counted = exp.Count(this=operand)
        if part.role == "base":
            return counted
        return exp.Filter(this=counted, expression=exp.Where(this=nodes.column(ROWS, "kept")))

    def select(outputs: list[exp.Expr]) -> exp.Select:
        statement = exp.Select(expressions=[*outer.columns, *outputs])
        statement.set("from_", exp.From(this=rows))
        if outer.clause is not None:
            statement.set("group", outer.clause)
        return statement

    return CohortRows(outer, leaf, select)


def _kept(cohort: Cohort, source: Source, day: exp.Expr, build: Build) -> exp.Expr:
    """Whether the entity has an event between the two days after the base row's own."""
    time = build.catalogue.tables[cohort.table].time
    if time is None:
        raise refuse("no_time", table=cohort.table)
    key = source.column(cohort.key)
    events = Source(build.catalogue, cohort.table, within=source)
    happened = events.column(time)
    after = exp.DateDiff(this=nodes.as_date(happened), expression=nodes.as_date(day.copy()), unit=exp.Var(this="DAY"))
    low, high = cohort.days
    where: list[exp.Expr] = [
        exp.EQ(this=events.column((cohort.other_key,)), expression=key),
        exp.Between(this=after, low=nodes.integer(low), high=nodes.integer(high)),
        *rights(events, build),
    ]
    return exp.Exists(this=events.select([nodes.integer(1)], where, 0))
