"""What strangers ask first of the files they have, held against SQL over those files: no edits at all."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pytest

from bot.founding.report import first_questions
from queries.cannot import CannotAnswer
from tests.founding.companies import Asked, init
from tests.founding.strangers import MAKERS

PLACE = Path(mkdtemp(prefix="strangers-"))

# The raw files as SQL reads them: texts, put right by hand.
EURO = "CAST(replace(replace(replace({}, ' €', ''), '.', ''), ',', '.') AS DOUBLE)"
_GERMAN = "delim=';', header=true, all_varchar=true"
VIEWS: dict[str, str] = {
    "german": f"""
        CREATE VIEW orders AS SELECT *, {EURO.format('"Umsatz"')} AS revenue, ltrim(Kundennr, '0') AS number,
            strptime(Bestelldatum, '%d.%m.%Y') AS day
            FROM read_csv('{{plain}}/Bestellungen.csv', {_GERMAN}) WHERE Bestelldatum IS NOT NULL;
        CREATE VIEW customers AS SELECT *, ltrim(Kundennr, '0') AS number
            FROM read_csv('{{plain}}/Kunden.csv', {_GERMAN})""",
    "persian": """
        CREATE VIEW orders AS SELECT "استان" AS province, "محصول" AS product, "روش پرداخت" AS paid_by,
            "مرجوع شده" = 'بله' AS returned, translate("تاریخ سفارش", '۰۱۲۳۴۵۶۷۸۹', '0123456789') AS day,
            CAST(translate("تعداد", '۰۱۲۳۴۵۶۷۸۹', '0123456789') AS INTEGER) AS quantity,
            CAST(replace(replace(translate("مبلغ کل", '۰۱۲۳۴۵۶۷۸۹', '0123456789'), '٬', ''), ' تومان', '') AS BIGINT)
                AS amount FROM read_csv('{raw}/فروش.csv', header=true, all_varchar=true);
        CREATE VIEW costs AS SELECT *, CAST(replace(translate("هزینه", '۰۱۲۳۴۵۶۷۸۹', '0123456789'), '٬', '') AS BIGINT)
            AS cost FROM read_csv('{raw}/هزینه.csv', header=true, all_varchar=true)""",
    "tabs": "CREATE VIEW leads AS FROM read_csv('{raw}/leads.tsv', delim='\t', header=true, all_varchar=true)",
    "json_lines": "CREATE VIEW orders AS FROM read_json('{raw}/orders.jsonl')",
    "snapshots": "ATTACH '{raw}/saas.duckdb' AS saas (READ_ONLY); USE saas",
    "scenarios": "CREATE VIEW gl AS FROM read_parquet('{raw}/gl.parquet')",
    "survey": "CREATE VIEW answers AS FROM read_csv('{raw}/survey.csv', header=true)",
    "shipments": """
        CREATE VIEW items AS FROM read_csv('{raw}/items.csv');
        CREATE VIEW shipments AS SELECT *, regexp_replace(upper(trim(sku)), '^0*AB-?', 'AB-') AS item,
            CASE WHEN cost LIKE '(%' THEN -1 ELSE 1
            END * CAST(regexp_replace(cost, '[(),$]', '', 'g') AS DOUBLE) AS paid
            FROM read_csv('{raw}/shipments.csv', all_varchar=true)""",
    "inventory": "CREATE VIEW stock AS FROM read_csv('{raw}/stock.csv')",
    "retail": "CREATE VIEW lines AS FROM read_csv('{raw}/online_retail.csv', all_varchar=true)",
    "marketplace": """
        CREATE VIEW orders AS FROM read_csv('{raw}/shop_orders_dataset.csv');
        CREATE VIEW items AS FROM read_csv('{raw}/shop_order_items_dataset.csv');
        CREATE VIEW payments AS FROM read_csv('{raw}/shop_order_payments_dataset.csv');
        CREATE VIEW sold AS FROM items JOIN orders USING (order_id)
            JOIN read_csv('{raw}/shop_customers_dataset.csv') USING (customer_id)""",
    "stores": """
        CREATE VIEW days AS FROM read_csv('{raw}/train.csv');
        CREATE VIEW stores AS FROM read_csv('{raw}/store.csv')""",
    "passengers": "CREATE VIEW passengers AS FROM read_csv('{raw}/titanic.csv')",
    "funnel": """
        CREATE VIEW leads AS FROM read_csv('{raw}/leads.csv');
        CREATE VIEW deals AS FROM read_csv('{raw}/deals.csv')""",
    "flags": "CREATE VIEW customers AS FROM read_csv('{raw}/telco.csv')",
}
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("german", "revenue by country last year",
     "SELECT Land, sum(revenue) FROM orders WHERE year(day) = 2025 GROUP BY 1"),
    ("german", "umsatz by land", "SELECT Land, sum(revenue) FROM orders GROUP BY 1"),
    ("german", "number of customers by segment", "SELECT Segment, count(*) FROM customers GROUP BY 1"),
    ("german", "active customers", "SELECT count(DISTINCT number) FROM orders"),
    ("german", "revenue by segment",
     "SELECT Segment, sum(revenue) FROM orders JOIN customers USING (number) GROUP BY 1"),
    ("german", "top 2 artikel by umsatz",
     "SELECT Artikel, sum(revenue) s FROM orders GROUP BY 1 ORDER BY s DESC LIMIT 2"),
    ("german", "average order value in 2025", "SELECT sum(revenue) / count(*) FROM orders WHERE year(day) = 2025"),
    ("german", "paid orders by country", "SELECT Land, count(*) FROM orders WHERE Bezahlt = 'J' GROUP BY 1"),
    ("german", "menge by artikel", "SELECT Artikel, sum(CAST(Menge AS INTEGER)) FROM orders GROUP BY 1"),
    ("persian", "فروش به تفکیک استان", "SELECT province, sum(amount) FROM orders GROUP BY 1"),
    ("persian", "مبلغ کل به تفکیک محصول", "SELECT product, sum(amount) FROM orders GROUP BY 1"),
    ("persian", "فروش فروردین ۱۴۰۴", "SELECT sum(amount) FROM orders WHERE day LIKE '1404/01/%'"),
    ("persian", "تعداد سفارش به تفکیک روش پرداخت", "SELECT paid_by, count(*) FROM orders GROUP BY 1"),
    ("persian", "تعداد فروش به تفکیک محصول", "SELECT product, sum(quantity) FROM orders GROUP BY 1"),
    ("persian", "نرخ مرجوعی", "SELECT avg(CAST(returned AS INTEGER)) FROM orders"),
    ("persian", "هزینه فروردین ۱۴۰۴", "SELECT sum(cost) FROM costs WHERE \"ماه\" LIKE 'فروردین%'"),
    ("tabs", "conversion rate by source",
     "SELECT min(source), avg(CAST(converted = 'Yes' AS INTEGER)) FROM leads GROUP BY lower(source)"),
    ("tabs", "leads with newsletter by country",
     "SELECT country, count(*) FROM leads WHERE newsletter = 'J' GROUP BY 1"),
    ("sqlite", "revenue by country",
     'SELECT country, sum(qty * unit_price) FROM order_item JOIN "order" o ON o.id = order_id '
     "JOIN customer c ON c.id = customer GROUP BY 1"),
    ("sqlite", "average order value in January 2025",
     "SELECT sum(qty * unit_price) / count(DISTINCT order_id) FROM order_item JOIN \"order\" o ON o.id = order_id "
     "WHERE CAST(placed_at AS VARCHAR) < '2025-02'"),
    ("sqlite", "customers by segment", "SELECT segment, count(*) FROM customer GROUP BY 1"),
    ("sqlite", "top 2 products by revenue",
     "SELECT title, sum(qty * unit_price) s FROM order_item JOIN product ON id = product_id GROUP BY 1 "
     "ORDER BY s DESC LIMIT 2"),
    ("sqlite", "new customers in January 2025",
     "SELECT count(*) FROM customer WHERE CAST(signup_date AS VARCHAR) LIKE '2025-01%'"),
    ("sqlite", "cancellation rate", "SELECT avg(status = 'cancelled') FROM \"order\""),
    ("json_lines", "revenue by country", "SELECT customer.country, sum(total.value) FROM orders GROUP BY 1"),
    ("json_lines", "average order value by country",
     "SELECT customer.country, avg(total.value) FROM orders GROUP BY 1"),
    ("json_lines", "customers by country",
     "SELECT customer.country, count(DISTINCT customer.id) FROM orders GROUP BY 1"),
    ("snapshots", "MRR by plan",
     "SELECT plan, CAST(sum(mrr) AS DOUBLE) FROM subscription_months WHERE month = '2025-03-01' GROUP BY 1"),
    ("snapshots", "seats by plan",
     "SELECT plan, sum(seats) FROM subscription_months WHERE month = '2025-03-01' GROUP BY 1"),
    ("snapshots", "active accounts",
     "SELECT count(DISTINCT account_id) FROM subscription_months WHERE month = '2025-03-01'"),
    ("snapshots", "MRR by country in February 2025",
     "SELECT country, CAST(sum(mrr) AS DOUBLE) FROM subscription_months JOIN accounts USING (account_id) "
     "WHERE month = '2025-02-01' GROUP BY 1"),
    ("scenarios", "amount by department in 2025",
     "SELECT department, sum(amount) FROM gl WHERE version = 'Actual' GROUP BY 1"),
    ("scenarios", "budget by department in January 2025",
     "SELECT department, sum(amount) FROM gl WHERE version = 'Budget' AND month = 1 GROUP BY 1"),
    ("scenarios", "travel budget", "SELECT sum(amount) FROM gl WHERE version = 'Budget' AND account = 'Travel'"),
    ("scenarios", "forecast", "SELECT sum(amount) FROM gl WHERE version = 'Forecast'"),
    ("survey", "response rate by department",
     "SELECT Department, avg(CAST(Responded AS INTEGER)) FROM answers GROUP BY 1"),
    ("survey", "satisfaction by age group",
     'SELECT "Age Group", avg("Overall Satisfaction (1-5)") FROM answers GROUP BY 1'),
    ("survey", "would recommend rate by department",
     'SELECT Department, avg(CAST("Would recommend" AS INTEGER)) FROM answers GROUP BY 1'),
    ("survey", "average years at company by department",
     'SELECT Department, avg("Years at company") FROM answers GROUP BY 1'),
    ("shipments", "cost by family",
     "SELECT Family, sum(paid) FROM shipments JOIN items ON items.SKU = item GROUP BY 1"),
    ("shipments", "shipments by warehouse",
     "SELECT min(warehouse), count(*) FROM shipments GROUP BY lower(warehouse)"),
    ("shipments", "average weight", "SELECT avg(CAST(weight_kg AS DOUBLE)) FROM shipments"),
    ("inventory", "on hand by sku",
     "SELECT sku, sum(on_hand) FROM stock WHERE snapshot_date = '2025-01-20' GROUP BY 1"),
    ("inventory", "stock on 15 January 2025", "SELECT sum(on_hand) FROM stock WHERE snapshot_date = '2025-01-13'"),
    ("inventory", "on hand by warehouse",
     "SELECT warehouse, sum(on_hand) FROM stock WHERE snapshot_date = '2025-01-20' GROUP BY 1"),
    ("retail", "revenue by country",
     "SELECT Country, sum(CAST(Quantity AS INTEGER) * CAST(UnitPrice AS DOUBLE)) FROM lines GROUP BY 1"),
    ("retail", "top 2 products by quantity",
     "SELECT Description, sum(CAST(Quantity AS INTEGER)) s FROM lines GROUP BY 1 ORDER BY s DESC LIMIT 2"),
    ("retail", "number of invoices",
     "SELECT count(DISTINCT InvoiceNo) FROM lines"),
    ("retail", "average order value",
     "SELECT sum(CAST(Quantity AS INTEGER) * CAST(UnitPrice AS DOUBLE)) / count(DISTINCT InvoiceNo) FROM lines"),
    ("marketplace", "revenue by state",
     "SELECT customer_state, sum(price) FROM sold GROUP BY 1"),
    ("marketplace", "revenue in October 2017",
     "SELECT sum(price) FROM sold WHERE order_id = 'o1'"),
    ("marketplace", "orders by status",
     "SELECT order_status, count(*) FROM orders GROUP BY 1"),
    ("marketplace", "payment value by payment type",
     "SELECT payment_type, sum(payment_value) FROM payments GROUP BY 1"),
    ("stores", "sales by store",
     "SELECT CAST(Store AS VARCHAR), sum(Sales) FROM days GROUP BY 1"),
    ("stores", "customers by store type",
     "SELECT StoreType, sum(Customers) FROM days JOIN stores USING (Store) GROUP BY 1"),
    ("passengers", "survival rate by pclass",
     "SELECT CAST(Pclass AS VARCHAR), avg(Survived) FROM passengers GROUP BY 1"),
    ("passengers", "passengers by pclass",
     "SELECT CAST(Pclass AS VARCHAR), count(*) FROM passengers GROUP BY 1"),
    ("passengers", "survival rate by sex",
     "SELECT Sex, avg(Survived) FROM passengers GROUP BY 1"),
    ("funnel", "conversion rate by source",
     "SELECT source, count(*) FILTER (stage = 'Won') / count(DISTINCT lead_id) FROM leads LEFT JOIN deals "
     "USING (lead_id) GROUP BY 1"),
    ("funnel", "conversion rate in January 2025", "SELECT 1 / 3"),
    ("flags", "churn rate by senior citizen",
     "SELECT if(SeniorCitizen = 1, 'Yes', 'No'), avg(CAST(Churn AS INTEGER)) FROM customers GROUP BY 1"),
    ("flags", "average monthly charges by partner",
     "SELECT CASE WHEN Partner THEN 'Yes' ELSE 'No' END, avg(MonthlyCharges) FROM customers GROUP BY 1"),
)  # fmt: skip


@cache
def founded(name: str) -> Asked:
    raw = PLACE / name / "raw"
    raw.mkdir(parents=True)
    MAKERS[name](raw)
    return init(PLACE / name / "workspace", [raw])


def by_hand(name: str, sql: str) -> list[tuple[Any, ...]]:
    raw, plain = PLACE / name / "raw", PLACE / name / "plain"
    if name == "sqlite":
        with sqlite3.connect(raw / "shop.db") as shop:
            return shop.execute(sql).fetchall()
    if name == "german" and not plain.exists():
        plain.mkdir()
        for file in raw.iterdir():
            (plain / file.name).write_text(file.read_text("cp1252"), "utf-8")
    with duckdb.connect() as connection:
        connection.execute(VIEWS[name].format(raw=raw, plain=plain))
        return connection.execute(sql).fetchall()


def told_apart(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows in an order of their own, figures to four places."""
    plain = [tuple(v if isinstance(v, str) or v is None else round(float(v), 4) for v in row) for row in rows]
    return sorted(plain, key=str)


