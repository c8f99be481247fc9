"""Buckets and compared periods in the Gregorian, Jalali and fiscal calendars."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop import CATALOGUE

from queries.calendars.buckets import buckets_between
from queries.calendars.comparing import cut_alike, earlier, whole_end
from queries.calendars.rules import rules_of
from queries.catalogue.model import CalendarSettings
from queries.defaults import default_period, named_period
from queries.query import CompareKind, Period, Query, Unit

SETTINGS = CalendarSettings("monday", 4)
GREGORIAN, JALALI, FISCAL = (rules_of(c, SETTINGS) for c in ("gregorian", "jalali", "fiscal"))
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "half", "year")


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("rules", "unit", "day", "start"),
    [
        (GREGORIAN, "week", "2026-01-04", "2025-12-29"),
        (GREGORIAN, "month", "2024-02-29", "2024-02-01"),
        (GREGORIAN, "quarter", "2026-12-31", "2026-10-01"),
        (GREGORIAN, "half", "2026-06-30", "2026-01-01"),
        (JALALI, "week", "2026-11-23", "2026-11-21"),
        (JALALI, "month", "2026-11-23", "2026-11-22"),
        (JALALI, "quarter", "2026-11-23", "2026-09-23"),
        (JALALI, "year", "2026-03-20", "2025-03-21"),
        (JALALI, "year", "2026-03-21", "2026-03-21"),
        (FISCAL, "year", "2026-03-31", "2025-04-01"),
        (FISCAL, "quarter", "2026-03-31", "2026-01-01"),
    ],
)
def test_where_a_unit_starts(rules, unit, day, start):
    assert rules.start(d(day), unit) == d(start)


@given(
    st.sampled_from([GREGORIAN, JALALI, FISCAL]), st.sampled_from(UNITS), st.dates(date(2000, 1, 1), date(2040, 1, 1))
)
def test_units_follow_each_other_without_gap(rules, unit, day):
    start, after = rules.start(day, unit), rules.next(day, unit)
    assert start <= day < after
    assert rules.start(after, unit) == after
    assert rules.start(after - timedelta(days=1), unit) == start
    assert rules.shift(after, unit, -1) == start


@given(
    st.sampled_from([GREGORIAN, JALALI, FISCAL]),
    st.sampled_from(UNITS),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 500),
)
def test_buckets_cover_a_period_once(rules, unit, start, length):
    end = start + timedelta(days=length)
    buckets = buckets_between(start, end, unit, rules)
    assert buckets[0].start == start
    assert buckets[-1].end == end
    assert all(one.end == other.start for one, other in itertools.pairwise(buckets))
    assert all(rules.start(b.start, unit) == b.name for b in buckets)


@pytest.mark.parametrize(
    ("kind", "period", "expected"),
    [
        ("previous_period", ("2026-07-01", "2026-10-01", "quarter", 1), ("2026-04-01", "2026-07-01")),
        ("previous_period", ("2026-03-01", "2026-04-01", "month", 1), ("2026-02-01", "2026-03-01")),
        ("previous_period", ("2026-01-01", "2026-04-01", "month", 3), ("2025-10-01", "2026-01-01")),
        ("previous_period", ("2026-01-01", "2026-11-24", "year", 1), ("2025-01-01", "2026-01-01")),
        ("previous_period", ("2026-03-10", "2026-03-15", None, 1), ("2026-03-05", "2026-03-10")),
        ("previous_period", ("2026-11-16", "2026-11-23", "day", 7), ("2026-11-09", "2026-11-16")),
        ("previous_year", ("2024-02-01", "2024-03-01", "month", 1), ("2023-02-01", "2023-03-01")),
        ("previous_year", ("2025-02-01", "2025-03-01", "month", 1), ("2024-02-01", "2024-03-01")),
        ("previous_year", ("2024-02-29", "2024-03-01", "day", 1), ("2023-02-28", "2023-03-01")),
        ("previous_year", ("2024-02-28", "2024-02-29", "day", 1), ("2023-02-28", "2023-03-01")),
        ("previous_year", ("2026-12-28", "2027-01-04", "week", 1), ("2025-12-29", "2026-01-05")),
        ("previous_year", ("2025-11-01", "2026-11-01", "month", 12), ("2024-11-01", "2025-11-01")),
        ("previous_quarter", ("2026-11-01", "2026-12-01", "month", 1), ("2026-08-01", "2026-09-01")),
        ("previous_month", ("2026-03-31", "2026-04-01", "day", 1), ("2026-02-28", "2026-03-01")),
        ("previous_week", ("2026-11-20", "2026-11-21", "day", 1), ("2026-11-13", "2026-11-14")),
    ],
)
def test_what_a_period_is_held_against(kind: CompareKind, period, expected):
    start, end, unit, count = period
    found = earlier(Period(d(start), d(end), unit, count), kind, GREGORIAN)
    assert found is not None
    assert (found.start, found.end) == tuple(map(d, expected))


def test_a_jalali_month_and_leap_day_have_their_partners():
    azar = Period(d("2026-11-22"), d("2026-12-22"), "month", 1, "jalali")
    before = earlier(azar, "previous_period", JALALI)
    assert before is not None and (before.start, before.end) == (d("2026-10-23"), d("2026-11-22"))
    leap = Period(d("2025-03-20"), d("2025-03-21"), "day", 1, "jalali")  # 30 Esfand 1403
    year = earlier(leap, "previous_year", JALALI)
    assert year is not None and (year.start, year.end) == (d("2024-03-19"), d("2024-03-20"))


def test_a_period_without_start_has_none_before():
    assert earlier(Period(None, d("2026-01-01")), "previous_period", GREGORIAN) is None


def test_an_unfinished_period_is_cut_alike_and_never_beyond_the_other():
    october = Period(d("2026-10-01"), d("2026-11-01"), "month")
    assert cut_alike(22, october).end == d("2026-10-23")
    february = Period(d("2026-02-01"), d("2026-03-01"), "month")
    assert cut_alike(30, february).end == d("2026-03-01")


def test_year_to_date_is_part_of_its_year():
    assert whole_end(Period(d("2026-01-01"), d("2026-11-24"), "year"), GREGORIAN) == d("2027-01-01")


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("now", "2026-11-23", "2026-11-24"),
        ("this_year", "2026-01-01", "2027-01-01"),
        ("last_month", "2026-10-01", "2026-11-01"),
        ("last_12_months", "2025-11-01", "2026-11-01"),
        ("last_2_weeks", "2026-11-09", "2026-11-23"),
    ],
)
def test_periods_named_in_the_catalogue(name, start, end):
    period = named_period(name, GREGORIAN, d("2026-11-23"))
    assert (period.start, period.end) == (d(start), d(end))


@pytest.mark.parametrize(
    ("metrics", "by", "start", "end"),
    [
        (("amount",), (), "2026-01-01", "2027-01-01"),
        (("members",), (), "2026-11-23", "2026-11-24"),
        (("members", "amount"), (), "2026-01-01", "2027-01-01"),
        (("members",), ("month",), "2025-11-01", "2026-11-01"),
        (("amount",), ("day",), "2026-10-24", "2026-11-23"),
        (("amount",), ("quarter",), "2024-10-01", "2026-10-01"),
        (("amount",), ("week",), "2026-08-29", "2026-11-21"),
        (("amount",), ("year",), "2021-01-01", "2026-01-01"),
    ],
)
def test_the_period_of_a_question_without_one(metrics, by, start, end):
    period = default_period(Query(metrics, by), CATALOGUE, d("2026-11-23"))
    assert (period.start, period.end) == (d(start), d(end))
