"""A draft made into a query, checked against the catalogue; what does not fit becomes the reason of a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from intents.asked_figures import asked_figures
from intents.averages import check_average_by
from intents.conditions import check_conditions, having_of
from intents.counted_by import say_dates
from intents.counting import check_counted_amounts, check_counted_members, check_pieces
from intents.implied_targets import mean_target, place_of, with_implied
from intents.kinship import adds_up, tables_of
from intents.members_counted import counted_by
from intents.ordering import change_ranked, choose_rank
from intents.parse import Draft, MemberUse, Parse, Target
from intents.per_each import check_per_each
from intents.ratios import as_ratio
from intents.resolve import Allowed, allowed_for, cannot_break_down, cannot_filter
from intents.shares import check_share
from intents.sound import check_counted, check_sound
from intents.specials import special_query
from intents.timing import calendar_of_grains, compare_of, main_period, trend_bucket
from intents.verbs import duration_of, join_verbs
from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.model import Simple
from queries.catalogue.statistics import row_mean
from queries.query import BUCKETS, ChartKind, Filter, Period, Query, Rank, plain_analysis

MOST_BREAKDOWNS = 3
"""More at once give a table that nobody reads."""


@dataclass
class Candidate:
    """A reading of one parse: its query, or why there is none. `penalty` grows with what was guessed."""

    query: Query | None
    draft: Draft
    penalty: int
    problem: Note | None = None
    assumed: tuple[Note, ...] = ()
    help: Note | None = None
    nearest: tuple[Query, ...] = ()


def assemble(parse: Parse, today: date) -> Candidate:
    """The query of a draft, or the reason why there is none."""
    work = Work(parse, today)
    draft = parse.draft
    try:
        if draft.problem is None:
            _check_periods(draft)
            join_verbs(parse)
        if draft.problem is not None:
            raise Refused(draft.problem)
        helped = _help(work)
        if helped is not None:
            return Candidate(None, draft, draft.penalty, help=helped)
        query = _on_calendar(work, special_query(work) or _figures(work))
        check_counted_members(work, query)
        check_asked_now(draft, query)
        return Candidate(query, draft, draft.penalty + work.penalty, assumed=tuple(work.assumed))
    except Refused as refused:
        nearest = tuple(_on_calendar(work, query) for query in refused.nearest)
        note = refused.note
        if note.code in ("no_metric", "which_scorecard") and draft.flags & {"subscribe", "alert"}:
            note = Note("not_yet_alert" if "alert" in draft.flags else "not_yet_subscribe", {})
        return Candidate(None, draft, draft.penalty + work.penalty, problem=note, nearest=nearest)


def check_asked_now(draft: Draft, query: Query) -> None:
    """An answer to be sent later, or when something happens, is not an answer now; it is about this query."""
    if "ordered_if" in draft.flags:
        watched = {one.metric for one in query.having}
        if "alert" not in draft.flags and (query.by or watched != set(query.metrics)):
            # What is sent and what it depends on are two things.
            raise Refused(Note("send_if", {}), replace(query, having=()))
        draft.flags.add("alert")
    if "alert" in draft.flags:
        raise Refused(Note("alert_on", {}), query)
    if "subscribe" in draft.flags:
        raise Refused(Note("subscribe_to", {}), query)


def _on_calendar(work: Work, query: Query) -> Query:
    """Time is told on the calendar of the period that was said, else on the one of the question's language."""
    settings = work.catalogue.calendar
    said = query.period.calendar if query.period and work.draft.periods else settings.default
    said = calendar_of_grains(work, work.draft.by) or said
    told = said if said in (settings.default, settings.persian, "gregorian") else settings.default
    return query if query.calendar == told else replace(query, calendar=told)


def _check_periods(draft: Draft) -> None:
    for match in (*draft.periods, *draft.compared):
        if match.problem is not None:
            raise Refused(match.problem)
    if len(draft.periods) > 1 or len(draft.compared) + (draft.compare is not None) > 1:
        raise Refused(Note("several_periods", {}))


