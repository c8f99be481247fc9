"""Rows that count by their date: the days they must lie in, and the columns they are broken down by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from queries.cannot import refuse
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.frames import MONTH_KEY, listed_span
from queries.compiler.keys import Key, by_span, by_time, keys
from queries.compiler.parts import PERIOD, Group, Leaf
from queries.compiler.source import Source


def flowing(
    group: Group, leaves: Sequence[Leaf], source: Source, build: Build
) -> tuple[list[exp.Expr], list[Key], exp.Expr | None]:
    """Conditions and keys of rows that count by their date."""
    day = None if group.time is None else source.column(group.time)
    where: list[exp.Expr] = []
    found: list[Key]
    if group.frame != PERIOD:
        if day is None:
            raise refuse("no_time", table=group.table)
        listed = listed_span(group.frame, source, build)
        where += [exp.GTE(this=day, expression=listed.lower), exp.LT(this=day.copy(), expression=listed.upper)]
        found = keys(source, build, by_span(source, listed.keys)) + month_key(listed.keys)
    else:
        if build.shape.timed and day is None:
            raise refuse("no_time", table=group.table, metric=leaves[0].metric if leaves else None)
        if day is not None:
            where += in_period(day, build, group)
        found = keys(source, build, by_time(source, build, day))
    return where, found, day


def in_period(day: exp.Expr, build: Build, group: Group) -> list[exp.Expr]:
    """That a day lies in the period asked about, or that there is none where that does not matter."""
    if not build.shape.timed:
        return []
    until: exp.Expr = exp.LT(this=day.copy(), expression=build.day("end"))
    if build.shape.undated and counts_undated(group, build):
        return [nodes.either(until, nodes.is_missing(day))]
    return [exp.GTE(this=day, expression=build.day("start")), until] if build.shape.started else [until]


def counts_undated(group: Group, build: Build) -> bool:
    """Whether rows without a date count where no period is asked: by the table's own date, not by that of a figure."""
    table = build.catalogue.tables[group.table]
    return table.undated and group.time == table.time


def month_key(given: tuple[Key, ...]) -> list[Key]:
    """The key of the month, where each month of a window is looked at by itself."""
    return [key for key in given if key[0] == MONTH_KEY]
