"""Profiles the columns of a table: how many are filled, how many differ, what the values look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from data.profiling.profile import Column, Kind
from data.profiling.sql import quoted

TOGETHER = 40
"""Columns looked at in one statement: 5,000 at once would need all of them in memory."""
MOST = 300
"""Columns of a table that are looked at; nobody asks by the thousandth."""
FEW = 60
"""A column with at most so many values has them listed."""
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
            "UHUGEINT", "FLOAT", "DOUBLE", "REAL", "DECIMAL", "BIGNUM")  # fmt: skip


def kind_of(type_name: str) -> Kind:
    """What a DuckDB type is to a profile."""
    base = type_name.partition("(")[0].upper()
    if base in _NUMBERS and not type_name.endswith("]"):
        return "number"
    if base in ("VARCHAR", "UUID") and not type_name.endswith("]"):
        return "text"
    if base.startswith("ENUM"):
        return "text"
    if base == "BOOLEAN":
        return "flag"
    if base == "DATE":
        return "day"
    return "moment" if base.startswith("TIMESTAMP") else "other"


def profile_columns(
    connection: duckdb.DuckDBPyConnection, table: str, rows: int, headings: Mapping[str, str]
) -> dict[str, Column]:
    """The profile of every column, up to MOST. `headings` are the names in the source of columns that were renamed."""
    described = connection.execute(f"DESCRIBE {quoted(table)}").fetchall()
    kinds = {str(name): kind_of(str(type_name)) for name, type_name, *_ in described[:MOST]}
    found: dict[str, Column] = {}
    names = list(kinds)
    for first in range(0, len(names), TOGETHER):
        some = {name: kinds[name] for name in names[first : first + TOGETHER]}
        found.update(_measured(connection, table, rows, some, headings))
    return found


def _measured(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: int,
    kinds: Mapping[str, Kind],
    headings: Mapping[str, str],
) -> dict[str, Column]:
    parts = [part for name, kind in kinds.items() for part in _measures(quoted(name), kind)]
    statement = f"SELECT {', '.join(parts)} FROM {quoted(table)}"  # noqa: S608 - quoted names
    row = connection.execute(statement).fetchone() or ()
    found: dict[str, Column] = {}
    for position, (name, kind) in enumerate(kinds.items()):
        filled, distinct, smallest, largest, whole, length, step = row[position * _WIDTH : (position + 1) * _WIDTH]
        distinct = min(distinct, filled)
        unique = filled > 0 and distinct > 0.8 * filled and kind != "other" and _is_unique(connection, table, name)
        listed = _values(connection, table, name) if kind != "other" and 0 < distinct <= 2 * FEW else ()
        found[name] = Column(
            name=name,
            heading=headings.get(name, name),
            kind=kind,
            rows=rows,
            filled=filled,
            distinct=filled if unique else len(listed) if listed else distinct,
            unique=unique,
            smallest=_bound(smallest),
            largest=_bound(largest),
            whole=bool(whole),
            step=str(step or "day"),
            length=float(length or 0),
            values=listed,
        )
    return found


_WIDTH = 7


def _measures(name: str, kind: Kind) -> Sequence[str]:
    counted = [f"count({name})", f"approx_count_distinct({name})" if kind != "other" else "0"]
    if kind == "number":
        finite = f"CASE WHEN isfinite(CAST({name} AS DOUBLE)) THEN {name} END"
        return [
            *counted, f"CAST(min({finite}) AS DOUBLE)", f"CAST(max({finite}) AS DOUBLE)",
            f"bool_and({finite} % 1 = 0)", "NULL", "NULL",
        ]  # fmt: skip
    if kind in ("day", "moment"):
        finite = f"CASE WHEN isfinite({name}) THEN CAST({name} AS DATE) END"
        midnight = f"bool_and(CAST({name} AS TIMESTAMP) = date_trunc('day', CAST({name} AS TIMESTAMP)))"
        return [*counted, f"min({finite})", f"max({finite})", midnight, "NULL", _step(f"CAST({name} AS DATE)")]
    if kind == "text":
        return [*counted, "NULL", "NULL", "NULL", f"avg(length({name}))", "NULL"]
    return [*counted, "NULL", "NULL", "NULL", "NULL", "NULL"]


def _step(day: str) -> str:
    """How far the days are apart: all first or all last days of months, quarters or years."""
    tests = [
        f"WHEN bool_and({day} = date_trunc('{step}', {day})) OR bool_and({day} + 1 = date_trunc('{step}', {day} + 1)) "
        f"THEN '{step}'"
        for step in ("year", "quarter", "month")
    ]
    return f"CASE WHEN count(DISTINCT {day}) < 3 THEN 'day' {' '.join(tests)} ELSE 'day' END"


def _bound(value: Any) -> float | str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else float(value)


def _is_unique(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    name = quoted(column)
    statement = f"SELECT count(DISTINCT {name}) = count({name}) FROM {quoted(table)}"  # noqa: S608 - quoted names
    found = connection.execute(statement).fetchone()
    return bool(found and found[0])


def _values(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> tuple[tuple[str, int], ...]:
    """The values with their rows, the most frequent first; none where there are more than FEW after all."""
    name = quoted(column)
    rows = connection.execute(
        f"SELECT CAST({name} AS VARCHAR), count(*) FROM {quoted(table)} WHERE {name} IS NOT NULL "  # noqa: S608 - quoted names
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FEW + 1}"
    ).fetchall()
    return tuple((str(value), int(count)) for value, count in rows) if len(rows) <= FEW else ()
