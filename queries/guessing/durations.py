"""Figures of two dates in a row: days from one to the other, and what was late."""

from __future__ import annotations

from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio, simple
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several

_VERBS = {
    "ship": "ship",
    "shipped": "ship",
    "delivery": "deliver",
    "delivered": "deliver",
    "received": "receive",
    "closed": "close",
    "close": "close",
    "resolved": "resolve",
    "completed": "complete",
    "finished": "finish",
    "paid": "pay",
    "payment": "pay",
    "returned": "return",
    "approved": "approve",
    "discharge": "discharge",
    "converted": "convert",
}


def add_durations(entity: Entity, context: Context) -> None:
    """Mean days between the dates of an entity; late ones."""
    dates = [one for one in entity.of_role(Role.TIME) if not one.column.empty]
    begun = next((one for one in dates if one.name == entity.time), None)
    done = [one for one in dates if one.heading.has(en.DONE) and not one.heading.has(en.DUE) and one is not begun]
    due = [one for one in dates if one.heading.has(en.DUE) and one is not begun]
    told = any("duration" in w or w == "resolution" for one in entity.of_role(Role.MEAN) for w in one.heading.words)
    for one in done:
        verb = next((_VERBS[word] for word in one.heading.words if word in _VERBS), None)
        if begun is not None and verb is not None and not told:
            _days(entity, begun, one, verb, context)
    if due and done:
        _late(entity, due[0], done[0], context)


def _days(entity: Entity, begun: Field, done: Field, verb: str, context: Context) -> None:
    if any(c.id == "sales_cycle" and c.values.get("table") == entity.id for c in context.found):
        return
    first, last = column_sql(begun.name), column_sql(done.name)
    to_the_second = all(one.column.kind == "moment" and not one.column.whole for one in (begun, done))
    # Nights between are no days where the time of day is known: half an hour around midnight is not one.
    lasted = (
        f"date_diff('second', {first}, {last}) / 86400.0" if to_the_second else f"date_diff('day', {first}, {last})"
    )
    context.add(
        Candidate(
            id_of(("days", "to", verb)),
            simple(entity, "avg", lasted, format="days", good="down"),
            ("days", "to", verb),
            entity.noun,
            synonyms=(f"average days to {verb}", f"time to {verb}", f"average time to {verb}"),
            rank=47,
            why=f"Mean days from {begun.name} to {done.name} of the rows that have both.",
        )
    )


def _late(entity: Entity, due: Field, done: Field, context: Context) -> None:
    words, column = several(entity.noun), column_sql(done.name)
    nouns = label_of(words).lower()
    verb = next((word for word in done.heading.words if word in en.DONE), "done")
    verb = {"ship": "shipped", "delivery": "delivered", "received": "received"}.get(verb, verb)
    late = context.add(
        Candidate(
            id_of(("late", *words)),
            simple(entity, "count", where=f"{column} > {column_sql(due.name)}", format="count", good="down"),
            ("late", *words),
            entity.noun,
            synonyms=(f"{nouns} {verb} late",),
            rank=39,
            why=f"{done.name} after {due.name}.",
        )
    )
    finished = context.add(
        Candidate(
            id_of((verb, *words)),
            simple(entity, "count", where=f"{column} IS NOT NULL", format="count", good="up"),
            (verb, *words),
            entity.noun,
            synonyms=(f"{nouns} {verb}",),
            rank=41,
            why=f"Those with {done.name}.",
        )
    )
    context.add(
        Candidate(
            "late_rate",
            ratio(late, finished, "percent", "down"),
            ("late", "rate"),
            entity.noun,
            synonyms=(
                f"share of {nouns} {verb} late",
                f"late {label_of(entity.noun).lower()} rate",
                f"share of late {nouns}",
                "late delivery rate",
            ),
            rank=28,
            why=f"Late by those with {done.name}.",
        )
    )
