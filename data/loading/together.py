"""Reads the columns of a wide table together: those read alike by one expression, not by one each.

What an expression costs to plan is the same for three rows and for millions, and grows with the square of how many
stand in one statement: 5,000 of them would take hours. As a list, or as rows of their own, columns share one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlglot import exp

from data.loading.readings import Reading
from data.loading.staged import call, column, identifier, select

_WIDE = 60
_WIDE_AND_SHORT, _SHORT = 8, 20_000
NAME, VALUE, MANY = "kpibot_name", "kpibot_value", "kpibot_many"
_Way = TypeVar("_Way")


def is_wide(columns: int, rows: int) -> bool:
    """Whether planning costs more than reading: of so many columns, or of some where there are few rows."""
    return columns > _WIDE or (columns > _WIDE_AND_SHORT and rows <= _SHORT)


def alike(readings: Iterable[tuple[Reading, _Way]]) -> Iterator[tuple[Reading, _Way, tuple[str, ...]]]:
    """The readings that differ in their column alone, for a column called VALUE, with the columns of each."""
    found: dict[tuple[Reading, _Way], list[str]] = defaultdict(list)
    for reading, way in readings:
        found[replace(reading, name=VALUE), way].append(reading.name)
    for (reading, way), names in found.items():
        yield reading, way, tuple(names)


def stacked(names: Sequence[str], source: exp.Expr, where: exp.Expr) -> exp.Subquery:
    """The values of some columns below each other: rows of NAME and VALUE, empty ones too."""
    pivot = exp.Pivot(
        expressions=[column(VALUE)],
        fields=[exp.In(this=column(NAME), expressions=[column(n) for n in names])],
        unpivot=True,
        include_nulls=True,
    )
    inner = select([column(n) for n in names], source.copy()).where(where.copy())
    return exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier("t")), pivots=[pivot])


def counted(names: Sequence[str], source: exp.Expr, where: exp.Expr) -> exp.Subquery:
    """The different values of some columns: rows of NAME, VALUE, and MANY, how many rows have it."""
    many = exp.alias_(exp.Count(this=exp.Star()), MANY, quoted=True)
    first, second = exp.Literal.number(1), exp.Literal.number(2)
    grouped = select([column(NAME), column(VALUE), many], stacked(names, source, where)).group_by(first, second)
    return grouped.subquery("t")


def read_together(
    columns: Sequence[str],
    groups: Iterable[tuple[exp.Expr, Sequence[str]]],
    plain: Mapping[str, exp.Expr],
    source: exp.Expr,
    where: exp.Expr,
) -> exp.Select:
    """SELECT `columns`: each of a group's by the group's expression of VALUE, the others as `plain` has them."""
    inner: list[exp.Expr] = [exp.alias_(value, name, quoted=True) for name, value in plain.items()]
    places: dict[str, exp.Expr] = {name: column(name) for name in plain}
    for number, (value, names) in enumerate(groups):
        listed = exp.Array(expressions=[column(n) for n in names])
        read = call("list_transform", listed, exp.Lambda(this=value, expressions=[identifier(VALUE)]))
        inner.append(exp.alias_(read, f"kpibot_group_{number}", quoted=True))
        for place, name in enumerate(names, 1):
            places[name] = call("list_extract", column(f"kpibot_group_{number}"), exp.Literal.number(place))
    rows = select(inner, source.copy()).where(where.copy())
    return select([exp.alias_(places[name], name, quoted=True) for name in columns], rows.subquery("t"))


def read_once(
    columns: Sequence[str],
    looked_up: Mapping[str, exp.Expr],
    others: Mapping[str, exp.Expr],
    source: exp.Expr,
    where: exp.Expr,
) -> exp.Select:
    """SELECT `columns`: those `looked_up` read once for each different VALUE by their expression, the others by row."""
    if not looked_up:
        return select([exp.alias_(others[n], n, quoted=True) for n in columns], source.copy()).where(where)
    rows = select([exp.Star()], source.copy()).where(where.copy()).subquery("kpibot_rows")
    shown: dict[str, exp.Expr] = dict(others)
    joins: list[exp.Join] = []
    for number, (name, value) in enumerate(looked_up.items()):
        different = select([exp.alias_(column(name), VALUE, quoted=True)], source.copy()).distinct().subquery("t")
        read = select([column(VALUE), exp.alias_(value, "kpibot_read", quoted=True)], different)
        place = f"kpibot_read_{number}"
        own = exp.column(identifier(name), table="kpibot_rows")
        on = exp.EQ(this=own, expression=exp.column(identifier(VALUE), table=place))
        joins.append(exp.Join(this=read.subquery(place), on=on, side="LEFT"))
        shown[name] = exp.column(identifier("kpibot_read"), table=place)
    found = select([exp.alias_(shown[n], n, quoted=True) for n in columns], rows)
    found.set("joins", joins)
    return found
