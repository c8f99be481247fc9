"""The names a catalogue defines, and the walk along its joins, for checking references while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from queries.catalogue.entry import Entry
from queries.catalogue.expressions import parse_path
from queries.catalogue.model import Path, Place, Table
from queries.catalogue.problems import Problems
from queries.catalogue.yaml_tree import Node


@dataclass(slots=True)
class Refs:
    """Every id by section ("tables", "metrics" ...), also of wrong entries; and the tables read so far."""

    names: Mapping[str, frozenset[str]]
    problems: Problems
    tables: dict[str, Table] = field(default_factory=dict)

    def check(self, section: str, what: str, node: Node) -> str | None:
        """The id a node refers to, if there is one."""
        name = node.text.strip()
        if node.kind in ("text", "number", "flag") and name in self.names[section]:
            return name
        if node.kind in ("map", "list"):
            self.problems.add(node.place, f"expected the name of one {what}")
        else:
            self.problems.unknown(node.place, what, name, self.names[section])
        return None

    def one(self, entry: Entry, key: str, section: str, what: str, *, required: bool = False) -> str | None:
        """The id that a key of an entry refers to."""
        node = entry.need(key) if required else entry.get(key)
        return None if node is None else self.check(section, what, node)

    def many(self, entry: Entry, key: str, section: str, what: str, *, required: bool = False) -> tuple[str, ...]:
        """The ids that the list under a key refers to."""
        found = (self.check(section, what, node) for node in entry.texts(key, required=required))
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def path(self, entry: Entry, key: str, table: str | None, *, required: bool = False) -> Path | None:
        """The path under a key, walked from a table."""
        text = entry.text(key, required=required)
        node = entry.get(key)
        if text is None or node is None or table is None:
            return None
        return self.path_at(text, node.place, f"{key!r} of {entry.what}", table)

    def path_at(self, text: str, place: Place, what: str, table: str) -> Path | None:
        """A path as written, walked from a table."""
        path = parse_path(text, place, what, self.problems)
        return path if path is not None and self.walk(table, path, place, what) else None

    def walk(self, table: str, path: Path, place: Place, what: str) -> bool:
        """Whether the joins of a path exist, starting at a table."""
        current = table
        for step in path[:-1]:
            if current not in self.tables:
                return False  # that table's own problem is noted already
            joins = self.tables[current].joins
            if step not in joins:
                self.problems.unknown(place, f"join of table {current} in {what}:", step, joins)
                return False
            current = joins[step].to
        return True
