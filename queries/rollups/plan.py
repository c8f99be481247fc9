"""Which rollups a fact gets: few small ones that keep every pair of breakdowns worth it together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from queries.rollups.grain import Unit

Size = Callable[[frozenset[Unit]], float]


@dataclass(frozen=True, slots=True)
class Bounds:
    """`least` rows make rollups worth it; below, reading the fact itself takes a few hundredths of a second.

    A rollup may have a `share` of the fact's rows, or `small` ones if that is more; a fact has at most `most`.
    """

    least: int = 1_000_000
    share: float = 0.02
    small: int = 50_000
    most: int = 6

    def largest(self, rows: int) -> float:
        """The rows that a rollup of a fact may have."""
        return max(rows * self.share, self.small)


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


def named(dimensions: Sequence[str], ways: Mapping[str, tuple[Unit, ...]], size: Size) -> frozenset[Unit]:
    """The units of a rollup that the catalogue names: of the ways to each dimension the one with the fewest rows."""
    return frozenset(min(ways[name], key=lambda unit: size(frozenset({unit}))) for name in dimensions)


def chosen(units: Sequence[Unit], size: Size, largest: float, most: int) -> list[frozenset[Unit]]:
    """Sets of units, at most so many, that hold as many pairs of them together as they can.

    Each begins with a pair not yet together, of what lies nearest to the fact first, and takes in whatever brings most
    of the other pairs together. One more keeps nothing apart but days.
    """
    waiting = {frozenset(pair) for pair in combinations(units, 2)} | {frozenset({unit}) for unit in units}
    waiting = {pair for pair in waiting if size(pair) <= largest}
    found: list[frozenset[Unit]] = []
    while waiting and len(found) < most:
        grown = min(waiting, key=lambda pair: (_distance(pair), -size(pair), sorted(pair)))
        while True:
            gains = {
                unit: sum(1 / (1 + _distance(pair)) for pair in waiting if pair <= grown | {unit})
                for unit in units
                if unit not in grown and size(grown | {unit}) <= largest
            }
            best = max(gains, key=lambda unit: (gains[unit], -size(grown | {unit}), unit), default=None)
            if best is None:
                break
            grown |= {best}
        found.append(grown)
        waiting = {pair for pair in waiting if not pair <= grown}
    return [*found, frozenset()] if size(frozenset()) <= largest else found


def _distance(units: frozenset[Unit]) -> int:
    """How many joins lie between the fact and what it is kept apart by."""
    return sum(max(len(path) - 1 for path in unit) for unit in units)
