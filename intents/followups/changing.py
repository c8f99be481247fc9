"""A turn of a conversation applied to the query before it: what it says is changed, the rest is kept and named."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import cast

from intents.asked_figures import against_target
from intents.assemble import Candidate, check_asked_now, query_about
from intents.counted_by import say_dates
from intents.followups.filtering import at_home, changed_filters
from intents.followups.fitting import dropped_parts, fitting, kept_parts
from intents.followups.moving import moved_back
from intents.followups.specials import changed_special, special_from
from intents.followups.turns import Mode, Turn, merge
from intents.parse import Draft, Parse, RankUse, Target
from intents.periods import PeriodMatch
from intents.resolve import allowed_for
from intents.sound import check_sound
from intents.timing import calendar_of_grains, compare_of
from intents.work import Refused, Work
from queries.answer import Note
from queries.calendars.rules import rules_of
from queries.defaults import named_period
from queries.query import BUCKETS, ChartKind, Having, Period, Query, Rank, plain_analysis

_CHANGES = frozenset(("growth", "change"))
_ALWAYS = frozenset(("unread", "spans", "penalty", "flags"))
_DROPPABLE = _ALWAYS | {"metrics", "by", "filters", "transforms"}
_REPLACEABLE = _ALWAYS | {"metrics", "by", "filters", "periods", "chart"}
PLAIN = frozenset(("value", "breakdown", "trend"))


def changed(parse: Parse, turn: Turn, before: Query, today: date) -> Candidate:
    """The query before as the turn changes it, or why it cannot be; what was kept stands in `assumed`."""
    draft = _all_of(turn)
    work = Work(replace(parse, draft=draft), today)
    try:
        _check(turn, draft)
        _check_there(turn, before)
        query = fitting(_on_calendar(work, turn, _changed(work, turn, before)), before)
        check_asked_now(draft, query)
        if query.analysis in PLAIN:
            say_dates(work, query)
    except Refused as refused:
        return Candidate(None, draft, draft.penalty + work.penalty, problem=refused.note, nearest=refused.nearest)
    kept, dropped = kept_parts(before, query, turn), dropped_parts(before, query, turn)
    notes = [*work.assumed]
    if kept:
        notes.append(Note("kept", {"parts": kept}))
    if dropped:
        notes.append(Note("dropped", {"parts": dropped}))
    return Candidate(query, draft, draft.penalty + work.penalty, assumed=tuple(notes))


def _all_of(turn: Turn) -> Draft:
    """All that was read, for what the reader says of a reading: where it stood, what was not read."""
    whole = Draft()
    for draft in turn.drafts.values():
        merge(whole, replace(draft, flags=set(draft.flags), special=dict(draft.special)))
    return whole


def _check(turn: Turn, draft: Draft) -> None:
    if draft.problem is not None:
        raise Refused(draft.problem)
    for one in turn.drafts.values():
        for match in (*one.periods, *one.compared):
            if match.problem is not None:
                raise Refused(match.problem)
        if len(one.periods) > 1 or len(one.compared) > 1:
            raise Refused(Note("several_periods", {}))
    if turn.drafts["add"].periods:
        raise Refused(Note("several_periods", {}))
    _check_known(turn.drafts["drop"], _DROPPABLE)
    _check_known(turn.drafts["old"], _REPLACEABLE)


def _check_known(draft: Draft, known: frozenset[str]) -> None:
    """Nothing is said in this place that would be passed over."""
    for one in fields(Draft):
        if one.name not in known and getattr(draft, one.name):
            raise Refused(Note("not_part_of_it", {}))


def _on_calendar(work: Work, turn: Turn, query: Query) -> Query:
    """A period that is said brings its calendar for the breakdown over time, as in any question."""
    settings = work.catalogue.calendar
    named = calendar_of_grains(work, [target for draft in turn.drafts.values() for target in draft.by])
    if named is not None and named in (settings.default, settings.persian, "gregorian"):
        return replace(query, calendar=named)
    if query.period is None:
        return replace(query, calendar=settings.default)
    if not turn.fresh.periods:
        return query
    said = query.period.calendar
    known = (settings.default, settings.persian, "gregorian")
    return replace(query, calendar=said if said in known else settings.default)


def _check_there(turn: Turn, before: Query) -> None:
    """What is to go or to grow must be there."""
    there = {t.partition(":")[0] for t in before.transforms}
    gone = {t.partition(":")[0] for t in turn.drafts["drop"].transforms} | ({"share"} & set(turn.parts))
    missing = tuple(
        p
        for p in turn.parts
        if p not in ("chart", "share") and not getattr(before, p) and not (p == "compare" and there & _CHANGES)
    )
    missing += ("transforms",) if gone and not gone & there else ()
    if missing:
        raise Refused(Note("nothing_to_drop", {"parts": missing}))
    cut = before.rank is not None and before.rank.n is not None
    if "more" in turn.said and not cut:
        raise Refused(Note("all_shown", {}))
    if "all" in turn.said and not cut and not before.filters and not turn.fresh.by:
        raise Refused(Note("all_shown", {}))
    if "total" in turn.said and not before.by:
        raise Refused(Note("nothing_to_drop", {"parts": ("by",)}))


def _changed(work: Work, turn: Turn, before: Query) -> Query:
    special = special_from(work, turn, before)
    if special is not None:
        return special
    if before.analysis == "definition":
        before = Query(metrics=before.metrics)
    if before.analysis not in PLAIN:
        return changed_special(work, turn, before)
    return _plain(work, turn, before)


def _plain(work: Work, turn: Turn, before: Query) -> Query:
    metrics = _metrics(work, turn, before)
    inner = Work(replace(work.parse, draft=_seeded(work, turn, before)), work.today)
    try:
        said = query_about(inner, metrics)
    except Refused as refused:
        raise Refused(refused.note, *(_joined(work, inner, turn, before, one) for one in refused.nearest)) from None
    work.assumed += inner.assumed
    work.penalty += inner.penalty
    query = fitting(_joined(work, inner, turn, before, said), before)
    check_sound(inner, query)
    instead = _instead(work, turn, before, query)
    if instead is not None:
        raise Refused(Note("narrow_or_instead", {}), instead, query)
    return query


def _joined(work: Work, inner: Work, turn: Turn, before: Query, said: Query) -> Query:
    """What the turn says, put into the query before."""
    allowed = allowed_for(work.catalogue, said.metrics)
    query = replace(
        before,
        metrics=said.metrics,
        by=said.by,
        filters=changed_filters(work, turn, before, said, allowed),
        having=_having(turn, before, said),
        period=_period(work, turn, before, said),
        transforms=said.transforms if _says_transform(turn.fresh) else before.transforms,
        chart=cast("ChartKind | None", turn.fresh.chart) or before.chart,
        me=turn.fresh.me or (None if "everywhere" in turn.said or "filters" in turn.parts else before.me),
    )
    if _says_comparison(turn.fresh):
        compare, grown = compare_of(inner, replace(query, transforms=()))
        transforms = tuple(dict.fromkeys((*query.transforms, *grown)))
        query = replace(query, compare=compare, transforms=transforms)
    query = replace(query, rank=_rank(turn, before, said))
    if before.scorecard and (query.metrics, query.by) != (before.metrics, before.by):
        query = replace(query, scorecard=None)
    return _without_parts(plain_analysis(_averaged_over(turn, before, query)), turn)


def _averaged_over(turn: Turn, before: Query, query: Query) -> Query:
    """ "per week instead" after an average per day: the average of what a week has, not the daily one by weeks."""
    over = next((t for t in before.transforms if t.partition(":")[2] in BUCKETS and "_over:" in t), None)
    told = [target for target in turn.fresh.by if target.kind == "grain" and target.how != "by"]
    per = len(told) == len(turn.fresh.by) == 1 and (told[0].how == "per" or "instead" in turn.said)
    if over is None or not per or before.bucket is not None or over not in query.transforms:
        return query
    kind = over.partition(":")[0]
    transforms = tuple(f"{kind}:{told[0].value}" if one == over else one for one in query.transforms)
    return replace(query, by=before.by, transforms=transforms)


def _instead(work: Work, turn: Turn, before: Query, query: Query) -> Query | None:
    """ "what about Tehran?" after "in the south": of places, is it within or instead? The query with it instead."""
    if "only" in turn.said:
        return None
    new = {f.dimension for f in query.filters if f not in before.filters and f.op == "in"}
    beside = [f for f in before.filters if f in query.filters and f.op == "in" and f.dimension not in new]
    rivals = [f for f in beside if any(_nested(work, d, f.dimension) or _nested(work, f.dimension, d) for d in new)]
    return replace(query, filters=tuple(f for f in query.filters if f not in rivals)) if rivals else None


def _nested(work: Work, inner: str, outer: str) -> bool:
    """Each member of the inner breakdown belongs to one of the outer: a territory to its region."""
    known = work.catalogue.dimensions
    table = known[inner].table
    reached = table == known[outer].table or work.catalogue.path(table, outer) is not None
    return known[inner].key is not None and reached


def _metrics(work: Work, turn: Turn, before: Query) -> tuple[str, ...]:
    catalogue, flags = work.catalogue, turn.fresh.flags
    fresh, added, dropped, old = (_named(turn, mode) for mode in ("set", "add", "drop", "old"))
    metrics = list(before.metrics)
    for gone in old:
        if gone not in metrics:
            raise Refused(Note("not_part_of_it", {"metric": gone}))
    if old and fresh:
        at = metrics.index(old[0])
        metrics = [m for m in metrics if m not in old]
        metrics[at:at] = [m for m in fresh if m not in metrics]
    elif fresh and flags & {"vs_figure", "actual"}:
        metrics += [m for m in fresh if m not in metrics]
    elif fresh:
        metrics = fresh
    metrics += [m for m in added if m not in metrics]
    for gone in dropped:
        if gone not in metrics:
            code = "cannot_change" if turn.drop_order else "not_part_of_it"
            raise Refused(Note(code, {"metric": gone}))
        metrics.remove(gone)
    if not metrics:
        raise Refused(Note("nothing_left", {"metric": dropped[0]}))
    ordered = turn.fresh.order_by or (turn.fresh.rank.by if turn.fresh.rank else None)
    if ordered and not (before.rank and before.rank.by == ordered):
        metrics.append(ordered)  # "sort by revenue": what the rows are put in order by is seen beside them
    metrics = against_target(Work(replace(work.parse, draft=turn.fresh), work.today), metrics)
    return tuple(m for m in dict.fromkeys(metrics) if m in catalogue.metrics)


def _named(turn: Turn, mode: Mode) -> list[str]:
    return [use.id for use in turn.drafts[mode].metrics if not use.having_only and not turn.orders(use)]


def _seeded(work: Work, turn: Turn, before: Query) -> Draft:
    """What the turn says with what it leaves alone, so that it is understood as if all had been said at once."""
    fresh, added = turn.fresh, turn.drafts["add"]
    draft = replace(
        fresh,
        metrics=[],
        by=_targets(work, turn, before),
        filters=[at_home(use, before) for use in (*fresh.filters, *added.filters)],
        conditions=[*fresh.conditions, *added.conditions],
        having=[*fresh.having, *added.having],
        periods=fresh.periods or ([_kept_period(before.period)] if before.period else []),
        flags=set(fresh.flags),
        rank=_seeded_rank(turn, before),
    )
    if draft.by or "only" in turn.said or turn.drafts["old"].filters:
        draft.filters = [replace(use, listed=False) for use in draft.filters]
    return draft


def _seeded_rank(turn: Turn, before: Query) -> RankUse | None:
    if turn.fresh.rank is not None or turn.count is None:
        return turn.fresh.rank
    return RankUse("bottom" if before.rank and before.rank.order == "bottom" else "top", turn.count)


def _kept_period(period: Period) -> PeriodMatch:
    return PeriodMatch(0, 0, period, "kept")


def _targets(work: Work, turn: Turn, before: Query) -> list[Target]:
    kept = [Target(_kind(work, b), b, "by", None) for b in before.by]
    allowed = allowed_for(work.catalogue, before.metrics)
    dropped = {allowed.dimension_of(t) for t in turn.drafts["drop"].by}
    for target, dimension in ((t, allowed.dimension_of(t)) for t in (*turn.drafts["drop"].by, *turn.drafts["old"].by)):
        if dimension not in before.by:
            raise Refused(Note("not_part_of_it", {"dimension": target.value}))
    if "total" in turn.said or "by" in turn.parts:
        kept = []
    kept = [t for t in kept if t.value not in dropped]
    per = [t for t in turn.fresh.by if t.how == "per" and turn.fresh.mean]  # what a mean is taken over
    fresh, added = [t for t in turn.fresh.by if t not in per], [*per, *turn.drafts["add"].by]
    filtered = {f.dimension for f in before.filters}
    if "all" in turn.said and fresh and all(allowed.dimension_of(t) in filtered for t in fresh):
        return [*kept, *added]  # "all territories" takes the filter away
    if turn.drafts["old"].by and fresh:
        old = [allowed.dimension_of(t) for t in turn.drafts["old"].by]
        at = before.by.index(cast(str, old[0]))
        kept = [t for t in kept if t.value not in old]
        return [*kept[:at], *fresh, *kept[at:], *added]
    if fresh and all(t.how == "each" for t in fresh) and before.rank is not None:
        return [*kept, *fresh, *added]
    return [*(fresh or kept), *added]


def _kind(work: Work, breakdown: str) -> str:
    if breakdown in work.catalogue.dimensions:
        return "dimension"
    return "grain" if breakdown in BUCKETS else "cycle"


def _period(work: Work, turn: Turn, before: Query, said: Query) -> Period | None:
    old = [m.period for m in turn.drafts["old"].periods]
    if old and (before.period is None or (old[0].start, old[0].end) != (before.period.start, before.period.end)):
        raise Refused(Note("not_part_of_it", {"period": old[0]}))
    if turn.fresh.periods:
        return said.period  # of two that are held against each other the later
    if turn.moved is not None:
        return moved_back(work, turn.moved, before.period)
    if before.period == _now(work, before) and (said.bucket not in (None, "day") or said.metrics != before.metrics):
        return None  # "now" was meant by what was asked before; of a course of time or a flow it is nothing
    return before.period


def _now(work: Work, before: Query) -> Period:
    return named_period("now", rules_of(before.calendar, work.catalogue.calendar), work.today)


def _having(turn: Turn, before: Query, said: Query) -> tuple[Having, ...]:
    gone = {use.id for use in turn.drafts["drop"].metrics} | {h.metric for h in said.having}
    kept = () if "having" in turn.parts else tuple(h for h in before.having if h.metric not in gone)
    return (*kept, *said.having)


def _says_transform(draft: Draft) -> bool:
    return bool(draft.transforms or draft.mean or "moving" in draft.flags)


def _says_comparison(draft: Draft) -> bool:
    return bool(draft.compare or draft.compared or draft.flags & {"change", "changed"})


def _rank(turn: Turn, before: Query, said: Query) -> Rank | None:
    fresh, was = turn.fresh.rank, before.rank
    if said.rank is None:
        if was is None or not said.by:
            return None
        n = was.n
        if "more" in turn.said and n is not None:
            n = n * 2 if turn.count is None else n + turn.count
        if "all" in turn.said and "everywhere" not in turn.said:
            n = None
        named = was.by if was.by in said.metrics or was.by not in before.metrics else said.metrics[0]
        each = [b for b in said.by if b not in before.by] if all(t.how == "each" for t in turn.fresh.by) else []
        within = each[0] if each and before.by else was.within if was.within in said.by else None
        return replace(was, n=n, by=named, within=within)
    alone = fresh is None or (fresh.target is None and fresh.by is None and turn.fresh.order_by is None)
    if was is not None and alone and not turn.fresh.by:
        n = said.rank.n
        if turn.count is not None and "more" in turn.said and was.n is not None:
            n = was.n + turn.count
        if fresh is not None and fresh.n is None:
            n = was.n
        named = was.by if was.by in said.metrics or was.by not in before.metrics else said.metrics[0]
        return replace(said.rank, n=n, by=named, within=was.within if was.within in said.by else None)
    return said.rank


def _without_parts(query: Query, turn: Turn) -> Query:
    """The query without what was dropped as a whole: "remove the filter", "no comparison"."""
    for part in turn.parts:
        match part:
            case "compare":
                kept = tuple(t for t in query.transforms if t.partition(":")[0] not in _CHANGES)
                query = replace(query, compare=None, transforms=kept)
            case "rank":
                query = replace(query, rank=None)
            case "chart":
                query = replace(query, chart=None)
            case "transforms":
                query = replace(query, transforms=())
    gone = {*turn.drafts["drop"].transforms, *turn.parts}
    return replace(query, transforms=tuple(t for t in query.transforms if t.partition(":")[0] not in gone))
