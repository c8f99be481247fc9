"""Rollups on a server: which facts get some, by the same choice as in DuckDB, and their SELECTs."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import duckdb
from sqlglot import exp

from data.engines.rollups import Made, name_of
from queries.catalogue.expressions import column_paths
from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.compiler.dialects import written
from queries.compiler.source import Source
from queries.rollups.build import Fact, facts, planned
from queries.rollups.database import Sample, text_of
from queries.rollups.grain import Unit
from queries.rollups.measures import Measure
from queries.rollups.model import Rollup, signature, walk
from queries.rollups.plan import Bounds
from queries.rollups.select import rollup_select

_CLOCKS = frozenset({"now", "today", "tomorrow", "yesterday"})
"""Texts that become a day or moment of now as a date."""
_PEOPLE = frozenset({"user", "current_user", "session_user", "current_role", "current_catalog", "current_schema"})


@dataclass(frozen=True, slots=True)
class Types:
    """The engine's names of the types of which rollups can be made.

    `keys` are those whose equal values are the same text, so that grouping by them keeps apart whatever answers do;
    `whole` those whose sum is of a whole number's type, and whose sum of sums no longer is.
    """

    days: frozenset[str]
    keys: frozenset[str]
    added: frozenset[str]
    whole: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """The rollups to be made, and for facts that get none why: (table, reason)."""

    made: tuple[Made, ...] = ()
    without: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> list[str]:
        """The tables they are made of."""
        return list(dict.fromkeys(source for made in self.made for source in made.sources))


class ServerDatabase(ABC):
    """A server's tables as rollups are chosen for them."""

    dialect: ClassVar[str]
    types: ClassVar[Types]

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @abstractmethod
    def run(self, select: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""

    @abstractmethod
    def kind(self, select: str) -> str:
        """The type of a SELECT's first column, as `types` has it."""

    @abstractmethod
    def unfit(self) -> AbstractContextManager[object]:
        """What is raised inside because the catalogue does not fit the data goes no further."""

    @abstractmethod
    def sample(self, statement: exp.Select, percent: float) -> None:
        """Have a SELECT read only so many of its table's rows, of a table the same ones each time."""

    @abstractmethod
    def problem(self, names: Sequence[str]) -> str | None:
        """Why rollups of some tables, by their names, cannot be kept; None where they can."""

    @abstractmethod
    def source_names(self, source: exp.Expr) -> list[str]:
        """The names of the tables that a source of the catalogue reads."""

    def sampled(self, name: str, statement: exp.Select) -> Sample:
        """The rows of a statement under a name, to be looked over several times."""
        return LocalTable(name, statement.named_selects, self.rows(statement))

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self.run(written(statement, self.dialect))

    def count(self, table: str) -> int:
        """The rows of a table of the catalogue."""
        ((rows,),) = self.rows(counting(self.catalogue, table))
        return int(rows)

    def has_days(self, table: str, path: Path) -> bool:
        """Whether each value at the end of a path lies in one day, in the time zone that all sessions have."""
        return self._kind(table, lambda source: source.column(path)) in self.types.days

    def total(self, operand: exp.Expr, table: str, expr: exp.Expr) -> exp.Expr:
        """The sum of an expression of a table's rows."""
        return exp.Sum(this=operand)

    def keeps(self, table: str, path: Path) -> bool:
        """Whether grouping by what stands at the end of a path keeps apart what answers keep apart."""
        return self.kind_at(table, path) in self.types.keys

    def holds(self, table: str, measure: Measure) -> bool:
        """Whether sums of days give what a sum of rows does, and each row gives the same whenever it is asked."""
        if any(tree is not None and not is_steady(tree) for tree in (measure.expr, measure.where)):
            return False
        kind = None if measure.expr is None else self.kind_of(table, measure.expr)
        if measure.held == "count":
            return True
        return kind in (self.types.added if measure.held == "sum" else self.types.added | self.types.days)

    def kind_at(self, table: str, path: Path) -> str:
        """The type of what stands at the end of a path."""
        return self._kind(table, lambda source: source.column(path))

    def kind_of(self, table: str, expr: exp.Expr) -> str:
        """The type of an expression over a table's paths."""
        return self._kind(table, lambda source: source.expression(expr))

    def _kind(self, table: str, value: Callable[[Source], exp.Expr]) -> str:
        source = Source(self.catalogue, table)
        output = nodes.named(value(source), "value")
        return self.kind(written(source.select([output], []), self.dialect))


class LocalTable:
    """Rows of a server as a table here, each value as a number that equal values share."""

    def __init__(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self._connection = duckdb.connect(":memory:")
        outputs = ", ".join(
            f"unnest(${place}::INTEGER[]) AS {nodes.identifier(column).sql('duckdb')}"
            for place, column in enumerate(columns, 1)
        )
        told = [_numbered([row[place] for row in rows]) for place in range(len(columns))]
        self._connection.execute(f"CREATE TABLE {nodes.identifier(name).sql('duckdb')} AS SELECT {outputs}", told)

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]:
        """The rows of a statement over it."""
        return self._connection.execute(text_of(statement)).fetchall()

    def close(self) -> None:
        """Forget them."""
        self._connection.close()


def _numbered(values: Sequence[object]) -> list[int | None]:
    known: dict[object, int] = {}
    return [None if value is None else known.setdefault(value, len(known)) for value in values]


def counting(catalogue: Catalogue, table: str) -> exp.Select:
    """How many rows a table of the catalogue has."""
    return Source(catalogue, table).select([exp.Count(this=exp.Star())], [])


def choose(database: ServerDatabase, zone: str, bounds: Bounds) -> Choice:
    """The rollups that a server's facts are to have, whose days are those of a time zone."""
    made: list[Made] = []
    without: dict[str, str] = {}
    for fact in facts(database, bounds):
        if reason := _problem([fact.table], database):
            without[fact.table] = reason
            continue
        with database.unfit():
            measures = tuple(m for m in fact.measures if database.holds(fact.table, m))
            own = replace(fact, measures=measures)
            for units in dict.fromkeys(planned(database, own, bounds, _keeping(database, own))):
                made.append(_made(database, own, units, zone))
    return Choice(tuple(made), tuple(without.items()))


def _keeping(database: ServerDatabase, fact: Fact) -> Callable[[Path], bool]:
    """Whether a path may be kept: its values can be grouped by, and writing to all tables on its way is noticed."""
    known: dict[Path, bool] = {}
    ways: dict[Path, bool] = {}

    def keeps(path: Path) -> bool:
        if path not in known:
            steps = path[:-1]
            if steps not in ways:
                tables = [to for to, _ in walk(database.catalogue, fact.table, steps)]
                ways[steps] = _problem(tables, database) is None
            known[path] = ways[steps] and database.keeps(fact.table, path)
        return known[path]

    return keeps


def _problem(tables: Sequence[str], database: ServerDatabase) -> str | None:
    """Why rollups of some tables of the catalogue cannot be kept; None where they can."""
    for table in tables:
        source = database.catalogue.tables[table].source
        if not is_steady(source):
            return "its SELECT does not always give the same of the same rows"
        if why := database.problem(database.source_names(source)):
            return why
    return None


def is_steady(tree: exp.Expr) -> bool:
    """Whether an expression or SELECT of the catalogue gives the same of the same rows, whenever and whoever asks.

    What calls a clock or chance does not get into a catalogue; left are words that an engine reads as either.
    """
    texts = (node.name.strip().lower() for node in tree.find_all(exp.Literal) if node.is_string)
    names = (node.this for node in tree.find_all(exp.Column) if not node.table)
    return _CLOCKS.isdisjoint(texts) and not any(name.name.lower() in _PEOPLE and not name.quoted for name in names)


def _made(database: ServerDatabase, fact: Fact, units: frozenset[Unit], zone: str) -> Made:
    """A rollup as statements."""
    catalogue = database.catalogue
    statement, columns = rollup_select(database, fact.table, fact.time, units, fact.measures)
    whole = {*columns.counts.values()}
    for measure in fact.measures:
        summed = measure.held == "sum" and measure.expr is not None
        if measure.held == "count" or (summed and database.kind_of(fact.table, measure.expr) in database.types.whole):  # type: ignore[arg-type]
            whole.add(columns.measures[measure.text])
    text = written(statement, database.dialect)
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
        written(counting(catalogue, fact.table), database.dialect),
        tuple(_sources(database, fact, columns.columns)),
    )


def _sources(database: ServerDatabase, fact: Fact, columns: dict[Path, str]) -> list[str]:
    """The tables whose rows a rollup is made of."""
    catalogue = database.catalogue
    paths = {fact.time, *columns}
    for measure in fact.measures:
        for tree in (measure.expr, measure.where):
            if tree is not None:
                paths |= set(column_paths(tree))
    tables = dict.fromkeys([fact.table])
    for path in sorted(paths):
        tables.update(dict.fromkeys(to for to, _ in walk(catalogue, fact.table, path[:-1])))
    return list(dict.fromkeys(n for table in tables for n in database.source_names(catalogue.tables[table].source)))
