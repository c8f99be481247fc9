"""The ranking a draft asks for: of what, by which figure, in which order, how many, within what."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from intents.parse import RankUse, Target
from intents.resolve import allowed_for
from intents.timing import UNSURE_WHICH
from intents.work import Refused, Work
from queries.answer import Note
from queries.query import BUCKETS, CYCLES, Query, Rank, plain_analysis

DEFAULT_COUNT = 10
_LIKELY = {"which": 0, "who": 0, "rank": 0, "bare": 1, "by": 2, "members": 4, "each": 5, "per": 5}


def choose_rank(work: Work, query: Query) -> Rank | None:
    """The ranking of a query, None where none is asked."""
    draft = work.draft
    use = draft.rank
    on = change_ranked(work, query)
    if use is None and draft.order_by is None and on is None:
        return None
    if not query.by:
        if use is not None and use.all:
            _check_one(query, Rank(_order(work, use, query.metrics[0]), None, query.metrics[0]))
        raise Refused(Note("rank_needs_breakdown", {"metric": query.metrics[0]}))
    metric = (use.by if use else None) or draft.order_by or _attained(work, query) or query.metrics[0]
    if on is not None and (use is None or use.order is None):
        return Rank("bottom" if "rank_falls" in draft.flags else "top", use.n if use else None, metric, on=on)
    if use is None:
        return Rank("top", None, metric)
    if on is not None:
        return Rank(_order_of_change(work, use), _count(work, use), metric, None, use.nth, use.percent, on)
    if use.order in ("fastest", "slowest") and work.catalogue.metrics[metric].unit not in ("days", "hours"):
        raise Refused(Note("not_a_time", {"metrics": (metric,)}))
    if use.target is not None and not draft.metrics and any(t.how == "by" and t.plural for t in draft.by):
        work.penalty += 10  # "top 3 teams by reps" does not say by which figure
    target = _target(work, use, query)
    within = _within(work, use, query, target)
    n = _count(work, use)
    if n is not None and n < 1:
        raise Refused(Note("rank_count", {"n": n}))
    order = _order(work, use, metric)
    below = [one.metric for one in draft.having if one.op[0] == "<" and one.value <= 0 and one.upper is None]
    if metric in below and use.order not in ("best", "worst"):
        # "the biggest losses" are the lowest profits; of "the top 5 with negative profit" it is asked.
        order = "bottom" if order == "top" else "top"
        work.penalty += 0 if "losing" in draft.flags else UNSURE_WHICH
    return Rank(order, n, metric, within, use.nth, use.percent)


def _check_one(query: Query, rank: Rank) -> None:
    """ "the rank of Tehran": its place is seen among all of them; raises Refused."""
    if [(one.op, len(one.members)) for one in query.filters] == [("in", 1)]:
        all_of_them = replace(query, filters=(), by=(query.filters[0].dimension,), rank=rank)
        raise Refused(Note("rank_of_one", {"metric": query.metrics[0]}), plain_analysis(all_of_them))


def _attained(work: Work, query: Query) -> str | None:
    """ "the worst 3 territories against target": by how much of it they reached, where no figure is named beside it."""
    owners = (m for m in work.catalogue.metrics.values() if m.goal and m.attainment in query.metrics)
    owner = next((m for m in owners if set(query.metrics) <= {m.id, m.goal, m.attainment}), None)
    if owner is None or any(use.id == owner.id for use in work.draft.metrics):
        return None
    return owner.attainment


def change_ranked(work: Work, query: Query) -> Literal["change", "growth"] | None:
    """Whether the change is ranked, and which: the amount or the fraction; None where that is not clear."""
    flags = work.draft.flags
    told = {f.partition(":")[2] for f in flags if f.startswith("rank_told:")}
    if "change" not in query.transforms or query.compare is None or len(told) != 1 or len(query.metrics) != 1:
        return None
    if len(query.by) != 1 or len(query.dimensions) != 1 or told & {"any", "over"}:
        return None  # "the biggest change" may be a rise or a fall
    if "by" not in told and work.catalogue.metrics[query.metrics[0]].good == "down":
        return None  # "improved the most" where less is better
    use = work.draft.rank
    if "rank_falls" in flags and use is not None and use.order in ("bottom", "least", "best", "worst", "slowest"):
        return None
    return "growth" if "rank_on:growth" in flags else "change"


def _order_of_change(work: Work, use: RankUse) -> Literal["top", "bottom"]:
    low = use.order in ("bottom", "least", "worst", "slowest")
    return "bottom" if low or "rank_falls" in work.draft.flags else "top"


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
    allowed = allowed_for(work.catalogue, query.metrics)
    named = sorted(work.draft.by, key=lambda t: _LIKELY.get(t.how, 3))
    for target in (use.target, *named):
        dimension = allowed.dimension_of(target) if target is not None else None
        if target is None or dimension is None or dimension not in query.by:
            continue
        if target is use.target or target.how != "by" or dimension not in (*BUCKETS, *CYCLES):
            return dimension
    plain = [b for b in query.by if b not in BUCKETS and b not in CYCLES]
    return (plain or list(query.by))[0]


def _within(work: Work, use: RankUse, query: Query, target: str) -> str | None:
    """The breakdown a ranking starts anew in: "in each territory", or a second one beside what is ranked."""
    allowed = allowed_for(work.catalogue, query.metrics)
    each = [allowed.dimension_of(t) for t in work.draft.by if t.how in ("each", "per")]
    others = [b for b in query.by if b != target]
    named = next((b for b in others if b in each), None)
    if named is not None or use.all or not others:
        return named
    return others[0]


def _count(work: Work, use: RankUse) -> int | None:
    if use.n is not None:
        return use.n
    if use.all:
        return None
    if use.item is not None and use.item.kind == "rank":
        return DEFAULT_COUNT
    if use.item is not None and use.item.kind == "sellers" and use.item.plural:
        return DEFAULT_COUNT
    flags = work.draft.flags
    named: Target | None = use.target or next((t for t in work.draft.by if t.how in ("which", "bare")), None)
    if named is None:
        return 1 if flags & {"who", "where"} else DEFAULT_COUNT
    return DEFAULT_COUNT if named.plural else 1
