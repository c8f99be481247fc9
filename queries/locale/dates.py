"""Days, periods and buckets of a trend as people write them, in the Gregorian, Jalali and fiscal calendars."""

from __future__ import annotations

from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from queries.locale.language import Language
from queries.locale.languages import digits, language_of
from queries.query import Calendar, Period

_DAY = timedelta(days=1)
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def day_text(day: date, language: str, calendar: Calendar = "gregorian", *, short: bool = False) -> str:
    """ "22 November 2026", short "22 Nov 2026"."""
    words = language_of(language)
    year, month, number = _parts(day, calendar)
    return digits(words.day.format(day=number, month=_month(month, words, calendar, short), year=year), words)


def period_text(period: Period, language: str) -> str:
    """ "October 2026", "Q3 2026", "1–22 November 2026", "Dec 2024 – Nov 2026", in the period's own calendar."""
    words = language_of(language)
    if period.start is None:
        if period.end is None:
            return words.always
        return words.until.format(day=day_text(period.end - _DAY, language, period.calendar))
    if period.end is None:
        return words.since.format(day=day_text(period.start, language, period.calendar))
    last = period.end - _DAY
    if last <= period.start:
        return day_text(period.start, language, period.calendar)
    return digits(_closed_text(period.start, last, period, words), words)


def bucket_text(
    day: date | int,
    bucket: str,
    language: str,
    calendar: Calendar = "gregorian",
    *,
    short: bool = False,
    week_start: int = 0,
) -> str:
    """A bucket of a trend by its first day, or a position in a cycle: hour 0 to 23, month 1 to 12, the day of a week.

    Days of a week count from 1, which is the weekday `week_start` (0 is Monday).
    """
    words = language_of(language)
    if isinstance(day, int):
        place = day + week_start if bucket == "weekday" else day
        return digits(_cycle_text(place, bucket, words, calendar, short), words)
    if bucket == "day":
        return _day_or_short(day, words, calendar, short)
    if bucket == "week":
        text = _day_or_short(day, words, calendar, short)
        return text if short else digits(words.week.format(day=text), words)
    return digits(_unit_text(day, bucket, words, calendar, short), words)


def _day_or_short(day: date, words: Language, calendar: Calendar, short: bool) -> str:
    year, month, number = _parts(day, calendar)
    name = _month(month, words, calendar, short=True)
    pattern = words.day_without_year if short else words.day
    return digits(pattern.format(day=number, month=name, year=year), words)


def _cycle_text(position: int, bucket: str, words: Language, calendar: Calendar, short: bool) -> str:
    if bucket == "weekday":
        return (words.weekdays_short if short else words.weekdays)[(position - 1) % 7]
    if bucket == "month_of_year":
        return _month((position - 1) % 12 + 1, words, calendar, short)
    return words.hour.format(position) if bucket == "hour" else str(position)


def _unit_text(first: date, unit: str, words: Language, calendar: Calendar, short: bool) -> str:
    year, month, _ = _parts(first, calendar)
    if calendar == "fiscal" and unit != "month":
        if unit == "year":
            # A fiscal year is named after the calendar year it ends in.
            return words.fiscal_year.format(year=_add_months(year, month, 11)[0])
        return _months_text(year, month, _MONTHS_OF[unit], words, calendar)
    if unit == "year":
        return str(year)
    if unit == "month":
        return words.month.format(month=_month(month, words, calendar, short), year=year)
    number = (month - 1) // _MONTHS_OF[unit] + 1
    facts = {"number": number, "ordinal": words.ordinals[number - 1], "year": year}
    if unit == "half":
        return words.half.format(**facts)
    return words.quarter[_names(calendar)].format(season=words.seasons[number - 1], **facts)


def _months_text(year: int, month: int, count: int, words: Language, calendar: Calendar) -> str:
    end_year, end_month = _add_months(year, month, count - 1)
    first, last = (_month(m, words, calendar, short=True) for m in (month, end_month))
    if year == end_year:
        return words.month.format(month=words.span.format(first=first, last=last), year=year)
    return words.span.format(
        first=words.month.format(month=first, year=year), last=words.month.format(month=last, year=end_year)
    )


def _closed_text(first: date, last: date, period: Period, words: Language) -> str:
    calendar = period.calendar
    (year, month, day), (end_year, end_month, end_day) = _parts(first, calendar), _parts(last, calendar)
    if day == 1 and _parts(last + _DAY, calendar)[2] == 1:
        return _whole_months_text(first, (end_year - year) * 12 + end_month - month + 1, period, words)
    names = [_month(m, words, calendar, short=False) for m in (month, end_month)]
    if (year, month) == (end_year, end_month):
        return words.days_of_month.format(first=day, last=end_day, month=names[0], year=year)
    if year == end_year:
        days = [words.day_without_year.format(day=d, month=n) for d, n in zip((day, end_day), names, strict=True)]
        return words.days_of_year.format(first=days[0], last=days[1], year=year)
    days = [
        words.day.format(day=d, month=n, year=y)
        for d, n, y in zip((day, end_day), names, (year, end_year), strict=True)
    ]
    return words.span.format(first=days[0], last=days[1])


def _whole_months_text(first: date, months: int, period: Period, words: Language) -> str:
    calendar = period.calendar
    year, month, _ = _parts(first, calendar)
    if months == 1:
        return _unit_text(first, "month", words, calendar, short=False)
    fiscal = calendar == "fiscal"
    for unit, size in _MONTHS_OF.items():
        if months == size and ((month - 1) % size == 0 or (fiscal and unit == "year")):
            return _unit_text(first, unit, words, calendar, short=False)
    size = _MONTHS_OF.get(period.unit or "", 1)
    if period.unit in ("year", "quarter") and not fiscal and months % size == 0 and (month - 1) % size == 0:
        last = _first_of(*_add_months(year, month, months - size), calendar)
        ends = [_unit_text(d, period.unit, words, calendar, short=False) for d in (first, last)]
        return words.span.format(first=ends[0], last=ends[1])
    return _months_text(year, month, months, words, calendar)


def _parts(day: date, calendar: Calendar) -> tuple[int, int, int]:
    if calendar == "jalali":
        jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
        return jalali.year, jalali.month, jalali.day
    return day.year, day.month, day.day


def _first_of(year: int, month: int, calendar: Calendar) -> date:
    if calendar == "jalali":
        first: date = JalaliDate(year, month, 1).to_gregorian()
        return first
    return date(year, month, 1)


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def _names(calendar: Calendar) -> str:
    return "jalali" if calendar == "jalali" else "gregorian"


def _month(month: int, words: Language, calendar: Calendar, short: bool) -> str:
    return (words.months_short if short else words.months)[_names(calendar)][month - 1]
