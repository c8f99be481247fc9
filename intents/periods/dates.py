"""Periods by their place on the calendar: years, quarters and months of a year, days written in words or digits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from intents.periods.moment import Now
from intents.periods.values import Number, Span, UnitWord, Yearless, YearNumber
from intents.periods.yearless import impossible, in_year, resolved, within
from queries.query import Calendar

_PLAUSIBLE = (1990, 10)  # a bare number is a year from here to so many years ahead


def year_span(now: Now, year: YearNumber) -> Span:
    """A whole year. A bare number far from today is weak: more likely an amount."""
    own = now.almanac(_calendar_of(now, year))
    start = own.year_start(year.number)
    return Span(start, own.shift(start, "year", 1), "year", 1, own.calendar, weak=not year.written)


def is_plausible(now: Now, span: Span) -> bool:
    """A year that business figures may well be about."""
    return span.start is not None and _PLAUSIBLE[0] <= span.start.year <= now.today.year + _PLAUSIBLE[1]


def written_year(now: Now, unit: UnitWord, num: Number) -> YearNumber | None:
    """A number said to be a year: "year 2020", "calendar year 2008", "fiscal year 26"."""
    if unit.unit != "year" or unit.times != 1:
        return None
    if unit.calendar == "fiscal":
        return fiscal_year(now, num)
    if not 100 <= num.value <= 9998:
        return None
    return YearNumber(
        num.value, unit.calendar or ("jalali" if 1300 <= num.value <= 1500 else _unit_calendar(now)), True
    )


def year_said_after(now: Now, num: Number, unit: UnitWord) -> YearNumber | None:
    """2025 fiscal year, 2025 calendar year."""
    return written_year(now, unit, num) if unit.calendar and num.digits == 4 else None


def full_year(now: Now, num: Number, unit: UnitWord) -> YearNumber | None:
    """2025 full year."""
    return written_year(now, unit, num) if num.digits == 4 else None


def fiscal_year(now: Now, num: Number, end: Number | None = None, calendar: Calendar = "fiscal") -> YearNumber | None:
    """FY26, FY 2026, FY25/26 (named by the year it ends in), CY26."""
    if end is not None and (end.value - num.value) % 100 != 1:
        return None
    last = end or num
    if last.digits not in (2, 4) or num.digits not in (2, 4):
        return None
    return YearNumber(last.value + (2000 if last.digits == 2 else 0), calendar, True)


def short_year(now: Now, num: Number) -> YearNumber | None:
    """'25 after an apostrophe."""
    return YearNumber(2000 + num.value, "gregorian", True) if num.digits == 2 else None


def decade(now: Now, year: YearNumber) -> Span | None:
    """The 1970s."""
    if year.number % 10 or year.calendar != "gregorian":
        return None
    return Span(date(year.number, 1, 1), date(year.number + 10, 1, 1), "year", 10)


def numbered(now: Now, unit: UnitWord, num: Number) -> Yearless | None:
    """Q3, H1, week 32, quarter 2, also Q5, which no year has."""
    if (
        unit.unit not in ("week", "quarter", "half")
        or unit.times != 1
        or num.digits > (2 if unit.unit == "week" else 1)
    ):
        return None
    return Yearless(unit.unit, num.value, calendar=unit.calendar)


def ordinal_unit(now: Now, ord: Number, unit: UnitWord) -> Yearless | None:
    """Third quarter, first half; a third week needs to be told of what."""
    return numbered(now, unit, ord) if unit.unit in ("quarter", "half") else None


def numbered_of_year(
    now: Now, num: Number, unit: UnitWord, year: YearNumber | None = None, short: Number | None = None
) -> Span | None:
    """1H 2026, 2Q25."""
    yearless = numbered(now, unit, num)
    year = short_year(now, short) if short else year
    return of_year(now, yearless, year) if year and yearless else None


def month_of(now: Now, unit: UnitWord, month: Yearless) -> Yearless | None:
    """The month of May."""
    return replace(month, weak=False) if unit.unit == "month" else None


def of_year(now: Now, yearless: Yearless, year: YearNumber) -> Span | None:
    """March 2026, Q4'25, week 3 of 2027, Q1 FY26, 14 February 2026."""
    calendar = _calendar_of(now, year)
    if yearless.cycle == "day" and yearless.weak and year.calendar != yearless.calendar:
        return None  # 12/30 in figures belongs to the calendar of its year
    if yearless.calendar is None:
        yearless = replace(yearless, calendar=calendar)
    elif yearless.calendar not in (None, calendar):
        # A Gregorian month in a fiscal or Jalali year: the one that begins inside it.
        return within(now, yearless, year_span(now, YearNumber(year.number, calendar, True)))
    span = in_year(now, yearless, year.number)
    return replace(span, weak=False) if span and span.weak else span


