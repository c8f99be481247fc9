"""Tells keys from columns that only happen to hold no value twice: the next rows would break those."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from data.profiling.names import ID_WORDS
from queries.guessing.entity import Entity

_ENOUGH = 3
"""As many rows would share their values by chance, and none do."""


def surely_key(entity: Entity, entities: Mapping[str, Entity]) -> bool:
    """Whether the columns that tell a table's rows apart will go on doing so."""
    if entity.only:
        return True
    if len(entity.key) == 1:
        return _named(entity, entity.key[0]) or _led_to(entity, entity.key[0], entities)
    columns = [entity.table.columns[name] for name in entity.key]
    rows = entity.table.rows
    if any(column.distinct * 2 > rows for column in columns):
        return False
    return rows * (rows - 1) / 2 >= _ENOUGH * prod(column.distinct for column in columns)


def _named(entity: Entity, name: str) -> bool:
    words = entity.fields[name].heading.words if name in entity.fields else ()
    return bool(words) and (words[-1] in ID_WORDS or words == entity.noun)


def _led_to(entity: Entity, name: str, entities: Mapping[str, Entity]) -> bool:
    ways = (way for other in entities.values() for way in other.ways.values())
    return any(way.to == entity.table.name and way.theirs == name for way in ways)
