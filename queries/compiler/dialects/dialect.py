"""What the SQL of an engine does otherwise than DuckDB's, in which the compiler thinks: flags, and nodes for nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from sqlglot import exp

from queries.engine import QueryFailed


class Unwritable(QueryFailed):
    """The engine's SQL cannot say this exactly, and something near it would be a wrong figure."""


Rewrite = Callable[[exp.Expr], exp.Expr]


@dataclass(frozen=True, slots=True)
class Dialect:
    """`name` is sqlglot's. What sqlglot writes right by itself stands nowhere here.

    `collation` orders text by its code points where the engine's own order may be another. `null_safe_full_join` tells
    whether a FULL JOIN may ask for IS NOT DISTINCT FROM, `exists_as_column` whether EXISTS is
    looked up for all rows at once where it is a column, `grouping_sets_by_place` whether grouping sets may name columns
    by their place, `grouping_sets_of_columns` whether nothing but columns of the rows may stand in them. `lists` turns
    a SELECT of bound lists side by side into rows.
    `nodes` puts a node in place of one of that type; its parts are rewritten already.
    """

    name: str
    collation: str | None = None
    null_safe_full_join: bool = True
    exists_as_column: bool = True
    grouping_sets_by_place: bool = True
    grouping_sets_of_columns: bool = False
    lists: Callable[[exp.Select], exp.Select] | None = None
    nodes: Mapping[type[exp.Expr], Rewrite] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether the compiler's tree is written as it stands."""
        return self == Dialect(self.name)


_NAMES = ("bigquery", "clickhouse", "postgres", "redshift", "snowflake", "spark", "trino")


@lru_cache(maxsize=len(_NAMES) + 1)
def dialect_of(name: str) -> Dialect:
    """The dialect of that name; DuckDB's and those we know nothing about are written as they stand."""
    if name not in _NAMES:
        return Dialect(name)
    found = import_module(f"queries.compiler.dialects.{name}").DIALECT
    assert isinstance(found, Dialect)
    return found
