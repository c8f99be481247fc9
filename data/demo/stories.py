"""Read back from the finished data what was planted in it."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from data.demo.clock import Clock
from data.demo.truth import Truth


def find_truth(
    connection: duckdb.DuckDBPyConnection, clock: Clock, seed: int, scale: int, variables: Mapping[str, object]
) -> Truth:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
    ).fetchall()
    rows = {t: connection.table(t).aggregate("count(*)").fetchall()[0][0] for (t,) in tables}
    return Truth(seed, scale, clock.today, clock.first, rows, {}, ())
