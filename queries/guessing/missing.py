"""Members that say nothing ("", "n/a", "unknown") made one, where a column has several of them."""

from __future__ import annotations

from queries.guessing import en
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, column_sql, text_sql
from queries.guessing.fields import Role


def join_missing(entity: Entity, context: Context) -> None:
    """Replace, in the table's source, what means nothing by NULL, where there is more than one way to say it."""
    if entity.only:
        return
    for one in entity.of_role(Role.BREAKDOWN):
        if one.column.kind != "text":
            continue
        nothing = [value for value in one.column.members if value.strip().casefold() in en.MISSING]
        if len(nothing) + (one.column.filled < one.column.rows) < 2:
            continue
        column = column_sql(one.name)
        listed = ", ".join(text_sql(value) for value in nothing)
        entity.made[one.name] = f"CASE WHEN {column} IN ({listed}) THEN NULL ELSE {column} END"
        shown = ", ".join(map(repr, nothing))
        context.draft.note("guessed", f"{entity.id}.{one.name}: {shown} and empty values are one missing member")
