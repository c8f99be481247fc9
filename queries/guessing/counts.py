"""Figures that count: rows, different customers, customers who came for the first time."""

from __future__ import annotations

from data.profiling.names import ID_WORDS, noun_of, singular, without_id
from queries.guessing import en, fa
from queries.guessing.candidate import Candidate, Context, good_of, simple
from queries.guessing.draft import Entry
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, persian_of, several, single
from queries.guessing.takings import in_currencies, quantity_of

WHO_COMES = frozenset(
    [
        "customer",
        "client",
        "buyer",
        "user",
        "account",
        "member",
        "patient",
        "subscriber",
        "shopper",
        "guest",
        "student",
        "donor",
    ]
)
MONEY_NOUNS = frozenset(
    ["sale", "sales", "revenue", "expense", "cost", "spend", "expenditure", "income", "budget", "finance", "turnover",
     "payment", "donation", "refund", "deposit", "payout", "spending", "contribution", "disbursement", "outlay"]
)  # fmt: skip
"""Tables of these are asked for their money, not for their rows."""
_PAID = frozenset({"payment", "donation", "refund", "deposit", "payout", "contribution", "disbursement"})
"""Of these, only where the rows say how much."""
_COMING = WHO_COMES | frozenset(["product", "employee", "rep", "agent", "store", "supplier", "vendor", "driver"])
_WORTH_COUNTING = WHO_COMES | frozenset(
    [
        "employee",
        "product",
        "supplier",
        "vendor",
        "store",
        "order",
        "invoice",
        "session",
        "visitor",
        "driver",
        "campaign",
        "host",
        "seller",
    ]
)
_NEARLY_ALL = 0.98
_JOINED = frozenset({"club", "loyalty", "membership"})
_BUYING = frozenset(["order", "sale", "sales", "purchase", "transaction", "invoice", "booking", "visit", "line"])


def _is_summed_up(entity: Entity) -> bool:
    """Whether its rows are sums of what was sold, told apart by no number of their own: units are what is counted."""
    numbered = len(entity.key) == 1 and entity.key[0] in {one.name for one in entity.of_role(Role.KEY, Role.BREAKDOWN)}
    return bool(set(entity.noun) & _BUYING) and not numbered and quantity_of(entity) is not None


def add_counts(entity: Entity, context: Context) -> None:
    """Count an entity's rows, and the different things that its rows name."""
    _settle_lines(entity, context)
    words = several((*entity.noun, "line")) if entity.lines else several(entity.noun)
    synonyms: tuple[str, ...] = ()
    summed = counted_in(entity)
    if summed is not None:
        # Each row stands for as many as it says: "subscriptions" are those, and no rows.
        words = (*entity.noun, "row", "count")
        context.draft.note("guessed", f"{entity.id}: a row stands for as many as {summed.name} says")
    elif _is_summed_up(entity):
        words = (*entity.noun, "row", "count")
    elif asked_for_money(entity) and not entity.lines:
        # "Expenses by month" asks for the money, not for how many rows there are.
        synonyms = tuple(f"number of {' '.join(one)}" for one in dict.fromkeys((words, words[-1:])))
        words = (*entity.noun, "count")
    elif set(entity.noun) & WHO_COMES and entity.time in entity.fields and _tells_beginning(entity):
        synonyms = (f"new {label_of(words).lower()}",)
    if set(entity.noun) & en.STATE and (entity.states or held_in(entity) is not None):
        # "Stock by week" asks for what is on hand.
        words = (*entity.noun, "records")
    if entity.loaded and entity.turned:
        # Nobody counts the cells of a crosstab, but they tell how far the data goes.
        words = (*entity.noun, "cells")
        values = simple(entity, "count", format="count", hidden=True)
        context.add(Candidate(id_of(words), values, words, entity.noun, persian=" ", rank=90, why="Cells of it."))
    elif entity.loaded:
        context.add(
            Candidate(
                id_of(words),
                simple(entity, "count", format="count", good=good_of(words)),
                words,
                entity.noun,
                persian=counted(entity.noun) if words[-1] != "records" and words[-2:] != ("row", "count") else "",
                synonyms=synonyms,
                plain=() if summed is not None else _other_names(entity, bare=not synonyms),
                rank=70 if entity.lines else 20 if entity.time else 40,
                why=f"Rows of {entity.table.name}.",
            )
        )
    for one in entity.of_role(Role.KEY, Role.BREAKDOWN):
        stem = _counted(one, entity)
        if stem:
            _different(entity, one, stem, context)


