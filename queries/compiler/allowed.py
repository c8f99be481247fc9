"""Whether the catalogue lets this query be asked: every metric must have every breakdown and filter."""

from __future__ import annotations

from queries.cannot import refuse
from queries.catalogue.model import Catalogue, Funnel, Metric
from queries.compiler.parts import metric_of
from queries.query import BUCKETS, CYCLES, Query

_TIMES = frozenset((*BUCKETS, *CYCLES))


def check_values(query: Query) -> None:
    """Raise CannotAnswer for what no shape shows: a person not yet known, a place below the first."""
    if query.me is not None:
        raise refuse("person_unknown", me=query.me)
    if query.rank is not None and query.rank.n is not None and query.rank.n < 1:
        raise refuse("rank_below_one", n=query.rank.n)
    if not query.metrics and query.analysis != "funnel":
        raise refuse("no_metric")


def check_allowed(query: Query, catalogue: Catalogue) -> None:
    """Raise CannotAnswer with what can be asked instead."""
    if len(set(query.by)) != len(query.by) or sum(b in BUCKETS for b in query.by) > 1:
        raise refuse("breakdown_twice", by=query.by)
    for name in (*query.by, *(f.dimension for f in query.filters), *(f.dimension for f in query.scope)):
        if name not in catalogue.dimensions and name not in _TIMES:
            raise refuse("unknown_breakdown", dimension=name)
    extra = [h.metric for h in query.having]
    if query.rank is not None and query.rank.by is not None:
        extra.append(query.rank.by)
    for name in dict.fromkeys((*query.metrics, *extra)):
        _check(metric_of(name, catalogue), query, catalogue)
    within = query.rank.within if query.rank is not None else None
    if within is not None and within not in query.by:
        raise refuse("unknown_breakdown", dimension=within)


def check_funnel(query: Query, funnel: Funnel, catalogue: Catalogue) -> None:
    """Raise CannotAnswer where the funnel's base does not reach a breakdown or filter."""
    reached = frozenset(d for d in catalogue.dimensions if catalogue.path(funnel.base, d) is not None)
    for name in query.by:
        if name not in reached:
            raise refuse("not_broken_down", metric=funnel.id, dimension=name, allowed=tuple(sorted(reached)))
    for condition in query.filters:
        if not (same_members(condition.dimension, catalogue) & reached):
            allowed = tuple(sorted(reached))
            raise refuse("not_filtered", metric=funnel.id, dimension=condition.dimension, allowed=allowed)


def _check(metric: Metric, query: Query, catalogue: Catalogue) -> None:
    for name in query.by:
        if name not in metric.dimensions:
            raise refuse("not_broken_down", metric=metric.id, dimension=name, allowed=tuple(sorted(metric.dimensions)))
    for condition in query.filters:
        if not (same_members(condition.dimension, catalogue) & metric.dimensions):
            allowed = tuple(sorted(metric.dimensions - _TIMES))
            raise refuse("not_filtered", metric=metric.id, dimension=condition.dimension, allowed=allowed)


def same_members(dimension: str, catalogue: Catalogue) -> frozenset[str]:
    """The dimension, and those that are known to have the same members."""
    found = catalogue.dimensions.get(dimension)
    root = (found.same_as if found is not None else None) or dimension
    return frozenset(d.id for d in catalogue.dimensions.values() if (d.same_as or d.id) == root) | {dimension}
