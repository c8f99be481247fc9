"""The members of a breakdown that has very many: on disk, looked up by name or by number, never all in memory."""

from __future__ import annotations

import hashlib
import mmap
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marisa_trie import Trie  # loaded only where there are very many members

MANY = 20_000
"""A breakdown with more members than these is kept on disk."""

_NOTHING: Mapping[str, str] = {}
_LABELS = "labels-"


class ManyNames(Mapping[str, Mapping[str, str]]):
    """The members of one dimension as `Members.names` has them, in the same order, out of a folder of `write_names`.

    Every member has a number from 0 to len - 1, in no order that means anything.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._values = read_keys(folder / "values")
        self._order = read_numbers(folder / "order")
        self._labels = {
            file.name.removeprefix(_LABELS): (read_keys(file), read_numbers(file.with_name(f"of-{file.name}")))
            for file in sorted(folder.glob(f"{_LABELS}*"))
        }
        self.digest = (folder / "digest").read_text("ascii")

    def __reduce__(self) -> tuple[type[ManyNames], tuple[Path]]:
        return ManyNames, (self.folder,)

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[str]:
        return (self._values.restore_key(number) for number in self._order)

    def __contains__(self, value: object) -> bool:
        return value in self._values

    def __getitem__(self, value: str) -> Mapping[str, str]:
        number = self.number(value)
        if number is None:
            raise KeyError(value)
        return self._named(number)

    @property
    def whole(self) -> ManyNames:
        """All members, whoever may know of them."""
        return self

    def number(self, value: str) -> int | None:
        """The number of a member; None of what is none."""
        found: int | None = self._values.get(value)
        return found

    def value(self, number: int) -> str:
        """The member of a number."""
        value: str = self._values.restore_key(number)
        return value

    def numbers(self) -> Iterator[int]:
        """The numbers of the members that may be known, in their order."""
        return iter(self._order)

    def begun(self, text: str) -> Iterator[str]:
        """The members whose name in the data begins with a text, written small or in capitals."""
        return _begun(self._values, text)

    def narrowed(self, values: Iterable[str]) -> SeenNames:
        """Those of some members only."""
        seen = bytearray(len(self) // 8 + 1)
        for value in values:
            number = self._values.get(value)
            if number is not None:
                seen[number >> 3] |= 1 << (number & 7)
        return SeenNames(self, bytes(seen))

    def _named(self, number: int) -> Mapping[str, str]:
        found = {
            language: keys.restore_key(of[number] - 1) for language, (keys, of) in self._labels.items() if of[number]
        }
        return found or _NOTHING


class SeenNames(Mapping[str, Mapping[str, str]]):
    """The members of a dimension that somebody may know of; a bit for each one of the whole."""

    def __init__(self, whole: ManyNames, seen: bytes) -> None:
        self.whole, self._seen = whole, seen
        self._count = sum(byte.bit_count() for byte in seen)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return (self.whole.value(number) for number in self.numbers())

    def __contains__(self, value: object) -> bool:
        number = self.whole.number(value) if isinstance(value, str) else None
        return number is not None and self.sees(number)

    def __getitem__(self, value: str) -> Mapping[str, str]:
        if value not in self:
            raise KeyError(value)
        return self.whole[value]

    def begun(self, text: str) -> Iterator[str]:
        """Those of them whose name in the data begins with a text, written small or in capitals."""
        return (value for value in self.whole.begun(text) if value in self)

    def sees(self, number: int) -> bool:
        """Whether the member of a number is among them."""
        return bool(self._seen[number >> 3] >> (number & 7) & 1)

    def numbers(self) -> Iterator[int]:
        """Their numbers, in the order of the whole."""
        return (number for number in self.whole.numbers() if self.sees(number))


def _begun(keys: Trie, text: str) -> Iterator[str]:
    for written in dict.fromkeys((text, text.capitalize(), text.title(), text.upper(), text.lower())):
        yield from keys.iterkeys(written)


def write_names(folder: Path, names: Mapping[str, Mapping[str, str]]) -> None:
    """Write a dimension's members where `ManyNames` reads them."""
    values = write_keys(folder / "values", names)
    order = array("I", (values[value] for value in names))
    write_numbers(folder / "order", order)
    for language in sorted({language for labels in names.values() for language in labels}):
        said = {labels[language] for labels in names.values() if language in labels}
        keys = write_keys(folder / f"{_LABELS}{language}", said)
        of = array("I", bytes(4 * len(order)))
        for number, labels in zip(order, names.values(), strict=True):
            if language in labels:
                of[number] = keys[labels[language]] + 1
        write_numbers(folder / f"of-{_LABELS}{language}", of)
    digest = hashlib.sha256("\0".join(names).encode())
    (folder / "digest").write_text(digest.hexdigest(), "ascii")


def write_keys(file: Path, texts: Iterable[str]) -> Trie:
    """Write a set of texts; each gets a number."""
    from marisa_trie import Trie

    keys = Trie(texts)
    keys.save(str(file))
    return keys


def read_keys(file: Path) -> Trie:
    """A set of texts, each with its number, mapped from a file."""
    from marisa_trie import Trie

    return Trie().mmap(str(file))


def write_numbers(file: Path, numbers: array[int]) -> None:
    """Write numbers under 2**32, or bytes."""
    with file.open("wb") as target:
        numbers.tofile(target)


def read_numbers(file: Path, kind: str = "I") -> memoryview[int]:
    """The numbers of a file, mapped: what is not looked at takes no memory."""
    with file.open("rb") as source:
        if not file.stat().st_size:
            return memoryview(b"").cast(kind)  # type: ignore[call-overload, no-any-return]
        mapped = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
    return memoryview(mapped).cast(kind)  # type: ignore[call-overload, no-any-return]
