"""Numbers that are not of their rows: what stands again in every line of an order, prices, sums of the rows before."""

from __future__ import annotations

from dataclasses import replace

from data.profiling.names import ID_WORDS, without_id
from queries.guessing import en
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import single
from queries.guessing.wholes import Whole

_LEAST = 4
"""So many different values, and so many things with several rows: that all agree is then no chance."""
_MOST_KEYS = 6
_RISES = 30
"""As often a number rose from one day to the next, and hardly ever fell."""
_WHOLES = frozenset(
    ["basket", "bill", "booking", "cart", "invoice", "order", "purchase", "receipt", "sale", "session", "shipment",
     "ticket", "transaction", "trip", "visit"]
)  # fmt: skip
"""What rows are lines of. A customer may well pay the same amount every month."""


_THINGS = frozenset(
    ["account", "branch", "building", "city", "client", "company", "country", "customer", "employee", "facility",
     "hotel", "member", "patient", "plant", "product", "property", "region", "shop", "state", "store", "student",
     "supplier", "user", "vehicle", "vendor", "warehouse"]
)  # fmt: skip
_ATTRIBUTES = frozenset(
    ["area", "beds", "capacity", "clv", "headcount", "inhabitants", "limit", "ltv", "population", "rooms", "seats",
     "size", "sqft", "sqm"]
)  # fmt: skip
_ATTRIBUTE_PHRASES = frozenset(
    ["annual income", "annual revenue", "yearly income", "household income", "lifetime value", "number of employees",
     "employee count", "household size", "credit score"]
)  # fmt: skip
"""Numbers of customers, stores and the like, which stand beside what they do."""


def settle_numbers(entity: Entity, context: Context) -> list[Whole]:
    """Take the sum from numbers of a table that must not be added up over its rows; the wholes that some are of."""
    fields = dict(entity.fields)
    wholes: dict[str, Whole] = {}
    headings = {one.heading.words for one in fields.values()}
    quoted = {("high",), ("low",)} <= headings
    for one in list(entity.of_role(Role.SUM, Role.MEAN, Role.STATE)):
        words = one.heading.words
        if (key := _of_another(entity, one, context)) is not None:
            fields[one.name] = replace(one, role=Role.NOTHING)
            whole = wholes.setdefault(key.name, Whole(entity, key.name, lasting=not _is_of_whole(key)))
            whole.numbers.append(one)
        elif one.role is not Role.SUM:
            continue
        elif quoted and words[-1] in ("open", "close", "high", "low"):
            fields[one.name] = replace(one, role=Role.MEAN)
        elif len(words) > 1 and words[0] == "total" and ("new", *words[1:]) in headings:
            fields[one.name] = replace(one, role=Role.STATE)
        elif _counts_up_to(entity, one, context):
            fields[one.name] = replace(one, role=Role.STATE)
            context.draft.note(
                "guessed", f"{entity.id}.{one.name}: it never falls from day to day, so it is counted up to each day"
            )
    entity.fields = _in_no_currency(fields)
    return list(wholes.values())


def _in_no_currency(fields: dict[str, Field]) -> dict[str, Field]:
    """An amount beside the same one in a currency that its heading names is not in that one: "Price", "Price USD"."""
    told = {one.heading.words[:-1] for one in fields.values() if one.heading.last in en.CURRENCIES}
    return {
        name: replace(one, unit="points")
        if one.unit == "currency" and one.currency is None and one.heading.words in told
        else one
        for name, one in fields.items()
    }


def _counts_up_to(entity: Entity, one: Field, context: Context) -> bool:
    """Whether each number holds those of the days before: cases so far, which nobody adds up over days. What is
    planned, or told by months, may well rise all the time."""
    if entity.time not in entity.fields or entity.step != "day" or one.heading.has(en.TARGET):
        return False
    key = entity.key or _told_apart(entity, context)
    if entity.time not in key or len(key) < 2:
        return False
    number, time = column_sql(one.name), column_sql(str(entity.time))
    of = ", ".join(column_sql(name) for name in key if name != entity.time)
    before = f"lag({number}) OVER (PARTITION BY {of} ORDER BY {time})"
    followed = f"SELECT {number} AS now, {before} AS before FROM {column_sql(entity.table.name)}"  # noqa: S608 - quoted names
    sql = f"SELECT count(*) FILTER (now > before), count(*) FILTER (now < before) FROM ({followed})"  # noqa: S608 - quoted names
    rises, falls = context.look(sql)[0]
    return int(rises) >= _RISES and int(falls) * 50 <= int(rises)


def _told_apart(entity: Entity, context: Context) -> tuple[str, ...]:
    """The date and all breakdowns, where they tell the rows apart though some have no value."""
    names = (str(entity.time), *(one.name for one in entity.of_role(Role.KEY, Role.BREAKDOWN)))
    listed = ", ".join(map(column_sql, names))
    grouped = f"SELECT count(*) AS many FROM {column_sql(entity.table.name)} GROUP BY {listed}"  # noqa: S608 - quoted names
    sql = f"SELECT max(many) FROM ({grouped})"  # noqa: S608 - quoted names
    return names if int(context.look(sql)[0][0] or 0) == 1 else ()


def _of_another(entity: Entity, one: Field, context: Context) -> Field | None:
    """The key of which a number is, where that stands in several rows: totals of orders, limits of customers."""
    if one.column.distinct < _LEAST or entity.turned:
        return None
    whole = [key for key in entity.of_role(Role.KEY) if one.role is Role.SUM and _is_of_whole(key)]
    thing = [key for key in entity.of_role(Role.KEY, Role.BREAKDOWN) if _is_attribute(one, key)]
    for key in [*thing, *whole][:_MOST_KEYS]:
        if key.column.distinct < _LEAST or key.column.distinct * 10 > entity.table.rows * 9:
            continue
        name, number = column_sql(key.name), column_sql(one.name)
        grouped = (
            f"SELECT count(*) AS many, count(DISTINCT {number}) AS different FROM {column_sql(entity.table.name)} "  # noqa: S608 - quoted names
            f"WHERE {name} IS NOT NULL AND {number} IS NOT NULL GROUP BY {name}"
        )
        sql = f"SELECT count(*) FILTER (many > 1), count(*) FILTER (different > 1) FROM ({grouped})"  # noqa: S608 - quoted names
        several, differing = context.look(sql)[0]
        if int(several) >= _LEAST and not int(differing):
            return key
    return None


def _is_of_whole(key: Field) -> bool:
    """Whether a column is the number of what several rows are lines of."""
    stem = single(without_id(key.heading.words))
    return key.heading.last in ID_WORDS and not key.column.unique and bool(set(stem[-1:]) & _WHOLES)


def _is_attribute(one: Field, key: Field) -> bool:
    """Whether a number says of a thing what it is like, not what happened: it is named after the thing, or a limit, a
    size. What somebody pays each month may well be the same each month, and is no attribute."""
    words, stem = one.heading.words, single(without_id(key.heading.words))
    if key.column.unique or not set(stem[-1:]) & _THINGS:
        return False
    told = stem[-1] in words[:-1] and not one.heading.has(en.MONEY)
    return told or one.heading.has(_ATTRIBUTES) or " ".join(words[-2:]) in _ATTRIBUTE_PHRASES
