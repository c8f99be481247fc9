"""Currencies named in a question: figures are in the company's own, and nothing is converted."""

from __future__ import annotations

from intents.parse import Parse
from queries.answer import Note


def currency(parse: Parse, i: int) -> int:
    """The company's own currency says nothing more; another one cannot be answered."""
    own = parse.catalogue.currency
    if parse.value(i) != own:
        parse.draft.problem = parse.draft.problem or Note("other_currency", {"currency": own})
    return i + 1
