"""New data replaces old in one step: readers never fail, a bad load changes nothing, unread old files go."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data import versions
from data.faults import StoreError, StoreMissing, StoreUnwritable
from data.publish import publish
from data.store import Store

Build = Callable[[duckdb.DuckDBPyConnection], None]


def number(n: int) -> Build:
    def build(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"CREATE TABLE facts AS SELECT {n} AS n FROM range(1000)")

    return build


def read(store: Store) -> set[int]:
    return {row[0] for row in store.run("SELECT DISTINCT n FROM facts").rows}


def files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.glob("*.duckdb"))


def test_a_reader_keeps_its_version_until_it_refreshes(tmp_path: Path) -> None:
    publish(tmp_path, number(1))
    with Store(tmp_path) as store:
        publish(tmp_path, number(2))
        before = store.version
        assert read(store) == {1}
        assert store.refresh()
        assert read(store) == {2}
        assert store.version != before
        assert not store.refresh()


def test_old_versions_go_when_nobody_reads_them(tmp_path: Path) -> None:
    publish(tmp_path, number(1))
    with Store(tmp_path):
        publish(tmp_path, number(2))
        assert files(tmp_path) == ["data-1.duckdb", "data-2.duckdb"]
    publish(tmp_path, number(3))
    assert files(tmp_path) == ["data-3.duckdb"]


def test_a_version_read_by_another_process_stays(tmp_path: Path) -> None:
    publish(tmp_path, number(1))
    reader = (
        "import sys; from pathlib import Path; from data.store import Store\n"
        f"store = Store(Path({str(tmp_path)!r})); print('open', flush=True); sys.stdin.readline()\n"
        "print(store.run('SELECT DISTINCT n FROM facts').rows)"
    )
    with subprocess.Popen([sys.executable, "-c", reader], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        publish(tmp_path, number(2))
        assert "data-1.duckdb" in files(tmp_path)
        out, _ = process.communicate(b"\n")
    assert out.strip() == b"[(1,)]"


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, number(1))

    def broken(connection: duckdb.DuckDBPyConnection) -> None:
        number(2)(connection)
        raise RuntimeError("the load broke")

    with pytest.raises(RuntimeError, match="the load broke"):
        publish(tmp_path, broken)
    with Store(tmp_path) as store:
        assert read(store) == {1}
    assert files(tmp_path) == ["data-1.duckdb"]


def test_a_failed_check_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, number(1))

    def refuse(connection: duckdb.DuckDBPyConnection) -> None:
        raise StoreError("no row in facts")

    with pytest.raises(StoreError, match="no row"):
        publish(tmp_path, number(2), refuse)
    assert files(tmp_path) == ["data-1.duckdb"]
    assert versions.current(tmp_path).name == "data-1.duckdb"


def test_a_build_fetches_no_extensions(tmp_path: Path) -> None:
    told: dict[str, str] = {}

    def build(connection: duckdb.DuckDBPyConnection) -> None:
        number(1)(connection)
        names = "'autoinstall_known_extensions', 'autoload_known_extensions', 'allow_community_extensions'"
        told.update(connection.execute(f"SELECT name, value FROM duckdb_settings() WHERE name IN ({names})").fetchall())

    publish(tmp_path, build)
    assert len(told) == 3 and set(told.values()) == {"false"}


def test_an_empty_build_is_no_version(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Nothing was loaded"):
        publish(tmp_path, lambda connection: None)
    with pytest.raises(StoreMissing):
        Store(tmp_path)


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "building-1.duckdb").write_bytes(b"half")
    publish(tmp_path, number(1))
    assert files(tmp_path) == ["data-1.duckdb"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="file"):
        publish(tmp_path / "file" / "store", number(1))


def test_readers_never_fail_and_never_see_two_versions_while_data_is_published(tmp_path: Path) -> None:
    publish(tmp_path, number(0))
    stop = threading.Event()
    failures: list[BaseException] = []
    seen: set[int] = set()

    def keep_reading() -> None:
        try:
            with Store(tmp_path) as store:
                while not stop.is_set():
                    store.refresh()
                    numbers = read(store)
                    assert len(numbers) == 1
                    seen.update(numbers)
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=keep_reading) for _ in range(4)]
    for reader in readers:
        reader.start()
    for n in range(1, 16):
        publish(tmp_path, number(n))
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(seen) > 1
    publish(tmp_path, number(99))
    assert files(tmp_path) == ["data-17.duckdb"]


def test_one_store_serves_many_threads_across_a_refresh(tmp_path: Path) -> None:
    publish(tmp_path, number(0))
    store = Store(tmp_path)
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(50):
                assert len(read(store)) == 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(1, 6):
        publish(tmp_path, number(n))
        store.refresh()
    for thread in threads:
        thread.join()
    assert failures == []
    assert read(store) == {5}
    store.close()


def test_two_publishers_at_once_both_publish(tmp_path: Path) -> None:
    threads = [threading.Thread(target=publish, args=(tmp_path, number(n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store(tmp_path) as store:
        assert len(read(store)) == 1
    assert files(tmp_path) == ["data-4.duckdb"]


@pytest.mark.parametrize(
    "error",
    [
        duckdb.TransactionException("Failed to commit: Could not write file x.wal: No space left on device"),
        duckdb.IOException("Could not write file x: No space left on device"),
    ],
)
def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path, error: duckdb.Error) -> None:
    publish(tmp_path, number(1))

    def fill_up(connection: duckdb.DuckDBPyConnection) -> None:
        raise error

    with pytest.raises(StoreUnwritable, match="is full"):
        publish(tmp_path, fill_up)
    assert files(tmp_path) == ["data-1.duckdb"]
