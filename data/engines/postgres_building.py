"""A PostgreSQL session that may write, for building rollups: statements one by one, in transactions of one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors

from data.engines.postgres_faults import failure, unreachable
from data.engines.postgres_rollups import Place
from data.rows import QueryFailed

_PATIENCE = "60s"
"""How long a table that is in use is waited for; meanwhile who wants to write to it waits too."""
_LOCK = 5_774_113_021_457
"""Whoever holds it is building; no two do so at once in one database."""


class Builder:
    """A session of whoever may write; in autocommit but within `snapshot`. Raises QueryFailed, StoreError."""

    def __init__(self, url: str, url_env: str, place: Place) -> None:
        url = url.replace("postgresql+psycopg:", "postgresql:", 1)
        try:
            self._connection: psycopg.Connection[Any] = psycopg.connect(
                url, autocommit=True, client_encoding="utf8", application_name="kpibot rollups", connect_timeout=10
            )
        except psycopg.Error as error:
            raise unreachable(error, url, url_env) from error
        settings = {
            **place.settings,
            "lock_timeout": _PATIENCE,
            "statement_timeout": "0",
            "default_transaction_read_only": "off",
        }
        for name, value in settings.items():
            self.rows("SELECT set_config($1, $2, false)", [name, value])
        ((self.role, self.database),) = self.rows("SELECT current_user, current_database()")

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def alone(self) -> bool:
        """Whether nobody else builds in this database now; nobody will until this session ends."""
        return bool(self.rows("SELECT pg_try_advisory_lock($1)", [_LOCK])[0][0])

    def run(self, statement: str) -> None:
        """Have a statement carried out."""
        with self._failing():
            self._connection.execute(statement.encode())

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement, whose `$1` … are bound."""
        with self._failing(), psycopg.RawCursor(self._connection) as cursor:
            return cursor.execute(sql.encode(), values).fetchall()

    def kind(self, select: str) -> str:
        """The type of a SELECT's first column, by its short name; of decimals with so many places "decimal"."""
        with self._failing(), psycopg.RawCursor(self._connection) as cursor:
            description = cursor.execute(f"{select} LIMIT 0".encode()).description
        assert description is not None
        found = self._connection.adapters.types.get(description[0].type_code)
        name = found.name if found is not None else "other"
        return "decimal" if name == "numeric" and description[0].scale is not None else name

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A transaction that sees the rows of one moment; kept if nothing goes wrong inside."""
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ")
        try:
            yield
            self.run("COMMIT")
        finally:
            if not self._connection.closed and self._connection.info.transaction_status:
                with suppress(psycopg.Error):
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def unfit(self) -> Iterator[None]:
        """Within a transaction: what fails inside because a statement does not fit the tables is taken back."""
        self.run("SAVEPOINT fitting")
        try:
            yield
            self.run("RELEASE SAVEPOINT fitting")
        except QueryFailed as error:
            reason = error.__cause__
            unfit = isinstance(reason, psycopg.DataError | psycopg.ProgrammingError)
            if not unfit or isinstance(reason, errors.InsufficientPrivilege):
                raise
            self.run("ROLLBACK TO SAVEPOINT fitting")

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except errors.InsufficientPrivilege as error:
            said = error.diag.message_primary
            raise QueryFailed(f"PostgreSQL does not let {self._who} build rollups: {said}.") from error
        except errors.LockNotAvailable as error:
            raise QueryFailed(
                f"A table is in use for longer than {_PATIENCE}; build rollups when nobody writes."
            ) from error
        except errors.ReadOnlySqlTransaction as error:
            raise QueryFailed(
                "This server is a replica, which rollups cannot be built on; name the primary."
            ) from error
        except psycopg.Error as error:
            raise failure(error, 0) from error

    @property
    def _who(self) -> str:
        return self._connection.info.user
