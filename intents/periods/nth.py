"""Parts of a span by their number: the first week of May, the last quarter of 2025, the first ten days of last year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from intents.periods.almanac import MONTHS_IN, Almanac
from intents.periods.dates import part_of_month
from intents.periods.moment import Now
from intents.periods.values import Number, Span, UnitWord, Yearless
from intents.periods.yearless import first_from, impossible, last_begun, resolved
from queries.query import Unit

_HALVES: dict[int, tuple[int, int | None]] = {1: (1, 15), 2: (16, None), -1: (16, None)}


def nth_of(now: Now, unit: UnitWord, ref: object, ord: Number | None = None, last: bool = False) -> Span | None:
    """The n-th or the last unit of a span; one past its end is a problem."""
    number = -1 if last else ord.value if ord else 0
    return _count_off(now, unit, ref, number, 1)


def first_n_of(now: Now, unit: UnitWord, ref: object, num: Number, last: bool = False) -> Span | None:
    """The first or last n units of a span."""
    return _count_off(now, unit, ref, -1 if last else 1, num.value)


def nth_weekday(now: Now, weekday: Yearless, ref: object, ord: Number | None = None, last: bool = False) -> Span | None:
    """The first Monday of May, the last Friday of last month."""
    span = resolved(now, ref)
    if span is None or span.problem or span.start is None or span.end is None or span.count != 1:
        return span if span and span.problem else None
    if span.unit == "week" or span.unit == "day" or span.to_date:
        return None
    if last:
        return last_begun(now, weekday, span.end - timedelta(days=1))
    first = first_from(now, weekday, span.start)
    if first is None or first.start is None or first.end is None or ord is None:
        return None
    weeks = timedelta(weeks=ord.value - 1)
    return (
        replace(first, start=first.start + weeks, end=first.end + weeks)
        if first.start + weeks < span.end
        else impossible()
    )


def whole_of(now: Now, unit: UnitWord, ref: object) -> Span | None:
    """The week of 10 April, the month of March, the year of 2025: the unit that a span is or lies in."""
    span = resolved(now, ref)
    if span is None or span.problem or span.start is None or span.count != 1 or unit.times != 1:
        return span if span and span.problem else None
    if span.unit == unit.unit:
        if span.relative and unit.unit != "day":
            return None  # "last month" is said with its own unit: a "month" before it is a breakdown
        return span if not span.weak else Span(span.start, span.end, span.unit, 1, span.calendar)
    if span.unit != "day" or unit.unit == "day":
        return None
    own = now.almanac(unit.calendar or span.calendar)
    start = own.floor(span.start, unit.unit)
    return Span(start, own.shift(start, unit.unit, 1), unit.unit, 1, own.calendar)


def _count_off(now: Now, unit: UnitWord, ref: object, number: int, count: int) -> Span | None:
    span = resolved(now, ref)
    if span is None or span.problem:
        return span
    if span.start is None or span.end is None or span.to_date or span.count != 1 or unit.times != 1:
        return None
    if unit.unit == "half" and span.unit == "month" and count == 1:
        return part_of_month(now, span, _HALVES[number]) if number in _HALVES else impossible()
    if number == 0 or not 1 <= count <= 400 or _size(unit.unit) >= _size(span.unit):
        return None
    own = now.almanac(unit.calendar or span.calendar)
    first, end = _edges(own, unit.unit, span.start, span.end)
    start = own.shift(first, unit.unit, number - 1) if number > 0 else own.shift(end, unit.unit, -count)
    stop = own.shift(start, unit.unit, count)
    return Span(start, stop, unit.unit, count, own.calendar) if first <= start and stop <= end else impossible()


def _edges(own: Almanac, unit: Unit, start: date, end: date) -> tuple[date, date]:
    """Weeks belong where most of their days are; other units divide a span exactly."""
    return (own.first_week(start), own.first_week(end)) if unit == "week" else (start, end)


def _size(unit: Unit | None) -> int:
    if unit in ("day", None):
        return 0
    return 1 if unit == "week" else 1 + MONTHS_IN[unit] if unit in MONTHS_IN else 0