@pytest.mark.parametrize(("name", "question", "sql"), QUESTIONS, ids=[f"{n}-{q}" for n, q, _ in QUESTIONS])
def test_question(name: str, question: str, sql: str) -> None:
    asked = founded(name)
    assert told_apart([tuple(row) for row in asked.ask(question).rows]) == told_apart(by_hand(name, sql))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("revenue by region", [("South", 160.0), ("North", 140.0)]),
        ("revenue 2 by region", [("South", 154.0), ("North", 130.0)]),
        ("sales by category", [("Furniture", 260.0), ("Light", 40.0)]),
        ("top 2 products by revenue in January 2025", [("Desk", 100.0), ("Lamp", 40.0)]),
        ("average discount", [(0.05,)]),
        ("products by category", [("Furniture", 3), ("Light", 1)]),
    ],
)
def test_a_workbook(question: str, rows: list[tuple[Any, ...]]) -> None:
    assert founded("workbook").rows(question) == rows


def test_one_row_has_figures_too() -> None:
    assert founded("one_row").rows("revenue") == [(34000.0,)]
    assert founded("one_row").rows("employees") == [(12,)]


def test_without_a_date_a_period_is_refused() -> None:
    with pytest.raises(CannotAnswer) as refused:
        founded("survey").ask("responses last month")
    assert refused.value.note.code == "no_time"


