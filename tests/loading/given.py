"""Sources made for a test, read into a database of its own."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.loading import TableReport, find_sources, read_into


@dataclass(frozen=True, slots=True)
class Read:
    """A source that was read."""

    connection: duckdb.DuckDBPyConnection
    report: TableReport

    def column(self, name: str) -> list[object]:
        """The values of a column, in the order of the source."""
        return [row[0] for row in self.connection.execute(f'SELECT "{name}" FROM loaded').fetchall()]

    @property
    def types(self) -> dict[str, str]:
        """The type of each column, as the report says it; held against the table."""
        told = {c.name: c.type for c in self.report.columns}
        described = {row[0]: row[1] for row in self.connection.execute("DESCRIBE loaded").fetchall()}
        assert told == described
        return told

    def codes(self, column: str | None = None) -> set[str]:
        """The kinds of repair of a column, or of the table."""
        return {r.code for r in self.report.repairs if r.column == column}


def read_file(path: Path) -> Read:
    """Read the one source of a file; no row may be unaccounted for."""
    connection = duckdb.connect()
    (source,) = find_sources([path]).sources
    report = read_into(connection, source, "loaded", spare=path.parent)
    assert report.rows_found == report.rows + report.left_out + report.refused_rows
    assert report.rows == connection.execute("SELECT count(*) FROM loaded").fetchall()[0][0]
    # Reading leaves nothing behind, neither in the database nor on the disk.
    assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("loaded",)]
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]
    return Read(connection, report)


def read_text(folder: Path, text: str | bytes, name: str = "given.csv") -> Read:
    """Read a file with this text."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path)


def columns_of(folder: Path, columns: list[list[str]], headers: list[str] | None = None) -> Read:
    """Read a file of many columns, each with values of its own; shorter ones end with missing values.

    The names are v0, v1 and so on where no headers are given. Columns of one file see each other's habits, so what a
    column's neighbours must not decide is read from a file of its own.
    """
    headers = headers or [f"v{i}" for i in range(len(columns))]
    longest = max(map(len, columns))
    rows = [[f"r{n}", *(c[n] if n < len(c) else "" for c in columns)] for n in range(longest)]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([["row", *headers], *rows])
    return read_text(folder, text.getvalue())


def column_of(folder: Path, values: list[str], header: str = "v0") -> Read:
    """Read a file whose only telling column holds these values."""
    return columns_of(folder, [values], [header])
