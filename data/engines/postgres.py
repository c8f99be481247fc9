"""PostgreSQL as answers see it: a read-only session with a limit on time and rows, over psycopg."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors
from psycopg.types.string import StrDumper
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from data.engines.calendar import CALENDAR, calendar_columns, calendar_rows
from data.engines.changes import Changes
from data.engines.numbered import bound, numbered
from data.engines.opened import CalendarRules
from data.engines.postgres_faults import failure, lost, unreachable
from data.engines.postgres_rollups import HOLDING, identifier
from data.engines.rollups import LIST, rollups_in
from data.engines.setting import Server
from data.faults import StoreError
from data.rows import QueryFailed, RollupsOutdated, Rows, TooManyRows
from data.store import Limits

_CONNECTIONS = 4
_MORE_CONNECTIONS = 28
_AT_ONCE = 1000  # rows fetched at a time
_UNREADABLE = (errors.UndefinedTable, errors.InvalidSchemaName, errors.InsufficientPrivilege)

# What has been written so far, and the files it lies in: enough to see that rows have changed. Not a replica's, which
# counts nothing. Tables of sessions are left out: our own calendar is one.
_STATE = """
SELECT pg_is_in_recovery(), md5(string_agg(concat_ws(' ', c.oid, c.relfilenode, s.n_tup_ins, s.n_tup_upd, s.n_tup_del),
    ',' ORDER BY c.oid))
FROM pg_class AS c LEFT JOIN pg_stat_user_tables AS s ON s.relid = c.oid
WHERE c.relkind IN ('r', 'm', 'p', 'v', 'f') AND c.relpersistence <> 't'
    AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema'))
