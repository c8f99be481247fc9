"""What of the query before can stand beside what a turn says: the rest is dropped, and both are named."""

from __future__ import annotations

from dataclasses import replace

from intents.followups.turns import Turn
from queries.query import BUCKETS, Compare, Query, Rank, plain_analysis

_COMPARED_UNIT = {"previous_month": "month", "previous_quarter": "quarter", "previous_week": "week"}
_PLAIN = ("value", "breakdown", "trend")
_LISTED = ("by", "having", "compare", "rank", "transforms", "me")
_PARTS = ("analysis", "metrics", "by", "filters", "having", "period", "compare", "rank", "transforms", "me")


def fitting(query: Query, before: Query) -> Query:
    """The query without what was kept from the one before and no longer fits."""
    query = replace(query, transforms=tuple(t for t in query.transforms if _stands(t, query)))
    if query.rank is not None and query.rank == before.rank and not [b for b in query.by if b not in BUCKETS]:
        query = replace(query, rank=None)
    if query.having == before.having and not query.by:
        query = replace(query, having=())
    unit = _COMPARED_UNIT.get(query.compare.kind) if query.compare else None
    moved = query.period is not None and (query.period.unit, query.period.count) != (unit, 1)
    if query.compare == before.compare and unit is not None and moved:
        query = replace(query, compare=Compare("previous_period"))
    if query.chart == before.chart not in (None, "table") and _shape(query) != _shape(before):
        query = replace(query, chart=None)
    return plain_analysis(query)


def _shape(query: Query) -> tuple[object, ...]:
    return query.analysis, query.by


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


def kept_parts(before: Query, query: Query, turn: Turn) -> tuple[str, ...]:
    """The parts of the query before that stand unchanged in the new one, without being said again."""
    said = _said(turn)
    return tuple(part for part in _PARTS if _is_kept(getattr(before, part), getattr(query, part), part, said))


def _is_kept(was: object, now: object, part: str, said: set[str]) -> bool:
    if not was or (part == "analysis" and was in _PLAIN):
        return False
    if isinstance(was, Rank) and isinstance(now, Rank):
        return part not in said and (was.order, was.n, was.nth) == (now.order, now.n, now.nth)
    if part not in said:
        return was == now
    # Of a list that was added to, some are the ones before.
    return isinstance(was, tuple) and isinstance(now, tuple) and was != now and bool(set(was) & set(now))


def dropped_parts(before: Query, query: Query, turn: Turn) -> tuple[str, ...]:
    """The parts of the query before that the new one cannot have, though nobody said so."""
    if query.analysis == "definition":
        return ()
    said = _said(turn) | set(turn.parts)
    if "total" in turn.said:
        said |= {"by", "rank", "having", "transforms"}
    if "compare" in turn.parts:
        said |= {"transforms"}  # growth and change are comparisons too
    if "by" in turn.parts:
        said |= {"rank", "having", "transforms"}
    found = []
    for part in _LISTED:
        was, now = getattr(before, part), getattr(query, part)
        # "Per week" takes the place of a mean per day, which is not gone.
        gone = not now or (part == "transforms" and not {_kind(t) for t in was} <= {_kind(t) for t in now})
        if was and gone and part not in said:
            found.append(part)
    return tuple(found)


def _kind(transform: str) -> str:
    return transform.partition(":")[0]


def _said(turn: Turn) -> set[str]:
    fresh = turn.fresh
    said = {
        "metrics": turn.names_figures(),
        "by": bool(fresh.by or turn.drafts["drop"].by),
        "filters": bool(fresh.filters or fresh.conditions),
        "having": bool(fresh.having or turn.drafts["drop"].having),
        "period": bool(fresh.periods or turn.moved),
        "compare": bool(fresh.compare or fresh.compared or fresh.flags & {"change", "changed"}),
        "rank": fresh.rank is not None,
        "transforms": bool(fresh.transforms or turn.drafts["drop"].transforms or "share" in turn.parts),
        "me": fresh.me is not None or "everywhere" in turn.said,
    }
    return {part for part, is_said in said.items() if is_said}
