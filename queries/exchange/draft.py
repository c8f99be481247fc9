"""A catalogue on its way in from another tool: what was carried over, and what was not and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from queries.catalogue.load import load_catalogue_text
from queries.catalogue.model import Path
from queries.catalogue.paths import shortest_paths
from queries.catalogue.problems import CatalogueError, Problem
from queries.query import BUCKETS, CYCLES

_SECTIONS = ("tables", "dimensions", "metrics")
_KEPT = frozenset((*BUCKETS, *CYCLES, "half", "season", "all", "none"))
_FILE = "catalogue.yaml"


class NotCarried(Exception):
    """This part cannot be said in the other form without changing what it means. The text says why."""


@dataclass(frozen=True, slots=True)
class Left:
    """What was not carried over, by its name where it came from, and why."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Carried:
    """A document in the other form as YAML; `count` is the number of figures in it that can be asked.

    `plain` are the figures shown as plain numbers because the source does not say their unit.
    """

    text: str
    count: int
    left: tuple[Left, ...]
    plain: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """The catalogue's sections as its files write them, while they are put together."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    dimensions: dict[str, dict[str, Any]] = field(default_factory=dict)
    metrics: dict[str, dict[str, Any]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)

    def leave(self, what: str, why: str) -> None:
        """Note what is not carried over."""
        note = Left(what, why)
        if note not in self.left:
            self.left.append(note)

    def free_id(self, *names: str) -> str:
        """The first name that no figure or breakdown has yet, as an id of the catalogue."""
        made = [identifier(name) for name in names]
        taken = self.dimensions.keys() | self.metrics.keys() | _KEPT
        found = next((name for name in made if name not in taken), None)
        n = 2
        while found is None:
            numbered = identifier(f"{made[-1]}_{n}")
            found = numbered if numbered not in taken else None
            n += 1
        return found

    def joins(self) -> dict[str, dict[str, str]]:
        """By table, the tables that its joins lead to."""
        return {name: {j: str(to["to"]) for j, to in t.get("joins", {}).items()} for name, t in self.tables.items()}

    def only_path(self, start: str, table: str, column: str) -> Path:
        """The path from one table to a column of another; raises NotCarried where there is none or more than one."""
        found = shortest_paths(start, {table: (column,)}, self.joins())
        if len(found) != 1:
            ways = "there are several ways" if found else "there is no way"
            raise NotCarried(f"{ways} from {start} to {table}")
        return found[0]

    def finish(self, name: str, currency: str | None = None) -> Carried:
        """The catalogue's text, loaded once to be sure that it holds; what does not load is left out and named.

        Raises CatalogueError where what is wrong belongs to no single entry.
        """
        self._close_forks()
        self._settle_words()
        head: dict[str, Any] = {"name": name, **({"currency": currency} if currency else {})}
        while True:
            sections = {s: getattr(self, s) for s in _SECTIONS if getattr(self, s)}
            text = yaml.safe_dump({**head, **sections}, sort_keys=False, allow_unicode=True, width=120)
            try:
                loaded = load_catalogue_text(text, _FILE)
            except CatalogueError as error:
                self._drop(error.problems, text, error)
                continue
            asked = sum(not metric.hidden for metric in loaded.metrics.values())
            return Carried(text, asked, tuple(self.left), tuple(m for m in self.plain if m in self.metrics))

    def _close_forks(self) -> None:
        """Where a table has two equally short ways to a breakdown, none of them is taken."""
        facts = {str(m["table"]) for m in self.metrics.values() if "table" in m}
        joins = self.joins()
        for name, dimension in self.dimensions.items():
            own: Path = (str(dimension["column"]),)
            told = {t: tuple(p.split(".")) if p else None for t, p in dimension.get("paths", {}).items()}
            for fact in sorted(facts):
                ways = shortest_paths(fact, {str(dimension["table"]): own, **told}, joins)
                if len(ways) > 1:
                    dimension.setdefault("paths", {})[fact] = None
                    several = " or ".join(".".join(way) for way in sorted(ways))
                    self.leave(f"breakdown {name} of table {fact}", f"it is reached by {several}; name one in `paths`")

    def _settle_words(self) -> None:
        """Each name means one thing: whoever has it first keeps it, a label twice becomes the id's words."""
        entries = [(n, e) for s in (self.metrics, self.dimensions) for n, e in s.items() if not e.get("hidden")]
        said: dict[str, str] = {}
        for name, entry in entries:
            if not isinstance(label := entry["label"], str):
                continue
            if said.setdefault(_plain(label), name) != name:
                entry["label"] = name.replace("_", " ")
                said.setdefault(_plain(entry["label"]), name)
        for name, entry in entries:
            if not isinstance(synonyms := entry.get("synonyms"), list):
                continue
            entry["synonyms"] = [s for s in synonyms if said.setdefault(_plain(str(s)), name) == name]
            for lost in [s for s in synonyms if s not in entry["synonyms"]]:
                self.leave(f"the name {lost!r} of {name}", f"it is a name of {said[_plain(str(lost))]} already")

    def _drop(self, problems: Iterable[Problem], text: str, error: CatalogueError) -> None:
        starts = _entries(text)
        dropped = False
        for problem in problems:
            before = [line for line in starts if line <= problem.place.line]
            section, name = starts[max(before)] if before else ("", "")
            if section in _SECTIONS and getattr(self, section).pop(name, None) is not None:
                self.leave(f"{section[:-1]} {name}", problem.message)
                dropped = True
        if not dropped:
            raise error


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())


def identifier(name: str) -> str:
    """An id of the catalogue made of any name: small letters, digits and single _."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    plain = re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")[:60].strip("_")
    if not plain:
        return "x"
    return plain if plain[0].isalpha() and not plain.startswith("kpibot_") else f"x_{plain}"


def _entries(text: str) -> dict[int, tuple[str, str]]:
    """By line, the entry that starts there."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    return {
        key.start_mark.line + 1: (str(section.value), str(key.value))
        for section, entries in root.value
        if isinstance(entries, yaml.MappingNode)
        for key, _ in entries.value
    }
