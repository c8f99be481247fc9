"""A number of what something has: "with 3 orders" is a condition, and no word for one is passed over."""

from __future__ import annotations

import pytest

from intents.read import Reader
from queries.catalogue.load import load_catalogue_text
from queries.members import Members
from queries.query import Having
from tests.reading import demo

SHOP = """
name: Shop
currency: EUR
tables:
  orders: {primary_key: order_id, time: ordered_on}
dimensions:
  customer: {table: orders, column: customer, label: {en: Customer, fa: مشتری}}
  order: {table: orders, column: order_id, label: {en: Order, fa: سفارش}}
  region: {table: orders, column: region, label: {en: Region, fa: منطقه}}
metrics:
  sales: {table: orders, agg: sum, expr: amount, format: currency, label: {en: Sales, fa: فروش}}
  stock: {table: orders, agg: sum, expr: stock, format: count, label: {en: Stock, fa: موجودی}}
  orders: {table: orders, agg: count, label: {en: Orders, fa: تعداد سفارش}}
  customers: {table: orders, agg: count_distinct, expr: customer, label: {en: Customers, fa: مشتریان}}
"""


@pytest.fixture(scope="module")
def shop() -> Reader:
    return Reader(load_catalogue_text(SHOP), Members({"region": {"North": {}}}, "test"), ("en", "fa"))


@pytest.mark.parametrize(
    ("question", "op", "number"),
    [
        ("reps with 3 deals this year", "=", 3),
        ("reps with one deal this year", "=", 1),
        ("reps with 0 deals last month", "=", 0),
        ("customers with only 2 orders", "=", 2),
        ("customers that have just 4 orders", "=", 4),
        ("customers with more than one order", ">", 1),
        ("customers with at least one order", ">=", 1),
        ("مشتریان با ۳ سفارش", "=", 3),
    ],
)
def test_a_number_of_what_they_have_is_a_condition(question: str, op: str, number: float) -> None:
    reader = demo.demo_reader() if question.isascii() else Reader(demo.demo_catalogue(), demo.demo_members(), ("fa",))
    reading = reader.read(question, demo.TODAY)
    assert reading.query is not None, reading.message
    counted = reading.query.metrics[0]
    assert reading.query.having == (Having(counted, op, number),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        "customers with one order",
        "customers with only one order",
        "customers with more than one order",
        "how many customers have just one order",
        "مشتریانی که فقط یک سفارش دارند",
        "مشتریانی که یک سفارش دارند",
    ],
)
def test_where_orders_can_be_listed_too_the_number_is_never_dropped(question: str, shop: Reader) -> None:
    reading = shop.read(question, demo.TODAY)
    assert reading.status != "answered" or (reading.query is not None and reading.query.having), reading.query


@pytest.mark.parametrize("question", ["regions out of stock", "out of stock regions", "sales out of North"])
def test_what_something_is_out_of_is_not_what_is_meant(question: str, shop: Reader) -> None:
    assert shop.read(question, demo.TODAY).status != "answered"


@pytest.mark.parametrize("question", ["sales spread over regions", "sales over regions", "sales across regions"])
def test_over_things_is_a_breakdown(question: str, shop: Reader) -> None:
    reading = shop.read(question, demo.TODAY)
    assert reading.query is not None and reading.query.by == ("region",)
