"""The scorecard: one row, each metric of the set with its change on the period before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.answer import Answer, Note
from queries.cannot import CannotAnswer, refuse
from queries.dataset import Dataset
from queries.defaults import default_period
from queries.query import Compare, Query, plain_analysis
from queries.run import answer


def scorecard(query: Query, dataset: Dataset, today: date) -> Answer:
    """Columns as of a plain answer: per metric the figure, the previous one, the change and the change in percent.

    With `by` the rows are that dimension's members and nothing is compared unless asked. A metric that cannot be had
    for this entity or period is left out and noted, the others are shown.
    """
    card = dataset.catalogue.scorecards.get(query.scorecard or "")
    metrics = query.metrics or (card.metrics if card is not None else ())
    if not metrics:
        raise refuse("no_metric")
    by = query.by or ((card.by,) if card is not None and card.by is not None else ())
    plain = plain_analysis(replace(query, analysis="value", metrics=metrics, by=by))
    if plain.period is None:
        plain = replace(plain, period=default_period(plain, dataset.catalogue, today, dataset.through_of(plain, today)))
    if plain.compare is None and not by and plain.period is not None and plain.period.start is not None:
        plain = replace(plain, compare=Compare("previous_period"))
    found = _without_what_fails(plain, dataset, today)
    assumed = () if query.period is not None else (Note("assumed_period", {"period": plain.period}),)
    return replace(found, query=replace(query, metrics=found.query.metrics, by=by), notes=(*assumed, *found.notes))


def _without_what_fails(query: Query, dataset: Dataset, today: date) -> Answer:
    """The answer over the metrics that can be had, tried alone only where they cannot be had together."""
    try:
        return answer(query, dataset, today)
    except CannotAnswer as whole:
        kept: list[str] = []
        lost: list[Note] = []
        for metric in query.metrics:
            try:
                answer(replace(query, metrics=(metric,)), dataset, today)
                kept.append(metric)
            except CannotAnswer as refusal:
                lost.append(Note("left_out", {"metric": metric, "why": refusal.note}))
        if not kept or len(kept) == len(query.metrics):
            raise whole from None
        found = answer(replace(query, metrics=tuple(kept)), dataset, today)
        return replace(found, notes=(*found.notes, *lost))
