"""Which rollup gives the very figures that the rows of a fact would, and how they are added up from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from queries.catalogue.model import Path, Simple, Stock
from queries.compiler import nodes
from queries.compiler.aggregates import counts_rows
from queries.compiler.build import Build
from queries.compiler.dimensions import key_path
from queries.compiler.filters import reached
from queries.compiler.flow import counts_undated
from queries.compiler.member_tests import label_paths
from queries.compiler.parts import Group, Leaf
from queries.compiler.reroot import ROWS
from queries.compiler.source import Source
from queries.query import BUCKETS, CYCLES
from queries.rollups.measures import HELD, Held, measure_text
from queries.rollups.model import Read, Rollup


def read_for(group: Group, leaves: Sequence[Leaf], build: Build) -> Read:
    """The smallest rollup that has everything these figures need, or why only the fact itself does."""
    shape, table = build.shape, group.table
    alike = [r for r in shape.columns.rollups if r.table == table and r.time == group.time]
    if not alike:
        return Read(table, reason="no_rollup")
    if group.kind != "flow":
        return Read(table, reason="kind", name=leaves[0].metric if leaves else group.metric)
    if "hour" in shape.by:
        return Read(table, reason="hour")
    if any(h.level == "row" for h in shape.having):
        return Read(table, reason="row_condition")
    if shape.undated and counts_undated(group, build):
        return Read(table, reason="undated")
    for leaf in leaves:
        if not any(_holds(rollup, leaf, build) for rollup in alike):
            return Read(table, reason="figure", name=leaf.metric)
    paths = dict(_paths(table, build))
    for path, name in paths.items():
        if not any(rollup.reaches(path, build.catalogue) for rollup in alike):
            return Read(table, reason="dimension", name=name)
    fitting = [
        rollup
        for rollup in alike
        if all(rollup.reaches(path, build.catalogue) for path in paths)
        and all(_holds(rollup, leaf, build) for leaf in leaves)
    ]
    if not fitting:
        return Read(table, reason="together", name=", ".join(dict.fromkeys(paths.values())))
    return Read(table, min(fitting, key=lambda rollup: (rollup.rows, rollup.name)))


def _paths(table: str, build: Build) -> Iterator[tuple[Path, str]]:
    """Everything that breakdowns, filters and rights read of a row, with the dimension it is read for."""
    catalogue, shape = build.catalogue, build.shape
    names = [name for name in shape.by if name not in BUCKETS and name not in CYCLES]
    names += [reached(f.dimension, table, catalogue, scope=True) for f in shape.scope]
    names += [reached(f.dimension, table, catalogue, scope=False) for f in shape.filters]
    for name in names:
        path = catalogue.path(table, name)
        if path is not None:
            yield path, name
    for condition in shape.filters:
        name = reached(condition.dimension, table, catalogue, scope=False)
        for label in label_paths(condition, name, table, catalogue):
            yield label, name
    for name in shape.by:
        key = key_path(name, table, build)
        if key is not None:
            yield key, name


def _holds(rollup: Rollup, leaf: Leaf, build: Build) -> bool:
    definition = build.catalogue.metrics[leaf.metric].definition
    if leaf.role == ROWS:
        return True
    if leaf.role != "value" or not isinstance(definition, Simple) or definition.agg not in HELD:
        return False
    if definition.agg == "count_distinct" and not counts_rows(definition, build):
        return False
    return all(text in rollup.measures for text in _texts(definition).values())


def _texts(definition: Simple) -> dict[Held, str]:
    return {held: measure_text(held, definition.expr, definition.where) for held in HELD[definition.agg]}


def total(definition: Simple | Stock | None, rollup: Rollup, source: Source) -> exp.Expr:
    """The definition's aggregate over the rows that those of the rollup stand for; of None their number."""
    if definition is None:
        return nodes.zero_for_none(_sum(rollup.counts[""], rollup, source))
    assert isinstance(definition, Simple)
    names = {held: rollup.measures[text] for held, text in _texts(definition).items()}
    if definition.agg == "min":
        return exp.Min(this=source.kept(names["min"]))
    if definition.agg == "max":
        return exp.Max(this=source.kept(names["max"]))
    if definition.agg == "avg":
        return nodes.quotient(*(exp.Sum(this=source.kept(names[held])) for held in ("sum", "count")))
    if definition.agg == "sum":
        return _sum(names["sum"], rollup, source)
    return nodes.zero_for_none(_sum(names["count"], rollup, source))


def _sum(name: str, rollup: Rollup, source: Source) -> exp.Expr:
    added = exp.Sum(this=source.kept(name))
    return exp.Cast(this=added, to=exp.DataType(this=exp.DType.BIGINT)) if name in rollup.whole else added
