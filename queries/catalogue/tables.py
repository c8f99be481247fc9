"""Reads tables: source, key, time, and the many-to-one joins to other tables."""

from __future__ import annotations

from dataclasses import dataclass

from queries.catalogue import keys
from queries.catalogue.entry import Entry
from queries.catalogue.expressions import parse_source
from queries.catalogue.model import Join, Table
from queries.catalogue.refs import Refs
from queries.catalogue.yaml_tree import Node

GRAINS = ("day", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class TableTraits:
    """What only the loader needs of a table: `hours` where its times have a time of day; the finest grain kept."""

    hours: bool
    grain: str


def read_table(name: str, node: Node, refs: Refs) -> tuple[Table | None, TableTraits]:
    """A table; None where it cannot be made. Its time is walked by `check_times` when every table is known."""
    entry = Entry(node, f"table {name}", keys.TABLE, refs.problems)
    traits = TableTraits(entry.flag("hours"), entry.choice("grain", GRAINS, "day"))
    written = entry.text("source")
    source_node = entry.get("source")
    source = parse_source(
        written or name, source_node.place if source_node else node.place, f"'source' of {entry.what}", refs.problems
    )
    joins = {
        join_name: join
        for join_name, value, _ in entry.pairs("joins")
        if (join := _read_join(name, join_name, value, refs)) is not None
    }
    time = entry.text("time")
    loaded = entry.flag("loaded", default=traits.grain == "day")
    generics, dimensions = refs.names["generics"], refs.names["dimensions"]
    prefers = read_prefers(entry, generics, dimensions)
    key = tuple(item.text.strip() for item in entry.texts("primary_key"))
    if source is None or node.kind != "map":
        return None, traits
    path = tuple(part.strip() for part in time.split(".")) if time else None
    rollups = _read_rollups(entry, dimensions)
    unsure = tuple(item.text.strip() for item in entry.texts("unsure"))
    undated = entry.flag("undated")
    return Table(name, source, key, path, joins, prefers, node.place, loaded, rollups, undated, unsure), traits


def read_prefers(entry: Entry, generics: frozenset[str], dimensions: frozenset[str]) -> dict[str, str]:
    """Which dimension a generic word means here: {channel: sales_channel}."""
    prefers: dict[str, str] = {}
    for generic, value, place in entry.pairs("prefers"):
        if generic not in generics:
            entry.problems.unknown(place, f"generic in 'prefers' of {entry.what}:", generic, generics)
        elif value.text not in dimensions:
            entry.problems.unknown(value.place, "dimension", value.text, dimensions)
        else:
            prefers[generic] = value.text
    return prefers


def _read_rollups(entry: Entry, dimensions: frozenset[str]) -> tuple[tuple[str, ...], ...] | None:
    """The dimensions of each rollup: "none", or a list of lists of them. None where the catalogue does not say."""
    node = entry.get("rollups")
    if node is None:
        return None
    if node.kind == "text" and node.text == "none":
        return ()
    if node.kind != "list" or any(item.kind != "list" for item in node.items):
        entry.wrong("rollups", node, "none, or a list of lists of dimensions: [[territory, product], [segment]]")
        return None
    named: list[tuple[str, ...]] = []
    for item in node.items:
        names = entry.text_items("rollups", item)
        for name in names:
            if name.text not in dimensions:
                entry.problems.unknown(name.place, "dimension", name.text, dimensions)
        named.append(tuple(name.text for name in names))
    return tuple(named)


def check_times(nodes: dict[str, Node], refs: Refs) -> None:
    """Walk the time path of every table."""
    for name, table in refs.tables.items():
        if table.time is None:
            continue
        time = nodes[name].keys["time"]
        what = f"'time' of table {name}"
        if not all(table.time):
            refs.problems.add(time.place, f"{what}: {time.text!r} is no path")
        else:
            refs.walk(name, table.time, time.place, what)


def _read_join(table: str, name: str, node: Node, refs: Refs) -> Join | None:
    entry = Entry(node, f"join {name} of table {table}", keys.JOIN, refs.problems)
    if node.kind != "map":
        return None
    to = refs.one(entry, "to", "tables", "table", required=True)
    on = entry.need("on")
    if on is None:
        return None
    pairs: list[tuple[str, str]] = []
    if on.kind == "map":
        pairs = [(own, other.text.strip()) for own, other, _ in entry.pairs("on")]
    else:
        pairs = [(item.text.strip(), item.text.strip()) for item in entry.text_items("on", on)]
    if not pairs or not all(own and other for own, other in pairs):
        entry.wrong("on", on, "a column, a list of columns, or {own: other}")
        return None
    return None if to is None else Join(name, to, tuple(pairs))
