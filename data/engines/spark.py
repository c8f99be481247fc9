"""Spark as answers see it: one Spark Connect session, single SELECTs with a limit on time and rows."""

from __future__ import annotations

import threading
import time
import uuid
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pyarrow as pa
from grpc import RpcError
from pyspark.errors import PySparkException

from data.engines.calendar import calendar_columns, calendar_rows
from data.engines.numbered import numbered
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.engines.spark_faults import failure, lost, unreachable
from data.rows import QueryStopped, QueryTimeout, Rows, TooManyRows
from data.store import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CALENDAR = "kpibot_calendar"
_RETRIES = 3
_Error = (PySparkException, RpcError)


class Spark:
    """A Spark Connect server behind `queries.engine.Engine`. Safe for many threads: they share one session."""

    dialect = "spark"
    live = True

    def __init__(self, server: Server, url: str, limits: Limits, calendar: CalendarRules | None = None) -> None:
        self._server, self._url, self._limits = server, url, limits
        self._calendar = calendar or CalendarRules()
        self._zone = ZoneInfo(server.timezone)
        self._lock = threading.Lock()
        self._running: dict[str, set[str]] = {}  # by tag: why it was ended
        self._session = self._connect()
        self._has_calendar = False
        self.version = self._now()
        self._opened = time.monotonic()

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT, whose `:name` are bound."""
        numbered(sql, self.dialect)
        try:
            return self._run(sql, dict(parameters or {}), max_rows)
        except _Error as error:
            if not lost(error):
                raise failure(error) from error
        with self._lock:  # the server was started anew, or has forgotten the session: once more, in a new one
            self._session, self._has_calendar = self._connect(), False
        try:
            return self._run(sql, dict(parameters or {}), max_rows)
        except _Error as error:
            raise failure(error) from error

    def cancel(self) -> None:
        """Stop every statement that runs."""
        with self._lock:
            tags = list(self._running)
            for ended in self._running.values():
                ended.add("stopped")
        for tag in tags:
            with suppress(*_Error):
                self._session.interruptTag(tag)

    def refresh(self) -> bool:
        """Whether it is time to look again: Spark does not tell what was written."""
        return time.monotonic() - self._opened >= self._server.refresh

    def close(self) -> None:
        """Let the session go."""
        with suppress(*_Error):
            self._session.stop()

    def _run(self, sql: str, values: dict[str, object], max_rows: int) -> Rows:
        session = self._session
        if CALENDAR in sql:
            self._need_calendar(session)
        with self._watched(session) as ended:
            try:
                found = session.sql(sql, values) if values else session.sql(sql)
                table = found.limit(max_rows + 1).toArrow()
            except _Error as error:
                if "timeout" in ended:
                    raise QueryTimeout(f"The question took longer than {self._limits.seconds:g} seconds.") from error
                if "stopped" in ended:
                    raise QueryStopped("The question was stopped.") from error
                raise
        if table.num_rows > max_rows:
            raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
        columns = [self._values(column) for column in table.columns]
        rows = list(zip(*columns, strict=True)) if columns else []
        return Rows(tuple(table.column_names), rows)

    @contextmanager
    def _watched(self, session: SparkSession) -> Iterator[set[str]]:
        """Ends what runs inside when its time is over. The set tells why it was ended: timeout, stopped."""
        tag, ended = f"kpibot-{uuid.uuid4().hex}", set[str]()

        def over() -> None:
            ended.add("timeout")
            with suppress(*_Error):
                session.interruptTag(tag)

        clock = threading.Timer(self._limits.seconds, over)
        clock.daemon = True
        with self._lock:
            self._running[tag] = ended
        session.addTag(tag)
        clock.start()
        try:
            yield ended
        finally:
            clock.cancel()
            session.removeTag(tag)
            with self._lock:
                del self._running[tag]

    def _values(self, column: pa.ChunkedArray) -> list[Any]:
        """A column as Python's values; moments as of the workspace's time zone."""
        values: list[Any] = column.to_pylist()
        if pa.types.is_timestamp(column.type) and column.type.tz is not None:
            return [v.astimezone(self._zone) if isinstance(v, datetime) else v for v in values]
        return values

    def _connect(self) -> SparkSession:
        warnings.filterwarnings("ignore", module=r"pyspark\b")  # they are for whoever writes Spark programs
        from pyspark.sql import SparkSession
        from pyspark.sql.connect.client.retries import DefaultPolicy

        try:
            session = SparkSession.builder.remote(self._url).create()
            session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
            session.conf.set("spark.sql.session.timeZone", self._server.timezone)
            if self._server.schema is not None:
                session.catalog.setCurrentDatabase(self._server.schema)
            session.sql("SELECT 1").toArrow()
        except (*_Error, ValueError) as error:
            raise unreachable(error, self._where, self._server.url_env) from error
        return session

    @property
    def _where(self) -> str:
        """The server without anything secret."""
        return urlsplit(self._url.partition(";")[0]).netloc.rpartition("@")[2]

    def _need_calendar(self, session: SparkSession) -> None:
        """The calendar table as this session's own view: nothing of the company's is written to."""
        with self._lock:
            if self._has_calendar:
                return
            kinds = {"DATE": pa.date32(), "INTEGER": pa.int32()}
            columns = zip(calendar_columns(), zip(*calendar_rows(self._calendar), strict=True), strict=True)
            table = pa.table({name: pa.array(values, kinds[kind]) for (name, kind), values in columns})
            session.createDataFrame(table).createOrReplaceTempView(CALENDAR)
            self._has_calendar = True

    def _now(self) -> str:
        return f"{self._where}/{self._server.schema or ''} {time.time() // max(1.0, self._server.refresh):.0f}"
