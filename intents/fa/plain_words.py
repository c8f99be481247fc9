"""Right Persian words: what is spelt right is never taken for a slip of another word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from intents.fa.morphology import is_denied, stem


def is_plain_word(word: str) -> bool:
    """Whether this word, in any of its forms, stands in a list of Persian words (hazm; its licence lies beside it)."""
    known = _words()
    denied = is_denied(word) or (word.startswith(_NOT) and stem(word.removeprefix(_NOT)) in known)
    return denied or word in known or stem(word) in known


_NOT = "نا"


@cache
def _words() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("plain_words.txt").read_text(encoding="utf-8").split())
