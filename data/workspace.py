"""A workspace: a folder with kpibot.yaml and a catalogue; here its settings, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from data.store import Limits

SETTINGS = "kpibot.yaml"
LANGUAGES = ("en", "fa")
ROLES = ("everything", "nothing")
# What the catalogue's loader reads from the same file.
_CATALOGUE_KEYS = ("name", "currency", "calendar")
_KEYS = (*_CATALOGUE_KEYS, "languages", "database", "default_role", "people", "limits")
_PEOPLE_KEYS = ("dimension", "table", "email", "name")
_DATABASE_KEYS = ("kind", "file")
_ENGINES = ("duckdb",)
_LIMIT_KEYS = ("seconds", "memory_mb", "threads")


class WorkspaceError(Exception):
    """The workspace is not as it must be; the message begins with the file and line."""


@dataclass(frozen=True, slots=True)
class People:
    """Where a person's e-mail address leads to a member: column `email` of `table`, whose `name` is in `dimension`."""

    dimension: str
    table: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """kpibot.yaml, checked. `database` is a published folder or a DuckDB file; `languages` begin with the main one."""

    folder: Path
    name: str
    languages: tuple[str, ...]
    database: Path
    default_role: str
    people: People | None
    limits: Limits


def read_workspace(folder: Path) -> Workspace:
    """The workspace in a folder."""
    file = folder / SETTINGS
    if not folder.is_dir():
        raise WorkspaceError(f"{folder}: there is no such folder; a workspace is a folder with {SETTINGS} in it")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise WorkspaceError(f"{folder}: this is no workspace, it has no {SETTINGS}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{file}:1: cannot be read: {error}") from error
    root = _Section(file, "", _compose(text, file), _KEYS)
    people = root.section("people", _PEOPLE_KEYS)
    limits = root.section("limits", _LIMIT_KEYS)
    return Workspace(
        folder=folder,
        name=root.text("name") or folder.name,
        languages=root.choices("languages", LANGUAGES) or LANGUAGES[:1],
        database=folder / _database(root),
        default_role=root.choice("default_role", ROLES) or "nothing",
        people=People(*(people.needed(key) for key in _PEOPLE_KEYS)) if people else None,
        limits=Limits(
            seconds=limits.number("seconds", Limits().seconds),
            memory_mb=int(limits.number("memory_mb", 0)),
            threads=int(limits.number("threads", 0)),
        )
        if limits
        else Limits(),
    )


def _database(root: _Section) -> str:
    """Where the rows live, relative to the workspace: `database: data`, or `database: {kind: duckdb, file: data}`."""
    if not root.is_mapping("database"):
        return root.text("database") or "data"
    section = root.section("database", _DATABASE_KEYS)
    if section is None:
        return "data"
    section.choice("kind", _ENGINES)
    return section.needed("file")


def _compose(text: str, file: Path) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WorkspaceError(f"{file}:{line}: {error.problem or 'this is no YAML'}") from error
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{file}:1: this is no YAML: {error}") from error


class _Section:
    """One mapping of the file, whose every mistake is reported with its line."""

    def __init__(self, file: Path, name: str, node: yaml.Node | None, known: tuple[str, ...]) -> None:
        self._file, self._name = file, name
        self._nodes: Mapping[str, yaml.Node] = {}
        self._line = node.start_mark.line + 1 if node else 1
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise self._wrong(node, f"{name or SETTINGS} must be a mapping of settings")
        for key, _ in node.value:
            if key.value not in known:
                raise self._wrong(key, f"{key.value!r} is no setting{_of(name)}; known are {', '.join(known)}")
        self._nodes = {key.value: value for key, value in node.value}

    def section(self, key: str, known: tuple[str, ...]) -> _Section | None:
        node = self._nodes.get(key)
        return None if node is None else _Section(self._file, key, node, known)

    def is_mapping(self, key: str) -> bool:
        return isinstance(self._nodes.get(key), yaml.MappingNode)

    def text(self, key: str) -> str | None:
        node = self._nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise self._wrong(node, f"{key!r} must be a text")
        return str(node.value)

    def needed(self, key: str) -> str:
        text = self.text(key)
        if text is None:
            raise WorkspaceError(f"{self._file}:{self._line}: {self._name!r} needs {key!r}")
        return text

    def choice(self, key: str, known: tuple[str, ...]) -> str | None:
        text = self.text(key)
        if text is not None and text not in known:
            raise self._wrong(self._nodes[key], f"{key!r} must be one of {', '.join(known)}, not {text!r}")
        return text

    def choices(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        node = self._nodes.get(key)
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in items:
            if item.value not in known:
                raise self._wrong(item, f"{key!r} may have {', '.join(known)}, not {item.value!r}")
        return tuple(dict.fromkeys(item.value for item in items))

    def number(self, key: str, default: float) -> float:
        text = self.text(key)
        if text is None:
            return default
        try:
            number = float(text)
        except ValueError:
            number = -1
        if not 0 <= number < 1e9:
            raise self._wrong(self._nodes[key], f"{key!r} must be a number that is not negative, not {text!r}")
        return number

    def _wrong(self, node: yaml.Node, message: str) -> WorkspaceError:
        return WorkspaceError(f"{self._file}:{node.start_mark.line + 1}: {message}")


def _of(name: str) -> str:
    return f" of {name!r}" if name else ""
