"""Periods in absolute Persian words: «در آبان ۱۴۰۵», «از بهار ۱۴۰۴ تا پاییز ۱۴۰۵», «از ۲ آذر ۱۴۰۵ به بعد»."""

from __future__ import annotations

from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from queries.query import Calendar, Period

_MONTHS: dict[str, tuple[str, ...]] = {
    "gregorian": (
        "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
    ),
    "jalali": ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
}  # fmt: skip
_SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")
_PLACES = ("اول", "دوم", "سوم", "چهارم")
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def period_words(period: Period | None) -> str:
    """The words of a period with the preposition before it; "" where none is said."""
    if period is None or (period.start is None and period.end is None):
        return ""
    calendar = period.calendar
    if period.end is None:
        assert period.start is not None
        return f"از {_day(period.start, calendar)} به بعد"
    if period.start is None:
        return f"قبل از {_day(period.end, calendar)}"
    last = period.end - timedelta(days=1)
    ends = _ends(period.start, last, period.unit, calendar)
    if ends is None:
        first, final = _day(period.start, calendar), _day(last, calendar)
    else:
        first, final = ends
    return f"در {first}" if first == final else f"از {first} تا {final}"


def _ends(start: date, last: date, unit: str | None, calendar: Calendar) -> tuple[str, str] | None:
    """The names of the first and last units, where the period is made of whole ones."""
    following = last + timedelta(days=1)
    if unit == "week" and (last - start).days % 7 == 6:
        first, final = _day(start, calendar), _day(last - timedelta(days=6), calendar)
        return f"هفته {first}", f"هفته {final}"
    months = _MONTHS_IN.get(unit or "")
    if months is None or calendar not in _MONTHS:
        return None
    for day in (start, following):
        _, month, number = _parts(day, calendar)
        if number != 1 or (month - 1) % months:
            return None
    return _unit(start, months, calendar), _unit(last, months, calendar)


def _unit(day: date, months: int, calendar: Calendar) -> str:
    year, month, _ = _parts(day, calendar)
    match months:
        case 1:
            return f"{_MONTHS[calendar][month - 1]} {year}"
        case 3 if calendar == "jalali":
            return f"{_SEASONS[(month - 1) // 3]} {year}"
        case 3:
            return f"سه‌ماههٔ {_PLACES[(month - 1) // 3]} {year}"
        case 6:
            return f"نیمهٔ {_PLACES[(month - 1) // 6]} {year}"
    return f"سال {year}"


def _day(day: date, calendar: Calendar) -> str:
    calendar = calendar if calendar in _MONTHS else "gregorian"
    year, month, number = _parts(day, calendar)
    return f"{number} {_MONTHS[calendar][month - 1]} {year}"


def _parts(day: date, calendar: Calendar) -> tuple[int, int, int]:
    if calendar == "jalali":
        there = JalaliDate(day)
        return there.year, there.month, there.day
    return day.year, day.month, day.day
