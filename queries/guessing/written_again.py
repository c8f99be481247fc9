"""Tables in which another table's rows are written down again and again: deals as they stood each week."""

from __future__ import annotations

from dataclasses import replace

from queries.guessing import en
from queries.guessing.entity import Entity
from queries.guessing.fields import Field, Role

_SAYING = frozenset({"snapshot", "snapshots"})


def is_written_again(entity: Entity) -> bool:
    """Whether its rows are told apart by another table's key and a date, and say in which stage that was then."""
    if entity.time is None or entity.time not in entity.key or len(entity.key) < 2:
        return False
    others = [name for name in entity.key if name != entity.time]
    if not all(entity.way_of(name) for name in others):
        return False
    named = bool(set(entity.id.split("_")) & _SAYING)
    return named or any(map(_is_stage, entity.of_role(Role.BREAKDOWN)))


def _is_stage(one: Field) -> bool:
    said = {value.strip().casefold() for value in one.column.members}
    return one.heading.has(en.STAGE_COLUMNS) and bool(said & en.WON) and bool(said & en.LOST)


def settle_written_again(entity: Entity) -> None:
    """Take its amounts for states: what a deal is worth is not worth it again each week."""
    if is_written_again(entity):
        entity.fields = {
            name: replace(one, role=Role.STATE) if one.role is Role.SUM else one for name, one in entity.fields.items()
        }
