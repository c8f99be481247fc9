"""Time breakdowns: the bucket a row's date falls into, and its place in a cycle."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.source import Source, calendar_join

MONDAY = 0


def bucket_of(bucket: str, day: exp.Expr, source: Source, build: Build) -> exp.Expr:
    """The first day of the bucket that a row's date lies in."""
    stored = _calendar_column(bucket, build)
    if stored is None:
        return truncated(bucket, day)
    return nodes.column(calendar_join(source, day), stored)


def bucket_of_day(bucket: str, calendar: str, build: Build) -> exp.Expr:
    """The same for a row of the calendar table itself."""
    day = nodes.column(calendar, "day")
    stored = _calendar_column(bucket, build)
    return truncated(bucket, day) if stored is None else nodes.column(calendar, stored)


def truncated(bucket: str, day: exp.Expr) -> exp.Expr:
    if bucket == "day":
        return nodes.as_date(day)
    return exp.TimestampTrunc(this=day, unit=exp.Var(this=bucket.upper()))


def cycle_of(cycle: str, day: exp.Expr, source: Source, build: Build) -> exp.Expr:
    """The place of a row's date in a cycle: hour 0 to 23, weekday 1 to 7 from the week's start, month 1 to 12."""
    if cycle == "hour":
        return exp.Extract(this=exp.Var(this="HOUR"), expression=day)
    if cycle == "weekday":
        number = exp.DayOfWeekIso(this=day)
        if build.rules.week_start == MONDAY:
            return number
        moved = exp.Paren(this=exp.Add(this=number, expression=nodes.integer(6 - build.rules.week_start)))
        return exp.Add(this=exp.Mod(this=moved, expression=nodes.integer(7)), expression=nodes.integer(1))
    if cycle != "month_of_year":
        raise refuse("unknown_breakdown", dimension=cycle)
    if build.shape.calendar != "jalali":
        return exp.Extract(this=exp.Var(this="MONTH"), expression=day)
    if not build.shape.started:
        raise refuse("needs_start", dimension=cycle)
    calendar = calendar_join(source, day)
    months = build.bound_list("jalali_months", {"first_day": "jalali_month_starts", "number": "jalali_month_numbers"})
    on = exp.EQ(this=nodes.column(months, "first_day"), expression=nodes.column(calendar, "jalali_month_start"))
    source.join(nodes.table(months), on)
    return nodes.column(months, "number")


def _calendar_column(bucket: str, build: Build) -> str | None:
    """The calendar table's column for a bucket that truncation cannot give."""
    calendar, rules = build.shape.calendar, build.rules
    if bucket == "day":
        return None
    if calendar == "jalali":
        return f"jalali_{bucket}_start"
    if bucket == "week":
        return None if rules.week_start == MONDAY else "week_start"
    if calendar == "fiscal" and bucket in ("quarter", "year") and rules.year_start != 1:
        return f"fiscal_{bucket}_start"
    return None
