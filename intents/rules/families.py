"""Dimensions that share their members, and the words that may mean any of them."""

from __future__ import annotations

from collections.abc import Iterable

from intents.parse import Item, Parse


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
