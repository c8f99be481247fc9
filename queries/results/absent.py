"""Groups that have no rows at all, where the condition is one that nothing meets: "reps without deals"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.answer import Note, Value
from queries.dataset import Dataset
from queries.query import BUCKETS, CYCLES, Query
from queries.results.empty import empty_value
from queries.results.figures import Figures, figures
from queries.results.select import meets
from queries.results.totals import whole_of


def asks_for_absent(query: Query, dataset: Dataset) -> bool:
    """Whether a member without any row meets every condition on groups."""
    conditions = [h for h in query.having if h.level == "group"]
    if not conditions or query.bucket is not None or any(b in CYCLES for b in query.by):
        return False
    return all(meets(empty_value(h.metric, dataset.catalogue), h) for h in conditions)


def with_absent(query: Query, dataset: Dataset, today: date) -> Figures:
    """The figures with the members that have no rows; a note where it cannot be said who they are."""
    if len(query.by) != 1 or query.by[0] in BUCKETS or _narrowed(query, dataset):
        found = figures(query, dataset, today)
        found.notes.append(Note("only_groups_with_rows", {"by": query.by}))
        return found
    (name,) = query.by
    by = () if query.rank is None or query.rank.by is None else (query.rank.by,)
    needed = tuple(dict.fromkeys((*query.metrics, *(h.metric for h in query.having if h.level == "group"), *by)))
    everyone = replace(whole_of(query), metrics=needed, by=query.by)
    found = figures(everyone, dataset, today)
    grid = found.grid
    grid.outputs = [
        replace(o, shown=o.shown and (o.role == "breakdown" or o.of in query.metrics)) for o in grid.outputs
    ]
    place = grid.place(name)
    there = {row[place] for row in grid.rows}
    for member in dataset.members.names.get(name, {}):
        if member not in there:
            grid.rows.append([_empty(output.role, output.of, member, dataset) for output in grid.outputs])
    found.query = query
    found.narrow(folded=True)
    return found


def _narrowed(query: Query, dataset: Dataset) -> bool:
    """Whether filters leave it open which members are meant; conditions on the breakdown itself do too.

    Of somebody's rights the dataset knows which members they leave.
    """
    return bool(query.filters) or any(condition not in dataset.scope for condition in query.scope)


def _empty(role: str, of: str, member: str, dataset: Dataset) -> Value:
    if role == "breakdown":
        return member
    return empty_value(of, dataset.catalogue) if role in ("metric", "previous", "change") else None
