"""Nouns that name no breakdown: whose a figure is, whom a member is said of, what a member belongs to."""

from __future__ import annotations

from intents.parse import TARGET_KINDS, Parse
from intents.rules.families import family, has


def could_name(parse: Parse, i: int, beside: int) -> bool:
    """The member beside a dimension's name could be that dimension's: then it is, and nothing is broken down."""
    if parse.kind(beside) != "member" or parse.kind(i) not in ("dimension", "generic"):
        return False
    own = family(parse, parse.items[i])
    return any(s.kind == "member" and own & set(s.dimensions) for s in parse.items[beside].island.senses)


def could_be_member(parse: Parse, i: int) -> bool:
    """ "product type Product": after a dimension's name its member is meant, not another dimension."""
    if parse.kind(i - 1) != "dimension":
        return False
    own = family(parse, parse.items[i - 1])
    return any(s.kind == "member" and own & set(s.dimensions) for s in parse.items[i].island.senses)


def only_named(parse: Parse, i: int, after: int) -> bool:
    """ "revenue from customers in Tehran": the dimension only says whose the figure is, its filter stands beside it."""
    item = parse.items[i]
    first = i
    while parse.kind(first - 1) in ("member", "condition", "dimension", "and"):
        first -= 1
    beside = [j for j in (*range(first, i), after) if parse.kind(j) in ("member", "condition")]
    if parse.kind(after) == "by" and parse.role(after, "by") == "on" and parse.kind(after + 1) == "member":
        beside.append(after + 1)  # "for customers on the professional plan"
    if parse.kind(after) == "not" and parse.kind(after + 1) == "member":
        beside.append(after + 1)  # "of customers not in Tehran"
    before = {word for j in range(first, i + 1) for word in parse.items[j].before}
    told = bool(parse.lexicon.ties("whose") & (set(item.before) or before)) or _is_described(parse, i, after)
    named = item.kind == "dimension" and item.plural and any(one.kind == "metric" for one in parse.items)
    return told and named and bool(beside)


def _is_described(parse: Parse, i: int, after: int) -> bool:
    """ "retention by quarter, mid-market customers only": whom the figure before it is about."""
    if parse.kind(i) != "dimension" or parse.kind(i - 1) not in ("member", "condition") or parse.items[i].before:
        return False
    asked = any(use.item.kind == "metric" and not use.having_only for use in parse.draft.metrics)
    goes_on = parse.kind(after) in ("op", "none", "nothing", "not", "condition_where", "top", "number", "which")
    goes_on = goes_on or (parse.kind(after) == "and" and parse.kind(after + 1) in TARGET_KINDS)
    return asked and not goes_on and parse.draft.rank is None and describe(parse, i - 1, i)


def tied_to_owned(parse: Parse, i: int, after: int) -> bool:
    """A noun that a language ties to the member after it without a word: customers of Tehran, but no new products."""
    item, place = parse.items[i], after + 1 if parse.kind(after) == "dimension" else after
    member = parse.items[place].sense if parse.kind(place) == "member" else None
    if not parse.lexicon.ties("genitive") & set(item.before) or member is None:
        return False
    if has(parse, item, member.dimensions):
        return True
    parse.draft.penalty += 10
    return False


def describe(parse: Parse, first: int, noun: int) -> bool:
    """The noun can have what is said of it."""
    for j in range(first, noun):
        sense = parse.items[j].sense
        ids: tuple[str, ...] = sense.dimensions if sense is not None and parse.kind(j) == "member" else ()
        if parse.kind(j) == "condition":
            ids = tuple(f.dimension for f in parse.catalogue.conditions[parse.value(j)].filters)
        if not has(parse, parse.items[noun], ids):
            return False
    return True


def of_something(parse: Parse, i: int) -> bool:
    """ "age of open tickets" is a thing of theirs."""
    if parse.kind(i) not in ("metric", "member", "condition"):
        return False
    return bool(parse.lexicon.ties("head") & set(parse.items[i].before))
