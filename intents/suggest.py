"""Questions that work, for people whose question did not."""

from __future__ import annotations

from datetime import date

from intents.assemble import Candidate
from intents.sentence import sentence_of
from queries.catalogue.model import Catalogue
from queries.query import Query


def suggestions_for(
    candidate: Candidate,
    catalogue: Catalogue,
    language: str,
    today: date,
    count: int = 3,
    offered: frozenset[str] | None = None,
) -> tuple[str, ...]:
    """Up to `count` questions near what was asked: its figures (those offered) by breakdowns they have."""
    named = [use.id for use in candidate.draft.metrics if use.id in catalogue.metrics]
    visible = [m.id for m in catalogue.metrics.values() if not m.hidden]
    wanted = [id for id in dict.fromkeys([*named, *visible]) if offered is None or id in offered]
    found: list[str] = []
    for id in wanted:
        metric = catalogue.metrics[id]
        asked = [t.value for t in candidate.draft.by if t.value in metric.dimensions]
        by = next(iter([*asked, *[d for d in catalogue.dimensions if d in metric.dimensions]]), None)
        queries = [Query(metrics=(id,), by=(by,) if by else ())]
        for query in queries:
            text = sentence_of(query, catalogue, language)
            if text not in found:
                found.append(text)
        if len(found) >= count:
            break
    return tuple(found[:count])
