"""What ClickHouse tells of the parts that tables are made of: enough to prove that nothing was written.

A part never changes; others are put in its place. Rows that nobody wrote to lie in the very same parts, or in parts
that the server has merged of them in the background, which their names tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

Name = tuple[str, str]
"""A table's database and its own name."""
Lapse = Literal["written", "replaced"]
_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Part:
    """A part of a table: `digest` is of all that tells it from others, its contents among that."""

    name: str
    partition: str
    rows: int
    digest: int

    @cached_property
    def numbers(self) -> tuple[int, int, int, int]:
        """The first and last block written to it, how often it was merged, the mutation that it has gone through."""
        first, last, level, *mutation = self.name.removeprefix(f"{self.partition}_").split("_")
        return int(first), int(last), int(level), int(mutation[0]) if mutation else 0


@dataclass(frozen=True)
class State:
    """A table at one moment. `made` is a digest of what it is besides its rows, its lasting name among that.

    `merging` tells whether merges leave its rows as they are.
    """

    table: Name
    made: int
    merging: bool
    parts: tuple[Part, ...]

    @cached_property
    def digests(self) -> frozenset[int]:
        return frozenset(part.digest for part in self.parts)


def lapse(before: State, now: State | None, *, same_server: bool) -> Lapse | None:
    """Why the rows may be others than before; None where they are the same ones.

    That parts were merged is only believed while the server runs that was running before: a later one may give the
    numbers of blocks that were dropped in between to others.
    """
    if now is None or before.made != now.made:
        return "replaced"
    if before.digests == now.digests:
        return None
    return None if same_server and before.merging and _is_merged(before.parts, now.parts) else "written"


def tables_digest(states: Sequence[State]) -> str:
    """The digest of what some tables are."""
    return _digest([state.made for state in states])


def parts_digest(states: Sequence[State]) -> str:
    """The digest of the parts of some tables."""
    return _digest([part.digest for state in states for part in state.parts])


def _digest(numbers: Sequence[int]) -> str:
    return f"{len(numbers)} {sum(numbers) & _MASK}"


def _is_merged(before: Sequence[Part], now: Sequence[Part]) -> bool:
    """Whether parts are the ones of before, some of them merged and nothing else."""
    old, new = _by_partition(before), _by_partition(now)
    return old.keys() == new.keys() and all(_covers(old[name], new[name]) for name in old)


def _by_partition(parts: Sequence[Part]) -> dict[str, list[Part]]:
    ordered = sorted(parts, key=lambda part: (part.partition, part.numbers))
    return {name: list(some) for name, some in groupby(ordered, key=lambda part: part.partition)}


def _covers(before: list[Part], now: list[Part]) -> bool:
    """Whether each part of a partition is one of before or made of some that lay beside each other, in their order."""
    if any(part.partition.startswith("patch-") for part in (*before, *now)):
        return False  # rows that are laid over others
    waiting = list(before)
    for part in now:
        first, last, level, mutation = part.numbers
        taken = [old for old in waiting if first <= old.numbers[0] and old.numbers[1] <= last]
        if taken != waiting[: len(taken)] or not taken:
            return False
        waiting = waiting[len(taken) :]
        if len(taken) == 1 and taken[0].digest == part.digest:
            continue
        merged = (
            level > max(old.numbers[2] for old in taken)
            and {old.numbers[3] for old in taken} == {mutation}
            and (taken[0].numbers[0], taken[-1].numbers[1]) == (first, last)
            and sum(old.rows for old in taken) == part.rows
        )
        if not merged:
            return False
    return not waiting
