"""Periods with two ends or one: from–to, since, before, until, after, and days of one month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from intents.periods.almanac import MONTHS_IN, Almanac
from intents.periods.dates import is_plausible, numbered, of_span, of_year, written_year, year_span
from intents.periods.moment import Now
from intents.periods.values import Number, Span, UnitWord, Yearless, YearNumber
from intents.periods.yearless import first_from, impossible, last_begun, last_ended, latest, resolved
from queries.query import Unit

_MOST_UNITS = 1000


def between(now: Now, a: object, b: object, loose: bool = False) -> Span | None:
    """From a to b, both included. Without "from" or "between" (`loose`), ends in the wrong order are no range."""
    return None if _is_month_day(a) or _is_month_day(b) else _between(now, a, b, loose)


def between_days(now: Now, a: object, b: object) -> Span | None:
    """From the 27th of April to the third, between the 21st and the 23rd: sure only where nothing follows."""
    return _between(now, a, b) if _is_month_day(b) else None


def _between(now: Now, a: object, b: object, loose: bool = False) -> Span | None:
    first, last = _in_one_order(*_ends(now, a, b))
    if loose and _is_one_date(a, b):
        return None
    if first is None or last is None or first.problem or last.problem:
        return impossible()
    if first.start is None or first.end is None or last.start is None or last.end is None:
        return None
    shorter = last.end < first.end and not isinstance(a, UnitWord) and not _is_today(now, last)
    if last.start < first.start or shorter:
        return None if loose else Span(None, None, problem="period_reversed")
    if _is_today(now, last) and first.start <= now.today:
        return replace(_through_today(now, first) or impossible(), parts=(first, last))
    unit, count = _measure(now, first, first.start, last.end)
    weak = unit == "year" and first.weak and last.weak and (loose or not _year_like(now, first, last))
    parts = (first, last) if isinstance(a, Span) or isinstance(b, Span) else (resolved(now, a), resolved(now, b))
    return Span(first.start, last.end, unit, count, first.calendar, weak=weak, parts=tuple(p for p in parts if p))


def numbers_between(now: Now, unit: UnitWord, a: Number, b: Number, year: YearNumber | None = None) -> Span | None:
    """Weeks 12 to 15, quarters 1-3 of 2025."""
    first, last = numbered(now, unit, a), numbered(now, unit, b)
    if first is None or last is None or a.value >= b.value:
        return None
    if year is None:
        return between(now, first, last)
    start, end = of_year(now, first, year), of_year(now, last, year)
    return between(now, start, end) if start and end else None


def inside(now: Now, span: Span, a: Yearless, b: Yearless) -> Span | None:
    """This week from Tuesday to Thursday, last year between March and May."""
    first, last = of_span(now, a, span), of_span(now, b, span)
    return between(now, first, last) if first and last else None


def days_between(now: Now, a: Number, b: Number, within: Span | Yearless) -> Span | None:
    """4 to 22 January, 9 to 12 of June, 4 to 22 this month. Without a year, the latest that is over."""
    if isinstance(within, Yearless):
        return days_of_month(now, within, a, b) if a.value <= b.value else _days_into(now, within, a, b)
    if within.unit != "month" or within.count != 1 or within.to_date or within.start is None:
        return None
    own = now.almanac(within.calendar)
    start, end = _day_in(own, within.start, a.value), _day_in(own, within.start, b.value)
    if start is None or end is None:
        return impossible()
    if start > end:
        return Span(None, None, problem="period_reversed")
    day = Span(start, end + timedelta(days=1), "day", 1, own.calendar)
    unit, count = _measure(now, day, start, end + timedelta(days=1))
    return replace(day, unit=unit, count=count)


def days_of_month(now: Now, month: Yearless, a: Number, b: Number, year: YearNumber | None = None) -> Span | None:
    """November 19-20, April ninth through 17th, May 1 to 7, 2026."""
    if month.cycle != "month":
        return None
    first, last = (Yearless("day", month.number, number.value, month.calendar) for number in (a, b))
    if year:
        start, end = of_year(now, first, year), of_year(now, last, year)
        return between(now, start, end) if start and end else None
    return between(now, first, last) if a.value <= b.value else None


def _days_into(now: Now, month: Yearless, a: Number, b: Number) -> Span | None:
    """From the 27th to the 3rd of April: the first day lies in the month before."""
    if month.cycle != "month" or not (a.ordinal and b.ordinal):
        return None
    last = Yearless("day", month.number, b.value, month.calendar)
    end = last_begun(now, last, now.today)
    start = end and end.start and last_begun(now, Yearless("month_day", 0, a.value, month.calendar), end.start)
    return between(now, start, end) if start and end else impossible()


def month_days(now: Now, a: Number, b: Number) -> Span | None:
    """Between the 21st and 23rd."""
    if not (a.ordinal and b.ordinal and a.digits and b.digits):
        return None
    return between_days(now, Yearless("month_day", 0, a.value), Yearless("month_day", 0, b.value))


def day_to_date(now: Now, a: Number, b: Span | Yearless) -> Span | None:
    """From 4 to January 22, 1995: both days in one month."""
    last = resolved(now, b) if isinstance(b, Span) else last_ended(now, b, now.tomorrow)
    if last is None or last.unit != "day" or last.count != 1 or last.start is None:
        return None
    calendar = now.almanac(last.calendar)
    start = _day_in(calendar, calendar.floor(last.start, "month"), a.value)
    if start is None or last.end is None or start > last.start:
        return None
    first = replace(last, start=start)
    unit, count = _measure(now, first, start, last.end)
    return replace(first, unit=unit, count=count)


def since(now: Now, when: object) -> Span | None:
    """From there through today."""
    span = _edge(now, when)
    return _through_today(now, span) if span else None


def since_day(now: Now, when: Yearless) -> Span | None:
    """Since the 15th: sure only where nothing follows."""
    span = resolved(now, when) if _is_month_day(when) else None
    return _through_today(now, span) if span else None


def _through_today(now: Now, span: Span) -> Span | None:
    if span.problem or span.start is None:
        return span
    if span.start > now.today:
        return Span(None, None, problem="period_not_begun")
    own = now.almanac(span.calendar)
    unit: Unit = span.unit if span.unit and own.floor(span.start, span.unit) == span.start else "day"
    count = _count(own, unit, span.start, own.floor(now.today, unit)) + 1
    return Span(span.start, now.tomorrow, unit, count, span.calendar, to_date=True)


def since_weakly(now: Now, when: Span | Yearless) -> Span | None:
    """Since then, perhaps."""
    span = since(now, when)
    return span and (span if span.problem else replace(span, weak=True))


def since_said(now: Now, when: Span | Yearless) -> Span | None:
    """From March to date, 2026 so far. "Last year to date" is another thing."""
    return None if isinstance(when, Span) and when.relative else since(now, when)


def onwards(now: Now, when: object) -> Span | None:
    """From there on, with no end."""
    span = _edge(now, when)
    return span if span is None or span.problem else Span(span.start, None, calendar=span.calendar)


def onwards_weakly(now: Now, when: Span | Yearless) -> Span | None:
    """From 2014: onwards, perhaps."""
    span = None if isinstance(when, Span) and when.relative else onwards(now, when)
    return span and (span if span.problem else replace(span, weak=True))


def after(now: Now, when: object) -> Span | None:
    """After it, itself excluded."""
    span = _edge(now, when)
    return span if span is None or span.problem else Span(span.end, None, calendar=span.calendar)


def before(now: Now, when: object) -> Span | None:
    """Before it, itself excluded."""
    span = _edge(now, when)
    return span if span is None or span.problem else Span(None, span.start, calendar=span.calendar)


def until(now: Now, when: object) -> Span | None:
    """Until it, itself included."""
    span = _edge(now, when)
    if span is None or span.problem:
        return span
    return Span(None, span.end, calendar=span.calendar, to_date=span.end == now.tomorrow)


def until_within(now: Now, when: Yearless, ref: Span) -> Span | None:
    """ "through September this year": from that year's beginning, which is said."""
    span = of_span(now, when, ref)
    if span is None or span.problem or not ref.relative or ref.start is None or span.end is None:
        return None
    return Span(ref.start, span.end, calendar=span.calendar)


