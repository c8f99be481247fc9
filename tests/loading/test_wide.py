"""Wide tables are read by columns together, and give what the same columns give in narrow ones."""

from __future__ import annotations

from pathlib import Path

from given import read_text

KINDS: tuple[tuple[str, ...], ...] = (
    ("1", "2", "", "4", "5"),
    ("1.234,50 €", "2,25 €", "n/a", "(7,00) €", "8,00 €"),
    ("05.01.2025", "13.02.2025", "28.02.2025", "", "01.12.2024"),
    ("ja", "nein", "ja", "", "ja"),
    (" a ", "b", "none", "NULL", "c"),
    ("12,5 %", "3 %", "", "0 %", "100 %"),
    ("2025-01-05 10:00", "2025-01-06 11:30", "2025-01-07 00:00", "", "2025-01-08 23:59"),
    ("007", "008", "", "010", "011"),
)
WIDTH = 8  # columns of the narrow files; 24 of the wide one


def table_of(first: int, last: int) -> str:
    """A file of some columns, whose kinds and values follow each other."""
    rows = [[f"c{n}" for n in range(first, last)]]
    rows += [[KINDS[n % len(KINDS)][(row + n) % 5] for n in range(first, last)] for row in range(5)]
    return "".join(";".join(row) + "\n" for row in rows)


def test_a_wide_table_is_read_as_narrow_ones_are(tmp_path: Path) -> None:
    wide = read_text(tmp_path / "wide", table_of(0, 24))
    for first in range(0, 24, WIDTH):
        narrow = read_text(tmp_path / f"narrow{first}", table_of(first, first + WIDTH))
        for name, kind in narrow.types.items():
            assert (name, wide.types[name], wide.column(name)) == (name, kind, narrow.column(name))
            assert wide.codes(name) == narrow.codes(name)


def test_rows_keep_their_order_and_their_cells(tmp_path: Path) -> None:
    """Days are read once for each different one: rows stay as they were all the same."""
    days = [f"{row % 28 + 1:02d}.{row % 2 + 1:02d}.2025" for row in range(3_000)]
    read = read_text(tmp_path / "rows", "n;day\n" + "".join(f"{n};{day}\n" for n, day in enumerate(days)))
    assert read.column("n") == list(range(3_000))
    assert [f"{day:%d.%m.%Y}" for day in read.column("day")] == days  # type: ignore[str-bytes-safe]
