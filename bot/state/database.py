"""The connection to the state database: SQLite in a file by default, or a PostgreSQL server."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.state.faults import StateError, fault_of

_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")


class Database:
    """An engine whose every use is one short transaction and whose errors are StateErrors."""

    def __init__(self, url: str, *, busy_seconds: float) -> None:
        self.url = _checked(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        try:
            self.engine = _sqlite(self.url, busy_seconds) if self.is_sqlite else _postgres(self.url, busy_seconds)
        except OSError as error:
            raise fault_of(error, self.url) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise fault_of(error, self.url) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: on SQLite it takes the lock at once, so that it never fails half-way."""
        try:
            with self.engine.connect() as plain:
                connection = plain.execution_options(kpibot_writes=True)
                with connection.begin():
                    yield connection
        except SQLAlchemyError as error:
            raise fault_of(error, self.url) from error

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def inserted(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert of the database's own kind, which can say what to do on a conflict."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or replace the one with the same primary key."""
    keys = [column.name for column in table.primary_key]
    statement = inserted(connection, table).values(**values)
    rest = {name: statement.excluded[name] for name in values if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def _checked(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as error:
        # The text may hold a password, so it is not repeated.
        raise StateError("KPIBOT_STATE_URL is no address of a database, such as postgresql://user@host/name") from error
    if url.drivername == "sqlite":
        return url
    if url.drivername not in _POSTGRES:
        raise StateError(f"KPIBOT_STATE_URL: {url.drivername!r} is none of sqlite, postgresql")
    if find_spec("psycopg") is None:
        raise StateError("KPIBOT_STATE_URL: PostgreSQL needs one package more: pip install 'kpibot[postgres]'")
    return url.set(drivername="postgresql+psycopg")


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StateError(
            "KPIBOT_STATE_URL: sqlite needs the path of a file, such as sqlite:////var/lib/kpibot/state.db"
        )
    _private(Path(url.database))
    engine = create_engine(url, connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        # Python's driver begins transactions late and on its own; ours begin where SQLAlchemy says so.
        connection.isolation_level = None
        _turn_on_log(connection, busy_seconds)
        # A crash of the program loses nothing; one of the machine may lose the last moments, never the file.
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("kpibot_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _turn_on_log(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Have writes go to a log beside the file. SQLite does not always wait here for whoever holds the file."""
    until = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.02)


def _postgres(url: URL, busy_seconds: float) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,  # a server that was restarted is no reason to fail a question
        pool_size=10,
        max_overflow=20,
        connect_args={
            "connect_timeout": max(2, round(busy_seconds)),
            "options": f"-c lock_timeout={round(busy_seconds * 1000)} -c timezone=UTC",
        },
    )


def _private(file: Path) -> None:
    """Make the file if it is not there, readable by its owner alone: it holds tokens. SQLite's own files follow it."""
    if not file.exists():
        file.touch(mode=0o600)
    elif file.stat().st_mode & 0o077 and os.access(file, os.W_OK) and file.stat().st_uid == os.getuid():
        file.chmod(0o600)
