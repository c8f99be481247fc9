"""Snowflake as answers see it: one session, single SELECTs with a limit on time and rows, over its own connector."""

from __future__ import annotations

import json
import logging
import math
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import snowflake.connector
from snowflake.connector.errors import Error

from data.engines.calendar import CALENDAR
from data.engines.changes import Changes
from data.engines.numbered import numbered
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.engines.snowflake_address import EXAMPLE, NoAddress, address_of, secrets_of
from data.engines.snowflake_calendar import DAYS, days, filling, sent_along, table
from data.engines.snowflake_faults import failure, lost, unreachable
from data.engines.snowflake_names import Named, Tables, as_named
from data.engines.snowflake_sessions import Session, SnowflakeSessions
from data.engines.snowflake_settings import settings
from data.engines.snowflake_statement import filled, statement
from data.faults import StoreMissing
from data.rows import QueryFailed, Rows, TooManyRows
from data.store import Limits

_GRACE = 15.0  # seconds more than a statement may take, in which the server says that its time is over
_MOST_COLUMNS = 1_000_000  # of one schema
_MOST_STATEMENTS = 4096
_AS_JSON = (5, 9, 10)  # the connector's numbers of VARIANT, OBJECT and ARRAY

_WHERE = "SELECT CURRENT_DATABASE() AS d, CURRENT_SCHEMA() AS s, CURRENT_WAREHOUSE() AS w"
_COLUMNS = """
SELECT table_name, column_name, data_type FROM {database}information_schema.columns WHERE table_schema = :schema
"""
# Every change of rows alters its table. Of what stands behind views and external tables nothing is told there.
_STATE = """
SELECT COUNT_IF(NOT table_type IN ('BASE TABLE', 'TEMPORARY TABLE')) AS untold, COUNT(*) AS tables,
    MAX(last_altered) AS altered, SUM(row_count) AS total, SUM(bytes) AS size
FROM information_schema.tables WHERE NOT table_schema = 'INFORMATION_SCHEMA' AND NOT table_name = 'KPIBOT_CALENDAR'
"""

# The connector logs its errors before it raises them; people are told once.
logging.getLogger("snowflake.connector").setLevel(logging.CRITICAL)


