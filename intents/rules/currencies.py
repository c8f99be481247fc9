"""Currencies named in a question: figures are in the company's own, and nothing is converted."""

from __future__ import annotations

from intents.parse import Parse
from queries.answer import Note


def currency(parse: Parse, i: int) -> int:
    """The company's own currency says nothing more; another one cannot be answered. "Dollars" are of many countries."""
    own = parse.catalogue.currency
    if own not in {sense.value for sense in parse.items[i].island.senses if sense.kind == "currency"}:
        parse.draft.problem = parse.draft.problem or Note("other_currency", {"currency": own})
    return i + 1
