"""Published versions of a database: a folder of files, a pointer to the current one, leases on old ones still read."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.faults import StoreMissing, unwritable

POINTER = "current"
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Lease:
    """One version held open: nobody removes its file until the lease is released."""

    path: Path
    descriptor: int | None

    def release(self) -> None:
        """Let the version go."""
        if self.descriptor is not None:
            os.close(self.descriptor)


def current(folder: Path) -> Path:
    """The file that the folder's pointer names."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(f"There is no database in {folder}.") from None
    if not name or "/" in name:
        raise StoreMissing(f"{folder / POINTER} names no database.")
    return folder / name


def lease_current(folder: Path) -> Lease:
    """The current version, held. A publisher that removes it just then makes us look again."""
    for _ in range(_TRIES):
        path = current(folder)
        lease = _hold(path)
        if path.exists():
            return lease
        lease.release()
    raise StoreMissing(f"{folder / POINTER} names {path.name}, which is not there. Load the data again.")


def _hold(path: Path) -> Lease:
    try:
        descriptor = os.open(_lease_file(path), os.O_RDONLY)
    except OSError:
        # A folder copied by hand has no lease files; nobody publishes there while it is read.
        return Lease(path, None)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return Lease(path, descriptor)


def point_to(path: Path) -> None:
    """Make a finished file the current version, in one step."""
    folder = path.parent
    _lease_file(path).touch()
    fresh = folder / f".{POINTER}-{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(path.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / POINTER)


def next_path(folder: Path) -> Path:
    """The file name of the version after the newest."""
    numbers = [int(p.stem[5:]) for p in folder.glob("data-*.duckdb") if p.stem[5:].isdecimal()]
    return folder / f"data-{max(numbers, default=0) + 1}.duckdb"


def report_of(path: Path) -> Path:
    """Where the report of how a version was loaded lies, if it has one."""
    return path.with_suffix(".report.json")


def remove_old(folder: Path) -> None:
    """Remove every version that is neither current nor leased."""
    kept = current(folder)
    for path in folder.glob("data-*.duckdb"):
        if path != kept and _free(path):
            for gone in (path, path.with_suffix(".duckdb.wal"), _lease_file(path), report_of(path)):
                gone.unlink(missing_ok=True)
    for report in folder.glob("data-*.report.json"):
        if not (folder / report.name.replace(".report.json", ".duckdb")).exists():
            report.unlink(missing_ok=True)


def _free(path: Path) -> bool:
    try:
        descriptor = os.open(_lease_file(path), os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _lease_file(path: Path) -> Path:
    return path.with_suffix(".lease")


@contextlib.contextmanager
def alone(folder: Path, name: str = "publish.lock") -> Iterator[None]:
    """Hold the folder's lock, so that two who would build at once do it one after the other."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(error, folder) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
