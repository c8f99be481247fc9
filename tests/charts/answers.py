"""Answers as the compiler gives them, made by hand, for the charts' tests and the contact sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from queries.answer import Answer, Column, Unit, Value
from queries.query import Period, Query
from tests.charts.company import METRICS

THROUGH = date(2026, 11, 22)


def metric_columns(metrics: Iterable[str], *, compared: bool = False) -> list[Column]:
    columns = []
    for m in metrics:
        unit: Unit = METRICS[m][1]
        columns.append(Column(m, "metric", unit, m))
        if compared:
            columns += [
                Column(f"{m}__previous", "previous", unit, m),
                Column(f"{m}__change", "change", unit, m),
                Column(f"{m}__change_percent", "change_percent", "percent", m),
            ]
    return columns


def key_columns(query: Query) -> list[Column]:
    time = ("day", "week", "month", "quarter", "year", "hour", "weekday", "month_of_year")
    return [Column(b, "bucket", "date", b) if b in time else Column(b, "dimension", "text", b) for b in query.by]


def table(
    query: Query,
    rows: Sequence[Sequence[Value]],
    *,
    totals: Mapping[str, Value] | None = None,
    compared: Period | None = None,
    group_count: int | None = None,
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] | None = None,
    history: Sequence[tuple[date, float | None]] = (),
) -> Answer:
    """An answer with a column a breakdown, then those of each metric."""
    return Answer(
        query=query,
        columns=(*key_columns(query), *metric_columns(query.metrics, compared=compared is not None)),
        rows=tuple(tuple(r) for r in rows),
        totals=totals or {},
        period=query.period,
        compared=compared,
        data_through=THROUGH,
        group_count=group_count,
        labels=labels or {},
        history=tuple(history),
    )


def breakdown(query: Query, values: Mapping[str | None, float | None]) -> Answer:
    """One metric by one dimension; a sum's total goes with it."""
    total = sum(v for v in values.values() if v is not None)
    return table(query, [(k, v) for k, v in values.items()], totals={query.metrics[0]: total})


def month(offset: int) -> date:
    """The first day of the month so many months before November 2026."""
    whole = 2026 * 12 + 10 - offset
    return date(whole // 12, whole % 12 + 1, 1)


def compared_row(now: float | None, before: float | None) -> tuple[float | None, ...]:
    if now is None or before is None:
        return now, before, None, None
    return now, before, now - before, now / before - 1 if before else None
