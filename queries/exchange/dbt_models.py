"""dbt's semantic models as tables: entities to keys and joins, dimensions to breakdowns, aggregation time to time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from queries.catalogue.expressions import DIALECT
from queries.exchange.draft import Draft, NotCarried, identifier
from queries.exchange.measures import expression

Entry = Mapping[str, Any]
_DEFAULT_SCHEMAS = ("", "main", "public")
_DAYS_AND_FINER = ("day", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond")
_GRAINS = ("month", "quarter", "year")


@dataclass(slots=True)
class Models:
    """What the metrics need to know of the models: their tables and measures, and where an entity leads to."""

    draft: Draft
    dialect: str
    schemas: bool
    tables: dict[str, str] = field(default_factory=dict)  # model → table
    measures: dict[str, tuple[str, Entry]] = field(default_factory=dict)  # measure → (model, measure)
    entries: dict[str, Entry] = field(default_factory=dict)  # model → the model
    dimensions: dict[tuple[str, str], str] = field(default_factory=dict)  # (table, dimension's name) → id
    columns: dict[tuple[str, str], str] = field(default_factory=dict)  # (table, name of anything) → column
    owners: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # entity → [(table, key column)]

    def time_of(self, model: str, name: str) -> str:
        """The column of a time dimension; raises NotCarried where it is kept by something else than days."""
        if (self.tables[model], name) not in self.columns:
            raise NotCarried(f"there is no time dimension {name}")
        grain = self.grain_of(model, name)
        if grain not in (*_DAYS_AND_FINER, *_GRAINS):
            raise NotCarried(f"{name} is kept by {grain}")
        return self.columns[self.tables[model], name]

    def grain_of(self, model: str, name: str) -> str:
        """The grain of a time dimension."""
        dimensions: Iterable[Entry] = self.entries[model].get("dimensions") or ()
        kept = [(d.get("type_params") or {}).get("time_granularity") for d in dimensions if d["name"] == name]
        return str(kept[0] or "day") if kept else "day"


def meta_of(entry: Entry) -> dict[str, Any]:
    """What stands under config.meta.kpibot, without the marks that parsers put beside it."""
    found = _unmarked(((entry.get("config") or {}).get("meta") or {}).get("kpibot"))
    return found if isinstance(found, dict) else {}


def _unmarked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _unmarked(one) for key, one in value.items() if not str(key).startswith("__")}
    return value


def words_of(entry: Entry, name: str) -> dict[str, Any]:
    """Label and description, where they say more than the id."""
    label = entry.get("label") or " ".join(name.replace("_", " ").split())
    found = {"label": str(label)}
    if entry.get("description"):
        found["description"] = " ".join(str(entry["description"]).split())
    return found


def add_models(entries: Iterable[Entry], models: Models) -> None:
    """Tables, joins and breakdowns of all models."""
    for entry in entries:
        _add_table(entry, models)
    for name in models.entries:
        _add_joins(name, models)
    for name in models.entries:
        _add_dimensions(name, models)


def _add_table(entry: Entry, models: Models) -> None:
    name = str(entry["name"])
    table = identifier(name)
    while table in models.draft.tables:
        table += "_2"
    models.tables[name], models.entries[name] = table, entry
    computed: dict[str, exp.Expression] = {}
    for thing in (*(entry.get("entities") or ()), *(entry.get("dimensions") or ())):
        try:
            models.columns[table, thing["name"]] = _column(thing, computed, models.dialect)
        except NotCarried as why:
            models.draft.leave(f"{name}.{thing['name']}", str(why))
    for measure in entry.get("measures") or ():
        models.measures[str(measure["name"])] = (name, measure)
    found: dict[str, Any] = {"source": _source(entry, computed, models.schemas)}
    keys = [e for e in entry.get("entities") or () if e["type"] == "primary" and (table, e["name"]) in models.columns]
    if keys:
        found["primary_key"] = models.columns[table, keys[0]["name"]]
    models.draft.tables[table] = found
    for entity in entry.get("entities") or ():
        if entity["type"] in ("primary", "unique") and (table, entity["name"]) in models.columns:
            models.owners.setdefault(str(entity["name"]), []).append((table, models.columns[table, entity["name"]]))
    time = (entry.get("defaults") or {}).get("agg_time_dimension")
    if time:
        _add_time(name, str(time), found, models)


def _add_time(model: str, time: str, found: dict[str, Any], models: Models) -> None:
    try:
        found["time"] = models.time_of(model, time)
    except (NotCarried, KeyError) as why:
        models.draft.leave(f"time of {model}", str(why))
        return
    grain = models.grain_of(model, time)
    if grain in _GRAINS:
        found["grain"] = grain
    elif grain != "day":
        found["hours"] = True


def _column(thing: Entry, computed: dict[str, exp.Expression], dialect: str) -> str:
    """The column behind a name; an expression becomes a column of the table's SELECT."""
    text = str(thing.get("expr") or thing["name"])
    tree = expression(text, dialect)
    if isinstance(tree, exp.Column) and len(tree.parts) == 1:
        return tree.name
    name = identifier(f"{thing['name']}_computed")
    computed[name] = tree
    return name


