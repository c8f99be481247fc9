"""Figures that keep filling up: of what began on a day, how much is known of so many days later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sqlglot import exp

from queries.analyses.cells import number
from queries.cannot import CannotAnswer
from queries.catalogue.model import Catalogue, Metric, Ratio, Simple
from queries.dataset import Dataset
from queries.engine import QueryFailed
from queries.query import Period, Query
from queries.run import answer

_AGES = (0, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365)  # days
_RIPE = timedelta(days=365)  # so long after its beginning nothing is taken to change any more
_WATCHED = timedelta(days=730)
_FEWEST = 50  # to know how fast a figure fills up
_POINTS = 6  # places inside a bucket at which its age is taken


@dataclass(frozen=True, slots=True)
class Maturing:
    """`known` is, for each age in days, the part of the final figure that is known by then."""

    known: tuple[tuple[int, float], ...]

    def part(self, start: date, end: date, seen: date) -> float:
        """How much of the bucket [start, end) is known on a day, its beginnings being spread evenly over it."""
        days = (end - start).days
        ages = ((seen - start).days - days * (place + 0.5) / _POINTS for place in range(_POINTS))
        return sum(self._at(age) for age in ages) / _POINTS

    def _at(self, age: float) -> float:
        if age < 0:
            return 0.0
        for (early, less), (late, more) in pairwise(self.known):
            if age < late:
                return less + (more - less) * (age - early) / (late - early)
        return 1.0


def maturing_of(metric: Metric, query: Query, dataset: Dataset, today: date) -> Maturing | None:
    """How a figure that counts what has happened since fills up, as older ones did; None of any other figure.

    Such a figure counts by one date the rows whose other date is known ("converted_at IS NOT NULL").
    """
    catalogue, seen = dataset.catalogue, min(dataset.through or today, today)
    counted = metric.definition
    if isinstance(counted, Ratio):
        counted = catalogue.metrics[counted.numerator].definition
    if not isinstance(counted, Simple) or counted.agg not in ("count", "count_distinct"):
        return None
    begun = counted.time or catalogue.tables[counted.table].time
    happened = _happened(counted.where)
    if begun is None or happened is None or begun == happened or len(begun) != 1:
        return None
    by_age = {f"kpibot_known_{age}": _within(counted, begun, happened, age) for age in _AGES}
    inner = replace(dataset, catalogue=_with(catalogue, metric, {**by_age, "kpibot_known": counted}))
    asked = Query(
        metrics=(*by_age, "kpibot_known"),
        filters=query.filters,
        scope=query.scope,
        period=Period(seen - _RIPE - _WATCHED, seen - _RIPE),
        analysis="value",
    )
    try:
        (row,) = answer(asked, inner, today).rows
    except (CannotAnswer, QueryFailed):  # the other column is no date
        return None
    *known, final = (number(value) or 0.0 for value in row)
    if final < _FEWEST:
        return None
    return Maturing(tuple(zip(_AGES, (part / final for part in known), strict=True)))


def _happened(where: exp.Expr | None) -> tuple[str, ...] | None:
    """The one column that must be known."""
    if isinstance(where, exp.Not) and isinstance(where.this, exp.Is) and isinstance(where.this.expression, exp.Null):
        column = where.this.this
        return (column.name,) if isinstance(column, exp.Column) and not column.table else None
    return None


def _within(counted: Simple, begun: tuple[str, ...], happened: tuple[str, ...], days: int) -> Simple:
    age = exp.DateDiff(this=exp.column(*happened), expression=exp.column(*begun), unit=exp.var("DAY"))
    assert counted.where is not None
    young = exp.LTE(this=age, expression=exp.Literal.number(days))
    return replace(counted, where=exp.And(this=counted.where.copy(), expression=young))


def _with(catalogue: Catalogue, metric: Metric, made: dict[str, Simple]) -> Catalogue:
    added = {
        name: replace(metric, id=name, definition=definition, unit="count", hidden=True, goal=None, attainment=None)
        for name, definition in made.items()
    }
    return replace(
        catalogue, metrics={**catalogue.metrics, **added}, version=f"{catalogue.version}+maturing {metric.id}"
    )
