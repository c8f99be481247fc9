"""Dimensions that share their members, and the words that may mean any of them."""

from __future__ import annotations

from intents.parse import Item, Parse


def family(parse: Parse, item: Item) -> frozenset[str]:
    """The dimensions a dimension word or a generic word may mean, with those that share their members."""
    ids = (item.value,) if item.kind == "dimension" else parse.catalogue.generics[item.value].dimensions
    roots = {parse.catalogue.dimensions[d].same_as or d for d in ids}
    return frozenset(d.id for d in parse.catalogue.dimensions.values() if (d.same_as or d.id) in roots)
