"""Orders counted over their lines are counted in their own table where, and only where, that is the same number."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from data.calendar_table import build_calendar
from queries.catalogue.load import load_catalogue_text
from queries.compiler import compile_query
from queries.dataset import Dataset, open_dataset
from queries.engine import Rows
from queries.query import Compare, Filter, Having, Period, Query, Rank, plain_analysis
from queries.results.columns_known import columns_known
from queries.rollups.build import build_rollups
from queries.rollups.plan import ALL
from queries.run import answer

TODAY = date(2026, 4, 20)
SPRING = Period(date(2026, 2, 1), date(2026, 4, 1), "month", 2)
CATALOGUE = load_catalogue_text("""
tables:
  towns: {primary_key: town_id}
  goods: {primary_key: good_id}
  orders: {primary_key: order_id, time: ordered_on, joins: {town: {to: towns, on: town_id}}}
  lines: {primary_key: line_id, time: sale.ordered_on,
    joins: {sale: {to: orders, on: order_id}, good: {to: goods, on: good_id}}}
dimensions:
  town: {table: towns, column: name, key: town_id, label: {en: Town}, scope: true}
  channel: {table: orders, column: channel, label: {en: Channel}}
  kind: {table: goods, column: kind, label: {en: Kind}}
metrics:
  revenue: {table: lines, agg: sum, expr: amount, format: currency, label: {en: Revenue}}
  orders: {table: lines, agg: count_distinct, expr: order_id, label: {en: Orders}}
  cheap: {table: lines, agg: count_distinct, expr: order_id, where: amount < 20, label: {en: Cheap}}
  basket: {type: ratio, numerator: revenue, denominator: orders, format: currency, label: {en: Basket}}
