"""The items of a dashboard as queries: each item's own question, dated and narrowed as the dashboard was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from queries.answer import Note
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.query import BUCKETS, Filter, Period, Query, Unit, plain_analysis

_FEWEST, _MOST = 3, 120  # buckets a trend is drawn with
MOST_TILES, FEW_TILES = 8, 5
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is answered. `own_window`: it keeps the days of its own question, not those of the dashboard.

    `problem` says why it cannot be part of what was asked; `query` is then its own.
    """

    id: str
    query: Query
    own_window: bool = False
    problem: Note | None = None


def item_of(id: str, own: Query, asked: Query, catalogue: Catalogue, today: date) -> Item:
    """An item's query within a dashboard: its filters and the dashboard's, the dashboard's days where they fit."""
    own = _on_calendar_of(asked, own, catalogue, today)
    period, moved = _days(own, asked, catalogue, today)
    query = replace(own, period=period, calendar=asked.calendar if moved else own.calendar, scope=asked.scope)
    kept = asked.period is not None and not moved
    filters = _together(own.filters, asked.filters)
    if filters is None:
        return Item(id, query, kept, Note("item_about_others", {"about": _others(own.filters, asked.filters)}))
    query = _without_single(replace(query, filters=filters, me=own.me or asked.me), asked)
    return Item(id, plain_analysis(query), kept)


def _without_single(query: Query, asked: Query) -> Query:
    """The query without a breakdown that the dashboard narrows to one member, where another breakdown is left."""
    single = {f.dimension for f in asked.filters if f.op == "in" and len(f.members) == 1}
    named = {part.partition(":")[2] for part in query.transforms}
    kept = tuple(b for b in query.by if b not in single or b in named)
    if query.analysis not in ("breakdown", "trend") or not kept or kept == query.by:
        return query
    rank = query.rank
    if rank is not None and rank.within is not None and rank.within not in kept:
        rank = replace(rank, within=None)
    return replace(query, by=kept, rank=rank)


def tile_queries(items: Iterable[Item], asked: Query, catalogue: Catalogue) -> list[Query]:
    """The figures at the top of a dashboard, as questions of their own: first those that its items ask for alone, then
    those that its other items break down.
    """
    plain = [i.query for i in items if i.problem is None]
    here = set(asked.filters)
    alone = [q for q in plain if q.analysis in ("value", "scorecard") and not q.by and set(q.filters) == here]
    split = [q for q in plain if q.analysis in ("breakdown", "trend") and set(q.filters) == here]
    aims = {aim for m in catalogue.metrics.values() for aim in (m.goal, m.attainment) if aim}
    narrowed = {f.dimension for f in asked.filters}

    def reached(metric: str) -> bool:
        return narrowed <= catalogue.metrics[metric].dimensions

    found: dict[str, Query] = {}
    for queries, most in ((alone, MOST_TILES), (split, FEW_TILES)):
        for query in queries:
            for metric in query.metrics:
                if len(found) < most and metric not in aims and metric not in found and reached(metric):
                    found[metric] = _figure(metric, query, asked)
    return list(found.values())


def _figure(metric: str, item: Query, asked: Query) -> Query:
    """A figure over the dashboard's days, for all it is about."""
    return Query(
        metrics=(metric,),
        filters=asked.filters,
        period=asked.period or item.period,
        calendar=asked.calendar,
        me=asked.me,
        scope=asked.scope,
    )


def _on_calendar_of(asked: Query, own: Query, catalogue: Catalogue, today: date) -> Query:
    """The item's query on the calendar of the question, where its days are told from today: the last 24 months."""
    period = own.period
    named = own.compare is not None and own.compare.kind == "explicit"
    if {own.calendar, asked.calendar} != {"gregorian", "jalali"} or named:
        return own
    if period is None or period.start is None or period.end is None or period.unit is None:
        return replace(own, calendar=asked.calendar)
    unit, count = period.unit, period.count
    theirs, ours = rules_of(period.calendar, catalogue.calendar), rules_of(asked.calendar, catalogue.calendar)
    this, following = ours.start(today, unit), ours.next(today, unit)
    if (period.start, period.end) == (theirs.start(today, unit), theirs.next(today, unit)):
        start, end = this, following
    elif period.end == theirs.start(today, unit):
        start, end = ours.shift(this, unit, -count), this
    elif period.start == theirs.next(today, unit):
        start, end = following, ours.shift(following, unit, count)
    else:
        return own  # days of their own, told by no calendar
    return replace(own, period=Period(start, end, unit, count, asked.calendar), calendar=asked.calendar)


def _days(own: Query, asked: Query, catalogue: Catalogue, today: date) -> tuple[Period | None, bool]:
    """The days an item is about, and whether they are those that were asked for."""
    wanted = asked.period
    explicit = own.compare is not None and own.compare.kind == "explicit"
    if wanted is None or own.analysis == "forecast" or explicit:
        return own.period, False
    bucket = own.bucket
    if bucket is None or wanted.start is None or wanted.end is None:
        return wanted, True
    rules = rules_of(asked.calendar, catalogue.calendar)
    until = min(wanted.end, rules.next(today, cast(Unit, bucket)))
    count = (until - wanted.start).days / _DAYS[bucket]
    if _FEWEST - 0.5 <= count <= _MOST and not _looks_further_back(own, wanted):
        return wanted, True
    return _ending(own, until, catalogue), False


def _looks_further_back(own: Query, wanted: Period) -> bool:
    """The item is about a long past on purpose: the last 24 months, not this year."""
    period = own.period
    if period is None or period.count < 2 or period.start is None or period.end is None:
        return False
    assert wanted.start is not None and wanted.end is not None
    return period.end - period.start > wanted.end - wanted.start


def _ending(own: Query, until: date, catalogue: Catalogue) -> Period | None:
    """The item's own length of time, up to the end of the days asked for."""
    period = own.period
    if period is None or period.start is None or period.end is None or period.unit is None:
        return period
    unit = period.unit
    if unit not in BUCKETS and unit != "half":
        return period
    start = rules_of(period.calendar, catalogue.calendar).shift(until, unit, -period.count)
    return replace(period, start=start, end=until)


def _together(own: tuple[Filter, ...], asked: tuple[Filter, ...]) -> tuple[Filter, ...] | None:
    """Both sets of conditions; None where no row can meet them."""
    filters = list(own)
    for wish in asked:
        at = next((i for i, f in enumerate(filters) if f.dimension == wish.dimension and f.op == wish.op == "in"), None)
        if at is None:
            filters.append(wish)
            continue
        both = tuple(m for m in filters[at].members if m in wish.members)
        if not both:
            return None
        filters[at] = replace(filters[at], members=both)
    return tuple(dict.fromkeys(filters))


def _others(own: tuple[Filter, ...], asked: tuple[Filter, ...]) -> list[dict[str, str]]:
    """What an item is about that the dashboard was not asked for."""
    dimensions = {f.dimension for f in asked}
    return [
        {"dimension": f.dimension, "member": str(m)}
        for f in own
        if f.dimension in dimensions and f.op == "in"
        for m in f.members
    ]
