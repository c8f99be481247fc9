""" "The same month last year" after a period is that of the period asked, in whatever words; never that of today."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading import demo, persian

MONTH, QUARTER = (date(2026, 10, 23), date(2026, 11, 22)), (date(2026, 6, 22), date(2026, 9, 23))
WEEK = (date(2026, 11, 14), date(2026, 11, 21))
ASKED = {
    MONTH: [
        "فروش ماه گذشته نسبت به ماه مشابه سال قبل",
        "فروش ماه گذشته نسبت به ماه مشابه پارسال",
        "فروش ماه گذشته نسبت به همین ماه پارسال",
        "فروش ماه گذشته در مقایسه با همان ماه سال گذشته",
        "فروش ماه گذشته نسبت به پارسال همین ماه",
        "فروش ماه گذشته نسبت به ماه مشابه آن در سال قبل",
        "فروش آبان نسبت به همین دوره سال قبل",
        "فروش آبان نسبت به همین مدت سال پیش",
        "مقایسه فروش آبان با ماه مشابه سال قبل",
        "رشد فروش آبان نسبت به ماه مشابه سال قبل",
    ],
    QUARTER: ["فروش فصل گذشته نسبت به فصل مشابه سال قبل", "فروش تابستان نسبت به سه ماهه مشابه پارسال"],
    WEEK: ["فروش هفته گذشته نسبت به هفته مشابه سال قبل", "فروش هفته قبل در مقایسه با همین هفته پارسال"],
    (date(2025, 9, 23), date(2025, 10, 23)): ["فروش مهر ۱۴۰۴ نسبت به ماه مشابه سال قبل"],
    (date(2026, 3, 21), date(2026, 9, 23)): ["فروش نیمه اول نسبت به نیمه مشابه سال قبل"],
}
ENGLISH = {
    (date(2026, 11, 16), date(2026, 11, 23)): ["revenue last week vs the same week of last year"],
    (date(2026, 11, 22), date(2026, 11, 23)): ["revenue yesterday vs the same day last year"],
    (date(2026, 1, 1), date(2026, 7, 1)): ["revenue in H1 vs the same half last year"],
    (date(2026, 10, 1), date(2026, 11, 1)): [
        "revenue last month and the same month last year",
        "revenue last month vs the same month last year",
    ],
    (date(2026, 11, 1), date(2026, 12, 1)): ["revenue vs same month last year"],
}


@pytest.mark.parametrize(
    ("days", "question"), [(days, q) for asked in (ASKED, ENGLISH) for days, qs in asked.items() for q in qs]
)
def test_it_is_the_year_before_of_what_was_asked(days: tuple[date, date], question: str) -> None:
    reading = persian.read(question)
    query = reading.query
    assert query is not None and query.period is not None and query.compare is not None
    assert (reading.status, query.compare.kind) == ("answered", "previous_year")
    assert (query.period.start, query.period.end) == days


@pytest.mark.parametrize(
    "question",
    [
        "revenue last week vs same month last year",
        "revenue last month vs same quarter last year",
        "فروش هفته گذشته نسبت به ماه مشابه سال قبل",
        "فروش ۳ ماه گذشته نسبت به ماه مشابه سال قبل",
    ],
)
def test_another_unit_has_no_same_one(question: str) -> None:
    reading = persian.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "compare_with_what")


def test_months_of_a_quarter_have_their_same_ones() -> None:
    query = demo.read("revenue last quarter by month vs same month last year").query
    assert query is not None and query.compare is not None
    assert (query.by, query.compare.kind) == (("month",), "previous_year")


def test_alone_it_is_the_current_one_a_year_ago() -> None:
    query = persian.read("فروش همین ماه پارسال").query
    assert query is not None and query.period is not None and query.compare is None
    assert query.period.start == date(2025, 11, 22)


def test_this_month_last_year_is_said_from_today() -> None:
    query = demo.read("revenue last month vs this month last year").query
    assert query is not None and query.compare is not None and query.compare.period is not None
    assert query.compare.period.start == date(2025, 11, 1)
