"""The demo company with so many million order lines: made by its generator, above a size repeated under new keys."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb

from benchmarks.questions import TODAY
from data.demo.build import build_demo
from queries.catalogue.model import Catalogue
from queries.publishing import proofs
from queries.rollups.build import build_rollups
from queries.rollups.database import Database
from queries.rollups.model import Rollup
from queries.rollups.plan import Bounds
from queries.rollups.proofs import write_proofs

SCALE_A_MILLION = 12
"""The demo's scale that gives a million order lines."""


def grown(millions: int, generated: int, folder: Path) -> tuple[Path, float]:
    """The company's file and the seconds its making took, 0 where it was there.

    Up to `generated` million lines come from the generator; more are the same orders again, `millions / generated`
    times on the same days.
    """
    path = folder / f"{millions}-million.duckdb"
    if path.exists():
        return path, 0.0
    folder.mkdir(parents=True, exist_ok=True)
    began, unfinished = time.perf_counter(), path.with_suffix(".building")
    unfinished.unlink(missing_ok=True)
    with duckdb.connect(str(unfinished), config={"memory_limit": "6GB"}) as connection:
        if millions <= generated:
            build_demo(connection, today=TODAY, scale=millions * SCALE_A_MILLION)
        else:
            _copied(connection, grown(generated, generated, folder)[0])
            _repeated(connection, millions // generated)
    unfinished.rename(path)
    return path, time.perf_counter() - began


def _copied(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Everything but rollups, which are made of what comes now."""
    connection.execute(f"ATTACH '{path}' AS small (READ_ONLY)")
    tables = (
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'small' AND table_name NOT LIKE 'kpibot_rollup%'"
    )
    for (table,) in connection.execute(tables).fetchall():
        connection.execute(f'CREATE TABLE "{table}" AS FROM small."{table}"')
    connection.execute("DETACH small")


def _repeated(connection: duckdb.DuckDBPyConnection, times: int) -> None:
    ((orders,),) = connection.execute("SELECT max(order_id) FROM orders").fetchall()
    ((lines,),) = connection.execute("SELECT max(line_id) FROM order_lines").fetchall()
    for table, keys in (
        ("orders", f"order_id + n * {orders}"),
        ("order_lines", f"line_id + n * {lines}, order_id + n * {orders}"),
    ):
        names = [name for name, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]
        rest = ", ".join(names[keys.count(",") + 1 :])
        connection.execute(f"INSERT INTO {table} SELECT {keys}, {rest} FROM {table}, range(1, {times}) AS r(n)")


def rolled_up(path: Path, catalogue: Catalogue) -> tuple[list[Rollup], float, float]:
    """The rollups built anew, the seconds that took, and those of the proofs."""
    began = time.perf_counter()
    with duckdb.connect(str(path), config={"memory_limit": "6GB"}) as connection:
        built, rolling = build_rollups(connection, catalogue), time.perf_counter() - began
        proved = list(proofs(connection, catalogue, Bounds().least))
        write_proofs(Database(connection, catalogue), proved)
    return built, rolling, time.perf_counter() - began - rolling
