"""An answering connection reads its own tables and nothing else, within limits, and says what is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data.faults import StoreCorrupt, StoreLocked, StoreMissing
from data.rows import QueryFailed, QueryRefused, QueryTimeout, TooManyRows
from data.store import Limits, Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE orders AS SELECT range AS order_id, range * 2.0 AS amount FROM range(100)")
    return path


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with Store(file) as opened:
        yield opened


def test_rows_come_with_their_names_and_bound_values(store: Store) -> None:
    rows = store.run("SELECT order_id, amount FROM orders WHERE order_id IN $ids ORDER BY 1", {"ids": [3, 5]})
    assert rows.names == ("order_id", "amount")
    assert rows.rows == [(3, 6.0), (5, 10.0)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "SELECT * FROM sqlite_scan('x', 'y')",
    ],
)
def test_nothing_outside_the_database_can_be_read(store: Store, sql: str) -> None:
    with pytest.raises(QueryFailed):
        store.run(sql)


def test_variables_of_the_program_are_not_tables(store: Store) -> None:
    local_rows = duckdb.sql("SELECT 1 AS secret")
    with pytest.raises(QueryFailed, match="local_rows"):
        store.run("SELECT * FROM local_rows")
    assert local_rows is not None


@pytest.mark.parametrize(
    "sql",
    [
        "COPY orders TO '/tmp/out.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "PRAGMA version",
        "CREATE TEMP TABLE t (i INT)",
        "INSERT INTO orders VALUES (1, 1)",
        "DELETE FROM orders",
        "EXPORT DATABASE '/tmp/all'",
        "CALL pragma_version()",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE orders",
        "SELEC 1",
        "",
        "-- nothing",
    ],
)
def test_only_one_select_may_run(store: Store, sql: str) -> None:
    with pytest.raises(QueryRefused):
        store.run(sql)


@pytest.mark.parametrize("sql", ["COPY orders TO '{}/out.csv'", "ATTACH '{}/other.duckdb'", "INSTALL httpfs"])
def test_the_connection_itself_refuses_what_the_statement_check_would_let_through(
    store: Store, tmp_path: Path, sql: str
) -> None:
    with store._cursor() as cursor, pytest.raises(duckdb.PermissionException):
        cursor.execute(sql.format(tmp_path))
    with store._cursor() as cursor, pytest.raises(duckdb.InvalidInputException, match="locked"):
        cursor.execute("SET enable_external_access = true")


def test_a_long_statement_is_broken_off_and_the_next_one_runs(file: Path) -> None:
    with Store(file, Limits(seconds=0.2)) as store:
        with pytest.raises(QueryTimeout, match=r"0\.2 seconds"):
            store.run("SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range % 7 = b.range % 3")
        assert store.run("SELECT 1").rows == [(1,)]


def test_a_greedy_statement_runs_out_of_its_own_memory(file: Path) -> None:
    with Store(file, Limits(memory_mb=20)) as store, pytest.raises(QueryFailed, match="memory"):
        store.run("SELECT list(range) FROM range(50000000)")


def test_too_many_rows_are_an_error_and_never_cut_off_silently(store: Store) -> None:
    assert len(store.run("SELECT * FROM orders", max_rows=100).rows) == 100
    with pytest.raises(TooManyRows):
        store.run("SELECT * FROM orders", max_rows=99)


@pytest.mark.parametrize("parameters", [{}, {"a": 1, "b": 2}])
def test_values_must_fit_their_names(store: Store, parameters: dict[str, int]) -> None:
    with pytest.raises(QueryFailed):
        store.run("SELECT $a", parameters)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"nowhere\.duckdb"):
        Store(tmp_path / "nowhere.duckdb")
    with pytest.raises(StoreMissing, match="no database in"):
        Store(tmp_path)


def test_a_file_that_is_no_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_bytes(b"these are notes, not data" * 400)
    with pytest.raises(StoreCorrupt, match=r"notes\.duckdb"):
        Store(path)


def test_a_truncated_database_is_corrupt(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.duckdb"
    path.write_bytes(file.read_bytes()[:13_000])
    with pytest.raises(StoreCorrupt):
        Store(path)


def test_a_database_another_process_writes_to_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "busy.duckdb"
    writer = (
        "import duckdb, sys\n"
        f"c = duckdb.connect({str(path)!r}); c.execute('CREATE TABLE t (i INT)')\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", writer], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(StoreLocked, match="another process"):
            Store(path)
        process.communicate()
