"""Dimensions that share their members, and the words that may mean any of them."""

from __future__ import annotations

from collections.abc import Iterable

from intents.parse import CONTENT_KINDS, Item, Parse


def family(parse: Parse, item: Item) -> frozenset[str]:
    """The dimensions a dimension word or a generic word may mean, with those that share their members."""
    ids = (item.value,) if item.kind == "dimension" else parse.catalogue.generics[item.value].dimensions
    roots = {parse.catalogue.dimensions[d].same_as or d for d in ids}
    return frozenset(d.id for d in parse.catalogue.dimensions.values() if (d.same_as or d.id) in roots)


def ids_of(parse: Parse, item: Item) -> tuple[str, ...]:
    """The dimensions a dimension word or a generic word names."""
    return (item.value,) if item.kind == "dimension" else parse.catalogue.generics[item.value].dimensions


def owns(parse: Parse, owner: str, ids: Iterable[str]) -> bool:
    """The members of `owner` are rows of a table that lead to one of the dimensions: a customer to its segment."""
    dimension = parse.catalogue.dimensions[owner]
    table = parse.catalogue.tables[dimension.table]
    is_entity = dimension.key is not None and table.primary_key == (dimension.key,)
    return is_entity and any(parse.catalogue.path(table.id, id) is not None for id in ids if id != owner)


def has(parse: Parse, noun: Item, ids: Iterable[str]) -> bool:
    """What a noun names can have these dimensions: customers have a segment, products no kind of customer."""
    tables = {parse.catalogue.dimensions[d].table for d in ids_of(parse, noun)}
    return any(parse.catalogue.path(table, id) is not None for table in tables for id in ids)


def is_namesake(parse: Parse, item: Item) -> bool:
    """A word that is a dimension and, as likely, a member of another one; a product is no product of that type."""
    kinds = {sense.kind for sense in item.island.senses}
    if "member" not in kinds or not kinds & {"dimension", "generic"} or not kinds <= CONTENT_KINDS:
        return False
    members = {d for sense in item.island.senses if sense.kind == "member" for d in sense.dimensions}
    nouns = [s.value for s in item.island.senses if s.kind == "dimension"]
    return not any(owns(parse, noun, members) for noun in nouns)


def is_told_member(parse: Parse, i: int, *, negated: bool = False) -> bool:
    """ "in Education" or "except Education" is the member of that name, not "of education costs"."""
    item = parse.items[i]
    goes_on = parse.kind(i + 1) in ("metric", "member", "dimension", "generic", "text", "not")
    alone = not goes_on or bool(parse.items[i + 1].before)
    told = negated or bool(parse.lexicon.ties("member") & set(item.before[-1:]))
    return told and alone and is_namesake(parse, item)
