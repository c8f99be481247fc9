"""The rank of each group among all groups, equal figures sharing one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date

from queries.answer import Value
from queries.compiler.statement import Output
from queries.dataset import Dataset
from queries.results.figures import Figures, figures
from queries.results.grid import Cells


def add_rank(found: Figures, dataset: Dataset, today: date) -> None:
    """1 for the highest, or for the lowest where the bottom is asked; inside each bucket or member of `within`."""
    query = found.query
    rank = query.rank
    everyone = found
    if rank is not None and rank.n is not None and query.bucket is None:
        everyone = figures(replace(query, rank=replace(rank, n=None)), dataset, today)
    within = rank.within if rank is not None and rank.within else query.bucket if query.dimensions else None
    upward = rank is not None and rank.order == "bottom"
    places = [i for i in found.grid.places(("breakdown", "key")) if found.grid.outputs[i].of == within]
    for metric in query.metrics:
        ordered: dict[tuple[Value, ...], list[float]] = {}
        at = everyone.grid.place(metric)
        for row in everyone.grid.rows:
            value = row[at]
            if isinstance(value, int | float):
                ordered.setdefault(tuple(row[i] for i in places), []).append(value if upward else -value)
        for values in ordered.values():
            values.sort()

        def place(row: Cells, at: int = found.grid.place(metric), ordered: dict = ordered) -> Value:  # type: ignore[type-arg]
            value = row[at]
            if not isinstance(value, int | float):
                return None
            return bisect_left(ordered[tuple(row[i] for i in places)], value if upward else -value) + 1

        found.grid.add(Output(f"{metric}__rank", "rank", metric), place)
