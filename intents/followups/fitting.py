"""What of the query before can stand beside what a turn says: the rest is dropped, and both are named."""

from __future__ import annotations

from dataclasses import replace

from intents.followups.turns import Turn
from queries.query import BUCKETS, Compare, Query, plain_analysis

_COMPARED_UNIT = {"previous_month": "month", "previous_quarter": "quarter", "previous_week": "week"}
_PARTS = ("analysis", "metrics", "by", "filters", "having", "period", "compare", "rank", "transforms", "me")


def fitting(query: Query, before: Query) -> tuple[Query, tuple[str, ...]]:
    """The query without what no longer fits it, and the names of the parts left out."""
    dropped: list[str] = []
    transforms = tuple(t for t in query.transforms if _stands(t, query))
    if transforms != query.transforms:
        dropped.append("transforms")
    query = replace(query, transforms=transforms)
    if query.rank is not None and not [b for b in query.by if b not in BUCKETS] and query.rank == before.rank:
        dropped.append("rank")
        query = replace(query, rank=None)
    if before.rank is not None and query.rank is None and not query.by and "rank" not in dropped:
        dropped.append("rank")
    if before.having and query.having and not query.by:
        dropped.append("having")
        query = replace(query, having=())
    unit = _COMPARED_UNIT.get(query.compare.kind) if query.compare else None
    moved = query.period is not None and (query.period.unit, query.period.count) != (unit, 1)
    if query.compare == before.compare and unit is not None and moved:
        query = replace(query, compare=Compare("previous_period"))
    if query.chart == before.chart is not None and _shape(query) != _shape(before):
        query = replace(query, chart=None)
    return plain_analysis(query), tuple(dropped)


def _shape(query: Query) -> tuple[object, ...]:
    return query.analysis, query.by, len(query.metrics), query.compare is None


def _stands(transform: str, query: Query) -> bool:
    kind, _, over = transform.partition(":")
    if kind == "share":
        return bool(query.by) and (not over or over in query.by)
    if kind == "change":
        return query.compare is not None
    if kind.endswith("_over"):
        return over not in query.by
    if kind in ("growth", "running_total", "moving_average"):
        return query.bucket is not None
    return True


def named_parts(before: Query, query: Query, turn: Turn) -> tuple[str, ...]:
    """The parts of the query before that stand unchanged in the new one, without being said again."""
    said = _said(turn)
    found = []
    for part in _PARTS:
        value = getattr(before, part)
        if part == "analysis" and value in ("value", "breakdown", "trend"):
            continue
        if value and value == getattr(query, part) and part not in said:
            found.append(part)
    return tuple(found)


def _said(turn: Turn) -> set[str]:
    fresh = turn.fresh
    said = {
        "metrics": turn.names_figures(),
        "by": bool(fresh.by),
        "filters": bool(fresh.filters or fresh.conditions),
        "having": bool(fresh.having),
        "period": bool(fresh.periods),
        "compare": bool(fresh.compare or fresh.compared),
        "rank": fresh.rank is not None,
        "transforms": bool(fresh.transforms),
        "me": fresh.me is not None,
    }
    return {part for part, is_said in said.items() if is_said}
