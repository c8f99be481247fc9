"""A small company in memory: sales of three years, customers who come and go, visits, goals. Made by SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb

from queries.catalogue.load import load_catalogue_text
from queries.dataset import Dataset, open_dataset
from queries.engine import QueryFailed, Rows
from queries.query import Period

TODAY = date(2026, 5, 10)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), "year")
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1), "month")

CATALOGUE = """
name: Small company
tables:
  areas: {primary_key: area_id}
  customers: {primary_key: customer_id, joins: {area: {to: areas, on: area_id}}}
  sales:
    primary_key: sale_id
    time: sold_on
    joins: {area: {to: areas, on: area_id}, customer: {to: customers, on: customer_id}}
  spells: {time: ended_on, joins: {customer: {to: customers, on: customer_id}}}
  visits: {time: seen_at, joins: {customer: {to: customers, on: customer_id}}}
  goals: {joins: {area: {to: areas, on: area_id}}}
dimensions:
  area: {table: areas, column: name, label: {en: Area, fa: ناحیه}, label_columns: {fa: name_fa},
    paths: {sales: area.name}}
  kind: {table: sales, column: kind}
  size: {table: customers, column: size, members: [Small, Big]}
  job: {table: customers, column: job}
  customer: {table: customers, column: name, key: customer_id}
metrics:
  revenue:
    {table: sales, agg: sum, expr: amount, format: currency, good: up, owner: Sales,
     label: {en: Revenue, fa: درآمد}, description: {en: What was sold., fa: آنچه فروخته شد.}}
  cost: {table: sales, agg: sum, expr: cost, format: currency, good: down}
  sales_count: {table: sales, agg: count}
  buyers: {table: sales, agg: count_distinct, expr: customer_id}
  margin: {type: ratio, numerator: profit, denominator: revenue, format: percent, good: up}
  profit: {table: sales, agg: sum, expr: amount - cost, format: currency}
  mean_sale: {table: sales, agg: avg, expr: amount, format: currency}
  customers:
    {table: spells, agg: count_distinct, expr: customer_id, stock: {since: started_on, until: ended_on}, format: count}
  left_customers: {table: spells, agg: count_distinct, expr: customer_id, good: down}
  churn_rate: {type: attrition, of: customers, format: percent, good: down}
  kept_rate: {type: derived, expr: 1 - churn_rate, format: percent}
  odd: {type: derived, expr: revenue * revenue, format: currency}
scorecards:
  area: {label: {en: Area card}, dimension: area, metrics: [revenue, margin, buyers]}
  areas: {label: {en: Areas}, metrics: [revenue, margin], by: area}
timelines:
  visits:
    {label: {en: Visits}, table: visits, dimension: customer,
     columns: {time: seen_at, kind: kind, subject: subject}, label_columns: {fa: {subject: subject_fa}}}
profiles:
  leavers: {label: {en: Leavers}, subset: left_customers, base: customers, attributes: [size, job, area]}
goals: {table: goals, dimension: area, metric: metric, since: since, until: until, value: goal}
"""

TABLES = """
CREATE TABLE areas (area_id INTEGER, name VARCHAR, name_fa VARCHAR);
INSERT INTO areas VALUES (1, 'North', 'شمال'), (2, 'South', 'جنوب'), (3, 'East', 'شرق');
CREATE TABLE customers AS
SELECT k AS customer_id, 'Customer ' || k AS name, CASE WHEN k % 5 < 3 THEN 'Small' ELSE 'Big' END AS size,
  CASE WHEN k % 50 = 7 THEN 'Rare' WHEN k % 3 = 0 THEN 'Baker' WHEN k % 11 = 0 THEN NULL ELSE 'Tailor' END AS job,
  1 + k % 3 AS area_id
FROM range(1, 601) AS r(k);
CREATE TABLE sales AS
SELECT row_number() OVER () AS sale_id, d::DATE AS sold_on, 1 + j % 3 AS area_id,
  1 + (j * 37 + dayofyear(d)) % 600 AS customer_id,
  CASE WHEN j % 4 = 0 THEN 'Web' WHEN j % 4 = 1 THEN NULL ELSE 'Shop' END AS kind,
  (100 + 40 * sin(2 * pi() * (month(d) - 1) / 12) + 10 * (year(d) - 2023) + (j * 7919 + dayofyear(d) * 31) % 17
    - CASE WHEN j % 3 = 1 AND d >= '2026-03-01' THEN 60 ELSE 0 END)::DECIMAL(18, 2) AS amount,
  (50 + (j * 13) % 11)::DECIMAL(18, 2) AS cost
FROM range(DATE '2023-01-01', DATE '2026-05-11', INTERVAL 1 DAY) AS days(d), range(0, 6) AS r(j);
CREATE TABLE spells AS
SELECT customer_id, DATE '2022-01-01' + (customer_id * 3 % 700)::INTEGER AS started_on,
  CASE WHEN size = 'Small' AND customer_id % 4 = 0 OR customer_id % 29 = 0
    THEN DATE '2026-01-01' + (customer_id % 120)::INTEGER END AS ended_on
FROM customers;
CREATE TABLE visits AS
SELECT customer_id, 'Call' AS kind, 'About order ' || (n % 3) AS subject, 'درباره سفارش ' || (n % 3) AS subject_fa,
  TIMESTAMP '2026-01-01 09:00' + to_days(n * 2) AS seen_at
FROM customers, range(0, 100) AS r(n) WHERE customer_id IN (1, 2);
CREATE TABLE goals (area_id INTEGER, metric VARCHAR, since DATE, until DATE, goal DOUBLE);
INSERT INTO goals VALUES
  (1, 'revenue', '2026-01-01', '2027-01-01', 100), (2, 'revenue', '2026-01-01', '2027-01-01', 9e9),
  (3, 'revenue', '2025-01-01', '2026-01-01', 9e9), (3, 'revenue', '2025-01-01', '2026-01-01', 100),
  (1, 'margin', '2026-01-01', '2027-01-01', 0.9), (2, 'margin', '2026-01-01', '2027-01-01', 0.1),
  (1, 'churn_rate', '2026-01-01', '2027-01-01', 0.9), (2, 'cost', '2026-01-01', '2027-01-01', 9e9),
  (3, 'nothing', '2026-01-01', '2027-01-01', 1);
"""


class MemoryEngine:
    """DuckDB in memory as the queries see an engine."""

    dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(TABLES)
        self.seen: list[tuple[str, Mapping[str, object]]] = []

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        self.seen.append((sql, parameters))
        try:
            cursor = self.connection.execute(sql, dict(parameters))
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error
        return Rows(tuple(column[0] for column in cursor.description or ()), cursor.fetchmany(max_rows))

    def by_hand(self, sql: str) -> list[tuple[object, ...]]:
        """Independent SQL."""
        return self.connection.execute(sql).fetchall()


def small_company() -> tuple[Dataset, MemoryEngine]:
    engine = MemoryEngine()
    return open_dataset(load_catalogue_text(CATALOGUE), engine, TODAY), engine
