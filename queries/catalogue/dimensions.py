"""Reads dimensions, the generic words that mean one of several, and words with a condition behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from queries.catalogue import keys
from queries.catalogue.entry import Entry, whole_number
from queries.catalogue.model import Bands, Condition, Dimension, Generic, Member, Path, Words
from queries.catalogue.refs import Refs
from queries.catalogue.words import read_words
from queries.catalogue.yaml_tree import Node
from queries.query import Filter

NO_PATH: Path = ()
"""Marks a table that must not reach a dimension although joins would lead there (`paths: {table: null}`)."""


def read_dimension(name: str, node: Node, refs: Refs) -> Dimension | None:
    """A dimension; None where it cannot be made."""
    entry = Entry(node, f"dimension {name}", keys.DIMENSION, refs.problems)
    words = read_words(entry, name)
    table = refs.one(entry, "table", "tables", "table", required=True)
    bands = _read_bands(name, entry, refs)
    column = entry.text("column", required=bands is None and not entry.has("bands"))
    members = tuple(m for item in entry.items("members") if (m := read_member(name, item, refs)) is not None)
    values = [member.value for member in members]
    for value in sorted({v for v in values if values.count(v) > 1}):
        entry.problems.add(node.place, f"dimension {name} has the member {value!r} twice")
    labels = _label_columns(entry)
    dimension = Dimension(
        id=name,
        table=table or "",
        column=bands.key[-1] if bands else column or "",
        words=words,
        paths=_read_paths(entry, refs),
        key=entry.text("key"),
        label_columns=labels,
        members=members if bands is None else tuple(_band_member(label, members) for label, _ in bands.bounds),
        ordered=entry.flag("ordered", default=bool(bands)),
        same_as=refs.one(entry, "same_as", "dimensions", "dimension"),
        map_as=refs.one(entry, "map_as", "dimensions", "dimension"),
        boundary=entry.text("boundary"),
        boundary_key=entry.text("boundary_key"),
        scope=entry.flag("scope"),
        person=entry.flag("person"),
        bands=bands,
        place=node.place,
        metric=refs.one(entry, "metric", "metrics", "metric"),
    )
    return dimension if table and (column or bands) else None


def with_shared_members(dimensions: Mapping[str, Dimension]) -> dict[str, Dimension]:
    """Dimensions that are `same_as` another take its members in their order, unless they declare own ones."""
    shared: dict[str, Dimension] = {}
    for name, dimension in dimensions.items():
        original = dimensions.get(dimension.same_as or "")
        if original is not None and not dimension.members:
            dimension = replace(dimension, members=original.members, ordered=original.ordered)
        shared[name] = dimension
    return shared


def read_member(dimension: str, node: Node, refs: Refs) -> Member | None:
    """A declared member: its value, or its value with words."""
    if node.kind in ("text", "number", "flag") and node.text.strip():
        return Member(node.text.strip(), Words({"en": node.text.strip()}))
    entry = Entry(node, f"a member of dimension {dimension}", keys.MEMBER, refs.problems)
    value = entry.text("value", required=True)
    if value is None:
        return None
    words = read_words(entry, value)
    label = words.label if entry.has("label") else {"en": value}
    return Member(value, Words(label, words.synonyms, words.description))


def read_generic(name: str, node: Node, refs: Refs) -> Generic | None:
    """A word that means one of several dimensions."""
    entry = Entry(node, f"generic {name}", keys.GENERIC, refs.problems)
    words = read_words(entry, name)
    dimensions = refs.many(entry, "dimensions", "dimensions", "dimension", required=True)
    ask = entry.flag("ask", default=False)
    return Generic(name, words, dimensions, node.place, ask) if dimensions else None


def read_condition(name: str, node: Node, refs: Refs) -> Condition | None:
    """A word with filters behind it."""
    entry = Entry(node, f"word {name}", keys.CONDITION, refs.problems)
    words = read_words(entry, name)
    entry.need("filter")
    filters: list[Filter] = []
    for dimension, value, place in entry.pairs("filter"):
        if dimension not in refs.names["dimensions"]:
            refs.problems.unknown(place, "dimension", dimension, refs.names["dimensions"])
            continue
        members = tuple(item.text.strip() for item in entry.text_items("filter", value))
        if members:
            filters.append(Filter(dimension, "in", members))
    return Condition(name, words, tuple(filters), node.place) if filters else None


def _read_paths(entry: Entry, refs: Refs) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for table, value, place in entry.pairs("paths"):
        if table not in refs.names["tables"]:
            refs.problems.unknown(place, f"table in 'paths' of {entry.what}:", table, refs.names["tables"])
        elif value.kind == "null":
            paths[table] = NO_PATH
        elif value.kind != "text":
            entry.wrong("paths", value, "paths (joins, then a column, divided by dots)")
        elif path := refs.path_at(value.text, value.place, f"path from {table} of {entry.what}", table):
            paths[table] = path
    return paths


def _label_columns(entry: Entry) -> dict[str, str]:
    columns: dict[str, str] = {}
    for language, value, place in entry.pairs("label_columns"):
        if language not in keys.LANGUAGES:
            entry.problems.unknown(place, f"language in 'label_columns' of {entry.what}:", language, keys.LANGUAGES)
        elif value.kind != "text":
            entry.wrong("label_columns", value, "columns by language")
        else:
            columns[language] = value.text.strip()
    return columns


def _read_bands(name: str, entry: Entry, refs: Refs) -> Bands | None:
    node = entry.get("bands")
    if node is None:
        return None
    bands = Entry(node, f"'bands' of dimension {name}", keys.BANDS, refs.problems)
    metric = refs.one(bands, "metric", "metrics", "metric", required=True)
    key = bands.text("key", required=True)
    months = bands.integer("months", required=True)
    bounds = _read_bounds(bands)
    if metric is None or key is None or months is None or not bounds:
        return None
    if "." in key:
        bands.problems.add(node.place, f"'key' of {bands.what} must be a column of the dimension's own table")
        return None
    return Bands(metric, (key,), months, bounds)


def _read_bounds(entry: Entry) -> tuple[tuple[str, int | None], ...]:
    entry.need("bounds")
    bounds: list[tuple[str, int | None]] = []
    items = entry.items("bounds")
    for index, item in enumerate(items):
        last = index == len(items) - 1
        label, upper = item.items if item.kind == "list" and len(item.items) == 2 else (None, None)
        if label is None or upper is None or label.kind not in ("text", "number", "flag"):
            entry.problems.add(item.place, f"'bounds' of {entry.what} are pairs: [label, largest value]")
            return ()
        largest = whole_number(upper)
        if last != (upper.kind == "null") or (largest is None) != last:
            entry.problems.add(item.place, f"'bounds' of {entry.what}: the last one, and only that, ends with null")
            return ()
        before = bounds[-1][1] if bounds else None
        if largest is not None and before is not None and largest <= before:
            entry.problems.add(item.place, f"'bounds' of {entry.what} must ascend")
            return ()
        bounds.append((label.text.strip(), largest))
    return tuple(bounds)


def _band_member(label: str, declared: tuple[Member, ...]) -> Member:
    """The words declared for a band, or its label."""
    return next((m for m in declared if m.value == label), Member(label, Words({"en": label})))
