"""How far the data goes: the company's last day, that of tables whose rows end long before it, and of plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import cast

from sqlglot import exp

from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue, Path, Simple, Table
from queries.compiler import nodes
from queries.compiler.dialects import written
from queries.compiler.parts import Group, groups_of
from queries.engine import Engine
from queries.query import BUCKETS, Period, Unit

_DAY = timedelta(days=1)
# Rows have ended where they are missing for a quarter, and for twice as long as ever between two of them, if enough of
# these are there to tell.
LEAST_SILENCE, MOST_GAPS, _FEWEST_DAYS = timedelta(days=92), 2, 10
_NEVER = timedelta(days=100_000)


@dataclass(frozen=True, slots=True)
class Ends:
    """`last` is the last day with data. `ended` are tables whose rows stop long before it, with their own last day;
    `planned` the first and last day of tables that hold plans for days after it."""

    last: date | None = None
    ended: Mapping[str, date] = field(default_factory=dict)
    planned: Mapping[str, tuple[date, date]] = field(default_factory=dict)

    def reach(self, metrics: Iterable[str], catalogue: Catalogue, today: date, period: Period | None) -> date | None:
        """The last day that figures of these can have; it lies after `today` only for plans.

        Plans count to their own end where nothing else is asked, or where the period begins after everything else
        ends; but without a named end they count up to what there is, as everything does.
        """
        others: list[date | None] = []
        plans: list[tuple[date, date]] = []
        for metric in metrics:
            for group in groups_of(metric, catalogue) if metric in catalogue.metrics else ():
                if counts_days(group) and group.table in self.planned:
                    plans.append(self.planned[group.table])
                else:
                    others.append(self.ended.get(group.table, self.last) if counts_days(group) else self.last)
        known = [day for day in others if day is not None]
        here = today if self.last is None else min(self.last, today)
        last = min(max(known), today) if known else None if others or not plans else here
        if not plans:
            return last if others else None if self.last is None else here
        first, end = min(plan[0] for plan in plans), max(plan[1] for plan in plans)
        begin, until = (period.start, period.end) if period is not None else (None, None)
        if not others:
            return end if until is not None or first > here else here
        return end if last is not None and begin is not None and begin > last else last


NO_ENDS = Ends()
"""Where nothing is known of any data."""


def known_until(metric: str, catalogue: Catalogue, ends: Ends, today: date) -> date | None:
    """The last day that a figure can have of which all parts are known; None for what is not counted by days."""
    days: list[date] = []
    for group in groups_of(metric, catalogue):
        if not counts_days(group):
            return None
        last = ends.ended.get(group.table, ends.last)
        if group.table in ends.planned:
            days.append(ends.planned[group.table][1])
        elif last is not None:
            days.append(min(last, today))
    return min(days, default=None)


def counts_days(group: Group) -> bool:
    """Whether it counts rows by their days, not what there is whether or not it has a row of that day."""
    return group.kind in ("flow", "cohort") and group.time is not None


def ends_of(catalogue: Catalogue, engine: Engine, today: date) -> Ends:
    """Look at the last days of all tables that figures are counted in; days after `today` hold plans."""
    facts: dict[str, dict[tuple[str, str], None]] = {}
    for metric in catalogue.metrics.values():
        definition = metric.definition
        if isinstance(definition, Simple) and definition.spread is None:
            table = catalogue.tables[definition.table]
            path = definition.time or table.time
            if path is not None:
                facts.setdefault(table.id, {})[end_of(catalogue, table, path)] = None
    lasts: dict[tuple[str, str], date | None] = {}
    for place in dict.fromkeys(place for places in facts.values() for place in places):
        lasts[place] = _last_day(catalogue.tables[place[0]], place[1], engine, today)
    of_tables = {name: [day for p in places if (day := lasts[p]) is not None] for name, places in facts.items()}
    last = max((day for name, days in of_tables.items() if catalogue.tables[name].loaded for day in days), default=None)
    ended: dict[str, date] = {}
    planned: dict[str, tuple[date, date]] = {}
    for name, places in facts.items():
        plan = None if catalogue.tables[name].loaded else _plan(catalogue, name, places, engine)
        if plan is not None and plan[1] > (last or today):
            planned[name] = plan
            continue
        days = of_tables[name]
        if last is None or not days or last - max(days) < LEAST_SILENCE:
            continue
        place = next(place for place in places if lasts[place] == max(days))
        if last - max(days) > MOST_GAPS * longest_gap(catalogue.tables[place[0]], place[1], engine, today):
            ended[name] = min(last, _whole(catalogue, name, max(days)))
    return Ends(last, ended, planned)


def _plan(
    catalogue: Catalogue, name: str, places: Iterable[tuple[str, str]], engine: Engine
) -> tuple[date, date] | None:
    """The first and the last day that a table has rows of, those to come among them."""
    days = [
        day
        for table, column in places
        for kind in (exp.Min, exp.Max)
        if (day := _asked(_of(catalogue.tables[table], kind(this=_named(column))), engine, {})) is not None
    ]
    return (min(days), _whole(catalogue, name, max(days))) if days else None


def _whole(catalogue: Catalogue, table: str, day: date) -> date:
    """The last day of the month whose first day stands for it, in a table that is kept by months."""
    figures = [
        m for m in catalogue.metrics.values() if isinstance(m.definition, Simple) and m.definition.table == table
    ]
    unit = next((bucket for bucket in BUCKETS if any(bucket in figure.dimensions for figure in figures)), "day")
    if unit == "day":
        return day
    rules = rules_of(catalogue.calendar.default, catalogue.calendar)
    return rules.next(day, cast("Unit", unit)) - _DAY


def end_of(catalogue: Catalogue, table: Table, path: Path) -> tuple[str, str]:
    """The table and column at the end of a path."""
    for step in path[:-1]:
        table = catalogue.tables[table.joins[step].to]
    return table.id, path[-1]


def _named(column: str) -> exp.Column:
    return exp.column(exp.to_identifier(column, quoted=True))


def _of(table: Table, value: exp.Expr) -> exp.Select:
    source = table.source.copy()
    relation = source if isinstance(source, exp.Table) else source.subquery("source")
    return exp.select(value).from_(relation, copy=False)


def _before(column: str) -> exp.Expr:
    return exp.LT(this=_named(column), expression=nodes.parameter("after", "DATE"))


def _last_day(table: Table, column: str, engine: Engine, today: date) -> date | None:
    query = _of(table, exp.Max(this=_named(column))).where(_before(column), copy=False)
    return _asked(query, engine, {"after": today + _DAY})


def _asked(query: exp.Select, engine: Engine, values: Mapping[str, date]) -> date | None:
    rows = engine.run(written(query, engine.dialect), dict(values)).rows
    value = rows[0][0] if rows else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def longest_gap(table: Table, column: str, engine: Engine, today: date | None = None) -> timedelta:
    """The longest time between two days that follow each other among those with rows, up to `today`."""
    day = exp.cast(_named(column), "DATE")
    days = _of(table, exp.alias_(day, "day", quoted=True)).distinct()
    if today is not None:
        days = days.where(_before(column), copy=False)
    this, before = (
        _named("day"),
        exp.Window(this=exp.Lag(this=_named("day")), order=exp.Order(expressions=[_named("day")])),
    )
    pairs = exp.select(this.as_("day", quoted=True), before.as_("before", quoted=True)).from_(days.subquery("days"))
    gap = exp.DateDiff(this=this.copy(), expression=_named("before"), unit=exp.var("DAY"))
    query = exp.select(exp.Max(this=gap), exp.Count(this=exp.Star())).from_(pairs.subquery("pairs"))
    rows = engine.run(written(query, engine.dialect), {"after": today + _DAY} if today is not None else {}).rows
    value, count = rows[0] if rows else (None, 0)
    # Of a few days nothing tells when the next was due.
    return timedelta(days=value) if isinstance(value, int) and count >= _FEWEST_DAYS else _NEVER
