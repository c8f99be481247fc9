"""The timeline: one entity's events, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from queries.analyses.listing import Listing, list_rows
from queries.answer import Answer, Column, Note, Value
from queries.cannot import refuse
from queries.catalogue.model import Timeline
from queries.dataset import Dataset
from queries.query import Period, Query
from queries.rights import within_rights

MOST = 200


def timeline(query: Query, dataset: Dataset, today: date) -> Answer:
    """Text columns as the catalogue names them ("time", "kind", "person", "subject"), of the days up to today.

    `group_count` is the number of all events, also those beyond the first 200; names in other languages stand in
    `labels` under the column's id.
    """
    query = within_rights(query, dataset)
    found = _timeline_of(query, dataset)
    time = dict(found.columns)["time"]
    end = today + timedelta(days=1)
    period = query.period
    if period is not None and period.end is not None:
        end = min(end, period.end)
    start = period.start if period is not None else None
    labelled = [
        (language, column, path) for language, paths in found.label_columns.items() for column, path in paths.items()
    ]
    listing = Listing(
        table=found.table,
        columns=(*found.columns, *((f"{column} {language}", path) for language, column, path in labelled)),
        filters=query.filters,
        scope=query.scope,
        below=((time, end),),
        from_on=((time, start),) if start is not None else (),
        newest=time,
    )
    listed = list_rows(listing, dataset, MOST)
    width = len(found.columns)
    rows = tuple(tuple(_plain(value) for value in row[:width]) for row in listed.rows)
    notes = [] if listed.count <= MOST else [Note("more_rows", {"shown": MOST, "all": listed.count})]
    if not rows:
        notes.append(Note("nothing_happened", {"period": period}))
    return Answer(
        query=query,
        columns=tuple(Column(name, "text", "date" if name == "time" else "text", name) for name, _ in found.columns),
        rows=rows,
        period=replace(period, end=end) if period is not None else Period(None, end),
        data_through=dataset.through,
        notes=tuple(notes),
        sql=listed.sql,
        parameters=listed.parameters,
        group_count=listed.count,
        labels=_labels(found, labelled, listed.rows, dataset),
    )


def _timeline_of(query: Query, dataset: Dataset) -> Timeline:
    """The timeline whose entity the filters name, exactly one of it."""
    for found in dataset.catalogue.timelines.values():
        for condition in query.filters:
            if condition.dimension == found.dimension and condition.op == "in" and len(condition.members) == 1:
                return found
    kinds = tuple(dict.fromkeys(t.dimension for t in dataset.catalogue.timelines.values()))
    raise refuse("timeline_of_whom", dimension=kinds[0] if kinds else "", dimensions=kinds)


def _plain(value: Any) -> Value:
    return value if value is None or isinstance(value, str | int | float | date | datetime) else str(value)


def _labels(
    found: Timeline, labelled: Sequence[tuple[str, str, object]], rows: Sequence[tuple[Any, ...]], dataset: Dataset
) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Names of the texts shown in other languages: from label columns, else of the members they are."""
    names = [name for name, _ in found.columns]
    labels: dict[str, dict[str, dict[str, str]]] = {}
    for place, (language, column, _) in enumerate(labelled):
        at = names.index(column)
        for row in rows:
            if row[at] is not None and row[len(names) + place] is not None:
                told = labels.setdefault(language, {}).setdefault(column, {})
                told[str(row[at])] = str(row[len(names) + place])
    known = {column for _, column, _ in labelled}
    for at, (column, path) in enumerate(found.columns):
        if column in known:
            continue
        ends = [d for d in dataset.catalogue.dimensions if dataset.catalogue.path(found.table, d) == path]
        for row in rows:
            for dimension in ends:
                for language, label in dataset.members.names.get(dimension, {}).get(str(row[at]), {}).items():
                    labels.setdefault(language, {}).setdefault(column, {})[str(row[at])] = label
    return labels
