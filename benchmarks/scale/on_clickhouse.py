"""`python -m benchmarks.scale.on_clickhouse --company FILE [--url ADDRESS]`: the same questions of ClickHouse.

FILE is a company as `benchmarks.scale` makes it. Without an address ClickHouse's engine is started for the time as the
tests start it, without its server, in memory. A server of yours must be on this machine and may read files.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import clickhouse_connect
import duckdb

from benchmarks.companies import demo_catalogue
from benchmarks.questions import TODAY
from benchmarks.scale.asking import asked_of, rolled_up_in
from data.engines.clickhouse import ClickHouse
from data.engines.opened import CalendarRules
from data.engines.setting import RollupsSetting, Server
from data.store import Limits
from data.workspace import Workspace
from queries.dataset import open_dataset

URL = "KPIBOT_BENCHMARK_URL"
SERVER = Server("clickhouse", URL, schema="shop", rollups=RollupsSetting("rolled", URL))
_ENGINE = Path(__file__).parents[2] / "tests" / "engines" / "clickhouse_server.py"
_TYPES = {
    "BIGINT": "Int64", "BOOLEAN": "Bool", "DATE": "Date", "DOUBLE": "Float64", "INTEGER": "Int32", "SMALLINT": "Int16",
    "TIMESTAMP": "DateTime64(6)", "TINYINT": "Int8", "UTINYINT": "UInt8", "VARCHAR": "String",
}  # fmt: skip
_FEW = 1_000


def main() -> None:
    """Copy the company, build its rollups, ask."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.scale.on_clickhouse", description=__doc__)
    options.add_argument("--company", type=Path, required=True, help="a DuckDB file with the grown demo company")
    options.add_argument("--url", help="a server of yours; its databases shop and rolled are filled")
    options.add_argument("--repeats", type=int, default=5, help="runs of a question that is quick")
    told = options.parse_args()
    with _address(told.url) as url:
        copied(told.company, url)
        _measure(url, told.company.parent, told.repeats)


@contextmanager
def _address(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    sys.path.append(str(_ENGINE.parent))
    from clickhouse_server import clickhouse_python

    words = [str(clickhouse_python()), str(_ENGINE)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        yield f"http://reader:hidden@127.0.0.1:{int(server.stdout.readline())}"
        server.stdin.close()


def copied(company: Path, url: str) -> None:
    """Every table of the file in the database shop: by its first column in order, names of few values kept once."""
    listed = "SELECT table_name FROM duckdb_tables() WHERE NOT starts_with(table_name, 'kpibot_') ORDER BY 1"
    with (
        duckdb.connect(str(company), read_only=True) as source,
        clickhouse_connect.get_client(dsn=url, autogenerate_session_id=False) as target,
    ):
        for database in ("shop", "rolled"):
            target.command(f"CREATE DATABASE IF NOT EXISTS {database}")
        there = target.query("SELECT name FROM system.tables WHERE database = 'shop'").result_rows
        for (table,) in source.execute(listed).fetchall():
            if (table,) in there:
                continue
            described = source.execute(f'DESCRIBE "{table}"').fetchall()
            columns = ", ".join(f"`{name}` {_type(source, table, name, kind)}" for name, kind, *_ in described)
            settings = "SETTINGS allow_nullable_key = 1"
            target.command(
                f"CREATE TABLE shop.`{table}` ({columns}) ENGINE = MergeTree ORDER BY `{described[0][0]}` {settings}"
            )
            with tempfile.TemporaryDirectory(dir=company.parent) as folder:
                file = Path(folder) / "rows.parquet"
                source.execute(f"COPY \"{table}\" TO '{file}' (FORMAT parquet)")
                target.command(f"INSERT INTO shop.`{table}` SELECT * FROM file('{file}', 'Parquet')")
            print(f"  {table}", file=sys.stderr, flush=True)


def _type(source: duckdb.DuckDBPyConnection, table: str, name: str, kind: str) -> str:
    asked = f'SELECT count(*) > count("{name}"), approx_count_distinct("{name}") FROM "{table}"'
    ((missing, different),) = source.execute(asked).fetchall()
    found = _TYPES.get(kind, kind)
    found = f"Nullable({found})" if missing else found
    return f"LowCardinality({found})" if different < _FEW and kind == "VARCHAR" else found


def _measure(url: str, folder: Path, repeats: int) -> None:
    catalogue = demo_catalogue()
    place = Workspace(folder, "Demo", ("en",), folder, None, Limits(), server=SERVER)
    rolled_up_in(place, {URL: url}, catalogue)
    rules = CalendarRules(catalogue.calendar.week_start, catalogue.calendar.fiscal_year_start)
    with ClickHouse(SERVER, url, Limits(seconds=600.0), rules) as engine:
        dataset = open_dataset(catalogue, engine, TODAY)
        print(asked_of(dataset, "Answering from ClickHouse (ms, medians)", repeats), flush=True)


if __name__ == "__main__":
    main()
