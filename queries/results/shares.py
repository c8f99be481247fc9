"""Shares: of the whole, of each member of a breakdown, or of everything where a filter narrows the figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.answer import Value
from queries.cannot import refuse
from queries.compiler.statement import Output
from queries.dataset import Dataset
from queries.query import Query
from queries.results.empty import empty_value
from queries.results.figures import Figures, figures
from queries.results.grid import Cells
from queries.results.totals import total_row, whole_of


def add_share(found: Figures, within: str | None, dataset: Dataset, today: date) -> None:
    """Each metric's share beside it. Only what can be added up has one."""
    query, grid = found.query, found.grid
    for metric in query.metrics:
        if empty_value(metric, dataset.catalogue) != 0:
            raise refuse("no_share", metric=metric)
    if within is None and query.bucket is not None and found.compiled.traits.at_end:
        within = query.bucket  # a stock has no total over time
    if within is not None and within not in query.by:
        raise refuse("unknown_breakdown", dimension=within)
    wholes = _wholes(query, within, dataset, today)
    places = [i for i in grid.places(("breakdown", "key")) if grid.outputs[i].of == within]
    for metric in query.metrics:
        at = grid.place(metric)

        def share(row: Cells, at: int = at, metric: str = metric) -> Value:
            whole = wholes.get(tuple(row[i] for i in places), {}).get(metric)
            part = row[at]
            if not isinstance(part, int | float) or not isinstance(whole, int | float) or whole == 0:
                return None
            return part / whole

        grid.add(Output(f"{metric}__share", "share", metric), share)


def _wholes(
    query: Query, within: str | None, dataset: Dataset, today: date
) -> dict[tuple[Value, ...], dict[str, Value]]:
    """What the shares are of, by member of `within`."""
    # What is narrowed to some members of a breakdown still has its share of all of them.
    kept = tuple(f for f in query.filters if f.op != "in" or f.dimension not in query.by)
    whole = replace(whole_of(query), compare=None, filters=kept)
    if within is None:
        if not query.by and not query.filters:
            raise refuse("share_of_itself", metric=query.metrics[0])
        found = figures(whole if query.by else replace(whole, filters=()), dataset, today)
        return {(): total_row(found)}
    found = figures(replace(whole, by=(within,), period=query.period), dataset, today)
    places = found.grid.member_places()
    return {
        tuple(row[i] for i in places): {m: row[found.grid.place(m)] for m in query.metrics} for row in found.grid.rows
    }
