"""Members that are one: those that say nothing ("", "n/a", "unknown"), and those that differ in case and spaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from queries.guessing import en
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, column_sql, text_sql
from queries.guessing.fields import Field, Role

_MOST, _MOST_TWICE = 50_000, 200
"""Of so many different values, so many are put together that are written in several ways."""


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


def _written_twice(entity: Entity, one: Field, context: Context) -> list[str]:
    """Those of many values that stand there in several spellings, the most frequent first."""
    column = column_sql(one.name)
    counted = (
        f"SELECT {column} AS value, lower(regexp_replace({column}, '\\s', '', 'g')) AS plain, count(*) AS many "  # noqa: S608 - quoted names
        f"FROM {column_sql(entity.table.name)} WHERE {column} IS NOT NULL GROUP BY ALL"
    )
    sql = (
        f"SELECT value FROM ({counted}) QUALIFY count(*) OVER (PARTITION BY plain) > 1 "  # noqa: S608 - quoted names
        f"ORDER BY many DESC, value LIMIT {_MOST_TWICE + 1}"
    )
    found = [str(value) for (value,) in context.look(sql)]
    if len(found) > _MOST_TWICE:
        context.draft.note("warning", f"{entity.id}.{one.name}: very many values differ only in case and spaces")
        return []
    return found


def _spellings(entity: Entity, one: Field, context: Context) -> str:
    """The most frequent spelling for the others of a member."""
    groups: dict[str, list[str]] = defaultdict(list)
    if one.column.members or one.column.distinct > _MOST:
        values: Iterable[str] = one.column.members
    else:
        values = _written_twice(entity, one, context)
    for value in values:
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
