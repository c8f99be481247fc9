"""Edges of calendars: week 53, leap days, month ends, Nowruz, fiscal years, first weekdays, day order."""

from __future__ import annotations

from datetime import date

import pytest

from intents.periods import find_periods
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings
from queries.query import Period

PLAIN = CalendarSettings()
APRIL = CalendarSettings(fiscal_year_start=4)
FISCAL = CalendarSettings(fiscal_year_start=7, default="fiscal")
SUNDAY = CalendarSettings(week_start="sunday")
JALALI = CalendarSettings(default="jalali")


def period(text: str, today: str, calendar: CalendarSettings = PLAIN, *, day_first: bool = False) -> Period:
    (match,) = find_periods(tokenise(text), date.fromisoformat(today), calendar, day_first=day_first)
    assert match.problem is None
    return match.period


def span(text: str, today: str, calendar: CalendarSettings = PLAIN, *, day_first: bool = False) -> str:
    found = period(text, today, calendar, day_first=day_first)
    return f"{found.start} {found.end}"


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("last month", "2026-03-31", "2026-02-01 2026-03-01"),
        ("last month", "2024-03-29", "2024-02-01 2024-03-01"),
        ("a month ago", "2026-12-31", "2026-11-01 2026-12-01"),
        ("last quarter", "2026-01-01", "2025-10-01 2026-01-01"),
        ("yesterday", "2024-03-01", "2024-02-29 2024-03-01"),
        ("same day last year", "2024-02-29", "2023-02-28 2023-03-01"),
        ("last year to date", "2024-02-29", "2023-01-01 2023-03-01"),
        ("last month to date", "2026-03-31", "2026-02-01 2026-03-01"),
        ("29 february", "2027-01-01", "2024-02-29 2024-03-01"),
        ("29 february", "1904-01-01", "1896-02-29 1896-03-01"),
        ("from 29 february to 1 march", "2026-11-23", "2024-02-29 2024-03-02"),
        ("this week", "2021-01-01", "2020-12-28 2021-01-04"),
        ("week 53", "2021-01-02", "2020-12-28 2021-01-04"),
        ("week 53 of 2026", "2026-11-23", "2026-12-28 2027-01-04"),
        ("week 1 of 2027", "2026-11-23", "2027-01-04 2027-01-11"),
        ("week 1", "2025-12-30", "2025-12-29 2026-01-05"),
        ("today", "2026-12-31", "2026-12-31 2027-01-01"),
        ("december", "2026-12-01", "2026-12-01 2027-01-01"),
        ("Q1", "2026-01-01", "2026-01-01 2026-04-01"),
        ("this winter", "2026-01-15", "2026-12-01 2027-03-01"),
        ("winter", "2026-01-15", "2025-12-01 2026-03-01"),
    ],
)
def test_edges(text: str, today: str, expected: str) -> None:
    assert span(text, today) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FY26", "2025-04-01 2026-04-01"),
        ("Q1 FY26", "2025-04-01 2025-07-01"),
        ("FY26 Q4", "2026-01-01 2026-04-01"),
        ("H1 FY27", "2026-04-01 2026-10-01"),
        ("this fiscal year", "2026-04-01 2027-04-01"),
        ("last fiscal quarter", "2026-07-01 2026-10-01"),
        ("FYTD", "2026-04-01 2026-11-24"),
        ("fiscal year 2026", "2025-04-01 2026-04-01"),
        ("FY25/26", "2025-04-01 2026-04-01"),
        ("fiscal Q3", "2026-10-01 2027-01-01"),
        ("this year", "2026-01-01 2027-01-01"),
        ("Q1", "2026-01-01 2026-04-01"),
        ("May FY26", "2025-05-01 2025-06-01"),
        ("2025", "2025-01-01 2026-01-01"),
    ],
)
def test_fiscal_words_where_the_fiscal_year_starts_in_april(text: str, expected: str) -> None:
    assert span(text, "2026-11-23", APRIL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this year", "2026-07-01 2027-07-01"),
        ("Q1", "2026-07-01 2026-10-01"),
        ("Q1 2026", "2025-07-01 2025-10-01"),
        ("2026", "2025-07-01 2026-07-01"),
        ("this calendar year", "2026-01-01 2027-01-01"),
        ("last month", "2026-10-01 2026-11-01"),
        ("March 2026", "2026-03-01 2026-04-01"),
        ("14 February 2026", "2026-02-14 2026-02-15"),
        ("YTD", "2026-07-01 2026-11-24"),
    ],
)
def test_a_workspace_that_counts_in_fiscal_years(text: str, expected: str) -> None:
    assert span(text, "2026-11-23", FISCAL) == expected


