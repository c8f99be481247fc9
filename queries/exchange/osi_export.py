"""To Open Semantic Interchange (Apache Ossie, core metadata 0.2): tables to datasets, figures to aggregate expressions.

The form: https://github.com/apache/ossie, core-spec/spec.md. Units, directions and the names of joins stand in
`custom_extensions` of the vendor KPIBOT, so that the catalogue comes back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import yaml
from sqlglot import exp

from queries.catalogue.expressions import DIALECT, column_paths
from queries.catalogue.model import Catalogue, Definition, Derived, Dimension, Metric, Path, Ratio, Simple, Stock, Table
from queries.catalogue.model import Words as Names
from queries.catalogue.paths import shortest_paths
from queries.exchange.draft import Carried, Left, NotCarried
from queries.exchange.osi_import import VENDOR
from queries.exchange.spoken_sql import aggregate_of, end_of

VERSION = "0.2.0.dev0"
_KINDS = {"Attrition": "entities that leave", "Cohort": "rows followed over days"}


def to_osi(catalogue: Catalogue) -> Carried:
    """The document, and which figures and breakdowns it cannot say."""
    left: list[Left] = []
    used, dates = _columns(catalogue), _dates(catalogue)
    dimensions = {d.id: d for d in catalogue.dimensions.values() if _is_column(d, left)}
    metrics = [m for metric in catalogue.metrics.values() if (m := _metric(metric, catalogue, used, left)) is not None]
    model = {
        "name": catalogue.name,
        "datasets": [
            _dataset(table, dimensions, used.get(table.id, set()), dates.get(table.id, set()))
            for table in catalogue.tables.values()
        ],
        "relationships": [r for table in catalogue.tables.values() for r in _relationships(table)],
        "metrics": metrics,
    }
    others = ("generics", "conditions", "funnels", "scorecards", "timelines", "profiles", "goals", "dashboards")
    left += [Left(section, "the form has nothing like them") for section in others if getattr(catalogue, section)]
    document = {"version": VERSION, "semantic_model": [model]}
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
    return Carried(text, sum(not catalogue.metrics[m["name"]].hidden for m in metrics), tuple(left))


def _is_column(dimension: Dimension, left: list[Left]) -> bool:
    if dimension.bands is not None:
        left.append(Left(f"breakdown {dimension.id}", "its members are bands of a count"))
        return False
    return True


def _extension(data: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in data.items() if value}
    text = json.dumps(kept, ensure_ascii=False)
    return {"custom_extensions": [{"vendor_name": VENDOR, "data": text}]} if kept else {}


def _words(names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if description := names.description.get("en"):
        found["description"] = description
    synonyms = [*([names.label["en"]] if "en" in names.label else []), *names.synonyms.get("en", ())]
    if synonyms:
        found["ai_context"] = {"synonyms": synonyms}
    return found


def _labels(names: Names) -> dict[str, Any]:
    """The words as the catalogue keeps them, for the way back."""
    synonyms = {language: list(words) for language, words in names.synonyms.items() if words}
    return {"label": dict(names.label), "synonyms": synonyms}


def _said(tree: exp.Expr | str) -> dict[str, Any]:
    text = tree if isinstance(tree, str) else tree.sql()
    return {"expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": text}]}}


def _columns(catalogue: Catalogue) -> dict[str, set[str]]:
    """By table, the columns that dates, joins and keys use; what figures use is added as they are written."""
    used: dict[str, set[str]] = {}
    for table in catalogue.tables.values():
        used.setdefault(table.id, set()).update(table.primary_key)
        for join in table.joins.values():
            for own, other in join.on:
                used[table.id].add(own)
                used.setdefault(join.to, set()).add(other)
    return used


def _dates(catalogue: Catalogue) -> dict[str, set[str]]:
    """By table, the dates that figures are counted by."""
    found: dict[str, set[str]] = {}
    for metric in catalogue.metrics.values():
        definition = metric.definition
        if isinstance(definition, Simple) and definition.time is not None:
            end, name = end_of(definition.table, definition.time, catalogue)
            found.setdefault(end, set()).add(name)
    return found


def _own(dimension: Dimension) -> dict[str, Any]:
    """What the form has no place for, as the catalogue writes it."""
    return _extension(
        {
            "id": dimension.id,
            **_labels(dimension.words),
            "key": dimension.key,
            "label_columns": dict(dimension.label_columns),
            "paths": {table: ".".join(path) or None for table, path in dimension.paths.items()},
            "members": [{"value": m.value, **_labels(m.words)} for m in dimension.members],
            "ordered": dimension.ordered,
            "same_as": dimension.same_as,
            "boundary": dimension.boundary,
            "boundary_key": dimension.boundary_key,
            "scope": dimension.scope,
            "person": dimension.person,
        }
    )


def _dataset(table: Table, dimensions: Mapping[str, Dimension], used: set[str], dates: set[str]) -> dict[str, Any]:
    time = table.time[0] if table.time is not None and len(table.time) == 1 else None
    own = [d for d in dimensions.values() if d.table == table.id]
    fields = [
        {"name": d.id, **_said(d.column), "dimension": {"is_time": False}, **_words(d.words), **_own(d)} for d in own
    ]
    named = {f["name"] for f in fields}
    times = {time, *dates} - {None, *named}
    fields += [{"name": t, **_said(t), "dimension": {"is_time": True}} for t in sorted(t for t in times if t)]
    fields += [{"name": c, **_said(c)} for c in sorted(used - named - times)]
    return {
        "name": table.id,
        "source": table.source.sql(dialect=DIALECT),
        **({"primary_key": list(table.primary_key)} if table.primary_key else {}),
        "fields": fields,
        **_extension({"time": ".".join(table.time)} if table.time else {}),
    }


def _relationships(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{table.id}_{join.name}",
            "from": table.id,
            "to": join.to,
            "from_columns": [own for own, _ in join.on],
            "to_columns": [other for _, other in join.on],
            **_extension({"name": join.name}),
        }
        for join in table.joins.values()
    ]


def _metric(metric: Metric, catalogue: Catalogue, used: dict[str, set[str]], left: list[Left]) -> dict[str, Any] | None:
    try:
        tree = _tree(metric, catalogue, used)
    except NotCarried as why:
        left.append(Left(f"metric {metric.id}", str(why)))
        return None
    definition = metric.definition
    time = ".".join(definition.time) if isinstance(definition, Simple) and definition.time else None
    told = {"time": time, "format": metric.unit, "good": metric.good if metric.good != "none" else None,
            "hidden": metric.hidden,
            "default_period": metric.default_period if metric.default_period != "this_year" else None,
            **_made_of(definition), **_labels(metric.words)}  # fmt: skip
    return {"name": metric.id, **_said(tree), **_words(metric.words), **_extension(told)}


def _made_of(definition: Definition) -> dict[str, str]:
    """The figures that a figure is made of: each keeps the date it is counted by."""
    match definition:
        case Ratio(numerator, denominator):
            return {"type": "ratio", "numerator": numerator, "denominator": denominator}
        case Derived(expr=expr):
            return {"type": "derived", "expr": expr.sql(dialect=DIALECT)}
    return {}


def _tree(metric: Metric, catalogue: Catalogue, used: dict[str, set[str]]) -> exp.Expr:
    match metric.definition:
        case Simple() as simple:
            place = _placing(simple.table, catalogue, used)
            given = [t for t in (simple.expr, simple.where) if t is not None]
            if given and all(len(path) > 1 for t in given for path in column_paths(t)):
                raise NotCarried(f"it counts rows of {simple.table} by columns of other tables only")
            row, where = (None if t is None else t.copy().transform(place) for t in (simple.expr, simple.where))
            key = catalogue.tables[simple.table].primary_key
            if row is None and where is None and key:
                used.setdefault(simple.table, set()).add(key[0])
                return exp.Count(this=exp.column(key[0], table=simple.table))
            return aggregate_of(simple, row, where)
        case Ratio(numerator, denominator):
            above, below = (_tree(catalogue.metrics[m], catalogue, used) for m in (numerator, denominator))
            return exp.Div(this=_closed(above), expression=exp.Nullif(this=below, expression=exp.Literal.number(0)))
        case Derived(expr=expr, window_months=None):

            def put(node: exp.Expr) -> exp.Expr:
                if isinstance(node, exp.Column):
                    return _closed(_tree(catalogue.metrics[node.name], catalogue, used))
                return node

            return expr.copy().transform(put)
        case Derived():
            raise NotCarried("it is taken over a window of months")
        case Stock():
            raise NotCarried("it is a stock: what stands at the end of a day")
    raise NotCarried(f"it is about {_KINDS[type(metric.definition).__name__]}")


def _closed(tree: exp.Expr) -> exp.Expr:
    return tree if isinstance(tree, exp.AggFunc | exp.Column | exp.Literal) else exp.paren(tree)


def _placing(table: str, catalogue: Catalogue, used: dict[str, set[str]]) -> Callable[[exp.Expr], exp.Expr]:
    """Paths become dataset.column; refused where two ways lead to one dataset, since the form cannot say which."""

    def place(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        (path,) = column_paths(node)
        end, name = end_of(table, path, catalogue)
        if len(path) > 1 and not _only_way(table, path, end, catalogue):
            raise NotCarried(f"{'.'.join(path)} is one of several ways to {end}")
        used.setdefault(end, set()).add(name)
        return exp.column(name, table=end)

    return place


def _only_way(table: str, path: Path, end: str, catalogue: Catalogue) -> bool:
    joins = {name: {j.name: j.to for j in t.joins.values()} for name, t in catalogue.tables.items()}
    return shortest_paths(table, {end: (path[-1],)}, joins) == [path]
