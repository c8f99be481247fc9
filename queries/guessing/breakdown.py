"""A dimension in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from queries.guessing.entity import Entity


@dataclass(slots=True)
class Breakdown:
    """A dimension in the making. `homes` are the columns it stands in, the one with the most members first."""

    words: tuple[str, ...]
    homes: list[tuple[Entity, str]]
    rank: int = 40
    key: str | None = None
    text: str = ""
    also: tuple[str, ...] = ()
    paths: dict[str, str | None] = field(default_factory=dict)
    of: tuple[str, ...] = ()
    metric: str | None = None
    why: str = ""
    id: str = ""
    members: tuple[dict[str, Any], ...] = ()

    @property
    def entity(self) -> Entity:
        """The table it lives in."""
        return self.homes[0][0]

    @property
    def column(self) -> str:
        """Its column there."""
        return self.homes[0][1]


def values_of(one: Breakdown) -> dict[str, Any]:
    """The keys of the dimension in the catalogue, without its words."""
    values: dict[str, Any] = {"table": one.entity.id, "column": one.column}
    if one.key:
        values["key"] = one.key
    if one.members:
        values["members"] = list(one.members)
    if one.paths:
        values["paths"] = dict(one.paths)
    return values
