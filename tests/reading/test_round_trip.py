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

# Names of two numbers in one list ("35–44 or 65+") and phrases that are figures by themselves may be asked about.
_ASKED_ABOUT = frozenset(("members", "members left out", "several clauses", "means over", "grains"))


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


@pytest.mark.parametrize(("words", "on"), [("رشد", "growth"), ("درصد رشد", "growth"), ("تغییر", "change")])
def test_persian_growth_is_ranked_as_a_fraction(words: str, on: str) -> None:
    query = persian.read(
        f"تغییر درآمد به تفکیک تیم در آبان ۱۴۰۵ نسبت به دورهٔ قبل از آن، ۵ تای برتر بر اساس {words}"
    ).query
    assert query is not None and query.rank is not None
    assert query.rank.on == on
