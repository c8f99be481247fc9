"""Three-way: what init wrote last time, what stands in the files now, what it would write today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.founding.blocks import Key, said

Fate = Literal["new", "renewed", "kept", "by hand", "deleted by hand", "gone"]


@dataclass(slots=True)
class Kept:
    """The entries as they are to stand, and what became of each that is not as it was. `ours` may be taken back."""

    entries: dict[Key, str] = field(default_factory=dict)
    fates: dict[Key, Fate] = field(default_factory=dict)
    ours: set[Key] = field(default_factory=set)


def keep(
    before: Mapping[Key, str], now: Mapping[Key, str], fresh: Mapping[Key, str], elsewhere: frozenset[Key]
) -> Kept:
    """Entries that nobody touched are written anew; edited ones stay; what was deleted by hand stays deleted.

    `elsewhere` are entries that stand in files of the person's own: they win.
    """
    found = Kept()
    for key, text in fresh.items():
        if key in elsewhere:
            found.fates[key] = "by hand"
        elif key not in now:
            if key in before:
                found.fates[key] = "deleted by hand"
            else:
                found.entries[key] = text
                found.ours.add(key)
                found.fates[key] = "new"
        elif key in before and said(now[key]) == said(before[key]):
            found.entries[key] = text
            found.ours.add(key)
            if said(text) != said(before[key]):
                found.fates[key] = "renewed"
        else:
            found.entries[key] = now[key]
            found.fates[key] = "kept"
    for key, text in now.items():
        if key in fresh:
            continue
        if key in before and said(text) == said(before[key]):
            found.fates[key] = "gone"
        else:
            found.entries[key] = text
            found.fates[key] = "kept"
    return found
