"""Customers written down again each month: who is there, who came, who left, what they pay and how much of it stays."""

from __future__ import annotations

from typing import Any

from data.profiling.names import without_id
from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio
from queries.guessing.counts import WHO_COMES, on_of
from queries.guessing.draft import Entry
from queries.guessing.entity import Entity, Way, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.flags import holds
from queries.guessing.headings import id_of, label_of, several, single
from queries.guessing.stages import is_one_of
from queries.guessing.takings import expression_of

_WHO = WHO_COMES | {"company", "tenant", "organization", "organisation", "workspace", "subscription"}
_GONE = frozenset(
    ["cancelled", "canceled", "churn", "churned", "closed", "deactivated", "ended", "expired", "inactive", "left",
     "lost", "terminated"]
)  # fmt: skip


def mark_active(entity: Entity) -> None:
    """Which rows of a snapshot say that somebody is there: by their status, else by what they pay."""
    for one in entity.of_role(Role.FLAG):
        if set(one.spoken) & _GONE:
            entity.active = f"NOT coalesce({holds(one)}, FALSE)"
            return
        if set(one.spoken) == {"active"}:
            entity.active = f"coalesce({holds(one)}, FALSE)"
            return
    for one in entity.of_role(Role.BREAKDOWN):
        gone = [value for value in one.column.members if value.strip().casefold() in _GONE]
        if one.heading.ends(en.STAGE_COLUMNS) and gone and len(gone) < len(one.column.members):
            entity.active = f"NOT coalesce({is_one_of(one, gone)}, FALSE)"
            return
    money = _money(entity)
    if money is not None:
        entity.active = f"{column_sql(money.name)} > 0"


def _money(entity: Entity) -> Field | None:
    return next((one for one in entity.of_role(Role.STATE) if one.unit == "currency"), None)


def add_movements(entity: Entity, context: Context) -> None:
    """The figures of who comes and goes from month to month, where months follow each other without a gap."""
    who = _who(entity)
    if who is None or "until" not in entity.states or entity.step != "month" or not entity.active:
        return
    name, time = column_sql(entity.table.name), column_sql(str(entity.time))
    month = f"date_trunc('month', {time})"
    sql = f"SELECT count(DISTINCT {month}), date_diff('month', min({time}), max({time})) + 1 FROM {name}"  # noqa: S608 - quoted names
    months, span = (int(value or 0) for value in context.look(sql)[0])
    if months < span or months < 2:
        context.draft.note(
            "left out", f"{entity.id}: who came and left, as months are missing between the first and last"
        )
        return
    stem = single(without_id(who.heading.words)) or who.heading.words
    _warn_of_money(entity, context)
    _per_customer(entity, stem, context)
    _comings(entity, who, stem, month, context)
    money = _money(entity)
    if money is not None:
        for apart, called in ((1, "monthly"), (12, "annual")):
            if months > apart:
                _retained(entity, who, stem, money, (apart, called), context)


def _warn_of_money(entity: Entity, context: Context) -> None:
    """Say where those who are gone still have an amount: the sum of it counts them."""
    money = _money(entity)
    if money is None:
        return
    amount, table = column_sql(money.name), column_sql(entity.table.name)
    sql = f"SELECT count(*) FROM {table} WHERE NOT ({entity.active}) AND {amount} <> 0"  # noqa: S608 - quoted names
    many = int(context.look(sql)[0][0])
    if many:
        context.draft.note(
            "warning", f"{entity.id}: {many:,} rows of somebody who is gone have {money.name}, and its sum counts them"
        )


def _who(entity: Entity) -> Field | None:
    able = [one for one in entity.of_role(Role.KEY, Role.BREAKDOWN) if not one.column.unique and one.column.filled]
    found = [one for one in able if set(single(without_id(one.heading.words))[-1:]) & _WHO]
    return min(found, key=lambda one: (one.role is not Role.KEY, "subscription" in one.heading.words), default=None)


