"""What happened on a date, by the noun that people ask for it with: hires, terminations, enrolments."""

from __future__ import annotations

from queries.guessing import en, fa
from queries.guessing.candidate import Candidate, Context, good_of, simple
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Role
from queries.guessing.headings import heading_of, id_of, persian_of, single


def add_happenings(entity: Entity, context: Context) -> None:
    """Let the rows be asked for by their dates: hires by the date of hire, cancellations by that of cancellation."""
    if entity.lines or entity.turned:
        return
    dates = {one.name: one.heading.words for one in entity.of_role(Role.TIME) if not one.column.empty}
    for column, words in (dates | entity.moments).items():
        noun = next((en.HAPPENINGS[word] for word in words if word in en.HAPPENINGS), None)
        if noun is None:
            continue
        counting = _counted_by(entity, column, context)
        if counting is not None:
            counting.plain = (*counting.plain, noun)
        elif column != entity.time:
            where = f"{column_sql(column)} IS NOT NULL"
            context.add(
                Candidate(
                    id_of((noun,)),
                    simple(entity, "count", where=where, time=column, format="count", good=good_of((noun,))),
                    (noun,),
                    entity.noun,
                    persian=f"{fa.NUMBER_OF} {told}" if (told := persian_of(single((noun,)))) else "",
                    rank=43,
                    why=f"Rows of {entity.table.name} by {column}.",
                )
            )


def _counted_by(entity: Entity, column: str, context: Context) -> Candidate | None:
    """The figure that counts rows by a date."""
    for one in context.found:
        values = one.values
        if values.get("table") != entity.id or values.get("agg") != "count" or "stock" in values:
            continue
        narrowed = values.get("where") not in (None, f"{column_sql(column)} IS NOT NULL")
        if values.get("time", entity.time) == column and not narrowed and not one.hidden:
            return one
    return None


def moment_of(heading: str) -> tuple[str, ...]:
    """The words of a year or month that tell what happened in it."""
    return tuple(word for word in heading_of(heading).words if word in en.HAPPENINGS)
