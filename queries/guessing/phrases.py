"""Settles what everything is called: a phrase means one thing only, and goes to what has the better claim."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from data.profiling.names import plural, singular
from queries.catalogue.checks import phrase_key
from queries.guessing import en, fa
from queries.guessing.headings import is_persian, label_of, persian_of

_TIMES = frozenset(
    [
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "hour",
        "weekday",
        "half",
        "season",
        "date",
        "today",
        "yesterday",
        "time",
        "روز",
        "هفته",
        "ماه",
        "فصل",
        "سال",
        "ساعت",
    ]
)


class Phrases:
    """The phrases that are taken, in each language."""

    def __init__(self, contested: frozenset[str] = frozenset()) -> None:
        self._taken: dict[tuple[str, str], str] = {}
        self._contested = contested

    def label(
        self, words: tuple[str, ...], of: tuple[str, ...], label: str, text: str, persian: str, owner: str
    ) -> dict[str, str]:
        """The labels of a thing: the wanted one if it is free, else told apart by what it is of."""
        labels: dict[str, str] = {}
        english = label or label_of(words)
        if not english.isascii():
            english = label_of(words)
        wanted = [english, *((label_of((*of, *_without(words, of))),) if of and of != words else ())]
        numbered = (f"{wanted[-1]} {number}" for number in count(2))
        labels["en"] = next(one for one in chain(wanted, numbered) if self.take("en", one, owner))
        told = persian.strip() or ("" if persian else persian_of(words, text) or "")
        ours = persian_of(of) or ""
        for one in (told, f"{told} {ours}" if told and ours else ""):
            if one and self.take("fa", one, owner):
                labels["fa"] = one
                break
        return labels

    def synonyms(
        self, words: tuple[str, ...], also: Iterable[str], owner: str, elsewhere: frozenset[str] = frozenset()
    ) -> dict[str, list[str]]:
        """Other names of a thing that are still free, and none of `elsewhere`."""
        phrase = " ".join(words)
        wanted = [*en.SYNONYMS.get(phrase, ()), *also]
        single = " ".join((*words[:-1], singular(words[-1]))) if words else ""
        if single != phrase:
            others = (one.split() for one in en.SYNONYMS.get(single, ()) if one.islower())
            wanted += [" ".join((*one[:-1], plural(one[-1]))) for one in others]
        wanted = [one for one in wanted if one not in self._contested | elsewhere]
        own = [one for one in wanted if is_persian(one)]
        wanted = [one for one in wanted if one not in own]
        found: dict[str, list[str]] = {}
        persian = [*fa.SYNONYMS.get(phrase, ()), *(fa.SYNONYMS.get(single, ()) if single != phrase else ())]
        if single != phrase:
            persian.append(persian_of(words) or "")
        persian += [*own, *(fa.name_of(tuple(one.split())) or "" for one in wanted if one.islower())]
        for language, some in (("en", wanted), ("fa", persian)):
            kept = [
                one
                for one in dict.fromkeys(some)
                if not self._has(language, one, owner) and self.take(language, one, owner)
            ]
            if kept:
                found[language] = kept
        return found

    def _has(self, language: str, phrase: str, owner: str) -> bool:
        return self._taken.get((language, phrase_key(phrase))) == owner

    def take(self, language: str, phrase: str, owner: str) -> bool:
        """Take a phrase for a thing; False where it belongs to another one already."""
        key = phrase_key(phrase)
        if not key or key in _TIMES:
            return False
        kind = owner.partition(" ")[0]
        stem = " ".join(singular(word) for word in key.split())
        for claimed in ((language, key), (language, f"{kind}\0{stem}")):
            if self._taken.get(claimed, owner) != owner:
                return False
        self._taken[language, key] = self._taken[language, f"{kind}\0{stem}"] = owner
        return True


def _without(words: tuple[str, ...], of: tuple[str, ...]) -> tuple[str, ...]:
    rest = tuple(word for word in words if word not in of)
    return rest or words


def named(values: dict[str, Any], labels: dict[str, str], synonyms: dict[str, list[str]], why: str) -> dict[str, Any]:
    """An entry's keys with its words."""
    found = {**values, "label": labels}
    if synonyms:
        found["synonyms"] = synonyms
    if why:
        found["description"] = why
    return found
