"""Amounts of whole Gregorian months, shared out over the month's days: the share of each month that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.frames import MONTH_KEY, listed_span
from queries.compiler.keys import Key, by_calendar, by_span, time_keys
from queries.compiler.parts import PERIOD, Group, Leaf
from queries.compiler.source import CALENDAR, Source


@dataclass(frozen=True, slots=True)
class Months:
    """The months joined to a table's amounts, with their time keys; `shares` by role: all of the days, those passed."""

    keys: Mapping[str, exp.Expr]
    shares: Mapping[str, exp.Expr]


def spread_months(group: Group, leaves: Sequence[Leaf], source: Source, build: Build) -> Months:
    """Join each amount to its month: one row per amount and bucket."""
    assert group.time is not None
    days = Source(build.catalogue, CALENDAR)
    day = days.column(("day",))
    found: list[Key]
    if group.frame != PERIOD:
        listed = listed_span(group.frame, days, build)
        lower, upper = listed.lower, listed.upper
        found = time_keys(build, by_span(days, listed.keys))
        found += [key for key in listed.keys if key[0] == MONTH_KEY]
    else:
        lower, upper = build.day("start"), build.day("end")
        found = time_keys(build, by_calendar(days, build, CALENDAR))
    roles = list(dict.fromkeys(leaf.role for leaf in leaves))
    planned = "plan" in roles
    where: list[exp.Expr] = []
    if group.frame != PERIOD or build.shape.started:
        where.append(exp.GTE(this=day.copy(), expression=lower))
    where.append(exp.LT(this=day.copy(), expression=build.day("plan_end") if planned else upper))
    passed = exp.LT(this=day.copy(), expression=upper.copy()) if planned else None
    shares = {"plan": _share(days, None), "value": _share(days, passed)}
    names = {"plan": "share", "value": "share_so_far" if planned else "share"}
    month = days.column(("month_start",))
    columns = [nodes.named(expression, name) for name, expression in found]
    outputs = [month, *columns, *(nodes.named(shares[role], names[role]) for role in roles)]
    by = [month.copy(), days.column(("days_in_month",)), *(nodes.integer(i + 2) for i in range(len(found)))]
    cte = build.place(f"{group.table}_months", days.select(outputs, where, exp.Group(expressions=by)))
    of_row = nodes.as_date(exp.TimestampTrunc(this=source.column(group.time), unit=exp.Var(this="MONTH")))
    alias = source.alias(cte)
    source.join(nodes.table(cte, alias), exp.EQ(this=nodes.column(alias, "month_start"), expression=of_row), "inner")
    keys = {name: nodes.column(alias, name) for name, _ in found}
    return Months(keys, {role: nodes.column(alias, names[role]) for role in roles})


def _share(days: Source, passed: exp.Expr | None) -> exp.Expr:
    """How much of its month the days asked for are."""
    counted: exp.Expr = exp.Count(this=exp.Star())
    if passed is not None:
        counted = exp.Filter(this=counted, expression=exp.Where(this=passed))
    length = days.column(("days_in_month",))
    return exp.Div(this=nodes.double(counted), expression=length, typed=False, safe=False)
