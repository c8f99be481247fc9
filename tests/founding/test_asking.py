"""What people ask of a file of orders in their own words, without any edits, held against SQL over the file."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pytest

from tests.founding.companies import Asked, init

PLACE = Path(mkdtemp(prefix="asking-"))
FILE = PLACE / "orders.csv"
FIRST, LAST = date(2023, 1, 2), date(2025, 12, 30)
PRODUCTS = {
    "Chair": ("Furniture", 120.0, 0.1), "Desk": ("Furniture", 310.0, -0.15), "Lamp": ("Lighting", 40.0, 0.3),
    "Bulb": ("Lighting", 6.0, 0.5), "Paper": ("Supplies", 9.0, 0.4), "Pen": ("Supplies", 3.0, -0.05),
    "Phone": ("Technology", 480.0, 0.05), "Cable": ("Technology", 15.0, -0.2),
}  # fmt: skip
STATES = {"Ohio": "East", "Texas": "South", "Utah": "West", "Maine": "East", "Nevada": "West"}
COLUMNS = ("Row ID", "Order ID", "Order Date", "Ship Date", "Customer Name", "Segment", "State", "Region", "Category",
           "Product Name", "Sales", "Quantity", "Discount", "Profit")  # fmt: skip


def _lines() -> list[list[Any]]:
    """Orders of one to four lines on most days but not all; some products and states lose money."""
    chance, lines, number = random.Random(7), [], 0
    customers = [(f"{first} {last}", kind) for first, kind in
                 (("Ann", "Consumer"), ("Bob", "Corporate"), ("Eve", "Consumer"), ("Ian", "Home"))
                 for last in ("Miller", "Young", "Stone", "Field", "Brook")]  # fmt: skip
    day = FIRST
    while day <= LAST:
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3)) if day not in (FIRST, LAST) else 1):
            number += 1
            customer, segment = chance.choice(customers)
            state = chance.choice(list(STATES))
            for product in chance.sample(list(PRODUCTS), chance.randint(1, 4)):
                category, price, margin = PRODUCTS[product]
                pieces, discount = chance.randint(1, 6), chance.choice((0, 0, 0.1, 0.2))
                sales = round(price * pieces * (1 - discount), 2)
                profit = round(sales * (margin - discount / 2 - (0.5 if state == "Nevada" else 0)), 2)
                lines.append([len(lines) + 1, f"A-{number:05}", day, day + timedelta(days=chance.randint(1, 7)),
                              customer, segment, state, STATES[state], category, product,
                              sales, pieces, discount, profit])  # fmt: skip
        day += timedelta(days=1)
    return lines


@cache
def shop() -> Asked:
    with FILE.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *_lines()])
    return init(PLACE / "workspace", [FILE])


def by_hand(sql: str) -> list[tuple[Any, ...]]:
    """`o` are the lines with short names: day, who, what, state, region, category, sales, quantity, profit, id."""
    shop()
    with duckdb.connect() as hand:
        hand.execute(
            f"""CREATE VIEW o AS SELECT "Order Date" AS day, "Customer Name" AS who, "Product Name" AS what,
                State AS state, Region AS region, Category AS category, Sales AS sales, Quantity AS quantity,
                Profit AS profit, "Order ID" AS id FROM read_csv('{FILE}')"""
        )
        return hand.execute(sql).fetchall()


def told_apart(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows in an order of their own, figures to four places."""
    plain = [tuple(v if isinstance(v, str) or v is None else round(float(v), 4) for v in row) for row in rows]
    return sorted(plain, key=str)


DAYS = "(DATE '2025-12-30' - DATE '2023-01-02' + 1)"
OF_MONTHS = "FROM (SELECT sum({0}) AS s FROM o {1} GROUP BY date_trunc('month', day))"
IN_2024 = "WHERE year(day) = 2024"
AVERAGES: tuple[tuple[str, str], ...] = (
    ("average sales per day", f"SELECT sum(sales) / {DAYS} FROM o"),
    ("average daily sales", f"SELECT sum(sales) / {DAYS} FROM o"),
    ("daily average sales in 2024", f"SELECT sum(sales) / 366 FROM o {IN_2024}"),
    ("avg sales/day in 2024", f"SELECT sum(sales) / 366 FROM o {IN_2024}"),
    ("mean sales a day in 2024", f"SELECT sum(sales) / 366 FROM o {IN_2024}"),
    ("sales per month on average", f"SELECT avg(s) {OF_MONTHS.format('sales', '')}"),
    ("average monthly revenue in 2024", f"SELECT avg(s) {OF_MONTHS.format('sales', IN_2024)}"),
    ("what was the average profit per month in 2024", f"SELECT avg(s) {OF_MONTHS.format('profit', IN_2024)}"),
    ("avg orders per wk in march 2024",
     "SELECT count(DISTINCT id) / 4 FROM o WHERE day BETWEEN '2024-03-04' AND '2024-03-31'"),
    ("orders a day on average in 2024", f"SELECT count(DISTINCT id) / 366 FROM o {IN_2024}"),
    ("sales in an average month of 2024", f"SELECT avg(s) {OF_MONTHS.format('sales', IN_2024)}"),
    ("average daily sales by region in 2024", f"SELECT region, sum(sales) / 366 FROM o {IN_2024} GROUP BY 1"),
    ("average sales per region in 2024",
     f"SELECT avg(s) FROM (SELECT sum(sales) AS s FROM o {IN_2024} GROUP BY region)"),
    ("average sales per customer in 2024", f"SELECT sum(sales) / count(DISTINCT who) FROM o {IN_2024}"),
    ("average sales by region", "SELECT region, avg(sales) FROM o GROUP BY 1"),
    ("میانگین فروش روزانه در سال ۲۰۲۴", f"SELECT sum(sales) / 366 FROM o {IN_2024}"),
    ("میانگین ماهانه فروش در سال ۲۰۲۴", f"SELECT avg(s) {OF_MONTHS.format('sales', IN_2024)}"),
    ("متوسط فروش در ماه در سال ۲۰۲۴", f"SELECT avg(s) {OF_MONTHS.format('sales', IN_2024)}"),
    ("میانگین فروش هر مشتری در سال ۲۰۲۴", f"SELECT sum(sales) / count(DISTINCT who) FROM o {IN_2024}"),
)  # fmt: skip
QUESTIONS = AVERAGES


@pytest.mark.parametrize(("question", "sql"), QUESTIONS, ids=[q for q, _ in QUESTIONS])
def test_question(question: str, sql: str) -> None:
    assert told_apart([tuple(row) for row in shop().ask(question).rows]) == told_apart(by_hand(sql))


@pytest.mark.parametrize(
    "question", ["average sales by month", "average profit each week in 2024", "میانگین فروش بر حسب ماه"]
)
def test_a_mean_by_time_may_be_of_rows_or_of_what_a_month_has(question: str) -> None:
    reading = shop().read(question)
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "rows_or_buckets")
    of_rows, of_buckets = (choice.query for choice in reading.choices)
    assert of_rows.bucket is not None and of_rows.metrics != of_buckets.metrics
    assert of_buckets.transforms == (f"mean_over:{of_rows.bucket}",)
