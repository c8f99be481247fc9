"""To MetricFlow's YAML (dbt's semantic interfaces): tables to semantic models, figures to measures and metrics.

A measure there stands on the columns of one relation. Where figures of a table use joined columns, the model stands on
a view of the table with those columns, whose SQL opens the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml
from sqlglot import exp

from queries.catalogue.expressions import DIALECT, column_paths
from queries.catalogue.model import Catalogue, Derived, Metric, Path, Ratio, Simple, Stock, Table
from queries.exchange.draft import Carried, Left, NotCarried

_AGGREGATES = {
    "sum": "sum", "count": "sum", "count_distinct": "count_distinct", "avg": "average", "min": "min", "max": "max",
    "median": "median", "percentile": "percentile",
}  # fmt: skip


@dataclass(slots=True)
class _Model:
    """A semantic model while it is put together. `paths` are the joined columns that its figures use."""

    table: Table
    measures: list[dict[str, Any]] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


def to_metricflow(catalogue: Catalogue) -> Carried:
    """Semantic models and metrics as YAML documents, and what they cannot say."""
    left: list[Left] = []
    models = {table.id: _Model(table) for table in catalogue.tables.values()}
    metrics: dict[str, dict[str, Any]] = {}
    for metric in catalogue.metrics.values():
        _add_metric(metric, catalogue, models, metrics, left)
    documents = [{"semantic_model": _semantic_model(model, catalogue, left)} for model in models.values()]
    documents += [{"metric": metric} for metric in metrics.values()]
    others = ("generics", "conditions", "funnels", "scorecards", "timelines", "profiles", "goals", "dashboards")
    left += [Left(section, "the form has nothing like them") for section in others if getattr(catalogue, section)]
    views = [_view(model, catalogue) for model in models.values() if _on_view(model)]
    text = "".join(f"# {line}\n" for view in views for line in view.splitlines())
    text += yaml.safe_dump_all(documents, sort_keys=False, allow_unicode=True, width=120, explicit_start=True)
    return Carried(text, sum(not catalogue.metrics[name].hidden for name in metrics), tuple(left))


def _add_metric(
    metric: Metric,
    catalogue: Catalogue,
    models: dict[str, _Model],
    metrics: dict[str, dict[str, Any]],
    left: list[Left],
) -> None:
    if metric.id in metrics or any(one.what == f"metric {metric.id}" for one in left):
        return
    try:
        kind, params = _params(metric, catalogue, models, metrics, left)
    except NotCarried as why:
        left.append(Left(f"metric {metric.id}", str(why)))
        return
    synonyms = {language: list(words) for language, words in metric.words.synonyms.items() if words}
    own = {"format": metric.unit, "good": metric.good, "label": dict(metric.words.label), "synonyms": synonyms,
           "hidden": metric.hidden}  # fmt: skip
    metrics[metric.id] = {
        "name": metric.id,
        **({"description": metric.words.description["en"]} if "en" in metric.words.description else {}),
        **({"label": metric.words.label["en"]} if "en" in metric.words.label else {}),
        "type": kind,
        "type_params": params,
        "config": {"meta": {"kpibot": {key: value for key, value in own.items() if value and value != "none"}}},
    }


def _params(
    metric: Metric,
    catalogue: Catalogue,
    models: dict[str, _Model],
    metrics: dict[str, dict[str, Any]],
    left: list[Left],
) -> tuple[str, dict[str, Any]]:
    def part(name: str) -> dict[str, Any]:
        _add_metric(catalogue.metrics[name], catalogue, models, metrics, left)
        if name not in metrics:
            raise NotCarried(f"{name}, a part of it, is not carried over")
        return {"name": name}

    match metric.definition:
        case Simple() as simple:
            name = f"{metric.id}_measure"
            models[simple.table].measures.append({"name": name, **_measure(simple, models[simple.table])})
            return "simple", {"measure": name}
        case Ratio(numerator, denominator):
            return "ratio", {"numerator": part(numerator), "denominator": part(denominator)}
        case Derived(expr=expr, metrics=parts, window_months=None):
            return "derived", {"expr": expr.sql(dialect=DIALECT), "metrics": [part(name) for name in parts]}
        case Derived():
            raise NotCarried("it is taken over a window of months")
        case Stock():
            raise NotCarried("it is a stock: what stands at the end of a day")
    raise NotCarried("it follows single entities over time")


def _measure(simple: Simple, model: _Model) -> dict[str, Any]:
    if simple.spread is not None or simple.to_date:
        raise NotCarried("its amounts belong to whole months and are shared out by day")
    time = simple.time or model.table.time
    if time is None:
        raise NotCarried("it has no date, which every measure needs")
    one = exp.Literal.number(1)
    row, where = (None if t is None else _flat(t, model) for t in (simple.expr, simple.where))
    value: exp.Expr = row if row is not None and simple.agg != "count" else one
    if where is not None:
        otherwise = exp.Literal.number(0) if simple.agg == "count" else None
        value = exp.Case(ifs=[exp.If(this=where, true=value)], default=otherwise)
    date = _flat_name(time, model)
    if date not in model.times:
        model.times.append(date)
    found = {
        "agg": _AGGREGATES[simple.agg],
        "expr": value.sql(dialect=DIALECT),
        "agg_time_dimension": date,
    }
    if simple.agg != "percentile":
        return found
    exact = {"use_discrete_percentile": False, "use_approximate_percentile": False}
    return {**found, "agg_params": {"percentile": simple.percentile, **exact}}


def _flat(tree: exp.Expr, model: _Model) -> exp.Expr:
    """The expression over columns of the model's own relation."""

    def place(node: exp.Expr) -> exp.Expr:
        return exp.column(_flat_name(column_paths(node)[0], model)) if isinstance(node, exp.Column) else node

    return tree.copy().transform(place)


