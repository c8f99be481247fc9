"""Finds by which joins each table reaches each dimension."""

from __future__ import annotations

from collections.abc import Mapping

from queries.catalogue.model import Dimension, Path, Table
from queries.catalogue.problems import Problems


def find_paths(
    tables: Mapping[str, Table], dimensions: Mapping[str, Dimension], facts: frozenset[str], problems: Problems
) -> dict[tuple[str, str], Path]:
    """The path of every (table, dimension) that has one.

    A path given for a table wins, also for tables that join to it; else the unique shortest chain of joins to the
    dimension's own table. Two shortest chains are a problem where the table is one that figures are taken from.
    """
    found: dict[tuple[str, str], Path] = {}
    joins = {name: {join.name: join.to for join in table.joins.values()} for name, table in tables.items()}
    for dimension in dimensions.values():
        ends: dict[str, Path] = {dimension.table: (dimension.column,), **dimension.paths}
        for table in tables:
            shortest = shortest_paths(table, ends, joins)
            if len(shortest) == 1 and shortest[0]:
                found[table, dimension.id] = shortest[0]
            elif len(shortest) > 1 and table in facts:
                ways = " or ".join(".".join(path) for path in sorted(shortest))
                problems.add(
                    dimension.place,
                    f"table {table} reaches dimension {dimension.id} by {ways}",
                    f"say which: paths: {{{table}: {'.'.join(sorted(shortest)[0])}}}, or {{{table}: null}} for neither",
                )
    return found


def shortest_paths(start: str, ends: Mapping[str, Path | None], joins: Mapping[str, Mapping[str, str]]) -> list[Path]:
    """All paths with the fewest joins from a table to one of the ends, each table visited at most once on the way.

    `ends` has the columns to arrive at by table, None where a table must not be passed; `joins` by table the tables
    that its joins lead to.
    """
    level: list[tuple[str, Path]] = [(start, ())]
    seen = {start}
    while level:
        arrived = [(*steps, *end) for table, steps in level if (end := ends.get(table))]
        if arrived:
            return list(dict.fromkeys(arrived))
        following: list[tuple[str, Path]] = []
        for table, steps in level:
            if table in ends:
                continue  # closed: a path of null ends here
            following += [(to, (*steps, name)) for name, to in joins.get(table, {}).items() if to not in seen]
        seen.update(table for table, _ in following)
        level = following
    return []
