"""After an incremental load, rollups brought up to date are those that would be built anew."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

import duckdb
import pytest

from queries.catalogue.load import load_catalogue_text
from queries.catalogue.model import Catalogue
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
ORDERS_AND_LINES = """
INSERT INTO orders SELECT i, i % 3, chr(65 + (i % 4)::INTEGER), DATE '2026-01-01' + (i * 7 % 40)::INTEGER
  FROM range({0}, {1}) t(i);
INSERT INTO lines SELECT i * 2 + k, i, (i * 13 + k * 7) % 97 FROM range({0}, {1}) t(i), range(2) s(k);
"""


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """The shop with its rollups, and the same as the version before."""
    made = duckdb.connect()
    made.execute(
        "CREATE TABLE towns AS SELECT i AS town_id, 'Town ' || i AS name, 'C' || i % 2 AS county FROM range(3) t(i)"
    )
    made.execute("CREATE TABLE orders (order_id BIGINT, town_id INTEGER, channel VARCHAR, ordered_at TIMESTAMP)")
    made.execute("CREATE TABLE lines (line_id BIGINT, order_id BIGINT, amount DECIMAL(18,2))")
    made.execute(ORDERS_AND_LINES.format(0, 400))
    build_rollups(made, CATALOGUE, SMALL)
    keep(made)
    return made


def keep(connection: duckdb.DuckDBPyConnection) -> None:
    """Take what there is for the version before."""
    connection.execute("DETACH DATABASE IF EXISTS before; ATTACH ':memory:' AS before")
    names = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
    for (name,) in connection.execute(names).fetchall():
        connection.execute(f"CREATE TABLE before.{name} AS FROM {name}")


def content(connection: duckdb.DuckDBPyConnection, rollups: Collection[Rollup]) -> dict[Any, list[Any]]:
    """The rows of every rollup by what it keeps; names do not matter, nor the order of rows."""
    return {
        (r.table, tuple(r.columns), r.rows, r.source_rows): sorted(
            map(repr, connection.execute(f"SELECT * FROM {r.name}").fetchall())
        )
        for r in rollups
    }


def check(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue = CATALOGUE) -> dict[str, int | None]:
    """The rollups are as if made anew. Of each fact the days summed up again (None: all), where any were."""
    watched = Watched(connection)
    refreshed = refresh_rollups(watched, catalogue, "before", SMALL)  # type: ignore[arg-type]
    found = content(connection, refreshed)
    assert found == content(connection, build_rollups(connection, catalogue, SMALL))
    keep(connection)
    return watched.summed


class Watched:
    """A connection that notes which rollups are made anew, and for how many days others are."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.summed: dict[str, int | None] = {}

    def execute(self, sql: str, values: Any = None) -> Any:
        for table in ("lines", "orders", "bargains"):
            if sql.startswith(f"INSERT INTO kpibot_rollup_{table}_") and (days := sql.count("2026-")):
                self.summed[table] = days
            if sql.startswith(f"CREATE TABLE kpibot_rollup_{table}_") and "before" not in sql:
                self.summed[table] = None
        return self._connection.execute(sql, values)


def test_only_the_days_that_changed_are_summed_again(connection: duckdb.DuckDBPyConnection) -> None:
    assert check(connection) == {}
    connection.execute(ORDERS_AND_LINES.format(400, 410))
    assert check(connection) == {"lines": 10, "orders": 10, "bargains": 6}  # on four days nothing was cheap
    connection.execute("UPDATE lines SET amount = 70 WHERE order_id = 5")  # no bargain any more
    found = check(connection)
    assert found["lines"] == 1
    assert "orders" not in found


def test_rows_that_moved_to_another_day_or_went_away(connection: duckdb.DuckDBPyConnection) -> None:
    dice = random.Random(3)
    for _ in range(4):
        moved, gone = dice.sample(range(400), 2)
        connection.execute("UPDATE orders SET ordered_at = ordered_at + INTERVAL 3 DAY WHERE order_id = ?", [moved])
        connection.execute("DELETE FROM lines WHERE order_id = ?", [gone])
        assert check(connection)["lines"] in (2, 3)


def test_rows_that_lost_their_day_or_found_it(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE orders SET ordered_at = NULL WHERE order_id = 7")
    assert check(connection)["orders"] == 1
    connection.execute("UPDATE orders SET ordered_at = DATE '2026-01-30' WHERE order_id = 7")
    assert check(connection)["orders"] == 1


def test_where_most_days_changed_everything_is_summed_again(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE lines SET amount = amount + 1")
    assert check(connection)["lines"] is None
    connection.execute("UPDATE orders SET town_id = (town_id + 1) % 3")
    assert check(connection) == {"lines": None, "orders": None, "bargains": None}


def test_names_of_members_are_read_when_asked(connection: duckdb.DuckDBPyConnection) -> None:
    """A town's county is told from its key: no rollup rests on it."""
    connection.execute("UPDATE towns SET county = 'C9'")
    assert check(connection) == {}


def test_another_type_or_a_new_table_makes_everything_anew(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("ALTER TABLE before.lines RENAME amount TO price")
    assert check(connection) == {"lines": None, "bargains": None}
    connection.execute("DROP TABLE before.kpibot_rollups")
    assert check(connection) == {"lines": None, "orders": None, "bargains": None}


def test_a_figure_defined_anew_is_built_anew(connection: duckdb.DuckDBPyConnection) -> None:
    assert check(connection, load_catalogue_text(TEXT.replace("amount > 50", "amount > 60"))) == {"lines": None}


def test_rollups_of_lines_keep_what_their_orders_know(connection: duckdb.DuckDBPyConnection) -> None:
    """Else the tests above would try nothing that changes with an order."""
    rollups = build_rollups(connection, CATALOGUE, SMALL)
    kept = {path for r in rollups if r.table == "lines" for path in r.columns}
    assert kept == {("sale", "town_id"), ("sale", "channel")}
