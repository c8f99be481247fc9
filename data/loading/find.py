"""Finds the tables behind paths and addresses: files of a folder, sheets of a workbook, tables of a database."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.loading.naming import name_of, names_of
from data.loading.source import Kind, Source, SourceError

ENDINGS = {
    ".csv": Kind.TEXT, ".tsv": Kind.TEXT, ".tab": Kind.TEXT, ".txt": Kind.TEXT, ".psv": Kind.TEXT,
    ".xlsx": Kind.EXCEL, ".xlsm": Kind.EXCEL, ".xls": Kind.EXCEL, ".xlsb": Kind.EXCEL, ".ods": Kind.EXCEL,
    ".parquet": Kind.PARQUET, ".pq": Kind.PARQUET,
    ".jsonl": Kind.JSON_LINES, ".ndjson": Kind.JSON_LINES, ".json": Kind.JSON_LINES,
    ".sqlite": Kind.SQLITE, ".sqlite3": Kind.SQLITE, ".db3": Kind.SQLITE,
    ".duckdb": Kind.DUCKDB, ".ddb": Kind.DUCKDB, ".db": Kind.DUCKDB,
}  # fmt: skip
_SQLITE = b"SQLite format 3\0"
_PARQUET = b"PAR1"
_RESERVED = "kpibot_"
"""What the names of kpibot's own tables begin with, which would take the place of somebody's."""


@dataclass(frozen=True, slots=True)
class Found:
    """The sources, each with a name of its own, and files that are none with the reason; `unread` are those among them
    that should have been: of a kind that holds data, or named one by one."""

    sources: tuple[Source, ...]
    passed_over: tuple[tuple[str, str], ...] = ()
    unread: frozenset[str] = frozenset()


def find_sources(places: Sequence[Path | str]) -> Found:
    """The sources behind files, folders (with those in them) and PostgreSQL addresses, in the order of their names.

    Raises SourceError for a place that is not there, or where nothing at all was found.
    """
    found: list[Source] = []
    passed: list[tuple[str, str]] = []
    unread: set[str] = set()
    for place in places:
        if isinstance(place, str) and place.startswith(("postgres://", "postgresql://")):
            from data.loading.postgres import tables_of

            found += tables_of(place)
            continue
        path = Path(place)
        if path.is_dir():
            for file in _files(path, passed):
                _add(file, found, passed, unread, given=False)
        elif path.exists():
            _add(path, found, passed, unread, given=True)
        else:
            raise SourceError(f"{path}: there is no such file or folder.")
    if not found:
        reasons = "; ".join(f"{name}: {why}" for name, why in passed[:5])
        raise SourceError(f"Nothing to load was found{': ' + reasons if reasons else ''}.")
    names = names_of([f"own {s.name}" if name_of(s.name).startswith(_RESERVED) else s.name for s in found])
    return Found(tuple(replace(s, name=n) for s, n in zip(found, names, strict=True)), tuple(passed), frozenset(unread))


def _files(folder: Path, passed: list[tuple[str, str]]) -> list[Path]:
    """The files of a folder and of those in it; no hidden ones, and none that a link puts outside of it."""
    root = folder.resolve()
    files: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts) or path.is_dir():
            continue
        if not _inside(path, root):
            passed.append((_shown(path), "a link to a file outside the folder; name that file itself to load it"))
        elif path.is_file():
            files.append(path)
    return files


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _shown(path: Path) -> str:
    """A file's name as a text; bytes that are none are written as they are in programs."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def _add(path: Path, found: list[Source], passed: list[tuple[str, str]], unread: set[str], *, given: bool) -> None:
    size = 1
    try:
        size = path.stat().st_size
        found += sources_of(path)
    except SourceError as error:
        passed.append((_shown(path), str(error)))
    except OSError as error:
        passed.append((_shown(path), f"it cannot be opened: {error.strerror or error}"))
    else:
        return
    if size and (given or path.suffix.lower() in ENDINGS):
        unread.add(_shown(path))


def sources_of(path: Path) -> tuple[Source, ...]:
    """The sources in one file. Raises SourceError for a file of no kind that is known."""
    kind = kind_of(path)
    size = path.stat().st_size
    if kind is Kind.EXCEL:
        from data.loading.excel import sheets_of

        return sheets_of(path)
    if kind is Kind.SQLITE:
        from data.loading.sqlite_files import tables_of_sqlite

        return tables_of_sqlite(path)
    if kind is Kind.DUCKDB:
        from data.loading.typed_files import tables_of_duckdb

        return tables_of_duckdb(path)
    if not size:
        raise SourceError(f"{path.name} is empty.")
    return (Source(kind, path.stem, path, size=size),)


def kind_of(path: Path) -> Kind:
    """The kind of a file by its ending, and by its first bytes where these say more."""
    if not path.is_file():
        raise SourceError(f"{path}: this is no file.")
    if os.fsencode(path.resolve()).decode("utf-8", "ignore") != str(path.resolve()):
        raise SourceError("its name or that of a folder it lies in is not written in UTF-8; rename it.")
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(_SQLITE):
        return Kind.SQLITE
    if head.startswith(_PARQUET):
        return Kind.PARQUET
    if head[8:12] == b"DUCK":
        return Kind.DUCKDB
    kind = ENDINGS.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(sorted(ENDINGS))
        raise SourceError(f"{path.name} is of no kind that kpibot reads ({known}).")
    if kind in (Kind.SQLITE, Kind.DUCKDB, Kind.PARQUET):
        raise SourceError(f"{path.name} is no readable {kind} file.")
    return kind


__all__ = ["ENDINGS", "Found", "find_sources", "kind_of", "sources_of"]
