"""Figures of what lasts from a day until a day: subscriptions, employees."""

from __future__ import annotations

from data.profiling.names import without_id
from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio, simple
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several, single
from queries.guessing.snapshots import add_snapshots, stock_sum

_LASTING = frozenset(
    [
        "seat",
        "seats",
        "license",
        "licenses",
        "licence",
        "licences",
        "fte",
        "user",
        "users",
        "salary",
        "wage",
        "rent",
        "hours",
        "units",
    ]
)


def add_spells(entity: Entity, context: Context) -> frozenset[str]:
    """Stocks of an entity; the columns that need no other figures, and "" where its rows need no other count."""
    span = _span(entity, context)
    if span is not None:
        return _spells(entity, *span, context)
    return add_snapshots(entity, context)


def _span(entity: Entity, context: Context) -> tuple[Field, Field] | None:
    """The days from which and until which a row lasts."""
    dates = [one for one in entity.of_role(Role.TIME) if not one.column.empty]
    starts = [one for one in dates if one.heading.has(en.STARTS) and not one.heading.has(en.ENDS | en.DUE)]
    ends = [one for one in dates if one.heading.has(en.ENDS) and not one.heading.has(en.STARTS | en.DUE)]
    if not starts or not ends:
        return None
    start, end = starts[0], ends[0]
    still = end.column.filled < end.column.rows
    lasting = bool(set(entity.noun) & en.SPELLS)
    if start.column.filled < start.column.rows or not (lasting or (still and "until" in end.heading.words)):
        return None
    name = column_sql(entity.table.name)
    first, last = column_sql(start.name), column_sql(end.name)
    wrong = context.look(f"SELECT count(*) FROM {name} WHERE CAST({last} AS DATE) < CAST({first} AS DATE)")  # noqa: S608 - quoted names
    if int(wrong[0][0]) > entity.table.rows * 0.02:
        context.draft.note(
            "warning", f"{entity.id}: {end.name} often lies before {start.name}; they are not read as from and until"
        )
        return None
    return start, end


def _spells(entity: Entity, start: Field, end: Field, context: Context) -> frozenset[str]:
    entity.time, entity.step = start.name, start.column.step
    stock = {"since": start.name, "until": end.name}
    nouns, words = label_of(several(entity.noun)).lower(), several(entity.noun)
    why = f"Active on the last day of the period: from {start.name} until {end.name}."
    held = context.add(
        Candidate(
            id_of(words),
            {"table": entity.id, "agg": "count", "format": "count", "good": "up", "stock": stock},
            words,
            entity.noun,
            synonyms=(
                f"active {nouns}",
                *(("headcount",) if set(entity.noun) & {"employee", "staff", "worker"} else ()),
            ),
            rank=19,
            why=why,
        )
    )
    context.add(
        Candidate(
            id_of(("new", *words)),
            simple(entity, "count", format="count", good="up"),
            ("new", *words),
            entity.noun,
            synonyms=(f"{nouns} started",),
            rank=36,
            why=f"By {start.name}.",
        )
    )
    ended = simple(
        entity, "count", where=f"{column_sql(end.name)} IS NOT NULL", time=end.name, format="count", good="down"
    )
    context.add(
        Candidate(
            id_of(("ended", *words)),
            ended,
            ("ended", *words),
            entity.noun,
            synonyms=(f"{nouns} ended", f"lost {nouns}"),
            rank=37,
            why=f"By {end.name}.",
        )
    )
    context.add(
        Candidate(
            id_of((*entity.noun, "churn", "rate")),
            {"type": "attrition", "of": held, "format": "percent", "good": "down"},
            (*entity.noun, "churn", "rate"),
            entity.noun,
            synonyms=("churn rate", f"churn rate of {nouns}", "churn", "attrition rate"),
            rank=21,
            why="Of those active at the start, the share that ended within the period.",
        )
    )
    used = [
        one
        for one in entity.of_role(Role.STATE, Role.SUM, Role.MEAN)
        if one.role is Role.STATE or set(one.heading.words) & _LASTING
    ]
    for one in used:
        total = stock_sum(
            entity, one, stock, f"Sum of {one.name} of what is active on the last day of the period.", context
        )
        if one.role is Role.MEAN:
            _mean_of_held(entity, one, total, held, context)
    _holders(entity, stock, [one for one in used if one.unit == "currency"], context)
    return frozenset(one.name for one in used)


def _mean_of_held(entity: Entity, one: Field, total: str, held: str, context: Context) -> None:
    """What those who are there have on average: the salary of an employee."""
    name = " ".join(one.spoken)
    context.add(
        Candidate(
            id_of(("average", *one.spoken)),
            ratio(total, held, one.unit, "none") | {"default_period": "now"},
            ("average", *one.spoken),
            entity.noun,
            label=label_of(("average", *one.spoken, "of", "active", *several(entity.noun))),
            synonyms=(f"average {name}", f"mean {name}", f"{name} on average"),
            rank=34,
            why=f"Sum of {one.name} by those active on the last day of the period.",
        )
    )


def _holders(entity: Entity, stock: dict[str, str], money: list[Field], context: Context) -> None:
    """Who has them: accounts with a subscription that is paid for, and what they pay each."""
    if not money or money[0].role is not Role.STATE:
        return
    amount = column_sql(money[0].name)
    for way in entity.ways.values():
        stem = single(without_id(entity.fields[way.own].heading.words)) if way.own in entity.fields else ()
        if not stem or not set(stem) & {
            "account",
            "customer",
            "client",
            "user",
            "company",
            "member",
            "subscriber",
            "tenant",
        }:
            continue
        words = several(stem)
        paying = context.add(
            Candidate(
                id_of(("paying", *words)),
                {
                    "table": entity.id,
                    "agg": "count_distinct",
                    "expr": column_sql(way.column),
                    "where": f"{amount} > 0",
                    "format": "count",
                    "good": "up",
                    "stock": stock,
                },
                ("paying", *words),
                entity.noun,
                synonyms=(f"active {label_of(words).lower()}",),
                rank=32,
                why=f"Different {way.column} with {amount} above 0 on the last day of the period.",
            )
        )
        total = next(
            c.id for c in context.found if c.values.get("expr") == amount and c.values.get("table") == entity.id
        )
        name = label_of(money[0].spoken)
        context.add(
            Candidate(
                id_of(("average", *money[0].spoken, "per", *stem)),
                ratio(total, paying, "currency", "up") | {"default_period": "now"},
                ("average", *money[0].spoken, "per", *stem),
                entity.noun,
                synonyms=("ARPA", "average revenue per account", f"{name} per {label_of(stem).lower()}"),
                rank=34,
                why=f"{name} by paying {label_of(words).lower()}.",
            )
        )
        return
