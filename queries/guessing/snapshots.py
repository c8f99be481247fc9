"""Figures of states written down day by day, or since a day: stock on hand, recurring revenue, balances."""

from __future__ import annotations

from data.profiling.names import singular
from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, good_of
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import heading_of, id_of
from queries.guessing.movements import mark_active
from queries.guessing.takings import expression_of


def add_snapshots(entity: Entity, context: Context) -> frozenset[str]:
    """Stocks of an entity's states; the columns that need no other figures."""
    if entity.time is None or "." in entity.time:
        return frozenset()
    states = list(entity.of_role(Role.STATE))
    if not states:
        return frozenset()
    if not _is_repeated(entity):
        if set(entity.noun) & en.EVENTS:
            for one in states:
                context.draft.note("left out", f"{entity.id}.{one.name}: a state beside each event, no sum")
            return frozenset(one.name for one in states)
        entity.states, said = {"since": entity.time}, f"of all rows since {entity.time}"
    else:
        until = "until_day" if "until_day" not in entity.table.columns else "kpibot_until"
        entity.made[until] = _next_day(entity, context)
        entity.states = {"since": entity.time, "until": until}
        said = f"as written down for the last {entity.step} of the period"
        states += [one for one in entity.of_role(Role.SUM) if _is_held(one)]
        mark_active(entity)
    for one in states:
        also = _nouns(entity) if len(states) == 1 else ()
        why = f"Sum of {one.name}, {said}; never added up over time."
        stock_sum(entity, one, entity.states, why, context, also)
    return frozenset(one.name for one in states)


def _is_repeated(entity: Entity) -> bool:
    """Whether the rows are written anew for every day, rather than once for what began on it."""
    if entity.time in entity.key or entity.step != "day" or not entity.key:
        return True
    return not heading_of(entity.fields[str(entity.time)].column.heading).has(en.STARTS)


def _is_held(one: Field) -> bool:
    """Whether a number beside states is one itself: seats, users; but not new ones."""
    return singular(one.heading.last) in en.HELD and not one.heading.has(en.CHANGES)


def _next_day(entity: Entity, context: Context) -> str:
    """Until when a row's state stands, as SQL: the day for which it was written down the next time."""
    time, table = column_sql(str(entity.time)), column_sql(entity.table.name)
    if entity.step != "day":
        return f"{time} + INTERVAL {'3 MONTH' if entity.step == 'quarter' else f'1 {entity.step.upper()}'}"
    sql = (
        f"SELECT min(apart), max(apart) FROM (SELECT day - lag(day) OVER (ORDER BY day) AS apart FROM "  # noqa: S608 - quoted names
        f"(SELECT DISTINCT CAST({time} AS DATE) AS day FROM {table}))"
    )
    least, most = context.look(sql)[0]
    days = int(most or 1)
    after = f"CAST({time} AS DATE) + INTERVAL {days} DAY"
    if least == most:
        return after
    following = f"(SELECT min(later.{time}) FROM {table} AS later WHERE later.{time} > {table}.{time})"  # noqa: S608 - quoted names
    return f"coalesce({following}, {after})"


def _words(entity: Entity, one: Field) -> tuple[str, ...]:
    return one.spoken if one.spoken not in (("balance",), ("stock",), ("value",)) else (*entity.noun, *one.spoken)


def _nouns(entity: Entity) -> tuple[str, ...]:
    """The table's own name, where that is what its only state is asked for by: inventory."""
    return (" ".join(entity.noun),) if set(entity.noun) & en.STATE else ()


def stock_sum(
    entity: Entity,
    one: Field,
    stock: dict[str, str],
    why: str,
    context: Context,
    also: tuple[str, ...] = (),
) -> str:
    """Add the sum of a column over what there is on a day; its id."""
    words = _words(entity, one)
    values = {
        "table": entity.id,
        "agg": "sum",
        "expr": expression_of(one),
        "format": one.unit,
        "good": good_of(words),
        "stock": stock,
    }
    return context.add(
        Candidate(
            id_of(words),
            values,
            words,
            entity.noun,
            synonyms=also,
            rank=11 if one.unit == "currency" or also else 38,
            why=why,
        )
    )
