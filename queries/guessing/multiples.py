"""What a heading says of how its numbers are written: "Revenue (k$)" is in thousands of dollars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.loading.words import CURRENCIES, MULTIPLES, UNITS
from queries.guessing import en
from queries.guessing.headings import heading_of, is_persian

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TOKENS = re.compile(r"[^\W\d_]+|0{3}(?:s|'s)?|[$€£¥₹₽₺₩﷼]")
_IN = re.compile(r"[\s_-]+(?:in[\s_-]+)?(thousands?|millions?|billions?|mn|bn|000s?)$", re.IGNORECASE)
_FACTORS = {
    **MULTIPLES, "thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000, "000": 1_000, "000s": 1_000,
    "000's": 1_000, "mm": 1_000_000, "mil": 1_000_000, "tn": 1_000_000_000_000, "tsd": 1_000,
}  # fmt: skip
_LETTERS = frozenset({"k", "m", "b", "mm", "mil", "mio"})
"""These may be units of another kind: metres, kilobytes; money alone makes multiples of them."""
_MONEY = frozenset(sign.casefold() for sign in CURRENCIES)
_UNITS = frozenset(unit.casefold() for unit in UNITS)
_JOINTS = frozenset({"in", "of", "به"})


@dataclass(frozen=True, slots=True)
class Told:
    """A heading without what it says of its numbers, the `factor` they are to be multiplied by, and the `currency`."""

    bare: str
    factor: int = 1
    currency: str | None = None


def told_by(heading: str) -> Told:
    """What a heading says."""
    for bracket in _BRACKETS.finditer(heading):
        bare = " ".join((heading[: bracket.start()] + " " + heading[bracket.end() :]).split())
        found = _read(bracket[1], bare) if bare else None
        if found is not None:
            return found
    told = _IN.search(heading)
    if told and (rest := heading[: told.start()].strip(" _-")) and _is_money_or_many(rest):
        return Told(rest, _FACTORS[told[1].casefold()])
    return Told(heading)


def _read(text: str, bare: str) -> Told | None:
    """What stands in brackets, where it is nothing but multiples, currencies and units."""
    tokens = [token.casefold() for token in _TOKENS.findall(text)]
    tokens = [part for token in tokens for part in _parts(token)]
    factors = [_FACTORS[token] for token in tokens if token in _FACTORS]
    money = [token for token in tokens if token in _MONEY]
    rest = [token for token in tokens if token not in _FACTORS and token not in _MONEY | _JOINTS]
    if rest:
        return Told(bare) if is_persian(text) and set(rest) <= _UNITS and not factors else None
    if len(factors) == 1:
        letters = [token for token in tokens if token in _LETTERS]
        if letters and not money and not heading_of(bare).has(en.MONEY):
            return None
        return Told(bare, factors[0], money[0] if money else None)
    return Told(bare, 1, money[0]) if len(money) == 1 and not factors and is_persian(text) else None


def _parts(token: str) -> Sequence[str]:
    """The parts of "kusd" and "musd"."""
    if token[:1] in "kmb" and token[1:] in _MONEY:
        return (token[0], token[1:])
    return (token,)


def _is_money_or_many(rest: str) -> bool:
    return heading_of(rest).has(en.MONEY, en.QUANTITY, en.STATE, en.UP)
