"""A small workspace with two sources, written for a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot.loading import Loading, load
from data.loading.build import Loaded
from data.store import Store
from data.workspace import read_workspace

TODAY = date(2026, 3, 20)
SETTINGS = """\
name: Shop
currency: EUR
database: data
sources:
  orders: {file: "exports/orders*.csv", time: ordered_on, key: order_id, late: 3}
  customers: {file: exports/customers.csv}
load: {every: day, at: "6:00", time_zone: Europe/Berlin}
"""
CATALOGUE = """\
tables:
  orders: {primary_key: order_id, time: ordered_on, joins: {customer: {to: customers, on: customer_id}}}
  customers: {primary_key: customer_id}
dimensions:
  region: {table: customers, column: region}
metrics:
  revenue: {table: orders, agg: sum, expr: amount, format: currency}
"""
ORDERS = "Order ID;Ordered on;Customer ID;Amount\n1;01.03.2026;7;10,50\n2;15.03.2026;8;20\n"
CUSTOMERS = "Customer ID,Region\n7,North\n8,South\n"


def shop(folder: Path) -> Path:
    """The workspace's folder, with its exports and no data yet."""
    for name, text in (
        ("kpibot.yaml", SETTINGS),
        ("catalogue/shop.yaml", CATALOGUE),
        ("exports/orders.csv", ORDERS),
        ("exports/customers.csv", CUSTOMERS),
    ):
        write(folder, name, text)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of the workspace."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def load_shop(folder: Path, **wanted: Any) -> tuple[Loaded, ...]:
    """Load it."""
    return load(read_workspace(folder), Loading(TODAY, **wanted))


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What its data says."""
    with Store(folder / "data") as store:
        return store.run(sql).rows


def versions_in(folder: Path) -> list[str]:
    """The files of its data, without locks and leases."""
    return sorted(p.name for p in (folder / "data").iterdir() if p.suffix not in (".lock", ".lease"))
