"""Figures of numbers: sums of what adds up, means of prices and scores, amounts made of price and quantity."""

from __future__ import annotations

from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, good_of, ratio, simple
from queries.guessing.counts import MONEY_NOUNS
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several

_PLAIN = frozenset(["amount", "value", "total", "price", "cost", "sum", "number", "count", "revenue", "subtotal"])
_BARE = frozenset(["amount", "value", "price", "cost", "revenue", "subtotal"])
"""Of these, the ones that mean a figure where it is the only one of that name."""
_SALE = frozenset(
    [
        "order",
        "sale",
        "sales",
        "transaction",
        "invoice",
        "purchase",
        "line",
        "item",
        "booking",
        "receipt",
        "basket",
        "bill",
    ]
)


def add_measures(entity: Entity, context: Context, skip: frozenset[str]) -> None:
    """Sums and means of an entity's numbers, but for the columns of `skip`, which others have made figures of."""
    amounts = [one for one in entity.of_role(Role.SUM) if one.unit == "currency" and one.name not in skip]
    selling = _sales_of(amounts)
    for one in entity.of_role(Role.SUM, Role.STATE, Role.MEAN):
        if one.name in skip:
            continue
        if one.role is Role.MEAN:
            _mean(entity, one, context)
        else:
            _sum(entity, one, context, main=one is selling)
    if selling is None and entity.time and not in_currencies(entity):
        _price_times_quantity(entity, context)


def in_currencies(entity: Entity) -> bool:
    """Whether a column says in which of several currencies a row's amounts are."""
    return any(one.heading.last == "currency" and len(one.column.members) > 1 for one in entity.of_role(Role.BREAKDOWN))


def expression_of(one: Field) -> str:
    """A column in its unit: minutes as hours, percents as fractions."""
    name = column_sql(one.name)
    if one.scale == 1.0:
        return name
    if one.scale < 1:
        return f"{name} / {1 / one.scale:.6g}"
    return f"{name} * {one.scale:.6g}"


def _sales_of(amounts: list[Field]) -> Field | None:
    """The amount that a table's sales are, if it has one."""
    for phrase in en.SALES:
        for one in amounts:
            if phrase in (" ".join(one.spoken), " ".join(one.heading.words)):
                return one
    return None


def _sum(entity: Entity, one: Field, context: Context, *, main: bool) -> None:
    words = one.spoken
    plain: tuple[str, ...] = ()
    if (
        set(words) <= _PLAIN
        and entity.noun[-1:] != words[:1]
        and not (set(words) & {"revenue"} and set(entity.noun) & _SALE)
    ):
        plain = (" ".join(words),) if set(words) & _BARE else ()
        words = (*entity.noun, *words)
    good = good_of(words)
    synonyms: tuple[str, ...] = ()
    if main:
        good = "up" if not set(entity.noun) & en.DOWN else good
        if set(entity.noun) & _SALE and "sales" not in words:
            synonyms = ("sales", "revenue")
    if main and entity.noun[-1] in MONEY_NOUNS:
        synonyms = (*synonyms, label_of(several(entity.noun)).lower())
    id = id_of(words)
    context.add(
        Candidate(
            id,
            simple(entity, "sum", expression_of(one), format=one.unit, good=good),
            words,
            entity.noun,
            synonyms=synonyms,
            rank=10 if main else 25 if one.unit == "currency" else 30,
            why=f"Sum of {one.name}.",
            heading=one.column.said,
            plain=plain,
        )
    )
    if one.unit == "currency" or not entity.lines:
        _mean(entity, one, context, words, rank=75)


def _mean(entity: Entity, one: Field, context: Context, words: tuple[str, ...] = (), rank: int = 45) -> None:
    spoken = words or one.spoken
    plain: tuple[str, ...] = ()
    if not words and set(spoken) <= _PLAIN and entity.noun[-1:] != spoken[:1]:
        plain = (f"average {' '.join(spoken)}", " ".join(spoken))
        spoken = (*entity.noun, *spoken)
    said = " ".join(spoken)
    bare = () if words else (said, *plain)
    context.add(
        Candidate(
            id_of(("average", *spoken)),
            simple(entity, "avg", expression_of(one), format=one.unit, good=good_of(spoken)),
            ("average", *spoken),
            entity.noun,
            synonyms=(*bare, f"mean {said}", f"{said} on average"),
            rank=rank,
            why=f"Mean of {one.name} over the rows that have one.",
            heading="" if words else one.column.said,
        )
    )


def _price_times_quantity(entity: Entity, context: Context) -> None:
    """Sales where a table has a price and a quantity, but no amount."""
    numbers = list(entity.of_role(Role.MEAN, Role.SUM))
    price = next((one for one in numbers if one.unit == "currency" and one.heading.ends(en.PRICE)), None)
    quantity = next((one for one in numbers if one.heading.ends(en.QUANTITY) and one.unit != "currency"), None)
    if price is not None and quantity is None and entity.lines:
        values = simple(entity, "sum", expression_of(price), format="currency", good="up")
        why = f"Sum of {price.name}, each row being one thing sold."
        synonyms = ("revenue", "turnover")
        context.add(Candidate("sales", values, ("sales",), entity.noun, rank=10, synonyms=synonyms, why=why))
        context.draft.note(
            "guessed", f"{entity.id}: sales are the sum of {price.name}: no column says how many were sold"
        )
    if price is None or quantity is None:
        return
    gross = f"{column_sql(price.name)} * {column_sql(quantity.name)}"
    discount = next((one for one in numbers if one.heading.has(en.DISCOUNT) and one.unit == "percent"), None)
    if discount is None:
        words = ("sales",)
        context.add(
            Candidate(
                "sales",
                simple(entity, "sum", gross, format="currency", good="up"),
                words,
                entity.noun,
                rank=10,
                synonyms=("revenue", "turnover"),
                why=f"{price.name} times {quantity.name}.",
            )
        )
        return
    part = expression_of(discount)
    context.add(
        Candidate(
            "net_sales",
            simple(entity, "sum", f"{gross} * (1 - {part})", format="currency", good="up"),
            ("net", "sales"),
            entity.noun,
            rank=10,
            synonyms=("sales", "revenue", "turnover"),
            why=f"{price.name} times {quantity.name}, less {discount.name}.",
        )
    )
    total = context.add(
        Candidate(
            "gross_sales",
            simple(entity, "sum", gross, format="currency", good="up"),
            ("gross", "sales"),
            entity.noun,
            rank=40,
            synonyms=("list value", "sales before discount"),
            why=f"{price.name} times {quantity.name}, before {discount.name}.",
        )
    )
    given = context.add(
        Candidate(
            "discount_amount",
            simple(entity, "sum", f"{gross} * {part}", format="currency", good="down"),
            ("discount", "amount"),
            entity.noun,
            rank=40,
            synonyms=("discount given",),
            why=f"What {discount.name} takes off.",
        )
    )
    context.add(
        Candidate(
            "discount_rate",
            ratio(given, total, "percent", "down"),
            ("discount", "rate"),
            entity.noun,
            rank=28,
            synonyms=("discount", "average discount", "average discount given"),
            why="Discount by the amounts it was given on.",
        )
    )
