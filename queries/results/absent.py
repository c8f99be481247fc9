"""Groups that have no rows at all, where the condition is one that nothing meets: "reps without deals"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.answer import Note, Value
from queries.dataset import Dataset
from queries.query import BUCKETS, CYCLES, Query
from queries.results.empty import empty_value
from queries.results.figures import Figures, figures
from queries.results.grid import Cells
from queries.results.select import meets
from queries.results.totals import whole_of
from queries.results.universe import universe


def asks_for_absent(query: Query, dataset: Dataset) -> bool:
    """Whether a member without any row meets every condition on groups."""
    conditions = [h for h in query.having if h.level == "group"]
    if not conditions or query.bucket is not None or any(b in CYCLES for b in query.by):
        return False
    return all(meets(empty_value(h.metric, dataset.catalogue), h) for h in conditions)


def with_absent(query: Query, dataset: Dataset, today: date) -> Figures:
    """The figures with the members that have no rows; a note where it cannot be said who they are."""
    if len(query.by) != 1 or query.by[0] in BUCKETS:
        return _with_rows(query, dataset, today)
    (name,) = query.by
    by = () if query.rank is None or query.rank.by is None else (query.rank.by,)
    needed = tuple(dict.fromkeys((*query.metrics, *(h.metric for h in query.having if h.level == "group"), *by)))
    everyone = replace(whole_of(query), metrics=needed, by=query.by)
    found = figures(everyone, dataset, today)
    grid = found.grid
    keyed = len(grid.member_places()) > 1
    meant = universe(query, needed, name, dataset, keyed=keyed)
    if meant is None:
        return _with_rows(query, dataset, today)
    grid.outputs = [
        replace(o, shown=o.shown and (o.role == "breakdown" or o.of in query.metrics)) for o in grid.outputs
    ]
    places = grid.member_places()
    there = {tuple(row[i] for i in places) for row in grid.rows}
    for group in meant:
        if group not in there:
            row: Cells = [_empty(output.role, output.of, dataset) for output in grid.outputs]
            for i, value in zip(places, group, strict=True):
                row[i] = value
            grid.rows.append(row)
    found.query = query
    found.narrow(folded=True)
    return found


def _with_rows(query: Query, dataset: Dataset, today: date) -> Figures:
    found = figures(query, dataset, today)
    found.notes.append(Note("only_groups_with_rows", {"by": query.by}))
    return found


def _empty(role: str, of: str, dataset: Dataset) -> Value:
    return empty_value(of, dataset.catalogue) if role in ("metric", "previous", "change") else None
