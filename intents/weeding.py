"""Islands without those that tear a longer name apart or say a thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from intents.lexicon import SPREAD_KINDS, Lexicon
from intents.tokens import Token

if TYPE_CHECKING:
    from intents.islands import Island


def weeded(islands: Sequence[Island], tokens: Sequence[Token], lexicon: Lexicon) -> list[Island]:
    """The islands worth laying over a question."""
    return _without_doubles(_without_owners(_without_torn(islands), tokens, lexicon))


def _without_torn(islands: Sequence[Island]) -> list[Island]:
    """Without figures that end inside a breakdown's name of several words: "revenue per | customer type".

    Only where the words before that name can be read by themselves.
    """
    names = [one for one in islands if one.last - one.first > 1 and any(s.kind == "dimension" for s in one.senses)]
    if not names:
        return list(islands)
    return [
        one
        for one in islands
        if not any(s.kind == "metric" for s in one.senses)
        or not any(
            one.first < name.first < one.last < name.last and _is_covered(islands, one.first, name.first)
            for name in names
        )
    ]


def _without_owners(islands: Sequence[Island], tokens: Sequence[Token], lexicon: Lexicon) -> list[Island]:
    """Without figures told with small words between whose last word belongs to the member after it: "lost value for |
    customer Pars Foods" says nothing of the customer value.
    """
    kinds: dict[int, set[str]] = {}  # the breakdowns that single words name, by where they end
    for one in islands:
        if one.last - one.first == 1:
            kinds.setdefault(one.last, set()).update(s.value for s in one.senses if s.kind == "dimension")
    owned = {
        one.first
        for one in islands
        if any(kinds.get(one.first, set()) & set(s.dimensions) for s in one.senses if s.kind == "member")
    }
    return [
        one
        for one in islands
        if one.last not in owned
        or not any(sense.kind in SPREAD_KINDS for sense in one.senses)
        or all(tokens[i].text not in lexicon.gaps for i in range(one.first + 1, one.last - 1))
        or not any(
            _is_covered(islands, other.first, one.last - 1)
            for other in islands
            if other.first <= one.first < other.last
        )
    ]


def _without_doubles(islands: Sequence[Island]) -> list[Island]:
    """Without names of a breakdown that list its members, right after its own name: "gender | women and men"."""
    named: dict[int, set[str]] = {}
    for one in islands:
        named.setdefault(one.last, set()).update(s.value for s in one.senses if s.kind == "dimension")
    return [
        one
        for one in islands
        if one.last - one.first < 3
        or not any(s.kind == "dimension" and s.value in named.get(one.first, ()) for s in one.senses)
        or not _is_covered([other for other in islands if other is not one], one.first, one.last)
    ]


def _is_covered(islands: Sequence[Island], first: int, last: int) -> bool:
    """Islands lie end to end from one token to another."""
    reached = {first}
    for one in sorted(islands, key=lambda island: island.first):
        if one.first in reached and one.last <= last:
            reached.add(one.last)
    return last in reached
