"""Answers from rollups held against those of the rows, on any engine; and a small shop that gets rollups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml
from conformance import DAY, asked, differences, outcome, random_queries

from bot.statement import statement_of
from data.engines.rollups import rollups_in
from queries.dataset import Dataset
from queries.query import Filter, Period, Query, plain_analysis
from queries.rollups.plan import Bounds
from queries.run import answer

QUESTIONS = yaml.safe_load((Path(__file__).parent.parent / "figures" / "questions.yaml").read_text("utf-8"))
FIRST = date(2026, 1, 1)
AMOUNT = plain_analysis(Query(("amount",), ("town",), period=Period(FIRST, date(2026, 12, 1))))
FEW = Bounds(least=15_000, small=40_000, most=2)
"""Rollups of the demo company's largest facts."""
SHOP = """
name: Shop
currency: USD
tables:
  towns: {source: towns, primary_key: town_id}
  orders: {source: orders, primary_key: order_id, time: ordered_at, joins: {town: {to: towns, on: town_id}}}
  lines: {source: lines, primary_key: line_id, time: sale.ordered_at, joins: {sale: {to: orders, on: order_id}}}
dimensions: {town: {table: towns, column: name, key: town_id, label: {en: Town}}}
metrics:
  amount: {table: lines, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  orders: {table: orders, agg: count, label: {en: Orders}}
"""
"""Three towns, orders in them on some days, and their lines."""


def plain(dataset: Dataset) -> Dataset:
    return replace(dataset, rollups=())


def is_rolled(dataset: Dataset, query: Query = AMOUNT) -> bool:
    """Whether the answer comes from a rollup; it is the one without in any case."""
    found, expected = outcome(query, dataset), outcome(query, plain(dataset))
    assert not isinstance(found, str), found
    assert differences(expected, found) == []
    return bool(rollups_in(found.sql, dataset.engine.dialect))


def explained(dataset: Dataset, query: Query = AMOUNT) -> str:
    return statement_of(query, dataset, DAY, explained=True).rpartition("\n")[2]


def read_from_rollups(dataset: Dataset, on_duckdb: Dataset, known: str | None = None) -> set[str]:
    """The demo company's questions that are answered from rollups: as from the rows, in DuckDB and there.

    What the engine is `known` to fail with is left out.
    """
    words = [text for texts in QUESTIONS.values() for text in texts]
    queries = [*random_queries(on_duckdb, "gregorian", 1), *random_queries(on_duckdb, "jalali", 1)]
    queries += asked(on_duckdb, words)
    read = set()
    for name, query in queries:
        found = outcome(query, dataset)
        if found == known:
            continue
        assert differences(outcome(query, on_duckdb), found) == [], name
        if not isinstance(found, str) and rollups_in(found.sql, dataset.engine.dialect):
            assert differences(outcome(query, plain(dataset)), found) == [], name
            read.add(name)
    narrowed = replace(dataset, scope=(Filter("territory", "in", ("Tehran", "Fars")),))
    by_territory = plain_analysis(Query(("revenue",), ("territory",)))
    assert is_rolled(narrowed, by_territory)
    assert {row[0] for row in answer(by_territory, narrowed, DAY).rows} == {"Tehran", "Fars"}
    return read
