"""What a heading says: its words in English, its name in both languages, an id."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from data.profiling.names import id_last, plural, singular, words_of
from queries.guessing import en, fa

_ID = re.compile(r"[^a-z0-9_]+")
_PERSIAN = re.compile("[\u0600-\u06ff]")
_RANGE = re.compile(r"[(\[]\s*\d+\s*(?:-|–|/|to|\.\.+)\s*\d+\s*[)\]]")
"""The scale of a score: "Satisfaction (1-5)"."""
_YES_NO = re.compile(r"[(\[]\s*(?:y|yes)\s*/\s*(?:n|no)\s*[)\]]", re.IGNORECASE)
"""What may be answered: "Answered (Y/N)"."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands, and its words: English ones where it is English or known Persian, else as they are."""

    text: str
    words: tuple[str, ...]

    @property
    def last(self) -> str:
        """The word that says what it is: date of "order date"."""
        return self.words[-1] if self.words else ""

    def has(self, *groups: frozenset[str]) -> bool:
        """Whether a word of it, or its singular, is in one of the groups."""
        return any(word in group or singular(word) in group for word in self.words for group in groups)

    def ends(self, *groups: frozenset[str]) -> bool:
        """Whether its last word is in one of the groups."""
        return any(self.last in group or singular(self.last) in group for group in groups)


@lru_cache(maxsize=65536)
def heading_of(text: str) -> Heading:
    """A heading taken apart."""
    words = id_last(words_of(_YES_NO.sub(" ", _RANGE.sub(" ", text))) or words_of(text))
    if _PERSIAN.search(text):
        return Heading(text, fa.english(words) or words)
    written: list[str] = []
    for word in words:
        written.extend(_parts(en.ABBREVIATIONS.get(word, word)))
    return Heading(text, ("product", "code") if written == ["stock", "code"] else tuple(written))


def _parts(word: str) -> tuple[str, ...]:
    """A word, or the words it was run together from: "orderdate", "customerid"."""
    if len(word) < 6 or not word.isascii() or word in _KNOWN or singular(word) in _KNOWN:
        return (word,)
    for cut in range(len(word) - 2, 2, -1):
        first, second = word[:cut], word[cut:]
        if first in _KNOWN and (second in _KNOWN or second in _ENDINGS):
            return first, second
    return (word,)


_ENDINGS = frozenset({"id", "no", "key", "date", "code", "qty"})
_KNOWN = frozenset(word for word in fa.PERSIAN if len(word) > 2) | {"id", "date", "name"}


def id_of(words: tuple[str, ...]) -> str:
    """An id made of words; Persian ones in Latin letters."""
    latin = [fa.in_latin_letters(word) if _PERSIAN.search(word) else _without_accents(word) for word in words]
    name = _ID.sub("_", "_".join(latin)).strip("_")
    name = re.sub("_+", "_", name)[:60].strip("_")
    return name if name[:1].isalpha() else f"n_{name}" if name else "unnamed"


def _without_accents(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("ß", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def label_of(words: tuple[str, ...]) -> str:
    """Words as a name: "mrr", "amount" is "MRR amount"."""
    spoken = [word.upper() if word in en.ACRONYMS else word for word in words]
    text = " ".join(spoken)
    return text[:1].upper() + text[1:]


def several(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in the plural: opportunities."""
    return (*words[:-1], plural(words[-1])) if words else ()


def single(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in the singular."""
    return (*words[:-1], singular(words[-1])) if words else ()


def is_persian(text: str) -> bool:
    """Whether a text has a Persian letter."""
    return bool(_PERSIAN.search(text))


def persian_of(words: tuple[str, ...], text: str = "") -> str | None:
    """The Persian name: of a Persian heading the heading itself, else put together from the words."""
    if text and _PERSIAN.search(text):
        return " ".join(text.replace("_", " ").split())
    return fa.name_of(words) or fa.name_of(single(words))
