"""What building rollups asks of a database that is being written: statements as trees, types, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
from sqlglot import exp

from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.compiler.source import Source


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

    def drop(self, name: str) -> None:
        """Remove a table, if there is one."""
        self.rows(exp.Drop(tables=[nodes.table(name)], kind="TABLE", exists=True))

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


def text_of(statement: exp.Expr) -> str:
    """A statement as DuckDB reads it."""
    return statement.sql(dialect="duckdb", comments=False)
