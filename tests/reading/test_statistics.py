"""Medians, extremes and percentiles of the rows that a mean is of; of sums they are asked back, and none is dropped."""

from __future__ import annotations

from itertools import pairwise

import pytest

from intents.read import Reader
from intents.sentence import sentence_of
from queries.catalogue.load import load_catalogue_text
from queries.catalogue.statistics import STATISTICS, row_mean
from queries.members import Members
from queries.query import Query
from tests.reading import demo

SHOP = """
name: Shop
currency: EUR
tables:
  orders: {primary_key: order_id, time: ordered_on}
dimensions:
  region: {table: orders, column: region, label: {en: Region, fa: منطقه}}
metrics:
  sales: {table: orders, agg: sum, expr: amount, format: currency, label: {en: Sales, fa: فروش}}
  orders: {table: orders, agg: count, label: {en: Orders, fa: سفارش}}
  buyers: {table: orders, agg: count_distinct, expr: buyer, label: {en: Buyers, fa: خریدار}}
  average_sales: {table: orders, agg: avg, expr: amount, format: currency, label: {en: Average sales, fa: میانگین فروش}}
  average_discount:
    {table: orders, agg: avg, expr: discount, format: percent, label: {en: Average discount, fa: میانگین تخفیف},
     synonyms: {en: [discount], fa: [تخفیف]}}
  deal_size: {type: ratio, numerator: sales, denominator: orders, format: currency,
              label: {en: Deal size, fa: اندازهٔ معامله}}
  per_buyer: {type: ratio, numerator: sales, denominator: buyers, format: currency,
              label: {en: Value of a buyer, fa: ارزش خریدار}}
"""


@pytest.fixture(scope="module")
def shop() -> Reader:
    return Reader(load_catalogue_text(SHOP), Members({"region": {"North": {}}}, "test"), ("en", "fa"))


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("median discount by region", ("average_discount__median",)),
        ("the median of discount", ("average_discount__median",)),
        ("max discount by region", ("average_discount__max",)),
        ("average and median discount by region", ("average_discount", "average_discount__median")),
        ("min, max discount", ("average_discount__min", "average_discount__max")),
        ("sales and median discount by region", ("sales", "average_discount__median")),
        ("median discount and sales by region", ("average_discount__median", "sales")),
        ("p90 discount by month in 2025", ("average_discount__p90",)),
        ("95th percentile of discount", ("average_discount__p95",)),
        ("median deal size by region", ("deal_size__median",)),
        ("largest discount per region", ("average_discount",)),
        ("میانهٔ تخفیف به تفکیک منطقه", ("average_discount__median",)),
        ("حداکثر تخفیف هر منطقه", ("average_discount__max",)),
        ("میانگین و میانه تخفیف", ("average_discount", "average_discount__median")),
        ("صدک ۹۰ تخفیف", ("average_discount__p90",)),
    ],
)
def test_a_statistic_of_what_a_mean_is_of(question: str, figures: tuple[str, ...], shop: Reader) -> None:
    reading = shop.read(question, demo.TODAY)
    assert reading.status == "answered", reading.message
    assert reading.query is not None and reading.query.metrics == figures
    assert reading.query.transforms == ()


@pytest.mark.parametrize(
    "question",
    [
        "maximum sales by region",  # of a region, or of an order
        "maximum average discount per month",  # of a month's average, or of an order
        "minimum and maximum sales per month",
        "average and median sales per month",
        "median value of a buyer",
        "حداکثر فروش به تفکیک منطقه",
    ],
)
def test_what_may_be_of_rows_or_of_groups_is_not_answered(question: str, shop: Reader) -> None:
    assert shop.read(question, demo.TODAY).status in ("clarify", "refused")


@pytest.mark.parametrize("question", ["median sales by region", "maximum sales by region", "میانهٔ فروش به تفکیک منطقه"])
def test_that_of_the_rows_of_a_sum_is_offered(question: str, shop: Reader) -> None:
    reading = shop.read(question, demo.TODAY)
    offered = [choice.query for choice in reading.choices] + [reading.query]
    wanted = "average_sales__max" if question.startswith("max") else "average_sales__median"
    assert any(query is not None and (query.metrics, query.by) == ((wanted,), ("region",)) for query in offered)


def test_a_figure_of_that_name_in_the_catalogue_is_meant() -> None:
    own = (
        SHOP + "  typical: {table: orders, agg: median, expr: amount, format: currency, label: {en: Median discount}}\n"
    )
    reading = Reader(load_catalogue_text(own), Members({}, "test")).read("median discount", demo.TODAY)
    assert reading.query is not None and reading.query.metrics == ("typical",)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_said_reads_back(language: str, shop: Reader) -> None:
    catalogue = load_catalogue_text(SHOP)
    means = [m.id for m in catalogue.metrics.values() if row_mean(m, catalogue.metrics)]
    assert means == ["average_sales", "average_discount", "deal_size"]
    figures = [f"{mean}__{statistic}" for mean in means for statistic in STATISTICS]
    queries = [Query((one,), by=("region",)) for one in figures] + [Query(pair) for pair in pairwise(figures)]
    for query in queries:
        said = sentence_of(query, catalogue, language)
        reading = shop.read(said, demo.TODAY, language=language)
        assert reading.query is not None, (said, reading.message)
        assert (reading.query.metrics, reading.query.by) == (query.metrics, query.by), said


def test_statistics_stand_in_no_list() -> None:
    catalogue = demo.demo_catalogue()
    assert not any("__" in name for name in catalogue.metrics)
    assert catalogue.metrics["sales_cycle__median"].words.label["en"] == "Median sales cycle"
    assert "revenue__median" not in catalogue.metrics and "sales_cycle__mode" not in catalogue.metrics
