"""Everybody that a question about absence can mean, also those without a row: "customers in Tehran without orders"."""

from __future__ import annotations

from sqlglot import exp

from queries.answer import Value
from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.compiler.allowed import same_members
from queries.compiler.bound_condition import bound_condition, bound_on
from queries.compiler.dialects import written
from queries.compiler.member_tests import label_paths
from queries.compiler.parts import groups_of
from queries.compiler.shape import filter_shape
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.many_members import MANY, ManyNames
from queries.members import MOST_MEMBERS
from queries.query import Filter, Query
from queries.results.values import member
from queries.verify import verify
from queries.visible import visible_keys


def universe(
    query: Query, metrics: tuple[str, ...], dimension_id: str, dataset: Dataset, *, keyed: bool
) -> list[tuple[Value, ...]] | None:
    """Each member, with its key where it has one; None where the filters leave open who is meant.

    A filter on the breakdown itself, or on what its table tells of each member, narrows who is meant. One on what only
    the rows counted have (a product, of customers) does not: it narrows what they are without.
    """
    catalogue = dataset.catalogue
    dimension = catalogue.dimensions[dimension_id]
    known = dataset.members.names.get(dimension_id, {})
    if dimension.bands is not None:
        return None if query.filters else [(name,) for name in known]
    source = Source(catalogue, dimension.table)
    name = nodes.as_text(source.column((dimension.column,)))
    values: dict[str, object] = {}
    where: list[exp.Expr] = []
    for place, condition in enumerate(query.filters):
        found = place_of(condition, metrics, dimension_id, catalogue)
        if found == "unclear":
            return None
        if found == "itself":
            told = label_paths(filter_shape(condition), condition.dimension, dimension.table, catalogue)
            labels = [nodes.as_text(source.column(path)) for path in told]
            where.append(bound_on(name.copy(), condition, f"filter_{place}", values, labels))
        elif found == "member":
            where.append(bound_condition(condition, f"filter_{place}", source, catalogue, values))
    rights = [f for f in dict.fromkeys((*query.scope, *dataset.scope)) if _reached(f, dimension.table, dataset)]
    if any(f not in dataset.scope and f not in rights for f in query.scope):
        return None
    where += [bound_condition(f, f"scope_{i}", source, catalogue, values) for i, f in enumerate(rights)]
    outputs: list[exp.Expr] = [nodes.named(name, "member")]
    if keyed and dimension.key is not None:
        outputs.append(nodes.named(source.column((dimension.key,)), "key"))
    statement = source.select(outputs, where, len(outputs))
    verify(statement, catalogue, scope=tuple(map(filter_shape, rights)))
    rows = dataset.engine.run(written(statement, dataset.engine.dialect), values, max_rows=MOST_MEMBERS).rows
    everyone: list[tuple[Value, ...]] = [(member(row[0]), *row[1:]) for row in rows]
    found_names = {row[0] for row in everyone}
    if not query.filters and not keyed:
        # declared, without a row anywhere
        names = known if len(known) <= MANY else (m.value for m in dimension.members if m.value in known)
        everyone += [(name,) for name in names if name not in found_names]
    keys = visible_keys(dataset, dimension) if keyed and len(rights) < len(dataset.scope) else None
    if isinstance(known, ManyNames):  # everybody's: only the nameless are left out
        everyone = [row for row in everyone if row[0] is not None and str(row[0]).strip()]
    else:
        everyone = [row for row in everyone if row[0] in known]
    return everyone if keys is None else [row for row in everyone if row[1] in keys]


def _reached(condition: Filter, table: str, dataset: Dataset) -> bool:
    return dataset.catalogue.path(table, condition.dimension) is not None


def place_of(condition: Filter, metrics: tuple[str, ...], dimension_id: str, catalogue: Catalogue) -> str:
    """What a filter is about: the breakdown "itself", each "member", the "rows" counted alone, or "unclear"."""
    if condition.dimension in same_members(dimension_id, catalogue):
        return "itself"
    table = catalogue.dimensions[dimension_id].table
    of_member = catalogue.path(table, condition.dimension)
    if of_member is None:
        return "rows"
    for metric in metrics:
        for group in groups_of(metric, catalogue):
            to_member = catalogue.path(group.table, dimension_id)
            of_row = catalogue.path(group.table, condition.dimension)
            if to_member is None or of_row != (*to_member[:-1], *of_member):
                return "unclear"  # a sale may be in another town than its buyer
    return "member"
