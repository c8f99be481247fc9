"""The rows of a database that is being built, behind the same face as the published one."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from data.rows import QueryFailed, Rows


class OnConnection:
    """An engine over an open connection."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT."""
        try:
            cursor = self._connection.cursor()
            cursor.execute(sql, dict(parameters))
            rows = cursor.fetchmany(max_rows)
        except duckdb.Error as error:
            raise QueryFailed(str(error).splitlines()[0]) from error
        return Rows(tuple(column[0] for column in cursor.description or ()), rows)
