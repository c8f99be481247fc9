"""What a SELECT groups by: the breakdown's columns without names that follow from a key, and the whole if asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.build import Build

WHOLE = "whole__row"


@dataclass(frozen=True, slots=True)
class Grouping:
    """The columns that come first, the ones among them that tell groups apart, and the GROUP BY."""

    columns: tuple[exp.Expr, ...]
    names: tuple[str, ...]
    telling: tuple[str, ...]
    clause: exp.Group | None


def grouping(keys: Sequence[tuple[str, exp.Expr]], build: Build) -> Grouping:
    """Of a SELECT with these key columns."""
    columns: list[exp.Expr] = []
    names = [name for name, _ in keys]
    telling: list[str] = []
    places: list[exp.Expr] = []
    for place, (name, expression) in enumerate(keys, 1):
        if name in build.named_by_key:
            columns.append(nodes.named(exp.AnyValue(this=expression), name))
            continue
        columns.append(nodes.named(expression, name))
        telling.append(name)
        places.append(nodes.integer(place))
    if not places:
        return Grouping(tuple(columns), tuple(names), tuple(telling), None)
    if not build.with_whole:
        return Grouping(tuple(columns), tuple(names), tuple(telling), exp.Group(expressions=places))
    first = next(expression for name, expression in keys if name == telling[0])
    columns.append(nodes.named(exp.Grouping(expressions=[first.copy()]), WHOLE))
    sets = exp.GroupingSets(expressions=[exp.Tuple(expressions=places), exp.Tuple()])
    return Grouping(tuple(columns), (*names, WHOLE), (*telling, WHOLE), exp.Group(expressions=[sets]))