def compared_year(now: Now, unit: UnitWord, num: Number, how: str) -> Span | None:
    """Year greater than 2012, >= 2019."""
    year = written_year(now, unit, num) if num.digits == 4 else None
    if year is None:
        return None
    return {"after": after, "before": before, "until": until, "onwards": onwards}[how](now, year_span(now, year))


def all_to_date(now: Now) -> Span:
    """Everything through today."""
    return Span(None, now.tomorrow, calendar=now.calendar, to_date=True)


def units_from(now: Now, unit: UnitWord, when: Span | Yearless, num: Number | None = None) -> Span | None:
    """3 days starting from next Monday, the week commencing 4 February."""
    span = first_from(now, when, now.today) if isinstance(when, Yearless) and when.cycle == "weekday" else None
    span = span or resolved(now, when)
    count = (num.value if num else 1) * unit.times
    if span is None or span.start is None or not 1 <= count <= _MOST_UNITS:
        return span
    end = now.almanac(span.calendar).shift(span.start, unit.unit, count)
    return Span(span.start, end, unit.unit, count, span.calendar)


def units_until(now: Now, unit: UnitWord, when: Span | Yearless, num: Number | None = None) -> Span | None:
    """The week ending 10 April, 12 months ending June 2026."""
    span = resolved(now, when)
    count = (num.value if num else 1) * unit.times
    if span is None or span.end is None or not 1 <= count <= _MOST_UNITS:
        return span
    start = now.almanac(span.calendar).shift(span.end, unit.unit, -count)
    return Span(start, span.end, unit.unit, count, span.calendar)


