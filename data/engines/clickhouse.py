"""ClickHouse as answers see it: single SELECTs over HTTP that may only read, with a limit on time and rows."""

from __future__ import annotations

import logging
import math
import re
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import clickhouse_connect
from clickhouse_connect.driver.exceptions import ClickHouseError
from clickhouse_connect.driver.external import ExternalData
from urllib3.exceptions import HTTPError

from data.engines.calendar import CALENDAR, calendar_columns
from data.engines.clickhouse_calendar import TYPES, row_binary
from data.engines.clickhouse_faults import failure, not_allowed, unreachable
from data.engines.clickhouse_settings import OLDEST, READ_ONLY, kept_otherwise, older_than, settings
from data.engines.numbered import bound, numbered
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.faults import StoreError
from data.rows import Rows, TooManyRows
from data.store import Limits

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from clickhouse_connect.driver.query import QueryResult

_GRACE = 15.0  # seconds more than a statement may take, in which the server says that its time is over
_PLACEHOLDER = re.compile(r"\{(\w+):[^}]+\}")
_Error = (ClickHouseError, HTTPError, OSError)

# The parts of tables are never changed, only put in place of others: their names tell that rows have been written, and
# also that parts were merged, which costs no more than to look once too often. What other kinds of tables hold is not
# told there.
_UNTOLD = """
SELECT count() FROM system.tables WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema')
    AND NOT is_temporary AND engine NOT LIKE '%MergeTree' AND engine NOT IN ('View', 'MaterializedView')
"""
_STATE = """
SELECT toString((
    SELECT (count(), groupBitXor(cityHash64(database, name, uuid, metadata_modification_time)))
    FROM system.tables WHERE database <> 'system' AND NOT is_temporary
)) || toString((
    SELECT (count(), groupBitXor(cityHash64(database, table, name, modification_time)))
    FROM system.parts WHERE active AND database <> 'system'
))
"""

# The driver logs its errors before it raises them; people are told once.
logging.getLogger("clickhouse_connect").setLevel(logging.CRITICAL)


