"""Rollups on a server: which facts get some, by the same choice as in DuckDB, and the statements that make them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from sqlglot import exp

from data.engines.postgres_building import Builder
from data.engines.postgres_rollups import PROBLEMS, Made, name_of
from queries.catalogue.expressions import column_paths
from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.compiler.dialects import written
from queries.compiler.source import Source
from queries.rollups.build import Fact, facts, planned
from queries.rollups.database import take_some
from queries.rollups.grain import Unit
from queries.rollups.measures import Measure
from queries.rollups.model import Rollup, signature, walk
from queries.rollups.plan import Bounds
from queries.rollups.select import rollup_select

DIALECT = "postgres"
_DAYS = ("date", "timestamp", "timestamptz")
_KEYS = ("int2", "int4", "int8", "bool", "date", "uuid", "decimal", "text", "varchar", "bpchar")
"""Types whose equal values are the same text, so that grouping by them keeps apart whatever answers do."""
_TEXTS = ("text", "varchar", "bpchar")
_ADDED = ("int2", "int4", "int8", "numeric", "decimal", "float8")
_COMPARED = (*_ADDED, *_DAYS)
_WHOLE = ("int2", "int4")
"""Types whose sum is a whole number's, and whose sum of sums no longer is."""

_CLOCKS = frozenset({"now", "today", "tomorrow", "yesterday"})
"""Texts that become a day or moment of now as a date."""
_PEOPLE = frozenset({"user", "current_user", "session_user", "current_role", "current_catalog", "current_schema"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The rollups to be made, and for facts that get none why: (table, reason)."""

    made: tuple[Made, ...] = ()
    without: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> list[str]:
        """The tables they are made of."""
        return list(dict.fromkeys(source for made in self.made for source in made.sources))


class ServerDatabase:
    """A PostgreSQL database as rollups are chosen for it, in a transaction of its session."""

    def __init__(self, builder: Builder, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._builder = builder

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self._builder.rows(written(statement, DIALECT))

    def create(self, name: str, query: exp.Query, *, temporary: bool = False) -> None:
        """A temporary table of a query's rows."""
        assert temporary
        self._builder.run(f"CREATE TEMPORARY TABLE {name} AS {written(query, DIALECT)}")

    def drop(self, name: str) -> None:
        """Remove a temporary table, if there is one."""
        self._builder.run(f"DROP TABLE IF EXISTS pg_temp.{name}")

    def count(self, table: str) -> int:
        """The rows of a table of the catalogue."""
        ((rows,),) = self.rows(counting(self.catalogue, table))
        return int(rows)

    def unfit(self) -> AbstractContextManager[object]:
        """What is raised inside because the catalogue does not fit the data goes no further."""
        return self._builder.unfit()

    def has_days(self, table: str, path: Path) -> bool:
        """Whether each value at the end of a path lies in one day, in the time zone that all sessions have."""
        return self._kind(table, lambda source: source.column(path)) in _DAYS

    def total(self, operand: exp.Expr, table: str, expr: exp.Expr) -> exp.Expr:
        """The sum of an expression of a table's rows."""
        return exp.Sum(this=operand)

    def sample(self, statement: exp.Select, percent: float) -> None:
        """Have a SELECT read only so many of its table's rows, of a table the same ones each time."""
        if isinstance(statement.args["from_"].this, exp.Table):
            take_some(statement, percent)
        else:
            chance = exp.LT(this=exp.Rand(), expression=exp.Literal.number(f"{percent / 100:.6f}"))
            statement.set("where", exp.Where(this=chance))

    def keeps(self, table: str, path: Path) -> bool:
        """Whether grouping by what stands at the end of a path keeps apart what answers keep apart."""
        kind = self._kind(table, lambda source: source.column(path))
        return kind in _KEYS and not (kind in _TEXTS and self._blurs(table, path))

    def holds(self, table: str, measure: Measure) -> bool:
        """Whether sums of days give what a sum of rows does, and each row gives the same whenever it is asked."""
        if any(tree is not None and not is_steady(tree) for tree in (measure.expr, measure.where)):
            return False
        kind = None if measure.expr is None else self.kind_of(table, measure.expr)
        if measure.held == "count":
            return True
        return kind in (_ADDED if measure.held == "sum" else _COMPARED)

    def kind_of(self, table: str, expr: exp.Expr) -> str:
        """The type of an expression over a table's paths."""
        return self._kind(table, lambda source: source.expression(expr))

    def _kind(self, table: str, value: Callable[[Source], exp.Expr]) -> str:
        source = Source(self.catalogue, table)
        output = nodes.named(value(source), "value")
        return self._builder.kind(written(source.select([output], []), DIALECT))

    def _blurs(self, table: str, path: Path) -> bool:
        """Whether the database takes different texts of a column for the same."""
        end = Source(self.catalogue, table).end_table(path)
        source = Source(self.catalogue, end)  # its rows alone: LIMIT spares no join its hash table
        name = exp.Anonymous(this="pg_collation_for", expressions=[source.column(path[-1:])])
        found = self._builder.rows(f"{written(source.select([name], []), DIALECT)} LIMIT 1")
        if not found or found[0][0] is None:
            return False
        told = "SELECT collisdeterministic FROM pg_collation WHERE oid = $1::text::regcollation"
        return [row[0] for row in self._builder.rows(told, [found[0][0]])] != [True]


def counting(catalogue: Catalogue, table: str) -> exp.Select:
    """How many rows a table of the catalogue has."""
    return Source(catalogue, table).select([exp.Count(this=exp.Star())], [])


def choose(database: ServerDatabase, builder: Builder, zone: str, reader: str, bounds: Bounds) -> Choice:
    """The rollups that a server's facts are to have. To be called within a transaction."""
    made: list[Made] = []
    without: dict[str, str] = {}
    for fact in facts(database, bounds):
        if reason := _unwatchable([fact.table], database.catalogue, builder, reader):
            without[fact.table] = reason
            continue
        with builder.unfit():
            measures = tuple(m for m in fact.measures if database.holds(fact.table, m))
            own = replace(fact, measures=measures)
            keeps = _keeping(database, builder, own, reader)
            for units in dict.fromkeys(planned(database, own, bounds, keeps)):
                made.append(_made(database, own, units, zone))
    return Choice(tuple(made), tuple(without.items()))


def _keeping(database: ServerDatabase, builder: Builder, fact: Fact, reader: str) -> Callable[[Path], bool]:
    """Whether a path may be kept: its values can be grouped by, and writing to all tables on its way is noted."""
    known: dict[Path, bool] = {}
    ways: dict[Path, bool] = {}

    def keeps(path: Path) -> bool:
        if path not in known:
            steps = path[:-1]
            if steps not in ways:
                tables = [to for to, _ in walk(database.catalogue, fact.table, steps)]
                ways[steps] = _unwatchable(tables, database.catalogue, builder, reader) is None
            known[path] = ways[steps] and database.keeps(fact.table, path)
        return known[path]

    return keeps


def _unwatchable(tables: Sequence[str], catalogue: Catalogue, builder: Builder, reader: str) -> str | None:
    """Why rollups of some tables of the catalogue cannot be kept; None where they can."""
    for table in tables:
        source = catalogue.tables[table].source
        if not is_steady(source):
            return "its SELECT does not always give the same of the same rows"
        for name, why in builder.rows(PROBLEMS, [list(names_of(source)), reader]):
            if why is not None:
                return f"{name} {why}"
    return None


def is_steady(tree: exp.Expr) -> bool:
    """Whether an expression or SELECT of the catalogue gives the same of the same rows, whenever and whoever asks.

    What calls a clock or chance does not get into a catalogue; left are words that PostgreSQL reads as either.
    """
    texts = (node.name.strip().lower() for node in tree.find_all(exp.Literal) if node.is_string)
    names = (node.this for node in tree.find_all(exp.Column) if not node.table)
    return _CLOCKS.isdisjoint(texts) and not any(name.name.lower() in _PEOPLE and not name.quoted for name in names)


def names_of(source: exp.Expr) -> Iterator[str]:
    """The names of the tables that a source reads, as PostgreSQL reads them."""
    own = {cte.alias for cte in source.find_all(exp.CTE)}
    for found in source.find_all(exp.Table):
        if found.name not in own or found.args.get("db") is not None:
            plain = found.copy()
            for extra in ("alias", "joins", "laterals", "pivots"):
                plain.set(extra, None)
            yield plain.sql(dialect=DIALECT)


def _made(database: ServerDatabase, fact: Fact, units: frozenset[Unit], zone: str) -> Made:
    """A rollup as statements."""
    catalogue = database.catalogue
    statement, columns = rollup_select(database, fact.table, fact.time, units, fact.measures)
    whole = {*columns.counts.values()}
    for measure in fact.measures:
        summed = measure.held == "sum" and measure.expr is not None
        if measure.held == "count" or (summed and database.kind_of(fact.table, measure.expr) in _WHOLE):  # type: ignore[arg-type]
            whole.add(columns.measures[measure.text])
    text = written(statement, DIALECT)
    rollup = Rollup(
        digest="",
        name="",
        table=fact.table,
        time=fact.time,
        rows=0,
        source_rows=0,
        day=columns.day,
        columns=columns.columns,
        measures=columns.measures,
        counts=columns.counts,
        signature=signature(catalogue, fact.table, [fact.time, *columns.columns], zone),
        whole=frozenset(whole),
    )
    definition = rollup.to_text()
    digest = hashlib.sha256(f"{definition}\0{text}".encode()).hexdigest()[:8]
    return Made(
        name_of(fact.table, digest),
        text,
        json.dumps(json.loads(definition), ensure_ascii=False),
        columns.counts[""],
        written(counting(catalogue, fact.table), DIALECT),
        tuple(_sources(catalogue, fact, columns.columns)),
    )


def _sources(catalogue: Catalogue, fact: Fact, columns: dict[Path, str]) -> list[str]:
    """The tables whose rows a rollup is made of."""
    paths = {fact.time, *columns}
    for measure in fact.measures:
        for tree in (measure.expr, measure.where):
            if tree is not None:
                paths |= set(column_paths(tree))
    tables = dict.fromkeys([fact.table])
    for path in sorted(paths):
        tables.update(dict.fromkeys(to for to, _ in walk(catalogue, fact.table, path[:-1])))
    return list(dict.fromkeys(name for table in tables for name in names_of(catalogue.tables[table].source)))
