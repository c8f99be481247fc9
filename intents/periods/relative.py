"""Periods counted from today: this, last, next, ago, to date, rolling."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from intents.periods.moment import Now
from intents.periods.values import Number, Span, UnitWord, Yearless, YearNumber
from intents.periods.yearless import first_from, last_begun, last_ended, resolved, within
from queries.query import Calendar

_MOST_UNITS = 1000


def on_calendar(now: Now, unit: UnitWord, calendar: Calendar) -> UnitWord | None:
    """Fiscal quarter, calendar year."""
    return replace(unit, calendar=calendar) if unit.unit not in ("day", "week") else None


def around_today(
    now: Now, unit: UnitWord, offset: int, num: Number | None = None, calendar: Calendar | None = None
) -> Span | None:
    """This unit (0), the units before it (-1) or after it (1)."""
    unit = replace(unit, calendar=calendar) if calendar else unit
    count = (num.value if num else 1) * unit.times
    if not 1 <= count <= _MOST_UNITS or (offset == 0 and count > 1):
        return None
    own = now.almanac(unit.calendar)
    this = own.floor(now.today, unit.unit)
    start = own.shift(this, unit.unit, -count if offset < 0 else offset)
    return Span(start, own.shift(start, unit.unit, count), unit.unit, count, own.calendar, relative=True)


def no_units(now: Now, unit: UnitWord, num: Number) -> Span | None:
    """The last 0 days: no time at all."""
    return Span(None, None, problem="empty_period") if num.value == 0 else None


def untold_units(now: Now, unit: UnitWord) -> Span:
    """The past few months: nobody said how many."""
    return Span(None, None, problem="how_many_units")


def alone(now: Now, unit: UnitWord, offset: int) -> Span | None:
    """ "This", "next", "the week" as a whole question."""
    span = around_today(now, unit, offset)
    return span and replace(span, weak=True)


def day_from_today(now: Now, offset: int) -> Span:
    """Today, yesterday, tomorrow: the word carries its distance from today."""
    start = now.today + timedelta(days=offset)
    return Span(start, start + timedelta(days=1), "day", 1, now.calendar, relative=True)


def single_unit(now: Now, unit: UnitWord, direction: int, num: Number | None = None) -> Span | None:
    """The one unit that lies n units back or ahead: "three months ago", "the week after next"."""
    count = (num.value if num else 1) * unit.times
    if not 1 <= count <= _MOST_UNITS:
        return None
    own = now.almanac(unit.calendar)
    start = own.shift(own.floor(now.today, unit.unit), unit.unit, direction * count)
    return Span(start, own.shift(start, unit.unit, unit.times), unit.unit, unit.times, own.calendar, relative=True)


def two_away(now: Now, unit: UnitWord, direction: int) -> Span | None:
    """The month before last, the week after next."""
    return single_unit(now, unit, direction, Number(2)) if unit.times == 1 else None


def trailing_year(now: Now) -> Span | None:
    """The last twelve months."""
    return around_today(now, UnitWord("month"), -1, Number(12))


def to_date(now: Now, unit: UnitWord) -> Span:
    """From the start of the current unit through today."""
    own = now.almanac(unit.calendar)
    return Span(own.floor(now.today, unit.unit), now.tomorrow, unit.unit, 1, own.calendar, to_date=True, relative=True)


def earlier(now: Now, unit: UnitWord) -> Span | None:
    """From the start of the current unit up to, not including, today."""
    own = now.almanac(unit.calendar)
    start = own.floor(now.today, unit.unit)
    if start >= now.today:
        return None
    return Span(start, now.today, unit.unit, 1, own.calendar, relative=True)


def rest_of(now: Now, unit: UnitWord) -> Span:
    """From today to the end of the current unit."""
    own = now.almanac(unit.calendar)
    end = own.shift(own.floor(now.today, unit.unit), unit.unit, 1)
    return Span(now.today, end, "day", (end - now.today).days, own.calendar, relative=True)


def last_to_date(now: Now, unit: UnitWord, back: int = 1) -> Span | None:
    """The part of an earlier unit that is as long as the current one has been running: last year to date."""
    if unit.unit == "day" or unit.times != 1 or back < 1:
        return None
    own = now.almanac(unit.calendar)
    this = own.floor(now.today, unit.unit)
    start = own.shift(this, unit.unit, -back)
    if unit.unit == "week":
        end = now.tomorrow - timedelta(weeks=1)
    else:
        months = own.month_number(now.today) - own.month_number(this)
        month = own.shift(start, "month", months)
        end = min(month + (now.tomorrow - own.floor(now.today, "month")), own.shift(month, "month", 1))
    return Span(start, end, unit.unit, 1, own.calendar, relative=True, weak=True)


def to_date_in_year(now: Now, unit: UnitWord, year: YearNumber) -> Span | None:
    """YTD 2025: the same days of that year."""
    if unit.unit != "year" or unit.times != 1:
        return None
    back = now.almanac(year.calendar).year(now.today) - year.number
    unit = replace(unit, calendar=year.calendar)
    return to_date(now, unit) if back == 0 else last_to_date(now, unit, back)


def to_date_last_year(now: Now, unit: UnitWord, year: UnitWord) -> Span | None:
    """YTD last year."""
    return last_to_date(now, unit) if unit.unit == year.unit == "year" and year.times == 1 else None


def same_in_last(now: Now, unit: UnitWord, year: UnitWord) -> Span | None:
    """The current unit a year earlier: "this month last year", "same week last year"."""
    if year.unit != "year" or unit.unit == "year" or unit.times != 1 or year.times != 1:
        return None
    own = now.almanac(year.calendar if unit.unit not in ("day", "week") else unit.calendar)
    this = own.floor(now.today, unit.unit)
    if unit.unit == "week":
        start = this - timedelta(weeks=52)
    elif unit.unit == "day":
        month = own.shift(own.floor(this, "month"), "month", -12)
        start = min(month + (this - own.floor(this, "month")), own.shift(month, "month", 1) - timedelta(days=1))
    else:
        start = own.shift(this, unit.unit, -12 // {"month": 1, "quarter": 3, "half": 6}[unit.unit])
    return Span(start, own.shift(start, unit.unit, 1), unit.unit, 1, own.calendar, relative=True)


def same_day_in_last(now: Now, unit: UnitWord, week: UnitWord) -> Span | None:
    """The day a week earlier: "same day last week"."""
    if (unit.unit, unit.times) != ("day", 1) or (week.unit, week.times) != ("week", 1):
        return None
    start = now.today - timedelta(weeks=1)
    return Span(start, start + timedelta(days=1), "day", 1, now.almanac(unit.calendar).calendar, relative=True)


def last_named(now: Now, when: Yearless) -> Span | None:
    """Last Friday, last summer; last September is that of the year before, see `last_named_ended`."""
    when = replace(when, weak=False)
    if when.cycle == "weekday":
        return last_begun(now, when, now.today - timedelta(days=1))
    if when.cycle != "month":
        return last_named_ended(now, when)
    own = now.almanac(when.calendar)
    start = own.year_start(own.year(now.today) - 1)
    found = within(now, when, Span(start, own.shift(start, "year", 1)))
    return found and replace(found, ambiguous=found != last_ended(now, when, now.today))


def last_named_ended(now: Now, when: Yearless) -> Span | None:
    """Last September as the latest that is over: another reading where that one lies in this year."""
    if when.cycle not in ("month", "quarter", "half", "season"):
        return None
    when = replace(when, weak=False)
    found = last_ended(now, when, now.today)
    own = now.almanac(when.calendar)
    this_year = found and found.start and own.year(found.start) == own.year(now.today)
    return found and replace(found, ambiguous=bool(this_year) and when.cycle != "season")


def this_named(now: Now, when: Yearless) -> Span | None:
    """This Friday, this summer, this Q3: of the current week or year."""
    if when.cycle not in ("weekday", "month", "quarter", "half", "season"):
        return None
    unit = UnitWord("week" if when.cycle == "weekday" else "year", calendar=when.calendar)
    this = resolved(now, unit)
    return this and within(now, replace(when, weak=False), this)


def next_named(now: Now, when: Yearless) -> Span | None:
    """Next Friday, next June: the first to begin after today."""
    if when.cycle not in ("weekday", "month", "quarter", "half", "season"):
        return None
    return first_from(now, replace(when, weak=False), now.tomorrow)


def weekend(now: Now, offset: int) -> Span | None:
    """Saturday and Sunday of this, last or next week, where the week begins on Monday."""
    own = now.almanac()
    if own.rules.week_start:
        return None
    start = own.floor(now.today, "week") + timedelta(days=7 * offset + 5)
    return Span(start, start + timedelta(days=2), "week", 1, own.calendar, relative=True)
