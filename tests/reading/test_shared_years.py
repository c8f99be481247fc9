"""A year said once in a question is that of both periods compared or listed, or it is asked which."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading import demo, persian

Q2_2025 = (date(2025, 4, 1), date(2025, 7, 1))


@pytest.mark.parametrize(
    "question",
    [
        "revenue Q1 vs Q2 2025",
        "revenue Q1 2025 vs Q2",
        "compare revenue in Q1 and Q2 of 2025",
        "2025 Q1 vs Q2 revenue",
        "revenue for 2025, Q1 vs Q2",
    ],
)
def test_periods_compared_are_of_one_year(question: str) -> None:
    reading = demo.read(question)
    assert reading.query is not None and reading.query.period is not None and reading.query.compare is not None
    assert reading.status == "answered"
    assert (reading.query.period.start, reading.query.period.end) == Q2_2025
    assert reading.query.compare.kind == "previous_quarter"


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("revenue in January, February and March 2025", date(2025, 1, 1), date(2025, 4, 1)),
        ("revenue Q1 and Q2 2025", date(2025, 1, 1), date(2025, 7, 1)),
        ("فروش فروردین، اردیبهشت و خرداد ۱۴۰۴", date(2025, 3, 21), date(2025, 6, 22)),
    ],
)
def test_periods_side_by_side_are_one_time_of_one_year(question: str, start: date, end: date) -> None:
    reading = persian.read(question)
    assert reading.query is not None and reading.query.period is not None and reading.query.compare is None
    assert (reading.status, reading.query.period.start, reading.query.period.end) == ("answered", start, end)


@pytest.mark.parametrize(
    "question",
    [
        "فروش بهار در مقایسه با تابستان ۱۴۰۴",
        "فروش بهار ۱۴۰۴ در مقایسه با تابستان",
        "مقایسه فروش بهار و تابستان ۱۴۰۴",
        "فروش بهار نسبت به تابستان پارسال",
    ],
)
def test_persian_periods_compared_are_of_one_year(question: str) -> None:
    reading = persian.read(question)
    assert reading.query is not None and reading.query.period is not None and reading.query.compare is not None
    assert (reading.status, reading.query.period.start) == ("answered", date(2025, 6, 22))
    assert reading.query.compare.kind == "previous_quarter"


@pytest.mark.parametrize(
    ("question", "starts"),
    [
        ("revenue Q1 vs January 2025", [date(2025, 1, 1), date(2026, 1, 1)]),
        ("revenue Q4 2025 vs Q1", [date(2025, 10, 1), date(2026, 1, 1)]),
    ],
)
def test_it_is_asked_where_two_years_may_be_meant(question: str, starts: list[date]) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "which_reading")
    assert [choice.query.period and choice.query.period.start for choice in reading.choices] == starts
