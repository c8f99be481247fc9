"""After an incremental load, rollups brought up to date are those that would be built anew."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from queries.catalogue.load import load_catalogue_text
from queries.rollups.build import build_rollups
from queries.rollups.model import Rollup
from queries.rollups.plan import Bounds
from queries.rollups.refresh import refresh_rollups

TEXT = """
name: Shop
currency: USD
tables:
  towns: {source: towns, primary_key: town_id}
  orders: {source: orders, primary_key: order_id, time: ordered_at, joins: {town: {to: towns, on: town_id}}}
  lines: {source: lines, primary_key: line_id, time: sale.ordered_at, joins: {sale: {to: orders, on: order_id}}}
  bargains: {source: SELECT * FROM lines WHERE amount < 60, primary_key: line_id, time: sale.ordered_at,
    joins: {sale: {to: orders, on: order_id}}}
dimensions:
  town: {table: towns, column: name, label: {en: Town}}
  county: {table: towns, column: county, label: {en: County}}
  channel: {table: orders, column: channel, label: {en: Channel}}
metrics:
  revenue: {table: lines, agg: sum, expr: amount, format: currency, label: {en: Revenue}}
  large: {table: lines, agg: count, where: amount > 50, label: {en: Large}}
  orders: {table: orders, agg: count, label: {en: Orders}}
  bargains: {table: bargains, agg: count, label: {en: Bargains}}
"""
CATALOGUE = load_catalogue_text(TEXT)
SMALL = Bounds(least=0, share=0.3, small=0)  # too small for a rollup by order
FIRST = date(2026, 1, 1)
ORDERS_AND_LINES = """
INSERT INTO orders SELECT i, i % 3, chr(65 + (i % 4)::INTEGER), DATE '2026-01-01' + (i * 7 % 40)::INTEGER
  FROM range({0}, {1}) t(i);
INSERT INTO lines SELECT i * 2 + k, i, (i * 13 + k * 7) % 97 FROM range({0}, {1}) t(i), range(2) s(k);
"""


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.execute(
        "CREATE TABLE towns AS SELECT i AS town_id, 'Town ' || i AS name, 'C' || i % 2 AS county FROM range(3) t(i)"
    )
    made.execute("CREATE TABLE orders (order_id BIGINT, town_id INTEGER, channel VARCHAR, ordered_at TIMESTAMP)")
    made.execute("CREATE TABLE lines (line_id BIGINT, order_id BIGINT, amount DECIMAL(18,2))")
    made.execute(ORDERS_AND_LINES.format(0, 400))
    build_rollups(made, CATALOGUE, SMALL)
    return made


def content(connection: duckdb.DuckDBPyConnection, rollups: Collection[Rollup]) -> dict[Any, list[Any]]:
    """The rows of every rollup by what it keeps; names do not matter, nor the order of rows."""
    return {
        (r.table, tuple(r.columns), r.rows, r.source_rows): sorted(
            map(repr, connection.execute(f"SELECT * FROM {r.name}").fetchall())
        )
        for r in rollups
    }


def check(connection: duckdb.DuckDBPyConnection, changed: dict[str, Any]) -> list[str]:
    """The rollups are as if made anew; the facts whose rollups were made anew instead of day by day."""
    counted: list[str] = []
    refreshed = refresh_rollups(Watched(connection, counted), CATALOGUE, changed, SMALL)  # type: ignore[arg-type]
    found = content(connection, refreshed)
    assert found == content(connection, build_rollups(connection, CATALOGUE, SMALL))
    return sorted({word for sql in counted for word in ("lines", "orders", "bargains") if f"rollup_{word}_" in sql})


class Watched:
    """A connection that notes the tables created on it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, created: list[str]) -> None:
        self._connection, self._created = connection, created

    def execute(self, sql: str, values: Any = None) -> Any:
        if sql.startswith("CREATE TABLE"):
            self._created.append(sql.split("AS SELECT")[0])
        return self._connection.execute(sql, values)


def test_only_the_days_that_changed_are_read_again(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(ORDERS_AND_LINES.format(400, 410))
    days = {FIRST + timedelta(days=i * 7 % 40) for i in range(400, 410)}
    assert check(connection, {"orders": days, "lines": days, "bargains": days}) == ["bargains"]  # a SELECT over lines


def test_rows_that_moved_to_another_day_or_went_away(connection: duckdb.DuckDBPyConnection) -> None:
    dice = random.Random(3)
    for _ in range(5):
        moved = dice.randrange(400)
        ((before,),) = connection.execute(f"SELECT ordered_at::DATE FROM orders WHERE order_id = {moved}").fetchall()
        after = FIRST + timedelta(days=dice.randrange(50))
        connection.execute("UPDATE orders SET ordered_at = ? WHERE order_id = ?", [after, moved])
        connection.execute(f"DELETE FROM lines WHERE order_id = {(moved + 1) % 400}")
        ((gone,),) = connection.execute(
            f"SELECT ordered_at::DATE FROM orders WHERE order_id = {(moved + 1) % 400}"
        ).fetchall()
        check(connection, {"orders": {before, after}, "lines": {before, after, gone}, "bargains": None})


def test_rows_that_lost_their_day(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE orders SET ordered_at = NULL WHERE order_id = 7")
    check(connection, {"orders": {FIRST + timedelta(days=9)}, "lines": {FIRST + timedelta(days=9)}})


def test_unknown_days_make_everything_that_reads_the_table_anew(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE lines SET amount = amount + 1")
    assert check(connection, {"lines": None}) == ["bargains", "lines"]
    connection.execute("UPDATE orders SET channel = 'Z' WHERE order_id % 5 = 0")
    assert check(connection, {"orders": None}) == ["bargains", "lines", "orders"]


def test_names_of_members_are_read_when_asked(connection: duckdb.DuckDBPyConnection) -> None:
    """A town's county is told from its key: no rollup rests on it."""
    connection.execute("UPDATE towns SET county = 'C9'")
    assert check(connection, {"towns": None}) == []


def test_days_not_told_are_noticed_by_the_number_of_rows(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(ORDERS_AND_LINES.format(400, 410))
    assert check(connection, {"orders": {FIRST}, "lines": {FIRST}, "bargains": None}) == ["bargains", "lines", "orders"]


def test_a_figure_defined_anew_is_built_anew(connection: duckdb.DuckDBPyConnection) -> None:
    other = load_catalogue_text(TEXT.replace("amount > 50", "amount > 60"))
    refreshed = refresh_rollups(connection, other, {}, SMALL)
    assert content(connection, refreshed) == content(connection, build_rollups(connection, other, SMALL))


def test_rollups_of_lines_keep_what_their_orders_know(connection: duckdb.DuckDBPyConnection) -> None:
    """Else the tests above would try nothing that changes with an order."""
    rollups = build_rollups(connection, CATALOGUE, SMALL)
    assert {path for r in rollups if r.table == "lines" for path in r.columns} == {
        ("sale", "town_id"),
        ("sale", "channel"),
    }
