"""What building rollups on a server comes to, and what it begins from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from queries.catalogue.model import Catalogue
from queries.rollups.model import Rollup
from queries.rollups.plan import Bounds

Without = tuple[tuple[str, str], ...]
"""Facts that get no rollups, each with the reason."""


@dataclass(frozen=True, slots=True)
class Built:
    """What there is now: `kept` of the rollups were left as they were."""

    rollups: tuple[Rollup, ...]
    kept: frozenset[str]
    without: Without


class Roller(Protocol):
    """A server on which rollups are made. Each raises QueryFailed where the server does not do it."""

    def build(self, catalogue: Catalogue, bounds: Bounds, *, full: bool, say: Callable[[str], None]) -> Built:
        """Build what is to be built; rollups that still hold are left as they are unless all are wanted (`full`)."""

    def script(self, catalogue: Catalogue, bounds: Bounds) -> tuple[str, Without]:
        """The statements that build, for somebody's own job. Nothing is written to."""

    def remove(self) -> int:
        """Take away everything of kpibot's; how many rollups there were."""


def ended(statements: Sequence[str]) -> list[str]:
    """Statements of a script."""
    return [f"{statement};" for statement in statements]
