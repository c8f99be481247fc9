"""Headings in Persian, German, French, Spanish and Portuguese as English ones, by whose words everything is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from data.profiling.names import ID_WORDS, singular, words_of
from queries.guessing import en, fa
from queries.guessing.headings import heading_of

_READ: dict[str, Any] = yaml.load(files(__package__).joinpath("foreign.yaml").read_text("utf-8"), yaml.CSafeLoader)
_ARABIC = re.compile("[\u0600-\u06ff]")
_ENDINGS = ("en", "es", "er", "n", "e", "s", "a", "as", "os")
_JOINTS = ("", "s", "n", "en", "es", "e")
_LEAST = 3
_AS_THEY_ARE = ID_WORDS | en.UNITS | frozenset(en.CURRENCIES) | frozenset(en.DURATION)


@dataclass(frozen=True, slots=True)
class Names:
    """What columns and tables are called in English: `columns` by table and name, `tables` by name."""

    columns: Mapping[str, Mapping[str, str]]
    tables: Mapping[str, str]


def in_english(columns: Mapping[str, Mapping[str, str]], tables: Iterable[str]) -> Names:
    """The headings of all tables in English where they are in a language that is known, else as they stand."""
    tables = tuple(tables)
    texts = {text for some in columns.values() for text in some.values()} | set(tables)
    language = _language_of(texts)
    return Names(
        {table: {name: _english(text, language) for name, text in some.items()} for table, some in columns.items()},
        {table: _english(table, language) for table in tables},
    )


def _bare(word: str) -> str:
    """A word without accents; ß and umlauts are written both ways."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class _Language:
    """The words of one language, without their accents."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.compounds = bool(told.get("compounds"))
        self._between = frozenset(map(_bare, told["between"]))
        self._words: dict[str, str] = {_bare(word): str(english) for word, english in told["words"].items()}

    def english(self, text: str) -> str | None:
        """A heading in English, the noun last; None where a word of it is unknown."""
        words = [word for word in map(_bare, words_of(text)) if word not in self._between]
        found: list[str] = []
        while words:
            two = self._words.get(" ".join(words[:2])) if len(words) > 1 else None
            told = two or self._word(words[0])
            if told is None:
                return None
            found.append(told)
            words = words[2 if two else 1 :]
        return " ".join(found if self.compounds else reversed(found)) or None

    def _word(self, word: str) -> str | None:
        if word.isdigit() or word in _AS_THEY_ARE:
            return word
        told = self._one(word)
        if told is None and self.compounds:
            return next(self._parts(word), None)
        return told

    def _one(self, word: str) -> str | None:
        if word in self._words:
            return self._words[word]
        stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return next((self._words[stem] for stem in stems if len(stem) >= _LEAST and stem in self._words), None)

    def _parts(self, word: str) -> Iterator[str]:
        """A word that others were run together into: Bestellnummer, Stückpreis."""
        for cut in range(len(word) - 2, _LEAST - 1, -1):
            last = word[cut:]
            second = last if last in ID_WORDS else self._one(last) if len(last) >= _LEAST else None
            if second is None:
                continue
            for joint in _JOINTS:
                first = word[:cut].removesuffix(joint)
                told = self._one(first) if len(first) >= _LEAST else None
                if told is not None:
                    yield f"{told} {second}"
            if second in ("number", "id", "code"):
                yield f"{word[:cut]} {second}"


_LANGUAGES = {name: _Language(told) for name, told in _READ.items()}
_ENGLISH = frozenset(fa.PERSIAN) | en.MONEY | en.MEAN | en.STATE | en.NO_FIGURE | en.STAGE_COLUMNS | ID_WORDS


def _language_of(texts: Iterable[str]) -> str | None:
    """The language that most headings are in; None for English, and where it cannot be told."""
    own = [text for text in texts if not _ARABIC.search(text)]
    english = {text for text in own if all(w in _ENGLISH or singular(w) in _ENGLISH for w in heading_of(text).words)}
    counted = {
        name: sum(language.english(text) is not None for text in own if text not in english)
        for name, language in _LANGUAGES.items()
    }
    best = max(counted, key=lambda name: counted[name])
    return best if counted[best] >= 2 and counted[best] > len(english) / 2 else None


def _english(text: str, language: str | None) -> str:
    if _ARABIC.search(text):
        words = fa.english(words_of(text))
        return " ".join(words) if words else text
    told = _LANGUAGES[language].english(text) if language else None
    return text if told is None or told == text.casefold() else told
