"""What people call the members: their names in every language, and the synonyms that the catalogue gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from intents.tokens import Token, glued, pieces, tokenise
from queries.catalogue.model import Catalogue, Words
from queries.members import Members


def called(value: str, labels: Mapping[str, str]) -> Iterator[str]:
    """All that a member is called by its names in the data."""
    yield value
    for label in labels.values():
        yield from writings(label)


def as_spoken(phrase: str, between: Iterable[str]) -> Iterator[str]:
    """A phrase and, of a range of numbers, how it is said with the words that stand between its ends."""
    yield phrase
    if between and phrase[:1].isdigit():
        words = phrase_words(phrase)
        if len(words) == 3 and words[1] == "-" and words[0].isdigit() and words[2].isdigit():
            yield from (f"{words[0]} {word} {words[2]}" for word in between)


def families(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """The dimensions of a catalogue by what members they share."""
    together: dict[str, list[str]] = defaultdict(list)
    for dimension in catalogue.dimensions.values():
        together[dimension.same_as or dimension.id].append(dimension.id)
    return [tuple(family) for family in together.values()]


def declared(family: Iterable[str], catalogue: Catalogue, members: Members) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Members that the catalogue has words for, with those; of those that the data has, where it is known."""
    for id in family:
        for member in catalogue.dimensions[id].members:
            if member.value in members.names.get(id, {member.value: {}}):
                yield member.value, (member.value, *phrases_of(member.words))


def phrases_of(words: Words) -> Iterator[str]:
    """A thing's label and synonyms in every language."""
    for phrase in (*words.label.values(), *(one for synonyms in words.synonyms.values() for one in synonyms)):
        yield from writings(phrase)


def writings(phrase: str) -> Iterator[str]:
    """A joiner that one cannot see is typed as a space, or not at all."""
    yield phrase
    if "\u200c" in phrase:
        yield phrase.replace("\u200c", "")


def phrase_words(phrase: str) -> list[str]:
    """The words of a phrase; hyphens between words do not count."""
    return list(_words(phrase))


@lru_cache(maxsize=4096)
def _words(phrase: str) -> tuple[str, ...]:
    words = pieces(phrase)
    if "-" not in words:
        return tuple(words)
    tokens = tokenise(phrase)
    return tuple(tokens[i].text for i in kept(tokens))


def kept(tokens: list[Token]) -> list[int]:
    """The indexes of the tokens that count: all but hyphens inside a compound word."""
    return [
        i
        for i, token in enumerate(tokens)
        if not (
            token.text == "-"
            and 0 < i < len(tokens) - 1
            and glued(tokens, i)
            and glued(tokens, i + 1)
            and "word" in (tokens[i - 1].kind, tokens[i + 1].kind)
        )
    ]


def name_words(names: Iterable[str]) -> Iterator[str]:
    """The single words of a person's names that are long enough to tell whose they are."""
    for name in names:
        yield from (word for word in dict.fromkeys(phrase_words(name)) if len(word) > 2)
