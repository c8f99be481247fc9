"""Turns that ask for a special answer ("why?"), and turns that change one."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import cast

from intents.followups.filtering import at_home, changed_filters
from intents.followups.moving import moved_back
from intents.followups.turns import Turn
from intents.parse import Draft, MemberUse, MetricUse, Target
from intents.periods import PeriodMatch
from intents.resolve import Allowed, allowed_for, cannot_break_down, reached_from
from intents.specials import special_filters, special_query
from intents.timing import compare_of
from intents.work import Refused, Work
from queries.answer import Note
from queries.query import BUCKETS, ChartKind, Period, Query

_TAKEN = frozenset(("metrics", "by", "filters", "periods", "compared", "compare", "chart", "me", "flags", "problem",
                    "unread", "spans", "penalty"))  # fmt: skip
_TAKEN_FLAGS = frozenset(("compare", "vs", "change", "changed", "why", "forecast", "define", "what_is", "performance",
                          "next_joined", "future"))  # fmt: skip
_BY_ONE = frozenset(("funnel", "drivers"))
_FIGURES = frozenset(("drivers", "forecast"))
_COMPARED = frozenset(("drivers", "scorecard"))


def special_from(work: Work, turn: Turn, before: Query) -> Query | None:
    """ "why?", "the forecast?", "what does that mean?" of the figure before; None where nothing such is asked."""
    flags = turn.fresh.flags
    asked = "define" in flags or "forecast" in flags or "why" in flags
    ahead = bool(turn.fresh.periods) and turn.fresh.periods[0].future and before.analysis in ("value", "trend")
    if not asked and not ahead:
        return None
    metrics = tuple(use.id for use in turn.fresh.metrics) or before.metrics
    goals = {m.goal for m in work.catalogue.metrics.values() if m.goal}
    if ahead and not asked and (set(metrics) & goals or len(metrics) != 1):
        return None
    if not metrics:
        raise Refused(Note("special_takes_less", {"special": before.analysis}))
    if len(metrics) > 1 and not set(metrics[1:]) <= _targets_of(work, metrics[0]):
        each = (_about(work, turn, before, metric) for metric in metrics)
        raise Refused(Note("which_figure", {"metrics": metrics}), *each)
    return _about(work, turn, before, metrics[0])


def _about(work: Work, turn: Turn, before: Query, metric: str) -> Query:
    if "define" in turn.fresh.flags:
        return Query(metrics=(metric,), analysis="definition")
    return _computed(work, turn, before, metric)


def _check_takes(draft: Draft, special: str) -> None:
    """Refuse what a special answer cannot take, rather than pass it over."""
    more = [one.name for one in fields(Draft) if one.name not in _TAKEN and getattr(draft, one.name)]
    if more or draft.flags - _TAKEN_FLAGS:
        raise Refused(Note("special_takes_less", {"special": special}))


def _targets_of(work: Work, metric: str) -> set[str | None]:
    own = work.catalogue.metrics[metric]
    return {own.goal, own.attainment}


def _computed(work: Work, turn: Turn, before: Query, metric: str) -> Query:
    """The drivers or the forecast, read as if the figure and its filters had been said again."""
    why = "why" in turn.fresh.flags
    fresh = turn.fresh
    _check_takes(fresh, "drivers" if why else "forecast")
    dimensions = [b for b in before.by if b in work.catalogue.dimensions]
    buckets = [b for b in before.by if b in BUCKETS]
    by = fresh.by or (
        [Target("dimension", d, "by", None) for d in dimensions if len(dimensions) == 1]
        if why
        else [Target("grain", b, "by", None) for b in buckets]
    )
    items = work.parse.items
    draft = Draft(
        metrics=[MetricUse(metric, items[0], joined=True)],
        by=by,
        filters=[at_home(use, before) for use in (*_uses(before), *fresh.filters)],
        periods=list(fresh.periods),
        compared=list(fresh.compared),
        compare=fresh.compare,
        chart=fresh.chart,
        me=fresh.me or before.me,
        flags=set(fresh.flags) | ({"change"} if why else set()),
    )
    if why and not draft.periods and before.period is not None:
        draft.periods = [PeriodMatch(0, 0, before.period, "kept")]
    inner = Work(replace(work.parse, draft=draft), work.today)
    query = special_query(inner)
    if query is None:
        raise Refused(Note("special_takes_less", {"special": "drivers" if why else "forecast"}))
    work.assumed += inner.assumed
    if why and fresh.compare is None and not fresh.compared and before.compare is not None:
        query = replace(query, compare=before.compare)
    return query


def _uses(before: Query) -> list[MemberUse]:
    return [MemberUse((f.dimension,), f.op, [str(m) for m in f.members if m is not None], [], named=True)
            for f in before.filters]  # fmt: skip


def changed_special(work: Work, turn: Turn, before: Query) -> Query:
    """A special answer with another period, filter, breakdown, figure or picture, as far as it takes them."""
    fresh, kind = turn.fresh, before.analysis
    added = turn.drafts["add"]
    _check_takes(fresh, kind)
    _check_takes(replace(added, metrics=[*added.metrics], by=[]), kind)
    if turn.count or turn.said & {"more", "all", "total"} or added.metrics or added.by:
        raise Refused(Note("special_takes_less", {"special": kind}))
    metrics = before.metrics
    if fresh.metrics:
        if kind not in _FIGURES or len(fresh.metrics) > 1:
            raise Refused(Note("special_takes_less", {"special": kind}))
        metrics = (fresh.metrics[0].id,)
    allowed = _allowed(work, before, metrics)
    draft = replace(fresh, filters=[at_home(use, before) for use in (*fresh.filters, *added.filters)], conditions=[])
    inner = Work(replace(work.parse, draft=draft), work.today)
    said = replace(before, metrics=metrics, filters=special_filters(inner, allowed, metrics))
    query = replace(
        said,
        by=_by(work, turn, before, allowed, metrics),
        filters=changed_filters(work, turn, before, said, allowed),
        period=_period(work, turn, before),
        chart=cast("ChartKind | None", fresh.chart) or before.chart,
        me=fresh.me or (None if "everywhere" in turn.said else before.me),
    )
    if fresh.compare or fresh.compared or fresh.flags & {"change", "changed"}:
        if kind not in _COMPARED:
            raise Refused(Note("special_takes_less", {"special": kind}))
        draft.periods = draft.periods or ([PeriodMatch(0, 0, before.period, "kept")] if before.period else [])
        query = replace(query, compare=compare_of(inner, query)[0])
    _check_whom(work, query)
    return query


def _period(work: Work, turn: Turn, before: Query) -> Period | None:
    if turn.fresh.periods:
        return turn.fresh.periods[0].period
    return moved_back(work, turn.moved, before.period) if turn.moved else before.period


def _by(work: Work, turn: Turn, before: Query, allowed: Allowed, metrics: tuple[str, ...]) -> tuple[str, ...]:
    fresh = turn.fresh.by
    if "by" in turn.parts:
        return ()
    if not fresh:
        return before.by
    found = []
    for target in fresh:
        dimension = allowed.dimension_of(target)
        if dimension is None:
            raise Refused(cannot_break_down(work.catalogue, metrics, target))
        found.append(dimension)
    fits = before.analysis in _BY_ONE and found[0] not in BUCKETS
    fits = fits or (before.analysis == "forecast" and found[0] in BUCKETS)
    if len(found) > 1 or not fits:
        raise Refused(Note("special_takes_less", {"special": before.analysis}))
    return tuple(found)


def _allowed(work: Work, before: Query, metrics: tuple[str, ...]) -> Allowed:
    catalogue = work.catalogue
    if before.analysis == "funnel" and before.funnel:
        return reached_from(catalogue, catalogue.funnels[before.funnel].base)
    if before.analysis == "goals" and catalogue.goals is not None:
        return reached_from(catalogue, catalogue.goals.table)
    if before.analysis == "timeline":
        timeline = _timeline(work, before)
        return reached_from(catalogue, timeline) if timeline else allowed_for(catalogue, ())
    return allowed_for(catalogue, metrics)


def _timeline(work: Work, query: Query) -> str | None:
    about = {f.dimension for f in query.filters}
    return next((t.table for t in work.catalogue.timelines.values() if t.dimension in about), None)


def _check_whom(work: Work, query: Query) -> None:
    """A timeline stays one of somebody."""
    if query.analysis == "timeline" and _timeline(work, query) is None:
        named = next(iter(work.catalogue.timelines.values()), None)
        raise Refused(Note("timeline_of_whom", {"dimension": named.dimension if named else ""}))
    if query.analysis == "timeline":
        for one in query.filters:
            if one.op != "in" or len(one.members) != 1:
                raise Refused(Note("timeline_of_whom", {"dimension": one.dimension}))
