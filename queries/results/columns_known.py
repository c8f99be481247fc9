"""What the data says about the columns behind dimensions, asked once per version: blanks, values not text."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from dataclasses import replace

from sqlglot import exp

from queries.catalogue.model import Catalogue, Dimension
from queries.compiler import nodes
from queries.compiler.dialects import written
from queries.compiler.parts import groups_of
from queries.compiler.shape import Columns
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.engine import is_live
from queries.query import Query
from queries.results.keys_known import complete_joins, covered_joins, unique_keys
from queries.rollups.known import usable
from queries.rollups.model import Rollup

_Known = dict[tuple[str, str, str], tuple[bool, bool]]
_known: weakref.WeakKeyDictionary[object, _Known] = weakref.WeakKeyDictionary()
_Names = tuple[str, ...]
_Asked = tuple[str, _Names, _Names, _Names, tuple[Rollup, ...]]
_found: weakref.WeakKeyDictionary[object, dict[_Asked, Columns]] = weakref.WeakKeyDictionary()
MOST = 2_000


def columns_known(query: Query, dataset: Dataset, also: Iterable[str] = (), tables: Iterable[str] = ()) -> Columns:
    """What is known of the columns, keys and joins that a query's statement is made of."""
    by = query.rank.by if query.rank is not None else None
    metrics = (*query.metrics, *(h.metric for h in query.having), *((by,) if by is not None else ()))
    filtered = [f.dimension for f in (*query.filters, *query.scope)]
    alike = [d.id for d in dataset.catalogue.dimensions.values() if d.same_as is not None] if filtered else []
    names = (*query.by, *filtered, *alike, *also)
    found = _found.setdefault(dataset.engine, {})
    rollups = usable(dataset.rollups, dataset.engine)
    key = (dataset.data_version, metrics, names, tuple(tables), rollups)
    if key not in found:
        if len(found) >= MOST:
            found.clear()
        found[key] = _columns(metrics, names, key[3], replace(dataset, rollups=rollups))
    return found[key]


def _columns(metrics: _Names, names: _Names, tables: _Names, dataset: Dataset) -> Columns:
    catalogue = dataset.catalogue
    blank: set[str] = set()
    untyped: set[str] = set()
    facts = list(
        dict.fromkeys((*tables, *(group.table for metric in metrics for group in groups_of(metric, catalogue))))
    )
    if is_live(dataset.engine):  # what holds now may not hold when the statement runs, but for rollups: it looks again
        return _unsure(names, catalogue, tuple(rollup for rollup in dataset.rollups if rollup.table in facts))
    for name in dict.fromkeys(names):
        dimension = catalogue.dimensions.get(name)
        if dimension is None or dimension.bands is not None:
            continue
        for table, column in dict.fromkeys(_ends(dimension, facts, catalogue)):
            has_blank, is_text = _look(table, column, dataset)
            if has_blank:
                blank.add(name)
            if not is_text:
                untyped.add(name)
    covered = covered_joins(metrics, dataset)
    moved = {catalogue.tables[table].joins[join].to for table, join in covered}
    return Columns(
        frozenset(blank),
        frozenset(untyped),
        unique_keys(metrics, names, dataset),
        complete_joins(metrics, names, dataset),
        covered,
        tuple(rollup for rollup in dataset.rollups if rollup.table in (*facts, *moved)),
    )


def _unsure(names: _Names, catalogue: Catalogue, rollups: tuple[Rollup, ...]) -> Columns:
    """What is safe to take for true where nothing is known: there may be blanks, values not text, keys shared."""
    known = frozenset(
        name for name in names if (found := catalogue.dimensions.get(name)) is not None and found.bands is None
    )
    return Columns(known, known, rollups=rollups)


def _ends(dimension: Dimension, tables: Iterable[str], catalogue: Catalogue) -> list[tuple[str, str]]:
    """The table and column where each fact reaches the dimension."""
    found = []
    for fact in tables:
        path = catalogue.path(fact, dimension.id)
        if path is not None:
            found.append((Source(catalogue, fact).end_table(path), path[-1]))
    return found


def _look(table: str, column: str, dataset: Dataset) -> tuple[bool, bool]:
    """Whether the column holds blanks, and whether it holds text."""
    known = _known.setdefault(dataset.engine, {})
    key = (dataset.data_version, table, column)
    if key not in known:
        source = Source(dataset.catalogue, table)
        value = source.column((column,))
        trimmed = exp.Trim(this=nodes.as_text(value))
        is_blank = exp.EQ(this=trimmed, expression=nodes.text(""))
        blanks = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=is_blank))
        statement = source.select([blanks, exp.Min(this=value.copy())], [], 0)
        ((count, sample),) = dataset.engine.run(written(statement, dataset.engine.dialect), {}).rows
        known[key] = (count > 0, sample is None or isinstance(sample, str))
    return known[key]
