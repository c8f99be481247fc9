"""What was taken for what was sold: an amount that the rows have, else price times quantity."""

from __future__ import annotations

from collections.abc import Iterator

from data.profiling.names import singular
from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio, simple
from queries.guessing.entity import Entity, Way, column_sql
from queries.guessing.fields import Field, Role

_OF_ONE = frozenset({"each", "apiece"})
_DONE = frozenset({"bought", "ordered", "purchased", "sold"})
_COUNTED = _DONE | frozenset(
    ["box", "case", "item", "line", "no", "number", "of", "order", "pack", "package", "piece", "product", "purchase",
     "sale", "sales", "shipped", "total", "transaction"]
)  # fmt: skip
"""What may be said of a quantity that was sold: "units sold", but not the residential units of a building."""
_UNSOLD = frozenset(["returned", "return", "cancelled", "canceled", "refunded", "lost", "damaged", "rejected"])
_ITEM = frozenset({"article", "item", "product", "sku"})
_ITEMS, _STEADIER = 3, 0.5
"""So many items must have been sold in different quantities, and so much steadier must their price each be."""
_SOLD_FOR = frozenset({"resale", "sold"})
"""A price with one of these words is that of something sold, whatever the rows are called."""
_NEARLY = 0.95
_MOSTLY = 0.8
SELLING = frozenset(
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
"""Rows that are something sold."""
_NO_TAKINGS = frozenset({"cost", "costs", "cogs", "profit", "margin", "earnings"}) | en.PLANNED | en.TARGET


def expression_of(one: Field) -> str:
    """A column in its unit: minutes as hours, percents as fractions."""
    name = column_sql(one.name)
    if one.scale == 1.0:
        return name
    if one.scale < 1:
        return f"{name} / {1 / one.scale:.6g}"
    return f"{name} * {int(one.scale) if one.scale == int(one.scale) else one.scale}"


def in_currencies(entity: Entity) -> bool:
    """Whether a column says in which of several currencies a row's amounts are."""
    return any(one.heading.last == "currency" and len(one.column.members) > 1 for one in entity.of_role(Role.BREAKDOWN))


def given_amounts(entity: Entity, context: Context) -> tuple[Field, ...]:
    """The columns that hold, row by row, about price times quantity: with tax, less discount, or just that."""
    price, quantity = _price_of(entity), quantity_of(entity)
    if price is None or quantity is None:
        return ()
    product = f"{column_sql(price.name)} * {column_sql(quantity.name)}"
    found: list[Field] = []
    for one in entity.of_role(Role.SUM):
        if one in (price, quantity) or one.heading.has(_NO_TAKINGS):
            continue
        name = column_sql(one.name)
        sql = (
            f"SELECT count(*) FILTER (abs({name}) BETWEEN 0.5 * abs({product}) AND 1.5 * abs({product})), count(*) "  # noqa: S608 - quoted names
            f"FROM {column_sql(entity.table.name)} WHERE {product} <> 0 AND {name} IS NOT NULL"
        )
        near, rows = context.look(sql)[0]
        if int(rows) and int(near) >= _NEARLY * int(rows):
            found.append(one)
    return tuple(found)


def _price_of(entity: Entity) -> Field | None:
    return next(_prices_of(entity), None)


def _prices_of(entity: Entity) -> Iterator[Field]:
    """The prices, those without a currency in their name first: of "price" and "price usd" the first is of all rows."""
    found = [one for one in entity.of_role(Role.MEAN, Role.SUM) if one.unit == "currency" and _is_price(one)]
    plain = [one for one in found if one.heading.last == one.spoken[-1] or one.heading.last in _OF_ONE]
    yield from plain or found


def _is_price(one: Field) -> bool:
    each = one.heading.last in _OF_ONE and one.heading.has(en.PRICE)
    return each or one.spoken[-1] in en.PRICE or singular(one.spoken[-1]) in en.PRICE


def quantity_of(entity: Entity) -> Field | None:
    """How many of it: "quantity", "quantity ordered"; one and the same in all rows, too."""
    for one in entity.of_role(Role.MEAN, Role.SUM, Role.NOTHING):
        words = one.heading.words
        besides = {singular(word) for word in words if word not in en.QUANTITY} - en.QUANTITY
        told = one.heading.ends(en.QUANTITY) and (one.heading.last == "quantity" or besides <= _COUNTED)
        told = told or (words[:1] == ("quantity",) and one.heading.last in _DONE)
        told = told and not one.heading.has(_UNSOLD)
        # A number that most rows do not have is none that their price is multiplied by.
        filled = one.column.filled >= _MOSTLY * one.column.rows
        if told and one.unit != "currency" and one.column.kind == "number" and filled:
            return one
    return None


def line_amount(entity: Entity, context: Context) -> Field | None:
    """A price that is the amount of a whole line: it grows with the quantity, and what an item costs each does not."""
    price, quantity = _price_of(entity), quantity_of(entity)
    item = _item_of(entity)
    if price is None or quantity is None or item is None or price.heading.has(_OF_ONE):
        return None
    p, q, t = column_sql(price.name), column_sql(quantity.name), column_sql(entity.table.name)
    inner = (
        f"SELECT stddev_pop({p} / {q}) / avg({p} / {q}) AS line, stddev_pop({p}) / avg({p}) AS each FROM {t} "  # noqa: S608 - quoted names
        f"WHERE {p} > 0 AND {q} > 0 GROUP BY {column_sql(item)} HAVING count(DISTINCT {q}) > 1"
    )
    line, each, items = context.look(f"SELECT avg(line), avg(each), count(*) FROM ({inner})")[0]  # noqa: S608 - quoted names
    if int(items) < _ITEMS or float(line) >= _STEADIER * float(each):
        return None
    context.draft.note("guessed", f"{entity.id}.{price.name} is that of the whole line: it grows with {quantity.name}")
    return price


def add_line_sales(entity: Entity, line: Field, context: Context) -> None:
    """Sales as the sum of what the lines cost."""
    name = " ".join(line.spoken)
    synonyms = ("revenue", "turnover", name, f"total {name}")
    values = simple(entity, "sum", expression_of(line), format="currency", good="up")
    why = f"Sum of {line.name}, which is that of the whole line."
    context.add(Candidate("sales", values, ("sales",), entity.noun, rank=10, synonyms=synonyms, why=why))


def _item_of(entity: Entity) -> str | None:
    """The column that says what was sold."""
    wanted = (one for one in entity.of_role(Role.BREAKDOWN, Role.KEY) if one.heading.has(_ITEM))
    return next((one.name for one in wanted if not entity.table.unique(one.name)), None)


def _is_selling(entity: Entity, price: Field) -> bool:
    """Whether each row is something sold, for its price: an order, a booking, a sale with its sale price."""
    sold = bool(set(entity.noun) & SELLING) or price.heading.has(_SOLD_FOR)
    return sold and not price.heading.has(_OF_ONE | frozenset({"list", "per", "unit"}))


def _sums_to_parent(entity: Entity, gross: str, context: Context) -> bool:
    """Whether its rows are the lines of totals in another table, and add up to them: then their sales are meant."""
    for way in entity.ways.values():
        parent = context.entities[way.to]
        for one in parent.of_role(Role.SUM):
            if set(one.heading.words) <= frozenset({"total", "amount", *parent.noun}):
                own = f"SELECT sum({gross}) FROM {column_sql(entity.table.name)}"  # noqa: S608 - quoted names
                total = f"SELECT sum({column_sql(one.name)}) FROM {column_sql(parent.table.name)}"  # noqa: S608 - quoted names
                mine, theirs = (float(context.look(sql)[0][0] or 0) for sql in (own, total))
                if mine and abs(mine - theirs) <= 1e-6 * abs(mine):
                    return True
    return False


def _stands_in_lines(entity: Entity, price: Field, context: Context) -> bool:
    """Whether its prices are what its lines in another table add up to: then the sales are those of the lines."""
    total = f"SELECT sum({column_sql(price.name)}) FROM {column_sql(entity.table.name)}"  # noqa: S608 - quoted names
    mine = float(context.look(total)[0][0] or 0)
    for lines in context.entities.values():
        own = _price_of(lines) if quantity_of(lines) is None else None
        if lines is entity or own is None or all(way.to != entity.table.name for way in lines.ways.values()):
            continue
        summed = f"SELECT sum({column_sql(own.name)}) FROM {column_sql(lines.table.name)}"  # noqa: S608 - quoted names
        theirs = float(context.look(summed)[0][0] or 0)
        if mine and abs(mine - theirs) <= 1e-6 * abs(mine):
            return True
    return False


def _at_list_price(entity: Entity, quantity: Field, context: Context) -> None:
    """Sales at the price that a joined table lists, where the rows tell how many but not for how much."""
    found: list[tuple[Way, Field]] = []
    for way in entity.ways.values():
        found += [(way, one) for one in _prices_of(context.entities[way.to])]
    if len(found) != 1:
        return
    way, price = found[0]
    expr = f"{column_sql(quantity.name)} * {way.name}.{column_sql(price.name)}"
    listed = f"{context.entities[way.to].id}.{price.name}"
    context.add(
        Candidate(
            "sales_at_list_price",
            simple(entity, "sum", expr, format="currency", good="up"),
            ("sales", "at", "list", "price"),
            entity.noun,
            rank=10,
            synonyms=("sales", "revenue", "turnover"),
            why=f"{quantity.name} times {listed}, which is the same at all times.",
        )
    )
    context.draft.note(
        "guessed", f"{entity.id}: sales are {quantity.name} times {listed}: no column says what was paid"
    )


def _count_sold(entity: Entity, context: Context) -> None:
    """Let the rows be what "items sold" counts, where each is one thing sold."""
    for one in context.found:
        if one.values.get("table") == entity.id and one.values.get("agg") == "count" and "where" not in one.values:
            one.synonyms = (*one.synonyms, "items sold", "units sold", "pieces sold", "units", "quantity sold")
            return


def add_price_times_quantity(entity: Entity, context: Context) -> None:
    """Sales where a table has a price and a quantity, but no amount."""
    price, quantity = _price_of(entity), quantity_of(entity)
    if price is None and quantity is not None:
        _at_list_price(entity, quantity, context)
        return
    sold = price is not None and quantity is None and (entity.lines or _is_selling(entity, price))
    if price is not None and sold and not _stands_in_lines(entity, price, context):
        values = simple(entity, "sum", expression_of(price), format="currency", good="up")
        why = f"Sum of {price.name}, each row being one thing sold."
        synonyms = ("revenue", "turnover", f"total {' '.join(price.spoken)}")
        context.add(Candidate("sales", values, ("sales",), entity.noun, rank=10, synonyms=synonyms, why=why))
        _count_sold(entity, context)
        context.draft.note(
            "guessed", f"{entity.id}: sales are the sum of {price.name}: no column says how many were sold"
        )
    if price is None or quantity is None:
        return
    gross = f"{expression_of(price)} * {expression_of(quantity)}"
    numbers = entity.of_role(Role.MEAN, Role.SUM)
    discount = next((one for one in numbers if one.heading.has(en.DISCOUNT) and one.unit == "percent"), None)
    if discount is None:
        words = ("sales",)
        context.add(
            Candidate(
                "sales",
                simple(entity, "sum", gross, format="currency", good="up"),
                words,
                entity.noun,
                rank=9 if _sums_to_parent(entity, gross, context) else 10,
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