def _help(work: Work) -> Note | None:
    draft = work.draft
    empty = not (draft.metrics or draft.filters or draft.conditions or draft.periods or draft.having)
    topic = draft.special.get("help")
    if topic and empty and not draft.by and len(draft.special) == 1:
        return Note(f"help_{topic}" if topic != "help" else "help", {})
    if "exist" in draft.flags and empty and len(draft.by) == 1 and draft.rank is None and not draft.special:
        target = draft.by[0]
        dimension = allowed_for(work.catalogue, ()).dimension_of(target)
        if dimension in work.catalogue.dimensions:
            return Note("help_members", {"dimension": dimension})
    if topic:
        raise Refused(Note("not_understood", {}))
    return None


def _figures(work: Work) -> Query:
    """The query about figures of the catalogue."""
    draft = work.draft
    check_counted(work)
    metrics = asked_figures(work)
    if "how_long" in draft.flags and not any(work.catalogue.metrics[m].unit in ("days", "hours") for m in metrics):
        timed = duration_of(work, metrics)
        if timed is None:
            raise Refused(Note("not_a_time", {"metrics": metrics}))
        metrics = (timed,)
    query = query_about(work, metrics)
    check_counted(work, query)
    check_counted_amounts(work, query)
    check_pieces(work, query)
    say_dates(work, query)
    _check_average(work, query)
    check_average_by(work, query)
    check_per_each(work, query)
    return query


def _check_average(work: Work, query: Query) -> None:
    """ "reps above average revenue": no condition is kept on the average; raises Refused with all of them in order."""
    sides = [side for side in ("above", "below") if f"{side}_average" in work.draft.flags]
    if sides:
        metric = query.metrics[0]
        order = Rank("top" if sides == ["above"] else "bottom", None, metric)
        listed = [plain_analysis(replace(query, rank=order))] if query.by and query.rank is None else []
        members = counted_by(work.parse, metric) if not query.by else None  # "customers above average": in sales?
        sold = next((s.value for s in work.parse.lexicon.implied("selling") if s.kind == "metric"), None)
        if members is not None and sold is not None and members in work.catalogue.metrics[sold].dimensions:
            metric, rank = sold, replace(order, by=sold)
            listed = [plain_analysis(replace(query, metrics=(sold,), by=(members,), rank=rank))]
        raise Refused(Note("beside_average", {"metric": metric}), *listed)


def query_about(work: Work, metrics: tuple[str, ...]) -> Query:
    """The query of a draft about these figures, whichever the draft itself names; raises Refused."""
    draft = work.draft
    allowed = allowed_for(work.catalogue, metrics)
    by = _breakdowns(work, metrics, allowed)
    filters, listed = _filters(work, metrics, allowed)
    by = tuple(dict.fromkeys((*by, *listed)))
    transforms, by = _transforms(work, metrics, by)
    check_conditions(work, metrics)
    period = main_period(work)
    by = trend_bucket(work, _months_of_one_year(work, by, period), period)
    query = Query(
        metrics=metrics,
        by=by,
        filters=filters,
        having=tuple(having_of(work, use, metrics, by) for use in draft.having),
        period=period,
        transforms=transforms,
        chart=cast("ChartKind | None", draft.chart),
        me=draft.me,
    )
    compare, transforms = compare_of(work, query)
    if (compare, transforms) != (query.compare, query.transforms):
        query = replace(query, compare=compare, transforms=transforms)
    _check_compared(work, query)
    if len(query.by) > MOST_BREAKDOWNS:
        fewer = plain_analysis(replace(query, by=query.by[:MOST_BREAKDOWNS]))
        raise Refused(Note("many_breakdowns", {"most": MOST_BREAKDOWNS}), fewer)
    rank = choose_rank(work, query)
    if rank is not None:
        query = replace(query, rank=rank)
    query = plain_analysis(as_ratio(work, query))
    check_sound(work, query)
    if "share" in query.transforms:
        check_share(work, query)
    return query


def _months_of_one_year(work: Work, by: tuple[str, ...], period: Period | None) -> tuple[str, ...]:
    """ "the worst month of the year" is one of its months, of which the running one is not over; seasons need years."""
    rank = work.draft.rank
    one = period is None or (period.unit, period.count) == ("year", 1)
    if rank is None or rank.n is not None or not one or work.draft.compared or work.draft.compare:
        return by
    return tuple("month" if name == "month_of_year" else name for name in by)


