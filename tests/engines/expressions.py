"""What a catalogue's own SQL may say, each as DuckDB means it: the same values are asked of every other engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import duckdb
import sqlglot

from data.rows import QueryFailed
from queries.compiler.dialects.dialect import Unwritable
from queries.compiler.dialects.writing import written

_MOMENTS = (
    ("TIMESTAMP '2026-03-01 23:00:00'", "TIMESTAMP '2026-03-02 01:00:00'"),
    ("TIMESTAMP '2026-03-22 10:00:00'", "TIMESTAMP '2026-03-29 09:00:00'"),
    ("TIMESTAMP '2026-12-31 10:00:00'", "TIMESTAMP '2026-01-01 09:00:00'"),
)
_DAYS = (
    ("DATE '2026-03-21'", "DATE '2026-03-23'"),
    ("DATE '2026-03-23'", "DATE '2026-03-30'"),
    ("DATE '2026-03-30'", "DATE '2026-03-17'"),
    ("DATE '1950-01-31'", "DATE '1950-02-01'"),
    ("DATE '2025-11-30'", "DATE '2026-11-29'"),
)
EXPRESSIONS = (
    "CAST('2026-03-25' AS DATE)",
    "CAST(DATE '1900-03-25' AS TEXT)",
    "CAST('7' AS INT)",
    "CAST(NULL AS INT)",
    "CAST(TRUE AS INT)",
    "CAST(2.5 AS INT)",
    "CAST(3.5 AS INT)",
    "CAST(-2.5 AS INT)",
    "CAST(CAST(2.6 AS DOUBLE) AS BIGINT)",
    "CAST('2.6' AS INT)",
    "CAST(CAST(2.5 AS DOUBLE) AS INT)",
    "CAST(CAST(-3.5 AS DOUBLE) AS INT)",
    "CAST(CAST(2.5 AS DECIMAL(9, 2)) AS BIGINT)",
    "CAST(9007199254740993 AS BIGINT)",
    "CAST(1 > 2 AS INT)",
    "CAST(2.449 AS DECIMAL(9, 1))",
    "CAST('2.46' AS DECIMAL(9, 1))",
    "CAST(2.46 AS DECIMAL(9, 1))",
    "CAST(CAST(2.46 AS DOUBLE) AS DECIMAL(9, 1))",
    "TRY_CAST('2.6' AS INT)",
    "TRY_CAST(2.6 AS INT)",
    "TRY_CAST(' 7 ' AS INT)",
    "TRY_CAST('2026-03-25' AS DATE)",
    "TRY_CAST('2026-13-25' AS DATE)",
    "TRY_CAST('x' AS DOUBLE)",
    "TRY_CAST('2.5' AS DOUBLE)",
    "ROUND(2.5)",
    "ROUND(-2.5)",
    "ROUND(CAST(2.5 AS DOUBLE))",
    "ROUND(CAST(0.125 AS DOUBLE), 2)",
    "ROUND(1250, -2)",
    "FLOOR(-2.5)",
    "CEIL(-2.5)",
    "ABS(-2.5)",
    "POW(2, 10)",
    "SQRT(2)",
    "LN(10)",
    "LOG(1000)",
    "1 / 4",
    "CAST(1.00 AS DECIMAL(9, 2)) / CAST(3.00 AS DECIMAL(9, 2))",
    "-7 // 2",
    "-7 % 4",
    "1 / NULLIF(0, 0)",
    "LENGTH('سلام')",
    "SUBSTRING('سلام', 2, 2)",
    "UPPER('é')",
    "LOWER('É')",
    "TRIM('  a b ')",
    "REPLACE('a-b-c', '-', '')",
    "CONCAT('a', NULL, 'b')",
    "'a' || NULL",
    "'a' || 'b'",
    "CONTAINS('a%b', '%')",
    "STARTS_WITH('a_b', 'a_')",
    "ENDS_WITH('ab', 'b')",
    "'a_c' LIKE 'a\\_c'",
    "'a\\bc' LIKE 'a\\_c'",
    "'ABC' LIKE 'abc'",
    "'ABC' ILIKE 'ab%'",
    "'a\\b'",
    "'a' = 'A'",
    "'a' = 'a '",
    "GREATEST(1, NULL)",
    "LEAST(NULL, 2)",
    "COALESCE(NULL, 3)",
    "CASE WHEN NULL THEN 1 ELSE 2 END",
    "DATE_TRUNC('week', DATE '1950-03-25')",
    "DATE_TRUNC('quarter', DATE '2026-06-30')",
    "DATE_TRUNC('month', TIMESTAMP '2026-03-25 10:00:00')",
    "EXTRACT(HOUR FROM TIMESTAMP '2026-03-25 10:30:00')",
    "EXTRACT(QUARTER FROM DATE '2026-03-25')",
    "EXTRACT(WEEK FROM DATE '2027-01-01')",
    "EXTRACT(DOY FROM DATE '2026-03-25')",
    "EXTRACT(DOW FROM DATE '2026-03-29')",
    "EXTRACT(ISODOW FROM DATE '2026-03-29')",
    "DATE '2026-01-31' + INTERVAL 1 MONTH",
    "DATE '2026-03-31' - INTERVAL 30 DAY",
    "TIMESTAMP '2026-03-05 10:00:00' + INTERVAL 2 HOUR",
    "NULL IS NOT DISTINCT FROM NULL",
    "2 IN (1, NULL)",
    "'a' < 'B'",
    "'é' > 'z'",
    "EXP(1)",
    "0.1 + 0.2",
    "1e3",
    "YEAR(DATE '2026-03-25')",
    "MONTH(DATE '2026-03-25')",
    "DAY(DATE '2026-03-25')",
    *(f"DATE_DIFF('{unit}', {a}, {b})" for unit in ("second", "minute", "hour", "day", "week") for a, b in _MOMENTS),
    *(f"DATE_DIFF('{unit}', {a}, {b})" for unit in ("day", "week", "month", "quarter", "year") for a, b in _DAYS),
)


def differences(run: Callable[[str], Any], dialect: str) -> list[str]:
    """What an engine says otherwise than DuckDB, a line for each; an error is nothing wrong."""
    found = []
    for expression in EXPRESSIONS:
        sql = f"SELECT {expression} AS x"
        expected = duckdb.sql(sql).fetchall()[0][0]
        try:
            ((told,),) = run(written(sqlglot.parse_one(sql, read="duckdb"), dialect)).rows
        except (Unwritable, QueryFailed):
            continue
        if not _same(told, expected):
            found.append(f"{expression}: {told!r}, DuckDB {expected!r}")
    return found


def refused(run: Callable[[str], Any], dialect: str) -> list[str]:
    """What cannot be said to an engine, a line for each."""
    found = []
    for expression in EXPRESSIONS:
        try:
            run(written(sqlglot.parse_one(f"SELECT {expression} AS x", read="duckdb"), dialect))
        except (Unwritable, QueryFailed) as error:
            found.append(f"{expression}: {error}")
    return found


def _same(told: object, expected: object) -> bool:
    if isinstance(told, bool | int | float | Decimal) and isinstance(expected, bool | int | float | Decimal):
        return abs(float(told) - float(expected)) < 1e-9
    return _plain(told) == _plain(expected)


def _plain(value: object) -> object:
    """A moment as it reads where it is, and one at midnight as its day: engines differ in what they give."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value.replace(tzinfo=None)
    return value
