"""Members that are one: those that say nothing ("", "n/a", "unknown"), and those that differ in case and spaces."""

from __future__ import annotations

from collections import defaultdict

from queries.guessing import en
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, column_sql, text_sql
from queries.guessing.fields import Field, Role


def join_members(entity: Entity, context: Context) -> None:
    """Make one of such members, in the table's source."""
    if entity.only:
        return
    linked = {way.own for way in entity.ways.values()} | {
        way.theirs for other in context.entities.values() for way in other.ways.values() if way.to == entity.table.name
    }
    for one in entity.of_role(Role.BREAKDOWN):
        if one.column.kind != "text":
            continue
        column = column_sql(one.name)
        cases = [_nothing(entity, one, context)]
        if one.name not in linked:
            cases.append(_spellings(entity, one, context))
        said = " ".join(filter(None, cases))
        if said:
            entity.made[one.name] = f"CASE {said} ELSE {column} END"


def _nothing(entity: Entity, one: Field, context: Context) -> str:
    """NULL for what means nothing, where there is more than one way to say it."""
    nothing = [value for value in one.column.members if value.strip().casefold() in en.MISSING]
    if len(nothing) + (one.column.filled < one.column.rows) < 2:
        return ""
    shown = ", ".join(map(repr, nothing))
    context.draft.note("guessed", f"{entity.id}.{one.name}: {shown} and empty values are one missing member")
    return f"WHEN {column_sql(one.name)} IN ({', '.join(map(text_sql, nothing))}) THEN NULL"


def _spellings(entity: Entity, one: Field, context: Context) -> str:
    """The most frequent spelling for the others of a member."""
    groups: dict[str, list[str]] = defaultdict(list)
    for value in one.column.members:
        plain = "".join(value.split()).casefold()
        if len(plain) > 1 and value.strip().casefold() not in en.MISSING:
            groups[plain].append(value)
    cases: list[str] = []
    for values in groups.values():
        first, *others = values
        if others:
            listed = ", ".join(map(text_sql, others))
            cases.append(f"WHEN {column_sql(one.name)} IN ({listed}) THEN {text_sql(first)}")
            shown = ", ".join(map(repr, others))
            context.draft.note("guessed", f"{entity.id}.{one.name}: {shown} counts as {first!r}")
    return " ".join(cases)
