"""Reads the hand-written figures: a query in a comment, below it the SQL that gives the right rows.

`-- query: {metrics: [revenue], by: [month], period: [2025-01-01, 2026-01-01, year], filters: [[region, in, South]]}`
A period is [first day, day after the last, unit, count]; a filter is [dimension, operator, members ...]; the other keys
are those of the query's JSON form. `$through` stands for the last loaded day, `$day_after` for the day after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from queries.query import Query, from_json, plain_analysis

FOLDER = Path(__file__).parent
_START = re.compile(r"^-- query: ", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """`item` is the acceptance item it belongs to, if any."""

    name: str
    query: Query
    sql: str
    item: str | None = None

    def sql_on(self, through: date) -> str:
        """The SQL with the last loaded day of the data written into it."""
        day_after = through + timedelta(days=1)
        days = {
            "$through": f"'{through}'",
            "$day_after": f"'{day_after}'",
            "$days_of_november": str((day_after - date(2026, 11, 1)).days),
        }
        sql = self.sql
        for mark, text in days.items():
            sql = sql.replace(mark, text)
        return sql


def cases(file: str) -> list[Case]:
    """All cases of a file in this folder, in its order."""
    found = []
    for block in _START.split((FOLDER / file).read_text(encoding="utf-8"))[1:]:
        header, sql = _split(block)
        told: dict[str, Any] = yaml.safe_load(header)
        item = told.pop("item", None)
        query = query_of(told)
        found.append(Case(_name(file, item, query), query, sql, item))
    return found


def query_of(told: dict[str, Any]) -> Query:
    """The query of a header."""
    data = dict(told)
    if "period" in data:
        data["period"] = _period(data["period"])
    for key in ("filters", "scope"):
        data[key] = [{"dimension": f[0], "op": f[1], "members": f[2:]} for f in data.get(key, [])]
    return plain_analysis(from_json(data))


def _period(parts: list[Any]) -> dict[str, Any]:
    start, end, unit, count = [*parts, None, 1][:4] if len(parts) < 4 else parts
    return {"start": start and str(start), "end": end and str(end), "unit": unit, "count": count}


def _split(block: str) -> tuple[str, str]:
    lines = block.splitlines()
    header = [lines[0]]
    while lines[len(header)].startswith("--   "):
        header.append(lines[len(header)].removeprefix("--"))
    sql = "\n".join(lines[len(header) :])
    return "\n".join(header), sql[: sql.index(";")]


def _name(file: str, item: str | None, query: Query) -> str:
    parts = [item or file.removesuffix(".sql"), *query.metrics, query.analysis if not query.metrics else ""]
    if query.by:
        parts.append("by-" + "-".join(query.by))
    if query.period:
        parts.append(f"{query.period.start}..{query.period.end}")
    parts += [f"{f.dimension}-{f.op}" for f in query.filters]
    return " ".join(p for p in parts if p)