def _flat_name(path: Path, model: _Model) -> str:
    if len(path) > 1 and path not in model.paths:
        model.paths.append(path)
    return "_".join(path)


def _on_view(model: _Model) -> bool:
    return bool(model.paths) or not isinstance(model.table.source, exp.Table)


def _relation(model: _Model) -> dict[str, str]:
    table = model.table
    if isinstance(table.source, exp.Table) and not _on_view(model):
        return {"schema_name": table.source.db or "main", "alias": table.source.name}
    return {"schema_name": "main", "alias": f"{table.id}_joined"}


def _semantic_model(model: _Model, catalogue: Catalogue, left: list[Left]) -> dict[str, Any]:
    table = model.table
    dimensions = [
        {
            "name": d.id, "type": "categorical", "expr": d.column,
            "config": {"meta": {"kpibot": {"label": dict(d.words.label)}}},
        }
        for d in catalogue.dimensions.values() if d.table == table.id and d.bands is None
    ]  # fmt: skip
    dimensions += [
        {"name": f"{time}_date", "expr": time, "type": "time", "type_params": {"time_granularity": "day"}}
        for time in model.times
    ]
    measures = [{**m, "agg_time_dimension": f"{m['agg_time_dimension']}_date"} for m in model.measures]
    entities = list(_entities(table, catalogue, left))
    main = table.time and f"{'_'.join(table.time)}_date"
    return {
        "name": table.id,
        "node_relation": _relation(model),
        **({"defaults": {"agg_time_dimension": main}} if main in {d["name"] for d in dimensions} else {}),
        **({"primary_entity": f"{table.id}_row"} if entities and entities[0]["type"] != "primary" else {}),
        "entities": entities,
        "dimensions": dimensions,
        "measures": measures,
    }


def _entities(table: Table, catalogue: Catalogue, left: list[Left]) -> Iterable[dict[str, Any]]:
    """The table's own key and the keys of the tables it joins to, each called by the table it is the key of."""
    if len(table.primary_key) == 1:
        yield {"name": f"{table.id}_key", "type": "primary", "expr": table.primary_key[0]}
    led: set[str] = set()
    for join in table.joins.values():
        key = catalogue.tables[join.to].primary_key
        if len(join.on) != 1 or (join.on[0][1],) != key:
            left.append(Left(f"join {join.name} of {table.id}", "it is not over the one key column of the other table"))
        elif join.to in led:
            left.append(Left(f"join {join.name} of {table.id}", f"another join leads to {join.to} already"))
        else:
            led.add(join.to)
            yield {"name": f"{join.to}_key", "type": "foreign", "expr": join.on[0][0]}


def _view(model: _Model, catalogue: Catalogue) -> str:
    """The SQL of the view that a model stands on."""
    table = model.table
    select = exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier(table.id)))
    source = table.source.copy()
    base = exp.alias_(source if isinstance(source, exp.Table) else source.subquery(), table.id, table=True)
    select = select.from_(base)
    made: dict[Path, str] = {(): table.id}
    for path in model.paths:
        at = table
        for n, name in enumerate(path[:-1], 1):
            join, steps = at.joins[name], path[:n]
            if steps not in made:
                made[steps] = "_".join(steps)
                other = catalogue.tables[join.to].source.copy()
                joined = exp.alias_(
                    other if isinstance(other, exp.Table) else other.subquery(), made[steps], table=True
                )
                on = exp.and_(*(
                    exp.EQ(this=exp.column(own, table=made[steps[:-1]]), expression=exp.column(key, table=made[steps]))
                    for own, key in join.on
                ))  # fmt: skip
                select = select.join(joined, on=on, join_type="left")
            at = catalogue.tables[join.to]
        select = select.select(exp.alias_(exp.column(path[-1], table=made[path[:-1]]), "_".join(path)))
    return f"CREATE VIEW {_relation(model)['alias']} AS {select.sql(dialect=DIALECT)};"
