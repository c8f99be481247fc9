"""Builds the rollups of a database from its catalogue, into tables of their own beside the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import duckdb
from sqlglot import exp

from data.engines.rollups import LIST, PREFIX
from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.rollups.database import Database, Surveyed
from queries.rollups.grain import Unit, ways
from queries.rollups.measures import Measure, facts_of, measures_of
from queries.rollups.model import Rollup, rollup_of, signature
from queries.rollups.plan import Bounds, chosen, named, usable
from queries.rollups.select import Columns, rollup_select
from queries.rollups.sizes import Sizes


@dataclass(frozen=True, slots=True)
class Fact:
    """A table with the date that its figures count by; `rows` of it there are now."""

    table: str
    time: Path
    rows: int
    measures: tuple[Measure, ...]


def build_rollups(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, bounds: Bounds | None = None
) -> list[Rollup]:
    """Replace all rollups of a database by those of the catalogue, chosen by what the data holds.

    To be called when everything else is loaded. A fact that the catalogue does not fit gets none. Raises duckdb.Error
    where memory or disk do not suffice.
    """
    database = Database(connection, catalogue)
    drop_all(database)
    built: list[Rollup] = []
    for fact in facts(database, bounds or Bounds()):
        built += build_of(database, fact, bounds or Bounds())
    write_list(database, built)
    return built


def drop_all(database: Database) -> None:
    """Drop every rollup of a database."""
    for name in (*database.named(PREFIX), LIST):
        database.drop(name)


def facts(database: Surveyed, bounds: Bounds) -> Iterable[Fact]:
    """What rollups are worth it for: large facts, and those that the catalogue names some of."""
    catalogue = database.catalogue
    for table, time in facts_of(catalogue):
        told = catalogue.tables[table].rollups
        if told == ():
            continue
        rows, has_days = 0, False
        with database.unfit():
            rows = database.count(table)
            has_days = bool(rows and (told or rows >= bounds.least)) and database.has_days(table, time)
        if has_days:
            yield Fact(table, time, rows, tuple(measures_of(table, time, catalogue)))


def build_of(database: Database, fact: Fact, bounds: Bounds) -> list[Rollup]:
    """The rollups of one fact, each as a table."""
    found: list[Rollup] = []
    number = 0
    with database.unfit():
        for units in planned(database, fact, bounds):
            number += 1
            while database.has(f"{PREFIX}{fact.table}_{number}"):
                number += 1
            made = build_one(database, fact, units, f"{PREFIX}{fact.table}_{number}")
            if made is not None:
                found.append(made)
    return found


def build_one(database: Database, fact: Fact, units: frozenset[Unit], name: str) -> Rollup | None:
    """One rollup as a table; None where a join of it leads to several rows, so that some would count twice."""
    statement, columns = rollup_select(database, fact.table, fact.time, units, fact.measures)
    database.drop(name)
    database.create(name, statement)
    made = made_of(database, fact, name, columns)
    if made is None:
        database.drop(name)
    return made


def made_of(database: Database, fact: Fact, name: str, columns: Columns) -> Rollup | None:
    """A finished table as a rollup; None where its rows do not stand for just those of the fact."""
    counted = exp.Select(expressions=[exp.Count(this=exp.Star()), exp.Sum(this=nodes.output(columns.counts[""]))])
    counted.set("from_", exp.From(this=nodes.table(name)))
    ((size, rows),) = database.rows(counted)
    if rows != fact.rows:
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
    return rollup_of(name, size, made.to_text())


def write_list(database: Database, built: list[Rollup]) -> None:
    """Keep beside the rollups what each of them is."""
    database.connection.execute(f"CREATE OR REPLACE TABLE {LIST} (name VARCHAR, size BIGINT, definition VARCHAR)")
    for rollup in built:
        line = (nodes.text(rollup.name), nodes.integer(rollup.rows), nodes.text(rollup.to_text()))
        values = exp.Values(expressions=[exp.Tuple(expressions=list(line))])
        database.rows(exp.Insert(this=nodes.table(LIST), expression=values))


def planned(
    database: Surveyed, fact: Fact, bounds: Bounds, keeps: Callable[[Path], bool] = lambda _: True
) -> list[frozenset[Unit]]:
    """The units of each rollup of a fact, of paths that can be grouped by."""
    possible, told = ways(fact.table, database.catalogue), database.catalogue.tables[fact.table].rollups
    possible = {name: tuple(u for u in units if all(map(keeps, u))) for name, units in possible.items()}
    every = dict.fromkeys(unit for units in possible.values() for unit in units)
    size, largest = Sizes(database, fact.table, fact.time, fact.rows, every), bounds.largest(fact.rows)
    try:
        if told is not None:
            kept = [dimensions for dimensions in told if all(possible[name] for name in dimensions)]
            return list(dict.fromkeys(named(dimensions, possible, size) for dimensions in kept))
        return chosen(usable(list(possible.values()), size, largest), size, largest, bounds.most)
    finally:
        size.close()
