"""Splits a change over the members of a dimension, so that the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

Member = str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a member did to the whole figure. Of a rate: `rate` by its own rate, `mix` by its weight.

    `share` is what it would have done to a change of 1, had everybody changed alike.
    """

    member: Member
    now: float | None
    before: float | None
    effect: float
    share: float = 0.0
    mix: float | None = None
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A change split over one dimension, the strongest effects first."""

    dimension: str
    now: float
    before: float
    effects: tuple[Effect, ...]

    @property
    def change(self) -> float:
        return self.now - self.before


def split_amount(dimension: str, now: Mapping[Member, float], before: Mapping[Member, float]) -> Split:
    """Of an amount: each member's own change."""
    members = list(dict.fromkeys((*now, *before)))
    size = sum(abs(value) for value in before.values())
    effects = []
    for member in members:
        value, earlier = now.get(member, 0.0), before.get(member, 0.0)
        share = abs(earlier) / size if size else 1 / len(members)
        effects.append(Effect(member, value, earlier, value - earlier, share))
    return Split(dimension, sum(now.values()), sum(before.values()), _strongest(effects))


def split_rate(
    dimension: str,
    now: tuple[Mapping[Member, float], Mapping[Member, float]],
    before: tuple[Mapping[Member, float], Mapping[Member, float]],
) -> Split | None:
    """Of a rate, numerators and denominators by member: the effect of each one's weight and of each one's rate.

    Σ w₁r₁ − Σ w₀r₀ = Σ w₁(r₁ − r₀) + Σ (w₁ − w₀)(r₀ − R₀), because the weights add up to 1 in both. A member without
    rows before had the whole's rate R₀ then, by this reckoning. None where a period has no rate.
    """
    over, over_before = sum(now[1].values()), sum(before[1].values())
    if not over or not over_before:
        return None
    whole, whole_before = sum(now[0].values()) / over, sum(before[0].values()) / over_before
    effects: list[Effect] = []
    for member in dict.fromkeys((*now[1], *before[1], *now[0], *before[0])):
        n, d = now[0].get(member, 0.0), now[1].get(member, 0.0)
        n0, d0 = before[0].get(member, 0.0), before[1].get(member, 0.0)
        if (n and not d) or (n0 and not d0):
            return None  # a part of the numerator that no member's rate can hold
        rate, earlier = n / d if d else None, n0 / d0 if d0 else None
        start = whole_before if earlier is None else earlier
        weight, weight_before = d / over, d0 / over_before
        by_rate = weight * (rate - start) if rate is not None else 0.0
        by_mix = (weight - weight_before) * (start - whole_before)
        effects.append(Effect(member, rate, earlier, by_rate + by_mix, weight, by_mix, by_rate))
    return Split(dimension, whole, whole_before, _strongest(effects))


def scaled(split: Split, slope: float, offset: float) -> Split:
    """The split of slope × figure + offset."""
    effects = [
        Effect(
            e.member,
            None if e.now is None else slope * e.now + offset,
            None if e.before is None else slope * e.before + offset,
            slope * e.effect,
            e.share,
            None if e.mix is None else slope * e.mix,
            None if e.rate is None else slope * e.rate,
        )
        for e in split.effects
    ]
    return Split(split.dimension, slope * split.now + offset, slope * split.before + offset, tuple(effects))


def explains(split: Split) -> float:
    """How much a dimension explains: how far its few strongest members depart from everybody changing alike.

    Many members depart by chance, so more of them count for less.
    """
    whole = abs(split.change)
    if not whole or len(split.effects) < 2:
        return 0.0
    apart = sorted((abs(e.effect - split.change * e.share) for e in split.effects), reverse=True)
    return sum(apart[:3]) / whole / (1 + log2(len(split.effects)) / 4)


def _strongest(effects: list[Effect]) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda e: (-abs(e.effect), str(e.member))))
