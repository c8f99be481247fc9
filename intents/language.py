"""What the reader must know of a language: its words by role, and how its words change their form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intents.parse import Item

Phrases = Mapping[str, Mapping[str, str]]
"""role -> value -> phrases separated by "|". The roles are those of `intents.rules`."""


ON_CALENDARS = frozenset(("month", "quarter", "half", "year"))
"""The grains that are others on another calendar."""


def _never(word: str) -> bool:
    return False


def _nothing(word: str) -> Iterable[tuple[str, ...]]:
    return ()


def _none(word: str) -> str | None:
    return None


def _unmoved(items: list[Item]) -> list[Item]:
    return items


@dataclass(frozen=True)
class Language:
    """One language as data. `writes` says whether a word is in its script, so that two may stand in one question.

    `stem` gives the form under which catalogue words are kept; `plural` tells a plural noun. `gaps` may stand between
    the words of a figure ("leads did we lose"). `numbers` and `ordinals` are spelt-out numbers, `ordinal_ends` make an
    ordinal of digits ("3rd"), `scales` multiply ("k"), `halves` are half of a scale ("half a million");
    `range_words` stand between the ends of a range of numbers.
    `spelling` are further right words, never corrected;
    `is_word` knows the words of the language at large, which are corrected only where two letters are swapped
    or `is_variant` says that both are one word.
    `implied` names the catalogue words behind a few of the language's own ("best selling" speaks of sales), `verbs`
    the verbs for what they name ("sold"). `ties`
    are the small words that tie one thing to another: a figure to its subject ("subject"), what is compared
    ("against"), a member to the figure ("member"), the rows a condition is about ("rows"), a place or person
    ("whose", "towards"), a noun to what follows it ("head"); "pronoun" are those that
    speak of what was named before.

    `noun_of` gives the noun of a past verb that differs by its ending alone ("order" of "ordered"); `bends_verb` knows
    the forms of verbs that `stem` brings to another word ("resolved").
    `happened` knows words for what happened to a thing ("resolved", "sold").
    `undenied` gives the verb that a word denies ("بستند" of "نبستند").
    `shortened` are words as people shorten them, with the word meant ("cust" for "customer").
    `apart` tells what an unknown word may be put together of, the likeliest first: words that mean the same when all
    are known. `arrange` brings what a question says into the order that the rules read ("products best" to "best
    products"). `number_joiners` stand inside spelt-out numbers, `classifiers` after a number and say nothing
    more. The words of a `guest` stand in questions of other languages too.
    Names of members have no endings where they are `names_unbent`. Where the language is `head_first`, the noun of a
    name of several words is the first of them. `many` are the endings of plurals, which also stand
    apart after words of another language ("lead ها"); `deriving` are endings that make another noun.
    """

    code: str
    writes: Callable[[str], bool]
    stem: Callable[[str], str]
    plural: Callable[[str], bool]
    phrases: Phrases
    gaps: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_ends: frozenset[str]
    scales: Mapping[str, float]
    range_words: frozenset[str]
    spelling: frozenset[str]
    implied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    verbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    percent: frozenset[str] = frozenset("%")
    halves: frozenset[str] = frozenset()
    is_word: Callable[[str], bool] = _never
    is_variant: Callable[[str, str], bool] = eq
    apart: Callable[[str], Iterable[tuple[str, ...]]] = _nothing
    shortened: Mapping[str, str] = field(default_factory=dict)
    noun_of: Callable[[str], str | None] = _none
    undenied: Callable[[str], str | None] = _none
    bends_verb: Callable[[str], bool] = _never
    happened: Callable[[str], bool] = _never
    arrange: Callable[[list[Item]], list[Item]] = _unmoved
    number_joiners: frozenset[str] = frozenset()
    classifiers: frozenset[str] = frozenset()
    guest: bool = False
    names_unbent: bool = False
    head_first: bool = False
    many: tuple[str, ...] = ()
    deriving: frozenset[str] = frozenset()


def of_calendars(grains: Mapping[str, str], patterns: Iterable[str]) -> dict[str, str]:
    """The words for months, quarters and years, and those for them on a calendar: "{} jalali" is a pattern."""
    said = {}
    for grain, words in grains.items():
        more = [p.format(word) for p in patterns for word in words.split("|")] if grain in ON_CALENDARS else []
        said[grain] = "|".join([words, *more])
    return said


@cache
def load_language(code: str) -> Language:
    """The language of a folder of this package: `intents/<code>/words.py` defines LANGUAGE."""
    language = import_module(f"intents.{code}.words").LANGUAGE
    assert isinstance(language, Language)
    return language
