"""A figure held against its target: the metric kept as its goal, and the one that divides the two, beside it."""

from __future__ import annotations

from dataclasses import replace

from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.compiler.parts import metric_of
from queries.query import Query


def with_targets(query: Query, catalogue: Catalogue) -> Query:
    """The query with goals and attainments as metrics of their own, where the comparison is with the target."""
    if query.compare is None or query.compare.kind != "target":
        return query
    metrics: list[str] = []
    for metric in query.metrics:
        found = metric_of(metric, catalogue)
        metrics.append(metric)
        if found.goal is not None:
            metrics += [found.goal, *([found.attainment] if found.attainment is not None else [])]
        elif not any(other.goal == metric or other.attainment == metric for other in catalogue.metrics.values()):
            raise refuse("no_target", metric=metric)
    return replace(query, metrics=tuple(dict.fromkeys(metrics)), compare=None)
