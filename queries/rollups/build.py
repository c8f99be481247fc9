"""Builds the rollups of a database from its catalogue, into tables of their own beside the facts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb
from sqlglot import exp

from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.rollups.database import Database
from queries.rollups.grain import Unit, ways
from queries.rollups.measures import Measure, facts_of, measures_of
from queries.rollups.model import KEPT_IN, PREFIX, Rollup, rollup_of, signature
from queries.rollups.plan import Bounds, chosen, usable
from queries.rollups.select import rollup_select
from queries.rollups.sizes import Sizes

_DAYS = ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
"""Types that tell the day whatever the time zone of who asks."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A table with the date that its figures count by; `rows` of it there are now."""

    table: str
    time: Path
    rows: int
    measures: tuple[Measure, ...]


def build_rollups(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, bounds: Bounds | None = None
) -> list[Rollup]:
    """Replace all rollups of a database by those of the catalogue, chosen by what the data holds.

    To be called when everything else is loaded. Raises duckdb.Error where a figure's expression cannot be computed.
    """
    bounds, database = bounds or Bounds(), Database(connection, catalogue)
    drop_rollups(connection)
    connection.execute(f"CREATE TABLE {KEPT_IN} (name VARCHAR, size BIGINT, definition VARCHAR)")
    built: list[Rollup] = []
    for table, time in facts_of(catalogue):
        rows = database.count(table)
        if not rows or rows < bounds.least or database.type_at(table, time) not in _DAYS:
            continue
        fact = _Fact(table, time, rows, tuple(measures_of(table, time, catalogue)))
        for units in _planned(database, fact, bounds):
            made = _build(database, fact, units, f"{PREFIX}{table}_{len(built) + 1}")
            if made is not None:
                built.append(made)
    return built


def drop_rollups(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop every rollup of a database."""
    names = connection.execute("SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, ?)", [PREFIX])
    for name in (*(name for (name,) in names.fetchall()), KEPT_IN):
        connection.execute(f"DROP TABLE IF EXISTS {nodes.identifier(name).sql(dialect='duckdb')}")


def _planned(database: Database, fact: _Fact, bounds: Bounds) -> list[frozenset[Unit]]:
    """The units of each rollup of a fact."""
    possible = list(ways(fact.table, database.catalogue).values())
    every = dict.fromkeys(unit for units in possible for unit in units)
    size, largest = Sizes(database, fact.table, fact.time, fact.rows, every), bounds.largest(fact.rows)
    try:
        return chosen(usable(possible, size, largest), size, largest, bounds.most)
    finally:
        size.close()


def _build(database: Database, fact: _Fact, units: frozenset[Unit], name: str) -> Rollup | None:
    """One rollup as a table; None where a join of it leads to several rows, so that some would count twice."""
    statement, columns = rollup_select(database, fact.table, fact.time, units, fact.measures)
    database.create(name, statement)
    kept = nodes.table(name)
    counted = exp.Select(expressions=[exp.Count(this=exp.Star()), exp.Sum(this=nodes.output(columns.counts[""]))])
    counted.set("from_", exp.From(this=kept))
    ((size, rows),) = database.rows(counted)
    if rows != fact.rows:
        database.drop(name)
        return None
    made = Rollup(
        digest="",
        name=name,
        table=fact.table,
        time=fact.time,
        rows=size,
        source_rows=fact.rows,
        day=columns.day,
        columns=columns.columns,
        measures=columns.measures,
        counts=columns.counts,
        signature=signature(database.catalogue, fact.table, [fact.time, *columns.columns]),
    )
    text = made.to_text()
    values = exp.Tuple(expressions=[nodes.text(name), nodes.integer(size), nodes.text(text)])
    database.rows(exp.Insert(this=nodes.table(KEPT_IN), expression=exp.Values(expressions=[values])))
    return replace(made, digest=rollup_of(name, size, text).digest)
