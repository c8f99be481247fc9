"""Right English words: what is spelt right is never taken for a slip of another word."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def is_plain_word(word: str) -> bool:
    """Whether this lower-case word stands in a list of English words (SCOWL; its licence lies beside the list)."""
    return word in _words()


_BRITISH = (("our", "or"), ("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("tre", "ter"), ("ogue", "og"))


def is_variant(word: str, other: str) -> bool:
    """Whether two spellings are one word, British and American: colour and color."""
    return _american(word) == _american(other)


def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = word.replace(british, american)
    return word


@cache
def _words() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("plain_words.txt").read_text(encoding="ascii").split())
