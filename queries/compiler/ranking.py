"""Order and cut: the first groups by a figure, also inside each member, or of those who lead over a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.grouping import WHOLE
from queries.compiler.keys import KEY_SUFFIX
from queries.compiler.shape import RankShape
from queries.query import BUCKETS, CYCLES

PLACE = "rank__place"
GROUPS = "rank__groups"
FIGURES = "figures"
RANKED = "ranked"
LEADERS = "leaders"


@dataclass(frozen=True, slots=True)
class Ranked:
    """What to rank: the breakdown's columns, and all columns to hand on; one row `marked` as the whole stays out."""

    rank: RankShape
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    marked: bool = False


def ordered(tree: exp.Select, by: Sequence[str], keys: Sequence[str], metrics: Sequence[str], *, trend: bool) -> None:
    """The order of groups without a ranking: a single dimension by its figure, everything else by its breakdown."""
    if not keys:
        return
    order: list[exp.Expr] = []
    if len(by) == 1 and not trend and by[0] not in CYCLES:
        order.append(_sorted(nodes.output(metrics[0]), descending=True))
    first = [name for name in keys if name in BUCKETS]
    order += [_sorted(nodes.output(name)) for name in (*first, *(k for k in keys if k not in first))]
    tree.set("order", exp.Order(expressions=order))


def cut(tree: exp.Select, what: Ranked) -> exp.Select:
    """The ranked statement, with the number of groups before the cut."""
    rank = what.rank
    groups: exp.Expr = exp.Window(this=exp.Count(this=exp.Star()))
    order = _order(rank, what.keys)
    limit: exp.Expr = nodes.parameter("n", "INT")
    if what.marked:  # the row of the whole comes first
        groups = exp.Sub(this=groups, expression=nodes.integer(1))
        order.insert(0, _sorted(nodes.output(WHOLE), descending=True))
        limit = nodes.parameter("n_and_whole", "INT")  # many engines add nothing up in a LIMIT
    tree.append("expressions", nodes.named(groups, GROUPS))
    tree.set("order", exp.Order(expressions=order))
    if rank.mode == "first":
        tree.set("limit", exp.Limit(expression=limit))
    elif rank.mode == "nth":
        tree.set("limit", exp.Limit(expression=nodes.integer(1)))
        tree.set("offset", exp.Offset(expression=nodes.parameter("skipped", "INT")))
    return tree


def placed(tree: exp.Select, what: Ranked, made: Build) -> exp.Select:
    """The same by each group's place, which may count anew inside each member of a breakdown."""
    rank = what.rank
    figures = made.place(FIGURES, tree)
    within = [k for k in what.keys if rank.within is not None and k.removesuffix(KEY_SUFFIX) == rank.within]
    rest = [k for k in what.keys if k not in within]
    partition = [nodes.output(name) for name in ((WHOLE, *within) if what.marked else within)]
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[p.copy() for p in partition],
        order=exp.Order(expressions=_order(rank, rest)),
    )
    groups = exp.Window(this=exp.Count(this=exp.Star()), partition_by=partition)
    numbered = exp.Select(expressions=[exp.Star(), nodes.named(place, PLACE), nodes.named(groups, GROUPS)])
    numbered.set("from_", exp.From(this=nodes.table(figures)))
    name = made.place(RANKED, numbered)
    final = exp.Select(expressions=[nodes.output(c) for c in (*what.columns, GROUPS, PLACE)])
    final.set("from_", exp.From(this=nodes.table(name)))
    kept = _kept(rank)
    if kept is not None:
        final.set("where", exp.Where(this=kept))
    final.set("order", exp.Order(expressions=[_sorted(nodes.output(k)) for k in (*within, PLACE)]))
    return final


def led(tree: exp.Select, leaders: exp.Select, keys: Sequence[str], columns: Sequence[str], made: Build) -> exp.Select:
    """The rows of a trend whose members are among the leaders."""
    figures, first = made.place(FIGURES, tree), made.place(LEADERS, leaders)
    final = exp.Select(
        expressions=[
            *(nodes.column(figures, c) for c in columns),
            nodes.column(first, GROUPS),
            nodes.column(first, PLACE),
        ]
    )
    final.set("from_", exp.From(this=nodes.table(figures)))
    on = nodes.both([nodes.same(nodes.column(figures, k), nodes.column(first, k)) for k in keys])
    final.set("joins", [exp.Join(this=nodes.table(first), on=on)])
    return final


def _kept(rank: RankShape) -> exp.Expr | None:
    place, bound = nodes.output(PLACE), nodes.parameter("n", "INT")
    if rank.mode == "all":
        return None
    if rank.mode == "nth":
        return exp.EQ(this=place, expression=bound)
    if rank.mode == "first":
        return exp.LTE(this=place, expression=bound)
    share = nodes.quotient(exp.Mul(this=nodes.output(GROUPS), expression=bound), nodes.integer(100))
    return exp.LTE(this=place, expression=exp.Ceil(this=share))


def _order(rank: RankShape, keys: Sequence[str]) -> list[exp.Expr]:
    """By the figure, then by name, so that equal figures stand in the same order every time."""
    return [_sorted(nodes.output(rank.by), descending=rank.order == "top"), *(_sorted(nodes.output(k)) for k in keys)]


def _sorted(expression: exp.Expr, *, descending: bool = False) -> exp.Ordered:
    return exp.Ordered(this=expression, desc=descending, nulls_first=False)
