"""How far a breakdown's members usually depart from everybody changing alike: what a cause must stand out from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median

from queries.analyses.effects import Effect, Member, Split

Amounts = Mapping[Member, float]
Point = tuple[Amounts, Amounts]  # what is counted by member and, of a rate, what it is divided by
Pair = tuple[Point, Point]  # a point and the one that it is held against
Splitting = Callable[[Point, Point], Split | None]
FEWEST = 4  # changes of the past that are needed to know what is usual
_PRIOR = 4  # the other members count as much as so many changes of one's own
_CLEAR = 2.75  # spreads: of quarters and places of the demo in which nothing was planted, one in ten goes further
_ALWAYS = 6  # points of the past in each of which a member counted, so that counting hardly anything is an event
_FAR_LESS = 1 / 3
_MUCH = 0.1  # of the whole: what is less may do so without an event
_EXPECTED = 10.0  # of these counted where none was: chance does that once in 20,000 times


@dataclass(frozen=True, slots=True)
class Usual:
    """The spread of departures for a member of size 1, and the size of the whole's changes over one point.

    `lowest` is the least that a member ever counted, of those that always did; `idle` are members that once did not.
    """

    spread: Mapping[Member, float]
    pooled: float
    change: float
    lowest: Mapping[Member, float]
    idle: frozenset[Member]


def usual_of(past: Sequence[Pair], after: Sequence[Pair], splitting: Splitting) -> Usual | None:
    """What is usual over the changes before the one to explain and after it; None where they are too few."""
    squares: dict[Member, list[float]] = {}
    changes: list[float] = []
    for now, before in (*past, *after):
        split = splitting(now, before)
        if split is None:
            continue
        changes.append(abs(split.change))
        for effect in split.effects:
            size = _size(effect.member, now, before)
            if size > 0:
                squares.setdefault(effect.member, []).append(_apart(effect, split) ** 2 / size)
    if len(changes) < FEWEST or not squares:
        return None
    own = {member: fmean(found) for member, found in squares.items()}
    pooled = max(median(own.values()), fmean(own.values()) / 4)
    spread = {m: sqrt((own[m] * len(s) + pooled * _PRIOR) / (len(s) + _PRIOR)) for m, s in squares.items()}
    always = set.intersection(*({m for m, v in now[0].items() if v} for now, _ in past)) if len(past) >= _ALWAYS else ()
    lowest = {member: min(now[0][member] for now, _ in past) for member in always}
    idle = frozenset(member for now, _ in past for member in now[1] if now[1][member] and not now[0].get(member))
    return Usual(spread, sqrt(pooled), median(changes), lowest, idle)


def standing_out(split: Split, usual: Usual, now: Point, before: Point, units: float) -> tuple[Member, ...]:
    """The members that pushed the whole the way it went further than chance explains, the strongest first.

    The missing member is no cause: nobody knows who it is.

    `units` is how many points of the past the periods compared are long.
    """
    way = 1 if split.change >= 0 else -1
    least = usual.change * (sqrt(units) if not now[1] else 1 / sqrt(units))
    whole = max(abs(split.change), least)
    if not whole:
        return ()
    found: list[tuple[float, Member]] = []
    for effect in split.effects:
        apart = way * _apart(effect, split)
        if effect.member is None or apart <= 0 or way * effect.effect <= 0:
            continue
        spread = usual.spread.get(effect.member, usual.pooled) * sqrt(_size(effect.member, now, before))
        part = min(1.0, way * effect.effect / whole)
        if _stopped(effect, usual, now, before) or apart * part > _CLEAR * spread:
            found.append((way * effect.effect, effect.member))
    return tuple(member for _, member in sorted(found, key=lambda pair: (-pair[0], str(pair[1]))))


def _stopped(effect: Effect, usual: Usual, now: Point, before: Point) -> bool:
    """Whether a large member counts far less than it ever did, or nothing of much that it should have."""
    if effect.share < _MUCH:
        return False
    if not now[1]:
        return (effect.now or 0.0) <= usual.lowest.get(effect.member, float("-inf")) * _FAR_LESS
    if effect.now:
        return False
    over = sum(before[1].values())
    expected = now[1].get(effect.member, 0.0) * sum(before[0].values()) / over if over else 0.0
    return expected >= _EXPECTED and effect.member not in usual.idle


def _apart(effect: Effect, split: Split) -> float:
    return effect.effect - split.change * effect.share


def _size(member: Member, now: Point, before: Point) -> float:
    """What the square of chance grows with: an amount's size, or a rate's weight over what it is divided by."""
    if not now[1]:
        return max(abs(now[0].get(member, 0.0)), abs(before[0].get(member, 0.0)))
    wholes = [sum(point[1].values()) for point in (now, before)]
    weights = [p[1].get(member, 0.0) / w if w else 0.0 for p, w in zip((now, before), wholes, strict=True)]
    return max(weights) / max(wholes) if max(wholes) > 0 else 0.0
