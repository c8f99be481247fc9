"""The definition: what a figure is, how it is counted, from which tables, who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from queries.answer import Answer, Column
from queries.cannot import refuse
from queries.catalogue.model import (
    Attrition,
    Catalogue,
    Cohort,
    Definition,
    Derived,
    Metric,
    Path,
    Ratio,
    Simple,
    Stock,
)
from queries.dataset import Dataset
from queries.query import Query


def definition(query: Query, dataset: Dataset, today: date) -> Answer:
    """Rows (metric, fact, text). Facts are label, description, formula, counted_by, tables, unit, owner.

    Texts are English; where another language has the words, `labels` gives them under "text".
    """
    if not query.metrics:
        raise refuse("definition_of_what")
    catalogue = dataset.catalogue
    rows: list[tuple[str, str, str]] = []
    labels: dict[str, dict[str, dict[str, str]]] = {}
    for name in query.metrics:
        metric = catalogue.metrics.get(name)
        if metric is None:
            raise refuse("unknown_metric", metric=name)
        rows += [(name, fact, text) for fact, text in _facts(metric, catalogue)]
        _translate(metric.words.label, labels)
        _translate(metric.words.description, labels)
    columns = (
        Column("metric", "text", "text", "metric"),
        Column("fact", "text", "text", "fact"),
        Column("text", "text", "text", "text"),
    )
    return Answer(query=query, columns=columns, rows=tuple(rows), data_through=dataset.through, labels=labels)


def _translate(words: Mapping[str, str], labels: dict[str, dict[str, dict[str, str]]]) -> None:
    for language, text in words.items():
        if language != "en" and "en" in words:
            labels.setdefault(language, {}).setdefault("text", {})[words["en"]] = text


def _facts(metric: Metric, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield "label", metric.words.label.get("en", metric.id)
    if "en" in metric.words.description:
        yield "description", metric.words.description["en"]
    yield "formula", formula(metric.definition)
    times = dict.fromkeys(_times(metric.definition, catalogue))
    if times:
        yield "counted_by", ", ".join(times)
    yield "tables", ", ".join(dict.fromkeys(_tables(metric.definition, catalogue)))
    yield "unit", metric.unit
    if metric.owner:
        yield "owner", metric.owner


def formula(made: Definition) -> str:
    """How a figure is worked out, in the catalogue's own ids."""
    if isinstance(made, Ratio):
        return f"{made.numerator} / {made.denominator}"
    if isinstance(made, Derived):
        window = f", over {made.window_months} months" if made.window_months else ""
        return made.expr.sql(dialect="duckdb") + window
    if isinstance(made, Attrition):
        share = f" / {made.of} at the start" if made.share else ""
        return f"{made.of} at the start who left{share}"
    if isinstance(made, Cohort):
        first, last = made.days
        return f"share of {made.of} with {made.table} {first} to {last} days after"
    return _aggregate(made)


def _aggregate(made: Simple | Stock) -> str:
    inner = made.expr.sql(dialect="duckdb") if made.expr is not None else "*"
    text = f"{made.agg}({inner}) of {made.table}"
    if made.where is not None:
        text += f" where {made.where.sql(dialect='duckdb')}"
    if isinstance(made, Stock):
        until = f" and before {'.'.join(made.until)}" if made.until is not None else ""
        text += f", at the end of the period: from {'.'.join(made.since)}{until}"
    return text


def _parts(made: Definition) -> tuple[str, ...]:
    if isinstance(made, Ratio):
        return (made.numerator, made.denominator)
    if isinstance(made, Derived):
        return made.metrics
    return (made.of,) if isinstance(made, Attrition | Cohort) else ()


def _tables(made: Definition, catalogue: Catalogue) -> Iterator[str]:
    if isinstance(made, Simple | Stock | Cohort):
        yield made.table
    if isinstance(made, Stock):
        yield from (event.table for event in made.any_of)
    for part in _parts(made):
        yield from _tables(catalogue.metrics[part].definition, catalogue)


def _times(made: Definition, catalogue: Catalogue) -> Iterator[str]:
    path: Path | None = None
    if isinstance(made, Simple):
        path = made.time or catalogue.tables[made.table].time
        if path is not None:
            yield f"{made.table}.{'.'.join(path)}"
    elif isinstance(made, Stock):
        yield "end of the period"
    for part in _parts(made):
        yield from _times(catalogue.metrics[part].definition, catalogue)
