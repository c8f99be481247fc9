"""The SELECT over one table that gives a group of aggregates by the breakdown's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Simple, Stock
from queries.compiler import nodes
from queries.compiler.aggregates import aggregate
from queries.compiler.as_of import any_of
from queries.compiler.build import Build
from queries.compiler.cohort import cohort_rows
from queries.compiler.filters import conditions
from queries.compiler.flow import flowing, month_key
from queries.compiler.frames import MONTH_KEY, span
from queries.compiler.grouping import Grouping, grouping
from queries.compiler.keys import Key, by_span, keys
from queries.compiler.parts import Group, Leaf
from queries.compiler.reroot import ROWS
from queries.compiler.rolled import read_for, total
from queries.compiler.rowwise import row_conditions
from queries.compiler.source import Source
from queries.compiler.spread import spread_months
from queries.rollups.measures import condition_text
from queries.rollups.model import Rollup


@dataclass(frozen=True, slots=True)
class Facts:
    """A SELECT waiting for its output columns: `leaf` gives an aggregate's SQL, `select` makes the statement."""

    keys: Grouping
    leaf: Callable[[Leaf], exp.Expr]
    select: Callable[[list[exp.Expr]], exp.Select]


def facts(group: Group, leaves: Sequence[Leaf], build: Build) -> Facts:
    """The SELECT of a group."""
    read = read_for(group, leaves, build)
    build.reads.append(read)
    if read.rollup is not None:
        return _rolled_up(group, leaves, read.rollup, build)
    if group.kind in ("stock", "attrition"):
        return _stock(group, leaves, build)
    if group.kind == "spread":
        return _spread(group, leaves, build)
    if group.kind == "cohort":
        return _cohort(group, build)
    return _flow(group, leaves, build)


def _flow(group: Group, leaves: Sequence[Leaf], build: Build) -> Facts:
    source = Source(build.catalogue, group.table, complete=build.shape.columns.complete)
    where, found, _ = flowing(group, leaves, source, build)
    return _simple_facts(group, leaves, source, build, where, found)


def _rolled_up(group: Group, leaves: Sequence[Leaf], rollup: Rollup, build: Build) -> Facts:
    """The same figures from sums by day. Where all share a condition, days and members without such rows stay out."""
    source = Source(build.catalogue, group.table, complete=build.shape.columns.complete, rollup=rollup)
    where, found, _ = flowing(group, leaves, source, build)
    where += conditions(source, build)
    shared = {condition_text(_definition(leaf, build).where) for leaf in leaves}
    if len(shared) == 1 and "" not in shared:
        where.append(exp.GT(this=source.kept(rollup.counts[shared.pop()]), expression=nodes.integer(0)))
    by = grouping(found, build)

    def select(outputs: list[exp.Expr]) -> exp.Select:
        return source.select([*by.columns, *outputs], where, by.clause)

    def leaf(part: Leaf) -> exp.Expr:
        return total(None if part.role == ROWS else _definition(part, build), rollup, source)

    return Facts(by, leaf, select)


def _spread(group: Group, leaves: Sequence[Leaf], build: Build) -> Facts:
    source = Source(build.catalogue, group.table, complete=build.shape.columns.complete)
    if group.time is None:
        raise refuse("no_time", table=group.table)
    months = spread_months(group, leaves, source, build)
    found = keys(source, build, lambda name: months.keys[name])
    found += [(name, column) for name, column in months.keys.items() if name == MONTH_KEY]
    return _simple_facts(group, leaves, source, build, [], found, months.shares)


def _stock(group: Group, leaves: Sequence[Leaf], build: Build) -> Facts:
    source = Source(build.catalogue, group.table, complete=build.shape.columns.complete)
    assert group.time is not None
    days = span(group, source, build)
    as_of = days.lower if group.kind == "attrition" else days.upper
    since = source.column(group.time)
    until = None if group.until is None else source.column(group.until)
    where: list[exp.Expr] = [exp.LT(this=since, expression=as_of.copy())]  # no date: in no day's stock
    if until is not None:
        where.append(nodes.either(exp.GTE(this=until, expression=as_of.copy()), nodes.is_missing(until.copy())))
    if group.any_of:
        if group.kind == "attrition":
            raise refuse("not_kept", metric=leaves[0].metric)
        where.append(any_of(group, days, source, build))
    found = keys(source, build, by_span(source, days.keys)) + month_key(days.keys)
    left = None if until is None else exp.LT(this=until.copy(), expression=days.upper.copy())
    return _simple_facts(group, leaves, source, build, where, found, left=left)


def _cohort(group: Group, build: Build) -> Facts:
    source = Source(build.catalogue, group.table, complete=build.shape.columns.complete)
    where, found, day = flowing(group, (), source, build)
    where += conditions(source, build)
    if any(h.level == "row" for h in build.shape.having):
        raise refuse("no_row_condition", metric=group.metric)
    if day is None:
        raise refuse("no_time", metric=group.metric)
    rows = cohort_rows(group, source, day, where, found, build)
    return Facts(rows.keys, rows.leaf, rows.select)


def _simple_facts(
    group: Group,
    leaves: Sequence[Leaf],
    source: Source,
    build: Build,
    where: list[exp.Expr],
    found: list[Key],
    shares: Mapping[str, exp.Expr] | None = None,
    left: exp.Expr | None = None,
) -> Facts:
    """Aggregates of the rows that pass. A condition that all of them share narrows the rows; others go by FILTER."""
    own = [_definition(leaf, build).where for leaf in leaves]
    shared = own[0] if own and all(w == own[0] for w in own) else None
    where += conditions(source, build)
    where += row_conditions(group, source, leaves, build)
    if shared is not None:
        where.append(source.expression(shared))

    def leaf(part: Leaf) -> exp.Expr:
        definition = _definition(part, build)
        if part.role == ROWS:
            return exp.Count(this=exp.Star())
        tests = [] if definition.where is None or shared is not None else [source.expression(definition.where)]
        if part.role == "left":
            assert left is not None
            tests.append(left.copy())
        condition = nodes.both(tests) if tests else None
        share = shares[part.role].copy() if shares else None
        return aggregate(definition, source, build, condition, share)

    by = grouping(found, build)

    def select(outputs: list[exp.Expr]) -> exp.Select:
        return source.select([*by.columns, *outputs], where, by.clause)

    return Facts(by, leaf, select)


def _definition(leaf: Leaf, build: Build) -> Simple | Stock:
    definition = build.catalogue.metrics[leaf.metric].definition
    assert isinstance(definition, Simple | Stock)
    return definition
