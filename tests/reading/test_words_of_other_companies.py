"""Ways of asking that strangers' questions brought: at the end of each, never, which are they, and its share."""

from __future__ import annotations

from datetime import date

import pytest

from queries.query import Query
from tests.reading.persian import read


def query_of(question: str) -> Query:
    reading = read(question)
    assert (reading.status, reading.unread) == ("answered", ()), question
    assert reading.query is not None
    return reading.query


@pytest.mark.parametrize(
    "question", ["customers at the end of each quarter this year", "مشتریان در پایان هر فصل امسال"]
)
def test_what_stands_at_the_end_of_each_bucket(question: str) -> None:
    query = query_of(question)
    assert (query.metrics, query.by) == (("customers",), ("quarter",))


@pytest.mark.parametrize("question", ["revenue at the end of each quarter this year", "درآمد در پایان هر فصل امسال"])
def test_what_flows_has_no_end(question: str) -> None:
    reading = read(question)
    assert reading.status == "clarify"
    assert reading.message is not None
    assert reading.message.code == "no_end"


def test_the_end_of_each_is_of_time_alone() -> None:
    assert read("customers at the end of each territory").status != "answered"


@pytest.mark.parametrize(
    "question", ["which customers have never ordered", "customers who never ordered", "مشتریانی که هرگز سفارش نداده‌اند"]
)
def test_never_is_of_all_time(question: str) -> None:
    query = query_of(question)
    assert [(h.metric, h.op, h.value) for h in query.having] == [("orders", "=", 0.0)]
    assert query.period is not None
    assert (query.period.start, query.period.end) == (None, date(2026, 11, 24))


def test_never_in_a_period_that_is_named() -> None:
    period = query_of("which customers never ordered last month").period
    assert period is not None
    assert (period.start, period.end) == (date(2026, 10, 1), date(2026, 11, 1))


def test_a_verb_that_makes_nothing_counted_is_not_understood() -> None:
    assert read("reps who never smiled").status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "۵ محصول برتر از نظر درآمد کدام‌اند؟",
        "پنج محصول برتر از نظر درآمد کدامند",
        "۵ محصول برتر از نظر درآمد کدام هستند",
    ],
)
def test_which_are_they(question: str) -> None:
    rank = query_of(question).rank
    assert rank is not None
    assert (rank.order, rank.n) == ("top", 5)


@pytest.mark.parametrize(
    "question",
    ["best product by revenue and its share", "بهترین محصول از نظر درآمد کدام است و چند درصد از کل درآمد را دارد"],
)
def test_the_best_and_its_share(question: str) -> None:
    query = query_of(question)
    assert query.rank is not None
    assert (query.rank.n, query.transforms) == (1, ("share",))


@pytest.mark.parametrize(
    "question",
    [
        "what percent of our target did we hit last month",
        "what share of the revenue target did each team reach last month",
        "ماه گذشته چند درصد از هدف محقق شد",
    ],
)
def test_a_share_of_the_goal_that_was_reached_is_attainment(question: str) -> None:
    query = query_of(question)
    assert (query.metrics, query.transforms) == (("target_attainment",), ())


def test_reached_without_a_goal_is_named() -> None:
    assert read("revenue reached last month").unread == ("reached",)


@pytest.mark.parametrize(
    "question",
    [
        "order date after 10/31/2025",
        "revenue by customer sort by region",
        "top 10 territories by revenue ordered by territory",
    ],
)
def test_an_order_of_names_is_asked_about(question: str) -> None:
    assert read(question).status == "clarify"


def test_an_order_by_a_figure_is_read() -> None:
    rank = query_of("revenue by rep order by revenue").rank
    assert rank is not None
    assert (rank.order, rank.by) == ("top", "revenue")
