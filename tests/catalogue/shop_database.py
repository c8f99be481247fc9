"""The tiny shop's tables in memory, behind a small engine."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from queries.engine import QueryFailed, Rows

TABLES = """
CREATE TABLE areas (area_id INTEGER, name VARCHAR, name_fa VARCHAR);
INSERT INTO areas VALUES (1, 'North', 'شمال'), (2, 'South', 'جنوب'), (3, 'South', 'جنوب');
INSERT INTO areas VALUES (4, NULL, NULL), (5, ' ', NULL);
CREATE TABLE customers (customer_id INTEGER, name VARCHAR, segment VARCHAR, area_id INTEGER);
INSERT INTO customers VALUES (1, 'Ada', 'Big', 1), (2, 'Bob', 'Tiny', 2), (3, 'Cid', NULL, 3);
CREATE TABLE orders (order_id INTEGER, customer_id INTEGER, channel VARCHAR, ordered_at TIMESTAMP);
INSERT INTO orders VALUES (1, 1, 'Web', '2026-03-01 10:00'), (2, 2, 'Shop', '2026-04-15 23:30');
INSERT INTO orders VALUES (3, 1, 'Web', '2030-01-01 00:00');
CREATE TABLE products (product_id INTEGER, name VARCHAR);
INSERT INTO products VALUES (1, 'Pen'), (2, 'Ink');
CREATE TABLE lines (line_id INTEGER, order_id INTEGER, item INTEGER, amount DECIMAL(18, 2));
INSERT INTO lines VALUES (1, 1, 1, 10), (2, 1, 2, 20), (3, 2, 1, 5);
CREATE TABLE targets (month DATE, area_id INTEGER, amount DECIMAL(18, 2));
INSERT INTO targets VALUES ('2026-06-01', 1, 100);
CREATE TABLE spells (customer_id INTEGER, started_on DATE, ended_on DATE, reason VARCHAR);
INSERT INTO spells VALUES (1, '2026-01-01', NULL, NULL), (2, '2026-01-01', '2026-04-01', 'Price');
CREATE TABLE visits (customer_id INTEGER, channel VARCHAR, visited_at TIMESTAMP);
INSERT INTO visits VALUES (1, 'Web', '2026-04-10 09:00');
"""


class MemoryEngine:
    """DuckDB in memory as the queries see an engine."""

    dialect = "duckdb"

    def __init__(self, tables: str = TABLES) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(tables)

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        try:
            cursor = self.connection.execute(sql, dict(parameters))
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error
        return Rows(tuple(column[0] for column in cursor.description or ()), cursor.fetchmany(max_rows))