""")


class Engine:
    dialect = "duckdb"

    def __init__(self, seed: int) -> None:
        dice, self.connection = random.Random(seed), duckdb.connect()
        build_calendar(self.connection, date(2025, 1, 1), date(2027, 1, 1))
        orders = [(n, dice.randrange(1, 5), dice.choice("ABC"), date(2026, dice.randrange(1, 5), dice.randrange(1, 28)))
                  for n in range(1, 60)]  # fmt: skip
        lines = [
            (n, dice.randrange(1, 4), dice.randrange(1, 40)) for n, *_ in orders for _ in range(dice.randrange(1, 4))
        ]
        self.make("towns", "town_id INT, name VARCHAR", [(1, "A"), (2, "B"), (3, "B")])
        self.make("goods", "good_id INT, kind VARCHAR", [(1, "x"), (2, "y")])
        self.make("orders", "order_id INT, town_id INT, channel VARCHAR, ordered_on DATE", orders)
        numbered = [(i, *line) for i, line in enumerate(lines)]
        self.make("lines", "line_id INT, order_id INT, good_id INT, amount DECIMAL(9,2)", numbered)

    def make(self, name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
        self.connection.execute(f"CREATE TABLE {name} ({columns})")
        self.connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    def run(self, sql: str, parameters: dict[str, object], *, max_rows: int = 100_000) -> Rows:
        cursor = self.connection.cursor()
        cursor.execute(sql, parameters)
        return Rows(tuple(d[0] for d in cursor.description or ()), cursor.fetchmany(max_rows))


def opened(seed: int, *then: str) -> Dataset:
    engine = Engine(seed)
    for statement in then:
        engine.connection.execute(statement)
    return open_dataset(CATALOGUE, engine, TODAY)  # type: ignore[arg-type]


def asked(*metrics: str, **parts: object) -> Query:
    return plain_analysis(Query(metrics, period=SPRING, **parts))  # type: ignore[arg-type]


def statement(query: Query, dataset: Dataset) -> str:
    known = columns_known(query, dataset)
    return compile_query(query, CATALOGUE, TODAY, dataset.through, columns=known).sql


def by_hand(dataset: Dataset, select: str) -> list[tuple[object, ...]]:
    return dataset.engine.run(
        f"SELECT {select} FROM lines l JOIN orders o USING (order_id) LEFT JOIN towns t USING (town_id)"
        " LEFT JOIN goods g USING (good_id) WHERE o.ordered_on >= '2026-02-01' AND o.ordered_on < '2026-04-01'"
        f"{' GROUP BY ALL ORDER BY ALL' if ',' in select else ''}",
        {},
    ).rows


@pytest.mark.parametrize("seed", range(3))
def test_orders_by_what_an_order_knows_never_read_its_lines(seed: int) -> None:
    dataset = opened(seed)
    for query, select in (
        (asked("orders"), "count(DISTINCT order_id)"),
        (asked("orders", by=("channel",)), "o.channel, count(DISTINCT order_id)"),
        (asked("orders", by=("month",)), "date_trunc('month', o.ordered_on), count(DISTINCT order_id)"),
    ):
        assert "lines" not in statement(query, dataset)
        found = [tuple(row) for row in answer(query, dataset, TODAY).rows]
        expected = [
            (*(v.date() if hasattr(v, "date") else v for v in row[:-1]), row[-1]) for row in by_hand(dataset, select)
        ]
        assert sorted(found) == expected


@pytest.mark.parametrize("seed", range(4))
def test_answers_are_those_of_counting_over_the_lines(seed: int) -> None:
    """Also with rights, comparisons, rankings, conditions and beside what only lines know; with rollups and without."""
    dataset = opened(seed)
    engine = dataset.engine
    assert isinstance(engine, Engine)
    build_rollups(engine.connection, CATALOGUE, ALL)
    rolled = open_dataset(CATALOGUE, engine, TODAY)  # type: ignore[arg-type]
    queries = [
        asked("orders", "revenue", by=("channel", "town")),
        asked("basket", by=("month",)),
        asked("basket", "orders", "cheap", by=("town",), rank=Rank("top", 2, "orders")),
        asked("orders", by=("town",), compare=Compare("previous_period")),
        asked("orders", by=("channel",), scope=(Filter("town", "in", ("B", None)),)),
        asked("basket", by=("channel",), filters=(Filter("town", "not_in", ("A",)),)),
        asked("orders", by=("channel",), having=(Having("revenue", ">", 100.0),)),
        asked("orders", by=("kind",)),
        asked("orders", by=("weekday",)),
        asked("orders", having=(Having("revenue", ">", 20.0, level="row"),)),
        asked("revenue", "orders", by=("week", "channel"), rank=Rank("top", 1, "orders")),
    ]
    for query in queries:
        found = answer(query, dataset, TODAY)
        # What keeps a count among its lines: one more order, without a line, outside the days asked about.
        engine.connection.execute("INSERT INTO orders VALUES (1000, 1, 'A', DATE '2025-06-01')")
        plain = open_dataset(CATALOGUE, engine, TODAY)  # type: ignore[arg-type]
        kept = answer(query, replace(plain, rollups=(), version=f"other {plain.version}"), TODAY)
        engine.connection.execute("DELETE FROM orders WHERE order_id = 1000")
        assert "count(distinct" in kept.sql.lower() or "cheap" in query.metrics
        assert (found.rows, found.totals) == (kept.rows, kept.totals), found.sql
        assert (found.rows, found.totals) == ((r := answer(query, rolled, TODAY)).rows, r.totals), r.sql


@pytest.mark.parametrize(
    "then",
    [
        "INSERT INTO orders VALUES (1000, 1, 'A', DATE '2026-03-01')",  # an order without lines
        "INSERT INTO lines VALUES (1000, 999, 1, 5)",  # a line without order
        "INSERT INTO orders SELECT * FROM orders WHERE order_id = 1",  # two orders of one key
    ],
)
def test_where_it_would_be_another_number_lines_are_read(then: str) -> None:
    dataset = opened(1, then)
    assert "COUNT(DISTINCT" in statement(asked("orders", by=("channel",)), dataset)
    found = sorted(tuple(row) for row in answer(asked("orders", by=("channel",)), dataset, TODAY).rows)
    assert found == by_hand(dataset, "o.channel, count(DISTINCT order_id)")


def test_what_only_lines_know_is_read_there() -> None:
    dataset = opened(1)
    for query in (
        asked("orders", by=("kind",)),
        asked("orders", filters=(Filter("kind", "in", ("x",)),)),
        asked("cheap"),
        asked("orders", having=(Having("revenue", ">", 20.0, level="row"),)),
    ):
        assert "lines" in statement(query, dataset)