class Snowflake:
    """A Snowflake database behind `queries.engine.Engine`. Safe for many threads: they share one session."""

    dialect = "snowflake"
    live = True

    def __init__(self, server: Server, url: str, limits: Limits, calendar: CalendarRules | None = None) -> None:
        self._server, self._limits = server, limits
        self._calendar = calendar or CalendarRules()
        self._zone = ZoneInfo(server.timezone)
        try:
            self._address = address_of(url, server.schema)
        except NoAddress as error:
            raise StoreMissing(
                f"{server.url_env} is no address of a Snowflake database, such as {EXAMPLE}: {error}."
            ) from error
        self._hidden = secrets_of(self._address.arguments)
        self._lock = threading.Lock()
        self._schemas: dict[tuple[str | None, str | None], Tables] = {}
        self._named: dict[str, Named] = {}
        self._elsewhere = False
        self._schema = ""
        self._sessions = SnowflakeSessions(self._connect)
        self._changes = Changes(server.refresh, self._looked_anew)
        self.version = self._changes.known

    def __enter__(self) -> Snowflake:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT, whose `:name` are bound by the server."""
        numbered(sql, self.dialect)
        named = self._as_named(sql)
        self._elsewhere = self._elsewhere or named.elsewhere
        return self._run(named.text, parameters, max_rows)

    def cancel(self) -> None:
        """Stop every statement that runs."""
        if self._sessions.busy:
            with suppress(Error, QueryFailed):
                session = self._sessions.get()
                session.connection.cursor().execute(
                    "SELECT SYSTEM$CANCEL_ALL_QUERIES(:1)", [session.connection.session_id]
                )

    def refresh(self) -> bool:
        """Whether rows were written since this was opened, once it is time to look."""
        return self._changes.found()

    def close(self) -> None:
        """Let the session go; questions on their way finish."""
        self._sessions.close()

    def _run(self, sql: str, parameters: Mapping[str, object] | None, max_rows: int) -> Rows:
        with self._sessions.held():
            session = self._sessions.get()
            try:
                return self._rows(session, sql, parameters, max_rows)
            except Error as error:
                if not lost(error):
                    raise failure(error, self._limits.seconds, self._hidden) from error
            # The session was idle for too long, or its end of the line is gone: once more, in a new one.
            session = self._sessions.get(gone=session)
            try:
                return self._rows(session, sql, parameters, max_rows)
            except Error as error:
                raise failure(error, self._limits.seconds, self._hidden) from error

    def _rows(self, session: Session, sql: str, parameters: Mapping[str, object] | None, max_rows: int) -> Rows:
        if CALENDAR in sql and not self._has_calendar(session):
            sql, parameters = sent_along(sql), {**(parameters or {}), DAYS: days(self._calendar)}
        text, values = filled(statement(sql), parameters)
        with session.connection.cursor() as cursor:
            cursor.execute(text, values or None)
            if (cursor.rowcount or 0) > max_rows:
                raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
            columns = cursor.description or ()
            texts = {place for place, column in enumerate(columns) if column.type_code in _AS_JSON}
            rows = [tuple(self._value(v, place in texts) for place, v in enumerate(row)) for row in cursor.fetchall()]
            return Rows(tuple(_plain(column.name) for column in columns), rows)

    def _value(self, value: Any, is_json: bool) -> Any:
        """Moments as of the workspace's time zone; lists, which come as the text of a JSON array, as lists."""
        if is_json and isinstance(value, str):
            return json.loads(value)
        return value.astimezone(self._zone) if isinstance(value, datetime) and value.tzinfo is not None else value

    def _as_named(self, sql: str) -> Named:
        """The statement with the database's own names; each is read once."""
        with self._lock:
            known = self._named.get(sql)
        if known is None:
            known = as_named(sql, self._tables_of)
            with self._lock:
                if len(self._named) >= _MOST_STATEMENTS:
                    self._named.clear()
                self._named[sql] = known
        return known

    def _tables_of(self, database: str | None, schema: str | None) -> Tables:
        """The tables of a schema with their columns, as far as the user may see them; looked up once until `refresh`.

        Raises QueryFailed where they cannot be: without their types a moment might get another day.
        """
        key = (database, schema)
        with self._lock:
            if key in self._schemas:
                return self._schemas[key]
        found: dict[str, dict[str, str]] = {}
        prefix = "" if database is None else '"' + database.replace('"', '""') + '".'
        values = {"schema": schema if schema is not None else self._schema}
        for name, column, kind in self._run(_COLUMNS.format(database=prefix), values, _MOST_COLUMNS).rows:
            found.setdefault(name, {})[column] = kind
        with self._lock:
            self._schemas[key] = found
        return found

    def _connect(self) -> Session:
        """A session with the workspace's settings; raises StoreError where there is none to be had."""
        where, connection = self._address.where, None
        try:
            connection = snowflake.connector.connect(
                **self._address.arguments,
                application="kpibot",
                paramstyle="numeric",
                session_parameters=settings(self._limits.seconds, self._server.timezone),
                connect_timeout=10,
                login_timeout=30,
                query_timeout=math.ceil(self._limits.seconds + _GRACE),
                request_timeout=30,
                retry_max_attempts=3,
                client_store_temporary_credential=False,
                enable_server_session_keep_alive_auto_detection=False,
                auto_cleanup=False,
            )
            with connection.cursor() as cursor:
                database, schema, warehouse = cursor.execute(_WHERE).fetchall()[0]
        except Error as error:
            if connection is not None:
                connection.close()
            raise unreachable(error, where, self._hidden) from error
        wanted = self._address.arguments.get("schema")
        missing = [
            what
            for what, there in (
                (f"there is no database {self._address.database}, or kpibot's user may not use it", database),
                (f"there is no schema {wanted or 'PUBLIC'}, or kpibot's user may not use it: name one", schema),
                ("it has no warehouse to answer with: add ?warehouse=NAME to the address", warehouse),
            )
            if there is None
        ]
        if missing:
            connection.close()
            raise StoreMissing(f"Snowflake at {where} cannot be used: {missing[0]}.")
        self._schema = str(schema)
        return Session(connection)

    def _has_calendar(self, session: Session) -> bool:
        """Whether the session has the calendar as a table of its own; it is made where that is allowed."""
        with session.making_calendar:
            if session.calendar is None:
                text, values = filled(statement(filling()), {DAYS: days(self._calendar)})
                try:
                    with session.connection.cursor() as cursor:
                        cursor.execute(table())
                        cursor.execute(text, values)
                    session.calendar = True
                except Error as error:
                    if lost(error):
                        raise
                    session.calendar = False
            return session.calendar

    def _looked_anew(self) -> str:
        """A name for the rows; columns may have changed too."""
        with self._lock:
            self._schemas, self._named = {}, {}
        return self._state()

    def _state(self) -> str:
        """A name for the rows as they are now."""
        written, hold = "", max(1.0, self._server.refresh)
        with suppress(QueryFailed):
            ((untold, *state),) = self._run(_STATE, None, 1).rows
            if not untold and not self._elsewhere:
                written, hold = " ".join(map(str, state)), 86_400.0
        return f"{self._address.where}/{self._schema} {written} {time.time() // hold:.0f}"


def _plain(name: str) -> str:
    """A name as the catalogue has it, where it stood without quotes."""
    return name.lower() if name == name.upper() else name
