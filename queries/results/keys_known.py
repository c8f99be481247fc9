"""What the data says about keys and joins, asked once per version: a plain count and a plain join are faster."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator

from sqlglot import exp

from queries.catalogue.expressions import column_paths
from queries.catalogue.model import Catalogue, Path, Simple, Stock
from queries.compiler import nodes
from queries.compiler.aggregates import counts_key
from queries.compiler.dialects import written
from queries.compiler.parts import Group, Leaf, all_leaves
from queries.compiler.reroot import counted_join
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.engine import Engine
from queries.rollups.proofs import Claim, What, read_proofs

_Known = dict[tuple[str, str, str], bool]
_known: weakref.WeakKeyDictionary[object, _Known] = weakref.WeakKeyDictionary()
_published: weakref.WeakKeyDictionary[object, dict[str, dict[Claim, bool]]] = weakref.WeakKeyDictionary()


def unique_keys(metrics: Iterable[str], dimensions: Iterable[str], dataset: Dataset) -> frozenset[str]:
    """The tables whose key of one column is counted or tells members apart, and which no two rows share."""
    tables = _with_keys(metrics, dimensions, dataset.catalogue)
    return frozenset(table for table in tables if _asked("unique", table, "", dataset))


def all_claims(catalogue: Catalogue) -> Iterator[Claim]:
    """Everything that any query may have proved."""
    metrics, dimensions = tuple(catalogue.metrics), tuple(catalogue.dimensions)
    yield from (("unique", table, "") for table in sorted(_with_keys(metrics, dimensions, catalogue)))
    yield from (("covered", table, join) for table, join in dict.fromkeys(_counted(metrics, catalogue)))
    steps = (step for way in _ways(metrics, dimensions, catalogue) for step in way)
    yield from (("complete", table, join) for table, join in dict.fromkeys(steps))


def proved(claim: Claim, catalogue: Catalogue, engine: Engine) -> bool:
    """Whether it holds, by looking at all rows."""
    what, table, join = claim
    if what == "covered":
        return _all_reached(table, join, catalogue, engine)
    return _no_row_lost(table, join, catalogue, engine) if join else _unique(table, catalogue, engine)


def _with_keys(metrics: Iterable[str], dimensions: Iterable[str], catalogue: Catalogue) -> set[str]:
    tables = {
        leaf.group.table for metric in metrics for leaf in all_leaves(metric, catalogue) if _counts_key(leaf, catalogue)
    }
    tables |= {catalogue.tables[table].joins[join].to for table, join in _counted(metrics, catalogue)}
    for name in dimensions:
        dimension = catalogue.dimensions.get(name)
        if dimension is not None and catalogue.tables[dimension.table].primary_key == (dimension.key,):
            tables.add(dimension.table)
    return tables


def _counts_key(leaf: Leaf, catalogue: Catalogue) -> bool:
    definition = catalogue.metrics[leaf.metric].definition
    return isinstance(definition, Simple | Stock) and counts_key(definition, catalogue)


def covered_joins(metrics: Iterable[str], dataset: Dataset) -> frozenset[tuple[str, str]]:
    """The joins (table, name) whose other table's rows these figures count by key, where each is led to by some row."""
    return frozenset(key for key in _counted(metrics, dataset.catalogue) if _asked("covered", *key, dataset))