def test_a_table_of_several_suppliers_is_no_breakdown_of_shipments() -> None:
    reading = founded("shipments").read("cost by supplier")
    assert (reading.status, reading.message and reading.message.code) == ("refused", "cannot_break_down")


def test_prices_have_no_total() -> None:
    reading = founded("inventory").read("total unit cost")
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "no_sum")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("مبلغ پرداختی فروردین ۱۴۰۴", [(180.0,)]),
        ("مبلغ پرداختی در سال ۱۴۰۴ به تفکیک واحد", [("فروش", 240.0), ("اداری", 70.0)]),
        ("مبلغ پرداختی اسفند ۱۴۰۳", [(100.0,)]),
        ("مبلغ پرداختی مهر ۱۴۰۴", [(130.0,)]),
    ],
)
def test_jalali_years_and_names_of_months(question: str, rows: list[tuple[Any, ...]]) -> None:
    assert founded("persian_months").rows(question) == rows


@pytest.mark.parametrize("question", ["revenue by country", "revenue by city"])
def test_a_word_for_two_breakdowns_is_asked_back(question: str) -> None:
    reading = founded("places").read(question)
    assert (reading.status, reading.message and reading.message.code) == ("clarify", "which_breakdown")
    assert len(reading.choices) == 2
    for choice in reading.choices:
        assert len(founded("places").ask(choice.question).rows) == 2


def test_a_word_for_two_breakdowns_is_told_by_the_figure() -> None:
    assert founded("places").ask("customers by city").query.by == ("customer_city",)


def test_no_figure_adds_up_numbers_of_orders_or_customers() -> None:
    figures = founded("german").dataset.catalogue.metrics
    assert not [name for name in figures if "nummer" in name or "number" in name or "nr" in name]


def test_a_key_by_chance_is_not_held_against_the_next_rows() -> None:
    """Amounts that differ today may be equal tomorrow; a load must not be refused for that."""
    tables = founded("sqlite").dataset.catalogue.tables
    assert {name: table.primary_key for name, table in tables.items()} == {
        "customer": ("id",), "product": ("id",), "order": ("id",), "order_item": (),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["german", "sqlite", "flags"])
def test_the_questions_that_init_offers_are_answered(name: str) -> None:
    asked = founded(name)
    offered = first_questions(asked.dataset.catalogue)
    assert offered
    assert all(asked.ask(question).rows for question in offered)
    assert not any(question.startswith("top 5 customer by") for question in offered)
