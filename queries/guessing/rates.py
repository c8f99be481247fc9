"""Figures made of two others that belong together: margin, order value, clicks by impressions, rows found in a list."""

from __future__ import annotations

from data.profiling.names import without_id
from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio, simple
from queries.guessing.entity import Entity, column_sql
from queries.guessing.headings import heading_of, id_of, label_of, several, single
from queries.guessing.stages import rows_of


def add_rates(entity: Entity, context: Context) -> None:
    """The ratios of an entity's own figures."""
    sums = {
        " ".join(c.words): c
        for c in context.found
        if c.values.get("table") == entity.id
        and c.values.get("agg") == "sum"
        and "stock" not in c.values
        and "where" not in c.values
    }
    sales = next((sums[phrase] for phrase in en.SALES if phrase in sums), None)
    if sales is None:
        sales = next((c for c in sums.values() if c.rank == 10), None)
    profit = next((sums[phrase] for phrase in en.PROFIT if phrase in sums), None)
    cost = next((sums[phrase] for phrase in en.COST if phrase in sums and not phrase.startswith("unit")), None)
    if sales is not None and profit is None and cost is not None and sales is not cost:
        profit = Candidate(
            "gross_profit",
            {
                "type": "derived",
                "expr": f"{sales.id} - {cost.id}",
                "format": "currency",
                "good": "up",
                "default_period": "all",
            },
            ("gross", "profit"),
            entity.noun,
            synonyms=("profit",),
            rank=23,
            why=f"{sales.english} less {cost.english.lower()}.",
        )
        context.add(profit)
    if sales is not None and profit is not None:
        words = ("gross", "margin") if profit.words[0] == "gross" else ("profit", "margin")
        context.add(
            Candidate(
                id_of(words),
                ratio(profit.id, sales.id, "percent", "up"),
                words,
                entity.noun,
                synonyms=("margin", "profit margin", "profitability", "margin percent"),
                rank=23,
                why=f"{profit.english} by {sales.english.lower()}.",
            )
        )
    if sales is not None:
        _per_order(entity, sales, context)
    _pairs(entity, sums, context)
    _lists(entity, context)
    _conversion(entity, context)


_LEADS = frozenset({"applicant", "enquiry", "inquiry", "lead", "prospect", "trial", "visitor"})


def _conversion(entity: Entity, context: Context) -> None:
    """Leads that came to a deal: of two tables, each by its own date."""
    if not set(entity.noun[-1:]) & _LEADS or any(c.id == "conversion_rate" for c in context.found):
        return
    leads = rows_of(entity, context)
    for other in context.entities.values():
        if (
            leads is None
            or other is entity
            or other.only
            or all(w.to != entity.table.name for w in other.ways.values())
        ):
            continue
        won = (c for c in context.found if c.words == ("won", *several(other.noun)) and c.values["table"] == other.id)
        reached = next((c.id for c in won), None) or rows_of(other, context)
        if reached is None or other.lines:
            continue
        name = context.by_id(reached).english.lower()
        context.add(
            Candidate(
                "conversion_rate",
                ratio(reached, leads, "percent", "up"),
                (*entity.noun, "conversion", "rate"),
                entity.noun,
                synonyms=("conversion rate", "conversion"),
                rank=24,
                why=f"{name[0].upper()}{name[1:]} by {label_of(several(entity.noun)).lower()}, each by its own date.",
            )
        )
        return


def _per_order(entity: Entity, sales: Candidate, context: Context) -> None:
    """Sales by orders, where the rows, or what they are lines of, are orders."""
    noun = entity.noun
    if noun[-1] not in ("order", "purchase", "transaction", "sale", "invoice", "booking", "visit", "deal"):
        noun, orders = _parent_of(entity, context)
    else:
        orders = next(
            (
                c.id
                for c in context.found
                if c.words == several(entity.noun)
                and c.values.get("table") == entity.id
                and c.values.get("agg", "").startswith("count")
            ),
            None,
        )
    if orders is None:
        return
    word = noun[-1]
    words = ("average", word, "value")
    context.add(
        Candidate(
            id_of(words),
            ratio(sales.id, orders, "currency", "up"),
            words,
            entity.noun,
            synonyms=(
                (
                    *(("AOV",) if word == "order" else ()),
                    f"average {word} size",
                    f"{sales.english.lower()} per {word}",
                    f"average {word} amount",
                )
            ),
            rank=27,
            why=f"{sales.english} by {label_of(several(noun)).lower()}.",
            plain=() if word == "order" else ("average order value",),
        )
    )


