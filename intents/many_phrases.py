"""What very many members are called, in an index on disk: by whole phrase, by a person's single names, and by slips.

The index is written once beside the members (`intents.many_phrases_build`); a question looks up no more than its own
words in it, and what is not looked at takes no memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from intents.member_phrases import as_spoken, called, name_words, phrase_words
from intents.slips import numbers
from queries.many_members import ManyNames, SeenNames, read_keys, read_numbers

PHRASE, JOINED, PART = "\x01", "\x02", "\x03"
"""What a key of the index stands for: a phrase's stems, a short phrase written as one word, one name of a person."""
_MOST_NAMED, _MOST_LOOKED_AT, _MOST_KEPT = 24, 400, 20_000


class Index:
    """The files of one index."""

    def __init__(self, folder: Path) -> None:
        self.keys = read_keys(folder / "keys")
        self.starts, self.members = read_numbers(folder / "starts"), read_numbers(folder / "members")
        self.words, self.longest = read_keys(folder / "words"), read_numbers(folder / "longest", "B")
        self.slips, self.slipped = read_numbers(folder / "slips"), read_numbers(folder / "slipped")
        self.said_from, self.said = read_numbers(folder / "said_from"), read_numbers(folder / "said")


@dataclass
class ManyPhrases:
    """The members of one dimension by what they are called, as `family` of dimensions that they may stand in."""

    names: ManyNames | SeenNames
    dimension: str
    family: tuple[str, ...]
    between: tuple[str, ...]
    folder: Path
    index: Index
    _heard: bytes | None = None  # a bit for each word that a member has whom one may know of; None: all
    _kept: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Callable[..., ManyPhrases], tuple[object, ...]]:
        return opened, (self.names, self.dimension, self.family, self.between, self.folder)

    def narrowed(self, names: SeenNames) -> ManyPhrases:
        """The same of those members only that somebody may know of."""
        heard, index = bytearray(len(self.index.words) // 8 + 1), self.index
        said_from, said = index.said_from, index.said
        for number in names.numbers():
            for word in said[said_from[number] : said_from[number + 1]]:
                heard[word >> 3] |= 1 << (word & 7)
        return ManyPhrases(names, self.dimension, self.family, self.between, self.folder, index, bytes(heard))

    def named(self, key: str, stem: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """(member, phrase in lower case) of those called so, `key` being the phrase's stems."""
        yield from self._called(PHRASE + key, lambda words: " ".join(stem(w) for w in words) == key)

    def joined(self, word: str, stem: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """The same of those whose few words are written as one."""
        yield from self._called(
            JOINED + word, lambda words: word in ("".join(words), "".join(stem(w) for w in words)), most=4
        )

    def part_of(self, key: str, stem: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """(person, the single name as it is written) of those with a name of that stem."""
        for number in self._numbers(PART + key):
            value = self.names.whole.value(number)
            for word in name_words((value, *self.names.whole[value].values())):
                if stem(word) == key:
                    yield value, word

    def reach(self, stem: str) -> int:
        """How many words the longest phrase has that begins with one."""
        word = self.index.words.get(stem)
        return 0 if word is None else self.index.longest[word]

    def knows(self, word: str) -> bool:
        """Whether a word stands in a member's name."""
        number = self.index.words.get(word)
        return number is not None and word.isalpha() and self._is_heard(number)

    def near(self, word: str) -> Iterator[str]:
        """Words of members that may be a slip or two away, and others that share a number with one that is."""
        slips, slipped = self.index.slips, self.index.slipped
        found = set()
        for number in set(numbers(word)):
            place = bisect_left(slips, number)
            while place < len(slips) and slips[place] == number:
                found.add(slipped[place])
                place += 1
        yield from (self.index.words.restore_key(one) for one in found if self._is_heard(one))

    def _called(
        self, key: str, is_it: Callable[[list[str]], bool], most: int = _MOST_NAMED
    ) -> Iterator[tuple[str, str]]:
        for number in self._numbers(key)[:most]:
            value = self.names.whole.value(number)
            for phrase in dict.fromkeys(called(value, self.names.whole[value])):
                for said in as_spoken(phrase, self.between):
                    words = phrase_words(said)
                    if is_it(words):
                        yield value, " ".join(words)

    def _numbers(self, key: str) -> tuple[int, ...]:
        """The members that a key leads to, of those that may be known."""
        known = self._kept.get(key)
        if known is None:
            place = self.index.keys.get(key)
            known = () if place is None else tuple(self._seen(place))
            if len(self._kept) < _MOST_KEPT:
                self._kept[key] = known
        return known

    def _seen(self, place: int) -> Iterator[int]:
        starts, members, found = self.index.starts, self.index.members, 0
        for at in range(starts[place], starts[place + 1]):
            if isinstance(self.names, ManyNames) or self.names.sees(members[at]):
                yield members[at]
                found += 1
                if found >= _MOST_LOOKED_AT:
                    return

    def _is_heard(self, word: int) -> bool:
        return self._heard is None or bool(self._heard[word >> 3] >> (word & 7) & 1)


def opened(
    names: ManyNames | SeenNames, dimension: str, family: tuple[str, ...], between: tuple[str, ...], folder: Path
) -> ManyPhrases:
    """The index of a folder."""
    whole = ManyPhrases(names.whole, dimension, family, between, folder, Index(folder))
    return whole if isinstance(names, ManyNames) else whole.narrowed(names)
