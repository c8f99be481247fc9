"""Which rollups a fact gets: few small ones that keep every pair of breakdowns worth it together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from queries.rollups.grain import Unit

Size = Callable[[frozenset[Unit]], float]


@dataclass(frozen=True, slots=True)
class Bounds:
    """`least` rows make rollups worth it; below, reading the fact itself takes a few milliseconds.

    A rollup may have a `share` of the fact's rows, or `small` ones if that is more but still a `small_share`; all of a
    fact's together have at most `most`.
    """

    least: int = 200_000
    share: float = 0.02
    small: int = 200_000
    small_share: float = 0.2
    most: int = 6

    def largest(self, rows: int) -> float:
        """The rows that a rollup of a fact may have."""
        return max(rows * self.share, min(rows * self.small_share, self.small))


ALL = Bounds(least=0, share=float("inf"))
"""Rollups of everything, whatever their size."""


def usable(ways: Sequence[tuple[Unit, ...]], size: Size, largest: float) -> list[Unit]:
    """The unit of each dimension: the first of its ways that alone would not make a rollup too large."""
    found: dict[Unit, None] = {}
    for units in ways:
        for unit in units:
            if size(frozenset({unit})) <= largest:
                found[unit] = None
                break
    return list(found)


def chosen(units: Sequence[Unit], size: Size, largest: float, most: int) -> list[frozenset[Unit]]:
    """Sets of units, the first one of each pair that is not yet together grown by what is together with most of it."""
    waiting = {frozenset(pair) for pair in combinations(units, 2)} | {frozenset({unit}) for unit in units}
    waiting = {pair for pair in waiting if size(pair) <= largest}
    found: list[frozenset[Unit]] = []
    while waiting and len(found) < most:
        grown = max(waiting, key=lambda pair: (size(pair), sorted(pair)))
        while True:
            gains = {
                unit: sum(pair <= grown | {unit} for pair in waiting)
                for unit in units
                if unit not in grown and size(grown | {unit}) <= largest
            }
            best = max(gains, key=lambda unit: (gains[unit], -size(grown | {unit}), unit), default=None)
            if best is None:
                break
            grown |= {best}
        found.append(grown)
        waiting = {pair for pair in waiting if not pair <= grown}
    return found or ([frozenset()] if size(frozenset()) <= largest else [])
