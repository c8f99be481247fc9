"""The languages that have a file, and how their digits are written."""

from __future__ import annotations

from collections.abc import Sequence

from queries.locale import en, fa
from queries.locale.language import Language

LANGUAGES = {"en": en.LANGUAGE, "fa": fa.LANGUAGE}


def language_of(code: str) -> Language:
    """The language of a code; English for one without a file."""
    return LANGUAGES.get(code, en.LANGUAGE)


def digits(text: str, language: Language) -> str:
    """The text with its ASCII digits in the language's own."""
    if language.digits == "0123456789":
        return text
    return text.translate({48 + i: d for i, d in enumerate(language.digits)})


def list_text(items: Sequence[str], language: str) -> str:
    """ "A, B and C" """
    words = language_of(language)
    if len(items) < 2:
        return "".join(items)
    return words.list_comma.join(items[:-1]) + words.list_and + items[-1]
