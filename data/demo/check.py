"""Whether the demo's tables hang together: every reference found, every date consistent with the others."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent


def check_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The broken rules of check.sql, one line each; empty when all is well."""
    rows = connection.execute((FOLDER / "check.sql").read_text("utf-8")).fetchall()
    return [f"{rule}: {broken} rows" for rule, broken in rows if broken]
