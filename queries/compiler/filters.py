"""Conditions on a dimension's members, with the members bound."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.compiler.build import Build
from queries.compiler.dimensions import dimension_sql
from queries.compiler.member_tests import condition_on, label_paths
from queries.compiler.shape import FilterShape
from queries.compiler.source import Source


def conditions(source: Source, build: Build) -> list[exp.Expr]:
    """Every filter of the query and of the person's rights, as conditions on this SELECT's rows."""
    found = [_condition(f, f"scope_{i}", source, build, scope=True) for i, f in enumerate(build.shape.scope)]
    found += [_condition(f, f"filter_{i}", source, build, scope=False) for i, f in enumerate(build.shape.filters)]
    return found


def _condition(condition: FilterShape, name: str, source: Source, build: Build, *, scope: bool) -> exp.Expr:
    dimension = reached(condition.dimension, source.table, build.catalogue, scope=scope)
    member = dimension_sql(dimension, source, build)
    labels = [source.column(path) for path in label_paths(condition, dimension, source.table, build.catalogue)]
    return condition_on(condition, member, name, blank=dimension in build.shape.columns.blank, labels=labels)


def reached(wanted: str, table: str, catalogue: Catalogue, *, scope: bool) -> str:
    """The dimension a filter means for this table: itself, or the one there that has the same members.

    Raises CannotAnswer where there is none.
    """
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
