"""Figures of numbers: sums of what adds up, means of prices and scores, amounts made of price and quantity."""

from __future__ import annotations

from dataclasses import replace

from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, good_of, simple
from queries.guessing.counts import MONEY_NOUNS, counted_in, held_in
from queries.guessing.entity import Entity
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several
from queries.guessing.takings import (
    SELLING,
    add_line_sales,
    add_price_times_quantity,
    expression_of,
    given_amounts,
    in_currencies,
    line_amount,
    quantity_of,
)

_PLAIN = frozenset(["amount", "value", "total", "price", "cost", "sum", "number", "count", "revenue", "subtotal"])
_BARE = frozenset(["amount", "value", "price", "cost", "revenue", "subtotal"])
"""Of these, the ones that mean a figure where it is the only one of that name."""
_CODES = frozenset(en.CURRENCIES)
_TOTALS = frozenset({"total", "subtotal", "grand"})


def add_measures(entity: Entity, context: Context, skip: frozenset[str]) -> None:
    """Sums and means of an entity's numbers, but for the columns of `skip`, which others have made figures of."""
    _totals_are_money(entity)
    line = line_amount(entity, context)
    if line is not None:
        skip |= {line.name}
        add_line_sales(entity, line, context)
    amounts = [one for one in entity.of_role(Role.SUM) if one.unit == "currency" and one.name not in skip]
    selling = _sales_of(amounts)
    sold = given_amounts(entity, context) if selling is None and line is None else ()
    if len(sold) == 1:
        selling = sold[0]
    elif sold:
        names = " or ".join(one.name for one in sold)
        context.draft.note("warning", f"{entity.id}: its sales could be {names}: give the word to one of them")
    for one in entity.of_role(Role.SUM, Role.STATE, Role.MEAN):
        if one.name in skip:
            continue
        if one.role is Role.MEAN:
            _mean(entity, one, context)
        else:
            _sum(entity, one, context, main=one is selling, sold=one in sold and selling is one)
    if selling is None and line is None and not sold and entity.time and not in_currencies(entity):
        add_price_times_quantity(entity, context)


def _totals_are_money(entity: Entity) -> None:
    """The total of a sale is an amount of money, whatever it was written with."""
    if not set(entity.noun) & SELLING:
        return
    fields = dict(entity.fields)
    for one in entity.of_role(Role.SUM):
        if set(one.heading.words) <= _TOTALS and one.unit == "points":
            fields[one.name] = replace(one, unit="currency")
    entity.fields = fields


def _headed(one: Field, said: str) -> tuple[str, ...]:
    """ "average overall rating", where the figure is called average rating; "price in dollars" of "Price USD"."""
    whole = " ".join(one.heading.words)
    if one.heading.last in en.CURRENCIES and len(one.heading.words) > 1:
        amount, code = " ".join(one.heading.words[:-1]), en.CURRENCIES[one.heading.last]
        same = (name for name, other in en.CURRENCIES.items() if other == code and name.isascii())
        named = [f"{amount} {joint}{name}" for name in same for joint in ("", "in ")]
        # Capital letters keep them from being translated word by word.
        return tuple(label_of(tuple(f"{before}{name}".split())) for name in named for before in ("", "average "))
    return (f"average {whole}",) if whole != said and one.heading.words[0] not in ("average", "avg", "mean") else ()


def _lasting(one: Field, spoken: tuple[str, ...]) -> tuple[str, ...]:
    """The "resolution time" of a column of resolution hours."""
    if one.heading.last not in en.DURATION or spoken[-1] in en.DURATION or spoken[-1] in ("time", "duration"):
        return ()
    said = " ".join((*spoken, "time"))
    return said, f"average {said}"


def _one_of_several(entity: Entity, one: Field) -> bool:
    """Whether other marks of its kind stand beside it, so that "the rating" could be any of them."""
    others = (other for other in entity.of_role(Role.MEAN) if other is not one)
    return any(other.heading.last == one.heading.last for other in others)


def _in_currency(entity: Entity, one: Field) -> tuple[str, ...]:
    """ "price in USD", where the same amount stands beside it in another currency, or in none that is told."""
    words = one.heading.words
    if words[-1] not in en.CURRENCIES:
        return ()
    others = [other.heading.words for other in entity.fields.values() if other is not one]
    twin = any(other == words[:-1] or (other[:-1] == words[:-1] and other[-1] in en.CURRENCIES) for other in others)
    return (*words[:-1], "in", en.CURRENCIES[words[-1]]) if twin else ()


def _sales_of(amounts: list[Field]) -> Field | None:
    """The amount that a table's sales are, if it has one."""
    for phrase in en.SALES:
        for one in amounts:
            if phrase in (" ".join(one.spoken), " ".join(one.heading.words)):
                return one
    return None


