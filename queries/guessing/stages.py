"""Figures of a column of stages: deals won and lost, the win rate, and what was returned, cancelled or converted."""

from __future__ import annotations

from typing import Any

from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio, simple
from queries.guessing.entities import rank_of
from queries.guessing.entity import Entity, column_sql, text_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several

_CLOSING = frozenset(
    ["close", "closed", "closing", "won", "end", "ended", "decided", "decision", "completed", "actual"]
)
_AMOUNTS = (
    "close value",
    "won amount",
    "deal value",
    "deal amount",
    "deal size",
    "amount",
    "value",
    "revenue",
    "acv",
    "tcv",
    "price",
)


def add_stages(entity: Entity, context: Context) -> frozenset[str]:
    """The figures of a stage column; the columns that need no other figures."""
    for one in entity.of_role(Role.BREAKDOWN):
        if not one.heading.has(en.STAGE_COLUMNS) or not one.column.values:
            continue
        won = [value for value in one.column.members if value.strip().casefold() in en.WON]
        lost = [value for value in one.column.members if value.strip().casefold() in en.LOST]
        if won and lost:
            return _pipeline(entity, one, won, lost, context)
        _outcomes(entity, one, context)
    return frozenset()


def is_one_of(one: Field, values: list[str]) -> str:
    """A condition: the column has one of these values."""
    column = column_sql(one.name)
    if len(values) == 1:
        return f"{column} = {text_sql(values[0])}"
    return f"{column} IN ({', '.join(map(text_sql, values))})"


def _pipeline(entity: Entity, one: Field, won: list[str], lost: list[str], context: Context) -> frozenset[str]:
    nouns = label_of(several(entity.noun)).lower()
    dates = [field for field in entity.of_role(Role.TIME) if not field.column.empty]
    close = next((d for d in dates if d.heading.has(_CLOSING) and not d.heading.has(en.DUE)), None)
    created = min((d for d in dates if d is not close), key=rank_of, default=None)
    if created is not None:
        entity.time, entity.step = created.name, created.column.step
        entity.hours = created.column.kind == "moment" and not created.column.whole
    closing = close.name if close is not None else None

    def counted(id: str, where: str, words: tuple[str, ...], good: str, synonyms: tuple[str, ...], rank: int) -> str:
        values = simple(entity, "count", where=where, time=closing, format="count", good=good)
        return context.add(
            Candidate(id, values, words, entity.noun, synonyms=synonyms, rank=rank, why=f"Rows where {where}.")
        )

    won_words = ("won", *several(entity.noun))
    lost_words = ("lost", *several(entity.noun))
    wins = counted(
        id_of(won_words), is_one_of(one, won), won_words, "up", (f"{nouns} won", "deals won", "won deals", "wins"), 18
    )
    counted(
        id_of(lost_words), is_one_of(one, lost), lost_words, "down", (f"{nouns} lost", "deals lost", "lost deals"), 22
    )
    closed_words = ("closed", *several(entity.noun))
    closed = counted(
        id_of(closed_words),
        is_one_of(one, [*won, *lost]),
        closed_words,
        "none",
        ("closed deals", f"{nouns} closed"),
        24,
    )
    context.add(
        Candidate(
            "win_rate",
            ratio(wins, closed, "percent", "up"),
            ("win", "rate"),
            entity.noun,
            synonyms=en.SYNONYMS["win rate"],
            plain=("conversion rate", "deal conversion rate"),
            rank=12,
            why="Won by won and lost; what is open does not count.",
        )
    )
    _open(entity, one, [v for v in one.column.members if v not in won and v not in lost], created, closing, context)
    if created is not None and closing:
        days = f"date_diff('day', {column_sql(created.name)}, {column_sql(closing)})"
        context.add(
            Candidate(
                "sales_cycle",
                simple(
                    entity, "avg", days, where=is_one_of(one, [*won, *lost]), time=closing, format="days", good="down"
                ),
                ("sales", "cycle"),
                entity.noun,
                synonyms=en.SYNONYMS["sales cycle"],
                rank=26,
                why=f"Mean days from {created.name} to {closing} of what was won or lost.",
            )
        )
    amount = _amount(entity)
    if amount is None:
        return frozenset()
    _amounts(entity, one, amount, won, closing, context)
    return frozenset({amount.name})


def _open(
    entity: Entity, one: Field, values: list[str], created: Field | None, closing: str | None, context: Context
) -> None:
    if not values:
        return
    words, where = ("open", *several(entity.noun)), is_one_of(one, values)
    why = f"Rows where {where}."
    begun = 0
    if created is not None:
        sql = (
            f"SELECT count(*) FROM {column_sql(entity.table.name)} WHERE {where} AND {column_sql(created.name)} IS NULL"  # noqa: S608 - names are quoted, values written as SQL texts
        )
        begun = int(context.look(sql)[0][0])
    keys: dict[str, Any]
    if created is not None and closing:
        since = created.name
        if begun:
            since = "open_since" if "open_since" not in entity.table.columns else "kpibot_open_since"
            first = f"(SELECT min({column_sql(created.name)}) FROM {column_sql(entity.table.name)})"  # noqa: S608 - quoted names
            entity.made[since] = f"coalesce({column_sql(created.name)}, {first})"
            told = f"{begun:,} of them have no {created.name} and count as open from the first day"
            why += f" {told[0].upper()}{told[1:]}."
            context.draft.note("warning", f"open {label_of(several(entity.noun)).lower()}: {told}")
        keys = {"table": entity.id, "agg": "count", "where": where, "format": "count"}
        keys["stock"] = {"since": since, "until": closing}
        why += " As they stand on the last day of the period."
    else:
        keys = simple(entity, "count", where=where, format="count")
    context.add(
        Candidate(
            id_of(words),
            keys,
            words,
            entity.noun,
            synonyms=("open deals", f"{label_of(several(entity.noun)).lower()} open"),
            rank=27,
            why=why,
        )
    )


