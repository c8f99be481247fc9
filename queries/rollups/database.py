"""What building rollups asks of a database that is being written: statements as trees, types, counts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, Protocol

import duckdb
from sqlglot import exp

from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.compiler.source import Source

UNFIT = (
    duckdb.BinderException, duckdb.CatalogException, duckdb.ConversionException, duckdb.InvalidInputException,
    duckdb.OutOfRangeException,
)  # fmt: skip
"""What is raised where a catalogue does not fit the data: checking tells of it, and no rollup is made."""
_DAYS = ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
"""Types that tell the day whatever the time zone of who asks."""
_FLOATS = ("DOUBLE", "FLOAT")


class Sample(Protocol):
    """Some rows as a table."""

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]:
        """The rows of a statement over it."""

    def close(self) -> None:
        """Forget them."""


class Surveyed(Protocol):
    """A database as it is looked over before rollups are chosen and their SELECTs written."""

    @property
    def catalogue(self) -> Catalogue: ...

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]: ...

    def sampled(self, name: str, statement: exp.Select) -> Sample:
        """The rows of a statement under a name, to be looked over several times."""

    def count(self, table: str) -> int: ...

    def unfit(self) -> AbstractContextManager[object]:
        """What is raised inside because the catalogue does not fit the data goes no further."""

    def has_days(self, table: str, path: Path) -> bool:
        """Whether each value at the end of a path lies in one day, whoever asks."""

    def total(self, operand: exp.Expr, table: str, expr: exp.Expr) -> exp.Expr:
        """The sum of an expression of a table's rows, `operand` in the statement, as exact as it can be."""

    def sample(self, statement: exp.Select, percent: float) -> None:
        """Have a SELECT read only so many of its table's rows, the same ones each time."""


class Database:
    """A writable DuckDB connection, and the catalogue of what lies in it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
        self.connection = connection
        self.catalogue = catalogue

    def rows(self, statement: exp.Expr, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self.connection.execute(text_of(statement), list(values)).fetchall()

    def create(self, name: str, query: exp.Query, *, temporary: bool = False) -> None:
        """A table of a query's rows."""
        properties = exp.Properties(expressions=[exp.TemporaryProperty()]) if temporary else None
        self.rows(exp.Create(this=nodes.table(name), kind="TABLE", expression=query, properties=properties))

    def sampled(self, name: str, statement: exp.Select) -> Sample:
        """The rows of a statement under a name, to be looked over several times."""
        return TemporaryTable(self, name, statement)

    def drop(self, name: str) -> None:
        """Remove a table, if there is one."""
        self.rows(exp.Drop(tables=[nodes.table(name)], kind="TABLE", exists=True))

    def unfit(self) -> AbstractContextManager[object]:
        """What is raised inside because the catalogue does not fit the data goes no further."""
        return suppress(*UNFIT)

    def has_days(self, table: str, path: Path) -> bool:
        """Whether each value at the end of a path lies in one day, whoever asks."""
        return self.type_at(table, path) in _DAYS

    def total(self, operand: exp.Expr, table: str, expr: exp.Expr) -> exp.Expr:
        """The sum of an expression of a table's rows; of floats what plain sums of them lose is kept."""
        if self.type_of(table, expr) in _FLOATS:
            return exp.Anonymous(this="fsum", expressions=[operand])
        return exp.Sum(this=operand)

    def sample(self, statement: exp.Select, percent: float) -> None:
        """Have a SELECT read only so many of its table's rows, the same ones each time."""
        take_some(statement, percent)

    def has(self, name: str, database: str | None = None) -> bool:
        """Whether there is a table of that name, here or in an attached database."""
        asked = (
            "SELECT count(*) FROM duckdb_tables() "
            "WHERE table_name = ? AND database_name = coalesce(?, current_database())"
        )
        return bool(self.connection.execute(asked, [name, database]).fetchall()[0][0])

    def named(self, prefix: str) -> list[str]:
        """The tables whose names begin so."""
        asked = (
            "SELECT table_name FROM duckdb_tables() "
            "WHERE starts_with(table_name, ?) AND database_name = current_database()"
        )
        return [name for (name,) in self.connection.execute(asked, [prefix]).fetchall()]

    def count(self, table: str) -> int:
        """The rows of a table of the catalogue."""
        source = Source(self.catalogue, table)
        ((rows,),) = self.rows(source.select([exp.Count(this=exp.Star())], []))
        return int(rows)

    def type_of(self, table: str, expr: exp.Expr) -> str:
        """DuckDB's name of the type of an expression over a table's paths."""
        source = Source(self.catalogue, table)
        statement = source.select([nodes.named(source.expression(expr), "value")], [])
        ((_, kind, *_),) = self.rows(exp.Describe(this=statement))
        return str(kind)

    def type_at(self, table: str, path: Path) -> str:
        """The type of what stands at the end of a path."""
        source = Source(self.catalogue, table)
        ((_, kind, *_),) = self.rows(exp.Describe(this=source.select([nodes.named(source.column(path), "value")], [])))
        return str(kind)


class Keeping(Protocol):
    """A session that can have temporary tables."""

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]: ...

    def create(self, name: str, query: exp.Query, *, temporary: bool = False) -> None: ...

    def drop(self, name: str) -> None: ...


class TemporaryTable:
    """Some rows as a temporary table of the session."""

    def __init__(self, database: Keeping, name: str, statement: exp.Select) -> None:
        self._database, self._name = database, name
        database.drop(name)
        database.create(name, statement, temporary=True)

    def rows(self, statement: exp.Expr) -> list[tuple[Any, ...]]:
        """The rows of a statement over it."""
        return self._database.rows(statement)

    def close(self) -> None:
        """Forget them."""
        self._database.drop(self._name)


def text_of(statement: exp.Expr) -> str:
    """A statement as DuckDB reads it."""
    return statement.sql(dialect="duckdb", comments=False)


def take_some(statement: exp.Select, percent: float) -> None:
    """Sample the table that a SELECT reads."""
    how = {"method": exp.Var(this="BERNOULLI"), "seed": nodes.integer(7)}
    share = exp.Literal.number(f"{percent:.6f}")
    statement.args["from_"].this.set("sample", exp.TableSample(percent=share, **how))
