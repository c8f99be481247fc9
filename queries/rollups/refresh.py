"""Brings a database's rollups up to date after an incremental load: only the days that changed, where that will do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import duckdb
from sqlglot import exp

from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.rollups.build import Fact, build_of, build_one, build_rollups, facts, made_of, write_list
from queries.rollups.database import Database
from queries.rollups.model import KEPT_IN, PREFIX, Rollup, list_select, rollup_of, walk
from queries.rollups.plan import Bounds
from queries.rollups.select import rollup_select, within

Changes = Mapping[str, Collection[date] | None]
"""Tables of the catalogue with rows added, changed or removed, each with the days by its `time` that these rows lie or
lay in; None where that is not known. Rows without a day need not be told."""


def refresh_rollups(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, changed: Changes, bounds: Bounds | None = None
) -> list[Rollup]:
    """The rollups as `build_rollups` would make them from the changed data, without choosing anew what they keep."""
    bounds, database = bounds or Bounds(), Database(connection, catalogue)
    if not database.has(KEPT_IN):
        return build_rollups(connection, catalogue, bounds)
    listed = [rollup_of(*row) for row in database.rows(list_select())]
    kept: list[Rollup] = []
    for fact in facts(database, bounds):
        own = [rollup for rollup in listed if (rollup.table, rollup.time) == (fact.table, fact.time)]
        fresh = [_refreshed(database, fact, rollup, changed) for rollup in own]
        if own and None not in fresh:
            kept += [rollup for rollup in fresh if rollup is not None]
        else:
            kept += build_of(database, fact, bounds)
    write_list(database, kept)
    for name in set(database.named(PREFIX)) - {rollup.name for rollup in kept}:
        database.drop(name)
    return kept


def _refreshed(database: Database, fact: Fact, rollup: Rollup, changed: Changes) -> Rollup | None:
    """The rollup brought up to date; None where it no longer fits the catalogue or the data."""
    units = frozenset({(path,) for path in rollup.columns})
    days = _days(rollup, changed, database.catalogue)
    statement, columns = rollup_select(database, fact.table, fact.time, units, fact.measures, days)
    same = (rollup.columns, rollup.measures, rollup.counts) == (columns.columns, columns.measures, columns.counts)
    if not same or not database.has(rollup.name):
        return None
    if days is not None:
        if days:
            _replace(database, rollup, days, statement)
        found = made_of(database, fact, rollup.name, columns)
        if found is not None and found.signature == rollup.signature:
            return found
    return build_one(database, fact, units, rollup.name)


def _replace(database: Database, rollup: Rollup, days: Collection[date], fresh: exp.Select) -> None:
    day = nodes.output(rollup.day)
    database.rows(exp.Delete(this=nodes.table(rollup.name), where=exp.Where(this=within(day, days))))
    database.rows(exp.Insert(this=nodes.table(rollup.name), expression=fresh))


def _days(rollup: Rollup, changed: Changes, catalogue: Catalogue) -> set[date] | None:
    """The days of a rollup that a load changed; None where it can be any."""
    found: set[date] = set()
    for table in dict.fromkeys(_tables(rollup, catalogue)):
        if _made_of(table, changed, catalogue):
            return None
        if table not in changed:
            continue
        days, time = changed[table], catalogue.tables[table].time
        if days is None or time is None or _end(table, time, catalogue) != _end(rollup.table, rollup.time, catalogue):
            return None
        found.update(days)
    return found


def _tables(rollup: Rollup, catalogue: Catalogue) -> Iterator[str]:
    """The fact and every table that its rows are joined to for the rollup."""
    yield rollup.table
    for path in (rollup.time, *rollup.columns):
        yield from (to for to, _ in walk(catalogue, rollup.table, path[:-1]))


def _made_of(table: str, changed: Changes, catalogue: Catalogue) -> bool:
    """Whether a table is a SELECT over changed ones."""
    source = catalogue.tables[table].source
    if isinstance(source, exp.Table):
        return False
    others = {other: catalogue.tables[other].source for other in changed if other in catalogue.tables}
    names = {s.name.lower() for s in others.values() if isinstance(s, exp.Table)} | {name.lower() for name in changed}
    return any(read.name.lower() in names for read in source.find_all(exp.Table))


def _end(table: str, path: Path, catalogue: Catalogue) -> tuple[str, str]:
    """The table and column that a path ends in."""
    joins = walk(catalogue, table, path[:-1])
    return (joins[-1][0] if joins else table), path[-1]
