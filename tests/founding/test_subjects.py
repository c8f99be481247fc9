"""Who rows are where the table says only what it is about, and numbers and words of such tables, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents.sentence import sentence_of
from tests.founding.companies import Asked
from tests.founding.test_numbers import DAYS, IRREGULAR, ONE_TO_12, of_columns
from tests.founding.test_small_companies import company
from tests.reading import demo

CALLS = [0, 1, 5, 6, 2, 3, 7, 1, 0, 4, 9, 2]
CHURN = [1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0]


def carrier(folder: Path) -> Asked:
    return of_columns(
        folder,
        "churn_data_v2",
        {
            "State": ["KS", "OH", "NJ"] * 4,
            "Total day minutes": [200.5 + one for one in IRREGULAR],
            "Total day charge": [34.1 + one for one in IRREGULAR],
            "Service calls": CALLS,
            "Churn": CHURN,
        },
    )


def test_who_may_churn_is_a_customer(tmp_path: Path) -> None:
    asked = carrier(tmp_path)
    assert sorted(asked.rows("customers by state")) == [("KS", 4), ("NJ", 4), ("OH", 4)]
    assert asked.rows("churn rate") == [(round(sum(CHURN) / 12, 4),)]


def test_what_is_charged_by_day_is_a_figure_and_no_day(tmp_path: Path) -> None:
    asked = carrier(tmp_path)
    assert asked.rows("total day charge") == [(pytest.approx(sum(34.1 + one for one in IRREGULAR)),)]


def test_a_condition_on_a_number_of_each_is_about_each(tmp_path: Path) -> None:
    """Before, the states were told whose mean or sum is above 4."""
    asked = carrier(tmp_path)
    counted = {state: sum(n > 4 for n in CALLS[place::3]) for place, state in enumerate(["KS", "OH", "NJ"])}
    assert dict(asked.rows("customers with service calls over 4 by state")) == counted
    assert asked.rows("customers with service calls over 4") == [(sum(counted.values()),)]
    query = asked.read("customers with service calls over 4 by state").query
    assert query is not None
    assert asked.read(sentence_of(query, asked.dataset.catalogue)).query == query


def test_human_resources_are_employees(tmp_path: Path) -> None:
    asked = of_columns(
        tmp_path,
        "Human Resources",
        {
            "id": [f"00-{n:04}" for n in ONE_TO_12],
            "hire_date": DAYS,
            "jobtitle": ["Clerk", "Driver", "Cook"] * 4,
            "department": ["Sales", "Legal"] * 6,
        },
    )
    assert sorted(asked.rows("headcount by department")) == [("Legal", 6), ("Sales", 6)]
    assert sorted(asked.rows("تعداد کارکنان هر دپارتمان")) == [("Legal", 6), ("Sales", 6)]


ORDERS = range(1, 13)
LINES = {
    "orders.csv": "order_id,user_id,price_usd,cost_usd,created_at\n"
    + "".join(f"{n},{'abc'[n % 3]},{30 if n % 2 else 20},{10 if n % 2 else 8},2025-01-{n:02}\n" for n in ORDERS),
    "order_items.csv": "order_item_id,order_id,line_item,genre,price_usd,created_at\n"
    + "".join(f"{n},{n},1,Rock,{18 if n % 2 else 20},2025-01-{n:02}\n" for n in ORDERS)
    + "".join(f"{n + 12},{n},2,Jazz,12,2025-01-{n:02}\n" for n in ORDERS if n % 2),
    "order_item_refunds.csv": "refund_id,order_item_id,refund_amount_usd,refunded_at\n1,2,20,2025-01-09\n"
    "2,13,12,2025-02-09\n3,4,20,2025-02-10\n",
}


def test_prices_in_a_currency_are_taken_once_and_by_lines(tmp_path: Path) -> None:
    """Orders have the price of all their lines, too; by genre only the lines can be told apart."""
    asked = company(tmp_path, LINES)
    assert sorted(asked.rows("revenue by genre")) == [("Jazz", 72), ("Rock", 228)]
    assert asked.rows("AOV") == [(25.0,)]
    assert asked.rows("refunds as % of revenue by genre") == [("Rock", round(40 / 228, 4)), ("Jazz", round(12 / 72, 4))]


def test_the_place_of_a_line_has_no_mean(tmp_path: Path) -> None:
    asked = company(tmp_path, LINES)
    assert not [name for name in asked.dataset.catalogue.metrics if "line_item" in name]


def test_what_is_done_is_no_order_where_it_names_a_rate(tmp_path: Path) -> None:
    asked = company(tmp_path, LINES)
    reading = asked.read("refund rate by genre")
    assert reading.message is not None and reading.message.code != "cannot_change"
    assert demo.read("refund rate by region").message != demo.read("refund all orders").message


def test_deals_alone_have_a_conversion_rate(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {
            "deals.csv": "deal_id,created_date,close_date,stage,region,amount\n"
            + "".join(
                f"{n},2025-01-{n:02},2025-02-{n:02},{('Won', 'Lost', 'Open')[n % 3]},{'NS'[n % 2]},{n * 10}\n"
                for n in range(1, 25)
            )
        },
    )
    assert asked.rows("conversion rate") == asked.rows("win rate") == [(0.5,)]
    assert sorted(asked.rows("معاملات برنده به تفکیک منطقه")) == [("N", 4), ("S", 4)]


def test_rows_are_not_called_what_they_have_a_number_of(tmp_path: Path) -> None:
    """Before, "approved conversions as % of conversions" was told of the number of ads."""
    asked = of_columns(
        tmp_path,
        "conversion_data",
        {
            "ad_id": [f"a{n}" for n in ONE_TO_12],
            "age": ["30-34", "35-39"] * 6,
            "Total_Conversion": [2 * n for n in ONE_TO_12],
            "Approved_Conversion": ONE_TO_12,
        },
    )
    assert asked.rows("approved conversions as % of conversions by age") == [("30-34", 0.5), ("35-39", 0.5)]


def test_two_of_one_name_are_two_where_a_key_tells_them_apart(tmp_path: Path) -> None:
    """Sales repeat the name beside the key; by name the two Smiths were one, with 7 + 100."""
    names = ["Smith", "Jones", "Smith", *(f"Firm {n}" for n in range(4, 13))]
    asked = company(
        tmp_path,
        {
            "accounts.csv": "account_id,account_name\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names, 1)),
            "sales.csv": "sale_id,account_id,account_name,sale_date,amount\n1,1,Smith,2025-01-01,7\n"
            "2,3,Smith,2025-01-02,100\n3,2,Jones,2025-01-03,50\n",
        },
    )
    assert sorted(asked.rows("sales by account")) == [("Jones", 50), ("Smith", 7), ("Smith", 100)]
    assert len(asked.rows("accounts without sales")) == 9
