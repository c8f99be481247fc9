"""Figures of yes-and-no columns: how many, and which share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from queries.guessing import en
from queries.guessing.breakdown import Breakdown
from queries.guessing.candidate import Candidate, Context, good_of, ratio, simple
from queries.guessing.entity import Entity, column_sql, text_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several
from queries.guessing.stages import ENDING, add_outcome, answers_of, rows_of

_MOST = 40
"""Yes-and-no columns of a table that one can break down by."""


def add_flags(entity: Entity, context: Context) -> None:
    """Counts and rates of an entity's yes-and-no columns."""
    for one in entity.of_role(Role.FLAG):
        bare = [word for word in one.spoken if word not in entity.noun] or list(one.spoken)
        outcome = bare[0] if len(bare) == 1 and bare[0] in en.OUTCOMES else None
        if outcome is not None and en.OUTCOMES[outcome][0] in ENDING and _lasts(entity, context):
            continue  # the stock of these rows tells who left, and when
        if outcome is not None:
            add_outcome(entity, outcome, holds(one), context, one)
        else:
            _plain(entity, one, context)


def _lasts(entity: Entity, context: Context) -> bool:
    if "until" in entity.states:
        return True
    return any(one.values.get("table") == entity.id and "until" in one.values.get("stock", {}) for one in context.found)


def holds(one: Field) -> str:
    """The condition that a yes-and-no column says yes."""
    column = column_sql(one.name)
    if one.column.kind == "flag":
        return column
    if one.column.kind == "number":
        return f"{column} = 1"
    yes = next(value for value in one.column.members if value.casefold() in en.YES)
    return f"{column} = {text_sql(yes)}"


def _plain(entity: Entity, one: Field, context: Context) -> None:
    nouns = several(entity.noun)
    said = label_of(one.spoken).lower()
    words = (*nouns, "with", *one.spoken)
    count = context.add(
        Candidate(
            id_of((*one.spoken, *nouns)),
            simple(entity, "count", where=holds(one), format="count", good=good_of(one.spoken)),
            words,
            entity.noun,
            persian=" ",
            synonyms=(f"{said} {label_of(nouns).lower()}",),
            plain=() if _is_done(one) else (label_of(several(one.spoken)).lower(),),
            rank=80,
            why=f"Rows where {holds(one)}.",
        )
    )
    rows = rows_of(entity, context)
    if rows is not None:
        rows = answers_of(entity, one, rows, context)
        context.add(
            Candidate(
                id_of((*one.spoken, "rate")),
                ratio(count, rows, "percent", good_of(one.spoken)),
                (*one.spoken, "rate"),
                entity.noun,
                synonyms=(f"share of {label_of(nouns).lower()} with {said}", *_shares(one, nouns)),
                rank=82,
                why=f"Share of rows with {holds(one)}, of those that have a value.",
            )
        )


def _shares(one: Field, nouns: tuple[str, ...]) -> tuple[str, ...]:
    """ "Share of answered calls" of what is answered, "share of smokers" of who is a smoker."""
    said = label_of(one.spoken).lower()
    if _is_done(one):
        return f"share of {said} {label_of(nouns).lower()}", f"share of {label_of(nouns).lower()} {said}"
    names = (said, label_of(several(one.spoken)).lower(), one.column.heading.casefold())
    return *(f"share of {name}" for name in dict.fromkeys(names)), f"share with {said}"


def _is_done(one: Field) -> bool:
    """Whether it says what was done, not what something is or has: answered, paid."""
    return one.spoken[-1].endswith("ed") or one.spoken[-1] in ("paid", "sold", "won", "lost")


def yes_or_no(entity: Entity) -> Iterator[Breakdown]:
    """Yes-and-no columns as breakdowns; of what became of a row, its rate is asked for."""
    able = [one for one in entity.of_role(Role.FLAG) if not set(one.spoken) & set(en.OUTCOMES)]
    for one in able[:_MOST]:
        name, column = f"{one.name}_yes_no", column_sql(one.name)
        if name in entity.table.columns:
            continue
        entity.made[name] = f"CASE WHEN {holds(one)} THEN 'Yes' WHEN {column} IS NOT NULL THEN 'No' END"
        yield Breakdown(
            one.heading.words,
            [(entity, name)],
            60,
            text=one.column.said,
            of=entity.noun,
            why=f"{entity.table.name}.{one.name}.",
            members=_members(one),
        )


def _members(one: Field) -> tuple[dict[str, Any], ...]:
    """Yes and no; "with parking" and "without parking" of what something has."""
    said = label_of(one.spoken).lower()
    yes: dict[str, Any] = {"value": "Yes", "label": {"en": "Yes", "fa": "بله"}}
    no: dict[str, Any] = {"value": "No", "label": {"en": "No", "fa": "خیر"}}
    if not _is_done(one) and said.isascii():
        yes["synonyms"] = {"en": [f"with {said}"]}
        no["synonyms"] = {"en": [f"without {said}"]}
    return yes, no
