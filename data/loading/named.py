"""The period that the name of a file or sheet tells (sales_2023_01.csv, sheet "Jan 2024"), as a column of its rows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
from sqlglot import exp

from data.loading.periods import MONTH_NAMES, Period, periods_of, years_in
from data.loading.report import Column, Repair, TableReport
from data.loading.source import Source
from data.loading.staged import column, identifier, select, table, text
from data.sources import GUESSED, OWN

_DIGITS_APART = re.compile(r"(?<=\d)[_ ](?=\d)")
_COMPACT_DAY = re.compile(r"(?<!\d)(19\d\d|20\d\d|1[34]\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_TELLING = re.compile(rf"(?<![^\W\d_])(?:q|h|w|wk|kw|fy)?\d+|(?<![^\W\d_])(?:{MONTH_NAMES})(?![^\W\d_])", re.IGNORECASE)
_OWN = 0.9
"""So many of a column's days must lie in the period for the rows to have a date of their own."""


def period_named(source: Source) -> Period | None:
    """The period that the name of a sheet or table, else of the file, tells; a month without a year has that of the
    file or of its folder."""
    if source.path is None:
        return None
    names = [source.part, source.path.stem] if source.part else [source.path.stem]
    for place, name in enumerate(names):
        found = period_in(name)
        if found is None:
            continue
        outer = (*names[place + 1 :], source.path.parent.name)
        years = {years[0] for one in outer if (years := years_in(one)) and years[0] == years[1]}
        if found.year is None and len(years) == 1:
            year = years.pop()
            found = replace(found, year=year) if (year < 1500) == found.jalali or found.kind != "month" else found
        return found
    return None


def period_in(name: str) -> Period | None:
    """The period that a name tells; None where it tells none, or one that is no part of the calendar."""
    plain = _COMPACT_DAY.sub(r"\1-\2-\3", _DIGITS_APART.sub("-", name))
    found = periods_of([plain])[0]
    return None if found is None or found.span or found.fiscal else found


def starred(name: str) -> str:
    """A name with stars for what may tell a period: sales_*_*."""
    return _TELLING.sub("*", name)


def bare(name: str) -> str:
    """A name without what tells a period: sales."""
    return _TELLING.sub(" ", name)


def dated(connection: duckdb.DuckDBPyConnection, source: Source, report: TableReport, wanted: str) -> TableReport:
    """The report of a table whose rows were given the period of their file's name in the column `wanted`; a guess
    leaves rows alone that have a date in that period already."""
    if wanted in ("", OWN):
        return replace(report, period=wanted)
    period = period_named(source)
    if period is None or (wanted == GUESSED and _has_own(connection, report, period)):
        return replace(report, period=OWN if wanted == GUESSED and period is not None else "")
    name = wanted if wanted != GUESSED else _free(period.kind, {one.name for one in report.columns})
    kind, value = _value(source, period)
    add = f"ALTER TABLE {table(report.table).sql('duckdb')} ADD COLUMN {identifier(name).sql('duckdb')} {kind}"
    connection.execute(f"{add} DEFAULT {value.sql('duckdb')}")
    made = Column(name, name, kind, None, "jalali" if period.jalali and kind == "DATE" else None, period.kind == "day")
    said = Repair("period_of_name", name, report.rows, (source.part or source.label,), period.kind)
    return replace(report, columns=(*report.columns, made), repairs=(*report.repairs, said), period=name)


def _value(source: Source, period: Period) -> tuple[str, exp.Expr]:
    """The type and value of the column: a year as a number, other periods by their first day, one without a year as
    it is written."""
    if period.kind == "year":
        return "BIGINT", exp.Literal.number(period.year or 0)
    if period.first is not None:
        return "DATE", exp.cast(text(period.first.isoformat()), "DATE")
    return "VARCHAR", text(source.part or source.name)


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _has_own(connection: duckdb.DuckDBPyConnection, report: TableReport, period: Period) -> bool:
    """Whether a column tells the rows' period: days within it, or its year or month as a number."""
    wanted: dict[str, exp.Expr] = {}
    for one in report.columns:
        if one.type in ("DATE", "TIMESTAMP"):
            wanted[one.name] = _within(one.name, period)
        elif one.type == "BIGINT" and period.year is not None:
            said = period.year if period.kind == "year" else period.year * 100 + period.first_month
            wanted[one.name] = exp.EQ(this=column(one.name), expression=exp.Literal.number(said))
            if period.kind != "year" and _beside_months(one, report):
                wanted[one.name] = exp.EQ(this=column(one.name), expression=exp.Literal.number(period.year))
    if not wanted:
        return False
    counts: list[exp.Expr] = []
    for name, condition in wanted.items():
        there = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=condition))
        counts += [exp.Count(this=column(name)), there]
    row: tuple[Any, ...] = connection.execute(select(counts, table(report.table)).sql("duckdb")).fetchall()[0]
    return any(
        many * 2 > report.rows and inside >= _OWN * many for many, inside in zip(row[::2], row[1::2], strict=True)
    )


def _beside_months(one: Column, report: TableReport) -> bool:
    """Whether a column of years stands beside one of months."""
    heads = {other.name.split("_")[-1] for other in report.columns}
    return one.name.split("_")[-1] in ("year", "سال") and bool(heads & {"month", "ماه"})


def _within(name: str, period: Period) -> exp.Expr:
    if period.first is None:
        number = exp.Extract(this=exp.var("month"), expression=column(name))
        return exp.EQ(this=number, expression=exp.Literal.number(period.first_month if not period.jalali else 0))
    low, high = (exp.cast(text(day.isoformat()), "DATE") for day in (period.first, _after(period)))
    return exp.and_(exp.GTE(this=column(name), expression=low), exp.LT(this=column(name), expression=high))


def _after(period: Period) -> date:
    """The day after a period."""
    first = period.first
    assert first is not None
    if period.kind in ("day", "week"):
        return first + timedelta(days=1 if period.kind == "day" else 7)
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[period.kind]
    past = period.first_month - 1 + months
    following = replace(period, kind="month", year=(period.year or 0) + past // 12, number=past % 12 + 1)
    assert following.first is not None
    return following.first
