"""Metrics written as one aggregate expression over several datasets, as figures: simple, ratio and derived ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlglot import exp

from queries.catalogue.model import Path
from queries.exchange.dbt_filters import column
from queries.exchange.draft import Draft, NotCarried, identifier
from queries.exchange.measures import simple_metric, told_unit, written

Fields = dict[tuple[str, str], tuple[str, exp.Expression]]
"""By dataset and field: the table, and the field's expression over its columns."""

_ARITHMETIC = (
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Paren, exp.Neg, exp.Literal, exp.Nullif, exp.Coalesce, exp.Column,
    exp.Identifier,
)  # fmt: skip


def add_metric(name: str, tree: exp.Expression, words: Mapping[str, Any], fields: Fields, draft: Draft) -> None:
    """The figure of an expression of aggregates; what it is made of is added as hidden figures where none is there yet.

    Raises NotCarried where an aggregate does not belong to one table, or the rest is more than arithmetic.
    """
    tree = _bare(tree)
    if "type" in words:  # kpibot's own word on what it is made of
        found: dict[str, Any] = {}
    elif _is_aggregate(tree):
        found = _simple(tree, fields, draft)
    else:
        parts = [node for node in tree.find_all(exp.AggFunc) if _is_aggregate(node)]
        if not parts:
            raise NotCarried("it aggregates nothing")
        made = {id(part): _part(name, n, part, fields, draft) for n, part in enumerate(parts, 1)}
        found = _ratio(tree, made) or _derived(tree, made)
    unit = words.get("format") or told_unit(found)
    metric = draft.free_id(name, f"{name}_figure")
    if unit is None:
        draft.plain.append(metric)
    label = {"label": metric.replace("_", " ")} if metric != identifier(name) else {}
    draft.metrics[metric] = {**words, **label, **found, "format": unit or "count"}


def _bare(tree: exp.Expression) -> exp.Expression:
    while isinstance(tree, exp.Paren) and isinstance(tree.this, exp.Expression):
        tree = tree.this
    return tree


def _is_aggregate(node: exp.Expr) -> bool:
    return isinstance(node, exp.AggFunc | exp.Filter) and not isinstance(node.parent, exp.Filter)


def _simple(node: exp.Expr, fields: Fields, draft: Draft) -> dict[str, Any]:
    where: exp.Expr | None = None
    if isinstance(node, exp.Filter):
        where, node = node.expression.this, node.this
    if node.find_ancestor(exp.Window) or isinstance(node, exp.Window):
        raise NotCarried("it has a window; ask for a running total or a rank instead")
    agg, inner = _aggregate(node)
    table = _base([part for part in (inner, where) if part is not None], fields, draft)
    resolved = _resolved(inner, table, fields, draft)
    keys = draft.tables[table].get("primary_key", [])
    key = keys[0] if len(keys) == 1 else None
    return simple_metric(table, agg, resolved, _resolved(where, table, fields, draft), key=key)


def _aggregate(node: exp.Expr) -> tuple[str, exp.Expr | None]:
    inner = node.this
    if isinstance(node, exp.Count):
        if isinstance(inner, exp.Distinct):
            if len(inner.expressions) != 1:
                raise NotCarried("it counts distinct pairs")
            return "count_distinct", inner.expressions[0]
        return "count", None if isinstance(inner, exp.Star) else inner
    names: dict[type[exp.Expr], str] = {
        exp.Sum: "sum", exp.Avg: "avg", exp.Min: "min", exp.Max: "max", exp.Median: "median",
    }  # fmt: skip
    if type(node) not in names or isinstance(inner, exp.Distinct):
        raise NotCarried(f"the catalogue has no aggregate {node.sql()}")
    return names[type(node)], inner


def _base(parts: list[exp.Expr], fields: Fields, draft: Draft) -> str:
    """The table whose rows are aggregated: the one from which all columns are reached."""
    tables = {table for part in parts for c in part.find_all(exp.Column) for table, _ in [_field(c, fields)]}
    if not tables:
        every = set(draft.tables)
        if len(every) != 1:
            raise NotCarried("it does not say which dataset's rows it counts")
        return every.pop()
    bases = [one for one in tables if all(_reaches(one, other, draft) for other in tables)]
    if len(bases) != 1:
        raise NotCarried(f"no one of {', '.join(sorted(tables))} reaches the others by one way")
    return bases[0]


def _reaches(start: str, end: str, draft: Draft) -> bool:
    if start == end:
        return True
    try:
        draft.only_path(start, end, "x")
    except NotCarried:
        return False
    return True


def _field(node: exp.Column, fields: Fields) -> tuple[str, exp.Expression]:
    if len(node.parts) > 2:
        raise NotCarried(f"{node.sql()} is no dataset.field")
    found = [
        value
        for (dataset, name), value in fields.items()
        if name.lower() == node.name.lower() and node.table.lower() in ("", dataset.lower())
    ]
    if len(found) != 1:
        raise NotCarried(f"{node.sql()} is {'several fields' if found else 'no field'} of the datasets")
    return found[0]


def _resolved(tree: exp.Expr | None, base: str, fields: Fields, draft: Draft) -> exp.Expr | None:
    """The expression over paths from the base table, computed fields put in."""
    if tree is None:
        return None

    def place(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        table, meant = _field(node, fields)
        steps: Path = () if table == base else draft.only_path(base, table, "x")[:-1]
        own = meant.transform(lambda inner: column((*steps, inner.name)) if isinstance(inner, exp.Column) else inner)
        return own if isinstance(own, exp.Column) else exp.paren(own)

    return tree.copy().transform(place)


def _part(name: str, n: int, node: exp.Expr, fields: Fields, draft: Draft) -> str:
    """The figure of one aggregate of several: one that is there, else a hidden one."""
    found = _simple(node, fields, draft)
    for known, metric in draft.metrics.items():
        if all(metric.get(k) == found.get(k) for k in ("table", "agg", "expr", "where", "percentile", "time")):
            return known
    made = draft.free_id(f"{name}_part_{n}")
    draft.metrics[made] = {**found, "format": told_unit(found) or "count", "hidden": True}
    return made


def _ratio(tree: exp.Expression, made: Mapping[int, str]) -> dict[str, Any] | None:
    if not isinstance(tree, exp.Div):
        return None
    above, below = tree.this, tree.expression
    if isinstance(below, exp.Nullif) and isinstance(below.expression, exp.Literal) and below.expression.name == "0":
        below = below.this
    if id(above) not in made or id(below) not in made:
        return None
    return {"type": "ratio", "numerator": made[id(above)], "denominator": made[id(below)]}


def _derived(tree: exp.Expression, made: Mapping[int, str]) -> dict[str, Any]:
    def put(node: exp.Expr) -> exp.Expr:
        if id(node) in made:
            return exp.column(made[id(node)])
        if not isinstance(node, _ARITHMETIC):
            raise NotCarried(f"{node.sql()} is more than arithmetic of aggregates")
        for key, value in list(node.args.items()):
            if isinstance(value, exp.Expr):
                node.set(key, put(value))
            elif isinstance(value, list):
                node.set(key, [put(v) if isinstance(v, exp.Expr) else v for v in value])
        return node

    return {"type": "derived", "expr": written(put(tree))}
