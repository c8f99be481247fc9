"""Each figure over all groups, also those that a ranking cut: added up where that is right, else asked of the data."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from queries.answer import Value
from queries.catalogue.model import Simple
from queries.compiler.aggregates import counts_key
from queries.compiler.parts import Leaf, take_apart
from queries.dataset import Dataset
from queries.query import Query
from queries.results.changes import difference, percent
from queries.results.figures import Figures, figures
from queries.results.keys_known import unique_keys
from queries.results.over import folded


def needs_whole(query: Query, dataset: Dataset) -> bool:
    """Whether the figures over all groups have to be asked of the data: the groups shown do not add up to them."""
    if not query.by or _conditional(query):
        return False
    return _cut(query) or len(_addable(query, dataset)) < len(query.metrics)


def totals(found: Figures, over: tuple[str, str] | None, dataset: Dataset, today: date) -> dict[str, Value]:
    """By column id. With conditions on groups, only what the groups shown add up to."""
    query = found.query
    aligned = (
        query.bucket is not None and found.compiled.timing.previous is not None
    )  # some earlier days may have no place
    if over is not None:
        return (
            {}
            if _conditional(query)
            else total_row(folded(replace(whole_of(query), transforms=query.transforms), over, dataset, today))
        )
    if _conditional(query):
        return {} if _cut(query) else _added(found, _addable(query, dataset))
    if found.whole is not None:
        return found.whole
    if not aligned and not needs_whole(query, dataset):
        return _added(found, _addable(query, dataset))
    return total_row(figures(whole_of(query), dataset, today))


def _conditional(query: Query) -> bool:
    return any(h.level == "group" for h in query.having)


def _cut(query: Query) -> bool:
    return query.rank is not None and query.rank.n is not None


def _addable(query: Query, dataset: Dataset) -> list[str]:
    return [m for m in query.metrics if adds_up(m, dataset)]


def total_row(found: Figures) -> dict[str, Value]:
    """The single row of a query without breakdown, by column id."""
    if not found.grid.rows:
        return {}
    row = found.grid.rows[0]
    return {o.name: row[i] for i, o in enumerate(found.grid.outputs) if o.shown and o.role not in ("breakdown", "key")}


def adds_up(metric: str, dataset: Dataset) -> bool:
    """Whether the groups' figures add up to the whole's: sums and counts of rows that each lie in one group."""
    catalogue = dataset.catalogue
    tree = take_apart(metric, catalogue)
    if not isinstance(tree, Leaf) or tree.role != "value" or tree.group.kind not in ("flow", "spread"):
        return False
    definition = catalogue.metrics[metric].definition
    if not isinstance(definition, Simple):
        return False
    return definition.agg in ("sum", "count") or (
        counts_key(definition, catalogue) and bool(unique_keys((metric,), (), dataset))
    )


def _added(found: Figures, metrics: list[str]) -> dict[str, Value]:
    grid = found.grid
    sums: dict[str, Value] = {}
    for metric in metrics:
        for name in (metric, f"{metric}__previous"):
            if grid.has(name):
                sums[name] = _sum([row[grid.place(name)] for row in grid.rows])
        if f"{metric}__previous" in sums:
            now, before = sums[metric], sums[f"{metric}__previous"]
            sums[f"{metric}__change"] = difference(now, before)
            sums[f"{metric}__change_percent"] = percent(now, before)
    return sums


def _sum(values: list[Value]) -> Value:
    known = [v for v in values if isinstance(v, int | float)]
    if not known:
        return None
    if all(isinstance(v, int) for v in known):
        return sum(v for v in known if isinstance(v, int))
    return round(math.fsum(known), 9)


def whole_of(query: Query) -> Query:
    """The same question without its breakdown, ranking and conditions on groups."""
    return replace(query, by=(), rank=None, having=tuple(h for h in query.having if h.level == "row"), transforms=())
