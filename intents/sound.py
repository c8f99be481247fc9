"""What a query must not say silently: sums of ratios, two buckets at once, one figure's filter laid on all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from intents.conditions import of_rows
from intents.contradictions import contradiction
from intents.kinship import adds_up, is_count, stands
from intents.members_counted import counts_members
from intents.parse import Draft, Item, NumberUse, Target
from intents.work import Refused, Work
from queries.answer import Note
from queries.calendars.rules import rules_of
from queries.catalogue.model import Metric, Simple, Stock
from queries.query import BUCKETS, Filter, Having, Query, plain_analysis
from queries.results.universe import place_of

_YEARS = range(1990, 2051)
"""Bare numbers that are read as years as often as amounts."""


def check_sound(work: Work, query: Query) -> None:
    """Raise Refused where the words say something that the query cannot hold; the query itself is the nearest."""
    _check_sums(work, query)
    _check_currency(work, query)
    _check_buckets(work, query)
    _check_weekdays(work, query)
    _check_lists(work, query)
    _check_absence(work, query)
    _check_bands(work)
    _check_ends(work, query)
    _check_future_end(work, query)
    _check_changes(work, query)
    _check_both_periods(work, query)
    _check_what_is_whose(work, query)
    _check_rows(work, query)
    _check_whose_condition(work, query)
    if query.me == "me" and query.rank is not None and any(_is_person(work, by) for by in query.dimensions):
        # "my rank among the reps": alone everybody comes first.
        raise Refused(Note("rank_of_one", {"metric": query.metrics[0]}), replace(query, me=None))
    if not query.filters:
        return
    _check_members(work, query)
    ruled_out = contradiction(work.catalogue, query)
    if ruled_out is not None:
        raise Refused(Note("contradiction", {"metric": ruled_out}))
    if query.me is not None and work.draft.flags & {"vs", "compare"} and query.filters:
        raise Refused(Note("me_and_others", {}))


def _is_person(work: Work, dimension: str) -> bool:
    known = work.catalogue.dimensions.get(dimension)
    return known is not None and bool(known.person)


def check_counted(work: Work, query: Query | None = None) -> None:
    """ "how many products did we sell" asks how many there are, which no figure says.

    How many meet a condition is told with who they are: "how many reps have more than 50 leads".
    """
    for flag in sorted(work.draft.flags):
        kind, _, dimension = flag.partition(":")
        listed = work.draft.having if query is None else _lists(query, dimension)
        if kind == "number_of" or (kind == "counted" and not listed):
            _check_bands(work)
            raise Refused(Note("count_of_members", {"dimension": dimension}))


def _lists(query: Query, dimension: str) -> bool:
    """The members that meet a condition are the answer."""
    return query.by == (dimension,) and any(h.level == "group" for h in query.having)


def _check_sums(work: Work, query: Query) -> None:
    """Ratios and means are never added up; stocks not over time."""
    metrics = [work.catalogue.metrics[m] for m in query.metrics]
    for metric, item in [(m, use.item) for use in work.draft.metrics for m in metrics if m.id == use.id]:
        summed = _is_said(work, item, "sum") or (_is_mean(metric) and _is_said(work, item, "total"))
        if summed and not adds_up(metric):
            raise Refused(Note("no_sum", {"metric": metric.id}), query)
    for metric in metrics:
        if "running_total" in query.transforms and (not adds_up(metric) or isinstance(metric.definition, Stock)):
            raise Refused(Note("no_running_total", {"metric": metric.id}))
        if "share" in query.transforms and not adds_up(metric):
            raise Refused(Note("no_share", {"metric": metric.id}))


def _check_currency(work: Work, query: Query) -> None:
    """ "price in dollars" of a figure that is no money, or not said to be."""
    said = [item for item in work.parse.items if item.kind == "currency"]
    names = {*query.metrics, *(one.metric for one in query.having if one.metric)}
    money = any(work.catalogue.metrics[name].unit == "currency" for name in names if name in work.catalogue.metrics)
    if said and query.metrics and not money and not work.draft.having:
        words = tuple(item.sense.text for item in said if item.sense is not None)
        raise Refused(Note("unknown_words", {"words": words}), query)


def _is_mean(metric: Metric) -> bool:
    """Whether it is a mean over rows, whose total somebody may want: prices, days; "total margin" is the margin."""
    return isinstance(metric.definition, Simple) and metric.definition.agg in ("avg", "median")


def _is_said(work: Work, item: Item, tie: str) -> bool:
    items, sums = work.parse.items, work.parse.lexicon.ties(tie)
    first = last = _place(items, item)
    while first > 0 and items[first - 1].kind == "mean":
        first -= 1
    if any(sums & set(one.before) for one in items[first : last + 1]):
        return True
    # "list price total by brand"; of "price and total sales" it is the next figure's.
    following = items[last + 1] if last + 1 < len(items) else None
    if following is None:
        return bool(sums & set(items[last].behind[:1]))
    return following.kind != "metric" and bool(sums & set(following.before[:1]))


def _check_buckets(work: Work, query: Query) -> None:
    """ "monthly revenue daily": one of them may be meant, not both; "by year and month" is one list."""
    said = [t for t in work.draft.by if t.value in BUCKETS and t.item is not None]
    if len([b for b in query.by if b in BUCKETS]) < 2 or len(said) < 2:
        return
    if any(not _joined(work, earlier, later) for earlier, later in pairwise(said)):
        raise Refused(Note("two_grains", {"grains": tuple(t.value for t in said)}), query)


def _joined(work: Work, earlier: Target, later: Target) -> bool:
    items = work.parse.items
    first, second = _place(items, earlier.item), _place(items, later.item)
    return second > first and all(
        items[i].kind in ("and", "by", "dimension", "generic") for i in range(first + 1, second)
    )


def _check_absence(work: Work, query: Query) -> None:
    """Who has none of something is known of all of a breakdown, or of those of a kind; not of each group of others."""
    none = [use for use in work.draft.having if use.absent]
    if not none:
        return
    plain = len(query.by) == 1 and query.dimensions and query.rank is None and not query.transforms
    if plain and not any(_is_unclear(work, one, query) for one in query.filters):
        return
    clear = tuple(one for one in query.filters if query.dimensions and not _is_unclear(work, one, query))
    whole = replace(query, by=query.dimensions[:1], filters=clear, rank=None, transforms=(), compare=None)
    raise Refused(Note("absence_of_all", {"metric": none[0].metric}), *([plain_analysis(whole)] if whole.by else []))


def _is_unclear(work: Work, one: Filter, query: Query) -> bool:
    """It may be said of who has none or of what they have none of, and the two are not the same."""
    dimension = work.catalogue.dimensions[query.dimensions[0]]
    bare = one.op not in ("in", "not_in") or dimension.bands is not None
    return bare or place_of(one, query.metrics, dimension.id, work.catalogue) == "unclear"


def _check_bands(work: Work) -> None:
    """A band counts over its own months, whatever the period: "no order in the last 90 days" is not that."""
    for use in work.draft.filters:
        bands = [work.catalogue.dimensions[d].bands for d in use.dimensions]
        period = work.draft.periods[0].period if work.draft.periods else None
        months = {b.months for b in bands if b is not None}
        if months and not use.named and period is not None and (period.unit, {period.count}) != ("month", months):
            work.penalty += 12


def _check_lists(work: Work, query: Query) -> None:
    """ "list orders" asks for the orders themselves; how many there were is another question."""
    items = [use.item for use in work.draft.metrics if is_count(work.catalogue, use.id)]
    listing = work.parse.lexicon.ties("listing")
    told = any(listing & set(item.before) for item in items) or any(
        item.kind == "exist" and item.sense is not None and item.sense.text in listing for item in work.parse.items
    )
    if not query.by and items and told:
        work.penalty += 10


def _check_weekdays(work: Work, query: Query) -> None:
    """ "on Mondays" would be a filter on the day of the week; all days of the week can be shown."""
    if "weekdays" in work.draft.flags and "weekday" not in query.by:
        raise Refused(
            Note("weekday_filter", {"metric": query.metrics[0]}),
            plain_analysis(replace(query, by=(*query.by, "weekday"))),
        )


def _check_ends(work: Work, query: Query) -> None:
    """What happened at the end of a month is not what happened in it; only what stands then has an end."""
    if not any(match.rule == "end of" for match in work.draft.periods) and "each_end" not in work.draft.flags:
        return
    for name in query.metrics:
        if not stands(work.catalogue, name):
            raise Refused(Note("no_end", {"metric": name}), query)


def _check_future_end(work: Work, query: Query) -> None:
    """ "until the end of the year" with days to come, "sales so far": of all that ever was, or of some unit of time?"""
    period = query.period
    if period is None or period.start is not None or period.end is None:
        return
    never = any(use.absent for use in work.draft.having)  # "no order to date"
    bare = not never and any(match.rule == "to date" for match in work.draft.periods)
    to_come = period.end > work.today + timedelta(days=1)
    if not (bare or to_come) or all(stands(work.catalogue, name) for name in query.metrics):
        return
    if to_come:
        work.penalty += 10
        return
    rules = rules_of(period.calendar, work.catalogue.calendar)
    year = replace(period, start=rules.start(work.today, "year"), unit="year")
    raise Refused(Note("which_reading", {}), replace(query, period=year), query)


def _check_changes(work: Work, query: Query) -> None:
    """ "reps with declining revenue" asks for those whose revenue fell, not for the change of all."""
    if "change_condition" in work.draft.flags:
        raise Refused(Note("change_condition", {"metric": query.metrics[0]}), query)


def _check_both_periods(work: Work, query: Query) -> None:
    """ "this month and last month" names two periods without saying that they are compared."""
    flags = work.draft.flags
    if "both_periods" in flags and not flags & {"compare", "vs", "change", "changed", "why"}:
        raise Refused(Note("several_periods", {}), query)


def _check_what_is_whose(work: Work, query: Query) -> None:
    """A filter or breakdown between two figures is said of the first one; the query has it for all."""
    draft, items = work.draft, work.parse.items
    asked = [use for use in draft.metrics if not use.having_only and use.id in query.metrics]
    places = sorted(_place(items, use.item) for use in asked)
    if len(places) < 2 or _one_family(work, query.metrics):
        return
    between = range(places[0] + 1, places[-1])
    if any(items[i].kind == "pronoun" or _speaks_of_same(work, items[i]) for i in range(places[0] + 1, places[-1] + 1)):
        return
    own = {use.metric for use in draft.having}
    conditions = {id(use.item) for use in draft.having} if set(query.metrics) <= own else set()
    for item in _qualifiers(draft):
        if id(item) in conditions:
            continue  # "with margin under 10 % and revenue over 50k": each figure has its own
        if _place(items, item) in between:
            raise Refused(Note("said_of_one", {"metrics": query.metrics}), query)


def _speaks_of_same(work: Work, item: Item) -> bool:
    return bool(work.parse.lexicon.ties("pronoun") & set(item.before))


def _one_family(work: Work, metrics: tuple[str, ...]) -> bool:
    """A figure, its target and its attainment are asked together, of the same thing."""
    owners: Iterable[Metric] = (m for m in work.catalogue.metrics.values() if m.goal)
    return any(set(metrics) <= {m.id, m.goal, m.attainment} for m in owners)


def _qualifiers(draft: Draft) -> list[Item]:
    named = [item for use in draft.filters for item in use.items[:1]]
    named += draft.conditions
    named += [use.item for use in draft.having]
    named += [t.item for t in draft.by if t.item is not None and t.how in ("by", "each", "per", "grain")]
    return named


def _place(items: list[Item], item: Item | None) -> int:
    """Where an item stands; -1 where it is none of them."""
    return next((i for i, one in enumerate(items) if one is item), -1)


def _check_rows(work: Work, query: Query) -> None:
    """ "orders over 20 by territory" may be about each order or about each territory."""
    for use, having in zip(work.draft.having, query.having, strict=False):
        if use.rows == "either" and having.level == "group":
            raise Refused(Note("rows_or_groups", {"metric": having.metric}), query, *_with_rows(work, use, query))
        if _may_be_year(use, having):
            raise Refused(Note("year_or_number", {"number": int(use.value)}), query)


def _check_whose_condition(work: Work, query: Query) -> None:
    """ "customers with negative profit by segment": the condition is on customers, not on the segments counted."""
    items = work.parse.items
    for use in work.draft.having:
        first = _place(items, use.item)
        while first > 0 and items[first - 1].kind in ("metric", "pronoun") and items[first - 1].value == use.metric:
            first -= 1
        owner = items[first - 1] if first > 0 else None
        if owner is None or owner.kind != "metric" or owner.value not in query.metrics or owner.value == use.metric:
            continue
        counted = {d for d in work.catalogue.dimensions if counts_members(work.parse, owner.value, d)}
        if counted and query.by and not counted & set(query.by):
            work.penalty += 12


def _with_rows(work: Work, use: NumberUse, query: Query) -> list[Query]:
    rows = of_rows(work, use, query.metrics)
    return [] if rows is None else [replace(query, having=(rows,))] if len(query.having) == 1 else []


def _may_be_year(use: NumberUse, having: Having) -> bool:
    return use.rows == "either" and having.upper is None and use.value in _YEARS


def _check_members(work: Work, query: Query) -> None:
    """Members cannot be both taken and left out; "revenue vs Tehran" says nothing to hold Tehran against."""
    taken = {f.dimension for f in query.filters if f.op == "in"}
    left_out = {f.dimension for f in query.filters if f.op == "not_in"}
    if taken & left_out:
        raise Refused(Note("several_filters", {"dimension": min(taken & left_out)}))
    single = {f.dimension for f in query.filters if f.op == "in" and len(f.members) == 1}
    if query.rank is not None and set(query.by) & single and set(query.dimensions) <= single:
        # "is Tehran the best territory": alone it always comes first.
        rest = tuple(f for f in query.filters if f.dimension not in query.by)
        raise Refused(Note("rank_of_one", {"metric": query.metrics[0]}), replace(query, filters=rest))
    named = [use for use in work.draft.filters if use.op == "in"]
    alone = len(named) == 1 and len(named[0].members) == 1 and query.compare is None and not query.me
    if "vs" in work.draft.flags and alone and len(query.metrics) == 1 and not query.by:
        raise Refused(Note("compare_with_what", {"metric": query.metrics[0]}))
