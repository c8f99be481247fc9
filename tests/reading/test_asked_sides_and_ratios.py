"""What is offered where two sides, one over the other, a place among all or the average is asked for."""

from __future__ import annotations

import pytest

from intents.read import Reader
from queries.catalogue.load import load_catalogue_text
from queries.members import Members
from queries.query import Query, Rank
from tests.reading import demo, persian


def asked_back(question: str) -> tuple[str, tuple[Query, ...]]:
    """The code of what is said, and what is offered."""
    reading = persian.read(question)
    assert reading.status == "clarify" and reading.message is not None, question
    return reading.message.code, tuple(choice.query for choice in reading.choices)


@pytest.mark.parametrize(
    "question", ["revenue lost vs gained", "mrr gained vs lost", "revenue gained vs lost this year"]
)
def test_two_sides_are_no_change_against_last_year(question: str) -> None:
    code, offered = asked_back(question)
    assert code == "two_sides"
    assert [query for query in offered if query.compare is not None] == []


@pytest.mark.parametrize("question", ["is revenue up vs last month", "did revenue increase vs last year"])
def test_a_change_is_still_held_against_a_period(question: str) -> None:
    query = demo.read(question).query
    assert query is not None and query.compare is not None


@pytest.mark.parametrize("question", ["ratio of revenue to active customers", "نسبت درآمد به مشتریان فعال"])
def test_a_ratio_to_what_stands_at_a_moment_offers_both_figures(question: str) -> None:
    code, offered = asked_back(question)
    assert code == "no_ratio"
    assert [query.metrics for query in offered] == [("revenue", "customers")]


@pytest.mark.parametrize("question", ["تهران از نظر فروش چندم است", "what rank is Tehran by revenue"])
def test_a_place_is_seen_among_all(question: str) -> None:
    code, offered = asked_back(question)
    assert code == "rank_of_one"
    assert [(q.by, q.filters, q.rank) for q in offered] == [(("territory",), (), Rank("top", None, "revenue"))]


def test_the_average_is_no_condition() -> None:
    code, offered = asked_back("territories below average conversion")
    assert code == "beside_average"
    assert [(q.by, q.rank) for q in offered] == [(("territory",), Rank("bottom", None, "lead_conversion_rate"))]


PRICES = """
name: Prices
currency: USD
tables:
  sold: {source: sold, primary_key: id, time: day}
dimensions:
  colour: {table: sold, column: colour, label: {en: Colour}}
metrics:
  rebates: {table: sold, agg: sum, expr: rebate, format: currency, hidden: true, label: {en: Rebates}}
  amount: {table: sold, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  rebate_rate: {type: ratio, numerator: rebates, denominator: amount, format: percent, label: {en: Rebate rate},
    synonyms: {en: [rebate]}}
"""


def test_an_amount_that_is_not_shown_is_not_taken_for_its_rate() -> None:
    query = Reader(load_catalogue_text(PRICES), Members({}, "")).read("how much rebate did we give", demo.TODAY).query
    assert query is not None
    assert query.metrics == ("rebate_rate",)


COUNTS_FIRST = """
name: Lines
currency: USD
tables:
  sold: {source: sold, primary_key: id, time: day}
dimensions:
  colour: {table: sold, column: colour, label: {en: Colour, fa: رنگ}}
metrics:
  lines: {table: sold, agg: count, format: count, label: {en: Lines, fa: سطرها}}
  amount: {table: sold, agg: sum, expr: amount, format: currency, label: {en: Money, fa: پول}}
"""


@pytest.mark.parametrize("question", ["top 5 colours by total", "order total by colour", "جمع ۵ رنگ اول"])
def test_a_sum_of_nothing_that_is_named_is_no_count(question: str) -> None:
    """Before, the number of rows was told, since a ranking without a figure takes the first."""
    reader = Reader(load_catalogue_text(COUNTS_FIRST), Members({}, ""), ("en", "fa"))
    assert reader.read(question, demo.TODAY).status != "answered"
    assert reader.read("top 5 colours", demo.TODAY).status == "answered"


def test_what_is_popular_is_asked_where_nothing_is_counted() -> None:
    reading = Reader(load_catalogue_text(PRICES), Members({}, "")).read("most popular colour", demo.TODAY)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "no_metric")


def test_a_shortened_word_is_told_as_read() -> None:
    reading = demo.read("conv. by chan last month")
    assert [(one.written, one.read) for one in reading.corrected][:1] == [("conv.", "conversion")]


def test_a_shortened_word_of_something_not_kept_stays_unread() -> None:
    reading = Reader(load_catalogue_text(PRICES), Members({}, "")).read("amount by cust", demo.TODAY)
    assert reading.status != "answered"
    assert reading.unread == ("cust",)
