"""A table that was a crosstab: its rows are cells, and numbers beside them tell those apart."""

from __future__ import annotations

from dataclasses import replace

from queries.guessing.entity import Entity
from queries.guessing.fields import Role, field_of

_FIGURES = (Role.SUM, Role.MEAN, Role.STATE)


def settle_crosstab(entity: Entity, cells: frozenset[str]) -> None:
    """Let the cells alone be figures. Few different values make them no marks, and no key by chance."""
    entity.turned = True
    fields = dict(entity.fields)
    for name, one in entity.fields.items():
        if name in cells:
            again = field_of(replace(one.column, values=(), unique=False))
            unit = one.unit if again.unit == "count" and one.unit == "currency" else again.unit
            fields[name] = replace(again, unit=unit, currency=one.currency)
        elif one.role in _FIGURES:
            fields[name] = replace(one, role=Role.BREAKDOWN)
    entity.fields = fields
    if set(entity.table.key) & cells:
        entity.table = replace(entity.table, key=())
