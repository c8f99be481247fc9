"""Ratios of two figures that no catalogue keeps: worked out where both add up, never with a word left out."""

from __future__ import annotations

import pytest

from intents.sentence import sentence_of
from queries.catalogue.figures import ratio_id, ratio_parts
from tests.reading import demo, persian

SPEND_PER_ORDER, SPEND_OF_REVENUE = "marketing_spend__per__orders", "marketing_spend__of__revenue"


def metrics_of(question: str) -> tuple[str, ...]:
    reading = (demo if question.isascii() else persian).read(question)
    assert reading.query is not None, reading.message
    return reading.query.metrics if reading.status == "answered" else ()


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("marketing spend per order last month", SPEND_PER_ORDER),
        ("average marketing spend per order last month", SPEND_PER_ORDER),
        ("ratio of marketing spend to orders last month", SPEND_PER_ORDER),
        ("the marketing spend to orders ratio last month", SPEND_PER_ORDER),
        ("هزینه بازاریابی به ازای هر سفارش در ماه گذشته", SPEND_PER_ORDER),
        ("نسبت هزینه بازاریابی به سفارش‌ها در ماه گذشته", SPEND_PER_ORDER),
        ("marketing spend as a percentage of revenue last month", SPEND_OF_REVENUE),
        ("marketing spend as % of total revenue last month", SPEND_OF_REVENUE),
        ("share of marketing spend in revenue last month", SPEND_OF_REVENUE),
        ("what percentage of revenue is marketing spend", SPEND_OF_REVENUE),
        ("درصد هزینه بازاریابی از درآمد در ماه گذشته", SPEND_OF_REVENUE),
        ("gross profit as a percentage of revenue last month", "profit_margin"),
    ],
)  # fmt: skip
def test_one_figure_over_another(question: str, metric: str) -> None:
    assert metrics_of(question) == (metric,)


@pytest.mark.parametrize(
    "question",
    [
        "orders and marketing spend per order",
        "marketing spend per order and orders",
        "share of active customers in orders",
        "marketing spend as % of orders",
    ],
)
def test_what_cannot_be_one_figure_is_asked_back(question: str) -> None:
    assert demo.read(question).status == "clarify"


def test_two_figures_that_are_joined_have_a_share_each() -> None:
    """Before, the margin was told, which is one over the other."""
    query = demo.read("share of gross profit and revenue by region last month").query
    assert query is not None
    assert (query.metrics, query.transforms) == (("gross_profit", "revenue"), ("share",))


def test_it_is_ranked_by_and_held_to_a_bound_as_a_whole() -> None:
    query = demo.read("top 3 marketing channels by marketing spend per order last month").query
    assert query is not None and query.rank is not None
    assert query.rank.by == query.metrics[0]
    query = demo.read("territories with revenue per order over 900 last month").query
    assert query is not None
    assert [one.metric for one in query.having] == list(query.metrics) == ["average_order_value"]


def test_a_verb_beside_its_noun_takes_no_other_noun() -> None:
    """Before, the second "leads" was dropped: "converted" was taken as what was done to them."""
    assert metrics_of("converted leads as % of leads last month") == ("lead_conversion_rate",)
    assert demo.read("converted leads leads last month").status == "clarify"


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("metric", [SPEND_PER_ORDER, SPEND_OF_REVENUE])
def test_its_sentence_reads_back(language: str, metric: str) -> None:
    query = demo.read("marketing spend last month").query
    assert query is not None
    query = type(query)(metrics=(metric,), period=query.period, calendar=query.calendar)
    read = (demo if language == "en" else persian).read(sentence_of(query, demo.demo_catalogue(), language))
    assert read.query is not None and (read.status, read.query.metrics) == ("answered", (metric,))


def test_only_what_adds_up_makes_a_ratio() -> None:
    metrics = demo.demo_catalogue().metrics
    assert ratio_id(metrics, "revenue", "active_customers") is None
    assert ratio_id(metrics, "revenue", "revenue") is None
    assert ratio_id(metrics, "revenue", "orders", percent=True) is None
    assert ratio_parts("revenue__per__orders") == ("revenue", "orders")
    assert "revenue__per__orders" in metrics and "revenue__per__orders" not in list(metrics)
