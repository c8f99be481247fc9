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

from bot.words.en import WORDS
from queries.run import answer
from tests.founding.companies import TODAY, Asked, init

PLACE = Path(mkdtemp(prefix="asking-"))
FILE = PLACE / "orders.csv"
FIRST, LAST = date(2023, 1, 2), date(2025, 12, 30)
PRODUCTS = {
    "Chair": ("Furniture", 120.0, 0.1), "Desk": ("Furniture", 310.0, -0.15), "Lamp": ("Lighting", 40.0, 0.3),
    "Bulb": ("Lighting", 6.0, 0.5), "Paper": ("Supplies", 9.0, 0.4), "Pen": ("Supplies", 3.0, -0.05),
    "Phone": ("Technology", 480.0, 0.05), "Cable": ("Technology", 15.0, -0.2),
}  # fmt: skip
STATES = {"Ohio": "East", "Texas": "South", "Utah": "West", "Maine": "East", "Nevada": "West"}
COLUMNS = ("Row ID", "Order ID", "Order Date", "Ship Date", "Customer ID", "Customer Name", "Segment", "State",
           "Region", "Product ID", "Category", "Product Name", "Sales", "Quantity", "Discount", "Profit")  # fmt: skip


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
                              f"C-{customers.index((customer, segment))}", customer, segment, state, STATES[state],
                              f"P-{list(PRODUCTS).index(product)}", category, product,
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
PER_EACH: tuple[tuple[str, str], ...] = (
    ("revenue per order", "SELECT sum(sales) / count(DISTINCT id) FROM o"),
    ("average sales per order by region in 2024",
     f"SELECT region, sum(sales) / count(DISTINCT id) FROM o {IN_2024} GROUP BY 1"),
    ("average quantity per order in 2024", f"SELECT sum(quantity) / count(DISTINCT id) FROM o {IN_2024}"),
    ("average orders per customer", "SELECT count(DISTINCT id) / count(DISTINCT who) FROM o"),
    ("how many products per order on average",
     "SELECT avg(n) FROM (SELECT count(DISTINCT what) AS n FROM o GROUP BY id)"),
    ("average customer sales in 2024", f"SELECT sum(sales) / count(DISTINCT who) FROM o {IN_2024}"),
    ("customer average sales in 2024", f"SELECT sum(sales) / count(DISTINCT who) FROM o {IN_2024}"),
    ("ratio of profit to sales", "SELECT sum(profit) / sum(sales) FROM o"),
    ("ratio of profit to orders", "SELECT sum(profit) / count(DISTINCT id) FROM o"),
    ("نسبت سود به سفارش", "SELECT sum(profit) / count(DISTINCT id) FROM o"),
    ("ratio of sales to customers by region", "SELECT region, sum(sales) / count(DISTINCT who) FROM o GROUP BY 1"),
    ("profit per unit by category", "SELECT category, sum(profit) / sum(quantity) FROM o GROUP BY 1"),
    ("average profit per unit in 2024", f"SELECT sum(profit) / sum(quantity) FROM o {IN_2024}"),
    ("سود به ازای هر واحد به تفکیک دسته", "SELECT category, sum(profit) / sum(quantity) FROM o GROUP BY 1"),
    ("which category has the lowest profit per unit",
     "SELECT category, sum(profit) / sum(quantity) AS p FROM o GROUP BY 1 ORDER BY p LIMIT 1"),
    ("top 2 categories by profit per unit in 2024",
     f"SELECT category, sum(profit) / sum(quantity) AS p FROM o {IN_2024} GROUP BY 1 ORDER BY p DESC LIMIT 2"),
    ("regions with sales per unit over 30",
     "SELECT region, sum(sales) / sum(quantity) AS p FROM o GROUP BY 1 HAVING p > 30"),
    ("sales per region", "SELECT region, sum(sales) FROM o GROUP BY 1"),
    ("درآمد به ازای هر سفارش", "SELECT sum(sales) / count(DISTINCT id) FROM o"),
    ("میانگین تعداد سفارش هر مشتری", "SELECT count(DISTINCT id) / count(DISTINCT who) FROM o"),
)  # fmt: skip
WHO_BOUGHT: tuple[tuple[str, str], ...] = tuple(
    (question, f"SELECT count(DISTINCT who) FROM o {IN_2024}{more}")
    for question, more in (
        ("how many customers bought in 2024", ""),
        ("how many customers ordered in 2024", ""),
        ("how many unique customers bought from us in 2024", ""),
        ("number of customers who placed an order in 2024", ""),
        ("how many customers did we sell to in 2024", ""),
        ("how many customers bought furniture in 2024", " AND category = 'Furniture'"),
        ("how many consumer customers bought in 2024", " AND who SIMILAR TO '(Ann|Eve) .*'"),
        ("چند مشتری در ۲۰۲۴ سفارش دادند", ""),
        ("چند نفر در ۲۰۲۴ خرید کردند", ""),
    )
)
LOSING: tuple[tuple[str, str], ...] = tuple(
    (question, f"SELECT {by}, sum(profit) FROM o {during} GROUP BY 1 HAVING sum(profit) {told}")
    for question, by, during, told in (
        ("products with negative profit", "what", "", "< 0"),
        ("unprofitable products in 2024", "what", IN_2024, "< 0"),
        ("which states are losing money", "state", "", "< 0"),
        ("states with a loss", "state", "", "< 0"),
        ("loss-making categories", "category", "", "< 0"),
        ("products we lose money on", "what", "", "< 0"),
        ("customers in the red in 2024", "who", IN_2024, "< 0"),
        ("how many products lose money", "what", "", "< 0"),
        ("states with losses over 1000", "state", "", "< -1000"),
        ("states with positive profit", "state", "", "> 0"),
        ("محصولات زیان‌ده", "what", "", "< 0"),
        ("ایالت‌هایی که سودشان منفی است", "state", "", "< 0"),
        ("کدام ایالت‌ها سودده هستند", "state", "", "> 0"),
    )
)
RANKED: tuple[tuple[str, str], ...] = (
    ("top 2 loss making products",
     "SELECT what, sum(profit) AS p FROM o GROUP BY 1 HAVING p < 0 ORDER BY p LIMIT 2"),
    ("which two states lost the most money in 2024",
     f"SELECT state, sum(profit) AS p FROM o {IN_2024} GROUP BY 1 HAVING p < 0 ORDER BY p LIMIT 2"),
    ("the biggest loss by state", "SELECT state, sum(profit) AS p FROM o GROUP BY 1 HAVING p < 0 ORDER BY p LIMIT 10"),
    ("customers with negative profit by segment in 2024",
     f"""SELECT who, CASE WHEN who SIMILAR TO '(Ann|Eve) .*' THEN 'Consumer' WHEN who LIKE 'Bob %' THEN 'Corporate'
         ELSE 'Home' END, sum(profit) FROM o {IN_2024} GROUP BY 1, 2 HAVING sum(profit) < 0"""),
    ("who bought the most in 2024", f"SELECT who, sum(sales) AS s FROM o {IN_2024} GROUP BY 1 ORDER BY s DESC LIMIT 1"),
    ("how many customers ordered more than 70 times",
     "SELECT who, count(DISTINCT id) AS n FROM o GROUP BY 1 HAVING n > 70"),
    ("how much did we sell in 2024", f"SELECT sum(sales) FROM o {IN_2024}"),
    ("how much have we sold", "SELECT sum(sales) FROM o"),
    ("how much do we sell per day on average", f"SELECT sum(sales) / {DAYS} FROM o"),
    ("did we lose money in 2024", f"SELECT sum(profit) FROM o {IN_2024}"),
    ("در ۲۰۲۴ چقدر فروختیم", f"SELECT sum(sales) FROM o {IN_2024}"),
)  # fmt: skip
QUESTIONS = AVERAGES + PER_EACH + WHO_BOUGHT + LOSING + RANKED


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


