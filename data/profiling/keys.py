"""Finds the columns that tell a table's rows apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from math import prod

import duckdb

from data.profiling.names import ID_WORDS, without_id, words_of
from data.profiling.profile import Column, Table
from data.profiling.sql import quoted

_MOST_TRIES, _TRIES_OF_LARGE = 150, 12
_LARGE = 1_000_000


def with_key(connection: duckdb.DuckDBPyConnection, table: Table) -> Table:
    """The table with its key, and with how many rows repeat another one where it has none."""
    single = _single(table)
    if single is not None:
        return replace(table, key=(single,))
    together = _together(connection, table)
    if together:
        return replace(table, key=together)
    return replace(table, repeated=_repeated(connection, table))


def _single(table: Table) -> str | None:
    """The one column that is the key: of several, the one that says so in its name."""
    noun = table.noun
    found = [
        column
        for column in table.columns.values()
        if column.unique
        and column.filled == table.rows
        and table.rows > 0
        and (column.kind in ("text", "day") or (column.kind == "number" and _numbers_rows(column, noun)))
        and column.length < 80
    ]
    if table.rows < 3:
        found = [column for column in found if _says_key(column)]

    def rank(column: Column) -> tuple[bool, bool, bool, bool]:
        words = words_of(column.heading)
        says = _says_key(column)
        own = without_id(words) in ((), noun) or words == noun
        return (not (says and own), not says, column.kind != "text", column.kind == "day")

    return min(found, key=rank).name if found else None


def _numbers_rows(column: Column, noun: tuple[str, ...]) -> bool:
    """Whether numbers are those of the rows, not amounts that happen to differ."""
    if not column.whole:
        return False
    dense = float(column.largest or 0) - float(column.smallest or 0) < 1.5 * column.rows
    return _says_key(column) or (dense and (column.rows > 20 or words_of(column.heading) == noun))


def _says_key(column: Column) -> bool:
    words = words_of(column.heading)
    return bool(words) and words[-1] in ID_WORDS


def _together(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[str, ...]:
    """Two or three columns that tell the rows apart only together."""
    able = [c for c in table.columns.values() if c.filled == table.rows and c.distinct > 1 and _identifies(c)][:16]
    tries = _TRIES_OF_LARGE if table.rows > _LARGE else _MOST_TRIES
    for some in _candidates(able, table.rows):
        if not tries:
            break
        tries -= 1
        if _apart(connection, table.name, tuple(column.name for column in some)):
            return tuple(column.name for column in some)
    return ()


def _identifies(column: Column) -> bool:
    """Amounts and long texts are no part of a key."""
    return (
        column.kind == "day"
        or column.kind == "moment"
        or (column.kind == "text" and column.length < 60)
        or (column.kind == "number" and column.whole and _says_key(column))
    )


def _candidates(columns: list[Column], rows: int) -> Iterable[tuple[Column, ...]]:
    for size in (2, 3, 4):
        for some in combinations(columns, size):
            if prod(column.distinct for column in some) * 1.1 >= rows:
                yield some


def _apart(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> bool:
    names = ", ".join(map(quoted, columns))
    found = connection.execute(
        f"SELECT 1 FROM {quoted(table)} GROUP BY {names} HAVING count(*) > 1 LIMIT 1"  # noqa: S608 - quoted names
    ).fetchone()
    return found is None


def _repeated(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    if table.rows > _LARGE or len(table.columns) > 200:
        return 0
    found = connection.execute(
        f"SELECT count(*) FROM (SELECT DISTINCT * FROM {quoted(table.name)})"  # noqa: S608 - quoted names
    ).fetchone()
    return table.rows - int(found[0]) if found else 0
