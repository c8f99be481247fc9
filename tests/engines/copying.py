"""The tables of a DuckDB file or connection, copied into other engines."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg

_TYPES = {"VARCHAR": "text", "DOUBLE": "double precision", "TINYINT": "smallint", "UTINYINT": "smallint"}


def tables_of(source: duckdb.DuckDBPyConnection) -> list[str]:
    """Every table but the calendar, which each engine gets from kpibot."""
    found = source.execute("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'kpibot_calendar' ORDER BY 1")
    return [name for (name,) in found.fetchall()]


def columns_of(source: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """Each column's name and DuckDB type."""
    query = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    return source.execute(query, [table]).fetchall()


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def load_postgres(source: duckdb.DuckDBPyConnection, target: psycopg.Connection) -> None:
    """Copy every table into the target's current schema."""
    with tempfile.TemporaryDirectory() as folder:
        for table in tables_of(source):
            columns = ", ".join(f"{quoted(name)} {_TYPES.get(kind, kind)}" for name, kind in columns_of(source, table))
            target.execute(f"CREATE TABLE {quoted(table)} ({columns})")
            file = Path(folder) / "rows.csv"
            source.execute(f"COPY {quoted(table)} TO '{file}' (FORMAT csv, HEADER false, NULLSTR '\\N', FORCE_QUOTE *)")
            copying = f"COPY {quoted(table)} FROM STDIN (FORMAT csv, NULL '\\N')"
            with target.cursor().copy(copying) as copy, file.open("rb") as rows:
                while part := rows.read(1 << 20):
                    copy.write(part)
    target.execute("ANALYZE")


def write_parquet(source: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write every table as a file."""
    for table in tables_of(source):
        source.execute(f"COPY {quoted(table)} TO '{folder / table}.parquet' (FORMAT parquet)")


@dataclass(frozen=True)
class SparkPlace:
    """A Spark Connect server that has the rows: addresses of sessions, and the schema of the tables."""

    url: Callable[[], str]
    schema: str | None = None


def load_spark(folder: Path, url: str, schema: str | None = None) -> None:
    """Make the files known as tables of a schema, or to the address's session alone, which is left open."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.remote(url).create()
    if schema is not None:
        session.sql(f"CREATE DATABASE `{schema}`").toArrow()
    for file in sorted(folder.glob("*.parquet")):
        if schema is None:
            words = f"CREATE OR REPLACE TEMP VIEW `{file.stem}` AS SELECT * FROM parquet.`{file}`"
        else:
            words = f"CREATE TABLE `{schema}`.`{file.stem}` USING parquet LOCATION '{file}'"
        session.sql(words).toArrow()
    if schema is not None:
        session.stop()  # a session left open keeps Python from ending where its server is gone


_CLICKHOUSE_TYPES = {
    "BIGINT": "Int64",
    "BOOLEAN": "Bool",
    "DATE": "Date",
    "DOUBLE": "Float64",
    "INTEGER": "Int32",
    "SMALLINT": "Int16",
    "TIMESTAMP": "DateTime64(6)",
    "TINYINT": "Int8",
    "UTINYINT": "UInt8",
    "VARCHAR": "String",
}
_FEW = 50  # values, below which ClickHouse's tables keep each once


def load_clickhouse(source: duckdb.DuckDBPyConnection, folder: Path, command: Callable[[str], object]) -> None:
    """Make tables of the files as people do: NULL is allowed where there is one, short lists of names are kept once."""
    for table in tables_of(source):
        columns = ", ".join(
            f"{quoted(name)} {_clickhouse_type(source, table, name, kind)}" for name, kind in columns_of(source, table)
        )
        command(f"CREATE TABLE {quoted(table)} ({columns}) ENGINE = MergeTree ORDER BY tuple()")
        command(f"INSERT INTO {quoted(table)} SELECT * FROM file('{folder / table}.parquet', 'Parquet')")


def _clickhouse_type(source: duckdb.DuckDBPyConnection, table: str, name: str, kind: str) -> str:
    column = quoted(name)
    query = f"SELECT count(*) > count({column}), count(DISTINCT {column}) < {_FEW} FROM {quoted(table)}"
    ((missing, few),) = source.execute(query).fetchall()
    found = _CLICKHOUSE_TYPES.get(kind, kind)
    found = f"Nullable({found})" if missing else found
    return f"LowCardinality({found})" if few and kind == "VARCHAR" else found


def workspace_on(database: str, demo: Path, folder: Path) -> Path:
    """The demo's workspace in a folder, with another `database:`."""
    shutil.copytree(demo / "catalogue", folder / "catalogue")
    lines = (demo / "kpibot.yaml").read_text("utf-8").splitlines()
    changed = [f"database: {database}" if line.startswith("database:") else line for line in lines]
    (folder / "kpibot.yaml").write_text("\n".join(changed) + "\n", "utf-8")
    return folder