def _source(entry: Entry, computed: Mapping[str, exp.Expression], schemas: bool) -> str:
    relation = entry.get("node_relation") or {}
    parts = [str(relation.get("alias") or entry["name"])]
    schema = str(relation.get("schema_name") or "")
    if schemas and schema not in _DEFAULT_SCHEMAS:
        parts.insert(0, schema)
    if not computed:
        return ".".join(parts)
    columns = [exp.alias_(tree, name) for name, tree in computed.items()]
    return exp.select("*", *columns).from_(exp.to_table(".".join(parts), dialect=DIALECT)).sql(dialect=DIALECT)


def _add_joins(model: str, models: Models) -> None:
    table = models.tables[model]
    joins: dict[str, Any] = {}
    for entity in models.entries[model].get("entities") or ():
        own = models.columns.get((table, entity["name"]))
        for other, key in models.owners.get(str(entity["name"]), ()):
            if other == table or own is None:
                continue
            if _changes_slowly(other, models):
                models.draft.leave(f"join {model} to {other}", "rows of the other hold for a time only")
                continue
            name = identifier(str(entity["name"]))
            name = name if name not in joins else identifier(f"{name}_{other}")
            joins[name] = {"to": other, "on": key if own == key else {own: key}}
    if joins:
        models.draft.tables[table]["joins"] = joins


def _changes_slowly(table: str, models: Models) -> bool:
    model = next(name for name, made in models.tables.items() if made == table)
    dimensions = models.entries[model].get("dimensions") or ()
    return any((d.get("type_params") or {}).get("validity_params") for d in dimensions)


def _add_dimensions(model: str, models: Models) -> None:
    table, entry = models.tables[model], models.entries[model]
    primary = next((str(e["name"]) for e in entry.get("entities") or () if e["type"] == "primary"), None)
    used = {(entry.get("defaults") or {}).get("agg_time_dimension")} | {
        measure.get("agg_time_dimension") for measure in entry.get("measures") or ()
    }
    for dimension in entry.get("dimensions") or ():
        name = str(dimension["name"])
        column = models.columns.get((table, name))
        if column is None:
            continue
        if dimension["type"] == "time":
            if name not in used:
                models.draft.leave(f"{model}.{name}", "a date that no figure is counted by")
            continue
        made = models.draft.free_id(name, f"{primary or entry.get('primary_entity') or model}_{name}")
        label = made.replace("_", " ") if made != identifier(name) else name
        models.draft.dimensions[made] = {
            "table": table, "column": column, **words_of(dimension, label), **meta_of(dimension)
        }  # fmt: skip
        models.dimensions[table, name] = made
