"""Questions that work, for people whose question did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intents.assemble import Candidate
from intents.kinship import main_metric
from intents.lexicon import Sense
from intents.sentence import sentence_of
from queries.catalogue.model import Catalogue
from queries.members import Members
from queries.query import Filter, Query, plain_analysis


def suggestions_for(
    candidate: Candidate,
    catalogue: Catalogue,
    language: str,
    count: int = 3,
    offered: frozenset[str] | None = None,
    near: Sequence[Sense] = (),
    members: Members | None = None,
) -> tuple[str, ...]:
    """Up to `count` questions near what was asked: of members named nearly so, then its figures by their breakdowns.

    Only figures offered are in them; `near` are the members that unknown words may mean.
    """
    found: list[str] = []
    for query in (*_of_members(candidate, catalogue, near, offered), *_of_figures(candidate, catalogue, offered)):
        text = sentence_of(query, catalogue, language, members)
        if text not in found:
            found.append(text)
        if len(found) >= count:
            break
    return tuple(found)


def _of_members(
    candidate: Candidate, catalogue: Catalogue, near: Sequence[Sense], offered: frozenset[str] | None
) -> Iterator[Query]:
    """What was understood, of each of the members."""
    base = _understood(candidate, catalogue)
    if base is None or (offered is not None and not set(base.metrics) <= offered):
        return
    common = frozenset.intersection(*(catalogue.metrics[m].dimensions for m in base.metrics))
    for sense in near:
        dimension = next((d for d in sense.dimensions if d in common), None)
        if dimension is None or any(f.dimension == dimension for f in base.filters):
            continue
        by = tuple(b for b in base.by if b != dimension)
        filters = (*base.filters, Filter(dimension, "in", (sense.value,)))
        yield plain_analysis(replace(base, by=by, filters=filters))


def _understood(candidate: Candidate, catalogue: Catalogue) -> Query | None:
    """The plain figures of the query, or those named, or the company's main one where only a member was named."""
    query = candidate.query
    if query is not None and query.analysis in ("value", "breakdown", "trend") and query.metrics:
        return Query(query.metrics, query.by, query.filters, period=query.period)
    named = tuple(dict.fromkeys(use.id for use in candidate.draft.metrics if not use.having_only))
    if not named:
        main = main_metric(catalogue)
        return Query((main,)) if main is not None else None
    return Query(named[:1]) if named[0] in catalogue.metrics else None


def _of_figures(candidate: Candidate, catalogue: Catalogue, offered: frozenset[str] | None) -> Iterator[Query]:
    named = [use.id for use in candidate.draft.metrics if use.id in catalogue.metrics]
    visible = [m.id for m in catalogue.metrics.values() if not m.hidden]
    for id in dict.fromkeys([*named, *visible]):
        if offered is not None and id not in offered:
            continue
        metric = catalogue.metrics[id]
        asked = [t.value for t in candidate.draft.by if t.value in metric.dimensions]
        by = next(iter([*asked, *[d for d in catalogue.dimensions if d in metric.dimensions]]), None)
        yield Query(metrics=(id,), by=(by,) if by else ())
