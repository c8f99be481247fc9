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
from zoneinfo import ZoneInfo

from clickhouse_connect.driver.external import ExternalData

from data.engines.calendar import CALENDAR, calendar_columns
from data.engines.changes import Changes
from data.engines.clickhouse_calendar import TYPES, row_binary
from data.engines.clickhouse_connecting import Errors, connect, place_of
from data.engines.clickhouse_faults import failure, not_allowed
from data.engines.clickhouse_settings import settings
from data.engines.clickhouse_watching import Watching
from data.engines.numbered import bound, numbered
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.rows import Rows, TooManyRows
from data.store import Limits

if TYPE_CHECKING:
    from clickhouse_connect.driver.query import QueryResult

_GRACE = 15.0  # seconds more than a statement may take, in which the server says that its time is over
_PLACEHOLDER = re.compile(r"\{(\w+):[^}]+\}")
_TRIES = 3  # of a statement that reads rollups, while parts are merged

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
        self._server, self._limits, self._where = server, limits, place_of(url)
        self._calendar = calendar or CalendarRules()
        self._zone = ZoneInfo(server.timezone)
        self._lock = threading.Lock()
        self._running: set[str] = set()
        self._client = connect(
            url,
            server.url_env,
            server.schema,
            settings(limits.seconds, server.timezone),
            math.ceil(limits.seconds + _GRACE),
            reading=True,
        )
        self.timezone = server.timezone
        self.schema = server.rollups.schema if server.rollups is not None else ""
        self._watching = Watching(self.schema, lambda sql: self._client.query(sql).result_rows)
        self._changes = Changes(server.refresh, self._state)
        self.version = self._changes.known

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
            found = self._found(sql, values, calendar, max_rows)
        except Errors as error:
            raise failure(error, self._limits.seconds, max_rows) from error
        if len(found.result_rows) > max_rows:
            raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
        return Rows(tuple(found.column_names), self._values(found))

    @property
    def outdated(self) -> Mapping[str, str]:
        """Rollups that were found not to hold any more, each with why."""
        return self._watching.outdated

    def rollups(self) -> list[tuple[str, int, str, str | None]]:
        """Each rollup kept: its name, rows, definition, and why it does not hold now (written, replaced), if so."""
        if self._server.rollups is None:
            return []
        try:
            return [(one.name, one.size, one.definition, one.lapse) for one in self._watching.listed()]
        except Errors as error:
            raise failure(error, self._limits.seconds, 0) from error

    def cancel(self) -> None:
        """Stop every statement that runs."""
        with self._lock:
            running = sorted(self._running)
        if running:
            with suppress(*Errors):
                self._client.command("KILL QUERY WHERE query_id IN {names: Array(String)} ASYNC", {"names": running})

    def refresh(self) -> bool:
        """Whether rows were written since this was opened, once it is time to look."""
        return self._changes.found()

    def close(self) -> None:
        """Let the connections go; questions on their way finish."""
        self._client.close()

    def _found(
        self, sql: str, values: dict[str, object] | None, calendar: ExternalData | None, most: int
    ) -> QueryResult:
        """What a statement gives; one that reads rollups once more where it failed as parts were merged meanwhile."""
        for tried in range(1, _TRIES + 1):
            text = self._watching.readable(sql)
            try:
                found = self._query(text, values, calendar, most)
                if not found.column_names:  # no rows, so that their names have not come either
                    found = self._query(f"SELECT * FROM ({text}) AS nothing LIMIT 0", values, calendar, most)  # noqa: S608
                return found
            except Errors as error:
                if not self._watching.again(sql, error) or tried == _TRIES:
                    raise
        raise AssertionError

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
        except Errors as error:
            if not not_allowed(error):
                raise failure(error, self._limits.seconds, 0) from error
        return f"{self._where}/{self._client.database or ''} {written} {time.time() // hold:.0f}"
