"""What was proved of large tables when they were published is not proved again, and is not believed of other ones."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pytest

from queries.catalogue.load import load_catalogue_text
from queries.catalogue.model import Catalogue
from queries.dataset import open_dataset
from queries.engine import Rows
from queries.publishing import keep_beside
from queries.query import Query
from queries.results.columns_known import columns_known
from queries.rollups.plan import ALL, Bounds
from queries.rollups.proofs import read_proofs

TEXT = """
tables:
  towns: {primary_key: town_id}
  orders: {primary_key: order_id, time: ordered_on, joins: {town: {to: towns, on: town_id}}}
  lines: {primary_key: line_id, time: sale.ordered_on, joins: {sale: {to: orders, on: order_id}}}
dimensions: {town: {table: towns, column: name, key: town_id, label: {en: Town}}}
metrics:
  orders: {table: lines, agg: count_distinct, expr: order_id, label: {en: Orders}}
"""
CATALOGUE = load_catalogue_text(TEXT)
ASKED = Query(("orders",), ("town",))
PROVED = {
    ("unique", "orders", ""): True,
    ("unique", "towns", ""): True,
    ("covered", "lines", "sale"): True,
    ("complete", "lines", "sale"): True,
    ("complete", "orders", "town"): False,
}


class Engine:
    """Notes what is asked that reads every row."""

    dialect = "duckdb"

    def __init__(self, bounds: Bounds = ALL) -> None:
        self.connection, self.asked, self.ran = duckdb.connect(), list[str](), list[str]()
        self.connection.execute(
            "CREATE TABLE towns AS SELECT i AS town_id, 'Town ' || i AS name FROM range(3) t(i);"
            "CREATE TABLE orders AS SELECT i AS order_id, i % 4 AS town_id, DATE '2026-01-01' AS ordered_on"
            " FROM range(9) t(i);"
            "CREATE TABLE lines AS SELECT i AS line_id, i % 9 AS order_id FROM range(20) t(i)"
        )
        keep_beside(self.connection, CATALOGUE, bounds=bounds)

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        cursor = self.connection.execute(sql, dict(parameters))
        self.ran.append(sql)
        rows = Rows(tuple(d[0] for d in cursor.description or ()), cursor.fetchmany(max_rows))
        if "COUNT(DISTINCT" in sql or "IS NULL" in sql or "NOT" in sql:
            self.asked.append(sql)
        return rows


def known(engine: Engine, catalogue: Catalogue = CATALOGUE) -> tuple[object, ...]:
    dataset = open_dataset(catalogue, engine)
    engine.asked.clear()
    found = columns_known(ASKED, dataset)
    return found.unique, found.complete, found.covered


def test_what_was_proved_is_not_proved_again() -> None:
    engine, fresh = Engine(), Engine(Bounds())
    assert read_proofs(CATALOGUE, engine) == PROVED
    assert read_proofs(CATALOGUE, fresh) == {}  # few rows are looked at when they are asked about
    assert known(engine) == known(fresh) == (
        frozenset({"orders", "towns"}), frozenset({("lines", "sale")}), frozenset({("lines", "sale")})
    )  # fmt: skip
    assert engine.asked == []
    assert len(fresh.asked) == 5


@pytest.mark.parametrize(
    ("statement", "gone"),
    [
        ("INSERT INTO lines VALUES (20, 77)", {"covered", "complete"}),
        ("INSERT INTO towns VALUES (0, 'Twin')", {"unique", "complete"}),
    ],
)
def test_proofs_of_other_rows_are_not_believed(statement: str, gone: set[str]) -> None:
    engine = Engine()
    engine.connection.execute(statement)
    missing = {claim[0] for claim in PROVED if claim not in read_proofs(CATALOGUE, engine)}
    assert missing == gone
    assert known(engine) == known(_without_proofs(engine))


def _without_proofs(engine: Engine) -> Engine:
    engine.connection.execute("DROP TABLE kpibot_proofs")
    return engine


def test_proofs_of_another_catalogue_are_not_believed() -> None:
    engine = Engine()
    other = load_catalogue_text(
        TEXT.replace(
            "joins: {sale: {to: orders, on: order_id}}", "joins: {sale: {to: orders, on: {line_id: order_id}}}"
        )
    )
    assert {claim for claim in PROVED if claim not in read_proofs(other, engine)} == {
        ("covered", "lines", "sale"), ("complete", "lines", "sale")
    }  # fmt: skip


def test_the_rows_of_a_select_are_those_of_the_tables_it_reads_and_it_is_not_run() -> None:
    source = "WITH big AS (SELECT * FROM lines WHERE line_id >= 0) SELECT * FROM big JOIN orders USING (order_id)"
    table = f"tables:\n  sold: {{source: {source}, primary_key: line_id, time: ordered_on}}"
    metric = "  sold: {table: sold, agg: count_distinct, expr: line_id}\n"
    sold = load_catalogue_text(TEXT.replace("tables:", table, 1) + metric)
    engine = Engine()
    keep_beside(engine.connection, sold, bounds=ALL)
    claim = ("unique", "sold", "")
    assert read_proofs(sold, engine)[claim]
    engine.connection.execute("INSERT INTO lines VALUES (20, 1)")
    engine.ran.clear()
    assert claim not in read_proofs(sold, engine)
    assert not any("big" in sql for sql in engine.ran)