def _per_customer(entity: Entity, stem: tuple[str, ...], context: Context) -> None:
    money = _money(entity)
    of_table = [one for one in context.found if one.values.get("table") == entity.id and "stock" in one.values]
    there = next((one for one in of_table if one.values["agg"] == "count_distinct"), None)
    total = next((one for one in of_table if money and one.values.get("expr") == expression_of(money)), None)
    if money is None or there is None or total is None:
        return
    words = ("average", *money.spoken, "per", *stem)
    who = label_of(stem).lower()
    context.add(
        Candidate(
            id_of(words),
            ratio(total.id, there.id, "currency", "up") | {"default_period": "now"},
            words,
            entity.noun,
            synonyms=("ARPA", "ARPU", f"average revenue per {who}", f"{label_of(money.spoken)} per {who}"),
            rank=34,
            why=f"{total.english} by {there.english.lower()}.",
        )
    )


def _comings(entity: Entity, who: Field, stem: tuple[str, ...], month: str, context: Context) -> None:
    """Each stretch of months somebody was there as a row: when it began (unknown in the first month), when it ended."""
    id = id_of((*stem, "stays"))
    rows, key = _rows(entity), column_sql(who.name)
    ways = [way for way in entity.ways.values() if way.own == who.name]
    told = "".join(f", {column_sql(way.column)}" for way in ways if way.column != who.name)
    numbered = f"date_diff('month', DATE '1900-01-01', m) - row_number() OVER (PARTITION BY {key} ORDER BY m)"
    seen = f"SELECT DISTINCT {key}{told}, {month} AS m FROM {rows} WHERE {entity.active} AND {key} IS NOT NULL"  # noqa: S608 - quoted names
    stays = (
        f"SELECT {key}{told}, min(m) AS first_month, max(m) AS last_month FROM "  # noqa: S608 - quoted names
        f"(SELECT *, {numbered} AS stay FROM ({seen}) AS seen) AS numbered GROUP BY {key}{told}, stay"
    )
    bounds = f"SELECT min({month}) AS begin_month, max({month}) AS end_month FROM {rows}"  # noqa: S608 - quoted names
    began = "CASE WHEN first_month > begin_month THEN CAST(first_month AS DATE) END AS began"
    ended = "CASE WHEN last_month < end_month THEN CAST(last_month + INTERVAL 1 MONTH AS DATE) END AS ended"
    again = f"row_number() OVER (PARTITION BY {key} ORDER BY first_month) > 1 AS came_back"
    source = (
        f"SELECT {key}{told}, CAST(first_month AS DATE) AS since, {began}, {ended}, {again} "  # noqa: S608 - quoted names
        f"FROM ({stays}) AS stays CROSS JOIN ({bounds}) AS bounds"
    )
    values: dict[str, Any] = {"source": source, "time": "began", "grain": "month", "loaded": True} | _joins(
        ways, context
    )
    people, table = label_of(several(stem)).lower(), entity.table.name
    context.draft.of("tables")[id] = Entry(values, f"Each stretch of months in which {table} has somebody.")
    simple: dict[str, Any] = {"table": id, "agg": "count", "format": "count", "default_period": "all"}
    new, lost, back = ("new", *several(stem)), ("churned", *several(stem)), ("returned", *several(stem))
    for words, where, time, good, also in (
        (new, "began IS NOT NULL AND NOT came_back", "began", "up", (f"{people} gained", f"first-time {people}")),
        (lost, "ended IS NOT NULL", "ended", "down", (f"{people} lost", f"lost {people}", f"{people} churned")),
        (back, "began IS NOT NULL AND came_back", "began", "up", (f"reactivated {people}", f"win-backs of {people}")),
    ):
        why = f"By the first month {'without' if time == 'ended' else 'with'} them in {table}, its first left out."
        keys = simple | {"where": where, "time": time, "good": good}
        context.add(Candidate(id_of(words), keys, words, entity.noun, synonyms=also, rank=30, why=why))
    stock = {
        "table": id,
        "agg": "count",
        "format": "count",
        "hidden": True,
        "stock": {"since": "since", "until": "ended"},
    }
    held = context.add(
        Candidate(id_of((*several(stem), "there")), stock, (*several(stem), "there"), entity.noun, persian=" ", rank=90)
    )
    rate = (*stem, "churn", "rate")
    churn = context.add(
        Candidate(
            id_of(rate),
            {"type": "attrition", "of": held, "format": "percent", "good": "down"},
            rate,
            entity.noun,
            synonyms=("churn rate", "churn", f"churn rate of {people}", "logo churn", "attrition rate"),
            rank=21,
            why="Of those there at the start, the share that left within the period.",
        )
    )
    kept = (*stem, "retention", "rate")
    derived = {"type": "derived", "expr": f"1 - {churn}", "format": "percent", "good": "up"}
    context.add(
        Candidate(
            id_of(kept), derived, kept, entity.noun, synonyms=("retention rate",), rank=40, why="1 less churn rate."
        )
    )


