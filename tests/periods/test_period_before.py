"""A period's unit and count give the period before it, and the buckets of a trend, on every calendar."""

from __future__ import annotations

from datetime import date

import pytest

from intents.periods import find_periods
from intents.tokens import tokenise
from queries.calendars.buckets import buckets_between
from queries.calendars.comparing import cut_alike, earlier
from queries.calendars.rules import rules_of
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar, CompareKind, Period, Unit

TODAY = date(2026, 11, 23)


def asked(text: str, default: Calendar = "gregorian", today: date = TODAY) -> tuple[Period, CalendarSettings]:
    settings = CalendarSettings(fiscal_year_start=4, default=default)
    (match,) = find_periods(tokenise(text), today, settings)
    return match.period, settings


def before(text: str, kind: CompareKind = "previous_period", default: Calendar = "gregorian") -> str:
    period, settings = asked(text, default)
    found = earlier(period, kind, rules_of(period.calendar, settings))
    return f"{found.start} {found.end}" if found else "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last month", "2026-09-01 2026-10-01"),
        ("last 3 months", "2026-05-01 2026-08-01"),
        ("last quarter", "2026-04-01 2026-07-01"),
        ("Q1 2026", "2025-10-01 2026-01-01"),
        ("H1", "2025-07-01 2026-01-01"),
        ("2025", "2024-01-01 2025-01-01"),
        ("last two years", "2022-01-01 2024-01-01"),
        ("last week", "2026-11-09 2026-11-16"),
        ("last fortnight", "2026-10-26 2026-11-09"),
        ("last 7 days", "2026-11-09 2026-11-16"),
        ("yesterday", "2026-11-21 2026-11-22"),
        ("1-15 March", "2026-02-14 2026-03-01"),
        ("from March to May", "2025-12-01 2026-03-01"),
        ("from Q1 to Q2", "2025-07-01 2026-01-01"),
        ("year to date", "2025-01-01 2026-01-01"),
        ("this month", "2026-10-01 2026-11-01"),
        ("since January", "2025-02-01 2026-01-01"),
        ("spring", "2025-12-01 2026-03-01"),
        ("week 32", "2026-07-27 2026-08-03"),
        ("FY26", "2024-04-01 2025-04-01"),
        ("Q1 FY27", "2026-01-01 2026-04-01"),
        ("before 2025", "none"),
    ],
)
def test_period_before(text: str, expected: str) -> None:
    assert before(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last month", "2026-09-23 2026-10-23"),
        ("this year", "2025-03-21 2026-03-21"),
        ("last quarter", "2026-03-21 2026-06-22"),
        ("last week", "2026-11-07 2026-11-14"),
        ("spring", "2025-12-22 2026-03-21"),
        ("Farvardin", "2026-02-20 2026-03-21"),
    ],
)
def test_period_before_on_the_jalali_calendar(text: str, expected: str) -> None:
    assert before(text, default="jalali") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last month", "2025-10-01 2025-11-01"),
        ("Q3", "2025-07-01 2025-10-01"),
        ("29 February 2024", "2023-02-28 2023-03-01"),
        ("year to date", "2025-01-01 2026-01-01"),
        ("last week", "2025-11-17 2025-11-24"),
    ],
)
def test_same_period_a_year_before(text: str, expected: str) -> None:
    assert before(text, "previous_year") == expected


@pytest.mark.parametrize("text", ["year to date", "this year", "since January 2026"])
def test_an_unfinished_period_is_held_against_as_many_days(text: str) -> None:
    period, settings = asked(text)
    whole = earlier(period, "previous_year", rules_of(period.calendar, settings))
    assert whole and period.start
    cut = cut_alike((date(2026, 11, 23) - period.start).days, whole)
    assert (cut.start, cut.end) == (date(2025, 1, 1), date(2025, 11, 23))


@pytest.mark.parametrize(
    ("text", "unit", "starts"),
    [
        ("last quarter", "month", ["2026-06-22", "2026-07-23", "2026-08-23"]),
        ("year 1403", "quarter", ["2024-03-20", "2024-06-21", "2024-09-22", "2024-12-21"]),
        ("1/1/1403", "year", ["2024-03-20"]),
    ],
)
def test_jalali_buckets(text: str, unit: Unit, starts: list[str]) -> None:
    period, settings = asked(text, "jalali")
    assert period.start and period.end
    buckets = buckets_between(period.start, period.end, unit, rules_of("jalali", settings))
    assert [str(bucket.name) for bucket in buckets] == starts
