"""Every query can be said in Persian, and what is said reads back to the same query."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents.sentence import sentence_of
from queries.query import Period, Query, plain_analysis
from tests.reading import demo, persian
from tests.reading.test_sentence import plain_queries, without_units

PERIODS = [
    Period(date(2026, 3, 21), date(2027, 3, 21), "year", 1, "jalali"),
    Period(date(2026, 6, 22), date(2026, 9, 23), "quarter", 1, "jalali"),
    Period(date(2026, 10, 23), date(2026, 11, 22), "month", 1, "jalali"),
    Period(date(2026, 11, 14), date(2026, 11, 21), "week", 1, "jalali"),
    Period(date(2026, 11, 20), date(2026, 11, 21), "day", 1, "jalali"),
    Period(date(2024, 11, 21), date(2026, 11, 22), "month", 24, "jalali"),
    Period(date(2024, 3, 20), date(2026, 9, 23), "quarter", 10, "jalali"),
    Period(date(2026, 3, 10), date(2026, 4, 5), "day", 26, "jalali"),
    Period(date(2026, 10, 1), date(2026, 11, 1), "month", 1, "gregorian"),
    Period(date(2026, 7, 1), date(2026, 10, 1), "quarter", 1, "gregorian"),
    Period(date(2025, 1, 1), date(2026, 1, 1), "year", 1, "gregorian"),
    Period(date(2026, 11, 20), date(2026, 11, 21), "day", 1, "gregorian"),
]


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(plain_queries(), st.sampled_from(PERIODS))
def test_a_query_said_in_persian_reads_back_to_itself(query: Query, period: Period) -> None:
    query = plain_analysis(replace(query, period=period, calendar=period.calendar))
    sentence = sentence_of(query, demo.demo_catalogue(), "fa", demo.demo_members())
    reading = persian.read(sentence)
    assert (reading.status, reading.query, reading.language) == ("answered", query, "fa"), sentence


@pytest.mark.parametrize("question", [phrasing[2] for phrasing in persian.phrasings()][::2])
def test_what_was_read_can_be_said_in_persian_that_reads_alike(question: str) -> None:
    query = persian.read(question).query
    assert query is not None
    said = sentence_of(query, demo.demo_catalogue(), "fa", demo.demo_members())
    again = persian.read(said).query
    assert again is not None, said
    assert without_units(again) == without_units(query), said


@pytest.mark.parametrize("question", ["سفارش‌های بالای ۵۰۰۰ دلار ماه گذشته", "سفارش‌های بین ۱۰۰۰ تا ۵۰۰۰ دلار ماه گذشته"])
def test_a_condition_on_single_rows_is_said_as_one(question: str) -> None:
    query = persian.read(question).query
    assert query is not None and [h.level for h in query.having] == ["row"]
    said = sentence_of(query, demo.demo_catalogue(), "fa", demo.demo_members())
    assert "هرکدام" in said
    assert persian.read(said).query == query