def _retained(
    entity: Entity, who: Field, stem: tuple[str, ...], money: Field, span: tuple[int, str], context: Context
) -> None:
    """What customers of some months ago pay now, by what they paid then."""
    apart, called = span
    id = id_of((*stem, "revenue", called))
    key, time, rows = column_sql(who.name), column_sql(str(entity.time)), _rows(entity)
    paid = (
        f"SELECT {key}, date_trunc('month', {time}) AS m, sum({expression_of(money)}) AS paid FROM {rows} "  # noqa: S608 - quoted names
        f"WHERE {entity.active} AND {key} IS NOT NULL GROUP BY {key}, date_trunc('month', {time})"
    )
    later = f"before.m + INTERVAL {apart} MONTH"
    source = (
        f"SELECT before.{key} AS {key}, CAST({later} AS DATE) AS since, "  # noqa: S608 - quoted names
        f"CAST({later} + INTERVAL 1 MONTH AS DATE) AS until, before.paid AS paid_before, "
        f"coalesce(now.paid, 0) AS paid_now "
        f"FROM ({paid}) AS before LEFT JOIN ({paid}) AS now ON now.{key} = before.{key} AND now.m = {later} "
        f"WHERE {later} <= (SELECT max(date_trunc('month', {time})) FROM {rows})"
    )
    ways = [way for way in entity.ways.values() if way.own == who.name and way.column == who.name]
    values: dict[str, Any] = {"source": source, "time": "since", "grain": "month", "loaded": True} | _joins(
        ways, context
    )
    context.draft.of("tables")[id] = Entry(values, f"What was paid {apart} month{'s' * (apart > 1)} before, and now.")
    stock = {"since": "since", "until": "until"}
    parts = []
    for column in ("paid_now", "paid_before"):
        words = (*money.spoken, *column.split("_"), called)
        keys = {"table": id, "agg": "sum", "expr": column, "format": "currency", "hidden": True, "stock": stock}
        parts.append(context.add(Candidate(id_of(words), keys, words, entity.noun, persian=" ", rank=90)))
    words = (called, "net", "revenue", "retention")
    context.add(
        Candidate(
            id_of(words),
            ratio(parts[0], parts[1], "percent", "up") | {"default_period": "now"},
            words,
            entity.noun,
            synonyms=(f"{called} NRR", f"{called} net dollar retention", f"{called} NDR"),
            rank=41,
            why=f"What customers of {apart} month{'s' * (apart > 1)} before pay now, by what they paid then.",
            plain=("net revenue retention", "NRR"),
        )
    )


def _rows(entity: Entity) -> str:
    made = {name: sql for name, sql in entity.made.items() if name not in entity.states.values()}
    if not made:
        return column_sql(entity.table.name)
    added = ", ".join(f"{sql} AS {column_sql(name)}" for name, sql in made.items() if name not in entity.table.columns)
    return f"(SELECT *{', ' + added if added else ''} FROM {column_sql(entity.table.name)}) AS snapshots"  # noqa: S608 - quoted names


def _joins(ways: list[Way], context: Context) -> dict[str, Any]:
    joins = {way.name: {"to": context.entities[way.to].id, "on": on_of(way.column, way.other)} for way in ways}
    return {"joins": joins} if joins else {}