@pytest.mark.parametrize(
    ("question", "metric", "of"),
    [
        ("quantity per order", "quantity", "order"),
        ("profit / order in 2024", "profit", "order"),
        ("تعداد محصول در هر سفارش", "products", "order"),
    ],
)
def test_of_each_of_very_many_or_of_one_on_average(question: str, metric: str, of: str) -> None:
    reading = shop().read(question)
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "each_or_average")
    average, each = (choice.query for choice in reading.choices)
    assert (average.metrics, average.by, average.transforms) == ((metric,), (), (f"mean_over:{of}",))
    assert (each.metrics, each.by, each.transforms) == ((metric,), (of,), ())


def test_what_is_ranked_by_something_per_other_things_is_ranked_once() -> None:
    """Before, the regions were ranked anew within each order."""
    reading = shop().read("which region has the highest quantity per order")
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "each_or_average")
    average = reading.choices[0].query
    assert (average.by, average.transforms) == (("region",), ("mean_over:order",))
    assert average.rank is not None and average.rank.within is None
    by_region = by_hand("SELECT region, sum(quantity) / count(DISTINCT id) FROM o GROUP BY 1 ORDER BY 2 DESC LIMIT 1")
    assert told_apart([tuple(row) for row in answer(average, shop().dataset, TODAY).rows]) == told_apart(by_region)
    ratio = shop().ask("which region has the highest sales per order")
    by_region = by_hand("SELECT region, sum(sales) / count(DISTINCT id) FROM o GROUP BY 1 ORDER BY 2 DESC LIMIT 1")
    assert told_apart([tuple(row) for row in ratio.rows]) == told_apart(by_region)