class ClickHouse:
    """A ClickHouse server behind `queries.engine.Engine`. Safe for many threads: requests share nothing."""

    dialect = "clickhouse"
    live = True

    def __init__(self, server: Server, url: str, limits: Limits, calendar: CalendarRules | None = None) -> None:
        self._server, self._url, self._limits = server, url, limits
        self._calendar = calendar or CalendarRules()
        self._zone = ZoneInfo(server.timezone)
        self._lock = threading.Lock()
        self._running: set[str] = set()
        self._client = self._connect()
        self.version = self._state()
        self._opened = time.monotonic()

    def __enter__(self) -> ClickHouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT, whose `{name: Type}` are bound by the server."""
        numbered(sql, self.dialect)
        # Where nothing is bound nothing must be given, or the client would take a "%" in the text for a place.
        values = bound(dict.fromkeys(_PLACEHOLDER.findall(sql)), parameters) or None
        calendar = self._calendar_data() if CALENDAR in sql else None
        try:
            found = self._query(sql, values, calendar, max_rows)
            if not found.column_names:  # no rows, so that their names have not come either
                found = self._query(f"SELECT * FROM ({sql}) AS nothing LIMIT 0", values, calendar, max_rows)  # noqa: S608
        except _Error as error:
            raise failure(error, self._limits.seconds, max_rows) from error
        if len(found.result_rows) > max_rows:
            raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
        return Rows(tuple(found.column_names), self._values(found))

    def cancel(self) -> None:
        """Stop every statement that runs."""
        with self._lock:
            running = sorted(self._running)
        if running:
            with suppress(*_Error):
                self._client.command("KILL QUERY WHERE query_id IN {names: Array(String)} ASYNC", {"names": running})

    def refresh(self) -> bool:
        """Whether rows were written since this was opened, once it is time to look."""
        if time.monotonic() - self._opened < self._server.refresh:
            return False
        self._opened = time.monotonic()
        return self._state() != self.version

    def close(self) -> None:
        """Let the connections go; questions on their way finish."""
        self._client.close()

    def _query(
        self, sql: str, values: dict[str, object] | None, calendar: ExternalData | None, most: int
    ) -> QueryResult:
        with self._watched() as name:
            return self._client.query(
                sql,
                parameters=values,
                settings={"query_id": name, "max_result_rows": most},
                external_data=calendar,
                query_tz=self._zone,
                tz_mode="aware",
            )

    def _values(self, found: QueryResult) -> list[tuple[Any, ...]]:
        """The rows; moments as of the workspace's time zone, whatever zone their column has."""
        moments = {place for place, kind in enumerate(found.column_types) if str(kind.base_type).startswith("DateTime")}
        if not moments:
            return [tuple(row) for row in found.result_rows]

        def local(place: int, value: Any) -> Any:
            return value.astimezone(self._zone) if place in moments and isinstance(value, datetime) else value

        return [tuple(local(place, value) for place, value in enumerate(row)) for row in found.result_rows]

    @contextmanager
    def _watched(self) -> Iterator[str]:
        """The name under which the server can be told to stop what runs inside."""
        name = f"kpibot-{uuid.uuid4().hex}"
        with self._lock:
            self._running.add(name)
        try:
            yield name
        finally:
            with self._lock:
                self._running.discard(name)

    def _connect(self) -> Client:
        """A client whose requests may only read, for so long at a time."""
        try:
            scheme = urlsplit(self._url).scheme
            if scheme not in ("http", "https") or not urlsplit(self._url).hostname:
                raise ValueError("no address")
            client = clickhouse_connect.get_client(
                dsn=self._url,
                interface=scheme,
                database=self._server.schema,
                client_name="kpibot",
                autogenerate_session_id=False,  # statements of one session wait for each other
                dedicated_pool=True,
                connect_timeout=10,
                send_receive_timeout=math.ceil(self._limits.seconds + _GRACE),
            )
            if older_than(client.server_version or "", OLDEST):
                raise StoreError(
                    f"ClickHouse at {self._where} is of version {client.server_version}; "
                    f"kpibot needs {'.'.join(map(str, OLDEST))} or later."
                )
            self._settle(client)
            client.command("SELECT 1")  # the database is looked for here
        except (*_Error, TypeError, ValueError) as error:
            raise unreachable(error, self._where, self._server.url_env) from error
        return client

    def _settle(self, client: Client) -> None:
        """Send with every request what makes an answer exact, and that it may only read."""
        wanted = settings(self._limits.seconds, self._server.timezone)
        if kept := kept_otherwise(client.server_settings, wanted):
            raise StoreError(
                f"ClickHouse at {self._where} does not let this user set {', '.join(kept)}: "
                "give it readonly = 2, or a profile with these values (see docs/engines.md)."
            )
        if not kept_otherwise(client.server_settings, READ_ONLY):  # else it may only read already
            wanted |= READ_ONLY
        for name, value in wanted.items():
            client.set_client_setting(name, value)

    @property
    def _where(self) -> str:
        """The server without anything secret."""
        return urlsplit(self._url).netloc.rpartition("@")[2]

    def _calendar_data(self) -> ExternalData:
        """The calendar table as a table of one request alone: nothing of the company's is written to, and nothing need
        be allowed.
        """
        columns = ", ".join(f"{name} {TYPES[kind]}" for name, kind in calendar_columns())
        rows = row_binary(self._calendar)
        return ExternalData(file_name=CALENDAR, data=rows, fmt="RowBinary", structure=columns)

    def _state(self) -> str:
        """A name for the rows as they are now."""
        written, hold = "", max(1.0, self._server.refresh)
        try:
            if not self._client.query(_UNTOLD).result_rows[0][0]:
                written, hold = str(self._client.query(_STATE).result_rows[0][0]), 3600.0
        except _Error as error:
            if not not_allowed(error):
                raise failure(error, self._limits.seconds, 0) from error
        return f"{self._where}/{self._client.database or ''} {written} {time.time() // hold:.0f}"
