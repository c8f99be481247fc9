"""From Open Semantic Interchange (Apache Ossie, core metadata 0.1 and 0.2): datasets to tables, fields to breakdowns.

The form: https://github.com/apache/ossie, core-spec/spec.md. What kpibot adds stands in a `custom_extensions` entry of
the vendor KPIBOT, as JSON with the keys of the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from queries.exchange.draft import Carried, Draft, NotCarried, identifier
from queries.exchange.measures import expression
from queries.exchange.osi_metrics import Fields, add_metric

VENDOR = "KPIBOT"
Entry = Mapping[str, Any]
_DIALECTS = {
    "ANSI_SQL": "",
    "OSSIE_SQL_2026": "",
    "SNOWFLAKE": "snowflake",
    "DATABRICKS": "databricks",
    "BIGQUERY": "bigquery",
}
_TEMPORAL = ("Date", "Time", "DateTime", "DateTimeTz")


@dataclass(slots=True)
class _Work:
    draft: Draft
    tables: dict[str, str] = field(default_factory=dict)  # dataset → table
    keys: dict[str, set[str]] = field(default_factory=dict)  # table → key columns
    fields: Fields = field(default_factory=dict)


def from_osi(document: Mapping[str, Any], model: str | None = None, currency: str | None = None) -> Carried:
    """The catalogue of one semantic model; of several, `model` names the one.

    Raises ValueError where the document is none of this form, or holds several models and none is named.
    """
    found = document.get("semantic_model")
    models: list[Entry] = [found] if isinstance(found, Mapping) else found if isinstance(found, list) else []
    names = [str(m.get("name")) for m in models]
    chosen = [m for m in models if model is None or m.get("name") == model]
    if not models:
        raise ValueError("no semantic model: it has no list 'semantic_model'")
    if len(chosen) != 1:
        raise ValueError(f"it holds {', '.join(names)}: name one of them")
    work = _Work(Draft())
    entry = chosen[0]
    datasets = entry.get("datasets") or ()
    for dataset in datasets:
        _add_table(dataset, work)
    for relationship in entry.get("relationships") or ():
        _add_join(relationship, work)
    for dataset in datasets:
        _add_fields(dataset, work)
    for metric in entry.get("metrics") or ():
        _add_figure(metric, work)
    return work.draft.finish(str(entry["name"]), currency)


def extension_of(entry: Entry) -> dict[str, Any]:
    """What kpibot's own extension says, {} where there is none that can be read."""
    for one in entry.get("custom_extensions") or ():
        if one.get("vendor_name") == VENDOR:
            try:
                data = json.loads(one.get("data") or "{}")
            except json.JSONDecodeError:
                return {}
            return data if isinstance(data, dict) else {}
    return {}


def _words(entry: Entry, name: str) -> dict[str, Any]:
    """What people call it; kpibot's own extension has all names, so that none are taken from elsewhere."""
    context = None if "label" in extension_of(entry) else entry.get("ai_context")
    synonyms = context.get("synonyms") if isinstance(context, Mapping) else None
    words: dict[str, Any] = {"label": " ".join(name.replace("_", " ").split())}
    if entry.get("description"):
        words["description"] = " ".join(str(entry["description"]).split())
    if synonyms:
        words["synonyms"] = [str(s) for s in synonyms]
    return words


def _tree(entry: Entry) -> exp.Expression:
    """The expression, in standard SQL where it is given so."""
    given: Iterable[Entry] = (entry.get("expression") or {}).get("dialects") or ()
    by_dialect = {str(one.get("dialect", "ANSI_SQL")).upper(): str(one.get("expression") or "") for one in given}
    for dialect, name in _DIALECTS.items():
        if dialect in by_dialect:
            return expression(by_dialect[dialect], name)
    raise NotCarried(f"its expression is given in {', '.join(by_dialect) or 'no dialect'} only")


def _add_table(dataset: Entry, work: _Work) -> None:
    name = str(dataset["name"])
    table = identifier(name)
    own = extension_of(dataset)
    key = [str(k) for k in dataset.get("primary_key") or ()]
    work.tables[name] = table
    work.keys[table] = set(key)
    work.draft.tables[table] = {"source": str(dataset["source"]), **({"primary_key": key} if key else {}), **own}


def _add_join(relationship: Entry, work: _Work) -> None:
    name = str(relationship["name"])
    start, end = (work.tables.get(str(relationship[side])) for side in ("from", "to"))
    own, other = ([str(c) for c in relationship[f"{side}_columns"]] for side in ("from", "to"))
    if start is None or end is None or len(own) != len(other):
        work.draft.leave(f"relationship {name}", "a dataset or a column of it is missing")
        return
    work.keys[start] |= set(own)
    work.keys[end] |= set(other)
    joins = work.draft.tables[start].setdefault("joins", {})
    said = extension_of(relationship).get("name")
    made = said or (identifier(end) if identifier(end) not in joins else identifier(name))
    joins[made] = {"to": end, "on": own[0] if own == other and len(own) == 1 else dict(zip(own, other, strict=True))}


def _add_fields(dataset: Entry, work: _Work) -> None:
    name, table = str(dataset["name"]), work.tables[str(dataset["name"])]
    times: list[str] = []
    for one in dataset.get("fields") or ():
        what = f"field {name}.{one['name']}"
        try:
            tree = _tree(one)
        except NotCarried as why:
            work.draft.leave(what, str(why))
            continue
        work.fields[name, str(one["name"])] = (table, tree)
        column = tree.name if isinstance(tree, exp.Column) and len(tree.parts) == 1 else None
        if _is_time(one):
            times.append(column or "")
        elif "dimension" in one and column is None:
            work.draft.leave(what, "a breakdown is a column; make one of this expression in the source")
        elif "dimension" in one and column is not None:
            _add_breakdown(one, name, table, column, what, work)
    draft = work.draft.tables[table]
    if "time" in draft:
        return
    if len(times) == 1 and times[0]:
        draft["time"] = times[0]
    elif times:
        work.draft.leave(f"time of dataset {name}", "it has several dates, or one that is computed; name one as `time`")


def _is_time(entry: Entry) -> bool:
    said = (entry.get("dimension") or {}).get("is_time")
    return entry.get("datatype") in _TEMPORAL if said is None else bool(said)


def _add_breakdown(entry: Entry, dataset: str, table: str, column: str, what: str, work: _Work) -> None:
    own = extension_of(entry)
    if column in work.keys[table] and not own:
        work.draft.leave(what, "a key; ask by what it leads to")
        return
    name = str(entry["name"])
    made = work.draft.free_id(own.pop("id", name), f"{dataset}_{name}")
    words = _words(entry, name if made == identifier(name) else made)
    work.draft.dimensions[made] = {"table": table, "column": column, **words, **own}


def _add_figure(metric: Entry, work: _Work) -> None:
    name = str(metric["name"])
    try:
        own = extension_of(metric)
        add_metric(name, _tree(metric), {**_words(metric, name), **own}, work.fields, work.draft)
    except NotCarried as why:
        work.draft.leave(f"metric {name}", str(why))
