"""The figures over all groups, where the statement gave them along with the groups' own."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from queries.answer import Value
from queries.compiler.grouping import WHOLE
from queries.results.changes import difference, percent
from queries.results.grid import Grid


def take_whole(grid: Grid, metrics: Collection[str]) -> dict[str, Value] | None:
    """Take them out of the rows, by figure; None where the statement did not give them."""
    places = grid.places(("whole",))
    if not places or not grid.rows:
        _without(grid, places)
        return None
    row = grid.rows[0]
    if grid.has(WHOLE):
        at = grid.place(WHOLE)
        row = next(row for row in grid.rows if row[at])
        grid.rows = [other for other in grid.rows if not other[at]]
        names = {o.name: i for i, o in enumerate(grid.outputs) if o.of in metrics and o.role in ("metric", "previous")}
    else:
        names = {grid.outputs[i].of: i for i in places}
    whole = {name: row[i] for name, i in names.items()}
    _without(grid, places)
    return whole


def settle_whole(
    whole: dict[str, Value], metrics: Collection[str], zero: Mapping[str, Value], dark: Collection[str]
) -> None:
    """0 for what is counted or added up, nothing for what has no data yet, and the changes."""
    for metric in metrics:
        before = f"{metric}__previous"
        for name in (metric, before):
            if name in whole and whole[name] is None:
                whole[name] = zero.get(metric)
        if metric in dark:
            whole[metric] = None
        if before in whole:
            whole[f"{metric}__change"] = difference(whole[metric], whole[before])
            whole[f"{metric}__change_percent"] = percent(whole[metric], whole[before])


def _without(grid: Grid, places: Collection[int]) -> None:
    """Drop these columns."""
    if places:
        grid.outputs = [output for i, output in enumerate(grid.outputs) if i not in places]
        grid.rows = [[value for i, value in enumerate(row) if i not in places] for row in grid.rows]
