"""Right words for misspelt ones: a deletion index over the vocabulary, built once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from intents.many_phrases import ManyPhrases
from intents.slips import LONGEST, allowed

SHORTEST = 4
"""Words under four letters are never corrected: any of them is one slip from another."""


class Spelling:
    """Candidates for a word that is not known, nearest first."""

    def __init__(
        self, vocabulary: Iterable[str], base: Spelling | None = None, many: Sequence[ManyPhrases] = ()
    ) -> None:
        self._index: dict[str, list[str]] = {}
        self._base = base  # another one, whose words are known here too
        self._many = many  # members on disk, with an index of their own
        self._words = {w for w in vocabulary if len(w) >= 3 and (base is None or not base.knows(w))}
        for word in sorted(self._words):
            for key in _deletions(word, allowed(len(word))):
                self._index.setdefault(key, []).append(word)

    def knows(self, word: str) -> bool:
        """Whether a word is one of the right ones."""
        return word in self._words or (self._base is not None and self._base.knows(word))

    def candidates(self, word: str) -> list[tuple[int, str]]:
        """(slips, right word) of the nearest known words; empty for short words and numbers."""
        if len(word) < SHORTEST or not word.isalpha():
            return []
        most = allowed(len(word))
        near = {known for key in _deletions(word, most) for known in self._near(key)}
        near.update(known for many in self._many for known in many.near(word))
        scored = sorted(
            (distance, known)
            for known in near
            if len(known) >= SHORTEST and (distance := OSA.distance(word, known, score_cutoff=most)) <= most
        )
        return [pair for pair in scored if pair[0] == scored[0][0]]

    def _near(self, key: str) -> Iterator[str]:
        yield from self._index.get(key, ())
        if self._base is not None:
            yield from self._base._near(key)


def _deletions(word: str, count: int) -> set[str]:
    if len(word) > LONGEST:
        return {word}
    found = {word}
    for n in range(1, count + 1):
        for gone in combinations(range(len(word)), n):
            found.add("".join(c for i, c in enumerate(word) if i not in gone))
    return found