def of_span(now: Now, yearless: Yearless, ref: object) -> Span | None:
    """December of last year, Q3 this year, Monday of last week."""
    span = resolved(now, ref)
    if span is None or span.to_date or span.count != 1 or span.weak:
        return None
    home = {"weekday": "week", "month_day": "month"}.get(yearless.cycle, "year")
    if span.unit != home:
        return None
    found = within(now, yearless, span)
    return replace(found, weak=False) if found else impossible()


def day_of_span(now: Now, day: Number, ref: object) -> Span | None:
    """The 15th of last month."""
    return of_span(now, Yearless("month_day", 0, day.value), ref) if day.ordinal else None


def month_day(now: Now, month: Yearless, day: Number) -> Yearless | None:
    """February 14, 14th of February."""
    return Yearless("day", month.number, day.value, month.calendar) if month.cycle == "month" else None


def day_of_month(now: Now, day: Number) -> Yearless | None:
    """The 15th."""
    # By words ("the third") it is a rank as often as a day.
    return Yearless("month_day", 0, day.value, weak=not day.digits) if day.ordinal else None


def dated(now: Now, year: Number, month: Yearless | Number, day: Number) -> Span | None:
    """A whole date: 2026-02-14, 14/feb/2026. A Jalali year has Jalali months."""
    if year.digits != 4:
        return None
    if isinstance(month, Yearless):
        if month.cycle != "month":
            return None
        calendar, number = month.calendar or "gregorian", month.number
    else:
        calendar, number = ("jalali" if 1300 <= year.value <= 1500 else "gregorian"), month.value
    return _day(now, calendar, year.value, number, day.value)


def slashed(now: Now, a: Number, b: Number, year: Number) -> Span | None:
    """3/14/2026 and 14/3/2026: the workspace's order, or the other one where the first is impossible."""
    if year.digits not in (2, 4) or max(a.digits, b.digits) > 2:
        return None
    number = year.value + (2000 if year.digits == 2 else 0)
    calendar: Calendar = "jalali" if 1300 <= number <= 1500 else "gregorian"
    usual, other = _day(now, calendar, number, a.value, b.value), _day(now, calendar, number, b.value, a.value)
    if now.day_first:
        usual, other = other, usual
    if usual.problem:
        return usual if other.problem else replace(other, flipped=True)
    return usual if other.problem or other == usual else replace(usual, other=other)


def dotted(now: Now, day: Number, month: Number, year: Number) -> Span | None:
    """14.02.2026: day, month and year always in this order."""
    return dated(now, year, month, day) if max(day.digits, month.digits) <= 2 else None


def slashed_yearless(now: Now, a: Number, b: Number) -> Yearless | None:
    """10/1 in the workspace's order."""
    if max(a.digits, b.digits) > 2:
        return None
    month, day = (b.value, a.value) if now.day_first else (a.value, b.value)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Yearless("day", month, day, "jalali" if now.calendar == "jalali" else "gregorian", weak=True)


def year_month(now: Now, year: YearNumber, num: Number) -> Span | None:
    """2016-11, 11/2016."""
    if not 1 <= num.digits <= 2 or not 1 <= num.value <= 12:
        return None
    own = now.almanac(year.calendar)
    start = own.month_start(year.number * 12 + num.value - 1)
    return Span(start, own.shift(start, "month", 1), "month", 1, own.calendar)


def said_twice(now: Now, span: Span, when: Span | Yearless) -> Span | None:
    """Last month, October; this year 2026: the same days, once by their place and once by name."""
    named = resolved(now, when)
    if named is None or not span.relative or named.relative or span.start is None:
        return None
    return span if (span.start, span.end) == (named.start, named.end) else None


def on_weekday(now: Now, weekday: Yearless, when: Span | Yearless) -> Span | None:
    """Monday, 23 November 2026; another weekday than that day's is a problem."""
    span = resolved(now, when)
    if span is None or span.unit != "day" or span.relative or span.start is None:
        return None
    return span if span.start.weekday() == weekday.number else impossible()


def part_of_month(now: Now, when: Span | Yearless, days: tuple[int, int | None]) -> Span | None:
    """Early, mid and late March, the first half of March: days counted from the month's first."""
    span = resolved(now, when)
    if span is None or span.unit != "month" or span.count != 1 or span.start is None or span.end is None:
        return None
    first, last = days
    start = span.start + timedelta(days=first - 1)
    end = span.start + timedelta(days=last) if last else span.end
    return Span(start, end, "day", (end - start).days, span.calendar)


def _day(now: Now, calendar: Calendar, year: int, month: int, day: int) -> Span:
    found = now.almanac(calendar).day_of(year, month, day)
    return Span(found, found + timedelta(days=1), "day", 1, calendar) if found else impossible()


def _unit_calendar(now: Now) -> Calendar:
    """Years with Gregorian numbers are fiscal only where the workspace counts in fiscal years."""
    return "fiscal" if now.settings.default == "fiscal" else "gregorian"


def _calendar_of(now: Now, year: YearNumber) -> Calendar:
    return _unit_calendar(now) if year.calendar == "gregorian" and not year.written else year.calendar
