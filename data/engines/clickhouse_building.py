"""A ClickHouse client that may write, for building rollups: one statement at a time, with the settings of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from data.engines.clickhouse_connecting import Errors, connect
from data.engines.clickhouse_faults import failure, is_unfit, not_allowed
from data.engines.clickhouse_settings import settings
from data.rows import QueryFailed

_PATIENCE = 24 * 3600  # seconds that one statement may take


class Builder:
    """Whoever may write, in the database that answers read. Raises QueryFailed, StoreError."""

    def __init__(self, url: str, url_env: str, database: str, timezone: str) -> None:
        self.settings: Mapping[str, str] = settings(0, timezone)
        self._client = connect(url, url_env, database, self.settings, _PATIENCE, reading=False)

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, statement: str) -> None:
        """Have a statement carried out."""
        with self._failing():
            self._client.command(statement)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        with self._failing():
            return [tuple(row) for row in self._client.query(sql).result_rows]

    def kind(self, select: str) -> str:
        """The type of a SELECT's first column."""
        return str(self.rows(f"DESCRIBE TABLE ({select})")[0][1])

    @contextmanager
    def unfit(self) -> Iterator[None]:
        """What fails inside because a statement does not fit the tables goes no further."""
        try:
            yield
        except QueryFailed as error:
            if error.__cause__ is None or not is_unfit(error.__cause__):
                raise

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except Errors as error:
            found = failure(error, 0, 0)
            if not_allowed(error):
                said = str(found).partition("do this: ")[2]
                raise QueryFailed(f"ClickHouse does not let this user build rollups: {said}") from error
            raise found from error
