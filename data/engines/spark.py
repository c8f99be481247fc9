"""Spark as answers see it: one Spark Connect session, single SELECTs with a limit on time and rows."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pyarrow as pa
from pyspark.logger import PySparkLogger

from data.engines.calendar import CALENDAR, calendar_columns, calendar_rows
from data.engines.numbered import numbered
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.engines.spark_faults import failure, lost, silent, unreachable
from data.engines.spark_running import Error, Statement, Work
from data.engines.spark_sessions import SparkSessions
from data.rows import Rows, TooManyRows
from data.store import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_RETRIES = 3  # where nobody answers
_CONNECTING = 60.0  # seconds; a cluster may have to start first


class Spark:
    """A Spark Connect server behind `queries.engine.Engine`. Safe for many threads: they share one session."""

    dialect = "spark"
    live = True

    def __init__(self, server: Server, url: str, limits: Limits, calendar: CalendarRules | None = None) -> None:
        self._server, self._url, self._limits = server, url, limits
        self._calendar = calendar or CalendarRules()
        self._zone = ZoneInfo(server.timezone)
        self._lock = threading.Lock()
        self._running: set[Statement] = set()
        self._sessions = SparkSessions(self._connect)
        self._making_calendar = threading.Lock()
        self._has_calendar: SparkSession | None = None
        self.version = self._now()
        self._opened = time.monotonic()

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT, whose `:name` are bound."""
        numbered(sql, self.dialect)
        values = dict(parameters or {})
        with self._sessions.held():
            session = self._sessions.get()
            try:
                return self._run(session, sql, values, max_rows)
            except Error as error:
                if not lost(error):
                    raise failure(error) from error
            # The server was started anew, or has forgotten the session: once more, in a new one.
            session = self._sessions.get(gone=session)
            try:
                return self._run(session, sql, values, max_rows)
            except Error as error:
                raise failure(error) from error

    def cancel(self) -> None:
        """Stop every statement that runs."""
        with self._lock:
            for statement in self._running:
                statement.stop()

    def refresh(self) -> bool:
        """Whether it is time to look again: Spark does not tell what was written."""
        return time.monotonic() - self._opened >= self._server.refresh

    def close(self) -> None:
        """Let the session go; questions on their way finish."""
        self._sessions.close()

    def _run(self, session: SparkSession, sql: str, values: dict[str, object], max_rows: int) -> Rows:
        def fetch() -> pa.Table:
            if CALENDAR in sql:
                self._need_calendar(session)
            found = session.sql(sql, values) if values else session.sql(sql)
            return found.limit(max_rows + 1).toArrow()

        statement = Statement(session, fetch)
        with self._lock:
            self._running.add(statement)
        try:
            table = statement.rows(self._limits.seconds)
        finally:
            with self._lock:
                self._running.discard(statement)
        if table.num_rows > max_rows:
            raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
        columns = [self._values(column) for column in table.columns]
        rows = list(zip(*columns, strict=True)) if columns else []
        return Rows(tuple(table.column_names), rows)

    def _values(self, column: pa.ChunkedArray) -> list[Any]:
        """A column as Python's values; moments as of the workspace's time zone."""
        values: list[Any] = column.to_pylist()
        if pa.types.is_timestamp(column.type) and column.type.tz is not None:
            return [v.astimezone(self._zone) if isinstance(v, datetime) else v for v in values]
        return values

    def _connect(self) -> SparkSession:
        opening = Work(self._session_of)
        if not opening.done.wait(_CONNECTING):
            raise silent(self._where)
        try:
            return opening.result()
        except (*Error, ValueError) as error:
            raise unreachable(error, self._where, self._server.url_env) from error

    def _session_of(self) -> SparkSession:
        """A new session of the server, with the workspace's settings."""
        warnings.filterwarnings("ignore", module=r"pyspark\b")  # they are for whoever writes Spark programs
        for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
            PySparkLogger.getLogger(name).disabled = True  # they write every failure to stderr; it is told otherwise
        from pyspark.sql import SparkSession
        from pyspark.sql.connect.client.retries import DefaultPolicy

        session = SparkSession.builder.remote(self._url).create()
        session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
        session.conf.set("spark.sql.session.timeZone", self._server.timezone)
        if self._server.schema is not None:
            session.catalog.setCurrentDatabase(self._server.schema)
        session.sql("SELECT 1").toArrow()
        return session

    @property
    def _where(self) -> str:
        """The server without anything secret."""
        return urlsplit(self._url.partition(";")[0]).netloc.rpartition("@")[2]

    def _need_calendar(self, session: SparkSession) -> None:
        """The calendar table as this session's own view: nothing of the company's is written to."""
        with self._making_calendar:
            if self._has_calendar is session:
                return
            kinds = {"DATE": pa.date32(), "INTEGER": pa.int32()}
            columns = zip(calendar_columns(), zip(*calendar_rows(self._calendar), strict=True), strict=True)
            table = pa.table({name: pa.array(values, kinds[kind]) for (name, kind), values in columns})
            session.createDataFrame(table).createOrReplaceTempView(CALENDAR)
            self._has_calendar = session

    def _now(self) -> str:
        return f"{self._where}/{self._server.schema or ''} {time.time() // max(1.0, self._server.refresh):.0f}"
