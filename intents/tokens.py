"""A question as tokens: words, numbers and single signs, each with its place in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from intents.normalise import normalise

Kind = Literal["word", "number", "punct"]

_PIECES = re.compile(
    r"(?P<mention><[@#!][^<>]*>)|(?P<number>\d+)|(?P<word>[^\W\d_\u0620-\u06d3]+|[\u0620-\u06d3]+)|(?P<punct>[^\s\w])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is normalised and in lower case; [start, end) are the characters of the original question.

    Words are split where letters meet digits ("q3" is "q", "3") or those of another script ("teamها"); every sign is a
    token of its own, "2.5" is three.
    """

    text: str
    start: int
    end: int
    kind: Kind


def tokenise(question: str) -> list[Token]:
    """The tokens of a question, in order."""
    normal = normalise(question)
    starts, ends = normal.starts, normal.ends
    tokens = []
    for piece in _PIECES.finditer(normal.text):
        kind: Kind = "number" if piece["number"] else "punct" if piece["punct"] else "word"
        tokens.append(Token(piece.group(), starts[piece.start()], ends[piece.end() - 1], kind))
    return tokens


def pieces(phrase: str) -> list[str]:
    """The texts of a phrase's tokens alone."""
    return [piece.group() for piece in _PIECES.finditer(normalise(phrase).text)]


def glued(tokens: Sequence[Token], i: int) -> bool:
    """Token i starts where the one before it ends."""
    return 0 < i < len(tokens) and tokens[i].start == tokens[i - 1].end
