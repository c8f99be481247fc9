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
from queries.results.absent import asks_for_absent, with_absent
from queries.results.figures import Figures, figures
from queries.results.first_day import first_day, recorded_from
from queries.results.movers import ranked_by_change
from queries.results.over import folded, over_asked
from queries.results.targets import with_targets
from queries.results.totals import needs_whole, totals
from queries.results.transforms import apply_transforms


def plain_answer(query: Query, dataset: Dataset, today: date) -> Answer:
    """The answer to a value, a breakdown or a trend."""
    asked = with_targets(query, dataset.catalogue)
    over = over_asked(asked.transforms)
    if over is None and not asked.transforms and asks_for_absent(asked, dataset):
        found = with_absent(asked, dataset, today)
    elif over is None and asked.rank is not None and asked.rank.on != "value":
        found = ranked_by_change(asked, dataset, today)
    elif over is None:
        found = figures(asked, dataset, today, whole=needs_whole(asked, dataset))
        apply_transforms(found, dataset, today)
        found.narrow()
    else:
        found = folded(asked, over, dataset, today)
    timing = found.compiled.timing
    notes = [*found.notes, *_no_data(found, dataset)]
    empty = any(note.code == "no_data_in_period" for note in notes)
    added = totals(found, over, dataset, today) if query.by and found.grid.rows and not empty else {}
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
    """That there is nothing in the period: it begins after the last day loaded, or ends before the first."""
    query, timing = found.query, found.compiled.timing
    if found.dark:
        facts = {
            "through": dataset.through,
            "metrics": tuple(sorted(found.dark)),
            "last": _last_with_data(query, dataset),
        }
        return [Note("no_data_in_period", {k: v for k, v in facts.items() if v is not None})]
    nothing = all(row[i] in (None, 0) for row in found.grid.rows for i in found.grid.places(("metric",)))
    if timing.current is None or not nothing:
        return []
    first = first_day(dataset)
    if first is not None and timing.current.end <= first:
        for i in found.grid.places(("metric",)):
            for row in found.grid.rows:
                row[i] = None
        return [Note("no_data_in_period", {"first": first, "metrics": query.metrics})]
    later = {m: day for m, day in recorded_from(query.metrics, dataset).items() if timing.current.end <= day}
    return [Note("recorded_from", {"first": day, "metrics": (metric,)}) for metric, day in later.items()]


def _last_with_data(query: Query, dataset: Dataset) -> Period | None:
    """The last period like the one asked about that has data."""
    period, through = query.period, dataset.through
    if through is None or period is None or period.unit is None:
        return None
    rules = rules_of(period.calendar, dataset.catalogue.calendar)
    start = rules.start(through, period.unit)
    return Period(start, rules.shift(start, period.unit, 1), period.unit, 1, period.calendar)
