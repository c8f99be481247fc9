"""Persian for the words of headings, from persian.yaml, and how a Persian name is put together from them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_READ: dict[str, Any] = yaml.load(files(__package__).joinpath("persian.yaml").read_text("utf-8"), yaml.CSafeLoader)
PERSIAN: dict[str, str] = _READ["words"]
_PHRASES: dict[str, str] = _READ["phrases"]
SYNONYMS: dict[str, tuple[str, ...]] = {name: tuple(others) for name, others in _READ["synonyms"].items()}
NUMBER_OF = "تعداد"
# What Persian puts before the noun, where English does too.
_BEFORE = frozenset({"average", "first", "last"})
_TO_ENGLISH: dict[str, str] = {**{persian: english for english, persian in PERSIAN.items()}, **_READ["headings"]}
_LONGEST = max(len(phrase.split()) for phrase in _TO_ENGLISH)
_LETTERS = dict(
    zip(
        "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئءأؤةيك",
        ["a", "b", "p", "t", "s", "j", "ch", "h", "kh", "d", "z", "r", "z", "zh", "s", "sh", "s", "z", "t", "z", "a",
         "gh", "f", "gh", "k", "g", "l", "m", "n", "v", "h", "y", "a", "e", "", "a", "o", "h", "y", "k"],
        strict=True,
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def name_of(words: tuple[str, ...]) -> str | None:
    """The Persian name of what English words name, where every word is known; Persian words stand as they are.

    English puts the noun last, Persian first: "order date" is تاریخ سفارش.
    """
    phrase = " ".join(words)
    if phrase in _PHRASES:
        return _PHRASES[phrase]
    if not words:
        return None
    if words[0] in _BEFORE and len(words) > 1:
        rest = name_of(words[1:])
        return f"{PERSIAN[words[0]]} {rest}" if rest else None
    for cut in range(1, len(words)):
        if len(words) - cut > 1 and " ".join(words[cut:]) in _PHRASES:
            first = name_of(words[:cut])
            return f"{_PHRASES[' '.join(words[cut:])]} {first}" if first else None
    found = [PERSIAN.get(word) or PERSIAN.get(word.removesuffix("s")) for word in words]
    return " ".join(one for one in reversed(found) if one) if all(found) else None


def english(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The English words of a Persian heading, noun last; None where a word is unknown."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for end in range(min(len(words), place + _LONGEST), place, -1):
            told = _TO_ENGLISH.get(" ".join(words[place:end]))
            if told:
                found.append(told)
                place = end
                break
        else:
            return None
    return tuple(word for told in reversed(found) for word in told.split()) or None


def in_latin_letters(word: str) -> str:
    """A Persian word in Latin letters, roughly: for ids, which nobody reads aloud."""
    return "".join(_LETTERS.get(letter, letter if letter.isascii() else "") for letter in word)
