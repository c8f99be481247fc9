"""Compares an answer's rows with the rows of hand-written SQL: same groups, same values, whatever the order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from queries.answer import Answer

Key = tuple[object, ...]
Row = dict[str, object]

_KEY_ROLES = ("dimension", "bucket")


def answered(answer: Answer) -> tuple[tuple[str, ...], list[Row]]:
    """The names of the answer's key columns, and its rows by the names the hand-written SQL uses."""
    names = [c.of if c.role in (*_KEY_ROLES, "metric", "text") else f"{c.of}__{c.role}" for c in answer.columns]
    keys = tuple(n for n, c in zip(names, answer.columns, strict=True) if c.role in _KEY_ROLES or n == "stage")
    return keys, [dict(zip(names, row, strict=True)) for row in answer.rows]


def differences(
    expected: Sequence[Row], answer: Answer, *, empty_bucket: Mapping[str, float | None] | None = None
) -> list[str]:
    """What is wrong, in words; an empty list where all rows agree.

    `empty_bucket` gives the values that a bucket without rows must have; such rows may lack in `expected`.
    """
    keys, rows = answered(answer)
    got, want = _keyed(rows, keys), _keyed(expected, keys)
    found = [f"{key}: missing, expected {_values(want[key], keys)}" for key in want if key not in got]
    for key, row in got.items():
        if key in want:
            found += [
                f"{key}: {name} is {row.get(name)!r}, expected {value!r}"
                for name, value in want[key].items()
                if name not in keys and not same(row.get(name, "no such column"), value)
            ]
        elif empty_bucket is None:
            found.append(f"{key}: not expected, has {_values(row, keys)}")
        else:
            found += [
                f"{key}: has no rows, so {name} must be {value!r}, is {row.get(name)!r}"
                for name, value in empty_bucket.items()
                if not same(row.get(name), value) and row.get(name) is not None
            ]
    return found


def same(got: object, want: object) -> bool:
    """Equal, numbers up to rounding."""
    got, want = _plain(got), _plain(want)
    if isinstance(got, (int, float)) and isinstance(want, (int, float)):
        return math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-9)
    return got == want


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime) and value == datetime.combine(value.date(), datetime.min.time()):
        return value.date()
    return value


def _keyed(rows: Sequence[Row], keys: tuple[str, ...]) -> dict[Key, Row]:
    by_key: dict[Key, Row] = {}
    for row in rows:
        missing = [k for k in keys if k not in row]
        assert not missing, f"the hand-written SQL has no column {missing}, only {list(row)}"
        key = tuple(_plain(row[k]) for k in keys)
        assert key not in by_key, f"two rows for {key}"
        by_key[key] = row
    return by_key


def _values(row: Row, keys: tuple[str, ...]) -> Row:
    return {name: value for name, value in row.items() if name not in keys}


def ordered(rows: Sequence[Row], column: str) -> list[object]:
    """A column's values in the order of the rows."""
    return [_plain(row[column]) for row in rows]


def first_days(start: date, end: date, unit: str) -> list[date]:
    """First days of the Gregorian buckets that overlap [start, end); weeks begin on Monday."""
    days, day = [], _floor(start, unit)
    while day < end:
        days.append(day)
        day = _next(day, unit)
    return days


def _floor(day: date, unit: str) -> date:
    if unit == "week":
        return date.fromordinal(day.toordinal() - day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _next(day: date, unit: str) -> date:
    if unit in ("day", "week"):
        return date.fromordinal(day.toordinal() + (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(months // 12, months % 12 + 1, 1)
