"""A tiny company in memory, and questions to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
from drawn_tables import Drawn

from data.calendar_table import build_calendar
from queries.answer import Answer
from queries.catalogue.model import CalendarSettings, Catalogue
from queries.dataset import open_dataset
from queries.engine import Rows
from queries.query import Compare, Filter, Having, Period, Query, Rank, plain_analysis
from queries.run import answer

TODAY = date(2026, 11, 23)


class MemoryEngine:
    """The drawn tables in a DuckDB in memory."""

    dialect = "duckdb"

    def __init__(self, tables: Sequence[Drawn], calendar: CalendarSettings) -> None:
        self.connection = duckdb.connect()
        years = date(2020, 1, 1), date(2028, 12, 31)
        build_calendar(self.connection, *years, calendar.week_start, calendar.fiscal_year_start)
        for table in tables:
            columns = ", ".join(f"{c} {t}" for c, t in zip(table.columns, table.types, strict=True))
            self.connection.execute(f"CREATE TABLE {table.name} ({columns})")
            if table.rows:
                places = ", ".join("?" * len(table.columns))
                self.connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", table.rows)

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        cursor = self.connection.cursor()
        cursor.execute(sql, dict(parameters))
        rows = cursor.fetchmany(max_rows)
        return Rows(tuple(d[0] for d in cursor.description or ()), rows)


class Company:
    """Answers queries given in short: period=(start, end, unit, count), filters=[(dimension, op, member, ...)]."""

    def __init__(self, catalogue: Catalogue, engine: MemoryEngine) -> None:
        self.catalogue, self.engine = catalogue, engine

    def answer(self, *metrics: str, today: date = TODAY, **parts: Any) -> Answer:
        """The whole answer, of the data as it lies there on that day."""
        return answer(short_query(metrics, parts), open_dataset(self.catalogue, self.engine, today), today)

    def value(self, *metrics: str, **parts: Any) -> Any:
        """The figure of a query without breakdown; a tuple where several metrics are asked."""
        rows = self.answer(*metrics, **parts).rows
        assert len(rows) == 1, rows
        return _alone([_plain(v) for v in rows[0]])

    def figures(self, *metrics: str, **parts: Any) -> dict[Any, Any]:
        """Each group's figures in the order answered: what is broken down by → everything beside it."""
        found = self.answer(*metrics, **parts)
        keys = sum(c.role in ("dimension", "bucket") for c in found.columns)
        figures = {}
        for row in found.rows:
            plain = [_plain(v) for v in row]
            key = _alone(plain[:keys])
            assert key not in figures, f"two rows for {key}"
            figures[key] = _alone(plain[keys:])
        return figures

    def column(self, name: str, *metrics: str, **parts: Any) -> dict[Any, Any]:
        """Each group's value in the column with that id."""
        found = self.answer(*metrics, **parts)
        ids = [c.id for c in found.columns]
        keys = sum(c.role in ("dimension", "bucket") for c in found.columns)
        return {_alone([_plain(v) for v in r[:keys]]): _plain(r[ids.index(name)]) for r in found.rows}


def short_query(metrics: Sequence[str], parts: Mapping[str, Any]) -> Query:
    """The query of a short form."""
    parts = dict(parts)
    period = parts.pop("period", None)
    compare = parts.pop("compare", None)
    rank = parts.pop("rank", None)
    query = Query(
        metrics=tuple(metrics),
        by=tuple(parts.pop("by", ())),
        filters=tuple(Filter(d, op, tuple(m)) for d, op, *m in parts.pop("filters", ())),
        scope=tuple(Filter(d, op, tuple(m)) for d, op, *m in parts.pop("scope", ())),
        having=tuple(Having(*h) for h in parts.pop("having", ())),
        period=replace(short_period(*period), calendar=parts.get("calendar", "gregorian")) if period else None,
        compare=compare and Compare(compare),
        rank=rank and Rank(**rank),
        transforms=tuple(parts.pop("transforms", ())),
        **parts,
    )
    return plain_analysis(query)


def short_period(start: str | None, end: str | None, unit: Any = None, count: int = 1) -> Period:
    """A period of ISO days."""
    first, after = (date.fromisoformat(d) if d else None for d in (start, end))
    return Period(first, after, unit, count)


def _alone(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else tuple(values)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        value = float(value)
    return round(value, 9) if isinstance(value, float) else value
