"""The shape of a query: everything that decides its SQL text, and none of the values a person gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from queries.compiler.parts import PERIOD, Frame
from queries.query import Calendar, Filter, FilterOp, Having, HavingOp, Query, Rank
from queries.rollups.model import Rollup

RankMode = Literal["all", "first", "nth", "percent"]


@dataclass(frozen=True, slots=True)
class FilterShape:
    """A filter without its members: `named` where any are given, `missing` where the missing member is among them.

    `patterns` counts the alternatives of a "contains" and its like.
    """

    dimension: str
    op: FilterOp
    named: bool
    missing: bool
    patterns: int


@dataclass(frozen=True, slots=True)
class HavingShape:
    """A condition on a number without the number; `name` is the name it is bound under."""

    metric: str
    op: HavingOp
    level: Literal["group", "row"]
    name: str


@dataclass(frozen=True, slots=True)
class RankShape:
    order: Literal["top", "bottom"]
    by: str
    within: str | None
    mode: RankMode


@dataclass(frozen=True, slots=True)
class Columns:
    """What the data is known to hold: dimensions with "" for missing, or no text; tables whose key no two rows share;

    joins (table, name) that lead every row to another, and those by which every row of the other is reached; the
    rollups kept beside the tables.
    """

    blank: frozenset[str] = frozenset()
    untyped: frozenset[str] = frozenset()
    unique: frozenset[str] = frozenset()
    complete: frozenset[tuple[str, str]] = frozenset()
    covered: frozenset[tuple[str, str]] = frozenset()
    rollups: tuple[Rollup, ...] = ()


PLAIN_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Shape:
    """`metrics` are the ones shown; `started` tells whether the period has a start, `timed` whether there is one.

    `compared` adds the same figures of an earlier period. `over` folds the groups of one more breakdown into one
    number each: ("mean", dimension). `whole` asks for the figures over all groups too. `undated` is set where nothing
    is asked of time at all.
    """

    metrics: tuple[str, ...]
    by: tuple[str, ...]
    filters: tuple[FilterShape, ...]
    scope: tuple[FilterShape, ...]
    having: tuple[HavingShape, ...]
    rank: RankShape | None
    started: bool
    timed: bool
    compared: bool
    calendar: Calendar
    over: tuple[str, str] | None = None
    columns: Columns = PLAIN_COLUMNS
    frame: Frame = PERIOD
    funnel: str | None = None
    whole: bool = False
    undated: bool = False


def filter_shape(condition: Filter) -> FilterShape:
    named = sum(1 for m in condition.members if m)
    return FilterShape(
        condition.dimension,
        condition.op,
        named > 0,
        condition.op == "none" or named < len(condition.members),
        named if condition.op in ("contains", "starts_with", "ends_with") else 0,
    )


def having_shape(condition: Having, place: int) -> HavingShape:
    return HavingShape(condition.metric, condition.op, condition.level, f"having_{place}")


def rank_shape(rank: Rank, metrics: tuple[str, ...]) -> RankShape:
    mode: RankMode = "all" if rank.n is None else "nth" if rank.nth else "percent" if rank.percent else "first"
    return RankShape(rank.order, rank.by or metrics[0], rank.within, mode)


def shape(
    query: Query,
    *,
    started: bool,
    timed: bool,
    compared: bool,
    over: tuple[str, str] | None = None,
    columns: Columns = PLAIN_COLUMNS,
    frame: Frame = PERIOD,
    whole: bool = False,
    undated: bool = False,
) -> Shape:
    """The query's shape. What rests on dates (is there a start, an earlier period?) was settled before."""
    return Shape(
        query.metrics,
        query.by,
        tuple(map(filter_shape, query.filters)),
        tuple(map(filter_shape, query.scope)),
        tuple(having_shape(condition, i) for i, condition in enumerate(query.having)),
        rank_shape(query.rank, query.metrics) if query.rank else None,
        started,
        timed,
        compared,
        query.calendar,
        over,
        columns,
        frame,
        query.funnel if query.analysis == "funnel" else None,
        whole,
        undated,
    )
