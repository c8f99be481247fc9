"""Queries of the special answers: funnel, forecast, scorecard, timeline, profile, goals, drivers, definition."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from intents.counting import counts_itself
from intents.kinship import is_plain_count, tables_of
from intents.parse import MemberUse
from intents.resolve import Allowed, allowed_for, cannot_break_down, cannot_filter, reached_from
from intents.timing import compare_of, main_period
from intents.work import Refused, Work
from queries.answer import Note
from queries.calendars.rules import rules_of
from queries.catalogue.model import Metric, Scorecard, Simple
from queries.query import BUCKETS, ChartKind, Compare, Filter, Period, Query, plain_analysis

FORECAST_MONTHS = 3


def special_query(work: Work) -> Query | None:
    """The query of a special answer, None where plain figures are asked."""
    draft = work.draft
    for kind, build in (
        ("dashboard", _dashboard),
        ("funnel", _funnel),
        ("timeline", _timeline),
        ("profile", _profile),
        ("goals", _goals),
        ("scorecard", _named_scorecard),
    ):
        if kind in draft.special:
            return build(work, draft.special[kind])
    flags = draft.flags
    if "which_funnel" in flags:
        raise Refused(Note("which_reading", {}), *(_funnel(work, id) for id in work.catalogue.funnels))
    if "dashboard_word" in flags:
        raise Refused(Note("which_dashboard", {"dashboards": tuple(work.catalogue.dashboards)}))
    if "define" in flags or _asks_what_it_is(work):
        return _definition(work)
    if _asks_ahead(work):
        return _forecast(work)
    if (
        "why" in flags
        and draft.metrics
        and (flags & {"change", "changed"} or reason_figure(work, draft.metrics[0].id) is None)
    ):
        return _drivers(work)
    if not draft.metrics:
        return _scorecard_of(work)
    if "card" in flags:
        work.penalty += 8
    return None


def _check_plain(work: Work, *, by: bool = False, metrics: bool = False) -> None:
    """Refuse what the special answer cannot take, rather than drop it."""
    draft = work.draft
    extra = draft.having or draft.rank or draft.transforms or draft.mean or draft.conditions or draft.order_by
    if extra or (draft.by and not by) or (draft.metrics and not metrics) or draft.flags & {"trend", "moving", "actual"}:
        raise Refused(Note("special_takes_less", {"special": next(iter(draft.special), "forecast")}))
    if len(draft.special) > 1:
        raise Refused(Note("several_answers", {"special": tuple(draft.special)}))


def special_filters(work: Work, allowed: Allowed, metrics: tuple[str, ...] = ()) -> tuple[Filter, ...]:
    """The member filters of a special answer."""
    found: dict[str, Filter] = {}
    for use in work.draft.filters:
        dimension = allowed.family_member(use)
        if dimension is None:
            raise Refused(cannot_filter(work.catalogue, metrics, use))
        if dimension in found:
            raise Refused(Note("several_filters", {"dimension": dimension}))
        found[dimension] = Filter(dimension, use.op, tuple(dict.fromkeys(use.members)))  # type: ignore[arg-type]
    return tuple(found.values())


def _by(work: Work, allowed: Allowed, metrics: tuple[str, ...] = ()) -> tuple[str, ...]:
    found = []
    for target in work.draft.by:
        dimension = allowed.dimension_of(target)
        if dimension is None:
            raise Refused(cannot_break_down(work.catalogue, metrics, target))
        found.append(dimension)
    return tuple(found)


def _base(work: Work, **parts: object) -> Query:
    draft = work.draft
    chart = cast("ChartKind | None", draft.chart)
    query = Query(period=main_period(work), chart=chart, me=draft.me, **parts)  # type: ignore[arg-type]
    compare, _ = compare_of(work, query)
    return replace(query, compare=compare)


def _dashboard(work: Work, id: str) -> Query:
    _check_plain(work)
    allowed = allowed_for(work.catalogue, ())
    return _base(work, dashboard=id, analysis="dashboard", filters=special_filters(work, allowed))


def _funnel(work: Work, id: str) -> Query:
    _check_plain(work, by=True)
    funnel = work.catalogue.funnels[id]
    allowed = reached_from(work.catalogue, funnel.base)
    if len(work.draft.by) > 1:
        raise Refused(Note("special_takes_less", {"special": "funnel"}))
    by = _by(work, allowed)
    listed = [u for u in work.draft.filters if u.listed]
    filters = special_filters(work, allowed)
    if listed and not by:
        by = tuple(f.dimension for f in filters if len(f.members) > 1)[:1]
    return _base(work, analysis="funnel", funnel=id, by=by, filters=filters)


def _timeline(work: Work, id: str) -> Query:
    timeline = work.catalogue.timelines[id]
    draft = work.draft
    draft.by = [t for t in draft.by if not (t.how == "bare" and t.value == timeline.dimension)]
    draft.flags.discard("trend")
    counted = [m.id for m in draft.metrics if is_plain_count(work.catalogue, m.id)]
    _check_plain(
        work,
        metrics=all(tables_of(work.catalogue, m) == {timeline.table} for m in counted)
        and len(counted) == len(draft.metrics),
    )  # "timeline of interactions" says what stands in it
    filters = special_filters(work, reached_from(work.catalogue, timeline.table))
    about = [f for f in filters if f.dimension == timeline.dimension and f.op == "in" and len(f.members) == 1]
    if not about:
        raise Refused(Note("timeline_of_whom", {"dimension": timeline.dimension}))
    return _base(work, analysis="timeline", filters=filters)


def _profile(work: Work, id: str) -> Query:
    _check_plain(work, metrics=True)
    profile = work.catalogue.profiles[id]
    if any(use.id not in (profile.subset, profile.base) for use in work.draft.metrics):
        raise Refused(Note("special_takes_less", {"special": "profile"}))
    metrics = (profile.subset,)
    filters = special_filters(work, allowed_for(work.catalogue, metrics), metrics)
    return _base(work, analysis="profile", metrics=metrics, filters=filters)


def _goals(work: Work, _id: str) -> Query:
    work.draft.flags.discard("actual")  # "are the goals on track": which goals are, is the answer
    _check_plain(work, by=True, metrics=True)
    goals = work.catalogue.goals
    assert goals is not None
    if any(t.value != goals.dimension for t in work.draft.by):
        raise Refused(Note("special_takes_less", {"special": "goals"}))
    metrics = tuple(dict.fromkeys(use.id for use in work.draft.metrics))
    filters = special_filters(work, reached_from(work.catalogue, goals.table))
    return _base(work, analysis="goals", metrics=metrics, by=(goals.dimension,), filters=filters)


def _named_scorecard(work: Work, id: str) -> Query:
    scorecard = work.catalogue.scorecards[id]
    draft = work.draft
    draft.by = [t for t in draft.by if t.value not in (scorecard.by, scorecard.dimension)]
    _check_plain(work)
    return _card(work, scorecard)


def _card(work: Work, scorecard: Scorecard) -> Query:
    allowed = allowed_for(work.catalogue, scorecard.metrics)
    filters = special_filters(work, allowed, scorecard.metrics)
    if scorecard.by is not None:
        query = _base(work, metrics=scorecard.metrics, by=(scorecard.by,), filters=filters, scorecard=scorecard.id)
        return plain_analysis(query)
    about = [f for f in filters if f.dimension == scorecard.dimension]
    if scorecard.dimension is not None and not about and not work.draft.me:
        query = _base(work, metrics=scorecard.metrics, by=(scorecard.dimension,), filters=filters)
        return plain_analysis(replace(query, scorecard=scorecard.id))
    return _base(work, analysis="scorecard", scorecard=scorecard.id, metrics=scorecard.metrics, filters=filters)


def _scorecard_of(work: Work) -> Query | None:
    """ "how is <member> doing", "<member> performance", "rep performance", or a member alone."""
    draft, catalogue = work.draft, work.catalogue
    money = work.parse.lexicon.ties("money")
    asked = "performance" in draft.flags and not any(money & set(item.before) for item in work.parse.items)
    cards = list(catalogue.scorecards.values())
    timeline = _told_timeline(work)
    if timeline is not None:
        return _timeline(work, timeline)
    if draft.rank or draft.transforms or draft.having or draft.flags & {"why", "come_from", "where", "who", "selling"}:
        return None
    if draft.me not in (None, "me") and asked and not draft.by and not draft.filters:
        about = str(draft.me).partition("_")[2]
        mine = next((c for c in cards if c.dimension == about), None)
        return _card(work, mine) if mine else None
    if draft.me == "me" and asked and not draft.by:
        people = {d.id for d in catalogue.dimensions.values() if d.person}
        card = next((c for c in cards if c.dimension in people), None)
        return _card(work, card) if card else None
    if "trend" in draft.flags:
        return None
    counting = work.parse.lexicon.ties("counting")
    single = [u for u in draft.filters if u.op == "in" and not u.listed and not counting & set(u.items[0].before)]
    if len(single) > 1 and not asked:  # "calls of team Dena" are counted
        single = [u for u in single if not counts_itself(work, u, u.items[0])]
    if draft.filters and len(single) == len(draft.filters) and not draft.by:
        card = _card_about(cards, single)
        if card is not None:
            if not asked:
                work.assumed.append(Note("analysis", {"analysis": "scorecard"}))
                work.penalty += 4
            return _card(work, card)
    if asked and len(draft.by) == 1 and not draft.filters:
        dimension = allowed_for(catalogue, ()).dimension_of(draft.by[0])
        card = next((c for c in cards if c.dimension == dimension), None)
        if card is not None and dimension is not None:
            return plain_analysis(_base(work, metrics=card.metrics, by=(dimension,), scorecard=card.id))
    grown = bool(draft.flags & {"change", "changed"})  # "did we grow"
    if asked and not draft.by and not draft.filters and cards and not grown:
        raise Refused(Note("which_scorecard", {"scorecards": tuple(catalogue.scorecards)}))
    return None


def _told_timeline(work: Work) -> str | None:
    """ "history of <customer>"."""
    named = {d for use in work.draft.filters for d in use.dimensions}
    if "trend" not in work.draft.flags or work.draft.by:
        return None
    return next((t.id for t in work.catalogue.timelines.values() if t.dimension in named), None)


def _card_about(cards: list[Scorecard], uses: list[MemberUse]) -> Scorecard | None:
    named = {d for use in uses for d in use.dimensions}
    return next((c for c in cards if c.dimension in named), None) or next((c for c in cards if c.by in named), None)


def _asks_what_it_is(work: Work) -> bool:
    draft = work.draft
    told = [item for item in work.parse.items if item.kind != "and"]  # "what is CAC, please"
    if "what_is" not in draft.flags or len(told) != 2 or len(draft.metrics) != 1:
        return False
    item = draft.metrics[0].item
    one = work.parse.lexicon.ties("one")  # "what is a lead" asks what the word means, not how many there are
    return not item.before or (set(item.before) <= one and not item.plural)


def _definition(work: Work) -> Query:
    draft = work.draft
    named = [use.id for use in draft.metrics]
    if len(named) != 1 or draft.by or draft.filters or draft.periods or draft.rank:
        raise Refused(Note("definition_of_what", {}))
    return Query(metrics=tuple(named), analysis="definition")


def _asks_ahead(work: Work) -> bool:
    draft = work.draft
    if "forecast" in draft.flags:
        return True
    ahead = bool(draft.periods) and draft.periods[0].future
    goals = {m.goal for m in work.catalogue.metrics.values() if m.goal}
    planned = [u for u in draft.metrics if u.id in goals or _is_planned(work.catalogue.metrics[u.id])]
    if "actual" in draft.flags:
        return False
    if "future" in draft.flags and not ahead:
        raise _instead_of_future(work)
    return ahead and bool(draft.metrics) and not planned


def _is_planned(metric: Metric) -> bool:
    """Kept ahead of time, for whole months: a budget, a quota."""
    return isinstance(metric.definition, Simple) and metric.definition.spread is not None


def _instead_of_future(work: Work) -> Refused:
    """ "how much will we sell this year" is no forecast of the year: what can be forecast is offered."""
    if not work.draft.metrics:
        return Refused(Note("not_understood", {}))
    draft = work.draft
    whole = Work(replace(work.parse, draft=replace(draft, periods=[], flags=draft.flags - {"trend"})), work.today)
    try:
        return Refused(Note("forecast_of_rest", {}), _forecast(whole))
    except Refused:
        return Refused(Note("not_understood", {}))


def _forecast(work: Work) -> Query:
    draft = work.draft
    buckets = [t for t in draft.by if t.kind in ("grain", "adverb_grain")]
    draft.flags.discard("trend")
    _check_plain(work, by=True, metrics=True)
    metrics = tuple(dict.fromkeys(use.id for use in draft.metrics))
    if not metrics:
        raise Refused(Note("no_metric", {}))
    goals = {m.goal for m in work.catalogue.metrics.values() if m.goal}
    if len(metrics) > 1 or metrics[0] in goals or _is_planned(work.catalogue.metrics[metrics[0]]):
        raise Refused(Note("special_takes_less", {"special": "forecast"}))  # "forecast vs target": a plan is none
    allowed = allowed_for(work.catalogue, metrics)
    by = _by(work, allowed, metrics)
    if any(b not in BUCKETS for b in by) or len(buckets) > 1:
        raise Refused(Note("special_takes_less", {"special": "forecast"}))
    filters = special_filters(work, allowed, metrics)
    query = _base(work, analysis="forecast", metrics=metrics, by=by, filters=filters)
    if query.period is not None and query.period.end is not None and query.period.end <= work.today:
        raise Refused(Note("forecast_of_past", {"period": query.period}))
    if query.period is None:
        rules = rules_of(work.catalogue.calendar.default, work.catalogue.calendar)
        start = rules.shift(rules.start(work.today, "month"), "month", 1)
        period = Period(start, rules.shift(start, "month", FORECAST_MONTHS), "month", FORECAST_MONTHS, rules.calendar)
        work.assumed.append(Note("period", {"period": period}))
        query = _base(work, analysis="forecast", metrics=metrics, by=by, filters=filters)
        query = replace(query, period=period)
    return query


def reason_figure(work: Work, metric: str) -> str | None:
    """The figure whose reasons are kept: the one asked, or one of the same rows ("why do they churn")."""
    catalogue, lexicon = work.catalogue, work.parse.lexicon
    reasons: list[str] = []
    for sense in lexicon.implied("reason"):
        if sense.kind == "generic":
            reasons += catalogue.generics[sense.value].dimensions
        elif sense.kind == "dimension":
            reasons.append(sense.value)
    if any(reason in catalogue.metrics[metric].dimensions for reason in reasons):
        return metric
    own = (catalogue.dimensions[reason].metric for reason in reasons)
    return next((m for m in own if m and tables_of(catalogue, m) & tables_of(catalogue, metric)), None)


def _drivers(work: Work) -> Query:
    _check_plain(work, by=True, metrics=True)
    draft = work.draft
    metrics = tuple(dict.fromkeys(use.id for use in draft.metrics))
    if len(metrics) != 1:
        raise Refused(Note("special_takes_less", {"special": "drivers"}))
    allowed = allowed_for(work.catalogue, metrics)
    by = _by(work, allowed, metrics)
    filters = special_filters(work, allowed, metrics)
    query = _base(work, analysis="drivers", metrics=metrics, by=by, filters=filters)
    if query.compare is None:
        query = replace(query, compare=Compare("previous_period"))
    return query
