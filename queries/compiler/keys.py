"""The breakdown's columns of one SELECT: members, buckets and places in a cycle, under the same names everywhere."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from queries.cannot import refuse
from queries.compiler import nodes
from queries.compiler.build import PREVIOUS, Build
from queries.compiler.dimensions import dimension_sql, key_sql
from queries.compiler.source import Source
from queries.compiler.times import bucket_of, bucket_of_day, cycle_of
from queries.query import BUCKETS, CYCLES

Key = tuple[str, exp.Expr]
KEY_SUFFIX = "__key"


def keys(source: Source, build: Build, time_key: Callable[[str], exp.Expr]) -> list[Key]:
    """One column per breakdown, one more where a key keeps members of one name apart. `time_key` gives the time's."""
    found: list[Key] = []
    for name in build.shape.by:
        if name in BUCKETS or name in CYCLES:
            found.append((name, time_key(name)))
            continue
        found.append((name, dimension_sql(name, source, build)))
        key = key_sql(name, source, build)
        if key is not None:
            found.append((name + KEY_SUFFIX, key))
    return found


def time_keys(build: Build, time_key: Callable[[str], exp.Expr]) -> list[Key]:
    """The columns of the time breakdowns alone."""
    return [(name, time_key(name)) for name in build.shape.by if name in BUCKETS or name in CYCLES]


def by_time(source: Source, build: Build, day: exp.Expr | None) -> Callable[[str], exp.Expr]:
    """Time breakdowns of rows that count by a date."""

    def key(name: str) -> exp.Expr:
        if day is None:
            raise refuse("no_time", table=source.table, dimension=name)
        if name in CYCLES:
            return cycle_of(name, day.copy(), source, build)
        return _aligned(bucket_of(name, day.copy(), source, build), source, build)

    return key


def by_calendar(source: Source, build: Build, calendar: str) -> Callable[[str], exp.Expr]:
    """Time breakdowns of amounts spread over the calendar's days."""

    def key(name: str) -> exp.Expr:
        if name in CYCLES:
            raise refuse("not_by_cycle", table=source.table, dimension=name)
        return _aligned(bucket_of_day(name, calendar, build), source, build)

    return key


def by_span(source: Source, given: tuple[Key, ...]) -> Callable[[str], exp.Expr]:
    """Time breakdowns of figures taken at the ends of listed spans."""
    listed = dict(given)

    def key(name: str) -> exp.Expr:
        if name not in listed:
            raise refuse("not_by_cycle", table=source.table, dimension=name)
        return listed[name]

    return key


def _aligned(bucket: exp.Expr, source: Source, build: Build) -> exp.Expr:
    """In the earlier period: the bucket at the same place in the period asked about."""
    if build.slice != PREVIOUS:
        return bucket
    name = build.bound_list("alignment", {"bucket": "aligned_buckets", "earlier": "aligned_earlier"})
    source.join(nodes.table(name), exp.EQ(this=nodes.column(name, "earlier"), expression=bucket), "inner")
    return nodes.column(name, "bucket")
