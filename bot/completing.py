"""What a question could go on with: names of figures, breakdowns and members, for the Tab key of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from queries.dataset import Dataset
from queries.many_members import ManyNames, SeenNames

MOST = 20
"""Names offered at once."""
_MEMBERS = 300
"""A breakdown with more members than these is not among the names; nobody looks through them with a key."""
_BEGUN = 3
"""Letters after which members of a breakdown with very many are looked up."""


def names_of(dataset: Dataset) -> tuple[str, ...]:
    """The names of the catalogue's visible things and of its members, in every language, in order and once."""
    return tuple(dict.fromkeys(name for name in _names(dataset) if name))


def _names(dataset: Dataset) -> Iterator[str]:
    known = dataset.catalogue
    for metric in known.metrics.values():
        if not metric.hidden:
            yield from metric.words.label.values()
    for section in (known.dimensions, known.generics, known.funnels, known.scorecards, known.dashboards):
        for thing in section.values():
            yield from thing.words.label.values()
    for dimension, members in dataset.members.names.items():
        if dataset.members.count(dimension) <= _MEMBERS:
            for value, labels in members.items():
                yield value
                yield from labels.values()


def completions(line: str, names: Sequence[str], many: Sequence[ManyNames | SeenNames] = ()) -> list[str]:
    """The line with the name begun at its end completed, for each name it could be, at most `MOST`.

    The longest beginning counts: after "revenue by sales ch" only "revenue by sales channel" is offered. Members of
    which there are very many are looked up where no other name begins so.
    """
    words = line.split(" ")
    for first in range(len(words)):
        begun = " ".join(words[first:])
        if not begun.strip():
            return []
        kept = line[: len(line) - len(begun)]
        found = [name for name in names if len(name) > len(begun) and name.casefold().startswith(begun.casefold())]
        if not found and len(begun) >= _BEGUN:
            members = (name for one in many for name in one.begun(begun) if len(name) > len(begun))
            found = list(dict.fromkeys(islice(members, MOST)))
        if found:
            return [kept + _as_begun(name, begun) for name in found[:MOST]]
    return []


def _as_begun(name: str, begun: str) -> str:
    """The name as written so far, "sales channel" or "Sales channel", with its rest."""
    return begun + name[len(begun) :]


def complete_with(dataset: Dataset) -> None:
    """Let the terminal's Tab key complete names, where its line editor can."""
    try:
        import readline
    except ImportError:  # some systems build Python without it
        return
    names = names_of(dataset)
    many = [known for known in dataset.members.names.values() if isinstance(known, ManyNames | SeenNames)]

    def complete(text: str, state: int) -> str | None:
        found = completions(text, names, many)
        return found[state] if state < len(found) else None

    readline.set_completer_delims("")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
