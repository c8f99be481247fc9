"""Sections of kpibot.yaml, whose every mistake is reported with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

SETTINGS = "kpibot.yaml"


class WorkspaceError(Exception):
    """The workspace is not as it must be; the message begins with the file and line."""


def compose(text: str, file: Path) -> yaml.Node | None:
    """The file's tree; None where it is empty."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WorkspaceError(f"{file}:{line}: {error.problem or 'this is no YAML'}") from error
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{file}:1: this is no YAML: {error}") from error


class Section:
    """One mapping of the file, whose every mistake is reported with its line.

    `known` are the keys it may have; None where they are names of the file's own.
    """

    def __init__(self, file: Path, name: str, node: yaml.Node | None, known: tuple[str, ...] | None) -> None:
        self._file, self._name = file, name
        self._line = node.start_mark.line + 1 if node else 1
        found: dict[str, yaml.Node] = {}
        if node is not None and not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, f"{name or SETTINGS} must be a mapping of settings")
        for key, value in node.value if node is not None else ():
            if known is not None and key.value not in known:
                raise self.wrong(key, f"{key.value!r} is no setting{_of(name)}; known are {', '.join(known)}")
            if not isinstance(key, yaml.ScalarNode) or not key.value:
                raise self.wrong(key, f"a name{_of(name)} must be a text")
            if key.value in found:
                raise self.wrong(key, f"{key.value!r} stands here twice")
            found[key.value] = value
        self._nodes: Mapping[str, yaml.Node] = found

    @property
    def place(self) -> str:
        """Where it begins: the file and line."""
        return f"{self._file}:{self._line}"

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that are there."""
        return tuple(self._nodes)

    def within(self, node: yaml.Node, known: tuple[str, ...] | None) -> Section:
        """A mapping that is an item of a list."""
        return Section(self._file, self._name, node, known)

    def section(self, key: str, known: tuple[str, ...] | None) -> Section | None:
        """A mapping within this one; None where it is not there."""
        node = self._nodes.get(key)
        return None if node is None else Section(self._file, key, node, known)

    def is_mapping(self, key: str) -> bool:
        """Whether a setting has settings of its own."""
        return isinstance(self._nodes.get(key), yaml.MappingNode)

    def is_list(self, key: str) -> bool:
        """Whether a setting is a list."""
        return isinstance(self._nodes.get(key), yaml.SequenceNode)

    def items(self, key: str) -> tuple[yaml.Node, ...]:
        """What stands in a list, or the one thing that stands in its place."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        return tuple(node.value) if isinstance(node, yaml.SequenceNode) else (node,)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of it. Numbers and dates are taken as they are written."""
        for item in self.items(key):
            if not isinstance(item, yaml.ScalarNode) or not item.value:
                raise self.wrong(item, f"{key!r} must be a text or a list of texts")
        return tuple(dict.fromkeys(str(item.value) for item in self.items(key)))

    def text(self, key: str) -> str | None:
        """A text; None where it is not there."""
        node = self._nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise self.wrong(node, f"{key!r} must be a text")
        return str(node.value)

    def needed(self, key: str) -> str:
        """A text that must be there."""
        text = self.text(key)
        if text is None:
            raise WorkspaceError(f"{self._file}:{self._line}: {self._name!r} needs {key!r}")
        return text

    def choice(self, key: str, known: tuple[str, ...]) -> str | None:
        """One of the known texts; None where it is not there."""
        text = self.text(key)
        if text is not None and text not in known:
            raise self.wrong(self._nodes[key], f"{key!r} must be one of {', '.join(known)}, not {text!r}")
        return text

    def choices(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Some of the known texts."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in items:
            if item.value not in known:
                raise self.wrong(item, f"{key!r} may have {', '.join(known)}, not {item.value!r}")
        return tuple(dict.fromkeys(item.value for item in items))

    def number(self, key: str, default: float) -> float:
        """A number that is not negative."""
        text = self.text(key)
        if text is None:
            return default
        try:
            number = float(text)
        except ValueError:
            number = -1
        if not 0 <= number < 1e9:
            raise self.wrong(self._nodes[key], f"{key!r} must be a number that is not negative, not {text!r}")
        return number

    def mistake(self, key: str, message: str) -> WorkspaceError:
        """A mistake in a setting, with its place."""
        node = self._nodes.get(key)
        return WorkspaceError(f"{self.place}: {message}") if node is None else self.wrong(node, message)

    def wrong(self, node: yaml.Node, message: str) -> WorkspaceError:
        """A mistake with its place."""
        return WorkspaceError(f"{self._file}:{node.start_mark.line + 1}: {message}")


def _of(name: str) -> str:
    return f" of {name!r}" if name else ""
