"""Conditions on a dimension's members, with the members bound."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.dimensions import dimension_sql
from queries.compiler.shape import FilterShape
from queries.compiler.source import Source

_MATCHES = {"contains": exp.Contains, "starts_with": exp.StartsWith, "ends_with": exp.EndsWith}


def conditions(source: Source, build: Build) -> list[exp.Expr]:
    """Every filter of the query and of the person's rights, as conditions on this SELECT's rows."""
    found = [_condition(f, f"scope_{i}", source, build, scope=True) for i, f in enumerate(build.shape.scope)]
    found += [_condition(f, f"filter_{i}", source, build, scope=False) for i, f in enumerate(build.shape.filters)]
    return found


def _condition(condition: FilterShape, name: str, source: Source, build: Build, *, scope: bool) -> exp.Expr:
    dimension = _reached(condition.dimension, source.table, build.catalogue, scope=scope)
    member = dimension_sql(dimension, source, build)
    return condition_on(condition, member, name, blank=dimension in build.shape.columns.blank)


def condition_on(condition: FilterShape, member: exp.Expr, name: str, *, blank: bool) -> exp.Expr:
    """One condition on an expression that gives the member; "" counts as missing where the column holds it."""
    missing: exp.Expr = nodes.is_missing(member.copy())
    bound = nodes.parameter(name)
    if condition.op == "none" or (condition.op == "in" and not condition.named):
        return missing if condition.missing else exp.Boolean(this=False)
    if condition.op == "in":
        within = exp.In(this=member, field=bound)
        return nodes.either(within, missing) if condition.missing else within
    if condition.op == "not_in":
        if not condition.named:
            return exp.Not(this=missing) if condition.missing else exp.Boolean(this=True)
        without = exp.Not(this=exp.In(this=member, field=bound))
        # NOT IN gives no truth for a missing member: without this it would drop rows nobody excluded.
        return without if condition.missing else nodes.either(without, missing)
    match = _MATCHES[condition.op]
    tests: list[exp.Expr] = [
        match(this=exp.Lower(this=member.copy()), expression=exp.Lower(this=nodes.parameter(f"{name}_{i}")))
        for i in range(condition.patterns)
    ]
    if condition.missing:
        tests.append(missing)
    return nodes.either(*tests) if tests else exp.Boolean(this=False)


def _reached(wanted: str, table: str, catalogue: Catalogue, *, scope: bool) -> str:
    """The dimension a filter means for this table: itself, or the one there that has the same members."""
    known = catalogue.dimensions.get(wanted)
    if known is None:
        raise refuse("unknown_dimension", dimension=wanted)
    if catalogue.path(table, wanted) is not None:
        return wanted
    if not scope:
        root = known.same_as or wanted
        for other in catalogue.dimensions.values():
            if (other.same_as or other.id) == root and catalogue.path(table, other.id) is not None:
                return other.id
    raise refuse(
        "scope_not_reached" if scope else "not_filtered",
        dimension=wanted,
        table=table,
        allowed=tuple(sorted(d for d in catalogue.dimensions if catalogue.path(table, d) is not None)),
    )
