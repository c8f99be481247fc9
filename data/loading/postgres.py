"""Lays out tables of a PostgreSQL server: copied out as text in one snapshot, read with the types the server tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from sqlglot import exp

from data.loading.layout import Layout
from data.loading.naming import names_of
from data.loading.report import Repair
from data.loading.source import Kind, Source, SourceError
from data.loading.staged import TABLE, Staged, StagedColumn, create, drop, select, table
from data.loading.text_files import reader

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql

_SECONDS = 20
# What the server's types become; other types are read as text.
_TYPES = {
    "int2": "BIGINT", "int4": "BIGINT", "int8": "BIGINT", "oid": "BIGINT", "float4": "DOUBLE", "float8": "DOUBLE",
    "bool": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP", "timestamptz": "TIMESTAMP", "time": "TIME",
    "numeric": "DOUBLE", "money": "VARCHAR",
}  # fmt: skip
_LEFT_OUT = ("bytea",)
_TABLES = """
    SELECT n.nspname, c.relname, greatest(c.reltuples, 0)::bigint
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%'
      AND n.nspname <> 'information_schema' AND has_table_privilege(c.oid, 'SELECT')
    ORDER BY 1, 2
"""
_COLUMNS = """
    SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


def tables_of(dsn: str) -> list[Source]:
    """The tables and views of a server that its user may read."""
    with _connected(dsn) as connection:
        rows = connection.execute(_TABLES).fetchall()
    if not rows:
        raise SourceError("The PostgreSQL database has no table that this user may read.")
    return [
        Source(Kind.POSTGRES, name if schema == "public" else f"{schema}_{name}", None, f"{schema}.{name}", dsn=dsn)
        for schema, name, _ in rows
    ]


def stage_postgres(connection: duckdb.DuckDBPyConnection, source: Source, folder: Path) -> Staged:
    """Copy a table out into a file and lay that out."""
    from psycopg import sql

    schema, _, name = source.part.partition(".")
    relation = sql.Identifier(schema, name) if name else sql.Identifier(schema)
    file = folder / "rows.csv"
    with _connected(source.dsn) as server:
        known = server.execute(_COLUMNS, [relation.as_string(server)]).fetchall()
        if not known:
            raise SourceError(
                f"{source.part}: the PostgreSQL database has no such table, or this user may not read it."
            )
        columns = [(column, kind) for column, kind in known if kind not in _LEFT_OUT]
        shown = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
        where = _since(columns, source)
        query = sql.SQL("COPY (SELECT {} FROM {}{}) TO STDOUT (FORMAT csv)").format(shown, relation, where)
        with file.open("wb") as out, server.cursor().copy(query) as copied:
            for piece in copied:
                out.write(piece)
    return _staged(connection, file, columns, [c for c, kind in known if kind in _LEFT_OUT])


def _since(columns: list[tuple[str, str]], source: Source) -> sql.Composable:
    """The condition on the rows that are asked for."""
    from psycopg import sql

    names = dict(zip(names_of([c for c, _ in columns]), (c for c, _ in columns), strict=True))
    if not source.since or source.since_column not in names:
        return sql.SQL("")
    time = sql.Identifier(names[source.since_column])
    return sql.SQL(" WHERE {0} >= {1} OR {0} IS NULL").format(time, sql.Literal(source.since))


def _staged(
    connection: duckdb.DuckDBPyConnection, file: Path, columns: list[tuple[str, str]], left_out: list[str]
) -> Staged:
    headers = tuple(name for name, _ in columns)
    names = names_of(headers)
    types = [_TYPES.get(kind, "VARCHAR") for _, kind in columns]
    # Nulls are nothing, empty texts are quoted; both mean no value.
    source = reader(file, Layout(",", headers, 0, ()), zip(names, types, strict=True), rejects=False)
    connection.execute(drop(TABLE))
    connection.execute(create(TABLE, select([exp.Star()], source), temporary=True))
    rows = connection.execute(select([exp.Count(this=exp.Star())], table(TABLE)).sql("duckdb")).fetchall()[0][0]
    staged = tuple(StagedColumn(n, h, t) for n, h, t in zip(names, headers, types, strict=True))
    repairs = tuple(Repair("left_out_column", None, 1, detail=name) for name in left_out)
    return Staged(table(TABLE), staged, rows, repairs=repairs, written_by_program=True)


@contextmanager
def _connected(dsn: str) -> Iterator[psycopg.Connection[Any]]:
    try:
        import psycopg
    except ImportError:
        raise SourceError("PostgreSQL needs a package: pip install 'kpibot[postgres]'.") from None
    try:
        with psycopg.connect(dsn, connect_timeout=_SECONDS, options="-c timezone=UTC -c datestyle=ISO") as connection:
            # One snapshot, and no way to write.
            connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            connection.commit()
            yield connection
    except psycopg.Error as error:
        # Its messages name server and user, but never the password.
        raise SourceError(f"The PostgreSQL database cannot be read: {str(error).strip().splitlines()[0]}") from error
