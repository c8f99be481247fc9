"""Lays out tables of SQLite files: their rows go through a text file, since any value of theirs may be of any type."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import duckdb

from data.loading.source import Kind, Source, SourceError
from data.loading.staged import Staged
from data.loading.text_files import stage_rows

_AT_ONCE = 5_000


def tables_of_sqlite(path: Path) -> tuple[Source, ...]:
    """The tables of a SQLite file, without its own."""
    with _open(path) as connection:
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
        )
        names = [row[0] for row in rows]
    if not names:
        raise SourceError(f"{path.name} holds no table.")
    size = path.stat().st_size
    return tuple(Source(Kind.SQLITE, name, path, name, size) for name in names)


def stage_sqlite(connection: duckdb.DuckDBPyConnection, source: Source, folder: Path) -> Staged:
    """Lay out one table."""
    assert source.path is not None
    file = folder / "rows.csv"
    with _open(source.path) as sqlite:
        quoted = source.part.replace('"', '""')
        try:
            cursor = sqlite.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 (a quoted name; SQLite binds none)
        except sqlite3.Error as error:
            raise SourceError(f"{source.label} cannot be read: {error}") from error
        headers = tuple(d[0] for d in cursor.description)
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, quoting=csv.QUOTE_MINIMAL).writerows(_texts(cursor))
    return stage_rows(connection, file, headers)


def _texts(cursor: sqlite3.Cursor) -> Iterator[list[str]]:
    while rows := cursor.fetchmany(_AT_ONCE):
        for row in rows:
            yield [_text(v) for v in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value[:100].hex()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).replace("\0", "")


def _open(path: Path) -> closing[sqlite3.Connection]:
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=0", uri=True)
        connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.Error as error:
        raise SourceError(f"{path.name} cannot be opened: {error}") from error
    return closing(connection)
