"""Which year is meant by "March", "Q2", "week 10" or "Monday": the occurrence before or after a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from intents.periods.almanac import MONTHS_IN, Almanac
from intents.periods.moment import Now
from intents.periods.values import Cycle, Span, UnitWord, Yearless
from queries.query import Unit

_REACH = 10  # cycles to look at: eight years can lie between two leap days
_FIRST_SPRING_MONTH = 2  # March; the Jalali year begins with spring
_UNIT_OF: dict[Cycle, Unit] = {
    "day": "day", "weekday": "day", "month_day": "day", "week": "week", "month": "month", "quarter": "quarter",
    "half": "half",
}  # fmt: skip


def latest(now: Now, yearless: Yearless) -> Span | None:
    """The latest one that has begun."""
    return last_begun(now, yearless, now.today)


def last_begun(now: Now, yearless: Yearless, day: date) -> Span | None:
    """The last one that has begun on that day."""
    return _search(now, yearless, day, -1, lambda start, end: start <= day)


def last_ended(now: Now, yearless: Yearless, day: date) -> Span | None:
    """The last one that is over on that day."""
    return _search(now, yearless, day, -1, lambda start, end: end <= day)


def first_from(now: Now, yearless: Yearless, day: date) -> Span | None:
    """The first one that begins on that day or after it."""
    return _search(now, yearless, day, 1, lambda start, end: start >= day)


def in_year(now: Now, yearless: Yearless, year: int) -> Span | None:
    """The one in the year with that number; a date that this year does not have is a problem."""
    if yearless.cycle in ("weekday", "month_day"):
        return None
    return _occurrence(now, yearless, year) or impossible()


def within(now: Now, yearless: Yearless, span: Span) -> Span | None:
    """The first one that begins inside a span."""
    if span.start is None or span.end is None:
        return None
    found = first_from(now, yearless, span.start)
    return found if found and found.start and found.start < span.end else None


def impossible() -> Span:
    """A date that no calendar has."""
    return Span(None, None, problem="impossible_date")


def resolved(now: Now, value: object) -> Span | None:
    """A span as it is; anything without a year as the latest that has begun; "the year" as the current one."""
    if isinstance(value, Span):
        return value
    if isinstance(value, UnitWord):
        own = now.almanac(value.calendar)
        start = own.floor(now.today, value.unit)
        return Span(start, own.shift(start, value.unit, 1), value.unit, 1, own.calendar, relative=True)
    return (latest(now, value) or impossible()) if isinstance(value, Yearless) else None


def _search(now: Now, yearless: Yearless, day: date, step: int, accept: Callable[[date, date], bool]) -> Span | None:
    at = _cycle_number(now, yearless, day) - step
    for number in range(at, at + step * _REACH, step):
        span = _occurrence(now, yearless, number)
        if span and span.start and span.end and accept(span.start, span.end):
            return span
    return None


def _own(now: Now, yearless: Yearless) -> Almanac:
    own = now.almanac(yearless.calendar)
    # Seasons follow the sun, not the books.
    return now.almanac("gregorian") if yearless.cycle == "season" and own.calendar == "fiscal" else own


def _cycle_number(now: Now, yearless: Yearless, day: date) -> int:
    if yearless.cycle == "weekday":
        return (day.toordinal() - 1) // 7
    own = _own(now, yearless)
    return own.month_number(day) if yearless.cycle == "month_day" else own.year(day)


def _occurrence(now: Now, yearless: Yearless, number: int) -> Span | None:
    own = _own(now, yearless)
    bounds = _bounds(own, yearless, number)
    if bounds is None:
        return None
    start, end = bounds
    if yearless.cycle == "season":
        unit: Unit = "quarter" if own.calendar == "jalali" else "month"
        return Span(start, end, unit, 1 if unit == "quarter" else 3, own.calendar, weak=yearless.weak)
    return Span(start, end, _UNIT_OF[yearless.cycle], 1, own.calendar, weak=yearless.weak)


def _bounds(own: Almanac, yearless: Yearless, number: int) -> tuple[date, date] | None:
    cycle, nth = yearless.cycle, yearless.number
    if cycle in ("day", "month_day", "weekday"):
        day = _day(own, yearless, number)
        return (day, day + timedelta(days=1)) if day else None
    if cycle == "week":
        first = own.first_week(own.year_start(number))
        start = first + timedelta(weeks=nth - 1)
        inside = first <= start < own.first_week(own.year_start(number + 1))
        return (start, start + timedelta(weeks=1)) if inside else None
    months = 3 if cycle == "season" else MONTHS_IN[cycle]
    if cycle == "season":
        at = number * 12 + nth * months + (_FIRST_SPRING_MONTH if own.calendar == "gregorian" else 0)
    elif 1 <= nth <= 12 // months:
        at = number * 12 + (nth - 1) * months
    else:
        return None
    return own.month_start(at), own.month_start(at + months)


def _day(own: Almanac, yearless: Yearless, number: int) -> date | None:
    if yearless.cycle == "weekday":
        return date.fromordinal(number * 7 + 1 + yearless.number)
    if yearless.cycle == "day":
        return own.day_of(number, yearless.number, yearless.day)
    return own.day_of(number // 12, number % 12 + 1, yearless.day)
