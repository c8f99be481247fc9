"""Spans of no length or of a length nobody said are refused or asked about, never taken for another."""

from __future__ import annotations

import pytest

from tests.reading import persian

EMPTY = [
    "revenue last 0 days",
    "revenue in the last zero weeks",
    "revenue 0 months ago",
    "فروش ۰ روز گذشته",
    "فروش صفر ماه گذشته",
]
UNTOLD = [
    "revenue past few months",
    "revenue in the last several weeks",
    "revenue a few days ago",
    "forecast revenue for the next few months",
    "فروش چند ماه گذشته",
    "فروش در چند ماه اخیر",
    "فروش چندین هفته اخیر",
    "فروش چند روز پیش",
]


@pytest.mark.parametrize("question", EMPTY)
def test_no_time_is_refused(question: str) -> None:
    reading = persian.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", "empty_period")


@pytest.mark.parametrize("question", UNTOLD)
def test_so_many_are_asked_about(question: str) -> None:
    reading = persian.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "how_many_units")


@pytest.mark.parametrize(
    "question",
    ["any revenue last month", "how many orders last month", "چند سفارش ماه گذشته", "orders over 0 last month"],
)
def test_how_many_of_other_things_is_no_length(question: str) -> None:
    assert persian.read(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("فروش به تفکیک تیم و ماه ماه پیش", ("team", "month")),
        ("فروش به تفکیک تیم و ماه این ماه", ("team", "month")),
        ("فروش به تفکیک تیم و هفته هفته گذشته", ("team", "week")),
        ("حاشیه سود برحسب ماه ماه پیش", ("month",)),
        ("فروش ماه مهر", ()),
        ("فروش هفته ۱۰ آبان", ()),
        ("فروش روز امروز", ()),
    ],
)
def test_a_unit_before_a_period_is_a_breakdown_where_the_period_has_its_own(question: str, by: tuple[str, ...]) -> None:
    query = persian.read(question).query
    assert query is not None and query.by == by
