"""Queries of every shape said in both languages: read back as they were, or asked about, never read otherwise."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.roundtrip import CALENDARS
from benchmarks.valid_queries import SHAPES, Source
from intents.sentence import sentence_of
from tests.reading import demo, persian

# "10 orders and more, from July on" in Persian and phrases that are figures by themselves may be asked about.
_ASKED_ABOUT = frozenset(("members", "members left out", "several clauses", "means over"))


def _source(language: str) -> Source:
    return Source(demo.demo_catalogue(), demo.demo_members(), demo.TODAY, CALENDARS[language])


@pytest.mark.parametrize("language", sorted(CALENDARS))
@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(shape=st.sampled_from(sorted(SHAPES)), seed=st.integers(0, 10**6))
def test_a_query_of_any_shape_comes_back_or_is_asked_about(language: str, shape: str, seed: int) -> None:
    query = _source(language).query(shape, Random(seed))
    sentence = sentence_of(query, demo.demo_catalogue(), language, demo.demo_members())
    reading = persian.read(sentence)
    if reading.status == "answered" or shape not in _ASKED_ABOUT:
        assert (reading.status, reading.query) == ("answered", query), sentence


@pytest.mark.parametrize("language", sorted(CALENDARS))
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_is_said_and_read_in_both_languages(language: str, shape: str) -> None:
    query = _source(language).query(shape, Random(7))
    assert persian.read(sentence_of(query, demo.demo_catalogue(), language, demo.demo_members())).query == query


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("change in orders by age group from 4 May 2026 to 9 May 2026 vs the previous period", (5, 4), (5, 10)),
        ("change in orders by team from 14 May 2026 to 20 May 2026 vs the same period last year", (5, 14), (5, 21)),
        ("تغییر تعداد سفارش به تفکیک تیم از ۱۴ مه ۲۰۲۶ تا ۲۰ مه ۲۰۲۶ نسبت به مدت مشابه سال قبل", (5, 14), (5, 21)),
    ],
)
def test_days_are_no_two_ends_where_what_they_are_held_against_is_named(
    question: str, start: tuple[int, int], end: tuple[int, int]
) -> None:
    query = persian.read(question).query
    assert query is not None and query.period is not None
    assert (query.period.start, query.period.end) == (date(2026, *start), date(2026, *end))


@pytest.mark.parametrize(
    ("question", "by", "members"),
    [
        ("Deals created by month of the year from 2025 to 2027", ("month_of_year",), ()),
        ("Units sold by gender and hour of day from Q4 2025 to Q1 2026", ("gender", "hour"), ()),
        ("Leads by vertical and hour of day from 1 January 2025 on", ("vertical", "hour"), ()),
        ("Revenue by day of the week of 10 April", ("day",), ()),
        ("Revenue by lead source except age group 45–54 and 25–34 in 2024", ("lead_source",), ("45–54", "25–34")),
        ("Units sold for purchase frequency 2–3 or 1 from 2026 to 2028", (), ("2–3", "1")),
        ("Lost value for customer Ava Civil Works in 2025", (), ("Ava Civil Works",)),
        ("زمان حل تیکت به جز جنسیت زن و مرد در ۱۴۰۴", (), ("Female", "Male")),
    ],
)
def test_names_beside_words_like_theirs_are_told_apart(
    question: str, by: tuple[str, ...], members: tuple[str, ...]
) -> None:
    reading = persian.read(question)
    assert reading.status == "answered" and reading.query is not None
    assert (reading.query.by, sum((f.members for f in reading.query.filters), ())) == (by, members)


@pytest.mark.parametrize(("words", "on"), [("رشد", "growth"), ("درصد رشد", "growth"), ("تغییر", "change")])
def test_persian_growth_is_ranked_as_a_fraction(words: str, on: str) -> None:
    query = persian.read(
        f"تغییر درآمد به تفکیک تیم در آبان ۱۴۰۵ نسبت به دورهٔ قبل از آن، ۵ تای برتر بر اساس {words}"
    ).query
    assert query is not None and query.rank is not None
    assert query.rank.on == on
