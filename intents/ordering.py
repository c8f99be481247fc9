"""The ranking a draft asks for: of what, by which figure, in which order, how many, within what."""

from __future__ import annotations

from typing import Literal

from intents.parse import RankUse, Target
from intents.resolve import allowed_for
from intents.work import Refused, Work
from queries.answer import Note
from queries.query import BUCKETS, CYCLES, Query, Rank

DEFAULT_COUNT = 10


def choose_rank(work: Work, query: Query) -> Rank | None:
    """The ranking of a query, None where none is asked."""
    draft = work.draft
    use = draft.rank
    if use is None and draft.order_by is None:
        return None
    if not query.by:
        raise Refused(Note("rank_needs_breakdown", {"metric": query.metrics[0]}))
    metric = (use.by if use else None) or draft.order_by or query.metrics[0]
    if use is None:
        return Rank("top", None, metric)
    target = _target(work, use, query)
    others = [b for b in query.by if b != target]
    within = others[0] if others and (use.target is not None or use.superlative or use.all) else None
    if within is not None and use.all and use.target is None:
        within = None
    n = _count(work, use)
    if n is not None and n < 1:
        raise Refused(Note("rank_count", {"n": n}))
    return Rank(_order(work, use, metric), n, metric, within, use.nth, use.percent)


def _order(work: Work, use: RankUse, metric_id: str) -> Literal["top", "bottom"]:
    metric = work.catalogue.metrics[metric_id]
    timed = metric.unit in ("days", "hours")
    match use.order:
        case "best":
            return "bottom" if metric.good == "down" else "top"
        case "worst":
            return "top" if metric.good == "down" else "bottom"
        case "fastest":
            return "bottom" if timed else "top"
        case "slowest":
            return "top" if timed else "bottom"
        case "bottom" | "least":
            return "bottom"
        case _:
            return "top"


def _target(work: Work, use: RankUse, query: Query) -> str:
    chosen = use.target or next((t for t in work.draft.by if t.how in ("which", "who")), None)
    if chosen is not None:
        dimension = allowed_for(work.catalogue, query.metrics).dimension_of(chosen)
        if dimension in query.by and dimension is not None:
            return dimension
    plain = [b for b in query.by if b not in BUCKETS and b not in CYCLES]
    return (plain or list(query.by))[-1]


def _count(work: Work, use: RankUse) -> int | None:
    if use.n is not None:
        return use.n
    if use.all:
        return None
    if use.item is not None and use.item.kind == "rank":
        return DEFAULT_COUNT
    flags = work.draft.flags
    if use.target is None and ("which_one" in flags or "who" in flags):
        return 1
    named: Target | None = use.target or next((t for t in work.draft.by if t.how in ("which", "bare")), None)
    if named is not None and not named.plural:
        return 1
    return DEFAULT_COUNT