def _check_compared(work: Work, query: Query) -> None:
    """Something is compared where the person compares; a ranking beside a change says by which of them."""
    single = len(query.filters) < 2 and all(f.op == "in" and len(f.members) == 1 for f in query.filters)
    alone = len(query.metrics) == 1 and not query.by and single
    if "compare" in work.draft.flags and query.compare is None and alone:
        raise Refused(Note("compare_with_what", {"metric": query.metrics[0]}))
    changed = "growth" in query.transforms or "change" in query.transforms
    ranked = work.draft.rank is not None or work.draft.order_by is not None
    if changed and ranked and change_ranked(work, query) is None:
        raise Refused(Note("rank_by_change", {"metric": query.metrics[0]}), plain_analysis(query))


def _breakdowns(work: Work, metrics: tuple[str, ...], allowed: Allowed) -> tuple[str, ...]:
    draft, catalogue = work.draft, work.catalogue
    found: list[str] = []
    for asked in with_implied(work, allowed):
        meanings = allowed.meanings(asked)
        if meanings:
            note = Note("which_breakdown", {"dimensions": meanings})
            raise Refused(note, *_with_each(work, metrics, asked, meanings))
        dimension = allowed.dimension_of(asked)
        if dimension is None:
            raise Refused(cannot_break_down(catalogue, metrics, asked), *_instead(work, metrics, asked))
        if draft.chart == "map" and dimension in catalogue.dimensions:
            dimension = catalogue.dimensions[dimension].map_as or dimension
        if dimension not in found:
            found.append(dimension)
    if draft.chart == "map" and not any(d in catalogue.dimensions and catalogue.dimensions[d].boundary for d in found):
        place = place_of(work, allowed)
        if place is None or any(d in catalogue.dimensions for d in found):
            raise Refused(Note("no_map", {"metrics": metrics}))
        found.append(place)
    return tuple(found)


def _with_each(work: Work, metrics: tuple[str, ...], asked: Target, meanings: tuple[str, ...]) -> Iterator[Query]:
    """The query with each of the breakdowns that a word may mean."""
    draft = work.draft
    for dimension in meanings:
        meant = replace(asked, kind="dimension", value=dimension)
        by = [meant if target is asked else target for target in draft.by]
        parse = copy(work.parse)
        parse.draft = replace(draft, by=by)
        with suppress(Refused):
            yield query_about(Work(parse, work.today), metrics)


def _of_rows(work: Work, metrics: tuple[str, ...]) -> Iterator[Query]:
    """ "median revenue by region": that of the rows whose sum the figure is, where a mean of them is kept."""
    kept = work.catalogue.metrics
    total = kept[metrics[0]].definition
    means = [
        m.id for m in kept.values() if isinstance(total, Simple) and row_mean(m, kept) == replace(total, agg="avg")
    ]
    if work.draft.mean != "mean" and len(metrics) == 1 and means:
        parse = copy(work.parse)
        parse.draft = replace(work.draft, means=[])
        with suppress(Refused):
            yield query_about(Work(parse, work.today), (f"{means[0]}__{work.draft.mean}",))


def _averaged_each(work: Work, metrics: tuple[str, ...]) -> Iterator[Query]:
    """ "average revenue by month": what a month has on average, or what each of them has."""
    if len(work.draft.by) == 1:
        over = [replace(target, how="per") for target in work.draft.by]
        for draft in (replace(work.draft, by=over), replace(work.draft, means=[])):
            parse = copy(work.parse)
            parse.draft = draft
            with suppress(Refused):
                yield query_about(Work(parse, work.today), metrics)


def _instead(work: Work, metrics: tuple[str, ...], asked: Target) -> list[Query]:
    """ "churn by reason": the figure of the same rows that the breakdown is kept for."""
    catalogue = work.catalogue
    if len(metrics) != 1 or asked.kind not in ("dimension", "generic") or len(work.draft.by) > 1 or work.draft.filters:
        return []
    named = (asked.value,) if asked.kind == "dimension" else catalogue.generics[asked.value].dimensions
    for dimension in named:
        own = catalogue.dimensions[dimension].metric
        if own and tables_of(catalogue, own) & tables_of(catalogue, metrics[0]):
            return [plain_analysis(Query(metrics=(own,), by=(dimension,), period=main_period(work)))]
    return []


