"""The change of each figure on the earlier one."""

from __future__ import annotations

from queries.answer import Value
from queries.compiler.statement import Output
from queries.results.grid import Cells, Grid


def difference(now: Value, before: Value) -> Value:
    if not isinstance(now, int | float) or not isinstance(before, int | float):
        return None
    found = now - before
    return found if isinstance(found, int) else round(found, 9)


def percent(now: Value, before: Value) -> Value:
    """The change as a fraction of the earlier figure; none on nothing, nor on a loss, where its sign would mislead."""
    if not isinstance(now, int | float) or not isinstance(before, int | float) or before <= 0:
        return None
    return now / before - 1


def add_changes(grid: Grid, metrics: tuple[str, ...]) -> None:
    """Difference and percentage of every metric shown, beside its earlier figure."""
    for metric in metrics:
        now, before = grid.place(metric), grid.place(f"{metric}__previous")

        def change(row: Cells, now: int = now, before: int = before) -> Value:
            return difference(row[now], row[before])

        def change_percent(row: Cells, now: int = now, before: int = before) -> Value:
            return percent(row[now], row[before])

        grid.add(Output(f"{metric}__change", "change", metric), change)
        grid.add(Output(f"{metric}__change_percent", "change_percent", metric), change_percent)
