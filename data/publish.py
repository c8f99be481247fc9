"""Publishing: new data is built into a new file, checked, and only then made current."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from data import versions
from data.faults import StoreError, fault_of, is_full, unwritable
from data.store import ALONE, connect

Build = Callable[[duckdb.DuckDBPyConnection], None]
Check = Callable[[duckdb.DuckDBPyConnection], None]


def publish(folder: Path, build: Build, check: Check | None = None, report: Callable[[], str] | None = None) -> Path:
    """Build the next version of the database in `folder` and make it current; its path.

    `check` sees the finished file as answers will see it and raises where it must not be used. What `report` gives is
    kept beside the version. When anything fails, the version that was current stays so and nothing is left behind.
    """
    with versions.alone(folder):
        _sweep(folder)
        building = folder / f"building-{os.getpid()}.duckdb"
        path = versions.next_path(folder)
        try:
            _build(building, build)
            _check(building, check)
            if report is not None:
                versions.report_of(path).write_text(report(), encoding="utf-8")
            building.replace(path)
            versions.point_to(path)
        except OSError as error:
            raise unwritable(error, folder) from error
        finally:
            _sweep(folder)
        versions.remove_old(folder)
    return path


def _build(path: Path, build: Build) -> None:
    try:
        connection = duckdb.connect(str(path), config=ALONE)
    except duckdb.Error as error:
        raise fault_of(error, path) from error
    try:
        build(connection)
        connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        if is_full(error):
            raise fault_of(error, path) from error
        raise
    finally:
        with contextlib.suppress(duckdb.Error):  # closing writes, too; the first fault is the one to tell
            connection.close()


def _check(path: Path, check: Check | None) -> None:
    connection = connect(path)
    try:
        if not connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()[0][0]:
            raise StoreError(f"Nothing was loaded: {path.parent} keeps the data it had.")
        if check is not None:
            check(connection)
    finally:
        connection.close()


def _sweep(folder: Path) -> None:
    """Remove what this build and those that were killed left; we hold the lock, so no other is at work."""
    for path in folder.glob("building-*"):
        _remove(path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            return
        path.unlink(missing_ok=True)
        path.with_suffix(".duckdb.wal").unlink(missing_ok=True)