def _filters(work: Work, metrics: tuple[str, ...], allowed: Allowed) -> tuple[tuple[Filter, ...], list[str]]:
    filters: list[Filter] = []
    listed: list[str] = []
    for use in _merged(work):
        dimension = allowed.family_member(use)
        if dimension is None:
            raise Refused(cannot_filter(work.catalogue, metrics, use))
        members = tuple(dict.fromkeys(use.members))
        if use.listed:
            listed.append(dimension)
            if len(members) >= work.parse.members.count(dimension) > 0 or _all_declared(work, dimension, members):
                continue
        if any(f.dimension == dimension and f.op == use.op == "in" for f in filters):
            raise Refused(Note("several_filters", {"dimension": dimension}))
        filters.append(Filter(dimension, use.op, members))  # type: ignore[arg-type]
    for item in work.draft.conditions:
        for one in work.catalogue.conditions[item.value].filters:
            if one.dimension not in allowed.dimensions:
                namesake = _namesake(work, item.value, allowed)
                if namesake is not None:
                    filters.append(namesake)
                    work.penalty += 6
                    continue
                raise Refused(Note("cannot_filter", {"dimension": one.dimension, "metric": metrics[0],
                                                     "members": one.members}))  # fmt: skip
            filters.append(one)
    return tuple(dict.fromkeys(filters)), listed


def _namesake(work: Work, condition: str, allowed: Allowed) -> Filter | None:
    """ "tickets still open": the word's own members are of deals, but tickets have a member of that name too."""
    named = {
        (dimension, sense.value)
        for label in work.catalogue.conditions[condition].words.label.values()
        for sense in work.parse.lexicon.find(label)
        if sense.kind == "member"
        for dimension in sense.dimensions
        if dimension in allowed.dimensions
    }
    if len(named) != 1:
        return None
    ((dimension, member),) = named
    return Filter(dimension, "in", (member,))


def _merged(work: Work) -> list[MemberUse]:
    """Members named apart but compared are one list: "sales to new with sales to existing customers"."""
    uses: list[MemberUse] = []
    for use in work.draft.filters:
        last = uses[-1] if uses else None
        if (
            last is not None
            and work.draft.flags & {"compare", "vs"}
            and (last.dimensions, last.said) == (use.dimensions, use.said)
            and last.op == use.op == "in"
        ):
            uses[-1] = replace(
                last, members=[*last.members, *use.members], items=[*last.items, *use.items], listed=True
            )
        else:
            uses.append(use)
    return uses


def _all_declared(work: Work, dimension: str, members: tuple[str, ...]) -> bool:
    declared = {m.value for m in work.catalogue.dimensions[dimension].members}
    return bool(declared) and declared <= set(members)


def _transforms(work: Work, metrics: tuple[str, ...], by: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    draft = work.draft
    transforms = list(draft.transforms)
    if len(set(draft.means)) > 1:
        raise Refused(Note("transforms_together", {}))
    if draft.mean and "mean_done" not in draft.flags:
        additive = [m for m in metrics if adds_up(work.catalogue.metrics[m])]
        over = mean_target(draft)
        if over is not None and additive:
            dimension = allowed_for(work.catalogue, metrics).dimension_of(over)
            if dimension is None:
                raise Refused(cannot_break_down(work.catalogue, metrics, over))
            transforms.append(f"{draft.mean}_over:{dimension}")
        elif over is not None and draft.mean == "mean":
            target = allowed_for(work.catalogue, metrics).dimension_of(over)
            if target is None:
                raise Refused(cannot_break_down(work.catalogue, metrics, over))
            by = (*by, target)
        elif additive or draft.mean != "mean":
            note = Note("mean_of_what", {"metric": metrics[0], "mean": draft.mean})
            raise Refused(note, *((*_of_rows(work, metrics), *_averaged_each(work, metrics)) if additive else ()))
    if "moving" in draft.flags:
        unit = next((f.partition(":")[2] for f in draft.flags if f.startswith("moving_unit:")), None)
        if not any(b in BUCKETS for b in by):
            by = (*by, unit or "month")
            if unit is None:
                work.assumed.append(Note("grain", {"grain": "month"}))
        if draft.moving is None:
            work.assumed.append(Note("moving_average", {"n": 3}))
        transforms.append(f"moving_average:{draft.moving or 3}")
    if "running_total" in transforms and not any(b in BUCKETS for b in by):
        draft.flags.add("trend")
    return tuple(dict.fromkeys(transforms)), by
