"""The shape of a query, as far as it decides the chart: how many figures, by what, how many members, how long."""

from __future__ import annotations

from dataclasses import dataclass

from charts.additive import adds_over_members, adds_over_time
from charts.words import REASON_WORDS
from queries.catalogue.model import Catalogue, Dimension, Metric
from queries.members import Members
from queries.query import BUCKETS, CYCLES, Query

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
_CYCLE_LENGTH = {"hour": 24, "weekday": 7, "month_of_year": 12}


@dataclass(frozen=True, slots=True)
class Shape:
    """`time` is the bucket or cycle of the query, `dimensions` the other breakdowns, `sizes` their members in order.

    An unknown number of members is 0. `buckets` is how many points the period holds, None where that is open.
    """

    query: Query
    metrics: tuple[Metric, ...]
    dimensions: tuple[Dimension, ...]
    sizes: tuple[int, ...]
    time: str | None
    buckets: int | None
    days: int | None
    adds_over_time: bool
    adds_over_members: bool

    @property
    def units(self) -> frozenset[str]:
        return frozenset(m.unit for m in self.metrics)

    @property
    def has_goal(self) -> bool:
        """A figure is held against its target, by its metrics or by the comparison, and nothing else is asked."""
        asked = {m.id for m in self.metrics}
        against = self.query.compare is not None and self.query.compare.kind == "target"
        return any(
            m.goal and (against or m.goal in asked) and not asked - {m.id, m.goal, m.attainment} for m in self.metrics
        )

    @property
    def about_reasons(self) -> bool:
        """The breakdown says why something happened: its name says so in one of the languages."""
        return len(self.dimensions) == 1 and _named_reason(self.dimensions[0])


def shape_of(query: Query, catalogue: Catalogue, members: Members) -> Shape:
    """The shape of a query, from the catalogue and the members, without data."""
    metrics = tuple(catalogue.metrics[m] for m in query.metrics if m in catalogue.metrics)
    dimensions = tuple(catalogue.dimensions[d] for d in query.dimensions if d in catalogue.dimensions)
    time = next((b for b in query.by if b in BUCKETS or b in CYCLES), None)
    days = None
    if query.period and query.period.start and query.period.end:
        days = (query.period.end - query.period.start).days
    buckets = _CYCLE_LENGTH.get(time or "")
    if time in _DAYS and days is not None:
        buckets = max(1, round(days / _DAYS[time]))
    return Shape(
        query=query,
        metrics=metrics,
        dimensions=dimensions,
        sizes=tuple(_size(d, query, members) for d in dimensions),
        time=time,
        buckets=buckets,
        days=days,
        adds_over_time=bool(metrics) and all(adds_over_time(m.id, catalogue) for m in metrics),
        adds_over_members=bool(metrics) and all(adds_over_members(m.id, catalogue) for m in metrics),
    )


def sells(dimension: Dimension, catalogue: Catalogue) -> bool:
    """The members are people who answer for a figure, or groups of them: teams, branches; not places on a map.

    A group is what a person belongs to: a table that the people's table joins to, or what rights are narrowed by.
    """
    if dimension.person:
        return True
    if dimension.boundary or dimension.map_as:
        return False
    people = {d.table for d in catalogue.dimensions.values() if d.person}
    groups = {j.to for t in people if t in catalogue.tables for j in catalogue.tables[t].joins.values()}
    return dimension.scope or (dimension.table in groups and bool(dimension.key))


def _size(dimension: Dimension, query: Query, members: Members) -> int:
    chosen = [f for f in query.filters if f.dimension == dimension.id and f.op == "in"]
    if chosen:
        return min(len(f.members) for f in chosen)
    known = members.count(dimension.id) or (members.count(dimension.same_as) if dimension.same_as else 0)
    return known or len(dimension.members) or (len(dimension.bands.bounds) if dimension.bands else 0)


def _named_reason(dimension: Dimension) -> bool:
    names = [*dimension.words.label.values(), *(s for many in dimension.words.synonyms.values() for s in many)]
    return any(word in REASON_WORDS for name in names for word in name.casefold().replace("\u200c", " ").split())
