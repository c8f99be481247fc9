"""Puts an answer together: figures, transforms, totals, columns with their units, notes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from queries.answer import COMPARED, NO_DATA, Answer, Column, Note, Role, Unit, Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.compiler.days import Days
from queries.compiler.parts import groups_of
from queries.compiler.statement import Output
from queries.dataset import Dataset
from queries.ends import end_of, known_until
from queries.query import BUCKETS, CYCLES, Period, Query
from queries.results.absent import asks_for_absent, with_absent
from queries.results.figures import Figures, figures
from queries.results.first_day import first_day, happens, known_from, recorded_from
from queries.results.grid import Grid
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
    lacking = _no_data(found, dataset, today)
    empty = any(note.code in NO_DATA for note in lacking)
    said = [note for note in found.notes if not (empty and note.code in ("recorded_from", "recorded_to"))]
    notes = [*said, *(note for note in lacking if note not in said), *_unsure(found.query, dataset)]
    added = totals(found, over, dataset, today) if query.by and found.grid.rows and not empty else {}
    if any(note.code == "nothing_compared" for note in notes):
        known = {o.name for o in found.grid.outputs if o.role not in COMPARED or not happens(o.of, dataset.catalogue)}
        added = {name: value for name, value in added.items() if name in known}
    columns, places = _columns(found, dataset.catalogue)
    rows = tuple(tuple(row[i] for i in places) for row in found.grid.rows)
    return Answer(
        query=query,
        columns=columns,
        rows=rows,
        totals=added,
        period=timing.period,
        compared=timing.compared,
        data_through=_through(timing.limit, dataset),
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


def _no_data(found: Figures, dataset: Dataset, today: date) -> list[Note]:
    """That there is nothing in a period: it begins after the last day loaded, or ends before the first.

    What there was before the first day is not known, so that its figures are none, not 0.
    """
    query, timing, grid = found.query, found.compiled.timing, found.grid
    if found.dark:
        own = (known_until(metric, dataset.catalogue, dataset.known_ends, today) for metric in found.dark)
        through = max((day for day in own if day is not None), default=dataset.through)
        notes = [Note("no_data_in_period", {"through": through, "metrics": tuple(sorted(found.dark))})]
        last = _last_with_data(query, dataset, through)
        return notes if last is None else [*notes, Note("last_with_data", {"last": last})]
    now, before = _empty_until(grid, "metric", timing.current), _empty_until(grid, "previous", timing.compared)
    first = None
    if now or before:
        first = min(known_from(query.metrics, dataset).values(), default=None) or first_day(dataset)
    unknown = [m for m in query.metrics if happens(m, dataset.catalogue)]
    compared = not (unknown and first is not None and before is not None and before <= first)
    if not compared:
        _forget(grid, COMPARED, unknown)
    if first is not None and now is not None and now <= first:
        _forget(grid, ("metric", *COMPARED[1:]), query.metrics)
        return [Note("no_data_before", {"first": first, "period": query.period, "metrics": query.metrics})]
    if not compared:
        return [Note("nothing_compared", {"first": first, "period": query.period, "metrics": tuple(unknown)})]
    code, end = ("recorded_from", now) if now else ("compared_from", before)
    later = {m: day for m, day in recorded_from(query.metrics, dataset).items() if end <= day} if end else {}
    return [Note(code, {"first": day, "metrics": (metric,)}) for metric, day in later.items()]


def _unsure(query: Query, dataset: Dataset) -> list[Note]:
    """That dates which decide about the figures may have day and month the other way round."""
    dated = any(b in BUCKETS or b in CYCLES for b in query.by) or (
        query.period is not None and (query.period.start is not None or query.period.end is not None)
    )
    catalogue = dataset.catalogue
    doubtful = {
        column
        for metric in query.metrics
        for group in (groups_of(metric, catalogue) if dated and metric in catalogue.metrics else ())
        for path in (group.time, group.until)
        if path is not None
        for place, column in (end_of(catalogue, catalogue.tables[group.table], path),)
        if column in catalogue.tables[place].unsure
    }
    return [Note("day_or_month", {"columns": tuple(sorted(doubtful))})] if doubtful else []


def _through(limit: date, dataset: Dataset) -> date | None:
    """How far the data goes that the figures were taken from: their own last day, where that is an earlier one."""
    if dataset.through is None or limit == date.max:
        return dataset.through
    return min(dataset.through, limit - timedelta(days=1))


def _empty_until(grid: Grid, role: Role, period: Days | Period | None) -> date | None:
    """The end of a period none of whose figures is anything; None where one is."""
    places = grid.places((role,))
    if period is None or not places or any(row[i] not in (None, 0) for row in grid.rows for i in places):
        return None
    return period.end


def _forget(grid: Grid, roles: tuple[Role, ...], metrics: Collection[str]) -> None:
    """Make figures unknown."""
    for i in (i for i in grid.places(roles) if grid.outputs[i].of in metrics):
        for row in grid.rows:
            row[i] = None


def _last_with_data(query: Query, dataset: Dataset, through: date | None) -> Period | None:
    """The last period like the one asked about that has data."""
    period = query.period
    if through is None or period is None or period.unit is None:
        return None
    rules = rules_of(period.calendar, dataset.catalogue.calendar)
    start = rules.start(through, period.unit)
    return Period(start, rules.shift(start, period.unit, 1), period.unit, 1, period.calendar)
