"""What a word means for the figures asked: generic words, dimensions seen from another table, members of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.kinship import tables_of
from intents.parse import MemberUse, Target
from queries.answer import Note
from queries.catalogue.model import Catalogue, Dimension, Metric


@dataclass(frozen=True)
class Allowed:
    """The breakdowns all the figures asked for can have, and what each figure's generic words prefer.

    Without figures (a funnel, a timeline) `dimensions` is what its table reaches.
    """

    catalogue: Catalogue
    metrics: tuple[Metric, ...]
    dimensions: frozenset[str]

    def dimension_of(self, target: Target) -> str | None:
        """The breakdown a word means here, None where the figures have none of that name."""
        if target.kind == "dimension":
            return self._seen(target.value)
        if target.kind == "generic":
            return self._generic(target.value)
        return target.value if not self.metrics or target.value in self.dimensions else None

    def meanings(self, target: Target) -> tuple[str, ...]:
        """The breakdowns of which it must be asked which one a word means; none where the figures tell."""
        if target.kind != "generic" or self._told(target.value) is not None:
            return ()
        generic = self.catalogue.generics[target.value]
        able = tuple(d for d in generic.dimensions if d in self.dimensions)
        return able if generic.ask and len(able) > 1 else ()

    def family_member(self, use: MemberUse) -> str | None:
        """The dimension a filter on members stands on: preferred by the figures, else the first they allow."""
        preferred = [v for m in self.metrics for v in m.prefers.values()]
        if use.said is not None and use.said in use.dimensions and use.said in self.dimensions:
            return use.said
        for dimension in (*(p for p in preferred if p in use.dimensions), *use.dimensions):
            if dimension in self.dimensions:
                return dimension
        return None

    def _seen(self, id: str) -> str | None:
        """The dimension itself, or one with the same members that these figures reach."""
        if id in self.dimensions:
            return id
        root = _root(self.catalogue.dimensions[id])
        relatives = [d.id for d in self.catalogue.dimensions.values() if _root(d) == root and d.id in self.dimensions]
        preferred = [v for m in self.metrics for v in m.prefers.values() if v in relatives]
        return next(iter((*preferred, *relatives)), None)

    def _generic(self, id: str) -> str | None:
        told = self._told(id)
        return told or next((d for d in self.catalogue.generics[id].dimensions if d in self.dimensions), None)

    def _told(self, id: str) -> str | None:
        """The breakdown that a generic word means by what the figures prefer; else, where it would be asked, the only
        one that is a column of their own rows, or of what these are lines of."""
        for metric in self.metrics:
            preferred = metric.prefers.get(id)
            if preferred and preferred in self.dimensions:
                return preferred
        generic = self.catalogue.generics[id]
        if not generic.ask:
            return None
        able = [d for d in generic.dimensions if d in self.dimensions]
        tables = frozenset[str]().union(*(tables_of(self.catalogue, m.id) for m in self.metrics))
        for near in (self._own, self._of_whole):
            own = [d for d in able if tables and all(near(table, d) for table in tables)]
            if own:
                return own[0] if len(own) == 1 else None
        return None

    def _own(self, table: str, dimension: str) -> bool:
        return len(self.catalogue.path(table, dimension) or ()) == 1

    def _of_whole(self, table: str, dimension: str) -> bool:
        path, time = self.catalogue.path(table, dimension) or (), self.catalogue.tables[table].time or ()
        return len(path) == 1 or (len(path) == 2 and path[:1] == time[:-1])


def allowed_for(catalogue: Catalogue, metrics: Sequence[str]) -> Allowed:
    """What the figures have in common."""
    found = tuple(catalogue.metrics[m] for m in metrics)
    common = frozenset.intersection(*(m.dimensions for m in found)) if found else frozenset(catalogue.dimensions)
    return Allowed(catalogue, found, common)


def reached_from(catalogue: Catalogue, table: str) -> Allowed:
    """What the rows of a table reach, for answers that are not figures."""
    reached = frozenset(d for d in catalogue.dimensions if catalogue.path(table, d) is not None)
    return Allowed(catalogue, (), reached)


def cannot_break_down(catalogue: Catalogue, metrics: Iterable[str], target: Target) -> Note:
    """The refusal of a breakdown: which figure has it not, and what that figure can be broken down by."""
    named = [catalogue.metrics[m] for m in metrics]
    guilty = [m for m in named if allowed_for(catalogue, [m.id]).dimension_of(target) is None] or named
    facts: dict[str, object] = {"dimension": target.value, "kind": target.kind}
    if guilty:
        facts |= {"metric": guilty[0].id, "dimensions": _breakdowns(catalogue, guilty[0])}
    return Note("cannot_break_down", facts)


def cannot_filter(catalogue: Catalogue, metrics: Iterable[str], use: MemberUse) -> Note:
    """The refusal of a filter."""
    named = [catalogue.metrics[m] for m in metrics]
    guilty = [m for m in named if not m.dimensions & set(use.dimensions)] or named
    facts: dict[str, object] = {"dimension": use.dimensions[0], "members": tuple(use.members)}
    if guilty:
        facts |= {"metric": guilty[0].id, "dimensions": _breakdowns(catalogue, guilty[0])}
    return Note("cannot_filter", facts)


def _breakdowns(catalogue: Catalogue, metric: Metric) -> tuple[str, ...]:
    return tuple(d for d in catalogue.dimensions if d in metric.dimensions)


def _root(dimension: Dimension) -> str:
    return dimension.same_as or dimension.id
