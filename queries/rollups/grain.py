"""What a rollup can keep rows apart by: the keys of small tables that a fact's rows lead to, or members themselves."""

from __future__ import annotations

from collections.abc import Iterator

from queries.catalogue.model import Catalogue, Dimension, Path
from queries.rollups.model import walk

Unit = tuple[Path, ...]
"""Paths that are kept together: the columns of a join, or a member and its key."""


def ways(table: str, catalogue: Catalogue) -> dict[str, tuple[Unit, ...]]:
    """For each dimension that a fact reaches, the units that would do for it, the best first.

    The key of a table near the fact comes first: whatever else that table leads to can be told from it, and stays true
    where the names in it change.
    """
    return {
        dimension.id: tuple(_ways(table, dimension, path, catalogue))
        for dimension in catalogue.dimensions.values()
        if dimension.bands is None and (path := catalogue.path(table, dimension.id)) is not None
    }


def _ways(table: str, dimension: Dimension, path: Path, catalogue: Catalogue) -> Iterator[Unit]:
    steps = path[:-1]
    joins = walk(catalogue, table, steps)
    for place, (_, pairs) in enumerate(joins):
        yield tuple((*steps[:place], own) for own, _ in pairs)
    end = joins[-1][0] if joins else table
    told_by_key = dimension.key is not None and dimension.key != dimension.column and end == dimension.table
    yield (path, (*steps, str(dimension.key))) if told_by_key else (path,)


def joins_of(units: tuple[Unit, ...], time: Path) -> tuple[Path, ...]:
    """Every chain of joins that must be walked to read units and the date of a row, the shorter ones first."""
    found = {path[:end] for path in (time, *(p for unit in units for p in unit)) for end in range(1, len(path))}
    return tuple(sorted(found, key=lambda steps: (len(steps), steps)))
