"""What somebody's words order: the question that an alert watches and its condition, or why that is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.alerts.alert import Against, Condition
from bot.alerts.days import last_whole, watched
from bot.digests.moved import moves
from intents.alerting import Amount, Event
from intents.reading import Reading
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue, Metric
from queries.defaults import default_period
from queries.ends import NO_ENDS, Ends
from queries.query import Calendar, Period, Query, Unit

STALE_DAYS = 2
"""How old data may be where nobody says it."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is to be watched, and when it is bad."""

    query: Query
    condition: Condition


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing is watched: the code of a sentence, and the figure it speaks of."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)  # values are ids of the catalogue


def ordered(
    reading: Reading, event: Event | None, day: date, catalogue: Catalogue, ends: Ends = NO_ENDS
) -> Ordered | Problem | None:
    """What a reading orders, the event beside it included; None where it orders no alert."""
    code = reading.message.code if reading.message is not None else ""
    if reading.unread or code not in ("alert_on", "not_yet_alert"):
        return None
    if event is not None and event.kind == "stale":
        if code != "not_yet_alert":
            return None
        days = STALE_DAYS if event.days is None else event.days
        return Ordered(Query(), Condition("stale", value=float(days)))
    query = reading.query
    if code != "alert_on" or query is None:
        return Problem("alert_what")
    # Days kept from the question before are as good as said: "alert me when it drops below 10k".
    usual = default_period(query, catalogue, day, ends.reach(query.metrics, catalogue, day, None))
    said = any(span.role == "period" for span in reading.spans) or query.period != usual
    return watching(query, event, day, catalogue, said=said)


def watching(query: Query, event: Event | None, day: date, catalogue: Catalogue, *, said: bool) -> Ordered | Problem:
    """What a question and an event make. Without an event the condition is that of the question itself."""
    plain = query.analysis in ("value", "breakdown", "trend") and query.metrics and not query.transforms
    if not plain or query.rank is not None or (query.compare is not None and event is None):
        return Problem("alert_which")
    if event is None:
        bounds = [h for h in query.having if h.level == "group"]
        if len(query.having) != 1 or len(bounds) != 1:
            return Problem("alert_which")
        bound = bounds[0]
        query = replace(query, metrics=(bound.metric,))
        condition: Condition | Problem = Condition("threshold", bound.op, bound.value, bound.upper)
    elif query.having or len(query.metrics) != 1:
        return Problem("alert_which")
    else:
        metric = catalogue.metrics[query.metrics[0]]
        if event.kind == "change" and event.against not in ("", "period", "year") and not said:
            unit: Unit = event.against  # type: ignore[assignment]
            query, said = replace(query, period=last_whole(unit, day, query.calendar, catalogue.calendar)), True
        condition = _condition(event, metric, query, said=said)
    if isinstance(condition, Problem):
        return condition
    if query.me is not None and condition.kind == "target":
        return Problem("alert_which")
    found = watched(query, day, catalogue, condition, said=said)
    bounded = found.period is not None and found.period.end is not None and found.period.start is not None
    if bounded and not moves(found, day, catalogue.calendar):
        return Problem("alert_all_fixed")
    return Ordered(found, condition)


def by_amount(way: str, amount: Amount | None, metric: Metric) -> Condition | Problem:
    """The condition of a form: "above", "below", "up", "down", with its value."""
    if amount is None:
        return Problem("alert_value_wrong")
    if way in ("up", "down"):
        return change(Event("change", way, amount, own=metric.unit != "percent"), metric, "previous_period")  # type: ignore[arg-type]
    if amount.unit and metric.unit != "percent":
        return Problem("alert_not_percent", {"figure": metric.id})
    scale = 0.01 if metric.unit == "percent" and (amount.unit or abs(amount.value) > 1) else 1.0
    return Condition("threshold", ">" if way == "above" else "<", round(amount.value * scale, 12))


def change(event: Event, metric: Metric, against: Against) -> Condition | Problem:
    """The condition of a change. Of a percentage it must be said whether points are meant, or a part of the value."""
    amount = event.amount
    if metric.unit == "percent" and not event.own and amount.unit != "points":
        return Problem("alert_percent_of_percent", {"figure": metric.id})
    if metric.unit != "percent" and amount.unit == "points":
        return Problem("alert_not_percent", {"figure": metric.id})
    relative = amount.unit == "percent"
    value = amount.value / 100 if amount.unit else amount.value
    return Condition("change", value=round(value, 12), way=event.way, relative=relative, against=against)


def _condition(event: Event, metric: Metric, query: Query, *, said: bool) -> Condition | Problem:
    if event.kind == "target":
        return Condition("target") if metric.attainment else Problem("alert_no_target", {"figure": metric.id})
    if event.kind == "unusual":
        return Condition("unusual")
    unit = query.period.unit if query.period is not None and said else "month"
    if event.against == "year" and unit != "year":
        return change(event, metric, "previous_year")
    if event.against not in ("", "period", unit):
        return Problem("alert_which")
    return change(event, metric, "previous_period")


def bucketed(over: str, day: date, calendar: Calendar, catalogue: Catalogue, query: Query) -> Query:
    """The question over the days chosen in a form: "week" for the last whole one, "month_so_far" for this one."""

    unit, _, so_far = over.partition("_")
    period = last_whole(unit, day, calendar, catalogue.calendar)  # type: ignore[arg-type]
    if so_far:
        rules = rules_of(calendar, catalogue.calendar)
        period = Period(rules.start(day, unit), rules.next(day, unit), unit, 1, calendar)  # type: ignore[arg-type]
    return replace(query, period=period, calendar=calendar)