"""


class Postgres:
    """A PostgreSQL database behind `queries.engine.Engine`. Safe for many threads: each statement has a connection."""

    dialect = "postgres"
    live = True
    schema = ""  # that of the rollups is on the search path

    def __init__(self, server: Server, url: str, limits: Limits, calendar: CalendarRules | None = None) -> None:
        self._server, self._limits, self._calendar = server, limits, calendar or CalendarRules()
        self._url = url.replace("postgresql+psycopg:", "postgresql:", 1)
        self._lock = threading.Lock()
        self._running: set[psycopg.Connection[Any]] = set()
        self._closed = False
        self.timezone = server.timezone
        self.outdated: dict[str, str] = {}  # rollups that were found not to hold any more, each with why
        self._pool = QueuePool(
            self._connect,  # type: ignore[arg-type]
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_CONNECTIONS,
            timeout=max(1.0, limits.seconds),
        )
        self._changes = Changes(server.refresh, self._state)
        self.version = self._changes.known

    def __enter__(self) -> Postgres:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT, whose `$name` are bound."""
        text, names = numbered(sql, self.dialect)
        values = list(bound(names, parameters).values())
        try:
            return self._run(text, values, max_rows)
        except psycopg.Error as error:
            if not lost(error):
                raise failure(error, self._limits.seconds) from error
        try:  # the server was started anew, or somebody in between closed what was idle: once more, on a fresh one
            return self._run(text, values, max_rows)
        except psycopg.Error as error:
            raise failure(error, self._limits.seconds) from error

    def rollups(self) -> list[tuple[str, int, str, str | None]]:
        """Each rollup kept: its name, rows, definition, and why it does not hold now (written, replaced), if so."""
        if self._server.rollups is None:
            return []
        try:
            there = self.run("SELECT to_regclass($name) IS NOT NULL", {"name": self._kept(LIST)}).rows[0][0]
            return [(n, s, d, why) for n, s, d, why in self.run(f"{HOLDING} ORDER BY r.name").rows] if there else []
        except QueryFailed as error:
            if isinstance(error.__cause__, _UNREADABLE):
                return []  # answers do without
            raise

    def cancel(self) -> None:
        """Stop every statement that runs."""
        with self._lock:
            running = list(self._running)
        for connection in running:
            with suppress(psycopg.Error):
                connection.cancel_safe(timeout=5.0)

    def refresh(self) -> bool:
        """Whether rows were written since this was opened, once it is time to look."""
        return self._changes.found()

    def close(self) -> None:
        """Let the connections go; questions on their way finish."""
        self._closed = True
        self._pool.dispose()

    def _run(self, text: str, values: list[object], max_rows: int) -> Rows:
        with self._connection() as connection:
            if CALENDAR in text:
                self._need_calendar(connection)
            with self._watched(connection), self._holding(connection, text), psycopg.RawCursor(connection) as cursor:
                rows: list[tuple[Any, ...]] = []
                for row in cursor.stream(text, values, size=_AT_ONCE):
                    if len(rows) == max_rows:
                        raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
                    rows.append(row)
                if not rows:  # their names have not come either
                    cursor.execute(f"SELECT * FROM ({text}) AS nothing LIMIT 0", values)  # noqa: S608 - one SELECT
                return Rows(tuple(column.name for column in cursor.description or ()), rows)

    @contextmanager
    def _holding(self, connection: psycopg.Connection[Any], text: str) -> Iterator[None]:
        """A transaction in whose snapshot all rollups that a statement names hold; raises RollupsOutdated otherwise.

        They are locked first: no other table can take the name of one between looking and reading.
        """
        names = rollups_in(text, self.dialect) if self._server.rollups is not None else ()
        if not names:
            yield
            return
        try:
            gone = self._gone(connection, names)
            if gone:
                self.outdated = {**self.outdated, **gone}
                raise RollupsOutdated(f"Rows have changed since {', '.join(gone)} was built.")
            yield
        finally:
            if not connection.closed:
                connection.execute("ROLLBACK")

    def _gone(self, connection: psycopg.Connection[Any], names: tuple[str, ...]) -> dict[str, str]:
        """Begin the transaction; which of these rollups do not hold in it, and why."""
        tables = ", ".join(map(self._kept, names))
        beginning = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE {tables} IN ACCESS SHARE MODE"
        try:
            connection.execute(beginning.encode())
            looked = connection.execute(f"{HOLDING} WHERE r.name = ANY(%s)".encode(), [list(names)])
            found = {name: why for name, _, _, why in looked}
        except _UNREADABLE:
            return dict.fromkeys(names, "replaced")
        return {name: why for name in names if (why := found.get(name, "replaced")) is not None}

    def _kept(self, name: str) -> str:
        """A table of those kept beside the company's, as SQL names it."""
        assert self._server.rollups is not None
        return f"{identifier(self._server.rollups.schema)}.{name}"

    @contextmanager
    def _watched(self, connection: psycopg.Connection[Any]) -> Iterator[None]:
        with self._lock:
            self._running.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(connection)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            held: PoolProxiedConnection = self._pool.connect()
        except NoneFree as error:
            raise QueryFailed("All connections to PostgreSQL are busy; ask again in a moment.") from error
        connection = held.driver_connection
        assert isinstance(connection, psycopg.Connection)
        try:
            yield connection
        except psycopg.Error as error:
            if lost(error) or connection.closed:
                held.invalidate()
                self._pool.dispose()  # what is idle is most likely gone too
            raise
        finally:
            if self._closed and held.is_valid:
                held.invalidate()
            held.close()

    def _connect(self) -> psycopg.Connection[Any]:
        """A session that may only read, for so long at a time."""
        try:
            connection: psycopg.Connection[Any] = psycopg.connect(
                self._url, autocommit=True, client_encoding="utf8", application_name="kpibot", connect_timeout=10
            )
        except psycopg.Error as error:
            raise unreachable(error, self._url, self._server.url_env) from error
        settings = {
            "default_transaction_read_only": "on",
            "statement_timeout": str(max(1, int(self._limits.seconds * 1000))),
            "TimeZone": self._server.timezone,
            "IntervalStyle": "postgres",
        }
        if self._server.schema is not None:
            settings["search_path"] = identifier(self._server.schema)
        try:
            if self._server.rollups is not None:
                own = settings.get("search_path") or connection.execute("SHOW search_path").fetchone()[0]  # type: ignore[index]
                settings["search_path"] = f"{identifier(self._server.rollups.schema)}, {own}"
            for name, value in settings.items():
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        except psycopg.Error as error:
            connection.close()
            said = error.diag.message_primary
            raise StoreError(f"PostgreSQL does not take the workspace's settings: {said}.") from error
        connection.adapters.register_dumper(str, StrDumper)  # a text is a text, not whatever fits
        return connection

    def _need_calendar(self, connection: psycopg.Connection[Any]) -> None:
        """The calendar table as this session's own: nothing of the company's is written to."""
        found = connection.execute(f"SELECT to_regclass('pg_temp.{CALENDAR}') IS NOT NULL").fetchone()
        if found is not None and found[0]:
            return
        columns = ", ".join(f"{name} {kind}" for name, kind in calendar_columns())
        try:
            with connection.transaction():
                connection.execute("SET TRANSACTION READ WRITE")
                connection.execute(f"CREATE TEMP TABLE {CALENDAR} ({columns})")
                with connection.cursor().copy(f"COPY {CALENDAR} FROM STDIN") as copy:
                    for row in calendar_rows(self._calendar):
                        copy.write_row(row)
                connection.execute(f"CREATE UNIQUE INDEX ON {CALENDAR} (day)")
                connection.execute(f"ANALYZE {CALENDAR}")
        except psycopg.Error as error:
            if lost(error):
                raise
            told = connection.execute(f"SELECT to_regclass('{CALENDAR}') IS NOT NULL").fetchone()
            if told is None or not told[0]:
                raise QueryFailed(
                    f"PostgreSQL lets this user make no temporary table, and there is no table {CALENDAR}: "
                    "see docs/engines.md on how to make one."
                ) from error

    def _state(self) -> str:
        """A name for the rows as they are now."""
        try:
            with self._connection() as connection:
                row = connection.execute(_STATE).fetchone()
                info = connection.info
                place = f"{info.host}:{info.port}/{info.dbname}/{self._server.schema or ''}"
        except psycopg.Error as error:
            raise failure(error, self._limits.seconds) from error
        replica, written = row if row is not None else (True, "")
        hold = max(1.0, self._server.refresh) if replica else 3600.0
        return f"{place} {written} {time.time() // hold:.0f}"
