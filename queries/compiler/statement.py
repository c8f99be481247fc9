"""Builds the one SELECT of a shape: plain where a single table gives it, else CTEs joined on the breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sqlglot import exp

from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.compiler.arithmetic import sums, value_sql, zero_of_none
from queries.compiler.build import PREVIOUS, Build, table_names
from queries.compiler.facts import facts
from queries.compiler.funnel import count_name, days_name, funnel_of, funnel_tree
from queries.compiler.grouping import WHOLE
from queries.compiler.having import compared_with
from queries.compiler.joined import grouped, joined
from queries.compiler.keys import KEY_SUFFIX
from queries.compiler.parts import Group, Leaf, Node, groups_of, take_apart
from queries.compiler.ranking import GROUPS, PLACE, Ranked, cut, led, ordered, placed
from queries.compiler.reroot import rerooted
from queries.compiler.shape import RankShape, Shape
from queries.compiler.wholes import Way, over_all, way_to_whole
from queries.query import BUCKETS
from queries.rollups.model import Read

ColumnRole = Literal[
    "breakdown",
    "key",
    "metric",
    "previous",
    "whole",
    "place",
    "groups",
    "change",
    "change_percent",
    "share",
    "running_total",
    "moving_average",
    "rank",
    "growth",
]


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the statement: `of` is the breakdown or metric. Metrics that serve only a condition are not shown.

    A "whole" holds the figure of the column `of` over all groups; the one of WHOLE marks the row of the whole instead.
    """

    name: str
    role: ColumnRole
    of: str
    shown: bool = True


_FOLDS: dict[str, type[exp.AggFunc]] = {"mean": exp.Avg, "max": exp.Max, "min": exp.Min}
_GROUPS = Output(GROUPS, "groups", GROUPS, shown=False)
_PLACE = Output(PLACE, "place", PLACE, shown=False)
_WHOLE = Output(WHOLE, "whole", WHOLE, shown=False)