def _settle_lines(entity: Entity, context: Context) -> None:
    """Take rows for things, not for lines of them, where a number hardly ever stands twice, and then for others."""
    if not entity.lines:
        return
    keys = [one for one in entity.of_role(Role.KEY, Role.BREAKDOWN) if one.heading.last in ID_WORDS]
    own = next((one for one in keys if single(without_id(one.heading.words)) == entity.noun), None)
    other = next((one for one in keys if one is not own and one.column.unique), None)
    if own is None or other is None:
        return
    distinct = int(
        context.look(f"SELECT count(DISTINCT {column_sql(own.name)}) FROM {column_sql(entity.table.name)}")[0][0]  # noqa: S608 - quoted names
    )
    if distinct < _NEARLY_ALL * own.column.rows:
        return
    entity.lines = False
    twice = own.column.filled - distinct
    context.draft.note(
        "warning", f"{entity.id}: {twice:,} rows have a {own.name} that stands in another one; each counts as one"
    )


def _other_names(entity: Entity, *, bare: bool) -> tuple[str, ...]:
    """What rows are called, too, where nothing else is: the last word alone, and the name of the table."""
    found = [entity.noun[-1:]] if bare and len(entity.noun) > 1 else []
    table = noun_of(entity.id)
    known = set(map(singular, table[-1:])) & (WHO_COMES | _WORTH_COUNTING | _BUYING)
    if known and not entity.lines and table != entity.noun and not set(table) & (MONEY_NOUNS | en.STATE):
        found.append(table)
    names = [label_of(several(one)).lower() for one in found]
    if set(noun_of(entity.table.name)) & _JOINED and set(entity.noun) & WHO_COMES:
        names.append("members")
    return tuple(dict.fromkeys(names))


def asked_for_money(entity: Entity) -> bool:
    """Whether the word for its rows means their amounts: "expenses by month"."""
    noun = entity.noun[-1]
    amounts = any(one.unit == "currency" for one in entity.of_role(Role.SUM)) and not in_currencies(entity)
    if noun in MONEY_NOUNS and (amounts or noun not in _PAID):
        return True
    # A figure that is called as the table is what the word means, whatever it counts: spendings of the spendings.
    return any(single(one.heading.words) == entity.noun for one in entity.of_role(Role.SUM, Role.STATE))


def held_in(entity: Entity) -> Field | None:
    """How many there are of each, in rows of what is in stock."""
    if not set(entity.noun) & en.STATE:
        return None
    told = [one for one in entity.of_role(Role.SUM) if one.heading.ends(en.QUANTITY) and one.unit == "count"]
    return told[0] if len(told) == 1 else None


def counted_in(entity: Entity) -> Field | None:
    """The column that says how many of what it is each row stands for: the subscription count of subscriptions."""
    noun = entity.noun
    for one in entity.of_role(Role.SUM):
        words = one.heading.words
        stem = words[2:] if words[:2] == ("number", "of") else words[:-1] if words[-1:] == ("count",) else words
        if one.unit == "count" and single(stem) in (noun, noun[-1:]) and stem:
            return one
    return None


def _tells_beginning(entity: Entity) -> bool:
    """Whether rows are counted by the day since when they are there."""
    return entity.fields[str(entity.time)].heading.has(en.STARTS)


def counted(words: tuple[str, ...]) -> str:
    """The Persian name of a count: "the number of orders"; the bare noun is what they are broken down by."""
    noun = persian_of(words)
    return f"{fa.NUMBER_OF} {noun}" if noun else ""


