"""Numbers that stand again in every line of an order, or every order of a customer, held against SQL by hand."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.founding.companies import Asked, init
from tests.founding.test_strangers import told_apart

COUNTRIES, PRODUCTS = ("DE", "FR", "IT"), ("Desk", "Lamp", "Pen", "Chair", "Sofa")
HEAD = "order_id,order_date,country,customer_id,product,line_amount,order_total,shipping_cost,credit_limit\n"


def lines(seed: int, orders: int = 40) -> list[tuple[Any, ...]]:
    """Orders of one to four lines; a customer has several orders, from several countries."""
    by_chance = random.Random(seed)
    found: list[tuple[Any, ...]] = []
    for order in range(1, orders + 1):
        customer = by_chance.randrange(7)
        head = (order, f"2025-{order % 12 + 1:02}-{order % 27 + 1:02}", by_chance.choice(COUNTRIES), f"C{customer}")
        amounts = [by_chance.randint(1, 500) for _ in range(by_chance.randint(1, 4))]
        rest = (sum(amounts) + 5, by_chance.randint(1, 40), 1000 * customer + 250)
        found += [
            (*head, product, amount, *rest)
            for product, amount in zip(by_chance.sample(PRODUCTS, len(amounts)), amounts, strict=True)
        ]
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wholes")
    for name, kept in (("one", range(9)), ("two", (0, 4, 5, 7))):
        (place / name).mkdir()
        names = HEAD.strip().split(",")
        text = ",".join(names[k] for k in kept) + "\n"
        text += "".join(",".join(str(row[k]) for k in kept) + "\n" for row in lines(3))
        (place / name / "order_lines.csv").write_text(text, "utf-8")
    orders = dict.fromkeys((*row[:4], row[8]) for row in lines(3))
    text = "order_id,order_date,country,customer_id,credit_limit\n"
    (place / "two" / "orders.csv").write_text(text + "".join(",".join(map(str, o)) + "\n" for o in orders), "utf-8")
    customers = "".join(f"C{n},{'Gold' if n % 2 else 'Silver'}\n" for n in range(7))
    (place / "two" / "customers.csv").write_text(f"customer_id,segment\n{customers}", "utf-8")
    return place


@pytest.fixture(scope="module")
def one(place: Path) -> Asked:
    return init(place / "workspace-one", [place / "one"])


@pytest.fixture(scope="module")
def two(place: Path) -> Asked:
    return init(place / "workspace-two", [place / "two"])


_ONCE = "(SELECT DISTINCT ON (order_id) * FROM read_csv('{}/order_lines.csv'))"
_EACH = "(SELECT DISTINCT customer_id, credit_limit FROM read_csv('{}/order_lines.csv'))"


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("shipping cost by country", f"SELECT country, sum(shipping_cost) FROM {_ONCE} GROUP BY 1"),
        ("shipping cost in March 2025", f"SELECT sum(shipping_cost) FROM {_ONCE} WHERE month(order_date) = 3"),
        ("shipping cost by customer", f"SELECT customer_id, sum(shipping_cost) FROM {_ONCE} GROUP BY 1"),
        ("order total", f"SELECT sum(order_total) FROM {_ONCE}"),
        ("average order total by country", f"SELECT country, avg(order_total) FROM {_ONCE} GROUP BY 1"),
        ("average credit limit", f"SELECT avg(credit_limit) FROM {_EACH}"),
        ("line amount by product", "SELECT product, sum(line_amount) FROM read_csv('{}/order_lines.csv') GROUP BY 1"),
    ],
)
def test_lines_alone(one: Asked, place: Path, question: str, sql: str) -> None:
    by_hand = duckdb.execute(sql.format(place / "one")).fetchall()
    assert told_apart([tuple(row) for row in one.ask(question).rows]) == told_apart(by_hand)


_JOINED = (
    "(SELECT DISTINCT ON (order_id) * FROM read_csv('{0}/order_lines.csv') l JOIN read_csv('{0}/orders.csv') o "
    "USING (order_id) JOIN read_csv('{0}/customers.csv') c USING (customer_id))"
)
_LIMITS = (
    "(SELECT DISTINCT customer_id, credit_limit, segment FROM read_csv('{0}/orders.csv') o "
    "JOIN read_csv('{0}/customers.csv') c USING (customer_id))"
)


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("shipping cost by country", f"SELECT country, sum(shipping_cost) FROM {_JOINED} GROUP BY 1"),
        ("shipping cost by segment", f"SELECT segment, sum(shipping_cost) FROM {_JOINED} GROUP BY 1"),
        ("shipping cost in the first quarter of 2025",
         f"SELECT sum(shipping_cost) FROM {_JOINED} WHERE quarter(order_date) = 1"),
        ("average credit limit by segment", f"SELECT segment, avg(credit_limit) FROM {_LIMITS} GROUP BY 1"),
    ],
)  # fmt: skip
def test_lines_of_orders_of_customers(two: Asked, place: Path, question: str, sql: str) -> None:
    by_hand = duckdb.execute(sql.format(place / "two")).fetchall()
    assert told_apart([tuple(row) for row in two.ask(question).rows]) == told_apart(by_hand)


@pytest.mark.parametrize("question", ["shipping cost by product", "average credit limit by country"])
def test_what_differs_within_a_whole_is_no_breakdown_of_it(one: Asked, question: str) -> None:
    reading = one.read(question)
    assert (reading.status, reading.message and reading.message.code) == ("refused", "cannot_break_down")


def test_limits_have_no_total_and_no_day(one: Asked) -> None:
    assert all("credit_limit" not in name or name == "average_credit_limit" for name in one.dataset.catalogue.metrics)
    assert one.dataset.catalogue.tables["customers"].time is None
    said = [finding.text for finding in one.founded.draft.findings if "credit_limit" in finding.text]
    assert said == [
        "order_lines.credit_limit: the same in all rows of a customer_id; its figures count it once for each customer"
    ]


@pytest.mark.parametrize("seed", range(5, 9))
def test_whatever_the_lines_are(tmp_path: Path, seed: int) -> None:
    (tmp_path / "raw").mkdir()
    rows = lines(seed, orders=25)
    text = HEAD + "".join(",".join(map(str, row)) + "\n" for row in rows)
    (tmp_path / "raw" / "order_lines.csv").write_text(text, "utf-8")
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    costs = {row[0]: row[7] for row in rows}
    assert asked.rows("shipping cost") == [(sum(costs.values()),)]
    assert asked.rows("line amount") == [(sum(row[5] for row in rows),)]


def test_what_is_paid_each_month_is_no_attribute(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    rows = "".join(f"{m * 10 + c},2025-{m:02}-01,C{c},{c * 10 + 5}\n" for m in range(1, 7) for c in range(6))
    (tmp_path / "raw" / "payments.csv").write_text(f"payment_id,paid_on,customer_id,amount\n{rows}", "utf-8")
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    assert asked.rows("payment amount") == [(6 * sum(c * 10 + 5 for c in range(6)),)]