@dataclass(frozen=True, slots=True)
class Statement:
    tree: exp.Select
    outputs: tuple[Output, ...]
    reads: tuple[Read, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The figures by their breakdown, before ranking: the statement so far, and each figure as an expression of it."""

    keys: tuple[str, ...]
    tree: exp.Select
    values: Mapping[str, exp.Expr]
    grouped: bool  # conditions on figures belong into HAVING
    wholes: tuple[str, ...] = ()  # the figures that are there over all groups too
    marked: bool = False  # or there is a row of the whole


def build(shape: Shape, catalogue: Catalogue) -> Statement:
    """The statement of a shape. It sees no value a person gave."""
    started = Build(catalogue, shape, _keyed(shape, catalogue), table_names(catalogue))
    tree, outputs = _assemble(shape, started) if shape.funnel is None else _funnel(shape.funnel, started)
    if started.ctes:
        tree.set(
            "with_",
            exp.With(
                expressions=[
                    exp.CTE(this=query, alias=exp.TableAlias(this=nodes.identifier(name)))
                    for name, query in started.ctes.items()
                ]
            ),
        )
    return Statement(tree, outputs, tuple(dict.fromkeys(started.reads)))


def _funnel(funnel_id: str, made: Build) -> tuple[exp.Select, tuple[Output, ...]]:
    funnel = funnel_of(funnel_id, made.catalogue)
    tree, key_names = funnel_tree(funnel, made)
    stages = range(1, len(funnel.stages) + 1)
    names = [name for place in stages for name in (count_name(place), *([days_name(place)] if place > 1 else []))]
    figures = tuple(Output(name, "metric", name) for name in names)
    return tree, (*_breakdown(made.shape, key_names), *figures)


def _assemble(shape: Shape, made: Build) -> tuple[exp.Select, tuple[Output, ...]]:
    """The statement without its WITH, which fills up meanwhile."""
    trend = next((b for b in shape.by if b in BUCKETS), None)
    rank = shape.rank
    by_members = rank is not None and trend is not None and len(shape.by) > 1 and rank.within != trend
    in_sql = rank if trend is None else None
    body = _body(shape, made) if shape.over is None else _folded(shape, shape.over, made)
    outputs = _outputs(shape, body)
    marked = _WHOLE in outputs
    if trend is None:
        _conditions(shape, body)
    if in_sql is not None:
        names = tuple(o.name for o in outputs)
        if in_sql.within is None and in_sql.mode != "percent":
            return cut(body.tree, Ranked(in_sql, body.keys, names, marked)), (*outputs, _GROUPS)
        return placed(body.tree, Ranked(in_sql, body.keys, names, marked), made), (*outputs, _GROUPS, _PLACE)
    if by_members:
        assert rank is not None
        return _with_leaders(shape, rank, body, outputs, made)
    ordered(body.tree, shape.by, body.keys, shape.metrics, trend=trend is not None)
    return body.tree, outputs


def _body(shape: Shape, made: Build) -> Body:
    needed = needed_metrics(shape)
    trees = {metric: rerooted(take_apart(metric, made.catalogue, shape.frame), made) for metric in needed}
    groups = grouped(trees)
    way = way_to_whole((leaf for members in groups.values() for leaf in members), made)
    made = replace(made, with_whole=way == "set")
    group = next(iter(groups))
    if len(groups) == 1 and not shape.compared and group.kind != "mean":
        return _plain(shape, group, groups[group], trees, made, way)
    slices = [(made, trees)]
    if shape.compared:
        shown = {metric: trees[metric] for metric in shape.metrics}
        slices.append((made.sliced(PREVIOUS), shown))
    parts = joined(slices, folded=way == "fold")
    names = [*needed, *(f"{m}__previous" for m in shape.metrics if shape.compared)]
    figures = [nodes.named(parts.values[name].copy(), name) for name in names]
    figures += [nodes.named(value, whole_name(name)) for name, value in parts.wholes.items()]
    keys = tuple(name for name, _ in parts.keys if name != WHOLE)
    select = parts.select(figures)
    return Body(keys, select, parts.values, grouped=False, wholes=tuple(parts.wholes), marked=way == "set")


def _folded(shape: Shape, over: tuple[str, str], made: Build) -> Body:
    """Each group's figures folded over the members of one more breakdown."""
    fold, name = over
    needed = needed_metrics(shape)
    rows = tuple(h for h in shape.having if h.level == "row")
    inner = replace(shape, metrics=needed, by=(*shape.by, name), over=None, rank=None, having=rows, whole=False)
    within = replace(made, shape=inner, keyed=_keyed(inner, made.catalogue))
    members = _body(inner, within)
    cte = within.place("members", members.tree)
    keys = tuple(k for k in members.keys if k.removesuffix(KEY_SUFFIX) != name)
    values: dict[str, exp.Expr] = {m: _fold(fold, nodes.column(cte, m)) for m in needed}
    tree = exp.Select(
        expressions=[*(nodes.column(cte, k) for k in keys), *(nodes.named(v, m) for m, v in values.items())]
    )
    tree.set("from_", exp.From(this=nodes.table(cte)))
    if keys:
        tree.set("group", exp.Group(expressions=[nodes.integer(i + 1) for i in range(len(keys))]))
    return Body(keys, tree, values, grouped=True)


def _fold(fold: str, figure: exp.Column) -> exp.Expr:
    if fold == "median":
        return exp.Median(this=nodes.double(figure))  # of decimals it would be cut to their places
    return _FOLDS[fold](this=figure)


def whole_name(figure: str) -> str:
    """The column of a figure over all groups."""
    return f"{figure}__whole"


def _plain(shape: Shape, group: Group, members: list[Leaf], trees: Mapping[str, Node], made: Build, way: Way) -> Body:
    """One table: its aggregates stand in the statement itself."""
    found = facts(group, members, made)
    compared = {shape.rank.by if shape.rank else None, *(h.metric for h in shape.having)}
    values: dict[str, exp.Expr] = {}
    wholes: dict[str, exp.Expr] = {}
    for metric, tree in trees.items():
        bare = isinstance(tree, Leaf) and metric not in compared

        def leaf(part: Leaf, bare: bool = bare) -> exp.Expr:
            value = found.leaf(part)
            zero = (
                sums(part, made.catalogue)
                and zero_of_none(part, made.catalogue)
                and not (bare and not isinstance(value, exp.Filter))
            )
            return nodes.zero_for_none(value) if zero else value

        values[metric] = value_sql(tree, leaf)
        if way == "fold" and metric in shape.metrics:
            wholes[metric] = value_sql(tree, lambda part: over_all(found.leaf(part), part, made))
    outputs = [nodes.named(value, metric) for metric, value in values.items()]
    outputs += [nodes.named(value, whole_name(metric)) for metric, value in wholes.items()]
    keys = tuple(name for name in found.keys.names if name != WHOLE)
    select = found.select(outputs)
    return Body(keys, select, values, grouped=True, wholes=tuple(wholes), marked=way == "set")


def _conditions(shape: Shape, body: Body) -> None:
    """Conditions on the groups' figures. In a trend they wait until its empty buckets are filled."""
    tests = [compared_with(body.values[h.metric].copy(), h.op, h.name) for h in shape.having if h.level == "group"]
    if not tests:
        return
    if body.grouped:
        body.tree.set("having", exp.Having(this=nodes.both(tests)))
    else:
        body.tree.set("where", exp.Where(this=nodes.both(tests)))


def _with_leaders(
    shape: Shape, rank: RankShape, body: Body, outputs: tuple[Output, ...], made: Build
) -> tuple[exp.Select, tuple[Output, ...]]:
    """The trend of those members only who lead over the whole period."""
    members = tuple(b for b in shape.by if b not in BUCKETS)
    rows = tuple(h for h in shape.having if h.level == "row")
    period = replace(shape, by=members, metrics=(rank.by,), having=rows, compared=False, whole=False)
    over_period = replace(made, shape=period)
    leaders = _body(period, over_period)
    first = placed(leaders.tree, Ranked(rank, leaders.keys, (*leaders.keys, rank.by)), over_period)
    tree = led(body.tree, first, leaders.keys, tuple(o.name for o in outputs), made)
    return tree, (*outputs, _GROUPS, _PLACE)


def needed_metrics(shape: Shape) -> tuple[str, ...]:
    """The metrics shown, then those that only a condition or the ranking needs."""
    needed = list(shape.metrics)
    needed += [h.metric for h in shape.having if h.level == "group"]
    if shape.rank is not None:
        needed.append(shape.rank.by)
    return tuple(dict.fromkeys(needed))


def _breakdown(shape: Shape, key_names: tuple[str, ...]) -> list[Output]:
    return [
        Output(name, "breakdown", name)
        if name in shape.by
        else Output(name, "key", name.removesuffix(KEY_SUFFIX), shown=False)
        for name in key_names
    ]


def _outputs(shape: Shape, body: Body) -> tuple[Output, ...]:
    """In the order of the statement's columns."""
    found = _breakdown(shape, body.keys)
    found += [_WHOLE] if body.marked else []
    found += [Output(m, "metric", m, shown=m in shape.metrics) for m in needed_metrics(shape)]
    if shape.compared:
        found += [Output(f"{m}__previous", "previous", m) for m in shape.metrics]
    found += [Output(whole_name(name), "whole", name, shown=False) for name in body.wholes]
    return tuple(found)


def _keyed(shape: Shape, catalogue: Catalogue) -> frozenset[str]:
    """The breakdowns whose key every table asked can give."""
    tables = [group.table for metric in needed_metrics(shape) for group in groups_of(metric, catalogue)]
    if shape.funnel is not None:
        tables.append(funnel_of(shape.funnel, catalogue).base)
    found: set[str] = set()
    for name in shape.by:
        dimension = catalogue.dimensions.get(name)
        if (
            dimension is None
            or dimension.key is None
            or dimension.bands is not None
            or dimension.key == dimension.column
        ):
            continue
        if all(_ends_in(catalogue, table, name) == dimension.table for table in tables):
            found.add(name)
    return frozenset(found)


def _ends_in(catalogue: Catalogue, table: str, dimension: str) -> str | None:
    path = catalogue.path(table, dimension)
    if path is None:
        return None
    for join in path[:-1]:
        table = catalogue.tables[table].joins[join].to
    return table
