"""Works out what each metric can be broken down by: what all tables its parts use reach, narrowed by the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from queries.catalogue.metrics import Draft
from queries.catalogue.model import (
    Attrition,
    Cohort,
    Definition,
    Derived,
    Dimension,
    Metric,
    Path,
    Ratio,
    Simple,
    Stock,
    Table,
)
from queries.catalogue.problems import Problems
from queries.catalogue.tables import TableTraits
from queries.query import BUCKETS, CYCLES

TIMES: frozenset[str] = frozenset((*BUCKETS, *CYCLES))
_BUCKETS = frozenset(BUCKETS)
_FROM_GRAIN = {
    "day": TIMES - {"hour"},
    "month": frozenset({"month", "quarter", "year", "month_of_year"}),
    "quarter": frozenset({"quarter", "year"}),
    "year": frozenset({"year"}),
}


def parts(definition: Definition) -> tuple[str, ...]:
    """The metrics a definition is made of."""
    if isinstance(definition, Ratio):
        return (definition.numerator, definition.denominator)
    if isinstance(definition, Derived):
        return definition.metrics
    if isinstance(definition, Attrition | Cohort):
        return (definition.of,)
    return ()


def ordered(drafts: Mapping[str, Draft], problems: Problems) -> list[str]:
    """Metric ids so that parts come before what they are parts of; metrics made of themselves are a problem."""
    done: dict[str, bool] = {}
    order: list[str] = []

    def visit(name: str, trail: tuple[str, ...]) -> bool:
        if name in trail:
            circle = " → ".join((*trail[trail.index(name) :], name))
            problems.add(drafts[name].metric.place, f"metric {name} is made of itself: {circle}")
            return False
        if name not in done and name in drafts:
            sound = [visit(part, (*trail, name)) for part in parts(drafts[name].metric.definition)]
            done[name] = all(sound)
            if done[name]:
                order.append(name)
        return done.get(name, True)

    for name in drafts:
        visit(name, ())
    return order


class Reach:
    """What metrics can be broken down by, worked out part by part."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        traits: Mapping[str, TableTraits],
        dimensions: Mapping[str, Dimension],
        paths: Mapping[tuple[str, str], Path],
        problems: Problems,
    ) -> None:
        self._tables = tables
        self._traits = traits
        self._dimensions = dimensions
        self._paths = paths
        self._problems = problems

    def finish(self, draft: Draft, done: Mapping[str, Metric]) -> Metric | None:
        """The metric with its breakdowns and preferences; None where a part of it is missing."""
        metric = draft.metric
        made_of = parts(metric.definition)
        if any(part not in done for part in made_of):
            return None
        reached = self._reached(draft, done)
        narrowing = draft.narrowing
        if narrowing.only is not None:
            for name in sorted(narrowing.only - reached):
                self._problems.add(
                    narrowing.place,
                    f"metric {metric.id} cannot be broken down by {name}: "
                    + ("not every part reaches it" if made_of else "no joins lead there from its table"),
                )
            times = narrowing.only & TIMES or reached & TIMES
            reached &= narrowing.only | times
        prefers: dict[str, str] = {}
        for part in reversed(made_of):
            prefers.update(done[part].prefers)
        if isinstance(metric.definition, Simple | Stock) and metric.definition.table in self._tables:
            prefers.update(self._tables[metric.definition.table].prefers)
        prefers.update(metric.prefers)
        allowed = reached - narrowing.without
        return replace(metric, dimensions=allowed, prefers={g: d for g, d in prefers.items() if d in allowed})

    def _reached(self, draft: Draft, done: Mapping[str, Metric]) -> frozenset[str]:
        definition = draft.metric.definition
        if isinstance(definition, Simple):
            times = self._times(definition, draft.hours)
            return self._joined(definition.table, timed=bool(times)) | times
        if isinstance(definition, Stock):
            return self._joined(definition.table, timed=True) | _BUCKETS
        common = frozenset.intersection(*(done[part].dimensions for part in parts(definition)))
        if isinstance(definition, Attrition | Cohort) or (isinstance(definition, Derived) and definition.window_months):
            return common - (TIMES - _BUCKETS)
        return common

    def _joined(self, table: str, *, timed: bool) -> frozenset[str]:
        return frozenset(
            name
            for name, dimension in self._dimensions.items()
            if (table, name) in self._paths and (timed or dimension.bands is None)
        )

    def _times(self, definition: Simple, hours: bool | None) -> frozenset[str]:
        table = self._tables.get(definition.table)
        time = table and (definition.time or table.time)
        if table is None or not time:
            return frozenset()
        if definition.spread:
            return _BUCKETS
        traits = self._traits[self._end(table, time)]
        allowed = _FROM_GRAIN[traits.grain]
        has_hours = traits.hours if hours is None else hours
        return allowed | {"hour"} if has_hours and traits.grain == "day" else allowed

    def _end(self, table: Table, path: Path) -> str:
        """The table that a path's column stands in."""
        for step in path[:-1]:
            join = table.joins.get(step)
            following = join and self._tables.get(join.to)
            if not following:
                break  # a wrong path, noted already
            table = following
        return table.id
