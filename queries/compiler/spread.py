"""Amounts of whole Gregorian months, shared out over the month's days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from queries.catalogue.model import Path
from queries.compiler import nodes
from queries.compiler.source import CALENDAR, Source


@dataclass(frozen=True, slots=True)
class SpreadDays:
    """The calendar's days joined to the months of a table: one row per amount and day, and the share a day gets."""

    alias: str
    day: exp.Expr
    share: exp.Expr


def spread_days(source: Source, time: Path) -> SpreadDays:
    alias = source.alias("calendar")
    month = exp.TimestampTrunc(this=source.column(time), unit=exp.Var(this="MONTH"))
    on = exp.EQ(this=nodes.column(alias, "month_start"), expression=nodes.as_date(month))
    source.join(nodes.table(CALENDAR, alias), on, "inner")
    share = exp.Paren(
        this=exp.Div(
            this=nodes.double(nodes.integer(1)),
            expression=nodes.column(alias, "days_in_month"),
            typed=False,
            safe=False,
        )
    )
    return SpreadDays(alias, nodes.column(alias, "day"), share)
