"""Lays out Parquet files and tables of DuckDB files, whose columns have types; only texts are read like a person's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
from sqlglot import exp

from data.loading.naming import names_of
from data.loading.report import Repair
from data.loading.source import Kind, Source, SourceError
from data.loading.staged import (
    TABLE,
    Staged,
    StagedColumn,
    call,
    column,
    drop,
    identifier,
    pattern,
    select,
    table,
    text,
)
from data.store import ALONE

_ATTACHED = "kpibot_source"
_NESTED = ("STRUCT", "MAP", "UNION", "LIST", "ARRAY", "VARIANT")


def tables_of_duckdb(path: Path) -> tuple[Source, ...]:
    """The tables of a DuckDB file; no views, which may read anything."""
    connection = duckdb.connect(config=ALONE)
    try:
        _attach(connection, path)
        rows = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal ORDER BY ALL",
            [_ATTACHED],
        ).fetchall()
    finally:
        connection.close()
    if not rows:
        raise SourceError(f"{path.name} holds no table.")
    size = path.stat().st_size
    return tuple(
        Source(Kind.DUCKDB, name, path, name if schema == "main" else f"{schema}.{name}", size) for schema, name in rows
    )


def stage_typed(connection: duckdb.DuckDBPyConnection, source: Source) -> Staged:
    """Make a view of a Parquet file or a DuckDB table whose texts are VARCHAR and whose nested values are flat."""
    path = source.path
    assert path is not None
    detach(connection)
    if source.kind is Kind.PARQUET:
        relation = exp.Table(this=call("read_parquet", pattern(path)))
    else:
        _attach(connection, path)
        schema, _, name = source.part.rpartition(".")
        relation = exp.Table(this=identifier(name), db=identifier(schema or "main"), catalog=identifier(_ATTACHED))
    described = connection.execute(f"DESCRIBE {select([exp.Star()], relation.copy()).sql('duckdb')}").fetchall()
    fields = [f for name, kind, *_ in described for f in _flat(column(name), name, kind)]
    repairs = [Repair(f.repair, None, 1, detail=f.header) for f in fields if f.repair]
    kept = [f for f in fields if f.type]
    if not kept:
        raise SourceError(f"{source.label} has no column that can be read.")
    names = names_of([f.header for f in kept])
    shown = [exp.alias_(f.value, n, quoted=True) for f, n in zip(kept, names, strict=True)]
    view = exp.Create(
        this=table(TABLE), kind="VIEW", expression=select(shown, relation), replace=True,
        properties=exp.Properties(expressions=[exp.TemporaryProperty()]),
    )  # fmt: skip
    connection.execute(drop(TABLE))
    connection.execute(view.sql("duckdb"))
    rows = connection.execute(select([exp.Count(this=exp.Star())], table(TABLE)).sql("duckdb")).fetchall()[0][0]
    columns = tuple(StagedColumn(n, f.header, f.type) for n, f in zip(names, kept, strict=True))
    return Staged(table(TABLE), columns, rows, repairs=tuple(repairs), numbered=False, written_by_program=True)


def detach(connection: duckdb.DuckDBPyConnection) -> None:
    """Let an attached file go."""
    connection.execute(f"DROP VIEW IF EXISTS {TABLE}")
    connection.execute(f"DETACH DATABASE IF EXISTS {_ATTACHED}")


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        connection.execute(f"ATTACH {text(str(path.absolute())).sql('duckdb')} AS {_ATTACHED} (READ_ONLY)")
    except duckdb.Error as error:
        raise SourceError(f"{path.name} cannot be opened: {str(error).splitlines()[0]}") from error


class _Field:
    """One flat column: its value, header, type ("" where it is left out), and the repair to tell of."""

    def __init__(self, value: exp.Expr, header: str, kind: str, repair: str = "") -> None:
        self.value, self.header, self.type, self.repair = value, header, kind, repair


def _flat(value: exp.Expr, header: str, kind: str) -> Iterator[_Field]:
    """A column of any type as columns that figures and words can be made of."""
    upper = kind.upper()
    if upper.endswith("]") or upper.startswith(("MAP", "UNION", "VARIANT")) or upper == "JSON":
        yield _Field(exp.cast(call("to_json", value), "VARCHAR"), header, "VARCHAR", "as_text")
    elif upper.startswith("STRUCT"):
        fields = exp.DataType.build(kind, dialect="duckdb").expressions
        for number, field in enumerate(fields):
            inner = exp.cast(call("struct_extract", value.copy(), text(field.name)), field.args["kind"])
            made = list(_flat(inner, f"{header} {field.name}", field.args["kind"].sql("duckdb")))
            if number == 0 and made:
                made[0].repair = made[0].repair or "flattened"
            yield from made
    elif upper.startswith(("BLOB", "BIT")):
        yield _Field(value, header, "", "left_out_column")
    elif upper.startswith(("VARCHAR", "TEXT", "ENUM", "UUID", "INTERVAL", "CHAR")):
        yield _Field(exp.cast(value, "VARCHAR"), header, "VARCHAR")
    elif upper in ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"):
        yield _Field(call("timezone", text("UTC"), exp.cast(value, "TIMESTAMPTZ")), header, "TIMESTAMP")
    elif upper.startswith("TIMESTAMP"):
        yield _Field(exp.cast(value, "TIMESTAMP"), header, "TIMESTAMP")
    elif upper in ("FLOAT", "REAL"):
        yield _Field(exp.cast(exp.cast(value, "VARCHAR"), "DOUBLE"), header, "DOUBLE")
    elif upper in ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"):
        yield _Field(exp.cast(value, "BIGINT"), header, "BIGINT")
    elif upper == "BIGNUM":
        yield _Field(exp.cast(value, "DOUBLE"), header, "DOUBLE")
    else:
        yield _Field(value, header, kind)
