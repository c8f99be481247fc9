"""A figure that might be offered, before it is settled what it may be called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.guessing import en
from queries.guessing.draft import Draft
from queries.guessing.entity import Entity
from queries.guessing.headings import id_of, label_of, persian_of

Look = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs one SELECT over the loaded tables."""


@dataclass(slots=True)
class Candidate:
    """A figure. `words` make its label and its Persian name, unless those are given; `of` are the words it is told
    apart with where another figure has its name. The figure with the smaller `rank` keeps a name that two want.
    `heading` is what its column is called in the source, and so by people; `plain` are names that it has where no other
    figure wants them: amount.
    """

    id: str
    values: dict[str, Any]
    words: tuple[str, ...]
    of: tuple[str, ...] = ()
    label: str = ""
    persian: str = ""
    synonyms: tuple[str, ...] = ()
    rank: int = 50
    why: str = ""
    hidden: bool = False
    heading: str = ""
    plain: tuple[str, ...] = ()

    @property
    def english(self) -> str:
        """Its English label."""
        return self.label or label_of(self.words)


@dataclass(slots=True)
class Context:
    """What the makers of figures see: all tables, the findings so far, the figures so far, and the rows."""

    entities: Mapping[str, Entity]
    draft: Draft
    look: Look
    found: list[Candidate] = field(default_factory=list)

    def add(self, candidate: Candidate) -> str:
        """Take a figure up under an id of its own; the id."""
        taken = {one.id for one in self.found}
        wanted = candidate.id if candidate.id not in taken else id_of((*candidate.of, *candidate.id.split("_")))
        number, name = 2, wanted
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        candidate.id = name
        self.found.append(candidate)
        return name

    def by_id(self, id: str) -> Candidate:
        """The figure of an id."""
        return next(one for one in self.found if one.id == id)


def good_of(words: Iterable[str]) -> str:
    """The direction of a figure that is good news, going by its name."""
    said = set(words)
    if said & en.DOWN:
        return "down"
    return "up" if said & en.UP else "none"


def simple(entity: Entity, agg: str, expr: str | None = None, **more: Any) -> dict[str, Any]:
    """The keys of a simple figure; over all time where no period is named."""
    values: dict[str, Any] = {"table": entity.id, "agg": agg}
    if expr is not None:
        values["expr"] = expr
    values.update({key: value for key, value in more.items() if value})
    values["default_period"] = "all"
    return values


def ratio(numerator: str, denominator: str, unit: str, good: str) -> dict[str, Any]:
    """The keys of a ratio."""
    return {
        "type": "ratio",
        "numerator": numerator,
        "denominator": denominator,
        "format": unit,
        "good": good,
        "default_period": "all",
    }


__all__ = ["Candidate", "Context", "Look", "good_of", "persian_of", "ratio", "simple"]