def _sum(entity: Entity, one: Field, context: Context, *, main: bool, sold: bool) -> None:
    words = one.spoken
    plain: tuple[str, ...] = ()
    if (
        set(words) <= _PLAIN
        and entity.noun[-1:] != words[:1]
        and not (set(words) & {"revenue"} and set(entity.noun) & SELLING)
    ):
        plain = (" ".join(words),) if set(words) & _BARE else ()
        words = (*entity.noun, *words)
    if set(words) <= _CODES:
        words = (*entity.noun, "amount")  # a column that is only called by its currency
        plain = ("amount",)
    if len(words) > 1 and words[-1] == "quantity":
        plain = ("units sold", "quantity sold", "units", "quantity") if one is quantity_of(entity) else ()
        if words[0] in en.OUTCOMES:
            plain = (f"units {en.OUTCOMES[words[0]][2]}", f"{en.OUTCOMES[words[0]][2]} units")
    if words[:2] == ("number", "of") and len(words) > 2:
        plain = (" ".join(words[2:]),)
    if set(words) & en.QUANTITY and set(entity.noun) & en.STATE and not set(words) & set(entity.noun):
        words = (*entity.noun, *words)  # how many are in stock, not how many were sold
    good = good_of(words)
    synonyms: tuple[str, ...] = ()
    if one is counted_in(entity):
        nouns = label_of(several(entity.noun)).lower()
        synonyms = (nouns, f"number of {nouns}")
    if one is held_in(entity):
        held = [word for word in entity.noun if word in en.STATE]
        synonyms = (" ".join(entity.noun), *held, *(f"{word} {one.heading.last}" for word in held))
        synonyms = (*synonyms, *(also for word in held for also in en.SYNONYMS.get(word, ())))
    if main:
        good = "up" if not set(entity.noun) & en.DOWN else good
        if sold or (set(entity.noun) & SELLING and "sales" not in one.spoken):
            synonyms = ("sales", "revenue")
        elif set(words) - {"net"} in ({"revenue"}, {"sales"}) and len(words) > 1:
            plain = ("revenue", "sales", "turnover")
    money = [other for other in entity.of_role(Role.SUM) if other.unit == "currency"]
    if (main or money == [one]) and entity.noun[-1] in MONEY_NOUNS:
        synonyms = (*synonyms, label_of(several(entity.noun)).lower(), label_of(entity.noun).lower())
        plain = (*plain, label_of(several(entity.noun[-1:])).lower())  # the refunds of the items of orders
    id = id_of(words)
    context.add(
        Candidate(
            id,
            simple(entity, "sum", expression_of(one), format=one.unit, good=good),
            words,
            entity.noun,
            label=label_of(_in_currency(entity, one)),
            synonyms=synonyms,
            rank=10 if main else 25 if one.unit == "currency" else 30,
            why=f"Sum of {one.name}.",
            heading=one.column.said,
            plain=plain,
        )
    )
    if (one.unit == "currency" or not entity.lines) and one is not held_in(entity):
        each = label_of(entity.noun).lower() if money == [one] and entity.noun[-1] in MONEY_NOUNS else ""
        _mean(entity, one, context, words, rank=75, each=each)


def _mean(
    entity: Entity, one: Field, context: Context, words: tuple[str, ...] = (), rank: int = 45, each: str = ""
) -> None:
    spoken = words or one.spoken
    plain: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    if not words and set(spoken) <= _PLAIN and entity.noun[-1:] != spoken[:1]:
        plain = (f"average {' '.join(spoken)}", " ".join(spoken))
        spoken = (*entity.noun, *spoken)
    elif not words and one.heading.words[:1] == ("overall",) and _one_of_several(entity, one):
        spoken = one.heading.words
    elif not words and len(spoken) > 1 and spoken[-1] in en.POINTS and not _one_of_several(entity, one):
        alone = (f"average {spoken[-1]}", spoken[-1])  # of the only rating that there is, whatever it rates
    said = " ".join(spoken)
    bare = () if words else (said, *plain)
    context.add(
        Candidate(
            id_of(("average", *spoken)),
            simple(entity, "avg", expression_of(one), format=one.unit, good=good_of(spoken)),
            ("average", *spoken),
            entity.noun,
            label=label_of(("average", *_in_currency(entity, one))) if _in_currency(entity, one) else "",
            synonyms=(
                *bare,
                f"mean {said}",
                f"{said} on average",
                *((f"average {each}",) if each else ()),
                *(() if words else _lasting(one, spoken)),
                *_headed(one, said),
            ),
            rank=rank,
            why=f"Mean of {one.name} over the rows that have one.",
            heading="" if words else one.column.said,
            plain=alone,
        )
    )