def _counted(one: Field, entity: Entity) -> tuple[str, ...]:
    """What a column names, where its different values are worth counting."""
    if one.column.unique or not one.column.filled or one.column.distinct < 2:
        return ()
    stem = single(without_id(one.heading.words))
    if stem and stem[-1] == "name":
        stem = single(stem[:-1])
    own = entity.lines and stem == entity.noun  # lines of tickets are asked for as tickets
    if not stem or (stem[-1] not in _WORTH_COUNTING and not own) or len(stem) > 2:
        return ()
    if one.role is Role.BREAKDOWN and one.heading.last not in ID_WORDS:
        twin = any(single(without_id(f.heading.words)) == stem for f in entity.of_role(Role.KEY))
        if twin or one.column.distinct <= 30:
            return ()
    return stem


def _different(entity: Entity, one: Field, stem: tuple[str, ...], context: Context) -> None:
    words = several(stem)
    way = entity.way_of(one.name)
    joined = way is not None and not context.entities[way.to].only
    own = entity.lines and stem[-1:] == entity.noun[-1:]
    if way is not None and joined:
        if entity.time is None or own or set(context.entities[way.to].noun) & _BUYING or not set(stem) & _COMING:
            return
        words = ("active", *words)
    values = simple(
        entity, "count_distinct", column_sql(way.column if way else one.name), format="count", good=good_of(words)
    )
    if "until" in entity.states:
        # Of states, those that are there at the end count, not all that ever were.
        values = {**{key: value for key, value in values.items() if key != "default_period"}, "stock": entity.states}
        if entity.active:
            values["where"] = entity.active
            words = words if words[0] == "active" else ("active", *words)
    buying = set(entity.noun) & _BUYING or own
    come = buying and entity.time is not None and stem[-1] in WHO_COMES and words[0] != "active"
    context.add(
        Candidate(
            id_of(words),
            values,
            words,
            entity.noun,
            persian=counted(words),
            synonyms=(f"active {label_of(words).lower()}",) if come else (),
            rank=15 if own else 60 if joined else 30,
            why=f"Different values of {one.name} in {entity.table.name}.",
        )
    )
    if (
        stem[-1] in WHO_COMES
        and entity.time
        and "." not in entity.time
        and buying
        and not _has_first_day(entity, one, context)
    ):
        _newcomers(entity, one, stem, context)


def _has_first_day(entity: Entity, one: Field, context: Context) -> bool:
    """Whether the table of these customers tells itself since when they are there."""
    way = entity.way_of(one.name)
    return way is not None and context.entities[way.to].time is not None


def _newcomers(entity: Entity, one: Field, stem: tuple[str, ...], context: Context) -> None:
    """Customers by the day of their first order."""
    words = ("new", *several(stem))
    id = id_of(words)
    way = entity.way_of(one.name)
    name = way.column if way is not None else one.name
    key, time = column_sql(name), column_sql(str(entity.time))
    told = f"{entity.made[name]} AS {key}" if name in entity.made else key
    table, group = column_sql(entity.table.name), entity.made.get(name, key)
    values: dict[str, object] = {
        "source": f"SELECT {told}, min({time}) AS first_day FROM {table} GROUP BY {group}",  # noqa: S608 - quoted names
        "primary_key": name,
        "time": "first_day",
    }
    if way is not None:
        values["joins"] = {way.name: {"to": context.entities[way.to].id, "on": on_of(way.column, way.other)}}
    context.draft.of("tables")[id] = Entry(
        values, f"Each {label_of(stem).lower()} once, on the day of the first row in {entity.table.name}."
    )
    context.add(
        Candidate(
            id,
            {"table": id, "agg": "count", "format": "count", "good": "up", "default_period": "all"},
            words,
            entity.noun,
            rank=35,
            synonyms=(f"{label_of(words).lower()} did we win", f"first-time {label_of(several(stem)).lower()}"),
            why=f"By the first day in {entity.table.name}.",
        )
    )


def on_of(column: str, other: str) -> object:
    """The `on` of a join."""
    return column if column == other else {column: other}
