"""The aggregates a rollup can hold, and how the figure over many of its rows is put together from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from queries.catalogue.model import Aggregate, Catalogue, Path, Simple

Held = Literal["sum", "count", "min", "max"]
HELD: dict[Aggregate, tuple[Held, ...]] = {
    "sum": ("sum",),
    "count": ("count",),
    "count_distinct": ("count",),
    "avg": ("sum", "count"),
    "min": ("min",),
    "max": ("max",),
}
"""What each aggregate needs. A count of different values only where each row has its own, medians not at all."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One aggregate of a fact's rows within a day. `name` is the metric it was first met in."""

    held: Held
    expr: exp.Expression | None
    where: exp.Expression | None
    name: str

    @property
    def text(self) -> str:
        return measure_text(self.held, self.expr, self.where)


def measure_text(held: Held, expr: exp.Expr | None, where: exp.Expr | None) -> str:
    """What a measure holds, as a text that is equal where the aggregates are."""
    inner = "*" if expr is None else expr.sql(dialect="duckdb")
    return f"{held}({inner}) where {condition_text(where)}"


def condition_text(where: exp.Expr | None) -> str:
    """A metric's condition on rows; "" for none."""
    return "" if where is None else where.sql(dialect="duckdb")


def time_of(definition: Simple, catalogue: Catalogue) -> Path | None:
    """The path of the date that puts the figure's rows into periods."""
    return definition.time or catalogue.tables[definition.table].time


def measures_of(table: str, time: Path, catalogue: Catalogue) -> Iterator[Measure]:
    """What the metrics over one table and date need, each once."""
    seen: set[str] = set()
    for metric in catalogue.metrics.values():
        definition = metric.definition
        if not isinstance(definition, Simple) or definition.table != table or definition.spread is not None:
            continue
        if time_of(definition, catalogue) != time or not can_be_held(definition, catalogue):
            continue
        for held in HELD[definition.agg]:
            measure = Measure(held, definition.expr, definition.where, metric.id)
            if measure.text not in seen:
                seen.add(measure.text)
                yield measure


def can_be_held(definition: Simple, catalogue: Catalogue) -> bool:
    """Whether sums of the figure's parts give it."""
    if definition.agg == "count_distinct":
        key = catalogue.tables[definition.table].primary_key
        counted = definition.expr
        return isinstance(counted, exp.Column) and tuple(part.name for part in counted.parts) == key
    return definition.agg in HELD


def facts_of(catalogue: Catalogue) -> dict[tuple[str, Path], None]:
    """Every table and date with a figure that a rollup could give, in the catalogue's order."""
    found: dict[tuple[str, Path], None] = {}
    for metric in catalogue.metrics.values():
        definition = metric.definition
        if isinstance(definition, Simple) and definition.spread is None and can_be_held(definition, catalogue):
            time = time_of(definition, catalogue)
            if time is not None:
                found[definition.table, time] = None
    return found