def test_fiscal_years_that_start_in_january_are_calendar_years() -> None:
    assert period("FY26", "2026-11-23") == period("year 2026", "2026-11-23")


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("last month", "2026-11-23", "2026-10-23 2026-11-22"),
        ("this year", "2026-11-23", "2026-03-21 2027-03-21"),
        ("this year", "2026-03-20", "2025-03-21 2026-03-21"),
        ("this year", "2026-03-21", "2026-03-21 2027-03-21"),
        ("last year", "2026-03-21", "2025-03-21 2026-03-21"),
        ("yesterday", "2026-03-21", "2026-03-20 2026-03-21"),
        ("last month", "2026-03-21", "2026-02-20 2026-03-21"),
        ("last month", "2025-03-25", "2025-02-19 2025-03-21"),
        ("this week", "2026-11-23", "2026-11-21 2026-11-28"),
        ("last quarter", "2026-11-23", "2026-06-22 2026-09-23"),
        ("spring", "2026-11-23", "2026-03-21 2026-06-22"),
        ("March 2026", "2026-11-23", "2026-03-01 2026-04-01"),
        ("in 2025", "2026-11-23", "2025-01-01 2026-01-01"),
        ("Q2 1404", "2026-11-23", "2025-06-22 2025-09-23"),
        ("YTD", "2026-11-23", "2026-03-21 2026-11-24"),
    ],
)
def test_a_workspace_on_the_jalali_calendar(text: str, today: str, expected: str) -> None:
    assert span(text, today, JALALI) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this week", "2026-11-22 2026-11-29"),
        ("last week", "2026-11-15 2026-11-22"),
        ("the week of 10 April", "2026-04-05 2026-04-12"),
        ("first week of 2026", "2026-01-04 2026-01-11"),
        ("Sunday of last week", "2026-11-15 2026-11-16"),
    ],
)
def test_weeks_from_sunday(text: str, expected: str) -> None:
    assert span(text, "2026-11-23", SUNDAY) == expected


@pytest.mark.parametrize(
    ("text", "month_first", "day_first"),
    [
        ("3/4/2026", "2026-03-04 2026-03-05", "2026-04-03 2026-04-04"),
        ("3-4-2026", "2026-03-04 2026-03-05", "2026-04-03 2026-04-04"),
        ("14/3/2026", "2026-03-14 2026-03-15", "2026-03-14 2026-03-15"),
        ("3/14/2026", "2026-03-14 2026-03-15", "2026-03-14 2026-03-15"),
        ("03.04.2026", "2026-04-03 2026-04-04", "2026-04-03 2026-04-04"),
        ("2026/3/4", "2026-03-04 2026-03-05", "2026-03-04 2026-03-05"),
        ("on 10/1", "2026-10-01 2026-10-02", "2026-01-10 2026-01-11"),
        ("3/4/26", "2026-03-04 2026-03-05", "2026-04-03 2026-04-04"),
    ],
)
def test_order_of_day_and_month(text: str, month_first: str, day_first: str) -> None:
    assert span(text, "2026-11-23") == month_first
    assert span(text, "2026-11-23", day_first=True) == day_first


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("from Q1 to Q3", ["2026-01-01", "2026-07-01"]),
        ("Q3 to Q2", ["2026-07-01", "2026-04-01"]),
        ("from January to April 2025", ["2025-01-01", "2025-04-01"]),
        ("between last month and this month", ["2026-10-01", "2026-11-01"]),
    ],
)
def test_a_range_keeps_its_ends(text: str, parts: list[str]) -> None:
    (match,) = find_periods(tokenise(text), date(2026, 11, 23), PLAIN)
    assert [str(part.start) for part in match.parts] == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("compare this month to date with last month", ["this month to date", "last month"]),
        ("revenue this year vs last year by region", ["this year", "last year"]),
        ("Q1 against Q2 2025", ["q 1", "q 2 2025"]),
        ("churn in Tehran in March 2026 for Basic", ["in march 2026"]),
        ("sales by product for 2024 and 2025", ["for 2024", "2025"]),
        ("orders over the last 24 months by month", ["over the last 24 months"]),
        ("top 5 March deals", ["march"]),
        ("sales from last week by rep", ["from last week"]),
        ("show 2019 sales", ["2019"]),
        ("order date between 01/01/2012 and 01/01/2013", ["between 01 / 01 / 2012 and 01 / 01 / 2013"]),
        ("what is the last year profit?", ["the last year"]),
        ("show the interaction history of Pars Foods since January", ["since january"]),
        ("customers in the last 90 days with no order", ["in the last 90 days"]),
        ("this month to last month", ["this month", "last month"]),
    ],
)
def test_periods_inside_questions(text: str, found: list[str]) -> None:
    tokens = tokenise(text)
    matches = find_periods(tokens, date(2026, 11, 23), PLAIN)
    assert [" ".join(token.text for token in tokens[match.first : match.last]) for match in matches] == found
