"""The SELECT whose rows a rollup keeps, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

from queries.catalogue.model import Path
from queries.compiler import nodes
from queries.compiler.source import Source
from queries.rollups.database import Surveyed
from queries.rollups.grain import Unit
from queries.rollups.measures import Measure, condition_text


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a rollup by what they hold, as in Rollup."""

    day: str
    columns: dict[Path, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)


def rollup_select(
    database: Surveyed,
    table: str,
    time: Path,
    units: frozenset[Unit],
    measures: tuple[Measure, ...],
    days: Collection[date] | None = None,
) -> tuple[exp.Select, Columns]:
    """One row for each day and each combination of what the units hold, the days in order.

    With `days` those of these days alone, and of rows without one.
    """
    source = Source(database.catalogue, table)
    taken: set[str] = set()
    made = Columns(_free("day", taken))
    outputs: list[exp.Expr] = [nodes.named(nodes.as_date(source.column(time)), made.day)]
    for path in sorted({path for unit in units for path in unit}):
        made.columns[path] = _free("__".join(path), taken)
        outputs.append(nodes.named(source.column(path), made.columns[path]))
    keys = len(outputs)
    for where in (None, *(measure.where for measure in measures)):
        if (text := condition_text(where)) not in made.counts:
            made.counts[text] = _free("row_count", taken)
            outputs.append(nodes.named(_filtered(exp.Count(this=exp.Star()), where, source), made.counts[text]))
    for measure in measures:
        made.measures[measure.text] = _free(measure.name, taken)
        aggregate = _filtered(_aggregate(measure, source, database), measure.where, source)
        outputs.append(nodes.named(aggregate, made.measures[measure.text]))
    chosen = [] if days is None else [within(nodes.as_date(source.column(time)), days)]
    statement = source.select(outputs, chosen, keys)
    statement.set("order", exp.Order(expressions=[exp.Ordered(this=nodes.integer(1), nulls_first=False)]))
    return statement, made


def within(day: exp.Expr, days: Collection[date]) -> exp.Expr:
    """Whether a day is one of some, or none at all."""
    listed: list[exp.Expr] = [nodes.as_date(nodes.text(day.isoformat())) for day in sorted(days)]
    missing = nodes.is_missing(day.copy())
    return nodes.either(exp.In(this=day, expressions=listed), missing) if listed else missing


def _aggregate(measure: Measure, source: Source, database: Surveyed) -> exp.Expr:
    if measure.held == "count":
        return exp.Count(this=exp.Star() if measure.expr is None else source.expression(measure.expr))
    assert measure.expr is not None
    operand = source.expression(measure.expr)
    if measure.held == "min":
        return exp.Min(this=operand)
    if measure.held == "max":
        return exp.Max(this=operand)
    return database.total(operand, source.table, measure.expr)


def _filtered(aggregate: exp.Expr, where: exp.Expression | None, source: Source) -> exp.Expr:
    if where is None:
        return aggregate
    return exp.Filter(this=aggregate, expression=exp.Where(this=source.expression(where)))


def _free(wanted: str, taken: set[str]) -> str:
    """A name for a column, which databases do not tell apart by case."""
    name, number = wanted, 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted}_{number}"
    taken.add(name.lower())
    return name
