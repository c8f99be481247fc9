"""Holds the rows of an answer against those computed for a question of a public data set."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from queries.answer import Answer


def hold_rows(answer: Answer, one: dict[str, Any], expected: dict[str, Any]) -> None:
    """The rows of an answer are those that were computed for the question."""
    found, wanted = _ours(answer, expected), _theirs(one["answer"], expected)
    if not expected.get("ranked"):
        found, wanted = sorted(found, key=str), sorted(wanted, key=str)
    assert len(found) == len(wanted), found
    for ours, theirs in zip(found, wanted, strict=True):
        assert ours == [pytest.approx(value, rel=2e-5, abs=1e-6) if _is_number(value) else value for value in theirs]


def _ours(answer: Answer, expected: dict[str, Any]) -> list[list[Any]]:
    ids = [column.id for column in answer.columns]
    times = expected.get("times", {})
    return [
        [_told(row[ids.index(name)], name, theirs, times.get(name, 1)) for name, theirs in expected["columns"].items()]
        for row in answer.rows
    ]


def _told(value: Any, name: str, theirs: str, times: int) -> Any:
    """A value as the questions' authors write it: Q1 for a quarter, its last day where they tell the day."""
    if isinstance(value, date):
        if name == "quarter" and theirs == "day":
            following = date(value.year + value.month // 10, (value.month + 2) % 12 + 1, 1)
            return str(following - timedelta(days=1))
        return {"quarter": f"Q{(value.month + 2) // 3}", "month": f"{value:%Y-%m}", "year": value.year}[name]
    if isinstance(value, str):
        return value.replace(" ", "") if name == "product" else value.lower() if "stage" in name else value
    return None if value is None else float(value) * times


def _theirs(rows: list[dict[str, Any]], expected: dict[str, Any]) -> list[list[Any]]:
    if "pivoted" in expected:
        return [
            [row["manager"], stage, float(row[stage])] for row in rows for stage in expected["pivoted"] if row[stage]
        ]
    named = expected["columns"].items()
    return [[_plain(row[theirs], ours) for ours, theirs in named] for row in rows]


def _plain(value: Any, ours: str) -> Any:
    if isinstance(value, str):
        return value.replace(" ", "") if ours == "product" else value.lower() if "stage" in ours else value
    return value if ours == "year" or value is None else float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, float)
