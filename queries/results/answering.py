"""Puts an answer together: figures, transforms, totals, columns with their units, notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from queries.answer import Answer, Column, Note, Role, Unit, Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.compiler.statement import Output
from queries.dataset import Dataset
from queries.query import BUCKETS, CYCLES, Period, Query
from queries.results.figures import Figures, figures
from queries.results.over import folded, over_asked
from queries.results.targets import with_targets
from queries.results.totals import totals
from queries.results.transforms import apply_transforms


def plain_answer(query: Query, dataset: Dataset, today: date) -> Answer:
    """The answer to a value, a breakdown or a trend."""
    asked = with_targets(query, dataset.catalogue)
    over = over_asked(asked.transforms)
    if over is None:
        found = figures(asked, dataset, today)
        apply_transforms(found, dataset, today)
        found.narrow()
    else:
        found = folded(asked, over, dataset, today)
    timing = found.compiled.timing
    notes = [*found.notes, *_no_data(found, dataset)]
    added = totals(found, over, dataset, today) if query.by and found.grid.rows else {}
    columns, places = _columns(found, dataset.catalogue)
    rows = tuple(tuple(row[i] for i in places) for row in found.grid.rows)
    return Answer(
        query=query,
        columns=columns,
        rows=rows,
        totals=added,
        period=timing.period,
        compared=timing.compared,
        data_through=dataset.through,
        notes=tuple(notes),
        sql=found.compiled.sql,
        parameters=found.compiled.parameters,
        group_count=found.groups if found.groups is not None else (len(rows) if query.by else None),
        labels=labels(columns, rows, dataset),
        timings_ms=found.timings,
    )


def _columns(found: Figures, catalogue: Catalogue) -> tuple[tuple[Column, ...], list[int]]:
    """The columns shown: the breakdown as asked, then each metric with what belongs to it."""
    outputs = found.grid.outputs
    order: list[int] = [found.grid.place(name) for name in found.query.by]
    for metric in found.query.metrics:
        order += [
            i
            for i, output in enumerate(outputs)
            if output.of == metric and output.shown and output.role not in ("breakdown", "key", "groups", "place")
        ]
    return tuple(_column(outputs[i], catalogue) for i in order), order


def _column(output: Output, catalogue: Catalogue) -> Column:
    if output.role == "breakdown":
        if output.of in BUCKETS or output.of in CYCLES:
            return Column(output.name, "bucket", "date" if output.of in BUCKETS else "count", output.of)
        return Column(output.name, "dimension", "text", output.of)
    role: Role = output.role  # type: ignore[assignment]
    unit: Unit = catalogue.metrics[output.of].unit
    if role in ("change_percent", "share", "growth"):
        unit = "percent"
    elif role == "rank":
        unit = "rank"
    return Column(output.name, role, unit, output.of)


def labels(
    columns: tuple[Column, ...], rows: tuple[tuple[Value, ...], ...], dataset: Dataset
) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The members' names in other languages, of those that occur."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for i, column in enumerate(columns):
        if column.role != "dimension":
            continue
        known = dataset.members.names.get(column.of, {})
        for member in dict.fromkeys(row[i] for row in rows):
            if isinstance(member, str):
                for language, label in known.get(member, {}).items():
                    found.setdefault(language, {}).setdefault(column.of, {})[member] = label
    return found


def _no_data(found: Figures, dataset: Dataset) -> list[Note]:
    """That nothing was loaded for the period, with the last one like it that has data."""
    if not found.dark:
        return []
    through, query = dataset.through, found.query
    facts: dict[str, object] = {"through": through, "metrics": tuple(sorted(found.dark))}
    period = query.period
    if through is not None and period is not None and period.unit is not None:
        rules = rules_of(period.calendar, dataset.catalogue.calendar)
        start = rules.start(through, period.unit)
        facts["last"] = Period(start, rules.shift(start, period.unit, 1), period.unit, 1, period.calendar)
    return [Note("no_data_in_period", facts)]
