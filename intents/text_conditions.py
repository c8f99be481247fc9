"""Conditions on the letters of a name: "contains …", "starts with …" and the text, in quotes or one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from intents.lexicon import Lexicon
from intents.tokens import Token

if TYPE_CHECKING:
    from intents.islands import Island

_QUOTES = ("'", '"')
_JOINER = "\u200c"
_WORTH = 12
"""Of each word of the text."""


def text_conditions(
    tokens: Sequence[Token], islands: Sequence[Island], question: str, lexicon: Lexicon
) -> Iterator[Island]:
    """The condition words with the text after them; some verbs stand after it: "با پارس شروع می‌شود"."""
    for island in list(islands):
        kind = island.senses[0].kind if island.senses else ""
        if kind == "contains" and island.last < len(tokens):
            found = _text_after(tokens, island.last, question)
            if found is not None:
                yield _condition(island, tokens, question, (island.first, found[2]), found[:2])
        elif kind == "contained" and island.first > 1:
            words = _text_before(tokens, island.first, question)
            before = words[2] - 1 if words is not None else -1
            if words is not None and before >= 0 and tokens[before].text in lexicon.ties("text"):
                yield _condition(island, tokens, question, (before, island.last), words[:2])


def _text_after(tokens: Sequence[Token], first: int, question: str) -> tuple[int, int, int] | None:
    """The first and last of the text's words, and where it ends with its quotes."""
    last = first + 1
    if tokens[first].text in _QUOTES:
        closing = next((j for j in range(first + 1, len(tokens)) if tokens[j].text == tokens[first].text), None)
        return None if closing is None or closing == first + 1 else (first + 1, closing, closing + 1)
    while last < len(tokens) and question[tokens[last - 1].end : tokens[last].start] == _JOINER:
        last += 1  # «لپ‌تاپ» is one word
    return None if tokens[first].kind == "punct" else (first, last, last)


def _text_before(tokens: Sequence[Token], last: int, question: str) -> tuple[int, int, int] | None:
    """The first and last of the text's words, and where it begins with its quotes."""
    first = last - 1
    if tokens[first].text in _QUOTES:
        opening = next((j for j in range(first - 1, -1, -1) if tokens[j].text == tokens[first].text), None)
        return None if opening is None or opening == first - 1 else (opening + 1, first, opening)
    while first > 0 and question[tokens[first - 1].end : tokens[first].start] == _JOINER:
        first -= 1
    return None if tokens[first].kind == "punct" else (first, last, first)


def _condition(
    island: Island, tokens: Sequence[Token], question: str, place: tuple[int, int], words: tuple[int, int]
) -> Island:
    text = question[tokens[words[0]].start : tokens[words[1] - 1].end]
    weight = island.weight + _WORTH * (place[1] - place[0] - (island.last - island.first))
    return replace(island, first=place[0], last=place[1], weight=weight, senses=island.senses[:1], text=text)
