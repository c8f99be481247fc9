"""A company with rows that some people may not see, and with names that look like commands to Slack."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import duckdb

from data.calendar_table import build_calendar
from data.publish import publish

TODAY = date(2026, 11, 23)
# What nobody but the boss may be told, and nobody types: halves of the names of the third region, its rep and its
# customer. Its orders are so large that any sum with one of them in it is a number of ten digits or "… B".
SECRET = ("Basin", "Onyx", "Xenotime Ltd")
HUGE = re.compile(r"\d{1,3}(?:,\d{3}){3,}|\d{10,}|\d[\d.,]*\s?B\b")
NORTH_ONLY, SOUTH_ONLY = ("Boreal",), ("Austral",)
EVIL = (
    "<!channel> & <@U02OTHER>",
    "*bold* _thin_ ~gone~ `code` ```fence```",
    "| @channel @here <https://evil.example|click>",
    "\u202egnirts \u2067desrever\u2069 \u200f\u202c",
    "long " + "x" * 495,
    ":rotating_light: & &lt; &amp;",
)

SETTINGS = """
name: Hidden things
currency: USD
languages: [en]
database: data
people: {dimension: rep, table: reps, email: email, name: name}
default_role: nothing
contact: "Bo Boss"
roles:
  rep:
    rows: {region: own}
    members: [sara.ahmadi@example.com, arash.moradi@example.com]
  everything:
    members: [boss@example.com]
channels:
  C02LEADS: {role: rep, region: North}
"""
CATALOGUE = """
tables:
  regions: {primary_key: region_id}
  reps: {primary_key: rep_id, joins: {region: {to: regions, on: region_id}}}
  products: {primary_key: product_id}
  customers: {primary_key: customer_id}
  orders:
    primary_key: order_id
    time: sold_on
    joins:
      rep: {to: reps, on: rep_id}
      region: {to: regions, on: region_id}
      product: {to: products, on: product_id}
      customer: {to: customers, on: customer_id}
dimensions:
  rep: {table: reps, column: name, key: rep_id, label: {en: Rep}, person: true, scope: true}
  region: {table: regions, column: name, label: {en: Region}, scope: true}
  product: {table: products, column: name, label: {en: Product}}
  customer: {table: customers, column: name, label: {en: Customer}}
metrics:
  revenue: {table: orders, agg: sum, expr: amount, format: currency, good: up, label: {en: Revenue}}
  orders: {table: orders, agg: count, format: count, good: up, label: {en: Orders}}
dashboards:
  all:
    label: {en: Everything dashboard}
    items:
      - {id: A, en: revenue this year}
      - {id: B, en: revenue by region this year}
      - {id: C, en: top 5 customers by revenue this year}
      - {id: D, en: revenue by month this year}
      - {id: E, en: revenue by rep this year}
"""
_ORDERS = "order_id INT, sold_on DATE, rep_id INT, region_id INT, product_id INT, customer_id INT, amount BIGINT"
_REGIONS = ("North", "South", "Zzyzx Basin")
_REPS = (
    ("Sara Ahmadi", "sara.ahmadi@example.com"),
    ("Arash Moradi", "arash.moradi@example.com"),
    ("Quillfeather", "q@x"),
)
_CUSTOMERS = ("Boreal Ltd", "Austral Ltd", "Xenotime Ltd")


def write_hidden(folder: Path) -> Path:
    """Write the workspace and publish its data; its folder."""
    (folder / "catalogue").mkdir(parents=True)
    (folder / "kpibot.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "catalogue" / "all.yaml").write_text(CATALOGUE, encoding="utf-8")
    publish(folder / "data", _build)
    return folder


def _build(connection: duckdb.DuckDBPyConnection) -> None:
    build_calendar(connection, date(2024, 1, 1), date(2027, 12, 31), "monday", 1)
    rows = {
        "regions(region_id INT, name VARCHAR)": list(enumerate(_REGIONS)),
        "reps(rep_id INT, name VARCHAR, email VARCHAR, region_id INT)": [
            (number, name, email, number) for number, (name, email) in enumerate(_REPS)
        ],
        "products(product_id INT, name VARCHAR)": list(enumerate(EVIL)),
        "customers(customer_id INT, name VARCHAR)": list(enumerate(_CUSTOMERS)),
        f"orders({_ORDERS})": _orders(),
    }
    for table, values in rows.items():
        connection.execute(f"CREATE TABLE {table}")
        marks = ", ".join("?" * len(values[0]))
        connection.executemany(f"INSERT INTO {table.partition('(')[0]} VALUES ({marks})", values)


def _orders() -> list[tuple[object, ...]]:
    made: list[tuple[object, ...]] = []
    for day in range(0, 690, 3):
        for region in range(3):
            amount = 7_777_777_000 if region == 2 else 1000 + 100 * region + day
            product = (day // 3 + region) % len(EVIL)
            made.append((len(made), TODAY - timedelta(days=day), region, region, product, region, amount))
    return made
