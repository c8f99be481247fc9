"""The words of pictures, one file a language."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from charts.words import en, fa

LANGUAGES: Mapping[str, ModuleType] = {"en": en, "fa": fa}
REASON_WORDS: frozenset[str] = frozenset().union(*(m.REASON_WORDS for m in LANGUAGES.values()))


def words_of(language: str) -> ModuleType:
    """The words of a language; English where there are none."""
    return LANGUAGES.get(language, en)
