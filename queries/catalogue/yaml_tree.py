"""Reads YAML into a tree whose every node knows its file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from queries.catalogue.model import Place
from queries.catalogue.problems import Problems

Kind = Literal["map", "list", "text", "number", "flag", "null"]
_MAX_DEPTH = 30
_MAX_NODES = 500_000
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}
_BRACKET = re.compile(r"[\[\]{}]")
_C_DEPTH, _C_LINE = 500, 3_000
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file. `text` is what was written (scalars only), so that a label "No" stays "No"."""

    kind: Kind
    place: Place
    text: str = ""
    items: tuple[Node, ...] = ()
    keys: Mapping[str, Node] = field(default_factory=dict)
    key_places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def flag(self) -> bool:
        """The truth of a flag node."""
        return _FLAGS[self.text.lower()]


class _Builder:
    """Turns PyYAML's nodes into ours."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._count = 0

    def build(self, node: yaml.Node, depth: int = 0) -> Node:
        place = Place(self._file, node.start_mark.line + 1)
        self._count += 1
        if depth > _MAX_DEPTH or self._count > _MAX_NODES:
            if depth == _MAX_DEPTH + 1 or self._count == _MAX_NODES + 1:
                self._problems.add(place, "nested too deeply or refers to itself")
            return Node("null", place)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            return Node("list", place, items=tuple(self.build(item, depth + 1) for item in node.value))
        return Node(_scalar_kind(node), place, text=str(node.value))

    def _mapping(self, node: yaml.MappingNode, place: Place, depth: int) -> Node:
        keys: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for key_node, value in node.value:
            key_place = Place(self._file, key_node.start_mark.line + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._problems.add(key_place, "a key must be a plain word")
                continue
            key = str(key_node.value)
            if key in keys:
                self._problems.add(key_place, f"{key!r} stands here twice; first in line {places[key].line}")
                continue
            keys[key] = self.build(value, depth + 1)
            places[key] = key_place
        return Node("map", place, keys=keys, key_places=places)


def _scalar_kind(node: yaml.Node) -> Kind:
    tag = node.tag.rpartition(":")[2]
    text = str(node.value)
    if tag == "null":
        return "null"
    if tag == "bool" and text.lower() in _FLAGS:
        return "flag"
    if tag in ("int", "float") and _NUMBER.fullmatch(text):
        return "number"
    return "text"


def _loader(text: str) -> Any:
    """libyaml's loader is ten times as fast, but a text nested thousands deep would end the process inside it."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    shallow = deepest < _C_DEPTH and all(len(line) < _C_LINE for line in text.splitlines())
    return yaml.CSafeLoader if yaml.__with_libyaml__ and shallow else yaml.SafeLoader


def _cure(lines: list[str], column: int) -> str:
    """What to do about a line that is no YAML, by what stands where reading it ended."""
    line = lines[0] if lines else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "begin lines with spaces, not with tabs"
    before = line[:column].rstrip()[-1:]
    for character in (line[column : column + 1], before):
        if character and character in "%@`*&!|>":
            return f"put a text that begins with {character} in quotes"
    if line.count(": ") > 1 or line.count('"') % 2 or line.count("'") % 2:
        return "put a text that holds a colon, comma, bracket or quote in quotes, and close each bracket and quote"
    return "keys that belong together begin in the same column; each bracket and quote has its end"


def read_tree(text: str, file: str, problems: Problems) -> Node | None:
    """The tree of one YAML document; None, with a problem noted, where it is no YAML, and for an empty document."""
    try:
        root = yaml.compose(text, Loader=_loader(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        cure = _cure(text.splitlines()[mark.line :][:1], mark.column) if mark else None
        problems.add(Place(file, mark.line + 1 if mark else 1), f"no valid YAML: {reason}", cure)
        return None
    except UnicodeEncodeError:
        problems.add(Place(file, 1), "no valid YAML: it holds half a character")
        return None
    except RecursionError:
        problems.add(Place(file, 1), "no valid YAML: nested too deeply")
        return None
    return None if root is None else _Builder(file, problems).build(root)