def _edge(now: Now, when: object) -> Span | None:
    """Where an open period begins or ends. "After the third" is about the third of anything."""
    return None if _is_month_day(when) else resolved(now, when)


def _is_month_day(when: object) -> bool:
    return isinstance(when, Yearless) and when.cycle == "month_day"


def _ends(now: Now, a: object, b: object) -> tuple[Span | None, Span | None]:
    """Both ends with their years: a missing year follows from the other end, or from what is over already."""
    if not isinstance(a, Yearless) and not isinstance(b, Yearless):
        return resolved(now, a), resolved(now, b)
    if isinstance(a, Span) and isinstance(b, Yearless):
        if a.start is None:
            return a, None
        return a, latest(now, b) if a.unit == "year" else first_from(now, b, a.start)
    if isinstance(a, UnitWord) and isinstance(b, Yearless):
        this = resolved(now, a)
        return this, first_from(now, b, this.start) if this and this.start else None
    if isinstance(a, Yearless) and not isinstance(b, Yearless):
        end = resolved(now, b)
        return last_begun(now, a, end.start) if end and end.start else None, end
    if not isinstance(a, Yearless) or not isinstance(b, Yearless):
        return None, None
    if a == b:
        return latest(now, a), latest(now, b)
    first = last_ended(now, a, now.today)
    return first, first_from(now, b, first.start) if first and first.start else None


def _in_one_order(first: Span | None, last: Span | None) -> tuple[Span | None, Span | None]:
    """01/10/2026 to 31/10/2026: the end that can be read in one order only tells the order of both."""
    if first and last:
        if last.flipped and first.other:
            return replace(first.other, flipped=True), last
        if first.flipped and last.other:
            return first, replace(last.other, flipped=True)
    return first, last


def _is_one_date(a: object, b: object) -> bool:
    """Q3-2025 and 2025-Q3 are one quarter."""
    whole_year = any(isinstance(end, Span) and end.unit == "year" for end in (a, b))
    return whole_year and any(isinstance(end, Yearless) for end in (a, b))


def _measure(now: Now, first: Span, start: date, end: date) -> tuple[Unit, int]:
    """What a range is made of: the unit of its ends, whole months, or else days."""
    own = now.almanac(first.calendar)
    for unit in (first.unit, "month"):
        if unit and unit != "day" and own.floor(start, unit) == start and own.floor(end, unit) == end:
            return unit, _count(own, unit, start, end)
    return "day", (end - start).days


def _count(own: Almanac, unit: Unit, start: date, end: date) -> int:
    if unit in MONTHS_IN:
        return (own.month_number(end) - own.month_number(start)) // MONTHS_IN[unit]
    return (end - start).days // (7 if unit == "week" else 1)


def _is_today(now: Now, span: Span) -> bool:
    return span.start == now.today and span.unit == "day" and span.count == 1


def _year_like(now: Now, first: Span, last: Span) -> bool:
    return is_plausible(now, first) and is_plausible(now, last)


def _day_in(own: Almanac, month: date, day: int) -> date | None:
    number = own.month_number(month)
    return own.day_of(number // 12, number % 12 + 1, day)
