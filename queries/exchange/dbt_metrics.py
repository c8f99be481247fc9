"""dbt's metrics as figures: simple, ratio and derived ones. What shifts or sums over time is left to the question.

A derived metric that holds a figure against itself at another time would become (x - x) / x if the shift were dropped:
such metrics are left out and named, and "vs last year" asks for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlglot import exp

from queries.exchange.dbt_filters import conditions_of
from queries.exchange.dbt_models import Entry, Models, meta_of, words_of
from queries.exchange.draft import NotCarried, identifier
from queries.exchange.measures import expression, simple_metric, told_unit, written

_TOLD: Mapping[str, str] = {
    "cumulative": "ask for its running total, or name the period",
    "conversion": "kpibot counts only those whose days have passed; say it as a `cohort` metric",
}


def add_metrics(entries: Iterable[Entry], models: Models) -> None:
    """All metrics that can be carried over, those that others are made of first."""
    by_name = {str(entry["name"]): entry for entry in entries}
    work = _Metrics(models, by_name)
    for name in by_name:
        work.add(name)


class _Metrics:
    def __init__(self, models: Models, entries: Mapping[str, Entry]) -> None:
        self._models, self._entries = models, entries
        self._ids: dict[str, str | None] = {}
        self._hidden: dict[str, str] = {}

    def add(self, name: str) -> str | None:
        """The id of a metric, made on first use; None where it was left out."""
        if name in self._ids:
            return self._ids[name]
        self._ids[name] = None  # what refers to itself is left out
        draft = self._models.draft
        entry = self._entries.get(name)
        try:
            if entry is None:
                raise NotCarried("there is no such metric")
            found = self._definition(entry)
            made = draft.free_id(name, f"{name}_figure")
            draft.metrics[made] = self._told(entry, made, found)
        except NotCarried as why:
            draft.leave(f"metric {name}", str(why))
            return None
        self._ids[name] = made
        return made

    def _definition(self, entry: Entry) -> dict[str, Any]:
        kind, params = str(entry["type"]), entry.get("type_params") or {}
        match kind:
            case "simple":
                return self._simple(entry, [])
            case "ratio":
                parts = [self._input(params.get(part), entry) for part in ("numerator", "denominator")]
                return {"type": "ratio", "numerator": parts[0], "denominator": parts[1]}
            case "derived":
                return self._derived(entry)
        raise NotCarried(_TOLD.get(kind, f"kpibot has no metrics of type {kind}"))

    def _simple(self, entry: Entry, more: list[Any]) -> dict[str, Any]:
        """A simple metric; `more` are filters from where it is used."""
        params = entry.get("type_params") or {}
        measure = params.get("measure")
        if measure is None:
            own = params.get("metric_aggregation_params")
            if own is None:
                raise NotCarried("it names no measure")
            told: Entry
            model, told = str(own["semantic_model"]), {**own, "expr": params.get("expr") or entry["name"]}
            filled, filters = params.get("fill_nulls_with"), [entry.get("filter"), *more]
        else:
            measure = {"name": measure} if isinstance(measure, str) else measure
            if measure["name"] not in self._models.measures:
                raise NotCarried(f"there is no measure {measure['name']}")
            model, told = self._models.measures[measure["name"]]
            filled, filters = measure.get("fill_nulls_with"), [measure.get("filter"), entry.get("filter"), *more]
        return self._aggregate(model, told, filled, filters)

    def _aggregate(self, model: str, measure: Entry, filled: Any, filters: list[Any]) -> dict[str, Any]:
        models = self._models
        if model not in models.tables:
            raise NotCarried(f"there is no semantic model {model}")
        if measure.get("non_additive_dimension"):
            raise NotCarried("it takes the last or first snapshot; kpibot's stocks need the days a row begins and ends")
        if filled not in (None, 0):
            raise NotCarried(f"it fills gaps with {filled}")
        params, table = measure.get("agg_params") or {}, models.tables[model]
        if params.get("use_discrete_percentile") or params.get("use_approximate_percentile"):
            raise NotCarried("its percentile is discrete or approximate; kpibot's lies between the values")
        text = str(measure.get("expr") or measure["name"])
        tree = expression(text, models.dialect)
        where = conditions_of(filters, table, models)
        found = simple_metric(table, str(measure["agg"]), tree, where, params.get("percentile"))
        default = (models.entries[model].get("defaults") or {}).get("agg_time_dimension")
        time = measure.get("agg_time_dimension")
        if time and time != default:
            found["time"] = models.time_of(model, str(time))
        return found

    def _derived(self, entry: Entry) -> dict[str, Any]:
        params = entry.get("type_params") or {}
        names = {str(one.get("alias") or one["name"]): self._input(one, entry) for one in params.get("metrics") or ()}
        tree = expression(str(params.get("expr") or ""), self._models.dialect)

        def put(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Column):
                if len(node.parts) > 1 or node.name not in names:
                    raise NotCarried(f"its expression names {node.sql()}, which is none of its metrics")
                return exp.column(names[node.name])
            return node

        return {"type": "derived", "expr": written(tree.transform(put))}

    def _input(self, one: Any, entry: Entry) -> str:
        """The id of a metric that another one is made of, with the filters it has there."""
        if one is None:
            raise NotCarried("a part of it is not said")
        one = {"name": one} if isinstance(one, str) else one
        if one.get("offset_window") or one.get("offset_to_grain"):
            raise NotCarried("it holds a figure against another time; ask with “vs last year” or “growth”")
        name = str(one["name"])
        filters = [f for f in (one.get("filter"), entry.get("filter")) if f]
        if not filters:
            made = self.add(name)
            if made is None:
                raise NotCarried(f"{name}, a part of it, was left out")
            return made
        part = self._entries.get(name)
        if part is None or part["type"] != "simple":
            raise NotCarried(f"it filters {name}, which is not a simple metric")
        found = self._simple(part, filters)
        key = repr(sorted(found.items()))
        if key not in self._hidden:
            made = self._models.draft.free_id(f"{entry['name']}_{name}")
            self._models.draft.metrics[made] = {**found, "format": self._unit(part, found, made), "hidden": True}
            self._hidden[key] = made
        return self._hidden[key]

    def _told(self, entry: Entry, made: str, found: dict[str, Any]) -> dict[str, Any]:
        name = str(entry["name"])
        own = {k: v for k, v in meta_of(entry).items() if k not in found}
        words = words_of(entry, made if made != identifier(name) else name)
        private = {"hidden": True} if (entry.get("type_params") or {}).get("is_private") else {}
        return {**words, **found, "format": self._unit(entry, found, made), **private, **own}

    def _unit(self, entry: Entry, found: dict[str, Any], made: str) -> str:
        said = meta_of(entry).get("format") or told_unit(found)
        if said is None:
            self._models.draft.plain.append(made)
        return str(said or "count")
