"""A source: one table as it lies in a file or a database, before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a source is stored as."""

    TEXT = "text"  # CSV, TSV and whatever else separates values in lines
    JSON_LINES = "json_lines"
    EXCEL = "excel"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    POSTGRES = "postgres"


class SourceError(Exception):
    """A source cannot be read; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """One table to read.

    `path` is its file (None for a server), `part` the sheet or the table in it ("" where the file is the table), `name`
    the name proposed for the loaded table, `size` the file's bytes (0: unknown). `dsn` is the address of a PostgreSQL
    server; it is a secret and stands in no message. With `since` a server is asked only for rows whose `since_column`
    is at least that or empty. `head` is what the row with the names of a sheet's columns seems to be.
    """

    kind: Kind
    name: str
    path: Path | None = None
    part: str = ""
    size: int = 0
    dsn: str = ""
    since: str = ""
    since_column: str = ""
    head: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The source as messages name it."""
        if self.path is None:
            return self.part
        return f"{self.path.name} ({self.part})" if self.part else self.path.name

    def __repr__(self) -> str:
        return f"Source({self.kind}, {self.label!r})"
