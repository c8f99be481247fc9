"""Filters that a figure's own condition rules out: won deals that are lost, a pipeline of deals that are won."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from queries.catalogue.expressions import column_paths
from queries.catalogue.model import Catalogue, Derived, Path, Ratio, Simple, Stock
from queries.query import Query


def contradiction(catalogue: Catalogue, query: Query) -> str | None:
    """The figure of a query that one of its filters leaves nothing of, None where there is none."""
    for metric in query.metrics:
        for table, where in _conditions(catalogue, metric):
            for one in query.filters:
                path = catalogue.path(table, one.dimension)
                if one.op == "in" and path is not None and not _may_meet(where, path, {m for m in one.members if m}):
                    return metric
    return None


def _conditions(catalogue: Catalogue, metric: str) -> Iterator[tuple[str, exp.Expression]]:
    match catalogue.metrics[metric].definition:
        case Simple(table=table, where=where) | Stock(table=table, where=where):
            if where is not None:
                yield table, where
        case Ratio(numerator=over):
            yield from _conditions(catalogue, over)
        case Derived(metrics=parts):
            for part in parts:
                yield from _conditions(catalogue, part)


def _may_meet(where: exp.Expression, path: Path, members: set[str]) -> bool:
    """Whether rows of these members can meet the condition; True where it does not speak of them."""
    for part in where.flatten() if isinstance(where, exp.And) else (where,):
        negated = isinstance(part, exp.Not)
        test = part.this if isinstance(part, exp.Not) else part
        if not isinstance(test, exp.EQ | exp.In) or list(column_paths(test)) != [path]:
            continue
        values = {literal.this for literal in test.find_all(exp.Literal) if literal.is_string}
        if (members <= values) if negated else members.isdisjoint(values):
            return False
    return True
