"""Every sentence kpibot says, one file a language."""

from bot.words import en, fa
from bot.words.words import Words

WORDS = {"en": en.WORDS, "fa": fa.WORDS}


def words_of(language: str) -> Words:
    """The words of a language; English for one without a file."""
    return WORDS.get(language, en.WORDS)


__all__ = ["WORDS", "Words", "words_of"]
