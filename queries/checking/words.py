"""Words that mean two things, a name that is also a member or a member of two dimensions; they are asked back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from queries.catalogue.checks import phrase_key
from queries.catalogue.model import Catalogue, Place, Words
from queries.checking.findings import Finding, Level
from queries.members import Members

_SHOWN = 3


def check_words(catalogue: Catalogue, members: Members) -> Iterator[Finding]:
    """The words with two meanings, an entry of the catalogue at a time."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for dimension, names in members.names.items():
        for member, labels in names.items():
            for written in dict.fromkeys((member, *labels.values())):
                owners[phrase_key(written)].append((dimension, written))
    yield from _named(catalogue, owners)
    yield from _shared(catalogue, owners)


def _named(catalogue: Catalogue, owners: dict[str, list[tuple[str, str]]]) -> Iterator[Finding]:
    """Names of figures and breakdowns that are members, too."""
    things: list[tuple[str, str, Place]] = []
    for metric in catalogue.metrics.values():
        if not metric.hidden:
            things += [(f"metric {metric.id}", text, metric.place) for text in _texts(metric.words)]
    for dimension in catalogue.dimensions.values():
        things += [(f"dimension {dimension.id}", text, dimension.place) for text in _texts(dimension.words)]
    for what, text, place in dict.fromkeys(things):
        for dimension_id, member in dict.fromkeys(owners.get(phrase_key(text), ())):
            yield Finding(
                Level.NOTE,
                "word",
                place,
                f"{what}: {text!r} is also the member {member!r} of {dimension_id}; alone it is asked back",
                "give one of them a longer name where people should not be asked",
            )


def _shared(catalogue: Catalogue, owners: dict[str, list[tuple[str, str]]]) -> Iterator[Finding]:
    """Members that stand in two dimensions, counted by pair."""
    pairs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for found in owners.values():
        dimensions = sorted({dimension for dimension, _ in found})
        for place, first in enumerate(dimensions):
            for second in dimensions[place + 1 :]:
                pairs[first, second].setdefault(found[0][1])
    for (first, second), shared in pairs.items():
        some = ", ".join(repr(member) for member in list(shared)[:_SHOWN])
        what = "member stands" if len(shared) == 1 else "members stand"
        yield Finding(
            Level.NOTE,
            "word",
            catalogue.dimensions[second].place,
            f"{len(shared):,} {what} in both {first} and {second}, such as {some}; alone they are asked back",
            f"say which is meant, as in “{second.replace('_', ' ')} {next(iter(shared))}”",
        )


def _texts(words: Words) -> Iterator[str]:
    yield from words.label.values()
    for some in words.synonyms.values():
        yield from some
