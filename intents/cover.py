"""The best ways to lay islands over a question without overlap: weighted interval scheduling, k best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.islands import UNREAD, Island
from intents.tokens import Token

_TELLING = frozenset("%<>≥≤≠=+&$€£¥₹₺₽₩")
"""Signs that mean something; the others may be left out."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Islands in order, the indexes of words that none of them reads, and what the whole is worth."""

    weight: int
    islands: tuple[Island, ...]
    unread: tuple[int, ...]


def best_covers(tokens: Sequence[Token], islands: Sequence[Island], k: int) -> list[Cover]:
    """The k best covers, best first; of equal ones the cover with fewer islands, then the one found first."""
    starting: dict[int, list[Island]] = {}
    for island in islands:
        starting.setdefault(island.first, []).append(island)
    # best[i]: (weight, -number of islands, path) for tokens [i, end), best first.
    best: list[list[tuple[int, int, tuple[object, ...]]]] = [[] for _ in range(len(tokens) + 1)]
    best[len(tokens)] = [(0, 0, ())]
    for i in range(len(tokens) - 1, -1, -1):
        cost = 0 if _says_nothing(tokens[i]) else UNREAD
        options: list[tuple[int, int, tuple[object, ...]]] = [(w + cost, n, (i, path)) for w, n, path in best[i + 1]]
        for island in starting.get(i, ()):
            options += [(w + island.weight, n - 1, (island, path)) for w, n, path in best[island.last]]
        options.sort(key=lambda o: (-o[0], -o[1]))
        best[i] = options[:k]
    return [_cover(weight, path, tokens) for weight, _, path in best[0]]


def _says_nothing(token: Token) -> bool:
    return token.kind == "punct" and token.text not in _TELLING


def _cover(weight: int, path: tuple[object, ...], tokens: Sequence[Token]) -> Cover:
    islands: list[Island] = []
    unread: list[int] = []
    while path:
        head, path = path  # type: ignore[assignment]
        if isinstance(head, Island):
            islands.append(head)
        elif isinstance(head, int) and not _says_nothing(tokens[head]):
            unread.append(head)
    return Cover(weight, tuple(islands), tuple(unread))
