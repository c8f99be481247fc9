"""What can be wrong with an embedded database, each with a sentence that says what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb


class StoreError(Exception):
    """The database cannot be used."""


class StoreMissing(StoreError):
    """There is no database there."""


class StoreLocked(StoreError):
    """Another process has the database open for writing."""


class StoreCorrupt(StoreError):
    """The file is no DuckDB database, or a damaged one."""


class StoreUnwritable(StoreError):
    """The disk is full or may not be written to."""


def is_full(error: duckdb.Error) -> bool:
    """Whether an error of any kind comes from a disk without room."""
    return "No space left" in str(error) or "disk is full" in str(error).lower()


def fault_of(error: duckdb.Error, path: Path) -> StoreError:
    """The fault behind an error of opening a file."""
    text = str(error)
    first = text.splitlines()[0] if text else type(error).__name__
    if "Could not set lock" in text:
        return StoreLocked(f"{path} is open for writing in another process; close that one and ask again.")
    if "not a valid DuckDB" in text or "orrupt" in text or "Could not read enough bytes" in text:
        return StoreCorrupt(f"{path} is not a readable DuckDB database ({first}). Load the data again.")
    if isinstance(error, duckdb.SerializationException) or "storage version" in text:
        return StoreCorrupt(f"{path} was written by another version of DuckDB ({first}).")
    if "does not exist" in text or "Is a directory" in text:
        return StoreMissing(f"There is no database at {path}.")
    if "Permission denied" in text:
        return StoreUnwritable(f"{path} may not be opened by this user (permission denied).")
    if is_full(error):
        return StoreUnwritable(f"The disk of {path} is full.")
    return StoreError(f"{path} could not be opened: {first}")


def unwritable(error: OSError, path: Path) -> StoreUnwritable:
    """The fault behind an error of writing to a folder."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return StoreUnwritable(f"{path} cannot be written to: {reason}.")
