"""A question's days moved from the day it was asked to another one: "last month" stays the month before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from queries.calendars.rules import Rules, rules_of
from queries.catalogue.model import CalendarSettings
from queries.query import Period, Query

_DAY = timedelta(days=1)


def moved(query: Query, asked_on: date, today: date, settings: CalendarSettings) -> Query:
    """The question as it would be asked today.

    Days that begin or end with the unit of `asked_on` move along with it (this month, the last three weeks, yesterday,
    the year to date, next quarter); any others stay (March 2021), and so does what has no end or beginning. Days
    compared with move as far as the question's own.
    """
    period = query.period
    if period is None or period.start is None or period.end is None:
        return query
    after = _moved(period, asked_on, today, rules_of(period.calendar, settings))
    if after == period:
        return query
    compare = query.compare
    if compare is not None and compare.period is not None:
        compare = replace(compare, period=_as_far(compare.period, period, after, settings))
    return replace(query, period=after, compare=compare)


def moves(query: Query, asked_on: date, settings: CalendarSettings) -> bool:
    """Whether a question is about other days when it is asked again much later."""
    return moved(query, asked_on, asked_on + timedelta(days=800), settings) != query


def _moved(period: Period, asked_on: date, today: date, rules: Rules) -> Period:
    assert period.start is not None and period.end is not None
    unit = period.unit or "day"
    length = period.count if period.unit else (period.end - period.start).days
    start, end = rules.start(asked_on, unit), rules.next(asked_on, unit)
    here, beyond = rules.start(today, unit), rules.next(today, unit)
    if unit == "day" and period.end == asked_on + _DAY:
        return replace(period, start=today + _DAY - (period.end - period.start), end=today + _DAY)
    if period.end == start:  # the last so many
        return replace(period, start=rules.shift(here, unit, -length), end=here)
    if period.end == end:  # this one, or the last so many with it
        return replace(period, start=rules.shift(beyond, unit, -length), end=beyond)
    if period.start == end:  # the next so many
        return replace(period, start=beyond, end=rules.shift(beyond, unit, length))
    if period.start == start and period.end in (asked_on, asked_on + _DAY):  # this one up to now
        return replace(period, start=here, end=today + (period.end - asked_on))
    if period.end in (asked_on, asked_on + _DAY):  # the last so many days, whatever they were called
        far = today - asked_on
        return replace(period, start=period.start + far, end=period.end + far)
    return period


def _as_far(period: Period, before: Period, after: Period, settings: CalendarSettings) -> Period:
    """A period moved by as many units as another one was."""
    if period.start is None or period.end is None or before.start is None or after.start is None:
        return period
    unit = before.unit or "day"
    rules, steps, at = rules_of(before.calendar, settings), 0, before.start
    step = 1 if after.start >= before.start else -1
    while (at < after.start) if step > 0 else (at > after.start):
        steps += step
        at = rules.shift(before.start, unit, steps)
    return replace(period, start=rules.shift(period.start, unit, steps), end=rules.shift(period.end, unit, steps))
