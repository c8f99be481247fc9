"""A tiny shop for the compiler's tests: its catalogue, its rows in a DuckDB in memory, and a dataset over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import duckdb

from data.calendar_table import build_calendar
from queries.catalogue.load import load_catalogue_text
from queries.dataset import Dataset, open_dataset
from queries.engine import Rows

TODAY = date(2026, 4, 20)

CATALOGUE_TEXT = """
name: Tiny shop
currency: USD
calendar: {week_start: saturday, fiscal_year_start: april}
tables:
  sales: {source: sales, primary_key: sale_id, time: sold_at, hours: true,
    joins: {shop: {to: shops, on: shop_id}, item: {to: items, on: item_id}}}
  shops: {source: shops, primary_key: shop_id}
  items: {source: items, primary_key: item_id}
  visits: {source: visits, primary_key: visit_id, time: came_on, joins: {shop: {to: shops, on: shop_id}}}
  spells: {source: spells, primary_key: spell_id, joins: {shop: {to: shops, on: shop_id}}}
  plans: {source: plans, primary_key: plan_id, time: month, joins: {shop: {to: shops, on: shop_id}}}
dimensions:
  shop: {table: shops, column: name, key: shop_id, label: {en: Shop}, scope: true}
  region: {table: shops, column: region, label: {en: Region}}
  category: {table: items, column: category, label: {en: Category}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount},
    goal: plan, attainment: attainment}
  sales: {table: sales, agg: count, label: {en: Sales}}
  buyers: {table: sales, agg: count_distinct, expr: person_id, label: {en: Buyers}}
  mean_quantity: {table: sales, agg: avg, expr: quantity, format: points, label: {en: Mean quantity}}
  most: {table: sales, agg: max, expr: quantity, format: points, label: {en: Most}}
  big_sales: {table: sales, agg: count, where: amount > 5, label: {en: Big sales}}
  big_amount: {table: sales, agg: sum, expr: amount, where: amount > 5, format: currency, label: {en: Big amount}}
  big_share: {type: ratio, numerator: big_sales, denominator: sales, format: percent, label: {en: Big share}}
  visits: {table: visits, agg: count, label: {en: Visits}}
  amount_per_visit: {type: ratio, numerator: amount, denominator: visits, format: currency, label: {en: Per visit}}
  balance: {type: derived, expr: sales - 2 * visits, format: count, label: {en: Balance}}
  members: {table: spells, agg: count_distinct, expr: person_id, label: {en: Members},
    stock: {since: since, until: until}}
  fees: {table: spells, agg: sum, expr: fee, format: currency, label: {en: Fees}, stock: {since: since, until: until}}
  leaving: {type: attrition, of: members, format: percent, label: {en: Leaving}}
  plan: {table: plans, agg: sum, expr: amount, spread: month, format: currency, label: {en: Plan}}
  plan_so_far: {table: plans, agg: sum, expr: amount, spread: month, to_date: true, hidden: true, format: currency,
    label: {en: Plan so far}}
  attainment: {type: ratio, numerator: amount, denominator: plan_so_far, format: percent, label: {en: Attainment}}
  value: {type: derived, window_months: 2, expr: amount / 2 / mean(members), format: currency, label: {en: Value}}
funnels:
  path: {table: visits, entity: visit_id, stage: stage, time: came_on, base: visits, base_key: visit_id,
    stages: [{value: In, label: {en: In}}, {value: Out, label: {en: Out}}], label: {en: Path}}
