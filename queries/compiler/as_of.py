"""Conditions as of a day: nothing heard for a while, or the last value known."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import LastValue, Silent
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.dimensions import rights
from queries.compiler.frames import Span
from queries.compiler.parts import Group
from queries.compiler.source import Source


def any_of(group: Group, days: Span, source: Source, build: Build) -> exp.Expr:
    """That one of the group's conditions holds at the upper end of each span."""
    tests = [
        _silent(condition, days, source, build)
        if isinstance(condition, Silent)
        else _last_value(condition, days, source, build)
        for condition in group.any_of
    ]
    return nodes.either(*tests)


def _silent(condition: Silent, days: Span, source: Source, build: Build) -> exp.Expr:
    """No row for the entity in the days before the end."""
    events, day = _events(condition, build)
    name = f"{condition.table}_in_{condition.days}_days"
    prefix = f"silent_{condition.days}"
    outputs = [nodes.named(nodes.column(condition.table, condition.other_key), "entity")]
    if days.listed is None:
        lower: exp.Expr = build.day(f"{prefix}_start")
        upper = days.upper.copy()
    else:
        listed = build.bound_list(
            f"{prefix}_{_bare(days.listed, build)}",
            {
                "lower": f"{prefix}_{_bare(days.listed, build)}_starts",
                "upper": f"{prefix}_{_bare(days.listed, build)}_ends",
            },
        )
        events.join(nodes.table(listed), exp.Boolean(this=True), "cross")
        lower, upper = nodes.column(listed, "lower"), nodes.column(listed, "upper")
        outputs.append(nodes.named(upper.copy(), "upper"))
    where: list[exp.Expr] = [exp.GTE(this=day, expression=lower), exp.LT(this=day.copy(), expression=upper)]
    where += rights(events, build)
    cte = build.cte(
        name if days.listed is None else f"{name}_of_{days.listed}", events.select(outputs, where, len(outputs))
    )
    alias = _join(cte, condition, days, source)
    return nodes.is_missing(nodes.column(alias, "entity"))


def _last_value(condition: LastValue, days: Span, source: Source, build: Build) -> exp.Expr:
    """The entity's latest row before the end has one of the values."""
    events, day = _events(condition, build)
    entity = nodes.column(condition.table, condition.other_key)
    value = nodes.column(condition.table, condition.column)
    outputs = [nodes.named(entity, "entity"), nodes.named(value, "value")]
    partition: list[exp.Expr] = [entity.copy()]
    upper = days.upper.copy()
    if days.listed is not None:
        events.join(nodes.table(days.listed), exp.Boolean(this=True), "cross")
        outputs.append(nodes.named(upper.copy(), "upper"))
        partition.append(upper.copy())
    latest: list[exp.Expr] = [exp.Ordered(this=day.copy(), desc=True, nulls_first=False)]
    latest += [
        exp.Ordered(this=nodes.column(condition.table, key), desc=True, nulls_first=False)
        for key in build.catalogue.tables[condition.table].primary_key
    ]
    place = exp.Window(this=exp.RowNumber(), partition_by=partition, order=exp.Order(expressions=latest))
    outputs.append(nodes.named(place, "place"))
    where: list[exp.Expr] = [
        exp.LT(this=day, expression=upper),
        exp.Not(this=nodes.is_missing(value.copy())),
        *rights(events, build),
    ]
    name = f"last_{condition.column}_of_{condition.table}"
    cte = build.cte(name if days.listed is None else f"{name}_of_{days.listed}", events.select(outputs, where, 0))
    alias = _join(cte, condition, days, source, last=True)
    listed = [exp.Literal.number(str(int(v) if v == int(v) else v)) for v in condition.values]
    return exp.In(this=nodes.column(alias, "value"), expressions=listed)


def _events(condition: Silent | LastValue, build: Build) -> tuple[Source, exp.Expr]:
    events = Source(build.catalogue, condition.table)
    time = build.catalogue.tables[condition.table].time
    if time is None:
        raise refuse("no_time", table=condition.table)
    return events, events.column(time)


def _join(cte: str, condition: Silent | LastValue, days: Span, source: Source, *, last: bool = False) -> str:
    alias = source.alias(cte)
    on: list[exp.Expr] = [exp.EQ(this=nodes.column(alias, "entity"), expression=source.column(condition.key))]
    if days.listed is not None:
        on.append(exp.EQ(this=nodes.column(alias, "upper"), expression=days.upper.copy()))
    if last:
        on.append(exp.EQ(this=nodes.column(alias, "place"), expression=nodes.integer(1)))
    source.join(nodes.table(cte, alias), nodes.both(on))
    return alias


def _bare(listed: str, build: Build) -> str:
    """The list's name without its slice."""
    return listed.removeprefix(f"{build.slice}_") if build.slice else listed
