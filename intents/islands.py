"""Islands: the stretches of a question that mean something by themselves, each with all it can mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.lexicon import Lexicon, Sense, kept
from intents.numerals import Numeral, find_numerals
from intents.periods import PeriodMatch
from intents.tokens import Token

# Weights per word: what the catalogue names counts more than the language's own words, and a longer match more than
# its parts.
_CONTENT, _ROLE, _FILLER, _JOIN = 10, 8, 7, 5
UNREAD = -25
"""What leaving a word unread costs; signs alone cost nothing."""


@dataclass(frozen=True, slots=True)
class Island:
    """Tokens [first, last) and the senses they may have; `weight` is what reading them is worth."""

    first: int
    last: int
    weight: int
    senses: tuple[Sense, ...] = ()
    period: PeriodMatch | None = None
    numeral: Numeral | None = None
    text: str = ""
    inner: tuple[Sense, ...] = ()  # roles of words that stand between a figure's two words ("won the most deals")
    last_word: str = ""


def find_islands(tokens: Sequence[Token], lexicon: Lexicon, periods: Sequence[PeriodMatch]) -> list[Island]:
    """All islands of a question, overlapping ones too, ordered by where they begin."""
    numbers = find_numerals(tokens, lexicon.languages)
    places = kept(list(tokens))
    islands = _phrases(tokens, places, lexicon)
    islands += [_period_island(p) for p in periods]
    islands += [Island(n.first, n.last, 9 * (n.last - n.first) + 1, numeral=n) for n in numbers]
    islands += _text_conditions(tokens, islands)
    return sorted(islands, key=lambda one: (one.first, -one.last))


def _period_island(match: PeriodMatch) -> Island:
    count = match.last - match.first
    return Island(match.first, match.last, (_CONTENT + _JOIN + 1) * count - _JOIN, period=match)


def _phrases(tokens: Sequence[Token], places: list[int], lexicon: Lexicon) -> list[Island]:
    texts = [tokens[i].text for i in places]
    stems = [lexicon.stem(t) for t in texts]
    longest, longest_word, phrases, words = lexicon.longest, lexicon.longest_word, lexicon.phrases, lexicon.words
    found: list[Island] = []
    for at, (text, stem) in enumerate(zip(texts, stems, strict=True)):
        reach = max(longest.get(stem, 0), longest_word.get(text, 0))
        for count in range(1, min(reach, len(places) - at) + 1):
            named = phrases.get(stem if count == 1 else " ".join(stems[at : at + count]), ())
            roles = words.get(text if count == 1 else " ".join(texts[at : at + count]), ())
            if named or roles:
                found.append(_island(places, at, count, tuple(named), tuple(roles), texts))
        if pair := _pair_at(places, at, texts, stems, lexicon):
            found.append(pair)
    return found


def _island(
    places: list[int], at: int, count: int, named: tuple[Sense, ...], roles: tuple[Sense, ...], texts: list[str]
) -> Island:
    if len(named) > 1:
        written = " ".join(texts[at : at + count])
        same = tuple(s for s in named if s.text == written)
        # A name written exactly so wins over another of the same kind that only shares its stem.
        named = tuple(s for s in named if s in same or all(o.kind != s.kind for o in same))
    open_named = [s for s in named if not s.shy]
    worth = _CONTENT if open_named else _FILLER if roles and roles[0].kind == "filler" else _ROLE
    if named and not open_named and not roles:
        worth = 4
    weight = worth * count + _JOIN * (count - 1)
    return Island(places[at], places[at + count - 1] + 1, weight, named + roles, last_word=texts[at + count - 1])


def _pair_at(places: list[int], at: int, texts: list[str], stems: list[str], lexicon: Lexicon) -> Island | None:
    gaps = lexicon.languages[0].gaps
    inner: list[Sense] = []
    for other in range(at + 1, min(at + 7, len(places))):
        senses = lexicon.pairs.get((stems[at], stems[other]))
        if senses:
            plain = other == at + 1 and " ".join(stems[at : other + 1]) in lexicon.phrases
            if plain:
                return None
            # Worth a little less than the same two words side by side, more than the two apart.
            count = other - at + 1
            return Island(
                places[at], places[other] + 1, 2 * _CONTENT + _JOIN - 2 + _FILLER * (count - 2), tuple(senses),
                inner=tuple(inner), last_word=texts[other],
            )  # fmt: skip
        if texts[other] in gaps:
            continue
        superlative = [s for s in lexicon.words.get(texts[other], ()) if s.kind == "top"]
        if not superlative or inner:
            return None
        inner += superlative[:1]
    return None


def _text_conditions(tokens: Sequence[Token], islands: Sequence[Island]) -> list[Island]:
    """ "contains", "starts with" … and the text after them, in quotes or one word."""
    found = []
    for island in islands:
        if not island.senses or island.senses[0].kind != "contains" or island.last >= len(tokens):
            continue
        first, last = island.last, island.last + 1
        if tokens[first].text in ("'", '"'):
            closing = next((j for j in range(first + 1, len(tokens)) if tokens[j].text == tokens[first].text), None)
            if closing is None or closing == first + 1:
                continue
            first, last = first + 1, closing
            after = closing + 1
        else:
            after = last
        if tokens[first].kind == "punct":
            continue
        weight = island.weight + 12 * (after - island.last)
        found.append(
            Island(island.first, after, weight, island.senses[:1], text=f"{tokens[first].start}:{tokens[last - 1].end}")
        )
    return found
