"""The members somebody may know of: those of the rows within their rights; and the data narrowed to them."""

from __future__ import annotations

import hashlib
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from threading import Lock

from sqlglot import exp

from queries.answer import Note
from queries.catalogue.model import Catalogue, Dimension, Path
from queries.compiler import nodes
from queries.compiler.allowed import same_members
from queries.compiler.bound_condition import bound_condition
from queries.compiler.dialects import written
from queries.compiler.shape import filter_shape
from queries.compiler.source import Source
from queries.dataset import RIGHTS, Dataset
from queries.many_members import ManyNames, SeenNames
from queries.members import Members
from queries.query import Filter, Query
from queries.rights import Denied
from queries.verify import verify

_MOST_KEPT = 500
_Seen = dict[str, frozenset[str] | SeenNames]
_kept: weakref.WeakKeyDictionary[object, OrderedDict[tuple[str, tuple[Filter, ...]], _Seen]] = (
    weakref.WeakKeyDictionary()
)
_lock = Lock()


def visible_keys(dataset: Dataset, dimension: Dimension) -> frozenset[object]:
    """The keys of a dimension's members that stand in rows within the scope of the data: of two members with one name,
    the one that may be known.
    """
    catalogue, found = dataset.catalogue, set[object]()
    for table in catalogue.tables:
        path = catalogue.path(table, dimension.id)
        if path is None or not _has_all(table, dataset.scope, catalogue) or dimension.key is None:
            continue
        if Source(catalogue, table).end_table(path) == dimension.table:
            (keys,) = _distinct(table, [(*path[:-1], dimension.key)], dataset.scope, dataset, as_text=False)
            found.update(key for key in keys or () if key is not None)
    return frozenset(found)


def narrowed(dataset: Dataset, scope: tuple[Filter, ...], allowed: frozenset[str] | None) -> Dataset:
    """The data as somebody may see it: whatever reads it reads rows within the scope, and knows their members alone."""
    if not scope and allowed is None:
        return dataset
    names, codes = dataset.members.names, dataset.members.codes
    if scope:
        seen = _seen(dataset, scope)
        names = {id: _names_seen(members, seen[id]) if id in seen else members for id, members in names.items()}
        codes = {
            dimension: {name: code for name, code in known.items() if name in names[dimension]}
            for dimension, known in codes.items()
        }
    digest = hashlib.sha256(repr((scope, None if allowed is None else sorted(allowed))).encode()).hexdigest()[:16]
    version = f"{dataset.version}{RIGHTS}{digest}"
    members = Members(names, version, codes)
    seen_by = replace(dataset, members=members, version=version, scope=scope, allowed=allowed)
    return replace(seen_by, catalogue=_without_hidden(dataset.catalogue, seen_by)) if scope else seen_by


def _names_seen(
    names: Mapping[str, Mapping[str, str]], seen: frozenset[str] | SeenNames
) -> Mapping[str, Mapping[str, str]]:
    return seen if isinstance(seen, SeenNames) else {name: labels for name, labels in names.items() if name in seen}


def _without_hidden(catalogue: Catalogue, dataset: Dataset) -> Catalogue:
    """The catalogue with conditions ("key accounts") that name no hidden members."""
    conditions = {
        id: replace(condition, filters=tuple(_filters_known(condition.filters, dataset)))
        for id, condition in catalogue.conditions.items()
    }
    return replace(catalogue, conditions=conditions)


def _filters_known(filters: Iterable[Filter], dataset: Dataset) -> Iterator[Filter]:
    for condition in filters:
        kept = _kept_of(condition, dataset)
        if kept.members or kept.op != "not_in":
            yield kept


def known_only(query: Query, dataset: Dataset) -> Query:
    """The query without the members that the data's rights hide, whoever named them: a menu, a condition, a dashboard.

    No row within the rights has one, so no figure changes. Raises Denied where a filter asks for nothing else.
    """
    if not dataset.scope:
        return query
    filters = tuple(_filters_known(query.filters, dataset))
    for condition in filters:
        if condition.op == "in" and not condition.members:
            raise Denied(Note("none_of_yours", {"dimension": condition.dimension}))
    return query if filters == query.filters else replace(query, filters=filters)


