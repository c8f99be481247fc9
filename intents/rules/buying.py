"""Rules for buying: who bought what, how many of them did, and different ones of something."""

from __future__ import annotations

from intents.kinship import is_plain_count
from intents.members_counted import buyers_of, counts_members, who_bought
from intents.parse import Item, MetricUse, Parse
from queries.catalogue.model import Simple


def bought(parse: Parse, i: int) -> int:
    """ "customers who bought laptops", "what did Pars Foods buy": what was sold to them.

    Who bought one thing and another is not who bought either, so that lists are not understood.
    """
    buyers = buyers_of(parse)
    if count_buyers(parse, i):
        return i + 1
    named = any(
        (item.kind == "dimension" and item.value in buyers)
        or (item.kind == "member" and item.sense is not None and buyers & set(item.sense.dimensions))
        or item.value == "who"
        for item in parse.items
    )
    if not named or _lists(parse):
        return i
    asked = any(item.kind == "which" and item.value == "what" for item in parse.items[:i])
    parse.draft.flags |= {"selling", "buying"} | ({"what"} if asked else set())
    parse.mark(i, "word", "bought")
    return i + 1


def count_buyers(parse: Parse, i: int) -> bool:
    """ "how many customers bought", "how many customers ordered": those who did, not what was sold to them."""
    lexicon, counting = parse.lexicon, parse.lexicon.ties("counting")
    use = parse.draft.metrics[-1] if parse.draft.metrics else None
    people = any(lexicon.ties("people") & set(item.before) for item in parse.items[: i + 1])
    counted = who_bought(parse) if use is not None or people else None
    if counted is None or _lists(parse):
        return False
    if use is not None and counting & _said_before(parse, use.item) and _is_buyers(parse, use.item):
        use.id = counted
    elif use is None and people and any(counting & set(item.before) for item in parse.items[: i + 1]):
        parse.draft.metrics.append(MetricUse(counted, parse.items[i], joined=False))  # «چند نفر خرید کردند»
    else:
        return False
    parse.mark(i, "metric", counted)
    return True


def _said_before(parse: Parse, item: Item) -> set[str]:
    """The small words before a noun and what describes it: "how many consumer customers"."""
    place = next((j for j, one in enumerate(parse.items) if one is item), 0)
    said = set(item.before)
    while place > 0 and parse.kind(place - 1) in ("member", "condition") and not parse.items[place].before:
        place -= 1
        said |= set(parse.items[place].before)
    return said


def _is_buyers(parse: Parse, item: Item) -> bool:
    if not is_plain_count(parse.catalogue, item.value):
        return False
    names = {s.value for s in item.island.senses if s.kind == "dimension"}
    buyers = buyers_of(parse)
    return bool(names & buyers) or any(counts_members(parse, item.value, buyer) for buyer in buyers)


def _lists(parse: Parse) -> bool:
    """Several things are named, which may have been bought together, or either of them."""
    listed = any(
        parse.kind(j) in ("and", "vs") and "member" in (parse.kind(j - 1), parse.kind(j + 1))
        for j in range(len(parse.items))
    )
    return listed or any(parse.lexicon.ties("together") & set(item.before) for item in parse.items)


def different(parse: Parse, i: int) -> int:
    """ "how many different customers": things are counted once anyway."""
    following = parse.items[i + 1] if i + 1 < len(parse.items) else None
    if following is None or following.kind != "metric" or not is_plain_count(parse.catalogue, following.value):
        return i
    definition = parse.catalogue.metrics[following.value].definition
    happens = isinstance(definition, Simple) or any(item.kind == "bought" for item in parse.items[i:])
    if not happens:
        # How many there are on one day is no count of those that came: a unique count is of what happened.
        counted = who_bought(parse) if parse.value(i) == "unique" and _is_buyers(parse, following) else None
        if counted is None:
            return i
        following.value = counted
    following.before = (*parse.items[i].before, *following.before)
    return i + 1
