"""The same catalogues over a handful of rows each, with answers worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import duckdb
import pytest

from tests.other_companies.companies import Company, company

DEALS = """
CREATE TABLE accounts AS SELECT * FROM (VALUES ('Acme', 'retail'), ('Brill', 'medical')) t(account, sector);
CREATE TABLE products AS SELECT * FROM (VALUES ('GTX Pro', 100), ('MG', 10)) t(product, sales_price);
CREATE TABLE teams AS SELECT * FROM (VALUES
  ('Ann', 'Mo', 'East'), ('Ben', 'Mo', 'East'), ('Cy', 'Zoe', 'West')) t(sales_agent, manager, regional_office);
CREATE TABLE pipeline AS SELECT a AS opportunity_id, b AS sales_agent, c AS product, d AS account, e AS deal_stage,
  CAST(f AS DATE) AS engage_date, CAST(g AS DATE) AS close_date, CAST(h AS DOUBLE) AS close_value FROM (VALUES
  ('1', 'Ann', 'GTXPro', 'Acme', 'Won', '2025-01-01', '2025-01-11', 90),
  ('2', 'Ann', 'GTXPro', 'Brill', 'Won', '2025-02-01', '2025-02-21', 100),
  ('3', 'Ann', 'MG', 'Acme', 'Lost', '2025-02-01', '2025-02-03', 0),
  ('4', 'Cy', 'MG', 'Acme', 'Won', '2025-04-01', '2025-04-05', 9),
  ('5', 'Cy', 'MG', NULL, 'Engaging', '2025-04-02', NULL, NULL),
  ('6', 'Ann', 'MG', NULL, 'Prospecting', NULL, NULL, NULL)) t(a, b, c, d, e, f, g, h);
"""
ORDERS = """
CREATE TABLE people AS SELECT * FROM (VALUES ('Mo', 'West'), ('Zoe', 'East')) t(manager, region);
CREATE TABLE returned AS SELECT * FROM (VALUES ('o1')) t(order_id);
CREATE TABLE targets AS SELECT a AS category, CAST(b AS DATE) AS target_date, c AS segment,
  CAST(d AS DOUBLE) AS sales_target FROM (VALUES
  ('Chairs', '2025-03-01', 'Home', 100), ('Chairs', '2025-03-02', 'Home', 100), ('Pens', '2025-03-01', 'Home', 40),
  ('Chairs', '2024-03-01', 'Home', 50)) t(a, b, c, d);
CREATE TABLE orders AS SELECT a AS row_id, b AS order_id, CAST(c AS DATE) AS order_date, d AS customer_id,
  d || ' Name' AS customer_name, 'Home' AS segment, 'Town' AS city, e AS state, f AS region, g AS category,
  g AS sub_category, g AS product_name, CAST(h AS DOUBLE) AS sales, 1 AS quantity,
  CAST(i AS DOUBLE) AS profit FROM (VALUES
  (1, 'o1', '2024-03-01', 'Ann', 'Utah', 'West', 'Chairs', 100, 10),
  (2, 'o1', '2024-03-01', 'Ann', 'Utah', 'West', 'Pens', 20, -5),
  (3, 'o2', '2025-03-01', 'Ann', 'Ohio', 'East', 'Chairs', 150, -30),
  (4, 'o3', '2025-03-02', 'Bob', 'Utah', 'West', 'Pens', 50, 25)) t(a, b, c, d, e, f, g, h, i);
"""


@cache
def small(name: str) -> Company:
    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(DEALS if name == "maven_crm" else ORDERS)

    return company(name, fill)


def rows(name: str, question: str) -> list[tuple[Any, ...]]:
    found = small(name).ask(question).rows
    return [tuple(round(v, 4) if isinstance(v, float) else v for v in row) for row in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Win rate by regional office in Q1 2025", [("East", 0.6667)]),
        ("نرخ برد هر مدیر در سه‌ماههٔ دوم ۲۰۲۵ چقدر بود؟", [("Zoe", 1.0)]),
        ("Top 1 sales agents by won revenue", [("Ann", 190.0)]),
        (
            "How does the average selling price compare with list price for each product?",
            [("GTXPro", 95.0, 100.0), ("MG", 9.0, 10.0)],
        ),
        ("How many open deals does each manager have, by stage?", [("Mo", "Prospecting", 1), ("Zoe", "Engaging", 1)]),
        ("What is the average sales cycle for won and lost deals?", [("Won", 11.3333), ("Lost", 2.0)]),
        ("Best product by revenue and its share", [("GTXPro", 190.0, 0.9548)]),
        ("Which team members have no opportunity at all?", [("Ben", 0)]),
        ("کدام فروشنده‌های تیم هیچ فرصتی در قیف فروش ندارند؟", [("Ben", 0)]),
    ],
)
def test_deals(question: str, expected: list[tuple[Any, ...]]) -> None:
    assert sorted(rows("maven_crm", question)) == sorted(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Target attainment by category for Q1 2025", [("Chairs", 0.75), ("Pens", 1.25)]),
        ("What is the return rate by region in 2024?", [("West", 1.0)]),
        ("Which 1 sub-categories have the worst profit margin?", [("Chairs", -0.08)]),
        (
            "Yearly sales and year-over-year growth",
            [(date(2024, 1, 1), 120.0, None), (date(2025, 1, 1), 200.0, 0.6667)],
        ),
        ("How many new customers did we win each year?", [(date(2024, 1, 1), 1), (date(2025, 1, 1), 1)]),
        ("در سال ۲۰۲۵ دستهٔ Chairs چند درصد از هدف فروشش را محقق کرد؟", [(0.75,)]),
        ("sales by regional manager in 2025", [("Zoe", 150.0), ("Mo", 50.0)]),
    ],
)
def test_orders(question: str, expected: list[tuple[Any, ...]]) -> None:
    assert sorted(rows("superstore", question)) == sorted(expected)


def test_a_trend_over_all_begins_with_the_data() -> None:
    answer = small("superstore").ask("sales by year")
    assert [row[0] for row in answer.rows] == [date(2024, 1, 1), date(2025, 1, 1)]
    assert answer.period is not None
    assert answer.period.start == date(2024, 1, 1)


def test_a_target_without_regions_is_refused_by_region() -> None:
    assert small("superstore").read("target attainment by region in 2025").status == "refused"
