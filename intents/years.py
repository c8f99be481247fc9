"""The items of a question with the year that is said once for several of its periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intents.parse import Item
from intents.periods.sharing import with_shared_years


def in_their_years(items: list[Item]) -> Iterator[list[Item]]:
    """The items, their periods in the years that are meant: the likeliest first."""
    places = [i for i, item in enumerate(items) if item.island.period is not None]
    if len(places) < 2:
        yield items
        return
    for matches in with_shared_years([match for i in places if (match := items[i].island.period)]):
        found = list(items)
        for i, match in zip(places, matches, strict=True):
            if match is not items[i].island.period:
                found[i] = replace(items[i], island=replace(items[i].island, period=match))
        yield found
