"""Members whose names are near words that were not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.lexicon import Lexicon, Sense
from intents.spelling import SHORTEST, Spelling

_ALIKE = 0.6
"""The share of letters that must agree."""
_MOST_COMPARED = 20_000
"""Among more words than this only those a slip or two away are looked up."""
_MOST_FOUND, _MOST_WORDS = 8, 3


def near_members(words: Sequence[str], lexicon: Lexicon, spelling: Spelling) -> list[Sense]:
    """The members that may have been meant by the words, the nearest first, each once."""
    found: dict[tuple[str, tuple[str, ...]], Sense] = {}
    parts = [part for one in words for part in one.split()]
    unknown = [part for part in parts if not lexicon.knows(part) or lexicon.is_of_member(part)]
    for word in unknown[:_MOST_WORDS]:
        for known in _near_words(word, lexicon, spelling):
            for sense in _named(known, lexicon):
                found.setdefault((sense.value, sense.dimensions), sense)
    return list(found.values())[:_MOST_FOUND]


def _near_words(word: str, lexicon: Lexicon, spelling: Spelling) -> Iterator[str]:
    if len(word) < SHORTEST or not word.isalpha():
        return
    yield from (known for _, known in spelling.candidates(word) if lexicon.is_of_member(known))
    if len(lexicon.member_words) <= _MOST_COMPARED:
        alike = process.extract_iter(word, lexicon.member_words, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE)
        yield from (known for _, known in sorted((-score, known) for known, score, _ in alike)[:_MOST_FOUND])


def _named(word: str, lexicon: Lexicon) -> Iterator[Sense]:
    stem = lexicon.stem(word)
    for sense in (*lexicon.senses(stem), *lexicon.people_named(stem)):
        if sense.kind == "member" and sense.dimensions and not sense.shy:
            yield sense
