"""Checks a catalogue against the live database: tables, columns, keys, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from queries.catalogue.expressions import column_paths
from queries.catalogue.model import Catalogue, Cohort, LastValue, Path, Place, Simple, Stock, Table
from queries.catalogue.problems import Problem, did_you_mean, nearest
from queries.engine import Engine, QueryFailed
from queries.probe import column_names, distinct, is_unique, sample

Columns = Mapping[str, tuple[str, ...]]


def check(catalogue: Catalogue, engine: Engine) -> list[Problem]:
    """What in the catalogue does not fit the database."""
    columns: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for table in catalogue.tables.values():
        try:
            columns[table.id] = column_names(table, engine)
        except QueryFailed as error:
            problems.append(Problem(table.place, f"table {table.id} cannot be read: {error}"))
    used = dict.fromkeys(_used(catalogue))
    missing = [problem for use in used if (problem := _missing(use, columns)) is not None]
    if problems or missing:
        return [*problems, *dict.fromkeys(missing)]
    return [*_keys(catalogue, engine), *_dates(catalogue, engine), *_goals(catalogue, engine)]


@dataclass(frozen=True, slots=True)
class _Use:
    """A column of a table that something in the catalogue needs."""

    table: str
    column: str
    what: str
    place: Place


def _missing(use: _Use, columns: Columns) -> Problem | None:
    known = columns.get(use.table)
    if known is None or use.column.lower() in {name.lower() for name in known}:
        return None
    message = f"{use.what}: table {use.table} has no column {use.column!r}"
    near = nearest(use.column, known)
    quotes = "; a text stands in single quotes" if use.what.startswith("metric") and not near else ""
    return Problem(use.place, message, near or f"{did_you_mean(use.column, known) or 'no name is near'}{quotes}")


def _used(catalogue: Catalogue) -> Iterator[_Use]:
    """Every column the catalogue names."""
    for table in catalogue.tables.values():
        for key in table.primary_key:
            yield _Use(table.id, key, "'primary_key'", table.place)
        for join in table.joins.values():
            for own, other in join.on:
                yield _Use(table.id, own, f"join {join.name}", table.place)
                yield _Use(join.to, other, f"join {join.name} of table {table.id}", table.place)
        if table.time is not None:
            yield _end(catalogue, table.id, table.time, "'time'", table.place)
    for dimension in catalogue.dimensions.values():
        named = [dimension.column, dimension.key, dimension.boundary_key, *dimension.label_columns.values()]
        for column in named:
            if column:
                yield _Use(dimension.table, column, f"dimension {dimension.id}", dimension.place)
        for fact, path in dimension.paths.items():
            if path:
                yield _end(catalogue, fact, path, f"dimension {dimension.id}", dimension.place)
    yield from _used_by_metrics(catalogue)
    yield from _used_by_specials(catalogue)


def _used_by_metrics(catalogue: Catalogue) -> Iterator[_Use]:
    for metric in catalogue.metrics.values():
        definition, what, place = metric.definition, f"metric {metric.id}", metric.place
        if isinstance(definition, Simple | Stock):
            paths = [p for e in (definition.expr, definition.where) if e is not None for p in column_paths(e)]
            if isinstance(definition, Simple):
                paths += [definition.time] if definition.time else []
            else:
                paths += [definition.since, *([definition.until] if definition.until else [])]
                for event in definition.any_of:
                    paths.append(event.key)
                    yield _Use(event.table, event.other_key, what, place)
                    if isinstance(event, LastValue):
                        yield _Use(event.table, event.column, what, place)
            for path in paths:
                yield _end(catalogue, definition.table, path, what, place)
        elif isinstance(definition, Cohort):
            counted = catalogue.metrics[definition.of].definition
            if isinstance(counted, Simple):
                yield _end(catalogue, counted.table, definition.key, what, place)
            yield _Use(definition.table, definition.other_key, what, place)


def _used_by_specials(catalogue: Catalogue) -> Iterator[_Use]:
    for funnel in catalogue.funnels.values():
        for column in (funnel.entity, funnel.stage, funnel.time):
            yield _Use(funnel.table, column, f"funnel {funnel.id}", funnel.place)
        yield _Use(funnel.base, funnel.base_key, f"funnel {funnel.id}", funnel.place)
    for timeline in catalogue.timelines.values():
        labelled = [p for paths in timeline.label_columns.values() for p in paths.values()]
        for path in [*(path for _, path in timeline.columns), *labelled]:
            yield _end(catalogue, timeline.table, path, f"timeline {timeline.id}", timeline.place)
    goals = catalogue.goals
    if goals is not None:
        for column in (goals.metric, goals.since, goals.until, goals.value):
            yield _Use(goals.table, column, "goals", goals.place)


def _end(catalogue: Catalogue, table: str, path: Path, what: str, place: Place) -> _Use:
    current = catalogue.tables[table]
    for step in path[:-1]:
        current = catalogue.tables[current.joins[step].to]
    return _Use(current.id, path[-1], what, place)


def _keys(catalogue: Catalogue, engine: Engine) -> Iterator[Problem]:
    """A key that several rows share would count them several times."""
    for table in catalogue.tables.values():
        if table.primary_key and not is_unique(table, table.primary_key, engine):
            yield Problem(table.place, f"table {table.id}: several rows share a {_listed(table.primary_key)}")
        for join in table.joins.values():
            other = catalogue.tables[join.to]
            columns = tuple(column for _, column in join.on)
            if set(columns) != set(other.primary_key) and not is_unique(other, columns, engine):
                message = f"join {join.name} of table {table.id}: several rows of {join.to} share a {_listed(columns)}"
                yield Problem(table.place, message, "a join must lead to at most one row")


def _dates(catalogue: Catalogue, engine: Engine) -> Iterator[Problem]:
    """What puts rows into periods must be dates, and hours need a time of day."""
    seen: set[tuple[str, str, bool]] = set()
    for use, hours in _times(catalogue):
        if (use.table, use.column, hours) in seen:
            continue
        seen.add((use.table, use.column, hours))
        value = sample(catalogue.tables[use.table], use.column, engine)
        if value is not None and not isinstance(value, date):
            yield Problem(use.place, f"{use.what}: {use.table}.{use.column} holds {value!r}, which is no date")
        elif hours and value is not None and not isinstance(value, datetime):
            yield Problem(use.place, f"{use.what}: {use.table}.{use.column} has no time of day", "leave 'hours' out")


def _times(catalogue: Catalogue) -> Iterator[tuple[_Use, bool]]:
    def of(table: Table, path: Path, what: str, place: Place) -> _Use:
        return _end(catalogue, table.id, path, what, place)

    for metric in catalogue.metrics.values():
        definition, what = metric.definition, f"metric {metric.id}"
        if isinstance(definition, Simple):
            table = catalogue.tables[definition.table]
            path = definition.time or table.time
            if path is not None:
                yield of(table, path, what, metric.place), "hour" in metric.dimensions
        elif isinstance(definition, Stock):
            for path in (definition.since, definition.until):
                if path is not None:
                    yield of(catalogue.tables[definition.table], path, what, metric.place), False


def _goals(catalogue: Catalogue, engine: Engine) -> Iterator[Problem]:
    goals = catalogue.goals
    if goals is None:
        return
    for name in distinct(catalogue.tables[goals.table], goals.metric, engine):
        if name is not None and name not in catalogue.metrics:
            hint = did_you_mean(str(name), catalogue.metrics)
            yield Problem(goals.place, f"goals: {goals.table}.{goals.metric} names no metric: {name!r}", hint)


def _listed(columns: tuple[str, ...]) -> str:
    return " and ".join(columns)
