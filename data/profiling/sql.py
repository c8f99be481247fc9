"""Names in statements over a stranger's tables: always quoted, whatever they are."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


def quoted(name: str) -> str:
    """A table's or column's name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def loosened(column: str) -> str:
    """A key without its case, spaces and leading zeros."""
    return f"ltrim(lower(replace(CAST({column} AS VARCHAR), ' ', '')), '0')"