def _parent_of(entity: Entity, context: Context) -> tuple[tuple[str, ...], str | None]:
    """The orders that an entity's rows are lines of, and the figure that counts them."""
    for way in entity.ways.values():
        parent = context.entities[way.to]
        if parent.noun[-1:] in (("order",), ("purchase",), ("transaction",), ("sale",), ("invoice",)) and parent.time:
            for one in context.found:
                if (
                    one.values.get("table") == parent.id
                    and one.values.get("agg") == "count"
                    and "where" not in one.values
                ):
                    return parent.noun, one.id
    return ("order",), None


def _pairs(entity: Entity, sums: dict[str, Candidate], context: Context) -> None:
    """Clicks by impressions and the like."""

    def named(word: str) -> Candidate | None:
        ends = [c for phrase, c in sums.items() if phrase.split()[-1] in (word, single((word,))[0])]
        return ends[0] if len(ends) == 1 else sums.get(word)

    for told in en.RATIOS:
        top, bottom, id = named(told["top"]), named(told["bottom"]), str(told["id"])
        if top is None or bottom is None or top is bottom:
            continue
        if any(one.id == id and one.of == entity.noun for one in context.found):
            continue
        context.add(
            Candidate(
                id,
                ratio(top.id, bottom.id, told["format"], told["good"]),
                tuple(id.split("_")),
                entity.noun,
                label=told["label"],
                synonyms=tuple(told["also"]),
                rank=26,
                why=f"{top.english} by {bottom.english.lower()}.",
            )
        )


def _lists(entity: Entity, context: Context) -> None:
    """What of an entity stands in a list of another table: returned orders, and their share."""
    for way in entity.ways.values():
        other = context.entities[way.to]
        if not other.only:
            continue
        stem = single(without_id(heading_of(entity.table.columns[way.column].heading).words))
        constant = next((c for c in other.table.columns.values() if c.constant and c.name != way.other), None)
        said = heading_of(constant.heading).last if constant is not None else other.noun[-1]
        outcome = en.OUTCOMES.get(said) or en.OUTCOMES.get(other.noun[-1]) or (other.noun[-1], "none", said)
        noun, good, participle = outcome
        words = (participle, *several(stem or entity.noun))
        values = simple(
            entity, "count_distinct", f"{column_sql(way.name)}.{column_sql(way.other)}", format="count", good=good
        )
        count = context.add(
            Candidate(
                id_of(words),
                values,
                words,
                entity.noun,
                synonyms=(f"{noun}s",),
                rank=31,
                why=f"{way.column} that stands in {other.id}.",
            )
        )
        base = next(
            (
                c.id
                for c in context.found
                if c.values.get("table") == entity.id
                and c.values.get("expr") == column_sql(way.column)
                and c.values.get("agg") == "count_distinct"
            ),
            None,
        )
        if base is None and entity.key == (way.column,):
            base = next(
                (
                    c.id
                    for c in context.found
                    if c.values.get("table") == entity.id and c.values.get("agg") == "count" and "where" not in c.values
                ),
                None,
            )
        if base is not None:
            context.add(
                Candidate(
                    id_of((noun, "rate")),
                    ratio(count, base, "percent", good),
                    (noun, "rate"),
                    entity.noun,
                    rank=24,
                    synonyms=(f"share of {label_of(several(stem)).lower()} {participle}",),
                    why=f"{label_of(words)} by {label_of(several(stem)).lower()}.",
                )
            )
