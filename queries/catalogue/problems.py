"""Problems of a catalogue: where they stand, what is wrong, what was meant. All are collected, then raised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from queries.catalogue.model import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the catalogue's files."""

    place: Place
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place.file}:{self.place.line}: {self.message}{hint}"


class CatalogueError(Exception):
    """The catalogue cannot be used. `problems` holds everything found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Problems:
    """The problems found so far while a catalogue is read."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: str, hint: str | None = None) -> None:
        """Note a problem."""
        problem = Problem(place, message, hint)
        if problem not in self.found:
            self.found.append(problem)

    def unknown(self, place: Place, what: str, name: str, known: Iterable[str]) -> None:
        """Note a name that nothing carries, with the nearest one that something does."""
        self.add(place, f"unknown {what} {name!r}", did_you_mean(name, known))

    def raise_if_any(self) -> None:
        """Raise everything found, ordered by file and line."""
        if self.found:
            raise CatalogueError(sorted(self.found, key=lambda p: (p.place.file, p.place.line)))


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A hint naming the known name nearest to the written one; the whole list where it is short and nothing is near."""
    names = sorted(set(known))
    listed = f"known: {', '.join(names)}" if 0 < len(names) <= 12 else None
    return nearest(name, names) or listed


def nearest(name: str, known: Iterable[str]) -> str | None:
    """A hint naming the known name nearest to the written one, if any is near."""
    near = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else None
