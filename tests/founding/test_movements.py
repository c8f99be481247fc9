"""Customers written down each month: who came, left and came back, the rates, and what stays of the revenue."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.founding.companies import Asked, init

MONTHS = 16
Paid = dict[int, dict[int, int]]
"""What each customer pays in each month they are there."""


def paying(seed: int) -> Paid:
    by_chance = random.Random(seed)
    found: Paid = {}
    for customer in range(1, 15):
        there = by_chance.random() < 0.5
        months: dict[int, int] = {}
        amount = by_chance.randint(10, 90)
        for month in range(MONTHS):
            there = by_chance.random() < (0.85 if there else 0.3)
            amount += by_chance.choice((0, 0, 5, -3)) if amount > 10 else 5
            if there:
                months[month] = amount
        found[customer] = months
    return found


def first_of(month: int) -> date:
    return date(2024 + month // 12, month % 12 + 1, 1)


def by_hand(paid: Paid, sql: str) -> list[tuple[Any, ...]]:
    """SQL over the months, each customer's in a row."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE paid (customer INT, month INT, amount INT)")
        rows = [[customer, month, amount] for customer, months in paid.items() for month, amount in months.items()]
        connection.executemany("INSERT INTO paid VALUES (?, ?, ?)", rows)
        return connection.execute(sql).fetchall()


SEED = 11


@pytest.fixture(scope="module", params=["absent", "status"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The same customers twice: as rows that are there or not, and as rows whose status says so."""
    place = tmp_path_factory.mktemp(request.param)
    (place / "raw").mkdir()
    paid = paying(SEED)
    lines = ["snapshot_month,customer_id,plan,mrr,status\n"]
    for customer, months in paid.items():
        for month in range(MONTHS):
            there = month in months
            if there or (request.param == "status" and months and month > min(months)):
                said = "active" if there else "churned"
                lines.append(f"{first_of(month)},C{customer},{'Pro' if customer % 3 else 'Basic'},"
                             f"{months.get(month, 0)},{said}\n")  # fmt: skip
    (place / "raw" / "mrr_snapshots.csv").write_text("".join(lines), "utf-8")
    customers = "".join(f"C{n},N{n},{('DE', 'FR')[n % 2]}\n" for n in paid)
    (place / "raw" / "customers.csv").write_text(f"customer_id,customer_name,country\n{customers}", "utf-8")
    return init(place / "workspace", [place / "raw"])


_LEFT = """SELECT count(*) FROM paid b WHERE b.month + 1 = {0}
    AND NOT EXISTS (FROM paid n WHERE n.customer = b.customer AND n.month = b.month + 1)"""
_CAME = """SELECT count(*) FROM paid n WHERE n.month = {0}
    AND NOT EXISTS (FROM paid b WHERE b.customer = n.customer AND b.month = n.month - 1)
    AND {1} (FROM paid e WHERE e.customer = n.customer AND e.month < n.month)"""
_STAYS = "SELECT sum(coalesce(n.amount, 0)) / sum(b.amount) FROM paid b LEFT JOIN paid n ON n.customer = b.customer " \
         "AND n.month = {0} WHERE b.month = {0} - {1}"  # fmt: skip


@pytest.mark.parametrize("month", [1, 2, 7, 13, 15])
def test_each_month(asked: Asked, month: int) -> None:
    paid, when = paying(SEED), f"{first_of(month):%B %Y}"
    for question, sql in (
        (f"active customers in {when}", f"SELECT count(*) FROM paid WHERE month = {month}"),
        (f"MRR in {when}", f"SELECT sum(amount) FROM paid WHERE month = {month}"),
        (f"ARPA in {when}", f"SELECT avg(amount) FROM paid WHERE month = {month}"),
        (f"churned customers in {when}", _LEFT.format(month)),
        (f"new customers in {when}", _CAME.format(month, "NOT EXISTS")),
        (f"returned customers in {when}", _CAME.format(month, "EXISTS")),
        (f"churn rate in {when}",
         f"SELECT ({_LEFT.format(month)}) / (SELECT count(*) FROM paid WHERE month = {month - 1})"),
        (f"monthly net revenue retention in {when}", _STAYS.format(month, 1)),
    ):  # fmt: skip
        expected = float(by_hand(paid, sql)[0][0])
        rows = asked.rows(question)
        assert (float(rows[0][0] or 0) if rows else 0) == pytest.approx(expected, abs=1e-4), question


def test_a_year_of_revenue(asked: Asked) -> None:
    expected = by_hand(paying(SEED), _STAYS.format(14, 12))[0][0]
    assert asked.rows(f"annual net revenue retention in {first_of(14):%B %Y}") == [(round(expected, 4),)]
    reading = asked.read("net revenue retention")
    assert reading.status == "clarify"  # of a month or of a year


def test_who_left_by_what_the_customers_are(asked: Asked) -> None:
    left = by_hand(
        paying(SEED),
        "SELECT if(b.customer % 2 = 1, 'FR', 'DE'), count(*) FROM paid b WHERE b.month < 15 AND NOT EXISTS "
        "(FROM paid n WHERE n.customer = b.customer AND n.month = b.month + 1) GROUP BY 1",
    )
    assert sorted(asked.rows("churned customers by country")) == sorted(left)
    reading = asked.read("churned customers by plan")  # of which month, the plan may change
    assert (reading.status, reading.message and reading.message.code) == ("refused", "cannot_break_down")


def test_rows_of_the_gone_are_no_figure(asked: Asked) -> None:
    assert not [name for name in asked.dataset.catalogue.metrics if "snapshots" in name and "churn" in name]


def test_a_missing_month_is_no_churn(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    rows = "".join(f"{first_of(m)},C{c},{c * 10}\n" for m in (0, 1, 3, 4) for c in range(1, 5))
    (tmp_path / "raw" / "subscription_months.csv").write_text(f"month,customer_id,mrr\n{rows}", "utf-8")
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    assert "churned_customers" not in asked.dataset.catalogue.metrics
    assert any("months are missing between the first and last" in one.text for one in asked.founded.draft.findings)