"""

COLUMNS: Mapping[str, str] = {
    "sales": "sale_id INTEGER, shop_id INTEGER, item_id INTEGER, person_id INTEGER, amount DECIMAL(18,2),"
    " quantity INTEGER, sold_at TIMESTAMP",
    "shops": "shop_id INTEGER, name VARCHAR, region VARCHAR",
    "items": "item_id INTEGER, category VARCHAR",
    "visits": "visit_id INTEGER, shop_id INTEGER, came_on DATE, stage VARCHAR",
    "spells": "spell_id INTEGER, shop_id INTEGER, person_id INTEGER, fee INTEGER, since DATE, until DATE",
    "plans": "plan_id INTEGER, shop_id INTEGER, month DATE, amount DECIMAL(18,2)",
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Shop:
    """The rows of every table, as Python sees them."""

    sales: Sequence[Row] = ()
    shops: Sequence[Row] = ()
    items: Sequence[Row] = ()
    visits: Sequence[Row] = ()
    spells: Sequence[Row] = ()
    plans: Sequence[Row] = ()


@lru_cache(maxsize=1)
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": "1"})
    build_calendar(connection, date(2025, 1, 1), date(2027, 12, 31), "saturday", 4)
    for name, columns in COLUMNS.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    return connection


class MemoryEngine:
    """The shop in a DuckDB in memory. There is one database: a new shop takes the place of the last."""

    dialect = "duckdb"

    def __init__(self, shop: Shop) -> None:
        self.connection = _connection()
        self.statements: list[str] = []
        for kept in ("kpibot_rollups", "kpibot_proofs"):  # of the last shop
            self.connection.execute(f"DROP TABLE IF EXISTS {kept}")
        for name in COLUMNS:
            self.connection.execute(f"DELETE FROM {name}")
            for row in getattr(shop, name):
                columns, places = ", ".join(row), ", ".join("?" * len(row))
                insert = f"INSERT INTO {name} ({columns}) VALUES ({places})"
                self.connection.execute(insert, list(row.values()))

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        self.statements.append(sql)
        cursor = self.connection.cursor()
        cursor.execute(sql, dict(parameters))
        return Rows(tuple(d[0] for d in cursor.description or ()), cursor.fetchmany(max_rows))


CATALOGUE = load_catalogue_text(CATALOGUE_TEXT)


def dataset_of(shop: Shop) -> Dataset:
    return open_dataset(CATALOGUE, MemoryEngine(shop), TODAY)


@dataclass
class Numbered:
    """Gives each row the next id."""

    last: int = 0
    rows: list[Row] = field(default_factory=list)

    def add(self, key: str, **values: Any) -> None:
        self.last += 1
        self.rows.append({key: self.last, **values})


def small_shop() -> Shop:
    """A few rows by hand: two shops of one name, one without, a missing region, an unfinished month."""
    shops = [
        {"shop_id": 1, "name": "Plaza", "region": "North"},
        {"shop_id": 2, "name": "Plaza", "region": "South"},
        {"shop_id": 3, "name": None, "region": ""},
    ]
    items = [{"item_id": 1, "category": "Food"}, {"item_id": 2, "category": "Toys"}]
    sales, visits = Numbered(), Numbered()
    for shop, item, person, amount, quantity, when in (
        (1, 1, 1, "10.10", 1, datetime(2026, 1, 31, 23, 59)),
        (1, 2, 1, "20.20", 3, datetime(2026, 2, 1)),
        (2, 1, 2, "3.30", None, datetime(2026, 3, 5, 12)),
        (3, 2, None, "-4.00", 2, datetime(2026, 4, 2, 8)),
        (2, 2, 3, "50.00", 5, datetime(2026, 4, 15, 9)),
        (9, 9, 4, "7.00", 4, datetime(2026, 4, 15, 9)),
    ):
        sales.add(
            "sale_id",
            shop_id=shop,
            item_id=item,
            person_id=person,
            amount=Decimal(amount),
            quantity=quantity,
            sold_at=when,
        )
    for shop, day in ((1, date(2026, 2, 2)), (1, date(2026, 2, 3)), (3, date(2026, 4, 1))):
        visits.add("visit_id", shop_id=shop, came_on=day, stage="In")
    spells = [
        {"spell_id": 1, "shop_id": 1, "person_id": 1, "fee": 5, "since": date(2025, 1, 1), "until": date(2026, 3, 1)},
        {"spell_id": 2, "shop_id": 2, "person_id": 2, "fee": 7, "since": date(2026, 2, 10), "until": None},
        {"spell_id": 3, "shop_id": 1, "person_id": 1, "fee": 5, "since": date(2026, 4, 1), "until": None},
    ]
    plans = [
        {"plan_id": n, "shop_id": 1, "month": date(2026, n, 1), "amount": Decimal("31.00")} for n in (1, 2, 3, 4, 5)
    ]
    return Shop(sales.rows, shops, items, visits.rows, spells, plans)
