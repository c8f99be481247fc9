"""Writes the index of what very many members are called, beside the members themselves."""

from __future__ import annotations

import hashlib
import os
import shutil
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path

from intents.many_phrases import JOINED, PART, PHRASE, ManyPhrases, opened
from intents.member_phrases import as_spoken, called, name_words, phrase_words
from intents.slips import SHORTEST, numbers
from queries.many_members import ManyNames, SeenNames, write_keys, write_numbers

_BUCKETS = 256


def many_phrases(
    names: ManyNames | SeenNames,
    dimension: str,
    family: tuple[str, ...],
    between: tuple[str, ...],
    languages: Iterable[str],
    stem: Callable[[str], str],
    *,
    people: bool,
) -> ManyPhrases:
    """The index of a dimension's members, written first if it is missing."""
    told = repr((sorted(languages), between, people)).encode()
    folder = names.whole.folder / f"phrases-{hashlib.sha256(told).hexdigest()[:12]}"
    if not folder.exists():
        fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        _write(fresh, names.whole, between, stem, people=people)
        fresh.replace(folder)
    return opened(names, dimension, family, between, folder)


def _write(
    folder: Path, names: ManyNames, between: tuple[str, ...], stem: Callable[[str], str], *, people: bool
) -> None:
    places: dict[str, int] = {}  # keys and words by the order they were met in
    known: dict[str, int] = {}
    longest = bytearray()
    pairs_key, pairs_member = array("I"), array("I")
    said_from, said = array("I", [0]), array("I")

    met: dict[str, tuple[str, int, tuple[int, ...]]] = {}

    def hear(word: str) -> int:
        place = known.setdefault(word, len(known))
        if place == len(longest):
            longest.append(0)
        return place

    def meet(word: str) -> tuple[str, int, tuple[int, ...]]:
        """A word's stem, the stem's place, and the places of those of both that are letters alone."""
        stemmed = stem(word)
        letters = tuple({hear(one) for one in (word, stemmed) if one.isalpha()})
        met[word] = stemmed, hear(stemmed), letters
        return met[word]

    for number in range(len(names)):
        value = names.value(number)
        phrases = tuple(dict.fromkeys(called(value, names[value])))
        heard: set[int] = set()
        keys: set[str] = set()
        for phrase in phrases:
            for spoken in as_spoken(phrase, between):
                words = phrase_words(spoken)
                if not words:
                    continue
                of = [met.get(word) or meet(word) for word in words]
                stems = [stemmed for stemmed, _, _ in of]
                keys.add(PHRASE + " ".join(stems))
                first = of[0][1]
                longest[first] = max(longest[first], min(255, len(stems)))
                for _, _, letters in of:
                    heard.update(letters)
                if 1 < len(stems) <= 3 and all(word.isalpha() for word in stems):
                    keys.update((JOINED + "".join(stems), JOINED + "".join(words)))
        if people:
            keys.update(PART + stem(word) for word in name_words(phrases))
        for key in keys:
            pairs_key.append(places.setdefault(key, len(places)))
            pairs_member.append(number)
        said.extend(heard)
        said_from.append(len(said))
    _write_keys(folder, places, pairs_key, pairs_member)
    _write_words(folder, known, longest, said_from, said)


def _write_keys(folder: Path, places: dict[str, int], pairs_key: array[int], pairs_member: array[int]) -> None:
    """The keys, and for each the stretch of `members` that it leads to."""
    keys = write_keys(folder / "keys", places)
    numbered = array("I", (keys[key] for key in places))
    starts = array("I", bytes(4 * (len(places) + 1)))
    for place in pairs_key:
        starts[numbered[place] + 1] += 1
    for number in range(len(places)):
        starts[number + 1] += starts[number]
    following, members = array("I", starts), array("I", bytes(4 * len(pairs_key)))
    for place, member in zip(pairs_key, pairs_member, strict=True):
        number = numbered[place]
        members[following[number]] = member
        following[number] += 1
    write_numbers(folder / "starts", starts)
    write_numbers(folder / "members", members)


def _write_words(
    folder: Path, known: dict[str, int], longest: bytearray, said_from: array[int], said: array[int]
) -> None:
    """The single words, how long phrases are that begin with each, which each member has, and their slips in order."""
    words = write_keys(folder / "words", known)
    numbered = array("I", (words[word] for word in known))
    reach = array("B", bytes(len(known)))
    for place, most in enumerate(longest):
        reach[numbered[place]] = most
    write_numbers(folder / "longest", reach)
    write_numbers(folder / "said_from", said_from)
    write_numbers(folder / "said", array("I", (numbered[place] for place in said)))
    buckets = [array("Q") for _ in range(_BUCKETS)]
    for place, word in enumerate(known):
        if len(word) >= SHORTEST and word.isalpha():
            number = numbered[place]
            for slip in set(numbers(word)):
                buckets[slip >> 24].append(slip << 32 | number)
    slips, slipped = array("I"), array("I")
    for bucket in buckets:
        ordered = sorted(bucket)
        slips.extend(pair >> 32 for pair in ordered)
        slipped.extend(pair & 0xFFFFFFFF for pair in ordered)
    write_numbers(folder / "slips", slips)
    write_numbers(folder / "slipped", slipped)
