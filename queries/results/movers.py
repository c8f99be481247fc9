"""Groups ranked by their change on the earlier period: who rose the most, who fell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.cannot import refuse
from queries.dataset import Dataset
from queries.query import Query
from queries.results.figures import Figures, figures
from queries.results.select import rank_rows
from queries.results.transforms import apply_transforms

_COLUMNS = {"change": "change", "growth": "change_percent"}


def ranked_by_change(query: Query, dataset: Dataset, today: date) -> Figures:
    """All groups with both figures, then ordered and cut; a group without a change (no figure before) comes last."""
    rank = query.rank
    assert rank is not None
    if query.compare is None or query.bucket is not None or not query.by:
        raise refuse("no_change_to_rank_by", by=query.by)
    metric = rank.by or query.metrics[0]
    needed = tuple(dict.fromkeys((*query.metrics, metric)))
    found = figures(replace(query, metrics=needed, rank=None), dataset, today, whole=True)
    apply_transforms(found, dataset, today)
    found.query = query
    if found.whole is not None:
        shown = {o.name for o in found.grid.outputs if o.of in query.metrics}
        found.whole = {name: value for name, value in found.whole.items() if name in shown}
    found.groups = rank_rows(found.grid, rank, f"{metric}__{_COLUMNS[rank.on]}")
    return found
