"""Carries rollups over from the version of a database before: only days whose rows changed are summed up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb
from sqlglot import exp

from data.engines.rollups import LIST
from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.compiler.source import Source
from queries.rollups.build import Fact, build_of, build_one, drop_all, facts, made_of, write_list
from queries.rollups.database import Database
from queries.rollups.model import Rollup, list_select, rollup_of, signature
from queries.rollups.plan import Bounds
from queries.rollups.select import rollup_select, within

_MOST = 0.5
"""The share of days changed from which on everything is summed up again."""


def refresh_rollups(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, before: str, bounds: Bounds | None = None
) -> list[Rollup]:
    """The rollups that `build_rollups` would make of the data, with what was chosen to be kept in the version before.

    `before` is the name under which that version is attached. Its days are compared with those of now by all that the
    rollups keep of their rows, so that nobody need tell which have changed.
    """
    bounds, database = bounds or Bounds(), Database(connection, catalogue)
    drop_all(database)
    with _using(connection, before):
        listed = [rollup_of(*row) for row in database.rows(list_select())] if database.has(LIST, before) else []
    kept: list[Rollup] = []
    for fact in facts(database, bounds):
        own = [rollup for rollup in listed if (rollup.table, rollup.time) == (fact.table, fact.time)]
        kept += _carried(database, fact, own, before) or build_of(database, fact, bounds)
    write_list(database, kept)
    return kept


def _carried(database: Database, fact: Fact, own: Sequence[Rollup], before: str) -> list[Rollup]:
    """The rollups of a fact as they are now; none where they no longer fit the catalogue or the data."""
    if not own or any(not _fits(database, fact, rollup) for rollup in own):
        return []
    days = _changed(database, fact, own, before)
    fresh: list[Rollup] = []
    for rollup in own:
        made = None if days is None else _replaced(database, fact, rollup, days, before)
        made = made or build_one(database, fact, _units(rollup), rollup.name)
        if made is None:
            return []
        fresh.append(made)
    return fresh


def _units(rollup: Rollup) -> frozenset[tuple[tuple[str, ...], ...]]:
    return frozenset({(path,) for path in rollup.columns})


def _fits(database: Database, fact: Fact, rollup: Rollup) -> bool:
    """Whether the catalogue still means by it what it meant."""
    try:
        if signature(database.catalogue, fact.table, [fact.time, *rollup.columns]) != rollup.signature:
            return False
    except KeyError:
        return False
    _, now = rollup_select(database, fact.table, fact.time, _units(rollup), fact.measures)
    return (rollup.columns, rollup.measures, rollup.counts) == (now.columns, now.measures, now.counts)


def _replaced(database: Database, fact: Fact, rollup: Rollup, days: set[date], before: str) -> Rollup | None:
    """The rollup of before with the changed days, and the rows without one, summed up again."""
    database.drop(rollup.name)
    old = exp.Select(expressions=[exp.Star()])
    table = exp.Table(this=nodes.identifier(rollup.name), db=nodes.identifier("main"), catalog=nodes.identifier(before))
    old.set("from_", exp.From(this=table))
    old.set("where", exp.Where(this=exp.Not(this=exp.Paren(this=within(nodes.output(rollup.day), days)))))
    database.create(rollup.name, old)
    statement, columns = rollup_select(database, fact.table, fact.time, _units(rollup), fact.measures, days)
    database.rows(exp.Insert(this=nodes.table(rollup.name), expression=statement))
    return made_of(database, fact, rollup.name, columns)


def _changed(database: Database, fact: Fact, own: Sequence[Rollup], before: str) -> set[date] | None:
    """The days whose rows differ from those of before; None where they are too many to be worth it."""
    statement = _fingerprints(database.catalogue, fact, own)
    now = dict(database.rows(statement))
    try:
        with _using(database.connection, before):
            earlier = dict(database.rows(statement))
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.ConversionException):
        return None  # a table or column that was not there, or was of another type
    changed = {day for day in {*now, *earlier} if now.get(day) != earlier.get(day)} - {None}
    return changed if len(changed) <= _MOST * max(len(now), 1) else None


def _fingerprints(catalogue: Catalogue, fact: Fact, own: Sequence[Rollup]) -> exp.Select:
    """For each day a sum over its rows of all that the rollups keep of them."""
    source = Source(catalogue, fact.table)
    kept: list[exp.Expr] = [source.column(path) for path in sorted({path for rollup in own for path in rollup.columns})]
    for measure in fact.measures:
        kept += [source.expression(tree) for tree in (measure.expr, measure.where) if tree is not None]
    row = exp.Struct(expressions=[nodes.integer(1), *kept])
    told = exp.Cast(this=exp.Sum(this=exp.Anonymous(this="hash", expressions=[row])), to=exp.DataType.build("text"))
    return source.select([nodes.as_date(source.column(fact.time)), told], [], 1)


@contextmanager
def _using(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[None]:
    """Meanwhile names mean the tables of another database."""
    ((here,),) = connection.execute("SELECT current_database()").fetchall()
    connection.execute(f"USE {nodes.identifier(name).sql(dialect='duckdb')}")
    try:
        yield
    finally:
        connection.execute(f"USE {nodes.identifier(here).sql(dialect='duckdb')}")
