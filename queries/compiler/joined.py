"""Groups of aggregates, each in its own CTE, joined on the breakdown's columns so that none multiplies another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.arithmetic import counts, sums, value_sql, zero_of_none
from queries.compiler.build import Build
from queries.compiler.facts import facts
from queries.compiler.frames import MONTH_KEY
from queries.compiler.grouping import Grouping, grouping
from queries.compiler.parts import Group, Leaf, Node, leaves, take_apart
from queries.compiler.wholes import over_all

_ENDINGS = {
    "flow": "totals",
    "spread": "totals",
    "stock": "active",
    "attrition": "leaving",
    "cohort": "cohort",
    "mean": "mean",
}


@dataclass(frozen=True, slots=True)
class Joined:
    """FROM and joins over the CTEs, the breakdown's columns, and each metric's value by name.

    `wholes` are the values over all groups, where they were asked for and can be folded.
    """

    keys: tuple[tuple[str, exp.Expr], ...]
    values: Mapping[str, exp.Expr]
    wholes: Mapping[str, exp.Expr]
    source: exp.From
    joins: tuple[exp.Join, ...]

    def select(self, outputs: Sequence[exp.Expr]) -> exp.Select:
        statement = exp.Select(expressions=[*(nodes.named(e, name) for name, e in self.keys), *outputs])
        statement.set("from_", self.source)
        statement.set("joins", list(self.joins))
        return statement


def grouped(trees: Mapping[str, Node]) -> dict[Group, list[Leaf]]:
    """The aggregates of several metrics by the SELECT they belong to, in order."""
    found: dict[Group, list[Leaf]] = {}
    for tree in trees.values():
        for leaf in leaves(tree):
            members = found.setdefault(leaf.group, [])
            if leaf not in members:
                members.append(leaf)
    return found


def joined(slices: Sequence[tuple[Build, Mapping[str, Node]]], *, folded: bool = False) -> Joined:
    """The CTEs of one or more slices, joined. A metric of the earlier slice is named with its ending."""
    parts: list[tuple[str, Grouping]] = []  # CTE, its key columns
    values: dict[str, exp.Expr] = {}
    wholes: dict[str, exp.Expr] = {}
    many = sum(len(grouped(trees)) for _, trees in slices) > 1
    for build, trees in slices:
        placed: dict[Group, str] = {}
        for group, members in grouped(trees).items():
            placed[group], columns = _cte(group, members, build)
            parts.append((placed[group], columns))

        def leaf(part: Leaf, placed: Mapping[Group, str] = placed, build: Build = build) -> exp.Expr:
            return _of_groups(nodes.column(placed[part.group], part.name), part, build, many=many)

        def all_over(part: Leaf, placed: Mapping[Group, str] = placed, build: Build = build) -> exp.Expr:
            folded = over_all(nodes.column(placed[part.group], part.name), part, build)
            return _of_groups(folded, part, build, many=many)

        for metric, tree in trees.items():
            values[build.figure(metric)] = value_sql(tree, leaf)
            if folded and metric in build.shape.metrics:
                wholes[build.figure(metric)] = value_sql(tree, all_over)
    return _join(parts, values, wholes)


def _of_groups(figure: exp.Expr, part: Leaf, build: Build, *, many: bool) -> exp.Expr:
    """0 for a group that one of several CTEs has no row for."""
    zero = zero_of_none(part, build.catalogue) and (many or sums(part, build.catalogue))
    return nodes.zero_for_none(figure) if zero else figure


def _join(parts: list[tuple[str, Grouping]], values: Mapping[str, exp.Expr], wholes: Mapping[str, exp.Expr]) -> Joined:
    first, columns = parts[0]
    joins: list[exp.Join] = []
    merged: dict[str, list[exp.Expr]] = {name: [nodes.column(first, name)] for name in columns.names}
    for cte, _ in parts[1:]:
        if not columns.names:
            joins.append(exp.Join(this=nodes.table(cte), kind="CROSS"))
            continue
        on = nodes.both([nodes.same(_first(merged[name]), nodes.column(cte, name)) for name in columns.telling])
        joins.append(exp.Join(this=nodes.table(cte), side="FULL", on=on))
        for name in columns.names:
            merged[name].append(nodes.column(cte, name))
    keys = tuple((name, _first(merged[name])) for name in columns.names)
    return Joined(keys, values, wholes, exp.From(this=nodes.table(first)), tuple(joins))


def _first(same: list[exp.Expr]) -> exp.Expr:
    """The key from whichever CTE has the row."""
    if len(same) == 1:
        return same[0].copy()
    return exp.Coalesce(this=same[0].copy(), expressions=[e.copy() for e in same[1:]])


def _cte(group: Group, members: Sequence[Leaf], build: Build) -> tuple[str, Grouping]:
    """The group's CTE: its name and its key columns."""
    if group.kind == "mean":
        return _mean(group, build)
    made = facts(group, members, build)
    outputs = [nodes.named(made.leaf(member), member.name) for member in members]
    name = build.place(f"{group.table}_{_ENDINGS[group.kind]}", made.select(outputs))
    return name, made.keys


def _mean(group: Group, build: Build) -> tuple[str, Grouping]:
    """The mean of a metric's monthly values; of a count, months without rows count as 0."""
    tree = take_apart(group.metric, build.catalogue, group.frame)
    inner = joined([(build, {group.metric: tree})])
    rows = inner.select([nodes.named(inner.values[build.figure(group.metric)], group.metric)])
    monthly = build.place(f"{group.metric}_by_month", rows)
    keys = [(name, nodes.column(monthly, name)) for name, _ in inner.keys if name != MONTH_KEY]
    by = grouping(keys, build)
    value = nodes.column(monthly, group.metric)
    if isinstance(tree, Leaf) and counts(tree, build.catalogue):
        mean: exp.Expr = nodes.quotient(exp.Sum(this=value), nodes.integer(group.frame.months))
    else:
        mean = exp.Avg(this=value)
    statement = exp.Select(expressions=[*by.columns, nodes.named(mean, f"{group.metric}__mean")])
    statement.set("from_", exp.From(this=nodes.table(monthly)))
    if by.clause is not None:
        statement.set("group", by.clause)
    return build.place(f"{group.metric}_mean", statement), by
