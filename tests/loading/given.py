"""Sources made for a test, read into a database of its own."""

from __future__ import annotations

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


def column_of(folder: Path, values: list[str], header: str = "value") -> Read:
    """Read a file of two columns whose second holds these values."""
    lines = [f"n;{header}", *(f"r{i};{v}" for i, v in enumerate(values))]
    return read_text(folder, "\n".join(lines) + "\n")
