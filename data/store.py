"""The embedded database as answers see it: read-only, nothing outside reachable, limits on memory, time and rows."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from data import versions
from data.faults import StoreMissing, fault_of
from data.rows import QueryFailed, QueryRefused, QueryStopped, QueryTimeout, Rows, TooManyRows

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Limits:
    """What one statement may take. DuckDB wants the same limits from everyone who opens a file in one process."""

    seconds: float = 30.0
    memory_mb: int = 0  # 0: half of the machine's
    threads: int = 0  # 0: one for each processor


ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
"""Nothing is fetched from anywhere, whatever a file or an expression seems to need."""


def connect(path: Path, limits: Limits | None = None) -> duckdb.DuckDBPyConnection:
    """The only way an answering connection is made."""
    limits = limits or Limits()
    if not path.is_file():
        raise StoreMissing(f"There is no database at {path}.")
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        **ALONE,
        "allow_persistent_secrets": "false",
        "python_enable_replacements": "false",
        "threads": str(limits.threads or os.cpu_count() or 1),
        "memory_limit": f"{limits.memory_mb or _half_the_memory()}MB",
        "max_temp_directory_size": "0KB",
        "max_execution_time": str(max(1, int(limits.seconds * 1000))),
        "lock_configuration": "true",
    }
    try:
        return duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        raise fault_of(error, path) from error


def _half_the_memory() -> int:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return max(256, pages * size // 2 // 1_000_000)


@lru_cache(maxsize=4096)
def _one_select(sql: str) -> None:
    """Raise unless the text is exactly one SELECT, as DuckDB's own parser sees it."""
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused(f"The statement cannot be read: {_first_line(error)}") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kinds = ", ".join(s.type.name for s in statements) or "nothing"
        raise QueryRefused(f"Only one SELECT may run, not {kinds}.")


class _Open:
    """One version, open; closed when the last question on it is done after the store has moved on."""

    def __init__(self, lease: versions.Lease, limits: Limits) -> None:
        self.lease, self.users, self.retired = lease, 0, False
        try:
            self.connection = connect(lease.path, limits)
        except BaseException:
            lease.release()
            raise

    def close(self) -> None:
        self.connection.close()
        self.lease.release()


class Store:
    """A DuckDB database behind `queries.engine.Engine`. Safe for many threads: each statement has its own cursor.

    `location` is a published folder or a single database file. The store stays on the version it opened until
    `refresh`; questions in flight then finish on the old one.
    """

    dialect = "duckdb"
    live = False

    def __init__(self, location: Path, limits: Limits | None = None) -> None:
        self.location = location
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._open = _Open(self._lease(), self.limits)
        self._running: set[duckdb.DuckDBPyConnection] = set()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def version(self) -> str:
        """Names the data that answers come from; differs between any two publications."""
        path = self._open.lease.path
        return f"{path.name}:{path.stat().st_mtime_ns}"

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT."""
        _one_select(sql)
        with self._cursor() as cursor:
            try:
                cursor.execute(sql, dict(parameters or {}))
                rows: list[tuple[Any, ...]] = cursor.fetchmany(max_rows + 1)
                names = tuple(column[0] for column in cursor.description or ())
            except duckdb.InterruptException as error:
                if "execution time" not in str(error):
                    raise QueryStopped("The question was stopped.") from error
                raise QueryTimeout(f"The question took longer than {self.limits.seconds:g} seconds.") from error
            except duckdb.OutOfMemoryException as error:
                raise QueryFailed("The question needs more memory than it may use.") from error
            except duckdb.Error as error:
                raise QueryFailed(_first_line(error)) from error
        if len(rows) > max_rows:
            raise TooManyRows(f"The question gives more than {max_rows:,} rows.")
        return Rows(names, rows)

    def refresh(self) -> bool:
        """Move to the version published last; whether there was a newer one."""
        lease = self._lease()
        if lease.path == self._open.lease.path:
            lease.release()
            return False
        fresh = _Open(lease, self.limits)
        with self._lock:
            old, self._open = self._open, fresh
        self._retire(old)
        return True

    def cancel(self) -> None:
        """Stop every statement that runs."""
        with self._lock:
            for cursor in self._running:
                cursor.interrupt()

    def close(self) -> None:
        """Let the database go."""
        self._retire(self._open)

    def _lease(self) -> versions.Lease:
        if self.location.is_dir():
            return versions.lease_current(self.location)
        return versions.Lease(self.location, None)

    def _retire(self, version: _Open) -> None:
        with self._lock:
            if version.retired:
                return
            version.retired = True
            idle = version.users == 0
        if idle:
            version.close()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._lock:
            version = self._open
            version.users += 1
            cursor = version.connection.cursor()
            self._running.add(cursor)
        try:
            yield cursor
        finally:
            with self._lock:
                self._running.discard(cursor)
            cursor.close()
            with self._lock:
                version.users -= 1
                done = version.retired and version.users == 0
            if done:
                version.close()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
