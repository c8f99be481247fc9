"""Typed access to one mapping of the file: each wrong type, missing and unknown key becomes a problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from queries.catalogue.model import Place
from queries.catalogue.problems import Problems, did_you_mean, nearest
from queries.catalogue.yaml_tree import Node

Choice = TypeVar("Choice", bound=str)
_SCALARS = ("text", "number", "flag")


class Entry:
    """One mapping, called `what` in messages ("metric revenue"), that may have the keys of `allowed`."""

    def __init__(self, node: Node, what: str, allowed: tuple[str, ...], problems: Problems) -> None:
        self.node = node
        self.what = what
        self.problems = problems
        if node.kind != "map":
            problems.add(node.place, f"{what} must be a mapping of keys to values")
        for key in node.keys:
            if key not in allowed:
                problems.add(node.key_places[key], f"{what} has no key {key!r}", _meant(key, allowed))

    @property
    def place(self) -> Place:
        return self.node.place

    def has(self, key: str) -> bool:
        """Whether the key stands there, with a value or without."""
        return key in self.node.keys

    def get(self, key: str) -> Node | None:
        """The node of a key; None where it is missing or empty."""
        node = self.node.keys.get(key)
        return None if node is None or node.kind == "null" else node

    def need(self, key: str) -> Node | None:
        """The node of a key that must be there."""
        node = self.get(key)
        if node is None and self.node.kind == "map" and not self.node.keys:
            self.problems.add(self.place, f"{self.what} has no keys", "they stand below it, two spaces further in")
        elif node is None and self.node.kind == "map":
            self.problems.add(self.place, f"{self.what} needs {key!r}")
        return node

    def wrong(self, key: str, node: Node, expected: str) -> None:
        """Note that a key's value is not what it should be."""
        self.problems.add(node.place, f"{key!r} of {self.what} must be {expected}")

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A text; numbers and flags are taken as written."""
        node = self.need(key) if required else self.get(key)
        if node is None:
            return None
        if node.kind not in _SCALARS or not node.text.strip():
            self.wrong(key, node, "a text")
            return None
        return node.text.strip()

    def integer(self, key: str, *, required: bool = False, least: int = 1) -> int | None:
        """A whole number."""
        node = self.need(key) if required else self.get(key)
        if node is None:
            return None
        value = whole_number(node)
        if value is None or value < least:
            self.wrong(key, node, f"a whole number of at least {least}")
            return None
        return value

    def number(self, key: str) -> float | None:
        """A number."""
        node = self.get(key)
        if node is None:
            return None
        if node.kind != "number":
            self.wrong(key, node, "a number")
            return None
        return float(node.text)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        node = self.get(key)
        if node is None:
            return default
        if node.kind != "flag":
            self.wrong(key, node, "true or false")
            return default
        return node.flag

    def choice(self, key: str, options: tuple[Choice, ...], default: Choice) -> Choice:
        """One of a few words."""
        node = self.get(key)
        if node is None:
            return default
        found = next((option for option in options if node.text == option), None)
        if found is None:
            self.problems.add(
                node.place,
                f"{key!r} of {self.what} must be one of {', '.join(options)}, not {node.text!r}",
                nearest(node.text, options),
            )
            return default
        return found

    def texts(self, key: str, *, required: bool = False) -> list[Node]:
        """The text nodes of a list; a single text is a list of one."""
        node = self.need(key) if required else self.get(key)
        return [] if node is None else self.text_items(key, node)

    def text_items(self, key: str, node: Node) -> list[Node]:
        """The text nodes under a node."""
        nodes = list(node.items) if node.kind == "list" else [node]
        good = [item for item in nodes if item.kind in _SCALARS and item.text.strip()]
        if len(good) != len(nodes):
            self.wrong(key, node, "a list of texts")
        return good

    def items(self, key: str) -> list[Node]:
        """The nodes of a list."""
        node = self.get(key)
        if node is None:
            return []
        if node.kind != "list":
            self.wrong(key, node, "a list")
            return []
        return list(node.items)

    def pairs(self, key: str) -> Iterator[tuple[str, Node, Place]]:
        """Name, value and the name's place of a mapping."""
        node = self.get(key)
        if node is None:
            return
        if node.kind != "map":
            self.wrong(key, node, "a mapping")
            return
        for name, value in node.keys.items():
            yield name, value, node.key_places[name]


def _meant(key: str, allowed: tuple[str, ...]) -> str | None:
    name, colon, value = key.partition(":")
    if colon and name in allowed:
        return f"a space stands after the colon: {name}: {value}"
    return did_you_mean(key, allowed)


def whole_number(node: Node) -> int | None:
    """The whole number a node was written as."""
    if node.kind != "number" or "." in node.text or len(node.text) > 15:
        return None
    return int(node.text)
