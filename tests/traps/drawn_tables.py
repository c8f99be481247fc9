"""Reads the tables drawn in a docstring, so that what a test shows is what it asks about.

A table is its name on a line, then column names, then rows; cells are two or more spaces apart, a dash is null.
A line of prose between them must not stand directly above a drawn table.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

_CELL = re.compile(r"\s{2,}")
_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Drawn:
    """A drawn table, its values already typed."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def drawn_tables(text: str) -> list[Drawn]:
    """All tables of a docstring."""
    blocks = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return [_table(lines) for block in blocks if _is_table(lines := block.splitlines())]


def _is_table(lines: list[str]) -> bool:
    return len(lines) >= 2 and bool(_NAME.fullmatch(lines[0].strip()))


def _table(lines: list[str]) -> Drawn:
    columns = tuple(_CELL.split(lines[1].strip()))
    cells = [tuple(_CELL.split(line.strip())) for line in lines[2:]]
    wrong = [row for row in cells if len(row) != len(columns)]
    assert not wrong, f"drawn table {lines[0]}: {wrong} do not fit {columns}"
    kinds = [_type([row[i] for row in cells]) for i in range(len(columns))]
    types = tuple(name for name, _ in kinds)
    rows = tuple(tuple(None if c == "-" else kinds[i][1](c) for i, c in enumerate(row)) for row in cells)
    return Drawn(lines[0].strip(), columns, types, rows)


def _type(cells: list[str]) -> tuple[str, Callable[[str], object]]:
    if cells and set(cells) == {"-"}:
        return "DATE", str
    for name, read in (
        ("INTEGER", int),
        ("DOUBLE", float),
        ("DATE", date.fromisoformat),
        ("TIMESTAMP", datetime.fromisoformat),
    ):
        try:
            for cell in cells:
                if cell != "-":
                    read(cell)
        except ValueError:
            continue
        return name, read
    return "VARCHAR", str