@pytest.mark.parametrize(
    ("label", "count", "verb"),
    [
        ("Quantity", True, "was"), ("Sales volume", True, "was"), ("Orders", True, "were"),
        ("Deals won", True, "were"), ("Number of orders", True, "was"), ("People", True, "were"),
        ("Sales", False, "were"), ("Cost of goods sold", False, "was"), ("Sales per customer", False, "were"),
        ("Profit", False, "was"), ("Gross sales target", False, "was"),
    ],
)  # fmt: skip
def test_names_take_the_verb_of_their_noun(label: str, count: bool, verb: str) -> None:
    assert WORDS.was(label, count) == verb


@pytest.mark.parametrize("question", ["customers above average", "products below the average"])
def test_who_is_above_the_average_can_be_seen_in_order(question: str) -> None:
    reading = shop().read(question)
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "beside_average")
    (choice,) = reading.choices
    assert choice.query.metrics == ("sales",) and len(choice.query.by) == 1
    assert choice.query.rank is not None and choice.query.rank.n is None


@pytest.mark.parametrize("question", ["how many products did we sell in 2024", "چند محصول فروختیم"])
def test_so_many_pieces_or_so_many_different_ones(question: str) -> None:
    reading = shop().read(question)
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "pieces_or_kinds")
    assert [choice.query.metrics for choice in reading.choices] == [("quantity",), ("products",)]


@pytest.mark.parametrize(
    "question",
    ["are sales growing", "sales growth", "did we grow", "how much did sales grow", "is revenue up", "رشد فروش"],
)
def test_growth_of_all_that_ever_was_is_of_the_newest_year(question: str) -> None:
    """The data ends on 30 December 2025, and it is November 2026: the year with data, against the one before."""
    query = shop().ask(question).query
    assert query.metrics == ("sales",)
    assert query.compare is not None and query.compare.kind == "previous_year"
    assert query.period is not None and query.period.end is not None
    assert query.period.start is not None and query.period.start <= date(2025, 12, 30) < query.period.end


def test_nothing_lies_below_zero_that_is_zero_in_the_answer(tmp_path: Path) -> None:
    """0.1 + 0.2 - 0.3 leaves 5.6e-17 behind, 0.3 - 0.2 - 0.1 leaves -2.8e-17."""
    file = tmp_path / "orders.csv"
    lines = [("a", 0.1), ("a", 0.2), ("a", -0.3), ("b", 0.3), ("b", -0.2), ("b", -0.1), ("c", -1.0), ("d", 2.0)] * 3
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["Order ID", "Order Date", "Region", "Profit"])
        writer.writerows([f"A{n}", f"2025-01-{n + 1:02}", f"Region {r}", p] for n, (r, p) in enumerate(lines))
    asked = init(tmp_path / "workspace", [file])
    assert asked.rows("regions with negative profit") == [("Region c", -3.0)]
    assert asked.rows("regions with positive profit") == [("Region d", 6.0)]
