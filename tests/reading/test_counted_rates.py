"""How many of something is never a rate: the count is taken where its words say it, else it is asked."""

from __future__ import annotations

import pytest

from tests.reading import demo, persian


@pytest.mark.parametrize(
    "question", ["number of churn last month", "how many win rate", "count of conversion rate by rep"]
)
def test_a_rate_that_is_counted_is_asked_about(question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "rate_or_count")


def test_the_count_of_that_name_is_offered_beside_what_else_was_asked() -> None:
    reading = persian.read("چند مشتری جدید در تابستان داشتیم و چند ریزش")
    assert reading.status == "clarify"
    assert ("new_customers", "churned_customers") in {
        choice.query.metrics for choice in reading.choices if choice.query
    }


@pytest.mark.parametrize("question", ["تابستان چند نفر ریزش کردند", "فصل گذشته چند نفر را از دست دادیم"])
def test_who_left_is_counted(question: str) -> None:
    reading = persian.read(question)
    assert reading.status == "answered" and reading.query is not None
    assert reading.query.metrics == ("churned_customers",)


def test_how_much_a_rate_is_asks_for_it() -> None:
    for question in ("how much is the win rate", "نرخ ریزش چند است", "نرخ ریزش چند درصد بود"):
        assert persian.read(question).status == "answered", question


@pytest.mark.parametrize(
    ("question", "metrics"),
    [
        ("how many new customers did we get in Q3 and how many churned", ("new_customers", "churned_customers")),
        ("how many customers do we have and how many churned this year", ("customers", "churned_customers")),
        ("چند مشتری جدید در تابستان داشتیم و چند نفر ریزش کردند", ("new_customers", "churned_customers")),
    ],
)
def test_two_counts_of_one_noun_are_both_told(question: str, metrics: tuple[str, ...]) -> None:
    reading = persian.read(question)
    assert reading.status == "answered" and reading.query is not None
    assert reading.query.metrics == metrics


def test_a_second_count_that_no_figure_tells_is_asked_about() -> None:
    reading = demo.read("how many tickets did we get last month and how many were resolved")
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "counted_again")
