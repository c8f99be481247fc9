"""Rights: the rows and figures a person may see, part of the data they are answered from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from queries.answer import Note
from queries.cannot import CannotAnswer
from queries.catalogue.figures import parts_of
from queries.catalogue.model import Catalogue
from queries.compiler.parts import groups_of
from queries.dataset import Dataset
from queries.query import Filter, Query

TIMELINES = "timelines"


class Denied(CannotAnswer):
    """What is asked for may not be seen by who asks; the note says what and what may be."""


def within_rights(query: Query, dataset: Dataset) -> Query:
    """The query narrowed to the rows that this data may be asked for.

    Everything that reads rows goes through here. Raises Denied for a figure that it may not be asked for.
    """
    if dataset.allowed is not None:
        for name in asked_figures(query):
            if name not in dataset.allowed:
                raise denied(name, dataset.allowed, dataset.catalogue)
    if dataset.scope and query.analysis != "goals":
        check_reach(query, dataset.scope, dataset.catalogue)
    missing = tuple(condition for condition in dataset.scope if condition not in query.scope)
    return replace(query, scope=(*query.scope, *missing)) if missing else query


def asked_figures(query: Query) -> Iterator[str]:
    """What a query shows or rests on, as rights name it: metrics, "funnel.ID" and "timelines".

    A ratio that no catalogue keeps is seen by who may see both of its figures, a median by who may see the mean.
    """
    ranked = (query.rank.by,) if query.rank is not None and query.rank.by is not None else ()
    for name in (*query.metrics, *(condition.metric for condition in query.having), *ranked):
        yield from parts_of(name)
    if query.analysis == "funnel" and query.funnel is not None:
        yield f"funnel.{query.funnel}"
    if query.analysis == "timeline":
        yield TIMELINES


def denied(name: str, allowed: frozenset[str], catalogue: Catalogue) -> Denied:
    """The refusal of a figure, with what may be asked for."""
    metrics = tuple(m.id for m in catalogue.metrics.values() if m.id in allowed and not m.hidden)
    return Denied(
        Note(
            "metric_denied" if metrics else "none_denied", {"metric": name.removeprefix("funnel."), "allowed": metrics}
        )
    )


def offered(dataset: Dataset) -> frozenset[str] | None:
    """The metrics that the rights on this data let be answered; None where nothing narrows them."""
    if not dataset.scope and dataset.allowed is None:
        return None
    return frozenset(
        name
        for name in dataset.catalogue.metrics
        if (dataset.allowed is None or name in dataset.allowed) and reaches(name, dataset.scope, dataset.catalogue)
    )


def is_filtered_whole(query: Query, scope: tuple[Filter, ...], catalogue: Catalogue) -> bool:
    """Whether a query's own filters narrow every row behind its figures, as rights on the same members would.

    They do not narrow what is looked up for an entity (as-of conditions, later events, bands), and on a table that does
    not have the dimension they mean another one with the same members.
    """
    bands = {d.id for d in catalogue.dimensions.values() if d.bands is not None}
    if bands & {*query.by, *(f.dimension for f in query.filters)}:
        return False
    metrics = [name for name in asked_figures(query) if name in catalogue.metrics]
    if any(g.any_of or g.kind == "cohort" for name in metrics for g in groups_of(name, catalogue)):
        return False
    return all(reaches(name, scope, catalogue) for name in metrics)


def figures_of(catalogue: Catalogue) -> frozenset[str]:
    """All that rights can name."""
    return frozenset((*catalogue.metrics, *(f"funnel.{name}" for name in catalogue.funnels), TIMELINES))


def check_reach(query: Query, scope: tuple[Filter, ...], catalogue: Catalogue) -> None:
    """Raise Denied for a figure of the query that cannot be narrowed to the rows of the scope."""
    for name in asked_figures(query):
        for condition in scope:
            if name in catalogue.metrics and not reaches(name, (condition,), catalogue):
                raise Denied(Note("scope_not_reached", {"metric": name, "dimension": condition.dimension}))


def reaches(metric: str, scope: tuple[Filter, ...], catalogue: Catalogue) -> bool:
    """Whether every part of a figure can be narrowed to those rows."""
    return all(
        catalogue.path(group.table, condition.dimension) is not None
        for group in groups_of(metric, catalogue)
        for condition in scope
    )