def _kept_of(condition: Filter, dataset: Dataset) -> Filter:
    """The condition without hidden members; it may be left with none."""
    if condition.op not in ("in", "not_in"):
        return condition
    family = same_members(condition.dimension, dataset.catalogue)
    known = [dataset.members.names.get(dimension, {}) for dimension in family]
    members = tuple(m for m in condition.members if m is None or any(m in names for names in known))
    return condition if members == condition.members else replace(condition, members=members)


def _seen(dataset: Dataset, scope: tuple[Filter, ...]) -> _Seen:
    """The visible members of every dimension that is not open to all, looked up once per version of the data.

    Open is a closed dimension: one whose members are all declared in the catalogue, and by which rights are not
    narrowed. Its members are words of the catalogue, not things in the data.
    """
    key = (dataset.data_version, scope)
    with _lock:
        kept = _kept.setdefault(dataset.engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    found = _look(dataset, scope)
    with _lock:
        kept[key] = found
        while len(kept) > _MOST_KEPT:
            kept.popitem(last=False)
    return found


def _look(dataset: Dataset, scope: tuple[Filter, ...]) -> _Seen:
    catalogue = dataset.catalogue
    hidden = [d for d in catalogue.dimensions.values() if d.bands is None and not _is_closed(d, dataset)]
    found: dict[str, set[str]] = {dimension.id: set() for dimension in hidden}
    for table in catalogue.tables:
        if not _has_all(table, scope, catalogue):
            continue
        paths = {d.id: path for d in hidden if (path := catalogue.path(table, d.id)) is not None}
        if paths:
            for name, members in zip(paths, _distinct(table, paths.values(), scope, dataset), strict=True):
                found[name].update(str(m) for m in members or () if m is not None)
    names = dataset.members.names
    return {id: _as_seen(members, names.get(id)) for id, members in found.items()}


def _as_seen(members: set[str], names: Mapping[str, Mapping[str, str]] | None) -> frozenset[str] | SeenNames:
    """Of very many members a bit for each is kept, not the names."""
    return names.narrowed(members) if isinstance(names, ManyNames) else frozenset(members)


def _is_closed(dimension: Dimension, dataset: Dataset) -> bool:
    if dimension.scope or dimension.person or _family_narrows(dimension, dataset.catalogue):
        return False
    declared = {member.value for member in dimension.members}
    return bool(declared) and all(name in declared for name in dataset.members.names.get(dimension.id, ()))


def _family_narrows(dimension: Dimension, catalogue: Catalogue) -> bool:
    """Whether rights are narrowed by a dimension with the same members."""
    root = dimension.same_as or dimension.id
    return any(d.scope for d in catalogue.dimensions.values() if (d.same_as or d.id) == root)


def _has_all(table: str, scope: tuple[Filter, ...], catalogue: Catalogue) -> bool:
    """Whether the rows of a table can be narrowed to the scope."""
    return all(catalogue.path(table, condition.dimension) is not None for condition in scope)


def _distinct(
    table: str, paths: Iterable[Path], scope: tuple[Filter, ...], dataset: Dataset, *, as_text: bool = True
) -> tuple[list[object] | None, ...]:
    """What stands in each of some columns among the rows of one table within the scope, in one statement."""
    source = Source(dataset.catalogue, table)
    values: dict[str, object] = {}
    where = [bound_condition(f, f"scope_{i}", source, dataset.catalogue, values) for i, f in enumerate(scope)]
    outputs: list[exp.Expr] = []
    for place, path in enumerate(paths):
        column = source.column(path)
        distinct = exp.Distinct(expressions=[nodes.as_text(column) if as_text else column])
        outputs.append(nodes.named(exp.ArrayAgg(this=distinct), f"d{place}"))
    statement = source.select(outputs, where, 0)
    verify(statement, dataset.catalogue, scope=tuple(map(filter_shape, scope)))
    sql = written(statement, dataset.engine.dialect)
    (row,) = dataset.engine.run(sql, values).rows
    return tuple(row)