def _counted(metrics: Iterable[str], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for leaf in (leaf for metric in metrics for leaf in all_leaves(metric, catalogue)):
        definition = catalogue.metrics[leaf.metric].definition
        join = counted_join(definition, catalogue) if isinstance(definition, Simple) else None
        if join is not None:
            yield leaf.group.table, join


def complete_joins(metrics: Iterable[str], dimensions: Iterable[str], dataset: Dataset) -> frozenset[tuple[str, str]]:
    """The joins (table, name) on the way of these figures that lead every row to another."""
    found: set[tuple[str, str]] = set()
    for way in _ways(metrics, dimensions, dataset.catalogue):
        for table, step in way:
            if not _asked("complete", table, step, dataset):
                break
            found.add((table, step))
    return frozenset(found)


def _ways(metrics: Iterable[str], dimensions: Iterable[str], catalogue: Catalogue) -> Iterator[list[tuple[str, str]]]:
    """The chains of joins (table, name) that the SELECTs of these figures may take."""
    named = list(dimensions)
    for leaf in (leaf for metric in metrics for leaf in all_leaves(metric, catalogue)):
        for path in _paths(leaf.group, leaf.metric, named, catalogue):
            table, way = leaf.group.table, []
            for step in path[:-1]:
                way.append((table, step))
                table = catalogue.tables[table].joins[step].to
            yield way


def _paths(group: Group, metric: str, dimensions: list[str], catalogue: Catalogue) -> Iterator[Path]:
    """The paths over joins that a SELECT of this group may take."""
    yield from (path for path in (group.time, group.until) if path is not None)
    definition = catalogue.metrics[metric].definition
    if isinstance(definition, Simple | Stock):
        for tree in (definition.expr, definition.where):
            if tree is not None:
                yield from column_paths(tree)
    for name in dimensions:
        path = catalogue.path(group.table, name)
        if path is not None:
            yield path
    if isinstance(definition, Simple) and (join := counted_join(definition, catalogue)) is not None:
        yield (join, "")


def _asked(what: What, table: str, join: str, dataset: Dataset) -> bool:
    known = _known.setdefault(dataset.engine, {})
    key = (f"{dataset.data_version} {what}", table, join)
    if key not in known:
        claim, kept = (what, table, join), _kept(dataset)
        known[key] = kept[claim] if claim in kept else proved(claim, dataset.catalogue, dataset.engine)
    return known[key]


def _kept(dataset: Dataset) -> dict[Claim, bool]:
    """What was proved when this version was published."""
    known = _published.setdefault(dataset.engine, {})
    if dataset.data_version not in known:
        known[dataset.data_version] = read_proofs(dataset.catalogue, dataset.engine)
    return known[dataset.data_version]


def _unique(table: str, catalogue: Catalogue, engine: Engine) -> bool:
    """Whether every row has a key of its own."""
    source = Source(catalogue, table)
    key = source.column(catalogue.tables[table].primary_key)
    counted = [exp.Count(this=exp.Star()), exp.Count(this=exp.Distinct(expressions=[key]))]
    statement = source.select(counted, [])
    ((rows, keys),) = engine.run(written(statement, engine.dialect), {}).rows
    return bool(rows == keys)


def _all_reached(table: str, join: str, catalogue: Catalogue, engine: Engine) -> bool:
    """Whether each row of the other table has a row that leads to it."""
    ((own, key),) = catalogue.tables[table].joins[join].on
    keys = Source(catalogue, table)
    column = keys.column((own,))
    others = Source(catalogue, catalogue.tables[table].joins[join].to)
    leading = keys.select([column], [exp.Not(this=nodes.is_missing(column.copy()))], 0)
    within = exp.In(this=others.column((key,)), query=exp.Subquery(this=leading))
    statement = others.select([nodes.integer(1)], [exp.Not(this=within)])
    statement.set("limit", exp.Limit(expression=nodes.integer(1)))
    return not engine.run(written(statement, engine.dialect), {}).rows


def _no_row_lost(table: str, join: str, catalogue: Catalogue, engine: Engine) -> bool:
    """Whether every row has its counterpart."""
    source = Source(catalogue, table)
    other = catalogue.tables[table].joins[join].on[0][1]
    lost = nodes.is_missing(source.column((join, other)))
    statement = source.select([nodes.integer(1)], [lost])
    statement.set("limit", exp.Limit(expression=nodes.integer(1)))
    return not engine.run(written(statement, engine.dialect), {}).rows
