"""The SQL that gives a row's member of a dimension."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Bands, Dimension, Path, Simple
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.member_tests import condition_on
from queries.compiler.parts import metric_of
from queries.compiler.source import Source


def dimension_sql(dimension_id: str, source: Source, build: Build) -> exp.Expr:
    """The member's name; NULL for the missing one."""
    dimension = build.catalogue.dimensions[dimension_id]
    path = path_of(dimension, source.table, build)
    if dimension.bands is not None:
        return _band(dimension, dimension.bands, path, source, build)
    member = source.column(path)
    if dimension_id in build.shape.columns.untyped:
        member = nodes.as_text(member)
    if dimension_id in build.shape.columns.blank:
        is_blank = exp.EQ(this=exp.Trim(this=member.copy()), expression=nodes.text(""))
        member = exp.Case(ifs=[exp.If(this=exp.Not(this=is_blank), true=member)])
    return member


def key_sql(dimension_id: str, source: Source, build: Build) -> exp.Expr | None:
    """The column that tells members of one name apart, where this dimension is kept apart by one."""
    path = key_path(dimension_id, source.table, build)
    return None if path is None else source.column(path)


def key_path(dimension_id: str, table: str, build: Build) -> Path | None:
    """The path of that column; None where members are told apart by their names."""
    dimension = build.catalogue.dimensions.get(dimension_id)
    if dimension is None or dimension_id not in build.keyed or dimension.key is None:
        return None
    return (*path_of(dimension, table, build)[:-1], dimension.key)


def rights(source: Source, build: Build) -> list[exp.Expr]:
    """The person's rights on rows that are looked up for an entity, as far as those rows have the dimensions.

    Rows without them belong to whom their entity belongs to, and that one has passed the rights.
    """
    return [
        condition_on(
            f, dimension_sql(f.dimension, source, build), f"scope_{i}", blank=f.dimension in build.shape.columns.blank
        )
        for i, f in enumerate(build.shape.scope)
        if build.catalogue.path(source.table, f.dimension) is not None
        and build.catalogue.dimensions[f.dimension].bands is None
    ]


def path_of(dimension: Dimension, table: str, build: Build) -> Path:
    path = build.catalogue.path(table, dimension.id)
    if path is None:
        raise refuse("not_reached", dimension=dimension.id, table=table)
    return path


def _band(dimension: Dimension, bands: Bands, path: Path, source: Source, build: Build) -> exp.Expr:
    """The band an entity falls into by its events in the months before the period's end."""
    name = build.cte(f"{dimension.id}_events", _events(dimension, bands, build))
    alias = source.alias(name)
    key = source.column(path)
    on = exp.EQ(this=nodes.column(alias, "entity"), expression=key)
    source.join(nodes.table(name, alias), on)
    count = nodes.zero_for_none(nodes.column(alias, "events"))
    case = exp.Case()
    case.append("ifs", exp.If(this=nodes.is_missing(key.copy()), true=exp.Null()))
    for label, largest in bands.bounds[:-1]:
        assert largest is not None
        test = exp.LTE(this=count.copy(), expression=nodes.integer(largest))
        case.append("ifs", exp.If(this=test, true=nodes.text(label)))
    case.set("default", nodes.text(bands.bounds[-1][0]))
    return case


def _events(dimension: Dimension, bands: Bands, build: Build) -> exp.Select:
    """How many events each entity had in the months before the period's end."""
    definition = metric_of(bands.metric, build.catalogue).definition
    if not isinstance(definition, Simple) or definition.agg not in ("count", "count_distinct"):
        raise refuse("not_kept", metric=bands.metric)
    source = Source(build.catalogue, definition.table)
    time = definition.time or build.catalogue.tables[definition.table].time
    if time is None:
        raise refuse("no_time", metric=bands.metric)
    day = source.column(time)
    entity = source.column(path_of(dimension, definition.table, build))
    if definition.agg == "count_distinct" and definition.expr is not None:
        counted: exp.Expr = exp.Count(this=exp.Distinct(expressions=[source.expression(definition.expr)]))
    else:
        counted = exp.Count(this=source.expression(definition.expr) if definition.expr else exp.Star())
    where: list[exp.Expr] = [
        exp.GTE(this=day, expression=build.day(f"{dimension.id}_start")),
        exp.LT(this=day.copy(), expression=build.day(f"{dimension.id}_end")),
    ]
    if definition.where is not None:
        where.append(source.expression(definition.where))
    where += rights(source, build)
    return source.select([nodes.named(entity, "entity"), nodes.named(counted, "events")], where, 1)