def _amount(entity: Entity) -> Field | None:
    money = [one for one in entity.of_role(Role.SUM, Role.MEAN) if one.unit == "currency"]
    for phrase in _AMOUNTS:
        for one in money:
            if phrase == " ".join(one.heading.words) or phrase == " ".join(one.spoken):
                return one
    sums = [one for one in money if one.role is Role.SUM]
    return sums[0] if sums else None


def _amounts(entity: Entity, one: Field, amount: Field, won: list[str], closing: str | None, context: Context) -> None:
    where, column = is_one_of(one, won), column_sql(amount.name)
    name = label_of(amount.spoken).lower()
    context.add(
        Candidate(
            "won_revenue",
            simple(entity, "sum", column, where=where, time=closing, format="currency", good="up"),
            ("won", "revenue"),
            entity.noun,
            synonyms=("closed-won revenue", "revenue", "sales", f"won {name}", name, "won amount", "won value"),
            rank=8,
            why=f"Sum of {amount.name} where {where}: what is open or lost is no revenue.",
        )
    )
    noun = label_of(entity.noun).lower()
    context.add(
        Candidate(
            "average_deal_size",
            simple(entity, "avg", column, where=where, time=closing, format="currency", good="up"),
            ("average", "deal", "size"),
            entity.noun,
            synonyms=(
                "deal size",
                "average deal size of won deals",
                "average deal value",
                f"average {noun} size",
                "average selling price",
                "selling price",
                f"average {name}",
                "ACV",
            ),
            rank=29,
            why=f"Mean of {amount.name} where {where}.",
        )
    )
    others = [value for value in one.column.members if value not in won and value.strip().casefold() not in en.LOST]
    if others:
        sql = f"SELECT count({column}) FROM {column_sql(entity.table.name)} WHERE {is_one_of(one, others)}"  # noqa: S608 - names are quoted, values written as SQL texts
        if int(context.look(sql)[0][0]):
            context.add(
                Candidate(
                    "pipeline_value",
                    simple(entity, "sum", column, where=is_one_of(one, others), format="currency", good="up"),
                    ("pipeline", "value"),
                    entity.noun,
                    synonyms=("open pipeline", "pipeline", "value of the pipeline"),
                    rank=31,
                    why=f"Sum of {amount.name} of what is open now.",
                )
            )


ENDING = frozenset({"churn", "attrition", "cancellation", "activity"})
"""Fates that end what lasts: told by the rows that last, where there are such."""


def _outcomes(entity: Entity, one: Field, context: Context) -> None:
    """Counts and rates of the values that say how it went: cancelled, returned, delivered, converted."""
    for value in one.column.members:
        said = value.strip().casefold()
        if said not in en.OUTCOMES or said in ("active", "trial", "open", "show"):
            continue
        if "until" in entity.states and en.OUTCOMES[said][0] in ENDING:
            continue  # who is gone is written down again each month
        add_outcome(entity, said, is_one_of(one, [value]), context)


def add_outcome(entity: Entity, word: str, where: str, context: Context, answered: Field | None = None) -> None:
    """How many rows met a fate, and their share of all rows, or of those that have a value in `answered`."""
    noun, good, participle = en.OUTCOMES[word]
    words = (participle, *several(entity.noun))
    rows = rows_of(entity, context)
    count = context.add(
        Candidate(
            id_of(words),
            simple(entity, "count", where=where, format="count", good=good),
            words,
            entity.noun,
            synonyms=(f"{label_of(several(entity.noun)).lower()} {participle}", f"flagged {participle}", f"{noun}s"),
            rank=48,
            why=f"Rows where {where}.",
        )
    )
    if rows is not None and answered is not None:
        rows = answers_of(entity, answered, rows, context)
    if rows is None:
        return
    rate = (*entity.noun, noun, "rate") if noun != "late" else ("late", "rate")
    context.add(
        Candidate(
            id_of((noun, "rate")),
            ratio(count, rows, "percent", good),
            rate,
            entity.noun,
            synonyms=(
                f"{noun} rate",
                f"share of {label_of(several(entity.noun)).lower()} {participle}",
                f"{participle} rate",
            ),
            rank=33,
            why=f"Share of the {label_of(several(entity.noun)).lower()} with {where}.",
        )
    )


def answers_of(entity: Entity, one: Field, rows: str, context: Context) -> str:
    """The figure that counts the rows with a value in a column: of all rows, where none is missing."""
    if one.column.filled == one.column.rows:
        return rows
    words = (*several(entity.noun), "with", "known", *one.spoken)
    values = simple(entity, "count", where=f"{column_sql(one.name)} IS NOT NULL", format="count", hidden=True)
    return context.add(
        Candidate(id_of(words), values, words, entity.noun, persian=" ", rank=90, why=f"Rows with {one.name}.")
    )


def rows_of(entity: Entity, context: Context) -> str | None:
    """The figure that counts all rows of a table."""
    for one in context.found:
        values = one.values
        if (
            values.get("table") == entity.id
            and values.get("agg") == "count"
            and not {"where", "time", "stock"} & set(values)
        ):
            return one.id
    return None
