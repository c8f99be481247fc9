"""One filter as a condition on a table's own rows, outside of any figure's statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.compiler.member_tests import condition_on, label_paths
from queries.compiler.shape import filter_shape
from queries.compiler.source import Source
from queries.query import Filter


def bound_condition(
    condition: Filter, name: str, source: Source, catalogue: Catalogue, values: dict[str, object]
) -> exp.Expr:
    """One filter on a table's rows; its members go into `values` under `name`.

    Raises CannotAnswer where the table does not have the dimension.
    """
    path = catalogue.path(source.table, condition.dimension)
    dimension = catalogue.dimensions[condition.dimension]
    if path is None or dimension.bands is not None:
        code = "rows_not_reached" if name.startswith("scope") else "not_filtered"
        raise refuse(code, dimension=condition.dimension, table=source.table, allowed=())
    told = label_paths(filter_shape(condition), condition.dimension, source.table, catalogue)
    labels = [nodes.as_text(source.column(other)) for other in told]
    return bound_on(nodes.as_text(source.column(path)), condition, name, values, labels)


def bound_on(
    member: exp.Expr, condition: Filter, name: str, values: dict[str, object], labels: Sequence[exp.Expr] = ()
) -> exp.Expr:
    """The same on expressions that give the member as text, in its own and in other languages."""
    shape = filter_shape(condition)
    given = [member for member in condition.members if member]
    if shape.patterns:
        values.update({f"{name}_{i}": member for i, member in enumerate(given)})
    elif given and condition.op != "none":
        values[name] = given
    return condition_on(shape, member, name, blank=True, labels=labels)
