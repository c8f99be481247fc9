"""Lays out tables of SQLite files: their rows go through a text file, since any value of theirs may be of any type."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import duckdb

from data.loading.source import Kind, Source, SourceError
from data.loading.staged import Staged
from data.loading.text_files import stage_rows

_LONGEST = 256 << 20
"""Bytes of one value: what views, generated columns and damaged pages make of a file may be larger than any memory."""
_OF_INDEXES = ("data", "idx", "content", "docsize", "config", "segments", "segdir", "stat", "node", "parent", "rowid")


def tables_of_sqlite(path: Path) -> tuple[Source, ...]:
    """The tables of a SQLite file, without its own and those in which a full-text or spatial index keeps itself."""
    with _open(path) as connection:
        rows = connection.execute(
            "SELECT name, sql LIKE 'create virtual%' FROM sqlite_master "
            "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
        ).fetchall()
        indexes = {name for name, virtual in rows if virtual}
        within = {f"{name}_{part}" for name in indexes for part in _OF_INDEXES}
        names = [name for name, _ in rows if name not in indexes | within]
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
            headers = tuple(d[0] for d in cursor.description)
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out, quoting=csv.QUOTE_MINIMAL).writerows([_text(v) for v in row] for row in cursor)
        except (sqlite3.Error, OverflowError) as error:
            raise SourceError(f"{source.label} cannot be read: {error}") from error
    return stage_rows(connection, file, headers)


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
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.Error as error:
        raise SourceError(f"{path.name} cannot be opened: {error}") from error
    return closing(connection)
