"""What a headline tells besides the figure asked: the period before and the target; and how it is taken off again."""

from __future__ import annotations

from dataclasses import replace

from queries.answer import COMPARED, Answer, Note
from queries.catalogue.model import Catalogue
from queries.compiler.traits import traits
from queries.query import Compare, CompareKind, Query


def with_facts(query: Query, catalogue: Catalogue) -> Query:
    """The query of a plain figure, with its change on the period before and its attainment; any other as it is."""
    period = query.period
    bounded = period is not None and period.start is not None and period.end is not None
    if query.analysis != "value" or query.by or query.having or query.transforms or query.rank or not query.metrics:
        return query
    compare = query.compare or (Compare(_before(query, catalogue)) if bounded else None)
    metrics = query.metrics
    attainment = catalogue.metrics[metrics[0]].attainment
    if len(metrics) == 1 and compare is not None and attainment:
        narrowed = {f.dimension for f in (*query.filters, *query.scope)}
        if narrowed <= catalogue.metrics[attainment].dimensions:  # else the change would be lost with the target
            metrics = (*metrics, attainment)
    return replace(query, metrics=metrics, compare=compare)


def as_it_stands(query: Query, catalogue: Catalogue) -> bool:
    """Whether it asks how much there is on one day: customers today. A day earlier there was as good as the same."""
    period = query.period
    single = period is not None and (period.unit, period.count) == ("day", 1)
    return single and traits(query.metrics, catalogue).at_end == frozenset(query.metrics)


def _before(query: Query, catalogue: Catalogue) -> CompareKind:
    return "previous_month" if as_it_stands(query, catalogue) else "previous_period"


def asked_part(told: Answer, query: Query) -> Answer:
    """The answer without what was only computed for its headline."""
    notes = tuple(of for note in told.notes if (of := _of_asked(note, query)) is not None)
    added = set(COMPARED) if query.compare is None else set()
    kept = [i for i, c in enumerate(told.columns) if c.of in query.metrics and c.role not in added]
    return replace(
        told,
        query=query,
        notes=notes,
        columns=tuple(told.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in told.rows),
        compared=told.compared if query.compare is not None else None,
    )


def nothing_there(answer: Answer) -> bool:
    """Whether the period has no data: then there is nothing to tell beside it."""
    return bool(answer.without_data)


def _of_asked(note: Note, query: Query) -> Note | None:
    """A note about figures speaks of those asked for alone; None where it speaks of others."""
    if query.compare is None and note.code in ("nothing_compared", "compared_from"):
        return None
    metrics = note.facts.get("metrics")
    if not isinstance(metrics, tuple):
        return note
    asked = tuple(m for m in metrics if m in query.metrics)
    return replace(note, facts={**note.facts, "metrics": asked}) if asked else None
